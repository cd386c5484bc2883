"""Small facts of a patch page: fixes, verifications, files, tests, deadlines, kin, the feedback window, the risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.bulletin.embargo import change_of, is_embargoed, title_of
from generator.lifecycle.patch_states import preview_window, state_of
from generator.pages.next_lines import PASSED, outlook
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.policy.decision import decision_of
from generator.policy.use_cases import value_on
from generator.records.patch_attributes import ServerAttributes
from generator.records.patch_events import FeedbackChannelOpened, TarballCreated
from generator.records.patches import Patch, VoDeadline
from generator.terms import Component

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.policy.rule import Facts
    from generator.records.bugs import Bug, Verification
    from generator.records.scenarios import DeploymentTest


@dataclass(frozen=True, slots=True, kw_only=True)
class FixLine:
    """A bug or request that a patch fixes; under embargo it shows that word and nothing else."""

    id: str
    ref: Ref
    kind: str
    title: str
    severity: str
    change: str


def fix_lines(patch: Patch, facts: Facts) -> tuple[FixLine, ...]:
    """Write what a patch fixes, as of today."""
    return tuple(_fix(patch, fix, facts) for fix in value_on(patch, "fixes", facts.today))


def _fix(patch: Patch, fix: str, facts: Facts) -> FixLine:
    bug, signposts = facts.registry.bugs.get(fix), Signposts(facts.registry)
    if bug is None:
        return FixLine(id=fix, ref=Ref(text=fix), kind="", title="not readable", severity="", change="")
    if is_embargoed(bug, facts.registry, facts.today):
        return FixLine(id=fix, ref=signposts.of(fix), kind=bug.kind, title="embargoed", severity="", change="embargoed")
    return FixLine(
        id=fix,
        ref=signposts.of(fix),
        kind=bug.kind,
        title=title_of(bug, facts.registry, facts.today),
        severity=bug.severity_on(facts.today) or "",
        change=change_of(patch, fix, facts.registry, facts.today),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationLine:
    """What an originator answered to the invitation to verify."""

    bug: Ref
    who: str
    day: date
    result: str
    is_good: bool
    ref: Ref | None


def verification_lines(found: Iterable[tuple[Bug, Verification]], facts: Facts) -> tuple[VerificationLine, ...]:
    """Write the answers up to today, oldest first; those about embargoed bugs are left out."""
    signposts = Signposts(facts.registry)
    shown = (pair for pair in found if not is_embargoed(pair[0], facts.registry, facts.today))
    return tuple(
        VerificationLine(
            bug=signposts.of(bug.id),
            who=signposts.person(one.by),
            day=one.date,
            result=one.result.replace("-", " "),
            is_good=one.result == "verified",
            ref=signposts.link(one.ref) if one.ref else None,
        )
        for bug, one in sorted(shown, key=lambda pair: pair[1].date)
        if one.date <= facts.today
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file to download and its SHA-256."""

    ref: Ref
    day: date
    sha256: str


def file_lines(patch: Patch, facts: Facts) -> tuple[FileLine, ...]:
    """Write the tarballs of a preview, newest first."""
    made = [event for event in patch.events if isinstance(event, TarballCreated) and event.date <= facts.today]
    return tuple(
        FileLine(ref=Ref(text=event.name, url=event.ref or ""), day=event.date, sha256=event.sha256)
        for event in reversed(made)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TestLine:
    """One run of a deployment test."""

    __test__ = False

    id: str
    patch: Ref
    day: date
    scenario: str
    site: Ref
    installer: str
    aspects: str
    result: str
    is_good: bool
    who: str
    report: Ref
    source: Source


def test_lines(found: Iterable[DeploymentTest], facts: Facts) -> tuple[TestLine, ...]:
    """Write deployment tests up to today."""
    return tuple(_test(one, facts) for one in found if one.date <= facts.today)


def _test(one: DeploymentTest, facts: Facts) -> TestLine:
    signposts, scenario = Signposts(facts.registry), facts.registry.scenarios.get(one.scenario)
    return TestLine(
        id=one.id,
        patch=signposts.of(one.patch),
        day=one.date,
        scenario=scenario.title if scenario else one.scenario,
        site=signposts.site(one.site),
        installer=one.installer,
        aspects=", ".join(one.aspects),
        result=one.result,
        is_good=one.result == "passed",
        who=signposts.person(one.by),
        report=signposts.link(one.ref),
        source=source_of(one),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineLine:
    """
    The day by which a VO needs a patch; `is_over` when it has passed and the patch is not in production.

    `outlook` says whether the forecast reaches production by then, in the tone of `kind`.
    """

    vo: Ref
    patch: Ref
    title: str
    day: date
    note: str
    state: str
    is_over: bool
    outlook: str
    kind: str


def deadline_lines(patch: Patch, facts: Facts, vo: str | None = None) -> tuple[DeadlineLine, ...]:
    """Write the deadlines of all VOs, or of one, in the order of the record."""
    return tuple(_deadline(patch, one, facts) for one in patch.vo_deadlines if vo in {None, one.vo})


def _deadline(patch: Patch, one: VoDeadline, facts: Facts) -> DeadlineLine:
    signposts, state = Signposts(facts.registry), state_of(patch, facts.today)
    is_over = state is not None and state.is_open and one.deadline < facts.today
    word, kind = PASSED if is_over else outlook(decision_of(patch, facts), one.deadline, facts.today)
    return DeadlineLine(
        vo=signposts.vo(one.vo),
        patch=signposts.of(patch.id),
        title=patch.title,
        day=one.deadline,
        note=one.note or "",
        state=state or "",
        is_over=is_over,
        outlook=word,
        kind=kind,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """The patches that belong together with this one, or take its place."""

    coordinated: tuple[Ref, ...]
    note: str
    supersedes: tuple[Ref, ...]

    @property
    def is_empty(self) -> bool:
        """True where the patch stands alone."""
        return not (self.coordinated or self.note or self.supersedes)


def kinship(patch: Patch, facts: Facts) -> Kinship:
    """Tell the kin of a patch as of today."""
    signposts = Signposts(facts.registry)
    return Kinship(
        coordinated=tuple(signposts.of(one) for one in value_on(patch, "coordinated_with", facts.today)),
        note=patch.coordination_note or "",
        supersedes=tuple(signposts.of(one) for one in patch.supersedes),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLine:
    """From when to when feedback on the preview counts, and where it is given; days are None where nothing is set."""

    start: date | None
    until: date | None
    channel: Ref | None

    @property
    def is_open(self) -> bool:
        """True while feedback still counts."""
        return self.start is not None and self.until is None


def window_line(patch: Patch, facts: Facts) -> WindowLine:
    """Tell the feedback window of a preview as of today."""
    window = preview_window(patch)
    opened = [event for event in patch.events if isinstance(event, FeedbackChannelOpened) and event.date <= facts.today]
    ended = window.until is not None and window.until <= facts.today
    return WindowLine(
        start=opened[0].date if opened else None,
        until=window.until if ended else None,
        channel=Signposts(facts.registry).link(opened[0].ref, "the feedback channel")
        if opened and opened[0].ref
        else None,
    )


def risk_note(patch: Patch) -> str:
    """Tell what a failure would do to production (T131, A33)."""
    if patch.component is Component.CLIENT:
        return "The preview stands beside the production version; jobs that do not ask for it never see it."
    if isinstance(patch.attributes, ServerAttributes) and patch.attributes.new_service:
        return "A failure of a new service has no impact on the production."
    return "An upgrade of a service in production: potentially disruptive."
