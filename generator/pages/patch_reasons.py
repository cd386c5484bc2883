"""Why a patch has its class: the attributes that decided, who validated, who escalated, with their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.signposts import Signposts, Source, source_of
from generator.policy.acceptance import settled_classification, settled_on
from generator.policy.use_cases import severities_on, validated_effort, value_on
from generator.records.patch_attributes import ClientAttributes, Configuration, ServerAttributes
from generator.records.patches import Patch

if TYPE_CHECKING:
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One attribute that a class is derived from, and its value in words."""

    term: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The class of a patch, every reason for it, and the attributes that were asked."""

    use_case: str
    in_words: str
    why: tuple[str, ...]
    lifted_from: str
    attributes: tuple[Reason, ...]
    source: Source


def reasons_of(patch: Patch, facts: Facts) -> Reasons | None:
    """Tell why a patch has its class, or had it when it was accepted; None where no policy revision can be read."""
    found = settled_classification(patch, facts)
    if found is None:
        return None
    return Reasons(
        use_case=found.use_case,
        in_words=found.use_case.in_words,
        why=found.why,
        lifted_from=found.derived if found.is_escalated else "",
        attributes=(*_attributes(patch, facts), *_decisions(patch, facts)),
        source=source_of(patch, patch.attributes),
    )


def _attributes(patch: Patch, facts: Facts) -> Iterator[Reason]:
    attributes = value_on(patch, "attributes", settled_on(patch, facts))
    asked = _client(attributes) if isinstance(attributes, ClientAttributes) else _server(attributes)
    for term, value in (*asked, *_variables(attributes.config)):
        yield Reason(term=term, value=value)


def _client(attributes: ClientAttributes) -> Iterator[tuple[str, str]]:
    yield "Works with old servers", _yes(is_so=attributes.compatible_with_old_servers)
    yield "Intervention on the environment", _yes(is_so=attributes.environment_intervention)


def _server(attributes: ServerAttributes) -> Iterator[tuple[str, str]]:
    yield "Brand new service", _yes(is_so=attributes.new_service)
    yield "Usable with existing clients", _yes(is_so=attributes.compatible_with_existing_clients)
    yield "New functionality", _yes(is_so=attributes.new_functionality)
    yield "Database schema change", _yes(is_so=attributes.db_schema_change)
    yield "Roll-back", attributes.rollback
    changes = attributes.operational_changes
    kind = "significant" if changes.significant else "not significant"
    yield "Operational changes", f"{kind}: {changes.description}" if changes.description else kind
    yield "Programming effort", f"{attributes.effort_man_days:g} man-days"


def _variables(config: Configuration) -> Iterator[tuple[str, str]]:
    for what in ("added", "changed", "removed"):
        names = (f"{one.name} ({one.file or one.where})" for one in getattr(config, what))
        yield f"Variables {what}", ", ".join(names) or "none"


def _yes(*, is_so: bool) -> str:
    return "yes" if is_so else "no"


def _decisions(patch: Patch, facts: Facts) -> Iterator[Reason]:
    """Yield what people decided about the class: severities, the validated effort, the escalation."""
    signposts = Signposts(facts.registry)
    if isinstance(patch.attributes, ServerAttributes):
        severities = severities_on(patch, facts.registry, settled_on(patch, facts))
        yield Reason(
            term="EMT severities", value=", ".join(one or "not assigned" for one in severities) or "no bug fixed"
        )
        validated = validated_effort(patch, settled_on(patch, facts))
        said = (
            f"{validated.man_days:g} man-days, {signposts.person(validated.by)}, {validated.date:%Y-%m-%d %a}"
            if validated
            else ""
        )
        yield Reason(term="Effort validated", value=said or "not yet by the release manager")
    lifted = patch.escalation
    if lifted is not None and lifted.date <= settled_on(patch, facts):
        said = f"to {lifted.to}: {lifted.reason} ({signposts.person(lifted.by)}, {lifted.date:%Y-%m-%d %a})"
        yield Reason(term="Escalated", value=said)
