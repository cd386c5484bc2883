"""Exceptions, releases and post mortems from the command line."""

from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run
from tests.cli.writing.terminals import pps_on_a_terminal

WHY = ("--set", "justification=the data challenge starts", "--set", "documentation=https://bulletin.example.org/e/1")
UNTIL = ("--set", "valid_until=2008-07-01")
DIGEST = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
PACKAGE = ("--package", f"glite-x.rpm={DIGEST}", "--set", "reproducibility.repository=https://repo.example.org/x")


def records(world: Path) -> dict[str, str]:
    """Answers the text of every record, by its path below data/."""
    data = world / "data"
    return {path.relative_to(data).as_posix(): path.read_text() for path in data.rglob("*.yaml")}


def added(before: dict[str, str], world: Path) -> dict[str, str]:
    """Answers the lines that came to each record since."""
    after = records(world)
    return {
        path: text.removeprefix(before.get(path, "")) for path, text in after.items() if text != before.get(path, "")
    }


def test_a_deviation_is_recorded_with_the_approval_of_the_coordination(world: Path, pps: Run) -> None:
    before = records(world)
    ran = pps("waive", "PATCH-1200", "--rule", "PPS313", *WHY, *UNTIL, "--by", "coord-lena")

    assert (0, "") == (ran.code, ran.err)
    expected = (
        "kind: deviation\n"
        "subject: PATCH-1200\n"
        "rules: [PPS313]\n"
        'justification: "the data challenge starts"\n'
        "documentation: https://bulletin.example.org/e/1\n"
        "decided_on: 2008-06-20\n"
        "valid_until: 2008-07-01\n"
        "approvals:\n"
        "  - {role: pps-coordination, by: coord-lena, date: 2008-06-20, decision: approve}\n"
    )
    new = added(before, world)
    assert ["exceptions/EXC-2008-016.yaml"] == list(new)
    assert expected == new["exceptions/EXC-2008-016.yaml"].partition("\n")[2]
    assert "git add data/exceptions/EXC-2008-016.yaml" in ran.out
    assert 0 == pps("check").code


def test_uncertified_software_asks_the_concerned_parts_and_names_the_patch(world: Path, pps: Run) -> None:
    ran = pps("waive", "PILOT-2008-015", "--rule", "PPS403", *WHY, *UNTIL, *PACKAGE, "--by", "dev-pia", "--dry-run")

    assert 0 == ran.code
    assert "+patches: [PATCH-1500]" in ran.lines
    assert f"+    - {{name: glite-x.rpm, sha256: {DIGEST}}}" in ran.lines
    voices = [line.partition("by: ")[2].partition(",")[0] for line in ran.lines if "decision: approve" in line]
    assert ["dev-pia", "cert-ivo", "ops-hugo", "vo-mira"] == voices
    assert not (world / "data" / "exceptions" / "EXC-2008-016.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("PATCH-1200", "--rule", "PPS301", *WHY, *UNTIL), 1, "PPS706 [EXC-2008-016] PPS301 cannot be excused"),
        (("PATCH-9", "--rule", "PPS313"), 2, "there is no PATCH-9; no such record has this id"),
        (("PILOT-2008-015", "--rule", "PPS403", *WHY, *UNTIL), 1, "the environment is not reproducible"),
        (("PATCH-1200", "--rule", "PPS313", *WHY), 2, "needs valid_until; pass --set valid_until=2008-06-20"),
        (("PATCH-1200", "--rule", "PPS313", *WHY, "--set", "valid_until=soon"), 2, "valid_until is no calendar day"),
        (("PATCH-1200", "--rule", "PPS313", *WHY, *UNTIL, "--approve", "king=rex"), 2, "there is no role 'king'"),
        (("PATCH-1200", "--rule", "PPS313", *WHY, *UNTIL, "--approve", "emt:x=rex"), 2, "emt has no scope"),
        (("PATCH-1200", "--rule", "PPS313", *WHY, *UNTIL, "--approve", "vo-manager=x"), 2, "vo-manager:ID=HANDLE"),
    ],
)
def test_an_exception_that_check_would_refuse_is_not_written(
    arguments: tuple[str, ...], code: int, said: str, world: Path, pps: Run
) -> None:
    before = records(world)
    ran = pps("waive", *arguments, "--by", "coord-lena")

    assert code == ran.code
    assert said in ran.out + ran.err
    assert {} == added(before, world)


def test_a_release_is_recorded_with_the_event_of_its_patch(world: Path, pps: Run) -> None:
    before = records(world)
    ran = pps("release", "PATCH-1600", "--title", "Storage of June", "--by", "rm-nadia")

    assert (0, "") == (ran.code, ran.err)
    new = added(before, world)
    event = "  - {type: released, date: 2008-06-20, by: rm-nadia, role: release-manager, release: REL-2008-012}\n"
    assert {"releases/REL-2008-012.yaml", "patches/PATCH-1600.yaml"} == new.keys()
    assert event == new["patches/PATCH-1600.yaml"]
    assert "  - {patch: PATCH-1600, platforms: [sl4-i386, sl4-x86_64]}\n" in new["releases/REL-2008-012.yaml"]
    assert 0 == pps("check").code


