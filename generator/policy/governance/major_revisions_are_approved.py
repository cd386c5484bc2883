"""PPS901."""

from generator.findings import GateStatus
from generator.policy.governance.partners import GROUPS, VOS, approve, is_major, number_of, words_on
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.policies import PolicyRevision
from generator.records.structure import Approval
from generator.terms import Decision, Role


@rule(
    "PPS901",
    of=PolicyRevision,
    statements=("T003", "T004", "T005", "T006", "T007"),
    quote="its final version, as well as each major revision, must be subject to the approval",
)
def major_revisions_are_approved(revision: PolicyRevision, facts: Facts) -> Gates:
    """
    Major revisions are approved by the interested VOs, by SA1, by SA3 and by the ROC managers.

    One approval of each group is enough, every VO that takes part in pre-production on the first day of the revision
    answers (to abstain is an answer), and nobody rejects it. Only answers up to that day count. Ask the missing group.
    """
    if revision.status != "final" or not is_major(revision):
        return
    name, words = f"major revision {number_of(revision)}", words_on(revision)
    interested = tuple(vo.id for vo in facts.registry.vos.values() if vo.is_interested_on(revision.effective_on))
    groups = [group for group in GROUPS if not approve(group, words, interested)]
    answered = {word.scope for word in words if word.role is Role.VO_MANAGER}
    silent = [] if VOS in groups else [vo for vo in interested if vo not in answered]
    lacking = [f"the approval of {group.name}" for group in groups] + [f"the answer of VO {vo}" for vo in silent]
    if lacking:
        yield Gate(
            status=GateStatus.MISSING,
            at=revision.place(name="approvals"),
            message=f"{name} lacks {' and '.join(lacking)}",
            fix="the group approves" if groups else "the VO approves or abstains",
            field="approvals",
            actor=groups[0].actor(facts) if groups else facts.actor(Role.VO_MANAGER, silent[0]),
        )
    for word in words:
        if word.decision is Decision.REJECT:
            yield _rejected(revision, word, name)


def _rejected(revision: PolicyRevision, word: Approval, name: str) -> Gate:
    role = f"{word.role} of {word.scope}" if word.scope else word.role
    return Gate(
        status=GateStatus.BREACHED,
        at=revision.place(word, "decision"),
        message=f"{name} is rejected by {word.by} ({role}, {word.date})",
        fix="agree with the group, and let the same person approve; or leave the revision a draft",
        field="approvals",
        actor=AUTHOR,
    )
