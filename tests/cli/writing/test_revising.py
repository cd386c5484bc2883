"""The next revision of the policy from the command line."""

from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run

TOLD = ("--set", "provenance=Meeting of June", "--set", "change_summary=What was learnt.")
FROM = ("--set", "effective_on=2008-07-01")
BY = ("--by", "coord-lena")


def revision(world: Path, number: str) -> str:
    """Answers the text of a revision."""
    return (world / "data" / "policy" / f"POLICY-{number}.yaml").read_text()


def test_another_parameter_makes_a_major_revision_that_all_groups_answer(world: Path, pps: Run) -> None:
    ran = pps("policy", "revise", "--param", "minor.operation_days=10", *TOLD, *FROM, *BY)

    assert (0, "") == (ran.code, ran.err)
    text = revision(world, "2.0")
    assert "operation_days: 10" in text
    assert 'change_summary: "What was learnt."' in text
    voices = [line.partition("role: ")[2].partition(", date")[0] for line in text.splitlines() if "decision:" in line]
    assert [
        "sa1-operations, by: ops-hugo",
        "release-manager, by: rm-nadia",
        "roc-manager, scope: ROC-ALPS, by: roc-rosa",
        "vo-manager, scope: lumen, by: vo-mira",
    ] == voices
    assert 0 == pps("check").code


def test_another_annex_makes_a_minor_revision_that_is_still_to_be_notified(world: Path, pps: Run) -> None:
    ran = pps("policy", "revise", "--annex", "mail=One digest a day.", *TOLD, *FROM, *BY)

    assert 0 == ran.code
    assert 'technical: {mail: "One digest a day."}\n' in revision(world, "1.1")
    assert "Then: tell all VOs, all ROCs, SA1 and SA3 by 2008-07-01" in ran.lines[-1]
    assert 0 == pps("check").code
    assert "PPS903" in pps("check", today="2008-07-02").out


def test_who_abstains_has_answered_and_who_is_named_speaks_for_his_group(world: Path, pps: Run) -> None:
    said = ("--abstain", "vo-manager:lumen=vo-mira", "--approve", "sa3-release=rel-jana")
    ran = pps("policy", "revise", "--major", *said, *TOLD, *FROM, *BY)

    assert 1 == ran.code
    assert "PPS901 [POLICY-2.0] major revision 2.0 lacks the approval of the interested VOs" in ran.out
    assert "SA3" not in ran.out
    assert not (world / "data" / "policy" / "POLICY-2.0.yaml").exists()


def test_a_draft_asks_nobody_and_stands_in_the_way_of_the_next(world: Path, pps: Run) -> None:
    arguments = ("policy", "revise", "--mode", "PPS313=warn", *TOLD, *FROM, *BY)
    ran = pps(*arguments, "--draft")

    assert 0 == ran.code
    assert "status: draft\n" in revision(world, "2.0")
    assert "modes: {PPS313: warn}\n" in revision(world, "2.0")
    assert "approvals: []\n" in revision(world, "2.0")
    assert "POLICY-2.0 is there as a draft" in pps(*arguments).err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "nothing changes against POLICY-1.0"),
        (("--param", "minor.operation_day=1"), 2, "did you mean minor.operation_days?"),
        (("--param", "minor.operation_days=many"), 2, "minor.operation_days: operation_days is no whole number"),
        (("--mode", "PPS313=off"), 2, "there is no mode 'off'; choose"),
        (("--mode", "PPS301=warn"), 1, "PPS904 [POLICY-2.0] PPS301 is set to 'warn'"),
        (("--text", "mission=x", "--set", "effective_on=2008-05-01"), 1, "PPS904 [POLICY-2.0]"),
    ],
)
def test_a_revision_that_check_would_refuse_is_not_written(
    arguments: tuple[str, ...], code: int, said: str, world: Path, pps: Run
) -> None:
    ran = pps("policy", "revise", *FROM, *TOLD, *arguments, *BY)

    assert code == ran.code
    assert said in ran.out + ran.err
    assert ["POLICY-1.0.yaml"] == [path.name for path in (world / "data" / "policy").iterdir()]
