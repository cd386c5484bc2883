"""Every record of one state of data/: what is there, what could not be read, who belongs to what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from generator.files import File, SourceFile, collector_at_rest, file_of, files_on_disk
from generator.records.bugs import Bug
from generator.records.decisions import ExceptionRecord, Overrule, PostMortem, Release
from generator.records.feedback import Feedback
from generator.records.installations import Installation
from generator.records.kinds import KINDS
from generator.records.notifications import Notification
from generator.records.patches import Patch
from generator.records.people import Person
from generator.records.pilot_events import Upgraded
from generator.records.pilots import Pilot
from generator.records.policies import PolicyRevision
from generator.records.rocs import Roc
from generator.records.scenarios import DeploymentTest, Scenario
from generator.records.sites import Site
from generator.records.structure import Record
from generator.records.vocabulary import VocabularyRecord
from generator.records.vos import Vo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from generator.terms import Role

_Kind = TypeVar("_Kind", bound=Record)


@dataclass(frozen=True, eq=False)
class Registry:
    """All files of one state of data/, with the indexes that rules and pages ask for."""

    files: tuple[File, ...]
    by_kind: Mapping[str, Mapping[str, Record]] = field(repr=False)
    unreadable: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, sources: Iterable[SourceFile]) -> Registry:
        """Read every source file; a broken one leaves the others as they are."""
        with collector_at_rest():
            return cls.holding(tuple(file_of(source) for source in sources))

    @classmethod
    def holding(cls, files: tuple[File, ...]) -> Registry:
        """Gather files that are read."""
        by_kind: dict[str, dict[str, Record]] = {folder: {} for folder in (*KINDS, "")}
        for file in files:
            if file.record is not None:
                by_kind[file.record.folder][file.stem] = file.record
        unreadable = frozenset((file.kind.folder, file.stem) for file in files if file.kind and file.record is None)
        return cls(files=files, by_kind=by_kind, unreadable=unreadable)

    def _all(self, kind: type[_Kind]) -> Mapping[str, _Kind]:
        records: Any = self.by_kind.get(kind.folder, {})
        return cast("Mapping[str, _Kind]", records)

    def _index(
        self, name: str, records: Callable[[], Iterable[_Kind]], keys: Callable[[_Kind], Iterable[str]]
    ) -> Mapping[str, tuple[_Kind, ...]]:
        """Group records by the ids that they name; `name` is the property that keeps the answer."""
        del name
        found: dict[str, list[_Kind]] = defaultdict(list)
        for record in records():
            for key in keys(record):
                found[key].append(record)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """People by handle."""
        return self._all(Person)

    @cached_property
    def rocs(self) -> Mapping[str, Roc]:
        """ROCs by id."""
        return self._all(Roc)

    @cached_property
    def sites(self) -> Mapping[str, Site]:
        """Sites by name."""
        return self._all(Site)

    @cached_property
    def vos(self) -> Mapping[str, Vo]:
        """VOs by name."""
        return self._all(Vo)

    @cached_property
    def bugs(self) -> Mapping[str, Bug]:
        """Bugs and requests by id."""
        return self._all(Bug)

    @cached_property
    def patches(self) -> Mapping[str, Patch]:
        """Patches by id."""
        return self._all(Patch)

    @cached_property
    def installations(self) -> Mapping[str, Installation]:
        """Installations by id."""
        return self._all(Installation)

    @cached_property
    def pilots(self) -> Mapping[str, Pilot]:
        """Pilots by id."""
        return self._all(Pilot)

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Deployment scenarios by id."""
        return self._all(Scenario)

    @cached_property
    def deployment_tests(self) -> Mapping[str, DeploymentTest]:
        """Deployment tests by id."""
        return self._all(DeploymentTest)

    @cached_property
    def feedback(self) -> Mapping[str, Feedback]:
        """Feedback by id."""
        return self._all(Feedback)

    @cached_property
    def notifications(self) -> Mapping[str, Notification]:
        """Notifications by id."""
        return self._all(Notification)

    @cached_property
    def post_mortems(self) -> Mapping[str, PostMortem]:
        """Post mortems by id."""
        return self._all(PostMortem)

    @cached_property
    def exceptions(self) -> Mapping[str, ExceptionRecord]:
        """Exceptions by id."""
        return self._all(ExceptionRecord)

    @cached_property
    def overrules(self) -> Mapping[str, Overrule]:
        """Overrules by id."""
        return self._all(Overrule)

    @cached_property
    def releases(self) -> Mapping[str, Release]:
        """Releases by id."""
        return self._all(Release)

    @cached_property
    def policy(self) -> Mapping[str, PolicyRevision]:
        """Policy revisions by id."""
        return self._all(PolicyRevision)

    @cached_property
    def vocabulary(self) -> VocabularyRecord | None:
        """The controlled lists; None where vocab.yaml is missing or unreadable."""
        return self._all(VocabularyRecord).get("vocab")

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every readable record, in the order of the paths."""
        return tuple(file.record for file in self.files if file.record is not None)

    @cached_property
    def demonstration(self) -> date | None:
        """The day on which the clock of demonstration data stands; None for real data."""
        return self.vocabulary.demonstration if self.vocabulary else None

    def exists(self, folder: str, stem: str) -> bool:
        """Tell whether a record of a kind is there, readable or not (policy §5.3)."""
        return stem in self.by_kind.get(folder, {}) or (folder, stem) in self.unreadable

    @cached_property
    def installations_by_patch(self) -> Mapping[str, tuple[Installation, ...]]:
        """Installations of each patch, by site."""
        return self._index("installations_by_patch", self.installations.values, lambda one: (one.patch,))

    @cached_property
    def installations_by_site(self) -> Mapping[str, tuple[Installation, ...]]:
        """Installations at each site."""
        return self._index("installations_by_site", self.installations.values, lambda one: (one.site,))

    @cached_property
    def pilots_by_patch(self) -> Mapping[str, tuple[Pilot, ...]]:
        """Pilots whose running set ever held each patch, by id."""
        return self._index("pilots_by_patch", self.pilots.values, _patches_of)

    @cached_property
    def patches_by_bug(self) -> Mapping[str, tuple[Patch, ...]]:
        """Patches that fix each bug."""
        return self._index("patches_by_bug", self.patches.values, lambda one: one.fixes)

    @cached_property
    def feedback_by_subject(self) -> Mapping[str, tuple[Feedback, ...]]:
        """Feedback on each patch and pilot, oldest first."""
        return self._index(
            "feedback_by_subject",
            lambda: sorted(self.feedback.values(), key=lambda one: (one.submitted_on, one.id)),
            lambda one: (one.subject,),
        )

    @cached_property
    def notifications_by_subject(self) -> Mapping[str, tuple[Notification, ...]]:
        """Notifications about each patch, pilot and policy revision, oldest first."""
        return self._index(
            "notifications_by_subject",
            lambda: sorted(self.notifications.values(), key=lambda one: (one.sent_on, one.id)),
            lambda one: (one.about,),
        )

    @cached_property
    def deployment_tests_by_patch(self) -> Mapping[str, tuple[DeploymentTest, ...]]:
        """Deployment tests of each patch, oldest first."""
        return self._index(
            "deployment_tests_by_patch",
            lambda: sorted(self.deployment_tests.values(), key=lambda one: (one.date, one.id)),
            lambda one: (one.patch,),
        )

    @cached_property
    def post_mortems_by_pilot(self) -> Mapping[str, tuple[PostMortem, ...]]:
        """Post mortems of each pilot, oldest first."""
        return self._index(
            "post_mortems_by_pilot",
            lambda: sorted(self.post_mortems.values(), key=lambda one: (one.held_on, one.id)),
            lambda one: (one.pilot,),
        )

    @cached_property
    def exceptions_by_subject(self) -> Mapping[str, tuple[ExceptionRecord, ...]]:
        """Exceptions for each subject."""
        return self._index("exceptions_by_subject", self.exceptions.values, lambda one: (one.subject,))

    @cached_property
    def sites_by_roc(self) -> Mapping[str, tuple[Site, ...]]:
        """Sites of each ROC."""
        return self._index("sites_by_roc", self.sites.values, lambda one: (one.roc,))

    def holders(self, role: Role, day: date, scope: str | None = None) -> tuple[str, ...]:
        """Handles of everybody who holds a role, in a scope if it is scoped, on a day."""
        return tuple(person.id for person in self.people.values() if person.holds(role, day, scope))


def _patches_of(pilot: Pilot) -> tuple[str, ...]:
    upgrades = (patch for event in pilot.events if isinstance(event, Upgraded) for patch in event.patches)
    return tuple(dict.fromkeys((*pilot.patches, *upgrades)))


def registry_at(root: Path) -> Registry:
    """Read the registry of a checkout; raise DataMissingError where there is no data/."""
    return Registry.of(files_on_disk(root))
