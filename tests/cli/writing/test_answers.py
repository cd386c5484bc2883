"""What somebody answers on a terminal is checked at once, and never lost."""

from pathlib import Path

from tests.cli.writing.conftest import settings
from tests.cli.writing.terminals import pps_on_a_terminal

SCENARIO = ("--today", "2008-06-20", "new", "scenario", "SCN-new", "--by", "ops-hugo")
KNOWN = settings("title=Small farm", "os=sl4", "arch=x86_64", "platform=sl4-x86_64", "production_like=true")


def test_a_word_outside_of_its_list_is_asked_for_again(world: Path) -> None:
    ran = pps_on_a_terminal(world, (*SCENARIO, *KNOWN), ("UI WN", "glite-UI, glite-WN"))

    assert 0 == ran.code
    assert ", several with commas between them: " in ran.out
    assert "'UI WN' is none of " in ran.out
    assert "significant_for: [glite-UI, glite-WN]\n" in (world / "data/scenarios/SCN-new.yaml").read_text("utf-8")


def test_answers_can_be_given_again_as_options(world: Path) -> None:
    ran = pps_on_a_terminal(world, (*SCENARIO, *KNOWN), ("glite-UI",))

    assert "the same answers for another time: --set significant_for=glite-UI" in ran.out
