"""The partners that a revision of the policy concerns (T004-T007), and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.findings import Actor
from generator.policy.approvals import standing
from generator.policy.revisions import final_revisions
from generator.terms import Decision, Role

if TYPE_CHECKING:
    from generator.policy.rule import Facts
    from generator.records.policies import PolicyRevision
    from generator.records.structure import Approval
    from generator.registry import Registry

SA3_ROLES: Final = (Role.RELEASE_MANAGER, Role.SA3_CERTIFICATION, Role.SA3_RELEASE)
"""The roles that speak for SA3 (policy §4.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group whose approval a major revision needs: how it is called, and the roles that speak for it."""

    name: str
    roles: tuple[Role, ...]

    def actor(self, facts: Facts) -> Actor:
        """Name who may approve for the group today, in whatever scope."""
        people = facts.registry.people.values()
        holders = (
            one.id for one in people if any(held.role in self.roles and held.covers(facts.today) for held in one.roles)
        )
        return Actor(role=self.roles[0], people=tuple(holders))


VOS: Final = Group(name="the interested VOs", roles=(Role.VO_MANAGER,))
GROUPS: Final = (
    VOS,
    Group(name="SA1", roles=(Role.SA1_OPERATIONS,)),
    Group(name="SA3", roles=SA3_ROLES),
    Group(name="the ROC managers", roles=(Role.ROC_MANAGER,)),
)


def words_on(revision: PolicyRevision) -> tuple[Approval, ...]:
    """Tell the last word of everybody who answered by the day on which the revision takes effect."""
    return standing(one for one in revision.approvals if one.date <= revision.effective_on)


def approve(group: Group, words: tuple[Approval, ...], interested: tuple[str, ...]) -> bool:
    """Tell whether somebody approved for a group; a VO counts where it is interested."""
    return any(
        word.decision is Decision.APPROVE
        and word.role in group.roles
        and (group is not VOS or word.scope in interested)
        for word in words
    )


def is_major(revision: PolicyRevision) -> bool:
    """Tell whether a revision may change the policy itself (x.0)."""
    return revision.number[1] == 0


def number_of(revision: PolicyRevision) -> str:
    """Write the number of a revision ("1.1")."""
    return ".".join(map(str, revision.number))


def has_unreadable(registry: Registry) -> bool:
    """Tell whether a revision cannot be read, so that nobody knows what follows what."""
    return any(kind == "policy" for kind, _ in registry.unreadable)


def predecessor(revision: PolicyRevision, registry: Registry) -> PolicyRevision | None:
    """Tell the final revision before a revision, by number; None for the first, or where one cannot be read."""
    if has_unreadable(registry):
        return None
    lower = [one for one in final_revisions(registry) if one.number < revision.number]
    return max(lower, key=lambda one: one.number, default=None)
