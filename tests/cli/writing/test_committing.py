"""A site of a pilot that is not backward compatible signs what it assures, by the command with which it agrees."""

from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run, changes, commit, cut, settings

PILOT = "data/pilots/PILOT-2008-015.yaml"
BEFORE = "2008-05-30"
AGREE = ("agree", "PILOT-2008-015", "--by", "sm-plato")
AGREEMENT = "  - {part: site, site: PLATEAU-T1, by: sm-plato, date: 2008-05-30, decision: approve}\n"
SAID = settings(
    "focus=true",
    "concentration={from: 2008-06-02, until: 2008-07-14}",
    "interaction=a call each morning",
    "perturbation_plan=switch back",
)
SIGNED = """\
    commitments:
      focus: true
      concentration: {from: 2008-06-02, until: 2008-07-14}
      interaction: "a call each morning"
      perturbation_plan: "switch back"
      signed_by: sm-plato
      date: 2008-05-30
"""


@pytest.fixture
def unsigned(repository: Path) -> Path:
    """Answers a world in which the site of a pilot that was not agreed has neither agreed nor signed."""
    path = repository / PILOT
    cut(path, "    commitments:", "load:")
    cut(path, "  - {type: agreed")
    cut(path, "  - {part: site", "sites:")
    commit(repository)
    return repository


def test_a_site_agrees_and_signs_in_one_step(unsigned: Path, pps: Run) -> None:
    ran = pps(*AGREE, *SAID, today=BEFORE)
    text = (unsigned / PILOT).read_text(encoding="utf-8")

    assert (0, [PILOT]) == (ran.code, changes(unsigned)), ran.err
    assert (1, 1) == (text.count(AGREEMENT), text.count(SIGNED))
    assert PILOT not in pps("check", "--base", "HEAD", today=BEFORE).out


def test_a_site_that_agreed_before_signs_without_agreeing_again(unsigned: Path, pps: Run) -> None:
    pps(*AGREE, today=BEFORE)
    commit(unsigned)
    ran = pps(*AGREE, "--site", "PLATEAU-T1", *SAID, today=BEFORE)
    text = (unsigned / PILOT).read_text(encoding="utf-8")

    assert (0, 1, 1) == (ran.code, text.count(AGREEMENT), text.count(SIGNED)), ran.err


@pytest.mark.usefixtures("unsigned")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--set", "focus=true"),
            "needs concentration, interaction, perturbation_plan; pass --set 'concentration={from",
        ),
        (("--part", "operations", *SAID), "--set tells what one site assures; name the site with --site"),
        (("--site", "GOLDCREST-T2", *SAID), "GOLDCREST-T2 is no site of PILOT-2008-015"),
        (("--decision", "reject", *SAID), "a site that rejects a pilot assures nothing; leave out --set"),
    ],
)
def test_what_cannot_be_signed_is_refused_with_the_way_out(words: tuple[str, ...], said: str, pps: Run) -> None:
    ran = pps(*AGREE, *words, today=BEFORE)

    assert (2, True) == (ran.code, said in ran.err), ran.err


def test_nothing_is_signed_twice(pps: Run) -> None:
    ran = pps(*AGREE, "--site", "PLATEAU-T1", *SAID)

    assert (2, True) == (ran.code, "PLATEAU-T1 has signed its commitments already; leave out --set" in ran.err)


def test_the_way_out_that_is_named_for_a_start_leads_to_the_signature(unsigned: Path, pps: Run) -> None:
    pps(*AGREE, today=BEFORE)
    pps("pilot", "agree", "PILOT-2008-015", "--by", "coord-lena", today=BEFORE)
    commit(unsigned)
    ran = pps("pilot", "start", "PILOT-2008-015", "--by", "coord-lena", today="2008-06-02")

    assert 1 == ran.code
    assert "pps agree PILOT-2008-015 --site PLATEAU-T1 --set focus=true" in ran.out + ran.err
