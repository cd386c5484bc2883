"""One step of a pilot as a command takes it: what is said about the event, the pilot, and the local tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cli.asking import approvers, event_keys, given_at, handle, named_roles
from generator.cli.proposing import present, propose, record_of, told_as_usage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.authoring.acts import Hands
    from generator.authoring.edits import Addition, Edit
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.records.pilots import Pilot
    from generator.records.structure import Event

_TEST = "tested."
_FIELDS = frozenset({"monitoring", "user_visible_changes", "case_plan", "success_criteria"})


def take(  # noqa: PLR0913 - what the options say
    settings: Settings,
    identity: str,
    word: str,
    named: tuple[tuple[str, str], ...],
    *,
    given: tuple[tuple[str, str], ...],
    by: str | None,
    approvals: tuple[tuple[str, str], ...],
    day: date | None,
    dry_run: bool,
) -> int:
    """Take a step of a pilot: `word` is its event, `named` what the words after the pilot say."""
    from generator.authoring.acts import Hands
    from generator.authoring.piloting import EVENTS

    edition, root = present(settings), settings.repository()
    record = record_of(edition, edition.registry.pilots, identity)
    writer = handle(by, root, edition.registry)
    with told_as_usage():
        hands = Hands(by=writer, day=day or edition.today, named=named_roles(approvals))
        walk = Walk(edition=edition, pilot=record, kind=EVENTS[word], hands=hands, given=(*given, *named))
        edits = tuple(walk.edits(approvals))
        return propose(root, edition, edits, title=f"{record.id}: {word}", dry_run=dry_run)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One step of a pilot: who takes it, and what he says about it, about its fields, and about its local tests."""

    edition: Edition
    pilot: Pilot
    kind: type[Event]
    hands: Hands
    given: tuple[tuple[str, str], ...]

    def edits(self, approvals: tuple[tuple[str, str], ...]) -> Iterator[Edit]:
        """Yield the pilot with its step, then the patches and installations that a start touches."""
        from generator.authoring.acts import act_of
        from generator.authoring.edits import Added
        from generator.authoring.piloting import Step, additions, approving, demanded_keys, known_keys, openings
        from generator.records.pilot_events import Started

        facts = self.edition.facts
        act = act_of(self.hands.by, self.kind, self.hands.day, facts)
        known = known_keys(self.pilot, self.kind, act, facts)
        apart = _TEST if self.kind is Started else ()
        own = tuple((key, text) for key, text in self.given if key not in _FIELDS and not key.startswith(apart))
        demanded = demanded_keys(self.pilot, self.kind, act.day, facts)
        keys = event_keys(self.kind, own, known, self.edition.registry, demanded=demanded)
        needed = approving(self.pilot, self.kind, keys)
        chosen = tuple((role, person) for role, person in approvals if role in needed)
        people = approvers(needed, act, chosen, facts)
        step = Step(pilot=self.pilot, kind=self.kind, act=act, keys=keys, approvers=people)
        added = (*self._fields(), *additions(step, self.hands, facts))
        yield Added(record=self.pilot, additions=added)
        if self.kind is Started:
            yield from openings(self.pilot, self.hands, facts)
            yield from self._installations()

    def _fields(self) -> Iterator[Addition]:
        """Yield the fields of the pilot itself that a step may still set, as far as they are given."""
        from generator.authoring.edits import AuthoringError, Value
        from generator.records.given import GivenError, typed
        from generator.records.pilots import Pilot
        from generator.records.schema import shape_of

        for key, text in ((key, text) for key, text in self.given if key in _FIELDS):
            if getattr(self.pilot, key):
                raise AuthoringError(f"{self.pilot.id} has its {key} already; change it in the file, if it may change")
            try:
                yield Value(field=key, value=typed(shape_of(Pilot).by_key[key], text))
            except GivenError as error:
                raise AuthoringError(str(error)) from error

    def _installations(self) -> Iterator[Edit]:
        """Yield the steps up to the local test where it has not passed yet and its report is given, or needed."""
        from generator.authoring.edits import AuthoringError
        from generator.authoring.installing import known_step
        from generator.authoring.piloting import installed, servers, untested
        from generator.lifecycle.pilot_states import running_sites
        from generator.records.installation_events import Tested

        facts, day, registry = self.edition.facts, self.hands.day, self.edition.registry
        sites = tuple(entry.site for entry in running_sites(self.pilot, day))
        said = tuple((key.removeprefix(_TEST), text) for key, text in self.given if key.startswith(_TEST))
        lacking = untested(self.pilot, day, facts)
        if said and not lacking:
            raise AuthoringError(
                f"the local test has passed at {', '.join(sites)} already; leave out {_TEST}{said[0][0]}"
            )
        is_none_tested = len(lacking) == len(servers(self.pilot, day, facts)) * len(sites)
        for patch, entry in lacking:
            site = record_of(self.edition, registry.sites, entry.site)
            here = given_at(site.id, sites, said)
            if here or is_none_tested:
                known = known_step(patch, site, Tested, facts, day) | {"result": "passed"}
                keys = event_keys(Tested, here, known, registry, prefix=_TEST)
                yield installed(patch, site, keys, self.hands, facts)
