"""The page of a record that could not be read: what is broken, where, and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.pages.page import Heading, Page
from generator.pages.record_lines import FindingLine, finding_line
from generator.pages.signposts import Source

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.files import File
    from generator.records.kinds import Kind

# The kinds that have pages of their own, and the section of the site in which these stand.
SECTIONS: Final = {"bugs": "patches/", **{name: f"{name}/" for name in ("patches", "pilots", "sites", "vos", "rocs")}}


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPage:
    """What is known of a record that could not be read; `index` leads to the readable ones, where they have pages."""

    id: str
    noun: str
    path: str
    index: str
    findings: tuple[FindingLine, ...]
    source: Source


def of(edition: Edition) -> Iterator[Page]:
    """Yield a page for each record that could not be read: at its own address, or below broken/ where it has none."""
    found: dict[str, list[FindingLine]] = {}
    for finding in edition.findings:
        found.setdefault(finding.location.path, []).append(finding_line(finding))
    for file in edition.registry.files:
        if file.record is None and file.kind is not None and _is_named_well(file, file.kind):
            yield _page(file, file.kind, tuple(found.get(file.path, ())))


def _is_named_well(file: File, kind: Kind) -> bool:
    return file.path.endswith(".yaml") and kind.pattern.fullmatch(file.stem) is not None


def _page(file: File, kind: Kind, findings: tuple[FindingLine, ...]) -> Page:
    index = f"{kind.folder}/" if kind.folder in SECTIONS else ""
    noun = kind.record.noun
    return Page(
        address=f"{index}{file.stem}/" if index else f"broken/{file.path.removeprefix('data/').removesuffix('.yaml')}/",
        kind="broken",
        title=f"{file.stem} cannot be read",
        description=f"The record of the {noun} {file.stem} is broken.",
        content=BrokenPage(
            id=file.stem,
            noun=noun,
            path=file.path,
            index=index,
            findings=findings,
            source=Source(path=file.path, line=1),
        ),
        headings=(Heading(anchor="findings", text="What is broken"), Heading(anchor="sources", text="How we know")),
        section=SECTIONS.get(kind.folder, ""),
        is_listed=False,
    )
