"""The demonstration: all of data/ reads, keeps the policy, covers what there is to cover, and names nothing real."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.bulletin.answers import answers_to
from generator.edition import Edition, gather
from generator.findings import Level
from generator.lifecycle import installation_steps, patch_states, pilot_states
from generator.records.patch_events import Certified, PreviewOpened, Rejected
from generator.records.pilot_events import Prolonged
from generator.terms import InstallationState, PatchState, PilotState, UseCase

CLOCK = date(2009, 3, 13)
ELSEWHEN = date(2026, 1, 1)
WARNINGS = {
    ("PPS313", "PATCH-2139"): 1,
    ("PPS317", "PATCH-2168"): 1,
    ("PPS318", "INST-2160-ACACIA-T2"): 1,
    ("PPS401", "PATCH-2128"): 1,
    ("PPS401", "PATCH-2193"): 1,
    ("PPS403", "PILOT-2008-004"): 1,
    ("PPS403", "PILOT-2008-019"): 1,
    ("PPS408", "PILOT-2009-002"): 1,
    ("PPS409", "PILOT-2009-010"): 1,
    ("PPS414", "PILOT-2009-006"): 1,
    ("PPS417", "PATCH-2128"): 2,
    ("PPS417", "PATCH-2193"): 2,
    ("PPS501", "PILOT-2008-020"): 1,
    ("PPS608", "PATCH-2181"): 1,
}
"""What is waived stays visible as a warning, and a living service is never quite in order."""
AT_LEAST = {"rocs": 8, "sites": 40, "vos": 10, "bugs": 60, "patches": 24}
OF_REAL_GRIDS = re.compile(
    r"(^|[-_.])("
    r"AGLT2|AUVERGRID|BEIJING|BITP|BNL|BUDAPEST|CERN|CESGA|CESNET|CGG|CIEMAT|CNAF|CSC|CSCS|CYFRONET|DESY|"
    r"ECDF|EELA|EFDA|EGEE|ENEA|FNAL|FZK|GILDA|GLASGOW|GR01|GRIF|GRIDKA|GRIDPP|GRNET|GSI|HELLASGRID|HPTC|"
    r"IBCP|ICEPP|ICM|IFAE|IFCA|IFIC|IFJ|IHEP|IMPERIAL|IN2P3|INFN|IPSL|ITEP|JINR|KFKI|KIT|LAL|LANCASTER|"
    r"LAPP|LCG|LCG2|LIP|LPC|LPNHE|MANCHESTER|MATRIX|MPPMU|NCP|NDGF|NIKHEF|NORDUGRID|OXFORD|PAKGRID|PIC|"
    r"PNPI|PSNC|QMUL|RAL|RHUL|RRC|RWTH|SARA|SCAI|SIGNET|SINP|SUBATECH|SURFSARA|SWEGRID|TAIWAN|TCD|TIFR|"
    r"TOKYO|TRIUMF|UAM|UCL|UKI|ULAKBIM|UNICAN|UPORTO|USCMS|WEIZMANN|WUPPERTAL"
    r")($|[-_.])"
)
"""Words that stand in the names of real grid sites."""


@pytest.fixture(scope="module")
def edition(checkout: Path) -> Edition:
    """Answers the edition of data/, made on another day than its own."""
    return gather(checkout, None, ELSEWHEN)


def test_the_data_brings_its_own_clock(edition: Edition) -> None:
    assert (CLOCK, True) == (edition.today, edition.demonstration)


def test_every_file_is_read(edition: Edition) -> None:
    assert () == tuple(file.path for file in edition.registry.files if file.record is None)


def test_no_rule_finds_an_error(edition: Edition) -> None:
    assert [] == [str(one.location) for one in edition.findings if one.level is Level.ERROR]


def test_only_the_warnings_that_are_meant_to_be_seen_are_there(edition: Edition) -> None:
    found = Counter((one.rule, one.subject) for one in edition.findings if one.level is Level.WARNING)

    assert dict(found) == WARNINGS


def test_there_is_enough_to_believe_it(edition: Edition) -> None:
    found = {folder: len(edition.registry.by_kind[folder]) for folder in AT_LEAST}

    assert {} == {folder: number for folder, number in found.items() if number < AT_LEAST[folder]}


def test_every_kind_of_record_occurs(edition: Edition) -> None:
    assert [] == [folder for folder, records in edition.registry.by_kind.items() if not records]


def test_the_sites_lie_in_cities_of_many_countries(edition: Edition) -> None:
    places = [site.location for site in edition.registry.sites.values() if site.location is not None]

    assert 40 <= len({place.city for place in places})
    assert 20 <= len({place.country for place in places})


def test_every_use_case_occurs(edition: Edition) -> None:
    classes = {edition.facts.use_case(patch) for patch in edition.registry.patches.values()}

    assert set(UseCase) == classes


def test_every_state_of_a_patch_occurs(edition: Edition) -> None:
    assert set(PatchState) == {patch_states.state_of(patch) for patch in edition.registry.patches.values()}


def test_every_state_of_a_pilot_occurs(edition: Edition) -> None:
    assert set(PilotState) == {pilot_states.state_of(pilot) for pilot in edition.registry.pilots.values()}


def test_every_step_of_an_installation_occurs(edition: Edition) -> None:
    steps = {installation_steps.state_of(one) for one in edition.registry.installations.values()}

    assert set(InstallationState) == steps


def test_a_patch_is_previewed_before_it_is_certified(edition: Edition) -> None:
    previewed = [
        patch.id
        for patch in edition.registry.patches.values()
        if patch_states.state_of(patch) is PatchState.IN_PREVIEW
        and not any(isinstance(event, Certified) for event in patch.events)
    ]

    assert [] != previewed


def test_a_patch_is_rejected_while_it_is_previewed(edition: Edition) -> None:
    rejected = [
        patch.id
        for patch in edition.registry.patches.values()
        if {PreviewOpened, Rejected} <= {type(event) for event in patch.events}
    ]

    assert [] != rejected


def test_a_patch_is_overruled_for_security(edition: Edition) -> None:
    assert "security" in {overrule.reason for overrule in edition.registry.overrules.values()}


def test_feedback_is_in_time_late_and_missing(edition: Edition) -> None:
    answers = [answers_to(patch, edition.facts) for patch in edition.registry.patches.values()]

    assert any(one.in_time for one in answers)
    assert any(one.late for one in answers)
    assert any(one.silent for one in answers)


def test_a_pilot_is_prolonged_with_a_post_mortem(edition: Edition) -> None:
    prolonged = {
        pilot.id
        for pilot in edition.registry.pilots.values()
        if any(isinstance(event, Prolonged) for event in pilot.events)
    }

    assert set() != prolonged & set(edition.registry.post_mortems_by_pilot)


def test_a_client_and_a_server_are_coordinated(edition: Edition) -> None:
    patches = edition.registry.patches
    pairs = {
        frozenset((patch.component, patches[other].component))
        for patch in patches.values()
        for other in patch.coordinated_with
    }

    assert 2 == max(len(pair) for pair in pairs)


def test_no_site_and_no_roc_has_the_name_of_a_real_one(edition: Edition) -> None:
    names = (*edition.registry.sites, *edition.registry.rocs)

    assert [] == [name for name in names if OF_REAL_GRIDS.search(name.upper())]


def test_no_host_and_no_address_leads_to_a_real_machine(checkout: Path) -> None:
    hosts = re.compile(
        r"(?:https?://|@)([a-z0-9.-]+)|\b((?:[a-z0-9-]+\.)+(?:ac|ch|com|de|edu|es|eu|fr|gov|it|net|nl|org|uk))\b"
    )
    texts = [path.read_text(encoding="utf-8") for path in sorted((checkout / "data").rglob("*.yaml"))]
    named = {one or other for text in texts for one, other in hosts.findall(text)}
    invented = re.compile(r"([a-z0-9-]+\.)*example(\.(org|com|net))?|github\.com")

    assert [] == sorted(host for host in named if not invented.fullmatch(host))
