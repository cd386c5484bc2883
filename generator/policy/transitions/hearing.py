"""A hearing: whom a decision needs, who approved it by its day, whose reject stands, who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.policy.approvals import approves, standing
from generator.terms import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.findings import Actor
    from generator.policy.rule import Facts
    from generator.records.structure import Approval
    from generator.terms import Role

Voice = tuple["Role", str | None]
"""A role, and the site, ROC or VO that it is for; None for a role without scope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What stands against a decision: rejects that stand, and voices that did not approve."""

    rejects: tuple[Approval, ...]
    missing: tuple[Voice, ...]

    @property
    def is_complete(self) -> bool:
        """True where everybody who is needed approved, and nobody's reject stands."""
        return not self.rejects and not self.missing

    @property
    def names(self) -> str:
        """The missing voices in words ("emt and vo-manager of lumen")."""
        return " and ".join(f"{role} of {scope}" if scope else str(role) for role, scope in self.missing)

    def actor(self, facts: Facts) -> Actor:
        """Name who must act: the first missing voice, else the first that rejected."""
        return facts.actor(*(self.missing[0] if self.missing else (self.rejects[0].role, self.rejects[0].scope)))


def heard(approvals: Iterable[Approval], needed: Iterable[Voice], day: date) -> Hearing:
    """Hear what was said up to a day inclusive; a voice that rejected is not missing as well."""
    counted = tuple(one for one in approvals if one.date <= day)
    rejects = tuple(one for one in standing(counted) if one.decision is Decision.REJECT)
    rejecting = {(one.role, one.scope) for one in rejects}
    missing = tuple(voice for voice in needed if voice not in rejecting and not approves(counted, *voice))
    return Hearing(rejects=rejects, missing=missing)
