"""Release notes: what a reader of production has to know about a patch, drafted from the records (outputs §5)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.bulletin.answers import Answers, answers_to
from generator.bulletin.decisions import Decisions
from generator.bulletin.embargo import change_of, is_embargoed
from generator.bulletin.silence import ACCEPTED, Silence, silence_of
from generator.lifecycle import patch_states
from generator.policy.acceptance import settled_classification
from generator.policy.rule import Facts
from generator.policy.use_cases import Classification
from generator.records.decisions import ExceptionRecord, Overrule
from generator.records.patch_attributes import Configuration, ServerAttributes
from generator.records.patch_events import Accepted, InstallTest
from generator.records.patches import Patch
from generator.records.scenarios import DeploymentTest
from generator.terms import PatchState, UseCase

NO_CONFIGURATION_CHANGE = "No configuration change is needed."
NO_INSTRUCTIONS = "No instructions are written; the variables below change."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line about one fixed bug or request; empty text where the notes do not describe it yet."""

    bug: str
    kind: str
    text: str
    is_embargoed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationChange:
    """One variable that a site adds, changes or removes, and where."""

    name: str
    deed: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAccount:
    """What users said: the summary, how many answered for whom, who was silent, what came late."""

    summary: str
    voices: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]
    in_time: tuple[str, ...]
    late: tuple[tuple[str, date], ...]
    silence: Silence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseNotes:
    """
    The release notes of a patch as of a day; a draft until the patch is in production.

    `platforms` are those of the acceptance; before it, those on which certification tested the installation.
    """

    patch: Patch
    state: PatchState | None
    released_on: date | None
    classification: Classification | None
    changes: tuple[Change, ...]
    platforms: tuple[str, ...]
    is_accepted: bool
    instructions: str
    variables: tuple[ConfigurationChange, ...]
    known_issues: str
    rollback: str
    feedback: FeedbackAccount
    tests: tuple[DeploymentTest, ...]
    needs_tests: bool
    exceptions: tuple[ExceptionRecord, ...]
    overrules: tuple[Overrule, ...]

    @property
    def waivers(self) -> tuple[ExceptionRecord | Overrule, ...]:
        """The overrules and exceptions that the patch rests on."""
        return (*self.overrules, *self.exceptions)

    @property
    def is_draft(self) -> bool:
        """True until the patch is, or was, in production."""
        return self.released_on is None


def release_notes(patch: Patch, facts: Facts, decisions: Decisions) -> ReleaseNotes:
    """Draft the release notes of a patch as of today."""
    found = settled_classification(patch, facts)
    state = patch_states.state_of(patch, facts.today)
    use_case = found.use_case if found else None
    answers = answers_to(patch, facts)
    return ReleaseNotes(
        patch=patch,
        state=state,
        released_on=_released_on(patch, facts.today),
        classification=found,
        changes=tuple(_changes(patch, facts)),
        platforms=_platforms(patch, facts.today, is_accepted=state in ACCEPTED),
        is_accepted=state in ACCEPTED,
        instructions=_instructions(patch),
        variables=tuple(_variables(patch.attributes.config)),
        known_issues=patch.release_notes.known_issues,
        rollback=_rollback(patch),
        feedback=_account(patch, answers, facts, use_case),
        tests=tuple(
            test for test in facts.registry.deployment_tests_by_patch.get(patch.id, ()) if test.date <= facts.today
        ),
        needs_tests=use_case is not UseCase.BC_CLIENT,
        exceptions=decisions.exceptions_of(patch, facts),
        overrules=decisions.overrules_of(patch, facts),
    )


def _released_on(patch: Patch, day: date) -> date | None:
    steps = patch_states.steps(patch, day)
    return next((step.event.date for step in steps if step.after is PatchState.IN_PRODUCTION), None)


def _changes(patch: Patch, facts: Facts) -> Iterator[Change]:
    for bug_id in patch.fixes:
        bug = facts.registry.bugs.get(bug_id)
        yield Change(
            bug=bug_id,
            kind=bug.kind if bug else "bug",
            text=change_of(patch, bug_id, facts.registry, facts.today),
            is_embargoed=bug is not None and is_embargoed(bug, facts.registry, facts.today),
        )


def _platforms(patch: Patch, day: date, *, is_accepted: bool) -> tuple[str, ...]:
    if is_accepted:
        return [event.platforms for event in patch.events if isinstance(event, Accepted) and event.date <= day][-1]
    tests = [event for event in patch.events if isinstance(event, InstallTest) and event.date <= day]
    last = {test.platform: test.result for test in tests}
    return tuple(platform for platform, result in last.items() if result == "passed")


def _instructions(patch: Patch) -> str:
    written = patch.release_notes.configuration_instructions
    return written or (NO_CONFIGURATION_CHANGE if patch.attributes.config.is_untouched else NO_INSTRUCTIONS)


def _variables(config: Configuration) -> Iterator[ConfigurationChange]:
    for deed, variables in (("add", config.added), ("change", config.changed), ("remove", config.removed)):
        for one in variables:
            where = one.file or {"yaim": "YAIM", "component-file": "the component's own file"}[one.where]
            yield ConfigurationChange(name=one.name, deed=deed, where=where)


def _rollback(patch: Patch) -> str:
    if patch.rollback_procedure:
        return patch.rollback_procedure
    if isinstance(patch.attributes, ServerAttributes):
        return f"No procedure is recorded; roll-back is declared {patch.attributes.rollback}."
    return f"No procedure is recorded; the version before this one is {patch.base_version}."


def _account(patch: Patch, answers: Answers, facts: Facts, use_case: UseCase | None) -> FeedbackAccount:
    voices = Counter(one.vo or ("sites" if one.site else "individual users") for one in answers.in_time)
    summary = patch.release_notes.feedback_summary
    return FeedbackAccount(
        summary=summary.text if summary else "",
        voices=tuple(voices.items()),
        silent=answers.silent,
        in_time=tuple(one.id for one in answers.in_time),
        late=tuple((one.id, one.submitted_on) for one in answers.late),
        silence=None if answers.from_users else silence_of(patch, facts, use_case),
    )
