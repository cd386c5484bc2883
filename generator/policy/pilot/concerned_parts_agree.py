"""PPS402."""

from collections.abc import Mapping

from generator.findings import Waiver
from generator.policy.approvals import last_agreements
from generator.policy.pilot.concerned_parts import ConcernedPart, concerned_parts, in_words, speaker
from generator.policy.pilot.protocol import Stand, judged_class, met, stand_at
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed
from generator.records.pilots import Agreement, Pilot
from generator.terms import Decision, Part


@rule(
    "PPS402",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T088", "T141"),
    quote="upon agreement of the concerned parts (VO, development, certification and operation teams)",
    gate_of=("agreed", "accepted"),
    every_run=False,
)
def concerned_parts_agree(pilot: Pilot, facts: Facts) -> Gates:
    """
    A pilot is agreed by development, certification and operations, and beyond a minor update by VOs and sites too.

    Each VO that is committed on the day of the agreement and each pilot site says yes to a major update and to a server
    that breaks something. The last word of a part counts: a reject stands until the same part replaces it. Record your
    agreement in the pilot; a site manager speaks for the site.
    """
    stand = stand_at(pilot, Agreed, facts)
    said = last_agreements(stand.pilot)
    demanded = concerned_parts(stand.pilot, judged_class(pilot, facts), stand.day, stand.pilot.sites)
    lacking = [part for part in _asked(demanded, said, stand.pilot) if _is_open(part, said)]
    agreed = ", ".join(in_words(part) for part in demanded)
    yield from (_gap(part, said.get(part), stand, facts) for part in lacking)
    if not lacking:
        yield met(stand.place, f"{agreed} agreed", pilot.id)


def _asked(
    demanded: tuple[ConcernedPart, ...], said: Mapping[ConcernedPart, Agreement], pilot: Pilot
) -> tuple[ConcernedPart, ...]:
    """Add to the demanded parts the sites that answer, even where nobody had to ask them: a refusal stands."""
    sites = {entry.site for entry in pilot.sites}
    answering = (part for part in said if part[0] is Part.SITE and part[1] in sites)
    return tuple(dict.fromkeys((*demanded, *answering)))


def _is_open(part: ConcernedPart, said: Mapping[ConcernedPart, Agreement]) -> bool:
    return part not in said or said[part].decision is Decision.REJECT


def _gap(part: ConcernedPart, word: Agreement | None, stand: Stand, facts: Facts) -> Gate:
    name = in_words(part)
    if word is None:
        message, at = f"the agreement of {name} is missing", stand.place
    else:
        message, at = f"{name} rejected the pilot on {word.date}; that stands until replaced", stand.pilot.place(word)
    return Gate(
        status=stand.gap,
        at=at,
        message=message,
        fix="the part records its agreement",
        field="agreements",
        actor=speaker(part, facts),
    )
