"""Whenever a build is killed, and whenever somebody reads: a reader who opens the site finds one edition of it."""

import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.commands import BARE

KILLS = 200
FILES = ("index.html", "map/index.html", "patches/PATCH-1300/index.html", "sites/SILVERFIR-T2/index.html")
TWIN = "api/v1/map.json"
BUILDER = """
import os, random, signal, sys, time
from datetime import date
from pathlib import Path
from generator import assets
from generator.feeds.every import every_document
from generator.pages.every import every_page
from generator.pouring import SLOTS, Pouring, Shell
from generator.rendering import Renderer
from generator.swap import new_edition
from tests.bulletin.small_world import edition

site, kills = Path(sys.argv[1]), int(sys.argv[2])
days = [date(2008, 6, 20), date(2008, 6, 21)]
renderer = Renderer(assets.site_templates())
made = []
for day in days:
    shown = edition(today=day)
    html = f"<p>of {day}</p>" + "".join(f"@@{slot}@@" for slot in SLOTS)
    shells = {"": Shell.cut(html, source="this test")}
    pages = [page for page in every_page(shown) if not page.address.startswith("policy/") and page.section is None]
    made.append((shells, pages, list(every_document(shown))))

def build(number):
    shells, pages, documents = made[number % 2]
    with new_edition(site) as draft:
        pouring = Pouring(shells=shells, renderer=renderer, site_dir=draft, previous=site, site_url="")
        pouring.pour_all((pages, documents))

build(0)
start = time.monotonic()
build(1)
lasts = time.monotonic() - start
print("ready", flush=True)
moments = random.Random(2008)
for number in range(kills):
    child = os.fork()
    if not child:
        build(number)
        os._exit(0)
    time.sleep(moments.uniform(0, lasts * 1.1))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)
build(0)
"""


@dataclass
class _Reader:
    """Reads the site again and again, each time by the folder that stood there when it began."""

    site: Path
    seen: set[str] = field(default_factory=set)
    mixed: list[set[str]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def read_on(self) -> None:
        while not self.is_over.is_set():
            days = self._days()
            self.seen |= days
            if len(days) > 1:
                self.mixed.append(days)

    def _days(self) -> set[str]:
        """Answers the days of which the files tell; a folder that is swept away while it is read tells of fewer."""
        folder = os.open(self.site, os.O_DIRECTORY)
        days = set()
        try:
            for name in (*FILES, TWIN):
                descriptor = os.open(name, os.O_RDONLY, dir_fd=folder)
                with os.fdopen(descriptor, encoding="utf-8") as file:
                    days.add(_day_in(name, file.read()))
        except FileNotFoundError:
            return days
        finally:
            os.close(folder)
        return days


def _day_in(name: str, content: str) -> str:
    if name == TWIN:
        return str(json.loads(content)["edition"]["today"])
    found = re.match(r"<p>of ([0-9-]+)</p>", content)
    assert found is not None, f"{name} is not whole"
    return found[1]


def test_a_reader_never_sees_a_mix_whenever_the_builder_is_killed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [sys.executable, "-c", BUILDER, str(site), str(KILLS)]
    reader = _Reader(site)
    thread = threading.Thread(target=reader.read_on)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=BARE) as builder:
        assert builder.stdout is not None
        assert "ready\n" == builder.stdout.readline()
        thread.start()
        ends = builder.stdout.read().split()
        reader.is_over.set()
        thread.join()

    assert 0 == builder.returncode
    assert KILLS == len(ends)
    assert ends.count("killed") >= KILLS / 2
    assert [] == reader.mixed
    assert {"2008-06-20", "2008-06-21"} == reader.seen
    assert ["site"] == sorted(path.name for path in tmp_path.iterdir())
