"""The publish guard: a new edition keeps every address of the one before, and is not older than it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TOLD_IN: Final = "api/v1/index.json"
"""The file in which an edition says of which day it is."""

SHOWN: Final = 20
PASSING: Final = ("assets/", "map/older/", "map/on/")
"""What may go: files of the theme, and maps of older versions and of past days, whose windows move on."""

FLEETING: Final = frozenset({"feeds/due.xml"})
"""Feeds whose entries leave when what they announce is done."""

ADDRESSED: Final = frozenset({".html", ".ics", ".json", ".md", ".svg", ".xml"})
_ENTRY: Final = re.compile(rb"<entry>\s*<id>([^<]+)</id>")


class LossError(Exception):
    """A new edition would drop addresses that readers keep, or take the day back; the message names them."""


def require_no_loss(previous: Path, draft: Path) -> None:
    """
    Compare a new edition with the one that it replaces; without an edition before it, all is well.

    Raises LossError, naming the addresses, if a page, a document or an entry of a feed is gone, or the day moved back.
    Entries leave a feed that is full, oldest first: they are missed only where the feed became shorter.
    """
    if not previous.is_dir():
        return
    losses = [*_day_moved_back(previous, draft), *_gone(previous, draft), *_entries_gone(previous, draft)]
    if losses:
        more = f"\n  and {len(losses) - SHOWN} more" if len(losses) > SHOWN else ""
        listed = "".join(f"\n  {loss}" for loss in losses[:SHOWN])
        raise LossError(
            f"the new edition loses what the one before has; --allow-loss publishes it all the same{listed}{more}"
        )


def _day_moved_back(previous: Path, draft: Path) -> Iterator[str]:
    before, after = _day_of(previous), _day_of(draft)
    if before and after and after < before:
        yield f"the day of the edition: {after}, was {before}"


def _day_of(site: Path) -> str:
    """Tell the day of an edition in ISO form, which sorts as days do; empty where it does not tell."""
    try:
        told = json.loads((site / TOLD_IN).read_bytes())
    except (FileNotFoundError, ValueError):
        return ""
    return str(told["edition"]["today"])


def _gone(previous: Path, draft: Path) -> Iterator[str]:
    for name in sorted(_names(previous) - _names(draft)):
        yield f"/{name.removesuffix('index.html')}"


def _names(site: Path) -> set[str]:
    """Tell what readers and programs keep the address of; the theme's own files are renamed by its releases."""
    files = (path for path in site.rglob("*") if path.suffix in ADDRESSED)
    return {name for path in files if not (name := path.relative_to(site).as_posix()).startswith(PASSING)}


def _entries_gone(previous: Path, draft: Path) -> Iterator[str]:
    for path in sorted(previous.rglob("*.xml")):
        name = path.relative_to(previous)
        if (draft / name).is_file() and name.as_posix() not in FLEETING:
            before, after = (_ENTRY.findall((site / name).read_bytes()) for site in (previous, draft))
            if len(after) < len(before):
                yield from (f"/{name.as_posix()}: entry {one.decode()}" for one in before if one not in after)
