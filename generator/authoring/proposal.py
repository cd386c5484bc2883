"""Additions to one record as its new text, read again and judged with all other records before anything is written."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.authoring import canonical, layout
from generator.files import SourceFile, file_of
from generator.history.change import Change
from generator.history.readings import registry_of
from generator.policy.checking import check
from generator.policy.rule import Facts
from generator.policy.standing import Places, with_standing
from generator.records.schema import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.findings import Finding
    from generator.records.structure import Record
    from generator.registry import Registry


class AuthoringError(Exception):
    """What is asked cannot be written so; the message says what to ask instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item to append to a list of a record: its keys in the order in which they are written."""

    field: str
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One key to add to a mapping of a record."""

    mapping: str
    field: str
    value: Any


Addition = Item | Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The text of one file before and after, and the errors that the new text would bring."""

    path: str
    before: str
    after: str
    refusals: tuple[Finding, ...]

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        old, new = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        return "".join(difflib.unified_diff(old, new, f"a/{self.path}", f"b/{self.path}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a proposal is judged with: the facts, what check says of them, and the registry that was last committed."""

    facts: Facts
    findings: tuple[Finding, ...]
    base: Registry


def proposal(record: Record, before: str, additions: Iterable[Addition], known: Known) -> Proposal:
    """
    Propose additions to a record whose file holds the text `before`.

    Raises AuthoringError where the text is no longer that of the record.
    """
    if file_of(_source(record.path, before)).record != record:
        raise AuthoringError(f"{record.path} was changed meanwhile; run the command again")
    after = before
    for addition in additions:
        after = _with(after, addition, record)
    return Proposal(path=record.path, before=before, after=after, refusals=_refusals(record.path, after, known))


def _refusals(path: str, after: str, known: Known) -> tuple[Finding, ...]:
    """Tell the errors that the records have with the new text and did not have before, those of the change too."""
    file, facts = file_of(_source(path, after)), known.facts
    registry = registry_of(tuple(file if one.path == path else one for one in facts.registry.files))
    change = Change(base=known.base, head=registry, paths=(path,))
    seen = facts.observation
    other = Facts(registry=registry, today=facts.today, change=change, observation=seen, codeowners=facts.codeowners)
    before = Places(facts.registry)
    marked = with_standing(check(other), Places(registry), [before.key(finding) for finding in known.findings])
    return tuple(finding for finding in marked if finding.blocks)


def _source(path: str, text: str) -> SourceFile:
    return SourceFile(path=path, content=text.encode())


def _with(text: str, addition: Addition, record: Record) -> str:
    fields = shape_of(type(record)).by_key
    if isinstance(addition, Item):
        return layout.with_item(text, addition.field, addition.value, tuple(fields))
    mapping = getattr(record, addition.mapping)
    order = tuple(shape_of(type(mapping)).by_key)
    return layout.with_value(text, addition.mapping, addition.field, addition.value, order)


def summary(additions: Iterable[Addition]) -> str:
    """Tell in a few words what additions say: the events, the parts that agree, the keys."""
    told = []
    for addition in additions:
        if isinstance(addition, Value):
            told.append(f"{addition.field} {canonical.flow(addition.value)}")
        elif addition.field == "events":
            told.append(str(addition.value["type"]))
        else:
            about = [str(addition.value[key]) for key in ("part", "vo", "site") if key in addition.value]
            told.append(f"{addition.value['decision']} of {' '.join(about)}")
    return ", ".join(told)


def named_in(additions: Iterable[Addition]) -> tuple[str, ...]:
    """Tell everybody in whose name additions speak: those who act, and those who approve."""
    items = [addition.value for addition in additions if isinstance(addition, Item)]
    people = (one["by"] for item in items for one in (item, *item.get("approvals", ())))
    return tuple(dict.fromkeys(people))
