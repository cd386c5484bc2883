"""The desk where new records are drafted: what is given, what is known, what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import filled, tell_missing
from generator.records.bugs import Bug
from generator.records.kinds import KINDS
from generator.records.patches import Patch
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.authoring.edits import Created
    from generator.authoring.filling import Said
    from generator.edition import Edition
    from generator.policy.transitions.hearing import Voice
    from generator.records.kinds import Kind

_DECIDED: dict[str, tuple[Voice, ...]] = {
    "exceptions": (),
    "overrules": ((Role.EMT, None), (Role.PPS_COORDINATION, None)),
    "post-mortems": ((Role.SA1_OPERATIONS, None), (Role.PPS_COORDINATION, None)),
}
"""Who approves a record of a kind (policy §4.2); who approves an exception depends on what it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where new records are written: the records there are, the day, who writes, and what he says."""

    edition: Edition
    day: date
    by: str | None
    given: Mapping[str, str]
    approvals: tuple[tuple[str, str], ...] = ()

    def record(self, kind: Kind, identity: str | None, known: Mapping[str, Any] | None = None) -> Created:
        """Write a record that stands alone; `known` are fields that follow from what the command was told."""
        from generator.authoring.acts import act_of
        from generator.authoring.edits import Created
        from generator.authoring.log_entries import log_entry
        from generator.records.pilot_events import Proposed

        stem = self._id(kind, identity)
        fields = filled(kind.record, self._said(kind.folder, stem, self.given, known), self.edition.registry)
        if kind.folder == "pilots":
            act = act_of(str(self.by), Proposed, self.day, self.edition.facts)
            fields["events"] = (log_entry(Proposed, act).value,)
        elif kind.folder == "installations":
            fields["events"] = ()
        created = Created(folder=kind.folder, id=stem, fields=fields)
        return self._decided(created) if kind.folder in _DECIDED and "approvals" not in fields else created

    def _decided(self, created: Created) -> Created:
        """Tell a decision with the approvals of those who have to make it."""
        from generator.authoring.deciding import voices_of_exception
        from generator.cli.governing import approved, people_of

        facts = self.edition.facts
        voices = _DECIDED[created.folder] or voices_of_exception(created, facts)
        return approved(created, people_of(voices, self.approvals, str(self.by), self.day, facts), self.day)

    def patch(self, identity: str | None, bugs: Iterable[str]) -> tuple[Created, ...]:
        """Write a patch, and before it the bugs that are new."""
        from generator.authoring.registering import (
            NewBug,
            bug_id,
            given_for,
            is_of_bug,
            known_of_bugs,
            registration,
        )

        registry, stem = self.edition.registry, self._id(KINDS["patches"], identity)
        fixes = tuple(dict.fromkeys(map(bug_id, bugs)))
        unknown = [self._id(KINDS["bugs"], bug) for bug in fixes if not registry.exists("bugs", bug)]
        self._refuse_stray(unknown)
        given = {key: text for key, text in self.given.items() if not is_of_bug(key)}
        said = {bug: self._said("bugs", bug, {"kind": "bug", **given_for(bug, self.given)}) for bug in unknown}
        own = self._said("patches", stem, given, known_of_bugs(fixes, self.edition.facts, ()))
        tell_missing((*((Bug, one, "bug.") for one in said.values()), (Patch, own, "")), registry)
        new = tuple(NewBug(id=bug, fields=filled(Bug, one, registry, "bug.")) for bug, one in said.items())
        own = self._said("patches", stem, given, known_of_bugs(fixes, self.edition.facts, new))
        return registration(stem, filled(Patch, own, registry), new, (str(self.by), self.day), self.edition.facts)

    def _refuse_stray(self, new: Iterable[str]) -> None:
        """Refuse what is given for a bug that is not new."""
        from generator.authoring.registering import is_of_bug

        names = tuple(f"{bug}." for bug in new)
        starts = (*names, "bug.") if names else ()
        stray = next((key for key in self.given if is_of_bug(key) and not key.startswith(starts)), None)
        if stray is not None:
            raise click.UsageError(f"{stray} is about a bug that is not new here; name a new one with --bug")

    def _id(self, kind: Kind, identity: str | None) -> str:
        from generator.authoring.numbering import next_id

        patch, site = self.given.get("patch", ""), self.given.get("site")
        if kind.folder == "installations" and patch and site:
            identity = identity or f"INST-{patch.removeprefix('PATCH-')}-{site}"
        found = identity or next_id(kind.folder, self.edition.registry, self.day, self.given.get("patch"))
        if found is None:
            hint = " or tell its patch: --set patch=PATCH-n" if "-n-" in kind.example else ""
            noun = kind.record.noun
            raise click.UsageError(f"which {noun}? Name its id after the kind: {kind.example};{hint}".rstrip(";"))
        if kind.pattern.fullmatch(found) is None:
            raise click.UsageError(f"{found!r} is no id of a {kind.record.noun} ({kind.example})")
        if self.edition.registry.exists(kind.folder, found):
            free = next_id(kind.folder, self.edition.registry, self.day, self.given.get("patch"))
            raise click.UsageError(f"{found} is there already" + (f"; the next free one is {free}" if free else ""))
        return found

    def _said(self, folder: str, stem: str, given: Mapping[str, str], more: Mapping[str, Any] | None = None) -> Said:
        """Tell what is given and what follows from the records for one record; `more` goes before what follows."""
        from generator.authoring.filling import Said, supplied_with
        from generator.authoring.knowable_fields import Circumstances, known_fields

        def learn(said: Mapping[str, str]) -> dict[str, Any]:
            about = Circumstances(facts=self.edition.facts, day=self.day, by=self.by, id=stem, given=said)
            return known_fields(folder, about) | dict(more or {})

        unasked = frozenset({"events"} if "approvals" in given else {"events", "approvals"})
        supplied = supplied_with(self.day, self.by)
        return Said(given=given, known=learn(given), learn=learn, supplied=supplied, unasked=unasked)
