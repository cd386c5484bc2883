"""`pps pilot` takes a pilot from its proposal to its end, each step with everything that it touches."""

from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run, changes, commit

PILOT = "data/pilots/PILOT-2008-016.yaml"
PATCH = "data/patches/PATCH-1300.yaml"
INSTALLATION = "data/installations/INST-1300-GOLDCREST-T2.yaml"
PROPOSE = ("pilot", "propose", "PATCH-1300", "--site", "GOLDCREST-T2", "--by", "coord-lena")
START = ("pilot", "start", "PILOT-2008-016", "--by", "coord-lena")
SAID = ("--set", "monitoring=https://sam.example.org/lfc", "--set", "tested.ref=https://sam.example.org/job/4")
APPROVED = "      - {{role: sa1-operations, by: ops-hugo, date: {}, decision: approve}}\n"
PROPOSED = """\
# yaml-language-server: $schema=../../site/schemas/v1/records/pilots.json
patches: [PATCH-1300]
title: "glite-LFC 1.6.11-3 pilot"
chair: coord-lena
sites:
  - {site: GOLDCREST-T2, provides: glite-LFC}
load: standard
events:
  - {type: proposed, date: 2008-06-20, by: coord-lena, role: pps-coordination}
"""
STARTED = """\
# yaml-language-server: $schema=../../site/schemas/v1/records/pilots.json
patches: [PATCH-1300]
title: "glite-LFC 1.6.11-3 pilot"
chair: coord-lena
agreements:
  - {part: development, by: dev-pia, date: 2008-06-20, decision: approve}
  - {part: certification, by: cert-ivo, date: 2008-06-20, decision: approve}
  - {part: operations, by: ops-hugo, date: 2008-06-20, decision: approve}
sites:
  - {site: GOLDCREST-T2, provides: glite-LFC, experimental_ack: {by: sm-goldie, date: 2008-06-20}, rollback_contact: sm-goldie}
load: standard
monitoring: https://sam.example.org/lfc
events:
  - {type: proposed, date: 2008-06-20, by: coord-lena, role: pps-coordination}
  - {type: agreed, date: 2008-06-20, by: coord-lena, role: pps-coordination}
  - {type: started, date: 2008-06-20, by: coord-lena, role: pps-coordination}
"""  # noqa: E501 - as the record has it
TESTED = """\
events:
  - {type: distributed, date: 2008-06-20, by: coord-lena, role: pps-coordination, via: manual}
  - {type: configured, date: 2008-06-20, by: coord-lena, role: pps-coordination}
  - type: tested
    date: 2008-06-20
    by: coord-lena
    role: pps-coordination
    via: sam-job
    result: passed
    ref: https://sam.example.org/job/4
"""


@pytest.fixture
def certified(repository: Path) -> Path:
    """Answers a world in which PATCH-1300, a minor update, is certified and no pilot was ever proposed for it."""
    path = repository / PATCH
    before, _, _ = path.read_text(encoding="utf-8").partition("  - {type: pilot-opened")
    path.write_text(before, encoding="utf-8")
    (repository / INSTALLATION).unlink()
    (repository / "data/pilots/PILOT-2008-013.yaml").unlink()
    commit(repository)
    return repository


def test_a_minor_pilot_is_proposed_and_started_in_two_commands(certified: Path, pps: Run) -> None:
    proposed = pps(*PROPOSE, "--id", "PILOT-2008-016")

    assert (0, [f"?{PILOT}"]) == (proposed.code, changes(certified))
    assert PROPOSED == (certified / PILOT).read_text(encoding="utf-8")
    assert "Then agreed: pps pilot agree PILOT-2008-016\n" in proposed.out
    assert 0 == pps("check", "--base", "HEAD").code

    commit(certified)
    ran = pps(*START, *SAID)

    assert (0, [PATCH, PILOT, f"?{INSTALLATION}"]) == (ran.code, changes(certified))
    assert STARTED == (certified / PILOT).read_text(encoding="utf-8")
    assert (certified / INSTALLATION).read_text(encoding="utf-8").endswith(TESTED)
    assert "type: pilot-opened, date: 2008-06-20" in (certified / PATCH).read_text(encoding="utf-8")
    assert "or open it: dev-pia, cert-ivo, ops-hugo, sm-goldie, coord-lena\n" in ran.out
    assert "Then evaluated, on 2008-06-27 at the earliest: pps pilot evaluate PILOT-2008-016 success\n" in ran.out
    assert 0 == pps("check", "--base", "HEAD").code


