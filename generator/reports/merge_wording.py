"""What a merge will do, piece by piece in words: the verdict, the counts, a gate, a forecast, a cell of the map."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from generator.bulletin.chronicle import named
from generator.reports.lines import NOUNS, count, several
from generator.reports.release_notes_markdown import as_markdown

if TYPE_CHECKING:
    from generator.bulletin.merge_outcome import MergeOutcome
    from generator.bulletin.merge_promotions import Promotion
    from generator.bulletin.merge_publication import NotesShift
    from generator.bulletin.merge_subjects import GateShift
    from generator.bulletin.versions import Placement
    from generator.findings import Actor
    from generator.policy.decision import Forecast


UNBACKED: Final = "PPS807"
"""The rule that is met by a review, and by nothing in the records."""
_NAMED: Final = 8


def verdict(outcome: MergeOutcome) -> str:
    """Say in a sentence whether the change can be merged as far as the policy is asked."""
    blocking = [one.rule for one in outcome.findings if one.blocks]
    if set(blocking) == {UNBACKED}:
        awaited = [one.person for one in outcome.voices if not one.is_given]
        more = f" and {len(awaited) - _NAMED} more" if len(awaited) > _NAMED else ""
        named = ", ".join(awaited[:_NAMED]) + more
        return f"The records allow this merge; {several(len(awaited), 'review')} awaited: {named}."
    if blocking:
        return f"{several(len(blocking), 'error')} stand{'s' if len(blocking) == 1 else ''} in the way of this merge."
    if not outcome.voices:
        return "The records allow this merge; it adds nothing that waits for somebody's review."
    if any(one.is_given is None for one in outcome.voices):
        return "The records allow this merge; whether everybody who is named agreed was not looked at."
    return "The records allow this merge, and everybody who is named stands behind it."


def tally(outcome: MergeOutcome) -> dict[str, int]:
    """Count everything that the report is about; in the plural, as the keys of its form for programs."""
    shown, told = outcome.publication, count(outcome.told)
    return {
        "promotions": len(outcome.promotions),
        "subjects": len(outcome.subjects),
        **{f"{noun}s": told[level] for level, noun in NOUNS.items()},
        "standing": len(outcome.findings) - len(outcome.told),
        "bulletin_lines": len(shown.appearing) + len(shown.leaving),
        "map_cells": len(shown.map),
        "release_notes": len(shown.notes),
        "notices": len(shown.notices),
        "files": len(outcome.files),
    }


def counts(outcome: MergeOutcome) -> tuple[str, ...]:
    """Tell the counts in words."""
    found = tally(outcome)
    words = {"bulletin_lines": "line of the bulletin", "map_cells": "cell of the map", "files": "record file"}
    words |= {"subjects": "moved subject", "notices": "new message", "release_notes": "release note"}
    words |= {key: key.removesuffix("s") for key in found if key not in words and key != "standing"}
    told = [_counted(found[key], words[key]) for key in found if key != "standing"]
    return (*told, f"{found['standing']} standing in the base")


def _counted(number: int, words: str) -> str:
    first, _, rest = words.partition(" of ")
    return several(number, first) + (f" of {rest}" if rest else "")


def who(actor: Actor) -> str:
    """Name who must act: the role, its scope, the people who hold it."""
    scope = f" of {actor.scope}" if actor.scope else ""
    people = f" ({', '.join(actor.people)})" if actor.people else ""
    return f"{actor.role}{scope}{people}"


def transition(one: Promotion) -> str:
    """Name a transition with the states around it, and how an evaluation ended."""
    way = f": {one.step.before or 'new'} → {one.step.after}" if one.step else ""
    return f"{named(one.event)}{way}"


def gate(shift: GateShift, subject: str) -> tuple[str, ...]:
    """Tell a gate of a subject: the rule, its status before and after, what stands, what to do."""
    shown, after = shift.after or shift.before, shift.after
    if shown is None:
        return ()
    status = after.status + (f" by {after.excused_by}" if after.excused_by else "") if after else "gone"
    about = f"{shown.subject.id}: " if shown.subject.id != subject else ""
    return shown.rule.id, shift.was or "–", status, f"{about}{shown.gate.message}", _act(shift)


def _act(shift: GateShift) -> str:
    if shift.after is None or not shift.after.blocks or not shift.after.gate.fix:
        return ""
    actor = shift.after.gate.actor
    return shift.after.gate.fix + ("" if actor.role == "nobody" else f" – {who(actor)}")


def forecast(found: Forecast | None, *, is_recorded: bool = False) -> str:
    """Tell the earliest day of a transition, how sure it is, and what binds."""
    if found is None:
        return "recorded" if is_recorded else "not ahead"
    binding = f", {found.binding}" if found.binding else ""
    return f"{found.day or 'no date'} ({found.label}{binding})"


def cell(placed: Placement | None) -> str:
    """Tell a cell of the map."""
    if placed is None:
        return "–"
    tag = f", tag since {placed.published_since}" if placed.published_since else ""
    return f"{placed.step} on {placed.on}{tag}{', stale' if placed.staleness else ''}"


def notes_diff(shift: NotesShift, *, is_demonstration: bool) -> tuple[str, ...]:
    """Tell the lines of the published text that go (-) and come (+)."""
    sides = (as_markdown(one, is_demonstration=is_demonstration) if one else "" for one in (shift.before, shift.after))
    old, new = ([line for line in text.splitlines() if line] for text in sides)
    told = list(unified_diff(old, new, lineterm="", n=0))[2:]
    return tuple(line for line in told if not line.startswith("@@"))
