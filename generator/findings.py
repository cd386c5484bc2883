"""What a run has to say: where it stands, how grave it is, who must act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Level(StrEnum):
    """How grave a finding is; `severity` is the EMT's word for bugs and nothing else."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Waiver(StrEnum):
    """What can excuse a rule: an exception record, a joint overrule (policy §5.2)."""

    EXCEPTION = "exc"
    JOINT = "joint"


class GateStatus(StrEnum):
    """What a gate of a transition answers (lifecycle §1.2)."""

    MET = "met"
    WAITING = "waiting"
    MISSING = "missing"
    BREACHED = "breached"
    EXCUSED = "excused"
    OVERRULED = "overruled"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"

    @property
    def blocks(self) -> bool:
        """True where the transition has to wait."""
        return self in {GateStatus.WAITING, GateStatus.MISSING, GateStatus.BREACHED, GateStatus.UNKNOWN}


class DateLabel(StrEnum):
    """How far an earliest date can be trusted (lifecycle §7)."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a record file: path below the root, 1-based line and column in characters."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Write the place as compilers do."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who must act: a role, the scope it needs, and its holders today."""

    role: str = "nobody"
    scope: str | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Earliest:
    """The earliest date on which the policy allows something; `day` is None exactly for unknown."""

    day: date | None
    label: DateLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What the reader refuses in one file, before any rule looks at it: 1-based line and column."""

    rule: str
    line: int
    column: int
    message: str
    fix: str
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One statement of a rule about one record (policy §5.5)."""

    rule: str
    name: str
    level: Level
    subject: str
    location: Location
    message: str
    fix: str | None = None
    field: str | None = None
    actor: Actor = Actor()
    earliest: Earliest | None = None
    status: GateStatus | None = None
    standing: bool = False
    excused_by: str | None = None

    @property
    def link(self) -> str:
        """Address of the rule's page, below the site's root."""
        return f"/policy/rules/{self.rule}/"

    @property
    def blocks(self) -> bool:
        """True for an error that the change itself answers for."""
        return self.level is Level.ERROR and not self.standing


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings as every report lists them: by path, line, rule and message."""
    return tuple(sorted(found, key=lambda one: (one.location.path, one.location.line, one.rule, one.message)))


def quoted(text: str, limit: int = 80) -> str:
    """Show record text inside a message: escaped to one printable line, cut at `limit` characters (policy §5.5)."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return "'" + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown) + "'"
