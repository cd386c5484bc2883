"""An edition: everything that one build of the site shows, and the one value that every face renders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from generator import __version__
from generator.files import files_on_disk
from generator.findings import in_order
from generator.history.archive import archive_at
from generator.history.change import newest_of
from generator.history.comparing import sources_at
from generator.history.readings import MANY, registry_through
from generator.history.repository import Commit, HistoryError, Repository, commit_of
from generator.history.trees import text_on_disk
from generator.lifecycle.as_of import cut, newest_fact
from generator.policy.auditing import Audit, BackDating, along_history, back_datings
from generator.policy.changing import check_change
from generator.policy.checking import check, in_turn
from generator.policy.decision import Decision
from generator.policy.governance.ownership import PATH as OWNERSHIP
from generator.policy.rule import Facts
from generator.registry import Registry
from generator.workers import on_every_core

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from generator.findings import Finding
    from generator.history.comparing import Comparison
    from generator.history.reach import Reach
    from generator.history.store import Store
    from generator.policy.observations import Observation
    from generator.records.policies import PolicyRevision
    from generator.records.structure import Record

_Kind = TypeVar("_Kind", bound="Record")


@dataclass(frozen=True)
class Edition:
    """
    The records, what the rules say of them, the day they are judged on, and the commit they come from.

    `only` names the records whose pages are asked for; None where every page is.
    """

    facts: Facts
    findings: tuple[Finding, ...]
    commit: Commit | None
    version: str = __version__
    back_datings: tuple[BackDating, ...] = ()
    only: frozenset[str] | None = None

    @property
    def registry(self) -> Registry:
        """Every record."""
        return self.facts.registry

    @property
    def today(self) -> date:
        """The day on which everything is judged."""
        return self.facts.today

    @property
    def demonstration(self) -> bool:
        """True where the data is fictional and says so."""
        return self.registry.demonstration is not None

    @property
    def policy(self) -> PolicyRevision | None:
        """The policy revision in force today."""
        return self.facts.policy()

    def shown(self, records: Mapping[str, _Kind]) -> Iterable[_Kind]:
        """Tell the records that have a page: all of a kind, or those whose pages alone are asked for."""
        if self.only is None:
            return records.values()
        return (record for identity, record in records.items() if identity in self.only)

    @cached_property
    def newest_fact(self) -> date | None:
        """The newest dated fact of all records (records.md §1.3)."""
        days = (newest_fact(record) for record in self.registry.records)
        return max((day for day in days if day is not None), default=None)

    @cached_property
    def findings_by_subject(self) -> dict[str, tuple[Finding, ...]]:
        """What the rules say of each record."""
        grouped: dict[str, list[Finding]] = {}
        for finding in self.findings:
            grouped.setdefault(finding.subject, []).append(finding)
        return {subject: tuple(found) for subject, found in grouped.items()}


def judged(
    registry: Registry,
    today: date,
    commit: Commit | None = None,
    codeowners: str | None = None,
    observation: Observation | None = None,
) -> Edition:
    """Judge a registry on a day."""
    facts = Facts(registry=registry, today=today, codeowners=codeowners, observation=observation)
    return Edition(facts=facts, findings=check(facts), commit=commit)


def gather(
    root: Path, today: date | None, clock: date, store: Store | None = None, observation: Observation | None = None
) -> Edition:
    """
    Read and judge the records of a checkout.

    `today` is the day that was asked for; without it demonstration data brings its own, and other data is judged on
    `clock`. `store` holds what reading gave before. Raises DataMissingError where there is no data/, HistoryError
    where git fails.
    """
    read = unjudged(root, today, clock, store, observation)
    done = on_every_core if len(read.registry.files) >= MANY else in_turn
    return replace(read, findings=check(read.facts, done=done))


def unjudged(
    root: Path, today: date | None, clock: date, store: Store | None = None, observation: Observation | None = None
) -> Edition:
    """Read the records of a checkout as `gather` does, for whoever judges them himself: it holds no findings."""
    sources = files_on_disk(root)
    registry = Registry.of(sources) if store is None else registry_through(store, sources)
    day, owners = today or registry.demonstration or clock, text_on_disk(root, OWNERSHIP)
    facts = Facts(registry=registry, today=day, codeowners=owners, observation=observation)
    return Edition(facts=facts, findings=(), commit=commit_of(root))


def renewed(edition: Edition, registry: Registry, reach: Reach, commit: Commit | None) -> Edition:
    """
    Judge a registry that differs from an edition's in few files, on the same day: only what the change can reach.

    What the rules said of other files, and what was decided about other subjects, is kept; the answer is that of
    judging everything.
    """
    old = edition.facts
    facts = Facts(registry=registry, today=old.today, codeowners=old.codeowners, observation=old.observation)
    decided = {key: one for key, one in old.worked_out.items() if isinstance(one, Decision)}
    subjects = ((key, registry.patches.get(key) or registry.pilots.get(key)) for key in decided)
    facts.worked_out.update({key: decided[key] for key, one in subjects if one and one.path not in reach.judged})
    kept = (finding for finding in edition.findings if finding.location.path in reach.unheard)
    found = in_order((*kept, *check(facts, reach)))
    return Edition(facts=facts, findings=found, commit=commit)


def gather_at(root: Path, revision: str, today: date | None, observation: Observation | None = None) -> Edition:
    """Read and judge the records as they were at a commit, on its newest dated fact unless a day is given."""
    commit, sources = sources_at(root, revision)
    registry = Registry.of(sources)
    newest = newest_of(registry)
    day = today or (newest.day if newest else None) or registry.demonstration
    if day is None:
        raise HistoryError(f"no record at {revision!r} is dated; name the day of judgement with --today")
    return judged(registry, day, Commit(id=commit, is_clean=True), None, observation)


def as_known(edition: Edition) -> Edition:
    """Tell an edition as it was known on its day: everything that was recorded later is cut (lifecycle §8)."""
    newest = edition.newest_fact
    if newest is None or newest <= edition.today:
        return edition
    files = tuple(
        replace(file, record=record) if record is not file.record else file
        for file in edition.registry.files
        if (record := file.record and cut(file.record, edition.today)) is not None or file.record is None
    )
    facts = edition.facts
    return judged(Registry.holding(files), edition.today, edition.commit, facts.codeowners, facts.observation)


def audited(root: Path, edition: Edition, ledger: str | None = None) -> tuple[Edition, Audit]:
    """
    Add to an edition what the first-parent history of the main branch did to its records, and tell on what it rests.

    `ledger` is where the evidence of merged changes is archived; None for the usual branches.
    """
    repository = Repository(root)
    audit = along_history(repository, edition.facts, archive_at(repository, ledger))
    found = (*edition.findings, *audit.findings)
    return replace(edition, findings=in_order(found)), audit


def with_back_datings(root: Path, edition: Edition) -> Edition:
    """
    Add to an edition the entries that are back-dated by git's own date.

    The days of demonstration data are fictional, so that nothing can be said of it.
    """
    if edition.demonstration or commit_of(root) is None:
        return edition
    return replace(edition, back_datings=tuple(back_datings(Repository(root), edition.facts)))


def judged_change(
    comparison: Comparison, today: date | None, clock: date, observation: Observation | None = None
) -> Edition:
    """Judge what a change leads to, and mark what stood before it."""
    change, (_, owns) = comparison.change, comparison.codeowners
    day = today or change.head.demonstration or clock
    after = Facts(registry=change.head, today=day, codeowners=owns, observation=observation, change=change)
    before = facts_before(comparison, after)
    return Edition(facts=after, findings=check_change(before, after, comparison.reach), commit=comparison.commit)


def facts_before(comparison: Comparison, after: Facts) -> Facts:
    """Tell the facts of the base of a change, on the day and with the observation that its head is judged by."""
    owned, _ = comparison.codeowners
    return Facts(registry=comparison.change.base, today=after.today, codeowners=owned, observation=after.observation)
