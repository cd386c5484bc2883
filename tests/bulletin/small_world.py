"""The small world with a few things changed: what the tests of the bulletin start from."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.edition import Edition
from generator.files import SourceFile, files_on_disk
from generator.policy.rule import Facts
from generator.registry import Registry

ROOT = Path(__file__).resolve().parent.parent / "world"
TODAY = date(2008, 6, 20)


class Change(NamedTuple):
    """A file by its path below data/, a text that stands in it once (empty: the file is new), and its replacement."""

    path: str
    old: str
    new: str


def facts(*changes: Change, today: date = TODAY) -> Facts:
    """Reads the small world with its changes; a text that does not stand there once is an error of the test."""
    files = {source.path: source.content.decode() for source in files_on_disk(ROOT)}
    for path, old, new in changes:
        text = files.get(f"data/{path}", "")
        if old and text.count(old) != 1:
            raise ValueError(f"{path} holds {old!r} {text.count(old)} times")
        files[f"data/{path}"] = text.replace(old, new) if old else new
    registry = Registry.of(SourceFile(path=path, content=text.encode()) for path, text in sorted(files.items()))
    unread = [file for file in registry.files if file.record is None]
    if unread:
        raise ValueError(f"{unread[0].path}: {unread[0].flaws}")
    return Facts(registry=registry, today=today)


def edition(*changes: Change, today: date = TODAY) -> Edition:
    """Answers the edition of the small world with its changes, without what the rules say."""
    return Edition(facts=facts(*changes, today=today), findings=(), commit=None)


KEPT_TAG = Change(
    "installations/INST-1100-COLLINA-GRID.yaml",
    "  - {type: tag-withdrawn, date: 2008-06-17, by: sm-colin, role: site-manager, scope: COLLINA-GRID, "
    "via: lcg-managevotag, ces: [ce01.collina.example.org]}\n",
    "",
)
"""COLLINA-GRID still publishes the tag of PATCH-1100, which is in production since 2008-06-16."""


def feedback(number: int, subject: str, day: str, author: str = "vo: lumen\n") -> Change:
    """Answers a new feedback; `author` may name a VO, a site, or nobody."""
    address = f"https://github.com/example/bulletin/issues/{number}"
    text = (
        f"issue_url: {address}\nsubject: {subject}\nauthor: some-user\n{author}submitted_on: {day}\n"
        'verdict: neutral\nblocking: false\ntext: "It runs."\n'
    )
    return Change(f"feedback/FB-{number}.yaml", "", text)
