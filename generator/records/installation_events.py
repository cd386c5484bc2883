"""The steps of a patch at a site (lifecycle §4): facts only."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from generator.records.fields import Host, Link
from generator.records.structure import Event
from generator.terms import Role

RECORDERS = (Role.PPS_COORDINATION, Role.SA1_OPERATIONS, Role.SITE_MANAGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distributed(Event):
    """The files are at the site; the order of steps starts anew."""

    type: ClassVar[str] = "distributed"
    recorded_by: ClassVar[tuple[Role, ...]] = RECORDERS
    via: Literal["sam-job", "manual"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured(Event):
    """The local configuration is done (T066)."""

    type: ClassVar[str] = "configured"
    recorded_by: ClassVar[tuple[Role, ...]] = RECORDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested(Event):
    """The local test ran at the site (T039)."""

    type: ClassVar[str] = "tested"
    recorded_by: ClassVar[tuple[Role, ...]] = RECORDERS
    via: Literal["sam-job", "manual"]
    result: Literal["passed", "failed"]
    ref: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPublished(Event):
    """The tag stands in the information system, on the named computing elements (T040)."""

    type: ClassVar[str] = "tag-published"
    recorded_by: ClassVar[tuple[Role, ...]] = RECORDERS
    via: Literal["lcg-managevotag", "lcg-tags", "manual"]
    ces: tuple[Host, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagWithdrawn(Event):
    """The tag is taken out of the information system, on the named computing elements."""

    type: ClassVar[str] = "tag-withdrawn"
    recorded_by: ClassVar[tuple[Role, ...]] = RECORDERS
    via: Literal["lcg-managevotag", "lcg-tags", "manual"]
    ces: tuple[Host, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(Event):
    """The files are removed; this says nothing of the tag."""

    type: ClassVar[str] = "removed"
    recorded_by: ClassVar[tuple[Role, ...]] = RECORDERS


InstallationEvent = Distributed | Configured | Tested | TagPublished | TagWithdrawn | Removed