def test_a_local_test_that_passed_already_is_not_written_again(repository: Path, pps: Run) -> None:
    path = repository / "data/pilots/PILOT-2008-013.yaml"
    before, _, started = path.read_text(encoding="utf-8").partition("  - {type: started")
    path.write_text(before, encoding="utf-8")
    patch = repository / PATCH
    patch.write_text(patch.read_text(encoding="utf-8").partition("  - {type: pilot-opened")[0], encoding="utf-8")
    commit(repository)
    ran = pps("pilot", "start", "PILOT-2008-013", "--by", "coord-lena", "--date", "2008-06-18")

    assert (0, [PATCH, "data/pilots/PILOT-2008-013.yaml"]) == (ran.code, changes(repository))
    assert before + f"  - {{type: started{started}".replace("06-16", "06-18") == path.read_text(encoding="utf-8")
    assert 0 == pps("check", "--base", "HEAD").code


@pytest.mark.parametrize(
    ("words", "today", "added"),
    [
        (
            "evaluate PILOT-2008-013 --by ops-hugo",
            "2008-06-23",
            f"    outcome: success\n    route: internal\n    approvals:\n{APPROVED.format('2008-06-23')}",
        ),
        (
            "evaluate PILOT-2008-014 failure --by ops-hugo",
            "2008-06-20",
            f"    outcome: failure\n    route: vo-feedback\n    approvals:\n{APPROVED.format('2008-06-20')}",
        ),
        (
            "suspend PILOT-2008-013 --by sm-goldie --set reason=down",
            "2008-06-20",
            "scope: GOLDCREST-T2, reason: down}\n",
        ),
        ("roll-back PILOT-2008-014 --by sm-silvan --set reason=down", "2008-06-20", "    site: SILVERFIR-T2\n"),
        ("note PILOT-2008-013 --by ops-hugo --set note=quiet", "2008-06-20", "role: sa1-operations, note: quiet}\n"),
        (
            "upgrade PILOT-2008-013 PATCH-1300 PATCH-1600 --by coord-lena",
            "2008-06-20",
            "patches: [PATCH-1300, PATCH-1600]}\n",
        ),
        ("prolong PILOT-2008-014 2008-07-01 --by coord-lena", "2008-06-20", "until: 2008-07-01}\n"),
    ],
)
def test_each_step_brings_what_follows_from_the_records(
    words: str, today: str, added: str, repository: Path, pps: Run
) -> None:
    ran = pps("pilot", *words.split(), today=today)
    path = f"data/pilots/{words.split()[1]}.yaml"

    assert (0, [path]) == (ran.code, changes(repository)), ran.out
    assert added in (repository / path).read_text(encoding="utf-8")
    assert 0 == pps("check", "--base", "HEAD", today=today).code


def test_the_prolongation_of_a_major_pilot_brings_the_new_agreements_of_all_parts(repository: Path, pps: Run) -> None:
    pps("pilot", "prolong", "PILOT-2008-014", "2008-07-01", "--by", "coord-lena")
    text = (repository / "data/pilots/PILOT-2008-014.yaml").read_text(encoding="utf-8")
    parts = ("development", "certification", "operations", "vo, vo: lumen", "site, site: GOLDCREST-T2")

    assert [2] * 5 == [text.count(f"{{part: {part}, by: ") for part in parts]


