"""The statements of the use-case document, each with the rules, fields and outputs that fulfil it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.pages.next_lines import rule_ref
from generator.pages.page import Page
from generator.pages.signposts import Ref
from generator.policy.catalogue import Statement, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edition import Edition

SECTIONS: Final = {
    "SCO": "scope",
    "MIS": "mission",
    "BCC": "compatible client",
    "NBCC": "client with configuration",
    "BCS": "compatible server",
    "BCSG": "compatible server, policies",
    "NBCS": "other server",
    "NBCSG": "other server, policies",
    "FOOT": "footer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One statement and everything that fulfils it."""

    id: str
    quote: str
    section: str
    in_words: str
    kind: str
    note: str
    rules: tuple[Ref, ...]
    fields: tuple[str, ...]
    outputs: tuple[Ref, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPage:
    """All statements in the order of the document, and how many are how binding."""

    rows: tuple[StatementRow, ...]
    sections: tuple[str, ...]
    kinds: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of the statements."""
    del edition
    rows = tuple(_row(one) for one in statements().values())
    kinds = ("MUST", "SHOULD", "INFO")
    yield Page(
        address="policy/statements/",
        kind="statements",
        title="Statements",
        description="Every statement of the use-case document with the rules, fields and outputs that fulfil it.",
        content=StatementsPage(
            rows=rows,
            sections=tuple(SECTIONS),
            kinds=kinds,
            counts=tuple((kind, sum(row.kind == kind for row in rows)) for kind in kinds),
        ),
        search_text="statements traceability document quotes",
    )


def _row(one: Statement) -> StatementRow:
    return StatementRow(
        id=one.id,
        quote=one.quote,
        section=one.section,
        in_words=SECTIONS[one.section],
        kind=one.kind,
        note=one.note,
        rules=tuple(rule_ref(rule) for rule in one.rules),
        fields=one.fields,
        outputs=tuple(Ref(text=output.text, address=output.address) for output in one.outputs),
        decisions=one.decisions,
    )
