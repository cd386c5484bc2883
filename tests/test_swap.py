"""The swap of editions, also when the builder is killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import swap
from generator.swap import ForeignFolderError, new_edition

FILES = 20
BUILDER = f"""
import itertools, sys
from pathlib import Path
from generator.swap import new_edition
print("ready", flush=True)
for number in itertools.count():
    with new_edition(Path(sys.argv[1])) as draft:
        for name in range({FILES}):
            (draft / str(name)).write_text(str(number))
"""


def _build(site: Path, text: str) -> None:
    with new_edition(site) as draft:
        for name in range(FILES):
            (draft / str(name)).write_text(text, encoding="utf-8")


def _editions_in(site: Path) -> set[str]:
    """Answers the texts of a site's files; a whole edition has one text."""
    return {(site / str(name)).read_text(encoding="utf-8") for name in range(FILES)}


def _neighbours(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir())


def test_an_edition_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _build(site, "one")
    _build(site, "two")

    assert {"two"} == _editions_in(site)
    assert ["site"] == _neighbours(site)


def test_a_build_that_fails_leaves_the_old_edition(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _build(site, "one")
    with pytest.raises(FileNotFoundError), new_edition(site) as draft:
        (draft / "missing" / "0").write_text("half", encoding="utf-8")

    assert {"one"} == _editions_in(site)
    assert ["site"] == _neighbours(site)


def test_a_folder_that_is_no_edition_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.tex").touch()
    with pytest.raises(ForeignFolderError, match="holds files that are no edition"):
        _build(tmp_path / "home", "one")

    assert ["thesis.tex"] == _neighbours(tmp_path / "home" / "thesis.tex")


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    _build(tmp_path / "site", "one")

    assert {"one"} == _editions_in(tmp_path / "site")


def test_a_draft_that_another_build_holds_is_not_cleaned_up(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with new_edition(site) as slow:
        _build(site, "quick")
        for name in range(FILES):
            (slow / str(name)).write_text("slow", encoding="utf-8")

    assert {"slow"} == _editions_in(site)
    assert ["site"] == _neighbours(site)


def test_a_file_system_without_exchange_gets_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "RENAME_EXCHANGE", 1 << 30)  # a flag that every kernel refuses
    site = tmp_path / "site"
    _build(site, "one")
    _build(site, "two")

    assert {"two"} == _editions_in(site)
    assert ["site"] == _neighbours(site)


def test_a_build_killed_between_its_two_renames_is_repaired_by_the_next(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _build(site, "one")
    site.rename(tmp_path / ".site.retired")
    with pytest.raises(ZeroDivisionError), new_edition(site):
        raise ZeroDivisionError

    assert {"one"} == _editions_in(site)


def test_the_old_edition_is_whole_whenever_the_builder_is_killed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _build(site, "start")
    moments = random.Random(2008)  # noqa: S311 - moments to kill at, no secrets
    for _ in range(25):
        with subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(site)], stdout=subprocess.PIPE, text=True, env=os.environ
        ) as builder:
            assert builder.stdout is not None
            builder.stdout.readline()
            time.sleep(moments.uniform(0, 0.02))
            builder.send_signal(signal.SIGKILL)

        assert 1 == len(_editions_in(site))
    _build(site, "end")

    assert ["site"] == _neighbours(site)