def test_a_kickoff_has_the_timelines_of_the_policy_and_the_people_of_its_sites(repository: Path, pps: Run) -> None:
    given = ("--site", "GOLDCREST-T2", "--site", "SILVERFIR-T2", "--set", "success_criteria=[no worse than now]")
    (repository / "data/pilots/PILOT-2008-014.yaml").unlink()
    commit(repository)
    proposed = pps("pilot", "propose", "PATCH-1400", *given, "--by", "coord-lena")
    unread = pps("pilot", "kickoff", "PILOT-2008-016", "--by", "coord-lena")
    ran = pps("pilot", "kickoff", "PILOT-2008-016", "--by", "coord-lena", "--set", "ref=https://meet.example.org/16")
    text = (repository / PILOT).read_text(encoding="utf-8")
    chosen = "  - {site: GOLDCREST-T2, volunteer: false, date: 2008-06-20, by: coord-lena, selected: true}\n"

    assert (0, 0) == (proposed.code, ran.code), proposed.out + ran.out
    assert (2, True) == (unread.code, "'kickoff-held' needs ref; pass --set ref=https://…" in unread.err)
    assert chosen in text
    assert "    setup_days: 7\n    feedback_days: 14\n    attendees: [coord-lena, sm-goldie, sm-silvan]\n" in text


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "vos --by vo-mira --set vo=lumen --set action=withdraw",
            "{vo: lumen, action: withdraw, date: 2008-06-20, by: vo-mira}",
        ),
        (
            "candidates --by sm-colin --set site=COLLINA-GRID --set volunteer=true",
            "{site: COLLINA-GRID, volunteer: true, date: 2008-06-20, by: sm-colin}",
        ),
        (
            "vo_information --by coord-lena --set channel=eis --set ref=REL-2008-011",
            "{channel: eis, date: 2008-06-20, ref: REL-2008-011}",
        ),
    ],
)
def test_an_entry_of_a_list_gets_its_day_and_its_person(words: str, line: str, repository: Path, pps: Run) -> None:
    ran = pps("add", "PILOT-2008-014", *words.split())

    assert 0 == ran.code
    assert f"  - {line}\n" in (repository / "data/pilots/PILOT-2008-014.yaml").read_text(encoding="utf-8")
    assert 0 == pps("check", "--base", "HEAD").code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "propose PATCH-1100 --site GOLDCREST-T2 --by coord-lena",
            "a pilot operates servers, and PATCH-1100 is bc-client;",
        ),
        ("evaluate PILOT-2008-013 great --by ops-hugo", "outcome is 'great'; choose success | failure"),
        (
            "evaluate PILOT-2008-013 --by dev-pia",
            "dev-pia does not hold sa1-operations or pps-coordination on 2008-06-20",
        ),
        ("suspend PILOT-2008-013 --by ops-hugo", "'suspended' needs reason; pass --set 'reason=a sentence'"),
        ("close PILOT-2008-013 now --by coord-lena", "pps pilot close takes a pilot and no further words: now"),
        ("start PILOT-2008-013 --by coord-lena --set monitoring=https://x.example.org", "has its monitoring already"),
        (
            "start PILOT-2008-013 --by coord-lena --set tested.ref=NTF-1",
            "has passed at GOLDCREST-T2 already; leave out",
        ),
        ("resume PILOT-2008-013 --by coord-lena --set tested.ref=NTF-1", "has no key 'tested.ref' to set"),
        ("prolong PILOT-2008-013 tomorrow --by coord-lena", "until is no calendar day"),
        ("start PILOT-13 --by coord-lena", "there is no PILOT-13"),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_is_wrong_is_named_with_the_way_out(words: str, said: str, pps: Run) -> None:
    ran = pps("pilot", *words.split())

    assert 2 == ran.code
    assert said in ran.err.replace("\n", " ")


def test_of_two_people_who_speak_for_a_part_one_has_to_be_named(certified: Path, pps: Run) -> None:
    person = certified / "data/people/user-timo.yaml"
    person.write_text(
        f"{person.read_text(encoding='utf-8')}  - {{role: developer, from: 2008-01-01}}\n", encoding="utf-8"
    )

    commit(certified)

    assert 0 == pps(*PROPOSE, "--id", "PILOT-2008-016").code

    ran = pps("pilot", "agree", "PILOT-2008-016", "--by", "coord-lena")

    assert (2, True) == (ran.code, "name one with --approve developer=HANDLE: dev-pia, user-timo" in ran.err)

    named = pps("pilot", "agree", "PILOT-2008-016", "--by", "coord-lena", "--approve", "developer=user-timo")

    assert 0 == named.code
    assert "{part: development, by: user-timo, " in (certified / PILOT).read_text(encoding="utf-8")


@pytest.mark.usefixtures("certified")
def test_a_start_without_a_local_test_asks_for_its_report(pps: Run) -> None:
    assert 0 == pps(*PROPOSE, "--id", "PILOT-2008-016").code

    ran = pps(*START)

    assert (2, True) == (ran.code, "'tested' needs ref; pass --set tested.ref=https://…" in ran.err)


def test_a_step_too_early_is_refused_in_the_words_of_check(repository: Path, pps: Run) -> None:
    ran = pps("pilot", "evaluate", "PILOT-2008-013", "--by", "ops-hugo")

    assert (1, []) == (ran.code, changes(repository))
    assert (
        "error PPS408 [PILOT-2008-013] 4 of 7 days of uninterrupted operation; earliest evaluation 2008-06-23"
        in ran.out
    )
