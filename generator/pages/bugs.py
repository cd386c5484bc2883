"""The index of bugs and requests: which patch fixes each, and how far that has come."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.bulletin.embargo import is_embargoed, title_of
from generator.edition import Edition
from generator.lifecycle.patch_states import state_of
from generator.pages.page import Page
from generator.pages.signposts import Ref, Signposts
from generator.records.bugs import Bug
from generator.terms import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedBy:
    """A patch that fixes the bug, and its state."""

    patch: Ref
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugRow:
    """One bug or request; under embargo only its number is told."""

    bug: Ref
    number: int
    kind: str
    title: str
    severity: str
    severity_rank: int
    fixed_by: tuple[FixedBy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BugIndex:
    """Every bug and request, newest number first; the choices are those that occur."""

    rows: tuple[BugRow, ...]
    filter_fields: tuple[tuple[str, str, tuple[str, ...]], ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the index."""
    rows = tuple(sorted((_row(bug, edition) for bug in edition.registry.bugs.values()), key=lambda row: -row.number))
    named = {row.severity for row in rows}
    content = BugIndex(
        rows=rows,
        filter_fields=(
            ("kind", "Kind", tuple(sorted({row.kind for row in rows}))),
            ("severity", "Severity", tuple(severity for severity in reversed(Severity) if severity in named)),
        ),
    )
    yield Page(
        address="bugs/",
        kind="bugs",
        title="Bugs and requests",
        description="What the patches in pre-production repair, and how far each repair has come.",
        content=content,
        search_text="bugs requests severity fixes",
        section="patches/",
    )


def _row(bug: Bug, edition: Edition) -> BugRow:
    registry, today, signposts = edition.registry, edition.today, Signposts(edition.registry)
    severity = None if is_embargoed(bug, registry, today) else bug.severity_on(today)
    fixing = () if is_embargoed(bug, registry, today) else registry.patches_by_bug.get(bug.id, ())
    return BugRow(
        bug=signposts.of(bug.id),
        number=int(bug.id.removeprefix("BUG-")),
        kind=bug.kind,
        title=title_of(bug, registry, today),
        severity=severity or "",
        severity_rank=list(Severity).index(severity) if severity else -1,
        fixed_by=tuple(FixedBy(patch=signposts.of(patch.id), state=state_of(patch, today) or "") for patch in fixing),
    )
