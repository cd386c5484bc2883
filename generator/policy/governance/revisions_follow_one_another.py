"""PPS904."""

from itertools import pairwise

from generator.findings import GateStatus, Location
from generator.policy.governance.partners import has_unreadable, number_of
from generator.policy.judging import rules_by_id
from generator.policy.revisions import final_revisions
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.policies import PolicyRevision
from generator.registry import Registry
from generator.terms import PolicyMode

_FOLDER = f"data/{PolicyRevision.folder}"


@rule(
    "PPS904",
    of=Registry,
    statements=("T003",),
    quote="its final version, as well as each major revision, must be subject to the approval",
)
def revisions_follow_one_another(registry: Registry, _: Facts) -> Gates:
    """
    Revisions follow one another without a gap, in their numbers and in the days on which they take effect.

    On every day one revision is in force, so at least one is final, the first of them is a major one, and each later
    one has the next number and takes effect on a later day. None lowers a rule that nothing can waive. Correct the
    number or the date while the revision is a draft.
    """
    revisions = sorted(final_revisions(registry), key=lambda one: one.number)
    for revision in revisions:
        yield from _modes(revision)
    if has_unreadable(registry):
        return
    if not revisions:
        yield _none_in_force(registry)
    for revision in revisions[:1]:
        if revision.number[1] != 0:
            message = f"revision {number_of(revision)} follows none: the first final revision is a major one (x.0)"
            yield _breach(revision, "status", message, "record the major revision first")
    for before, revision in pairwise(revisions):
        yield from _order(before, revision)


def _none_in_force(registry: Registry) -> Gate:
    drafts = sorted(registry.policy.values(), key=lambda one: one.number)
    return Gate(
        status=GateStatus.MISSING,
        at=drafts[-1].place(name="status") if drafts else Location(_FOLDER, 1, 1),
        message="no policy revision is final: nothing can be judged",
        fix="approve a major revision and make it final",
        actor=AUTHOR,
        subject=drafts[-1].id if drafts else _FOLDER,
    )


def _order(before: PolicyRevision, revision: PolicyRevision) -> Gates:
    major, minor = before.number
    following = ((major, minor + 1), (major + 1, 0))
    if revision.number not in following:
        wanted = " or ".join(f"{one}.{other}" for one, other in following)
        message = f"revision {number_of(revision)} follows {number_of(before)}: {wanted} is next"
        yield _breach(revision, "status", message, "correct the number")
    if revision.effective_on == before.effective_on:
        message = f"two policy revisions take effect on {revision.effective_on}"
        yield _breach(revision, "effective_on", message, "correct the date")
    elif revision.effective_on < before.effective_on:
        earlier = f"{revision.effective_on}, before {number_of(before)} ({before.effective_on})"
        yield _breach(
            revision, "effective_on", f"revision {number_of(revision)} takes effect on {earlier}", "correct the date"
        )


def _modes(revision: PolicyRevision) -> Gates:
    for identity, mode in revision.modes.items():
        known = rules_by_id().get(identity)
        if known is None:
            yield _breach(revision, "modes", f"the mode of {identity} is set, which is no rule", "correct the id")
        elif mode is not PolicyMode.ENFORCE and not known.waivers:
            message = f"{identity} is set to '{mode}': a rule that nothing can waive is never lowered"
            yield _breach(revision, "modes", message, "remove the mode")


def _breach(revision: PolicyRevision, field: str, message: str, fix: str) -> Gate:
    at = revision.place(name=field)
    return Gate(
        status=GateStatus.BREACHED, at=at, message=message, fix=fix, field=field, actor=AUTHOR, subject=revision.id
    )
