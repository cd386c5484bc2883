"""The handbook of the policy: what is in force, what it asks for each use case, and how the document was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.revision_history import Chapter, revision_history, values_of
from generator.bulletin.state_machine import Drawing, patch_machine, pilot_machine
from generator.findings import Waiver
from generator.pages.next_lines import named_rule, rule_ref
from generator.pages.page import Heading, Page
from generator.pages.record_lines import approval_in_words, in_words
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.policy import catalogue
from generator.policy.gates import PATCH_GATES, PILOT_GATES
from generator.policy.judging import all_rules
from generator.terms import UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from generator.edition import Edition
    from generator.policy.catalogue import Ambiguity, Statement, Term
    from generator.records.policies import PolicyRevision

_HEADINGS: Final = (
    ("in-force", "In force"),
    ("classification", "Which class an update has"),
    ("bc-client", "Compatible client update"),
    ("nbc-client", "Client update that needs configuration"),
    ("bc-server", "Compatible server update"),
    ("nbc-server", "Any other server update"),
    ("overrule", "When the policy is overruled"),
    ("explain", "Comply or explain"),
    ("patch-machine", "States of a patch"),
    ("pilot-machine", "States of a pilot"),
    ("parameters", "Parameters"),
    ("decisions", "How the document was read"),
    ("glossary", "Glossary"),
    ("provenance", "Provenance"),
    ("revisions", "Revisions"),
)


_LIMITS: Final = ("max_major_fixes", "max_normal_fixes", "max_man_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterLine:
    """One parameter with its value in force and where it comes from."""

    name: str
    value: str
    meaning: str
    is_of_the_document: bool
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """The gates of one transition for one class."""

    transition: str
    use_case: str
    in_words: str
    rules: tuple[tuple[Ref, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCaseChapter:
    """One use case: the text in force, our own words, the gates, and what the document says."""

    anchor: str
    title: str
    classes: tuple[tuple[str, str], ...]
    normative: str
    words: str
    gates: tuple[GateRow, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision as its history tells it."""

    id: str
    status: str
    effective_on: date
    summary: str
    provenance: str
    approvals: tuple[str, ...]
    chapter: Chapter
    is_in_force: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPage:
    """Everything that the handbook says; `in_force` is None where no revision can be read."""

    in_force: Revision | None
    mission: str
    overrule: str
    technical: tuple[tuple[str, str], ...]
    chapters: tuple[UseCaseChapter, ...]
    limits: Mapping[str, str]
    parameters: tuple[ParameterLine, ...]
    modes: tuple[tuple[Ref, str], ...]
    ambiguities: tuple[tuple[Ambiguity, str], ...]
    glossary: tuple[Term, ...]
    excusable: tuple[tuple[Ref, str], ...]
    overrulable: tuple[tuple[Ref, str], ...]
    never: int
    rules: int
    statements: int
    patch_machine: Drawing
    pilot_machine: Drawing
    revisions: tuple[Revision, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the handbook."""
    yield Page(
        address="policy/",
        kind="policy",
        title="Policy",
        description="The policy in force: use cases, gates, parameters, how the document was read, and its revisions.",
        content=policy_page(edition),
        search_text="policy handbook parameters glossary ambiguities revisions comply explain overrule",
        headings=tuple(Heading(anchor=anchor, text=text) for anchor, text in _HEADINGS),
    )


def policy_page(edition: Edition) -> PolicyPage:
    """Take every decision of the handbook."""
    revision, rules = edition.policy, all_rules()
    revisions = tuple(_revision(chapter, edition) for chapter in revision_history(edition.registry))
    normative = revision.normative if revision else {}
    values = values_of(revision) if revision else {}
    return PolicyPage(
        in_force=next((one for one in revisions if one.is_in_force), None),
        mission=normative.get("mission", ""),
        overrule=normative.get("overrule", ""),
        technical=tuple(_annex(revision)),
        chapters=tuple(_chapters(normative)),
        limits={name: values.get(f"minor.{name}", "–") for name in _LIMITS},
        parameters=tuple(_parameters(values)),
        modes=tuple((rule_ref(rule), mode) for rule, mode in (revision.modes if revision else {}).items()),
        ambiguities=tuple((one, _what_if(one)) for one in catalogue.ambiguities().values()),
        glossary=catalogue.glossary(),
        excusable=tuple(named_rule(rule.id) for rule in rules if Waiver.EXCEPTION in rule.waivers),
        overrulable=tuple(named_rule(rule.id) for rule in rules if Waiver.JOINT in rule.waivers),
        never=sum(not rule.waivers for rule in rules),
        rules=len(rules),
        statements=len(catalogue.statements()),
        patch_machine=patch_machine(),
        pilot_machine=pilot_machine(),
        revisions=revisions,
    )


def _annex(revision: PolicyRevision | None) -> Iterator[tuple[str, str]]:
    for key, text in ((revision.technical if revision else None) or {}).items():
        yield key.replace("_", " "), text


def _chapters(normative: Mapping[str, str]) -> Iterator[UseCaseChapter]:
    for chapter in catalogue.chapters():
        classes = tuple(UseCase(one) for one in chapter.classes)
        yield UseCaseChapter(
            anchor=chapter.anchor,
            title=chapter.title,
            classes=tuple((one.value, one.in_words) for one in classes),
            normative=normative.get(chapter.key, ""),
            words=chapter.words,
            gates=tuple(_gates(classes)),
            statements=tuple(one for one in catalogue.statements().values() if one.section in chapter.sections),
        )


def _gates(classes: tuple[UseCase, ...]) -> Iterator[GateRow]:
    for use_case in classes:
        for event, rows in {**PILOT_GATES, **PATCH_GATES}.items():
            is_asked = event in PATCH_GATES or not use_case.is_client_class
            is_asked &= event.type != "preview-opened" or use_case.is_client_class
            if is_asked and (numbers := rows.get(use_case)):
                yield GateRow(
                    transition=in_words(event.type),
                    use_case=use_case,
                    in_words=use_case.in_words,
                    rules=tuple(named_rule(f"PPS{number}") for number in numbers),
                )


def _parameters(values: Mapping[str, str]) -> Iterator[ParameterLine]:
    for origin in catalogue.parameter_origins().values():
        yield ParameterLine(
            name=origin.name,
            value=values.get(origin.name, ""),
            meaning=origin.meaning,
            is_of_the_document=origin.origin == "document",
            decision=origin.decision,
        )


def _what_if(one: Ambiguity) -> str:
    """Write the command that shows the other reading."""
    return f"pps what-if {' '.join(f'--set {value}' for value in one.alternative.split())}" if one.alternative else ""


def _revision(chapter: Chapter, edition: Edition) -> Revision:
    one, signposts = chapter.revision, Signposts(edition.registry)
    return Revision(
        id=one.id,
        status=one.status,
        effective_on=one.effective_on,
        summary=one.change_summary,
        provenance=one.provenance,
        approvals=tuple(approval_in_words(approval, signposts) for approval in one.approvals),
        chapter=chapter,
        is_in_force=edition.policy is one,
        source=source_of(one),
    )
