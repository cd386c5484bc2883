"""A patch with the bugs that it fixes, registered in one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.authoring.acts import act_of
from generator.authoring.edits import Created
from generator.authoring.log_entries import log_entry
from generator.records.patch_events import Registered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.policy.rule import Facts

EMBARGOED = "embargoed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBug:
    """A bug that is recorded together with its patch: its id and its fields."""

    id: str
    fields: Mapping[str, Any]

    @property
    def is_embargoed(self) -> bool:
        """True where nothing of it may be told until its fix is in production (PPS609)."""
        return self.fields.get("security") is True


def bug_id(text: str) -> str:
    """Tell the id of a bug from its number or its id."""
    return text if text.startswith("BUG-") else f"BUG-{text}"


def given_for(bug: str, given: Mapping[str, str]) -> dict[str, str]:
    """Tell what is given for one bug: keys that start with its id, before those that start with `bug`."""
    found: dict[str, str] = {}
    for start in ("bug.", f"{bug}."):
        found |= {key.removeprefix(start): text for key, text in given.items() if key.startswith(start)}
    return found


def is_of_bug(key: str) -> bool:
    """Tell whether a given key is about a bug, not about the patch."""
    return key.startswith(("bug.", "BUG-"))


def known_of_bugs(fixes: Iterable[str], facts: Facts, new: Iterable[NewBug]) -> dict[str, Any]:
    """Tell what the bugs say about a patch: that it fixes them, and the lines of those that are under embargo."""
    named = tuple(fixes)
    if not named:
        return {}
    hidden = {bug.id for bug in new if bug.is_embargoed}
    hidden |= {bug for bug in named if bug in facts.registry.bugs and facts.registry.bugs[bug].security}
    return {"fixes": named, "release_notes.changes": {bug: EMBARGOED for bug in named if bug in hidden}}


def registration(
    patch: str, fields: Mapping[str, Any], bugs: Iterable[NewBug], who: tuple[str, date], facts: Facts
) -> tuple[Created, ...]:
    """Propose a patch that `who` registers on a day, after the bugs that are new with it."""
    act = act_of(who[0], Registered, who[1], facts)
    log = (log_entry(Registered, act).value,)
    created = (Created(folder="bugs", id=bug.id, fields=bug.fields) for bug in bugs)
    return (*created, Created(folder="patches", id=patch, fields={**fields, "events": log}))
