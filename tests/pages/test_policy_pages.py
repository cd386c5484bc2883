"""The pages about the policy: what waits, what the rules say, what the document says."""

from pathlib import Path

from generator.edition import Edition
from generator.pages.blocked import blocked_page
from generator.pages.next_lines import ahead_of
from generator.pages.policy import policy_page
from generator.pages.rule import MOST_FINDINGS, rule_page
from generator.pages.statements import of as statements_of
from generator.policy.judging import rules_by_id
from tests.bulletin.small_world import facts


def test_what_can_be_recorded_today_stands_apart_from_what_waits() -> None:
    page = blocked_page(facts())

    assert {"PATCH-1600-released"} <= {one.id for one in page.ready}
    assert {"PILOT-2008-013-evaluated"} <= {one.id for one in page.waiting}
    assert not {one.id for one in page.ready} & {one.id for one in page.waiting}


def test_a_line_that_waits_names_its_open_gates_and_its_day() -> None:
    (one,) = [one for one in blocked_page(facts()).waiting if one.id == "PILOT-2008-013-evaluated"]

    assert [("PPS408", "waiting")] == [(gate.rule.text, gate.status) for gate in one.gates]
    assert ("2008-06-23", "exact") == (str(one.forecast.day), one.forecast.label)
    assert () == one.who


def test_the_filter_knows_every_value_of_its_rows() -> None:
    page = blocked_page(facts())
    filters = {name: set(values) for name, _, values in page.filters}

    assert filters["status"] == {status for one in page.waiting for status in one.statuses}
    assert filters["person"] == {person for one in page.waiting for person in one.people}


def test_a_patch_page_tells_open_gates_before_those_that_let_it_pass() -> None:
    known = facts()
    ahead = ahead_of(known.registry.patches["PATCH-1200"], known)
    accepted = next(one for one in ahead.steps if one.transition == "accepted")

    assert all(gate.is_open for gate in accepted.open_gates)
    assert "met" in {gate.status for gate in accepted.settled_gates}


def test_the_forecast_names_the_gate_that_binds_each_step() -> None:
    known = facts()
    ahead = ahead_of(known.registry.pilots["PILOT-2008-013"], known)
    evaluated = ahead.forecast[0]

    assert evaluated.binding is not None
    assert ("evaluated", "PPS408") == (evaluated.transition, evaluated.binding.text)
    assert "day 5 of 7" in evaluated.why


def test_a_deadline_of_a_vo_is_compared_with_the_forecast() -> None:
    known = facts()
    ((vo, day, word, _),) = ahead_of(known.registry.patches["PATCH-1200"], known).deadlines

    assert ("lumen", "2008-07-15") == (vo.text, str(day))
    assert word in {"can be met", "cannot be told yet"}


def test_a_rule_page_tells_the_transitions_that_ask_it() -> None:
    found = Edition(facts=facts(), findings=(), commit=None)
    page = rule_page(rules_by_id()["PPS408"], found, [])

    assert [("evaluated", ("bc-server/minor", "bc-server/major", "nbc-server"))] == [
        (transition, tuple(name for name, _ in classes)) for transition, classes in page.gates
    ]
    assert page.flagged
    assert page.allowed
    assert page.waiting


def test_a_rule_page_lists_no_more_findings_than_a_reader_reads(edition: Edition) -> None:
    finding = edition.findings[0]
    page = rule_page(rules_by_id()[finding.rule], edition, [finding] * (MOST_FINDINGS + 2))

    assert (MOST_FINDINGS, 2) == (len(page.findings), page.more_findings)


def test_code_in_the_prose_of_a_rule_is_told_from_its_words(edition: Edition) -> None:
    page = rule_page(rules_by_id()["PPS206"], edition, [])

    assert ("reclassified", True) in {part for paragraph in page.prose for part in paragraph}


def test_the_handbook_has_a_value_for_every_parameter(edition: Edition) -> None:
    assert [] == [one.name for one in policy_page(edition).parameters if not one.value]


def test_the_other_reading_of_the_limits_is_a_command(edition: Edition) -> None:
    commands = {one.id: what_if for one, what_if in policy_page(edition).ambiguities if what_if}

    assert {
        "A16": "pps what-if --set minor.max_major_fixes=2 --set minor.max_normal_fixes=5",
        "A23": "pps what-if --set tiers.nested=false",
    } == commands


def test_no_statement_is_without_anything_that_fulfils_it(edition: Edition) -> None:
    (page,) = statements_of(edition)

    assert [] == [row.id for row in page.content.rows if not (row.rules or row.fields or row.outputs)]  # type: ignore[attr-defined] # a page holds any view


def test_a_link_of_a_statement_leads_to_a_page_or_a_heading(edition: Edition, checkout: Path) -> None:
    (page,) = statements_of(edition)
    handbook = (checkout / "site_templates" / "pages" / "policy.html").read_text(encoding="utf-8")
    anchors = {one.address.partition("#")[2] for row in page.content.rows for one in row.outputs}  # type: ignore[attr-defined] # as above
    chapters = {chapter.anchor for chapter in policy_page(edition).chapters}

    assert set() == {one for one in anchors - chapters if one and f'id="{one}"' not in handbook}
