"""The facts of a patch from which its use case is derived."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from generator.records.fields import Amount, Text, Text1
from generator.records.structure import Structure
from generator.terms import Rollback


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable(Structure):
    """A configuration variable: YAIM or component file (A02)."""

    name: Text1
    where: Literal["yaim", "component-file"]
    file: Text1 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration(Structure):
    """What an update does to the configuration."""

    added: tuple[Variable, ...]
    changed: tuple[Variable, ...]
    removed: tuple[Variable, ...]

    @property
    def is_untouched(self) -> bool:
        """True when no variable is added, changed or removed (T015, T016)."""
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAttributes(Structure):
    """Facts of a client update."""

    noun: ClassVar[str] = "client patch"

    compatible_with_old_servers: bool
    environment_intervention: bool
    config: Configuration


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationalChanges(Structure):
    """What changes for the administrators of the service (T086)."""

    significant: bool
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAttributes(Structure):
    """Facts of a server update; the effort is in man-days."""

    noun: ClassVar[str] = "server patch"

    new_service: bool
    compatible_with_existing_clients: bool
    new_functionality: bool
    db_schema_change: bool
    rollback: Rollback
    effort_man_days: Amount
    operational_changes: OperationalChanges
    config: Configuration


Attributes = ClientAttributes | ServerAttributes
