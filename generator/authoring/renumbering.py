"""A record that is not merged yet moves to the next free number, and whoever names it follows."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator.authoring import layout
from generator.authoring.disk import text_at
from generator.authoring.edits import AuthoringError, FileChange, source
from generator.authoring.numbering import next_id
from generator.authoring.proposal import Proposal, with_files
from generator.files import File, file_of
from generator.policy.checking import check
from generator.policy.rule import Facts
from generator.records import source as reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.authoring.proposal import Known
    from generator.registry import Registry

_YEAR: Final = re.compile(r"[A-Z]+-(\d{4})-\d+")
_FOLLOWING: Final = {"installations": "INST", "deployment-tests": "DT"}
"""Kinds whose ids carry the number of their patch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What others have: the paths at the commit from which the change parted, and those that stand there by now."""

    name: str
    parted: frozenset[str]
    now: frozenset[str]


def moves(identity: str, base: Base, registry: Registry) -> dict[str, str]:
    """
    Tell the new id of a record, and of those whose ids carry its number, by the old one.

    Raises AuthoringError where there is no such record, where it is merged, or where ids of its kind are not ours.
    """
    file = next((one for one in registry.files if one.stem == identity and one.kind is not None), None)
    if file is None or file.kind is None:
        raise AuthoringError(f"there is no {identity}")
    if file.path in base.parted:
        hint = "if it is not, name the main branch with --base"
        raise AuthoringError(f"{identity} is merged ({base.name} holds it), and a merged record keeps its id; {hint}")
    year = _YEAR.fullmatch(identity)
    day = date(int(year[1]), 1, 1) if year else date.min
    about = f"PATCH-{identity.split('-')[1]}" if file.kind.folder == "deployment-tests" else None
    found = next_id(file.kind.folder, _with_names(registry, base.now), day, about)
    if found is None:
        raise AuthoringError(f"the id of a {file.kind.record.noun} is no number that is taken here; rename the file")
    return {identity: found} | (dict(_following(identity, found, registry)) if file.kind.folder == "patches" else {})


def _with_names(registry: Registry, paths: Iterable[str]) -> Registry:
    """Tell a registry in which files of others take their numbers too."""
    known = {file.path for file in registry.files}
    others = (
        File(path=path, kind=None, stem=path.rpartition("/")[2].removesuffix(".yaml"), record=None, flaws=())
        for path in paths
        if path not in known and path.endswith(".yaml")
    )
    return replace(registry, files=(*registry.files, *others))


def _following(identity: str, new: str, registry: Registry) -> Iterator[tuple[str, str]]:
    old_number, new_number = identity.rpartition("-")[2], new.rpartition("-")[2]
    for file in registry.files:
        start = _FOLLOWING.get(file.kind.folder) if file.kind else None
        if start is not None and file.stem.startswith(f"{start}-{old_number}-"):
            yield file.stem, f"{start}-{new_number}-{file.stem.removeprefix(f'{start}-{old_number}-')}"


def renumbered(moved: Mapping[str, str], known: Known) -> Proposal:
    """
    Propose the move of records, by old and new id, with every reference to them.

    What no base holds is named by nobody there, so each reference stands in lines that are not merged either. The
    records are judged as a state: they are new to the base under either id.
    """
    changes: list[FileChange] = []
    for file in known.facts.registry.files:
        before = text_at(known.root, file.path)
        after = _renamed(file.path, before, moved) if before is not None else None
        if after is None or before is None or (before == after and file.stem not in moved):
            continue
        if file.stem in moved:
            path = f"{file.path.rpartition('/')[0]}/{moved[file.stem]}.yaml"
            changes.append(FileChange(path=path, before=None, after=after))
            after = None
        changes.append(FileChange(path=file.path, before=before, after=after))
    return _judged(tuple(changes), moved, known)


def _renamed(path: str, text: str, moved: Mapping[str, str]) -> str:
    """Write the new id wherever a whole value or key names the old one, or an event of it."""
    named = next((old for old in moved if old in text), None)
    if named is None:
        return text
    if reader.read(text.encode())[0] is None:
        raise AuthoringError(f"{path} names {named} and cannot be read; repair it first, pps check tells how")
    whole: list[str] = []
    done = 0
    for node in _scalars(layout.composed(text)):
        identity, sign, event = node.value.partition("/")
        if identity in moved:
            new = f"{moved[identity]}{sign}{event}"
            whole += (text[done : node.start_mark.index], new if node.style is None else json.dumps(new))
            done = node.end_mark.index
    return "".join((*whole, text[done:]))


def _scalars(node: Any) -> Iterator[Any]:
    if node.id == "scalar":
        yield node
    for inner in node.value if node.id != "scalar" else ():
        for one in inner if node.id == "mapping" else (inner,):
            yield from _scalars(one)


def _judged(changes: tuple[FileChange, ...], moved: Mapping[str, str], known: Known) -> Proposal:
    """Tell the errors that the records have under their new ids and did not have under the old ones."""
    facts, paths = known.facts, [change.path for change in changes]
    new = (file_of(source(change.path, change.after)) for change in changes if change.after is not None)
    head = with_files(facts.registry, paths, new)
    after = Facts(registry=head, today=facts.today, observation=facts.observation, codeowners=facts.codeowners)
    before = Counter((one.rule, _said(one.subject, moved), _said(one.message, moved)) for one in check(facts))
    refusals = []
    for finding in check(after):
        key = finding.rule, finding.subject, finding.message
        if finding.blocks and not before[key]:
            refusals.append(finding)
        before[key] -= 1
    return Proposal(changes=changes, refusals=tuple(refusals), facts=after)


def _said(text: str, moved: Mapping[str, str]) -> str:
    for old, new in moved.items():
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return text
