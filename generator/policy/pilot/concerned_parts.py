"""The concerned parts of a pilot: who has to agree to it, by its class (A19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.findings import Actor
from generator.lifecycle.pilot_states import committed_vos
from generator.policy.approvals import PART_ROLES
from generator.terms import Part, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot, PilotSite

ALWAYS: Final = (Part.DEVELOPMENT, Part.CERTIFICATION, Part.OPERATIONS)
ConcernedPart = tuple[Part, str | None]


def concerned_parts(
    pilot: Pilot, use_case: UseCase | None, day: date, sites: Iterable[PilotSite]
) -> tuple[ConcernedPart, ...]:
    """Tell the parts that agree on a day, with the VO or site that each speaks for; VOs and sites not for minor."""
    teams: tuple[ConcernedPart, ...] = tuple((part, None) for part in ALWAYS)
    if use_case is UseCase.BC_SERVER_MINOR:
        return teams
    vos = ((Part.VO, vo) for vo in committed_vos(pilot, day))
    return (*teams, *vos, *((Part.SITE, entry.site) for entry in sites))


def in_words(part: ConcernedPart) -> str:
    """Name a part as a message does."""
    kind, scope = part
    if scope is None:
        return f"'{kind}'"
    return f"VO {scope}" if kind is Part.VO else f"site {scope}"


def speaker(part: ConcernedPart, facts: Facts) -> Actor:
    """Name who speaks for a part today."""
    kind, scope = part
    return facts.actor(PART_ROLES[kind], scope)


def all_speakers(facts: Facts) -> Actor:
    """Name the teams that decide together about a deviation."""
    people = (person for part in ALWAYS for person in speaker((part, None), facts).people)
    return Actor(role="the concerned parts", people=tuple(dict.fromkeys(people)))
