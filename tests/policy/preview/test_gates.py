"""What the gates of previews say beside their cases: who must act, and what a met gate rests on."""

from dataclasses import replace
from datetime import date

from generator.findings import Actor
from generator.policy.decision import decision_of
from generator.policy.judging import recorded_verdicts
from generator.policy.preview.answers import in_days, site_managers
from generator.policy.preview.notes_digest import notes_digest
from generator.policy.preview.preview_sites_are_eligible import suffices
from generator.policy.rule import Facts
from generator.registry import registry_at
from generator.terms import Tier
from tests.policy.overlays import WORLD

FACTS = Facts(registry=registry_at(WORLD), today=date(2008, 6, 20))
PATCHES = FACTS.registry.patches


def evidence(number: int) -> list[tuple[str, str, tuple[str, ...]]]:
    verdicts = recorded_verdicts(PATCHES["PATCH-1100"], number, FACTS)
    return [(one.rule.id, one.status, one.gate.evidence) for one in verdicts if one.rule.family == "preview"]


def test_an_open_preview_names_who_has_to_do_what() -> None:
    upcoming = decision_of(PATCHES["PATCH-1200"], FACTS).towards("accepted")
    verdicts = upcoming.verdicts if upcoming else ()
    open_gates = [one for one in verdicts if one.status.blocks and one.rule.family == "preview"]

    assert [
        ("PPS310", "missing", "pps-coordination", ("coord-lena",), None),
        ("PPS311", "missing", "pps-coordination", ("coord-lena",), None),
        ("PPS312", "missing", "sa3-certification", ("cert-ivo",), None),
        ("PPS312", "missing", "pps-coordination", ("coord-lena",), None),
        ("PPS312", "missing", "site-manager", ("sm-silvan",), None),
        ("PPS313", "missing", "site-manager", ("sm-silvan",), date(2008, 6, 27)),
        ("PPS316", "missing", "sa1-operations", ("ops-hugo",), None),
    ] == [
        (one.rule.id, one.status, one.gate.actor.role, one.gate.actor.people, one.gate.earliest) for one in open_gates
    ]


def test_the_guideline_binds_the_forecast_of_an_open_preview() -> None:
    decision = decision_of(PATCHES["PATCH-1200"], FACTS)
    forecasts = [(one.transition, one.forecast.day, one.forecast.label, one.forecast.binding) for one in decision.next]

    assert [
        ("certified", date(2008, 6, 20), "exact", None),
        ("accepted", date(2008, 6, 27), "at-least", "PPS313"),
        ("released", date(2008, 6, 27), "at-least", "PPS801"),
    ] == forecasts


def test_an_opened_preview_names_what_it_rests_on() -> None:
    assert [
        ("PPS301", "met", ("PATCH-1100/3",)),
        ("PPS302", "met", ("PATCH-1100/5",)),
        ("PPS303", "met", ("rm-nadia",)),
        ("PPS304", "met", ()),
    ] == evidence(7)


def test_an_accepted_client_names_what_it_rests_on() -> None:
    site = "INST-1100-COLLINA-GRID"

    assert [
        ("PPS305", "met", (f"{site}/1", f"{site}/2", f"{site}/3")),
        ("PPS306", "met", (f"{site}/1",)),
        ("PPS307", "met", (site,)),
        ("PPS309", "met", ("PATCH-1100/8",)),
        ("PPS310", "met", ("NTF-2008-0011",)),
        ("PPS311", "met", ("NTF-2008-0012",)),
        ("PPS312", "met", ("PATCH-1100/10", "PATCH-1100/12")),
        ("PPS313", "met", ("PATCH-1100/12",)),
        ("PPS314", "met", ("PATCH-1100/11",)),
        ("PPS315", "met", ("PATCH-1100/4", "PATCH-1100/9")),
    ] == evidence(13)


def test_the_digest_is_that_of_the_confirmed_notes() -> None:
    notes = PATCHES["PATCH-1100"].release_notes

    assert "d8c05ec8b747c6976e0632767152caa019c3898ad2e26a63f43e3555065864bf" == notes_digest(notes)


def test_the_digest_leaves_out_what_may_still_grow() -> None:
    notes = PATCHES["PATCH-1100"].release_notes

    assert notes_digest(notes) == notes_digest(replace(notes, feedback_summary=None, no_feedback=True))


def test_nested_tiers_include_the_lower_ones() -> None:
    tiers = FACTS.parameters().tiers

    assert [Tier.SILVER, Tier.GOLD, Tier.PLATINUM] == [one for one in Tier if suffices(one, Tier.SILVER, tiers)]


def test_tiers_that_are_not_nested_stand_for_themselves() -> None:
    tiers = replace(FACTS.parameters().tiers, nested=False)

    assert [Tier.SILVER] == [one for one in Tier if suffices(one, Tier.SILVER, tiers)]


def test_the_managers_of_several_sites_act_together() -> None:
    expected = Actor(role="site-manager", people=("sm-goldie", "sm-silvan"))

    assert expected == site_managers(["GOLDCREST-T2", "SILVERFIR-T2", "GOLDCREST-T2"], FACTS)


def test_the_manager_of_one_site_acts_there() -> None:
    expected = Actor(role="site-manager", scope="GOLDCREST-T2", people=("sm-goldie",))

    assert expected == site_managers(["GOLDCREST-T2", "GOLDCREST-T2"], FACTS)


def test_days_are_counted_in_words() -> None:
    assert ["0 days", "1 day", "2 days"] == [in_days(number) for number in range(3)]