def test_a_release_ships_the_platforms_that_are_named(pps: Run) -> None:
    ran = pps(
        "release", "PATCH-1600", "--platforms", "PATCH-1600=sl4-i386", "--title", "x", "--by", "rm-nadia", "--dry-run"
    )

    assert 0 == ran.code
    assert "+  - {patch: PATCH-1600, platforms: [sl4-i386]}" in ran.lines


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("PATCH-1200", "--title", "x", "--by", "rm-nadia"), 2, "PATCH-1200 was not accepted for production"),
        (("PATCH-9", "--title", "x", "--by", "rm-nadia"), 2, "there is no PATCH-9"),
        (("PATCH-1100", "--title", "x", "--by", "rm-nadia"), 1, "PPS801 [PATCH-1100]"),
        (("PATCH-1600", "--by", "rm-nadia"), 2, "needs title; pass --set "),
        (("PATCH-1600", "--title", "x", "--by", "ops-hugo"), 2, "ops-hugo does not hold release-manager"),
    ],
)
def test_a_release_that_check_would_refuse_is_not_written(
    arguments: tuple[str, ...], code: int, said: str, world: Path, pps: Run
) -> None:
    before = records(world)
    ran = pps("release", *arguments)

    assert code == ran.code
    assert said in ran.out + ran.err
    assert {} == added(before, world)


ASSESSED = ("--set", "assessment=It went well.", "--set", "reason=Two weeks more are needed.")
PRESENT = ("--set", "participants=coord-lena,ops-hugo,dev-pia")


def test_a_post_mortem_is_recorded_with_the_joint_decision(world: Path, pps: Run) -> None:
    before = records(world)
    wanted = ("--decision", "prolong", "--set", "prolong_until=2008-07-10")
    ran = pps("postmortem", "PILOT-2008-015", *wanted, *ASSESSED, *PRESENT, "--by", "coord-lena")

    assert (0, "") == (ran.code, ran.err)
    text = added(before, world)["post-mortems/PM-2008-016.yaml"]
    assert "participants: [coord-lena, ops-hugo, dev-pia]\n" in text
    assert "  - {role: sa1-operations, by: ops-hugo, date: 2008-06-20, decision: approve}\n" in text
    assert text.endswith("  - {role: pps-coordination, by: coord-lena, date: 2008-06-20, decision: approve}\n")
    assert 0 == pps("check").code


def test_who_met_at_the_kickoff_meets_again_where_nobody_else_is_named(world: Path, pps: Run) -> None:
    before = records(world)
    ran = pps("postmortem", "PILOT-2008-015", "--decision", "stop", *ASSESSED, "--by", "coord-lena")

    assert 0 == ran.code, ran.err
    text = added(before, world)["post-mortems/PM-2008-016.yaml"]
    assert "participants: [coord-lena, sm-plato, vo-mira, dev-pia, rm-nadia]\n" in text


def test_a_prolongation_without_its_last_day_is_a_wrong_use(world: Path, pps: Run) -> None:
    before = records(world)
    arguments = ("--decision", "prolong", *ASSESSED, *PRESENT)
    ran = pps("postmortem", "PILOT-2008-015", *arguments, "--by", "coord-lena")

    assert 2 == ran.code
    assert "needs prolong_until; pass --set prolong_until=2008-06-20" in ran.err
    assert {} == added(before, world)


def second(world: Path) -> None:
    """Gives the coordination a second person."""
    (world / "data" / "people" / "coord-nils.yaml").write_text(
        "name: Nils Lots\nroles:\n  - {role: pps-coordination, from: 2007-01-01}\n"
    )


def test_where_several_could_approve_one_is_named(world: Path, pps: Run) -> None:
    second(world)
    arguments = ("waive", "PATCH-1200", "--rule", "PPS313", *WHY, *UNTIL, "--by", "dev-pia", "--dry-run")
    several, named = pps(*arguments), pps(*arguments, "--approve", "pps-coordination=coord-nils")

    assert 2 == several.code
    assert "(pps-coordination: coord-lena, coord-nils); pass --approve pps-coordination=coord-lena" in several.err
    assert 0 == named.code
    assert "+  - {role: pps-coordination, by: coord-nils, date: 2008-06-20, decision: approve}" in named.lines


def test_a_terminal_is_asked_what_is_missing_and_who_approves(world: Path) -> None:
    second(world)
    arguments = ("waive", "PATCH-1200", "--rule", "PPS313", *WHY, "--by", "dev-pia", "--dry-run")
    ran = pps_on_a_terminal(
        world, ("--today", "2008-06-20", *arguments), ("soon", "2008-07-01", "nobody", "coord-nils")
    )

    assert 0 == ran.code
    assert "valid_until is no calendar day" in ran.out
    assert "'nobody' is not one of 'coord-lena', 'coord-nils'" in ran.out
    assert "by: coord-nils, date: 2008-06-20, decision: approve}" in ran.out
