"""The observation on pages: how fresh it is, its words in cells, and what differs with the lines to type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.observed import Observed, Sight
from generator.findings import quoted
from generator.pages.signposts import Ref, Signposts
from generator.tags import TAG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.bulletin.observed import Difference
    from generator.records.sites import Site
    from generator.tags import TagCommands

KINDS = {Sight.AGREES: "good", Sight.MISSING: "stop", Sight.ROGUE: "caution", Sight.UNOBSERVED: "note"}
"""The shape and tone of each word."""

MEANINGS = {
    Sight.AGREES: "the information system publishes the tag, as the records say: jobs that ask for it land here",
    Sight.MISSING: "the records announce the tag, the information system does not: jobs that ask for it pass by",
    Sight.ROGUE: "the information system publishes the tag, no record announces it here",
    Sight.UNOBSERVED: "nobody looked, or too long ago; a change is judged from the day after it on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandBlock:
    """The lines to type for one computing element."""

    ce: str
    commands: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """What differs at a site; `ref` leads to it where it has a record, `name` is written so that it stays text."""

    ref: Ref | None
    name: str
    word: str
    kind: str
    tags: str
    what: str
    blocks: tuple[CommandBlock, ...]
    remedy: str


def difference_lines(differences: Iterable[Difference], signposts: Signposts) -> tuple[DifferenceLine, ...]:
    """Write what differs, a line for each site and word."""
    return tuple(_line(one, signposts) for one in differences)


def _line(found: Difference, signposts: Signposts) -> DifferenceLine:
    is_missing = found.sight is Sight.MISSING
    since = f" since {found.since:%Y-%m-%d} ({found.installation})" if found.since else ""
    return DifferenceLine(
        ref=signposts.site(found.site) if found.is_known else None,
        name=found.site if found.is_known else quoted(found.site),
        word=found.sight,
        kind=KINDS[found.sight],
        tags=", ".join(tag if TAG.fullmatch(tag) else quoted(tag) for tag in found.tags),
        what=f"announced{since}, not seen" if is_missing else _unrecorded(found),
        blocks=tuple(CommandBlock(ce=one.ce, commands=_typed(one, adds=is_missing)) for one in found.work),
        remedy=_remedy(found),
    )


def _unrecorded(found: Difference) -> str:
    return "seen, announced by no installation" if found.is_known else "seen, at a site that has no record"


def _remedy(found: Difference) -> str:
    if found.sight is Sight.MISSING:
        return "Publish it again, or record tag-withdrawn."
    return "Remove it, or record the installation." if found.is_known else "Ask who publishes it, or record the site."


def _typed(work: TagCommands, *, adds: bool) -> str:
    return "\n".join((*(work.add if adds else work.remove), *work.listing))


def account(observed: Observed, sites: int) -> str:
    """Tell in a sentence what the observation is, how old, and how much it reaches; `sites` counts those on the map."""
    seen, age = observed.observation, observed.age
    if seen is None or age is None:
        return "The information system was not observed for this edition: the map shows what the records say."
    when = f"The information system was observed on {seen.observed_at:%Y-%m-%d %H:%M} UTC, {_ago(age)}"
    if observed.fresh is None:
        return f"{when}: too long ago to be judged, so the map shows what the records say."
    reached = sum(observed.seen_on(site) == seen.observed_at for site in observed.facts.registry.sites.values())
    return f"{when}; {reached} sites with a record answered, {sites} have a row here."


def _ago(age: int) -> str:
    if age <= 0:
        return "on the day of this edition" if age == 0 else "after the day of this edition"
    return f"{age} day{'s' if age > 1 else ''} before this edition"


def freshness(observed: Observed, site: Site) -> str:
    """Tell when a site was observed last; empty where nothing at all was observed."""
    if observed.observation is None:
        return ""
    when = observed.seen_on(site)
    if when is None:
        return "not observed"
    return f"{'observed' if when == observed.observation.observed_at else 'last observed'} {when:%Y-%m-%d}"
