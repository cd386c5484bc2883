"""People: handles, and the roles that they hold."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from generator.records.fields import GROWING, WRITE_ONCE, Day, Login, ScopeId, Text1
from generator.records.structure import Record, Structure
from generator.terms import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Structure):
    """One role held from a day on, until a day inclusive if it ended."""

    role: Role
    scope: Annotated[ScopeId | None, "site, ROC or VO; required for the three scoped roles"] = None
    from_: Day
    until: Annotated[Day | None, WRITE_ONCE] = None

    def covers(self, day: date) -> bool:
        """Tell whether the role is held on a day."""
        return self.from_ <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody who acts, approves or is told; no e-mail address and no DN (PPS007)."""

    folder: ClassVar[str] = "people"
    noun: ClassVar[str] = "person"

    name: Annotated[Text1, "display name"]
    github: Annotated[Login | None, WRITE_ONCE, "matches reviews and mentions"] = None
    roles: Annotated[tuple[Tenure, ...], GROWING, "[] for somebody without a role"]

    def holds(self, role: Role, day: date, scope: str | None = None) -> bool:
        """Tell whether this person holds a role, in the scope if it is a scoped one, on a day."""
        return any(held.role is role and held.scope == scope and held.covers(day) for held in self.roles)
