"""Lives of patches played again, day by day, from what the demonstration data says of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.lifecycle.as_of import cut
from generator.records.bugs import Bug
from generator.records.decisions import Release
from generator.records.structure import Record, plain
from generator.references import dated_facts
from generator.registry import Registry, registry_at
from tests.history.checkouts import Answer, Checkout

ROOT = Path(__file__).resolve().parent.parent
HUBS = ("people", "rocs", "scenarios", "sites", "vos")
_APPROVED = re.compile(r"(?<=, )date: 2008-\d{2}-\d{2}")
_DAY = re.compile(r"'(\d{4}-\d{2}-\d{2})'")


@cache
def demonstration() -> Registry:
    """Answers the records of the demonstration."""
    return registry_at(ROOT)


def story_of(patch: str) -> tuple[Record, ...]:
    """Answers the records in which the life of a patch is told."""
    known = demonstration()
    life = known.patches[patch]
    pilots = known.pilots_by_patch.get(patch, ())
    subjects = (patch, *(pilot.id for pilot in pilots))
    return (
        life,
        *(known.bugs[bug] for bug in life.fixes),
        *known.installations_by_patch.get(patch, ()),
        *pilots,
        *known.deployment_tests_by_patch.get(patch, ()),
        *(one for subject in subjects for one in known.feedback_by_subject.get(subject, ())),
        *(one for subject in subjects for one in known.notifications_by_subject.get(subject, ())),
        *(one for pilot in pilots for one in known.post_mortems_by_pilot.get(pilot.id, ())),
        *(one for one in known.exceptions.values() if one.subject in subjects),
        *(_release(one, patch) for one in known.releases.values() if patch in {each.patch for each in one.patches}),
    )


def _release(release: Release, patch: str) -> Release:
    """Answers a release as if it shipped one patch alone."""
    return replace(release, patches=tuple(shipped for shipped in release.patches if shipped.patch == patch))


def written(record: Record) -> str:
    """Answers the text of a record."""
    text = yaml.safe_dump(json.loads(json.dumps(plain(record))), sort_keys=False, allow_unicode=True, width=4000)
    return _DAY.sub(r"\1", text)


@dataclass(slots=True)
class Replay:
    """The life of one patch in a repository of its own: one pull request for each day on which something happened."""

    checkout: Checkout
    patch: str
    merged: int = 0
    days: list[date] = field(init=False)
    first: date = field(init=False)

    def __post_init__(self) -> None:
        """Imports who takes part, before anything happens."""
        story = story_of(self.patch)
        self.days = sorted({day for record in story for _, _, day in dated_facts(record)})
        self.first = self.days[0]
        for path in self._surroundings():
            text = (ROOT / path).read_text(encoding="utf-8")
            self.checkout.write(path, _APPROVED.sub("date: 2007-12-03", text) if "/policy/" in path else text)
        self.checkout.commit("import who takes part", day="2008-01-01")
        self.checkout.git("switch", "--quiet", "--create", "change")

    @staticmethod
    def _surroundings() -> Iterator[str]:
        known = demonstration()
        yield from (record.path for record in known.records if record.folder in HUBS)
        yield from ("data/policy/POLICY-1.0.yaml", "data/vocab.yaml")

    def stand_at(self, day: date) -> None:
        """Writes every record of the story as it was known at the end of a day."""
        for record in story_of(self.patch):
            known = cut(record, day)
            begun = [one for _, _, one in dated_facts(record)] if not isinstance(record, Bug) else []
            has_begun = min(begun, default=self.first) <= day
            if known is not None and has_begun:
                self.checkout.write(record.path, written(known))

    def check(self, day: date) -> Answer:
        """Judges the pull request on a day."""
        return self.checkout.pps("check", "--base", "main", today=day.isoformat())

    def merge(self, day: date) -> None:
        """Commits what stands there, and merges it."""
        self.merged += 1
        self.checkout.commit(f"what happened on {day}", day=day.isoformat())
        self.checkout.merge(f"what happened on {day} (#{self.merged})", day=day.isoformat())

    def forget(self) -> None:
        """Throws away what was tried."""
        self.checkout.git("checkout", "--quiet", "--", ".")
        self.checkout.git("clean", "--quiet", "--force", "-d")

    def play(self, until: date | None = None) -> Iterator[tuple[date, Answer]]:
        """Plays the next days, and answers how each pull request was judged before it was merged."""
        while self.days and (until is None or self.days[0] <= until):
            day = self.days[0]
            self.stand_at(day)
            yield day, self.check(day)
            self.merge(day)
            self.days.pop(0)

    def attempt(self, record: str, transition: str, day: date) -> Answer:
        """Tries a later transition on a day already, in a pull request of its own that is then thrown away."""
        told = next(one for one in story_of(self.patch) if one.id == record)
        events = getattr(told, "events", ())
        event = next(one for one in events if one.type == transition)
        approvals = tuple(replace(approval, date=day) for approval in event.approvals)
        known: Any = cut(told, day)
        early = replace(event, date=day, approvals=approvals)
        self.checkout.write(told.path, written(replace(known, events=(*known.events, early))))
        answer = self.check(day)
        self.forget()
        return answer
