"""Letters: what a message looks like in a mail and in a comment, and that strangers' text in it means nothing."""

import re
import shutil
from collections import Counter
from datetime import date
from email import message_from_bytes
from email.policy import default
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import markdown  # type: ignore[import-untyped] # its types are a package of their own
import pytest

from generator import assets
from generator.bulletin.messages import Desk, Section
from generator.bulletin.messages_due import messages_due
from generator.edition import Edition
from generator.feeds.letters import Letter, letter
from generator.forge.mail import draft
from generator.rendering import Letters
from tests.attacked import ROUNDS, attacked
from tests.bulletin.small_world import ROOT

DAYS = (date(2008, 5, 25), date(2008, 6, 20), date(2008, 6, 23))
DESK = Desk(site="https://bulletin.example.org/", issues="https://github.com/example/bulletin/issues")
LETTERS = Letters(assets.site_templates())
ROUND = pytest.mark.parametrize("number", range(ROUNDS))
KINDS = {"broadcast", "kickoff", "personal", "policy-change", "reminder"}
OPERATIONS = "date: 2008-06-19, by: ops-hugo, role: sa1-operations"
MANAGER = "date: 2008-06-20, by: rm-nadia, role: release-manager"
NEWS = {
    "PATCH-1100": f"{{type: rolled-back, {OPERATIONS}, restored_version: '1', reason: jobs}}",
    "PATCH-1600": f"{{type: released, {MANAGER}, release: REL-2008-011}}",
}


@cache
def editions(folder: Path, number: int) -> tuple[Edition, Edition]:
    return attacked(folder, number)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a world in which there is news of every kind."""
    root = tmp_path_factory.mktemp("world")
    shutil.copytree(ROOT / "data", root / "data")
    for patch, event in NEWS.items():
        with (root / f"data/patches/{patch}.yaml").open("a", encoding="utf-8") as file:
            file.write(f"  - {event}\n")
    first = (root / "data/policy/POLICY-1.0.yaml").read_text(encoding="utf-8")
    minor = first.replace("effective_on: 2008-06-01", "effective_on: 2008-07-01")
    (root / "data/policy/POLICY-1.1.yaml").write_text(minor, encoding="utf-8")
    return root


def letters(edition: Edition) -> dict[str, Letter]:
    """Answers every letter of an edition on several days, by its name and its day."""
    return {
        f"{day} {one.name}": letter(one, edition) for day in DAYS for one in messages_due(edition.facts.on(day), DESK)
    }


class _Bones(HTMLParser):
    """Elements with the names of their attributes, where links lead, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bones: Counter[tuple[str, ...]] = Counter()
        self.links: list[str | None] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bones[tag, *sorted(name for name, _ in attrs)] += 1
        self.links += [value for name, value in attrs if name in {"href", "src", "action"}]

    def handle_endtag(self, tag: str) -> None:
        self.bones[f"/{tag}",] += 1

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.bones["comment", data] += 1


def faults(found: _Bones, wanted: _Bones) -> list[object]:
    strange = [
        link for link in found.links if link not in wanted.links and not str(link).startswith("https://x.example/")
    ]
    return [*((found.bones - wanted.bones) + (wanted.bones - found.bones)), *strange]


def test_there_is_a_letter_of_every_kind(world: Path) -> None:
    edition, _ = editions(world, 0)

    assert KINDS == {one.kind for day in DAYS for one in messages_due(edition.facts.on(day), DESK)}


@ROUND
def test_mails_have_the_bones_of_their_harmless_twins(world: Path, number: int) -> None:
    hostile, twins = map(letters, editions(world, number))
    found = {
        name: faults(_Bones(LETTERS.html(one)), _Bones(LETTERS.html(twins[name]))) for name, one in hostile.items()
    }

    assert {} == {name: strange for name, strange in found.items() if strange}


@ROUND
def test_comments_have_the_bones_of_their_harmless_twins_and_call_nobody(world: Path, number: int) -> None:
    hostile, twins = map(letters, editions(world, number))
    shown = {name: _Bones(_shown(one)) for name, one in hostile.items()}
    found = {name: faults(one, _Bones(_shown(twins[name]))) for name, one in shown.items()}

    assert {} == {name: strange for name, strange in found.items() if strange}
    calling = re.compile(r"@[A-Za-z0-9]|#[0-9]|https?://(?!bulletin\.|github\.com/example/|x\.example/)\w|www\.\w")
    assert {} == {name: calling.findall(one.text) for name, one in shown.items() if calling.search(one.text)}


def _shown(one: Letter) -> str:
    return str(markdown.markdown(LETTERS.comment(one), extensions=["extra", "sane_lists"]))


@ROUND
def test_no_text_becomes_a_header_or_a_part_of_a_mail(world: Path, number: int) -> None:
    for name, one in letters(editions(world, number)[0]).items():
        written = message_from_bytes(
            draft(one.subject, LETTERS.text(one), LETTERS.html(one), ("vos:all",)), policy=default
        )

        assert ["Subject", "MIME-Version", "Content-Type", "To", "X-Unsent"] == written.keys(), name
        assert ["text/plain", "text/html"] == [part.get_content_type() for part in written.iter_parts()]
        assert str(written["Subject"]).startswith("[PPS] Demonstration data")


@ROUND
def test_plain_text_holds_printable_lines(world: Path, number: int) -> None:
    texts = (LETTERS.text(one) for one in letters(editions(world, number)[0]).values())

    assert [] == [line for text in texts for line in text.split("\n") if not line.replace("\u3000", " ").isprintable()]


def sample() -> Letter:
    sections = (
        Section(title="Where", head=("Site", "Step"), rows=(("AURORA-T1", "tested"), ("B", "distributed"))),
        Section(
            text="long " * 30, items=("one", "two"), commands=("Requirements = true;",), link="https://x.org/a?b=c&d"
        ),
    )
    return Letter(subject="[PPS] Hello", banner="", sections=sections, imprint="Written by hand.")


def test_plain_text_is_wrapped_and_tables_stand_in_columns() -> None:
    lines = LETTERS.text(sample()).split("\n")

    assert ["Where", "-----", "", "Site       Step", "AURORA-T1  tested", "B          distributed", ""] == lines[:7]
    assert max(map(len, lines)) <= 72
    assert "https://x.org/a?b=c&d" in lines


def test_a_comment_keeps_lines_to_copy_as_they_are() -> None:
    text = LETTERS.comment(sample())

    assert "\n    Requirements = true;\n" in text
    assert "| Site | Step |\n|---|---|\n| AURORA\\-T1 | tested |\n| B | distributed |\n" in text
    assert "<https://x.org/a?b=c&d>" in text


def test_what_is_no_address_does_not_become_a_link() -> None:
    strange = Letter(subject="", banner="", sections=(Section(link="javascript:alert(1)"),), imprint="")

    assert "<javascript" not in LETTERS.comment(strange)
