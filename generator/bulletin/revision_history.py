"""The history of the policy: every revision, and what it changed in the one before (policy §7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.records.structure import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.records.policies import PolicyRevision
    from generator.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that a revision changed: its name, what stood and what stands; empty where nothing did or does."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One revision and what it changed; the first one changed nothing."""

    revision: PolicyRevision
    differences: tuple[Difference, ...]


def revision_history(registry: Registry) -> tuple[Chapter, ...]:
    """Tell the revisions, drafts too, the newest first; each is compared with the one numbered before it."""
    ordered = sorted(registry.policy.values(), key=lambda one: one.number)
    pairs = zip((None, *ordered), ordered, strict=False)
    told = (Chapter(revision=one, differences=tuple(_differences(before, one))) for before, one in pairs)
    return tuple(reversed(tuple(told)))


def values_of(revision: PolicyRevision) -> Mapping[str, str]:
    """Write every parameter of a revision by its dotted name."""
    return dict(_flat(plain(revision.params), ""))


def _flat(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        yield name, ", ".join(str(one) for one in value)
    else:
        yield name, {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _differences(before: PolicyRevision | None, after: PolicyRevision) -> Iterator[Difference]:
    if before is None:
        return
    for title, old, new in (
        ("", values_of(before), values_of(after)),
        ("mode of ", before.modes, after.modes),
        ("text: ", before.normative, after.normative),
        ("annex: ", before.technical or {}, after.technical or {}),
    ):
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                yield Difference(name=f"{title}{key}", before=str(old.get(key, "")), after=str(new.get(key, "")))
