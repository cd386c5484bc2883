"""Parameters of the policy as somebody supposes them: named by dotted paths, read as a revision would read them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from generator.policy.revisions import final_revisions
from generator.records.fields import Reference
from generator.records.given import GivenError, typed
from generator.records.policies import Parameters, PolicyRevision
from generator.records.readers import unwrapped
from generator.records.refusals import nearest
from generator.records.schema import shape_of
from generator.records.structure import Structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.records.schema import Field
    from generator.registry import Registry


class SuppositionError(Exception):
    """A parameter that does not exist, or a value that does not fit it; the message names the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """One parameter with another value: its dotted name, its attributes from the parameters down, the value."""

    name: str
    path: tuple[str, ...]
    value: Any

    def of(self, parameters: Parameters) -> Any:
        """Tell the value that the parameter has."""
        found: Any = parameters
        for attribute in self.path:
            found = getattr(found, attribute)
        return found


def supposition(name: str, text: str, registry: Registry) -> Supposition:
    """Read a parameter and its value; raise SuppositionError where either does not fit."""
    known = {dotted: (path, field) for dotted, path, field in parameters()}
    if name not in known:
        near = nearest(name, tuple(known))
        hint = f"did you mean {near}? Known" if near else "known"
        raise SuppositionError(f"there is no parameter {name!r}; {hint}: {', '.join(known)}")
    path, field = known[name]
    try:
        value = typed(field, text)
    except GivenError as error:
        raise SuppositionError(f"{name}: {error}") from error
    _, extras = unwrapped(field.annotation)
    kinds = [kind for extra in extras if isinstance(extra, Reference) for kind in extra.kinds]
    if kinds and not any(registry.exists(kind, value) for kind in kinds):
        raise SuppositionError(f"{name}: there is no {value!r} in data/{kinds[0]}/")
    return Supposition(name=name, path=path, value=value)


def parameters(structure: type[Structure] = Parameters, *above: str) -> Iterator[tuple[str, tuple[str, ...], Field]]:
    """Yield every parameter: its dotted name, its attributes from the parameters down, its field."""
    for field in shape_of(structure).fields:
        path = (*above, field.attribute)
        kind, _ = unwrapped(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Structure):
            yield from parameters(kind, *path)
        else:
            yield ".".join(path), path, field


def supposed(registry: Registry, suppositions: Iterable[Supposition], since: date | None = None) -> Registry:
    """Tell a registry whose final revisions have the supposed parameters, all of them or from a day on."""
    wanted = tuple(suppositions)
    revisions = final_revisions(registry)
    ends = (*(revision.effective_on for revision in revisions[1:]), None)
    policy: dict[str, Any] = dict(registry.by_kind[PolicyRevision.folder])
    for revision, end in zip(revisions, ends, strict=True):
        other = _with(revision, wanted)
        if since is None or since <= revision.effective_on:
            policy[revision.id] = other
        elif end is None or since < end:
            policy[f"{revision.id} from {since}"] = replace(other, effective_on=since)
    return replace(registry, by_kind={**registry.by_kind, PolicyRevision.folder: policy})


def changed(params: Parameters, suppositions: Iterable[Supposition]) -> Parameters:
    """Tell parameters with the supposed values in the place of their own."""
    found: Any = params
    for one in suppositions:
        found = _replaced(found, one.path, one.value)
    return cast("Parameters", found)


def _with(revision: PolicyRevision, suppositions: tuple[Supposition, ...]) -> PolicyRevision:
    return replace(revision, params=changed(revision.params, suppositions))


def _replaced(structure: Any, path: tuple[str, ...], value: Any) -> Any:
    first, *others = path
    inner = _replaced(getattr(structure, first), tuple(others), value) if others else value
    return replace(structure, **{first: inner})
