"""Records proposed from what exists elsewhere: new files as a diff, and a list of what does not fit."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.authoring import canonical
from generator.files import SourceFile, file_of
from generator.findings import Level
from generator.policy.checking import check
from generator.policy.rule import Facts
from generator.records.kinds import KINDS
from generator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record that a source suggests: its kind and id, its fields in order, and what the source says besides."""

    folder: str
    stem: str
    fields: Mapping[str, Any]
    leftovers: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where the record would lie."""
        return f"data/{self.folder}/{self.stem}.yaml"

    @property
    def text(self) -> str:
        """The record in canonical layout."""
        return "".join(f"{line}\n" for key, value in self.fields.items() for line in canonical.entry(key, value, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """New files with their texts, and a line for everything that was not mapped."""

    files: Mapping[str, str]
    unmapped: tuple[str, ...]

    @property
    def diff(self) -> str:
        """All new files as one unified diff, for `git apply`."""
        return "".join(_new_file(path, text) for path, text in self.files.items())


_NOWHERE: Final = "/dev/null"


def _new_file(path: str, text: str) -> str:
    lines = difflib.unified_diff([], text.splitlines(keepends=True), _NOWHERE, f"b/{path}")
    return f"diff --git a/{path} b/{path}\nnew file mode 100644\n{''.join(lines)}"


def proposals(drafts: Iterable[Draft], facts: Facts, unmapped: Iterable[str] = ()) -> Proposals:
    """Propose the drafts that check would accept beside the records that exist; nothing that exists is touched."""
    told = list(unmapped)
    sound: dict[str, Draft] = {}
    for draft in drafts:
        told += (f"{draft.stem}: {leftover} has no place in the record" for leftover in draft.leftovers)
        reasons = tuple(_refusals(draft, sound, facts))
        told += (f"{draft.stem}: {reason}" for reason in reasons)
        if not reasons:
            sound[draft.path] = draft
    findings = _errors_beside(sound, facts)
    told += (f"{sound[path].stem}: {one.message}; {one.fix}" for path, found in findings.items() for one in found)
    files = {path: draft.text for path, draft in sound.items() if path not in findings}
    return Proposals(files=files, unmapped=tuple(told))


def _refusals(draft: Draft, others: Mapping[str, Draft], facts: Facts) -> Iterator[str]:
    """Tell why a draft cannot become a record: its name, its place, or its text."""
    if KINDS[draft.folder].pattern.fullmatch(draft.stem) is None:
        yield f"this is no id of a {KINDS[draft.folder].record.noun} ({KINDS[draft.folder].example})"
        return
    if facts.registry.exists(draft.folder, draft.stem):
        yield "a record stands already and is left as it is"
        return
    if draft.path in others:
        yield "the source names it twice; the first one counts"
        return
    flaws = file_of(_source(draft)).flaws
    yield from (f"{f'{flaw.field}: ' if flaw.field else ''}{flaw.message}; {flaw.fix}" for flaw in flaws)


def _source(draft: Draft) -> SourceFile:
    return SourceFile(path=draft.path, content=draft.text.encode())


def _errors_beside(drafts: Mapping[str, Draft], facts: Facts) -> dict[str, list[Finding]]:
    """Tell the errors of each draft when all of them stand beside the existing records."""
    files = (*facts.registry.files, *(file_of(_source(draft)) for draft in drafts.values()))
    registry = Registry.holding(tuple(sorted(files, key=lambda one: one.path)))
    found: dict[str, list[Finding]] = {}
    for finding in check(Facts(registry=registry, today=facts.today, codeowners=facts.codeowners)):
        if finding.level is Level.ERROR and finding.location.path in drafts:
            found.setdefault(finding.location.path, []).append(finding)
    return found
