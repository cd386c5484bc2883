"""The four use cases: how the class of a patch follows from its attributes (T014-T018, T054-T059, T075-T087, T126)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.policy.revisions import revision_in_force
from generator.records.patch_attributes import ClientAttributes, ServerAttributes
from generator.records.patch_events import EffortValidated, Reclassified
from generator.terms import Component, Rollback, Severity, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.records.patches import Patch
    from generator.records.policies import MinorParameters
    from generator.registry import Registry


LADDERS: Final = {
    Component.CLIENT: (UseCase.BC_CLIENT, UseCase.NBC_CLIENT, UseCase.NBC_SERVER),
    Component.SERVER: (UseCase.BC_SERVER_MINOR, UseCase.BC_SERVER_MAJOR, UseCase.NBC_SERVER),
}
"""The classes that a component can have, rising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The class of a patch on a day, every reason for it, and the class before an escalation lifted it."""

    use_case: UseCase
    why: tuple[str, ...]
    derived: UseCase

    @property
    def is_escalated(self) -> bool:
        """True where somebody decided to treat the patch as a higher class."""
        return self.use_case is not self.derived


def classify_client(attributes: ClientAttributes) -> tuple[UseCase, tuple[str, ...]]:
    """Derive the class of a client update and the reasons (classification §1)."""
    if not attributes.compatible_with_old_servers:
        return UseCase.NBC_SERVER, ("client does not work with old servers",)
    why = []
    if not attributes.config.is_untouched:
        why.append("configuration variables added, changed or removed")
    if attributes.environment_intervention:
        why.append("intervention on the environment")
    return (UseCase.NBC_CLIENT, tuple(why)) if why else (UseCase.BC_CLIENT, ("no configuration change",))


def classify_server(
    attributes: ServerAttributes,
    severities: Sequence[Severity | None],
    effort_validated: float | None,
    minor: MinorParameters,
) -> tuple[UseCase, tuple[str, ...]]:
    """
    Derive the class of a server update and the reasons (classification §1).

    `severities` has one entry for each fixed bug, requests left out, None where the EMT assigned none;
    `effort_validated` is what the release manager validated last, in man-days, or None.
    """
    breaking = tuple(_breaking(attributes))
    if breaking:
        return UseCase.NBC_SERVER, breaking
    exceeding = tuple(_exceeding(attributes, severities, effort_validated, minor))
    if exceeding:
        return UseCase.BC_SERVER_MAJOR, exceeding
    return UseCase.BC_SERVER_MINOR, ("all four minor conditions hold",)


def _breaking(attributes: ServerAttributes) -> Iterator[str]:
    if attributes.new_service:
        yield "brand new service"
    if not attributes.compatible_with_existing_clients:
        yield "not usable with existing clients"
    if attributes.new_functionality:
        yield "introduces new functionality"
    if attributes.db_schema_change:
        yield "database schema change"
    if attributes.rollback is not Rollback.FULL:
        yield f"roll-back {attributes.rollback}"


def _exceeding(
    attributes: ServerAttributes,
    severities: Sequence[Severity | None],
    effort_validated: float | None,
    minor: MinorParameters,
) -> Iterator[str]:
    majors = sum(severity is not None and severity.counts_as_major for severity in severities)
    normals = sum(severity is Severity.NORMAL for severity in severities)
    if attributes.config.added:
        yield "new configuration parameters"
    if majors > minor.max_major_fixes:
        yield f"{majors} major fixes"
    if normals > minor.max_normal_fixes:
        yield f"{normals} normal fixes"
    if None in severities:
        yield "fix without EMT severity"
    if attributes.effort_man_days > minor.max_man_days:
        yield f"{attributes.effort_man_days} man-days"
    if effort_validated != attributes.effort_man_days:
        yield "effort not validated by the release manager"
    if attributes.operational_changes.significant:
        yield "significant operational changes"


def value_on(patch: Patch, field: str, day: date) -> Any:
    """Tell `attributes`, `fixes` or `coordinated_with` as they were on a day, before any later reclassification."""
    for event in patch.events:
        if isinstance(event, Reclassified) and event.date > day and getattr(event.was, field) is not None:
            return getattr(event.was, field)
    return getattr(patch, field)


def validated_effort(patch: Patch, day: date) -> EffortValidated | None:
    """Tell the last validation of the effort on or before a day (T085)."""
    validated = [event for event in patch.events if isinstance(event, EffortValidated) and event.date <= day]
    return validated[-1] if validated else None


def severities_on(patch: Patch, registry: Registry, day: date) -> tuple[Severity | None, ...]:
    """
    Tell the EMT severity of each bug that the patch fixes on a day; requests are left out (A17).

    So are bugs that cannot be read or are missing: that is said where it is, and changes no class (policy §5.3).
    """
    known = (registry.bugs.get(bug) for bug in value_on(patch, "fixes", day))
    return tuple(bug.severity_on(day) for bug in known if bug is not None and bug.kind == "bug")


def is_above(higher: UseCase, lower: UseCase, component: Component) -> bool:
    """Tell whether a class lies above another on the ladder of a component (classification §1)."""
    ladder = LADDERS[component]
    return higher in ladder and lower in ladder and ladder.index(higher) > ladder.index(lower)


def classification(patch: Patch, registry: Registry, day: date) -> Classification | None:
    """Derive the class of a patch as of a day; None only where no policy revision can be read."""
    revision = revision_in_force(registry, day)
    if revision is None:
        return None
    attributes = value_on(patch, "attributes", day)
    if isinstance(attributes, ClientAttributes):
        derived, why = classify_client(attributes)
    else:
        validated = validated_effort(patch, day)
        effort = validated.man_days if validated else None
        derived, why = classify_server(attributes, severities_on(patch, registry, day), effort, revision.params.minor)
    lifted = patch.escalation
    if lifted is not None and lifted.date <= day and is_above(UseCase(lifted.to), derived, patch.component):
        return Classification(use_case=UseCase(lifted.to), why=(*why, f"escalated: {lifted.reason}"), derived=derived)
    return Classification(use_case=derived, why=why, derived=derived)
