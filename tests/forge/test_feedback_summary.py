"""`pps feedback summarise` drafts what release notes say of feedback, and leaves the words to whoever goes over it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.bulletin.summaries import summary_draft
from generator.records.feedback import Feedback
from generator.registry import registry_at
from tests.forge.conftest import Run
from tests.forge.issue_bodies import feedback
from tests.forge.repositories import WORLD, commit, git
from tests.forge.server import FakeGitHub


def voice(text: str, *, vo: str | None = None, site: str | None = None, blocking: bool = False) -> Feedback:
    """Answers one feedback."""
    known = registry_at(WORLD).feedback["FB-110"]
    return replace(
        known, author="somebody", vo=vo, site=site, verdict="negative", blocking=blocking, text=text, followup=()
    )


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (voice("It hangs. Always.", vo="lumen"), "VO lumen (negative): It hangs."),
        (voice("It hangs\nnow and then", site="COLLINA-GRID"), "Site COLLINA-GRID (negative): It hangs now and then."),
        (voice("Why? I do not know.", blocking=True), "User somebody (negative, blocking): Why?"),
        (voice("Version 3.1.2 fails!"), "User somebody (negative): Version 3.1.2 fails!"),
        (voice("x" * 201), f"User somebody (negative): {'x' * 199}…"),
        (voice("x" * 199), f"User somebody (negative): {'x' * 199}."),
    ],
)
def test_a_voice_is_told_with_its_verdict_and_first_sentence(one: Feedback, told: str) -> None:
    assert told == summary_draft((one,))


def test_what_was_taken_in_is_summed_up_in_the_release_notes(world: Path, forge: FakeGitHub, pps: Run) -> None:
    forge.add_issue(feedback(), number=300)
    forge.add_issue(feedback(vo="", verdict="negative", text="One job hung.\nNo more."), number=301)
    pps("feedback", "import")
    commit(world, "Feedback")
    ran = pps("feedback", "summarise", "PATCH-1200", "--by", "rel-jana")
    notes = yaml.safe_load((world / "data/patches/PATCH-1200.yaml").read_text(encoding="utf-8"))["release_notes"]

    assert 0 == ran.code, ran.out + ran.err
    assert {
        "text": "VO lumen (positive): 2000 jobs went through, none was lost. "
        "Site SILVERFIR-T2 (negative): One job hung.",
        "covers": ["FB-300", "FB-301"],
        "by": "rel-jana",
        "date": date(2008, 6, 20),
    } == notes["feedback_summary"]
    assert "2000 jobs went through" in pps("notes", "PATCH-1200").out


def test_silence_needs_no_summary(world: Path, pps: Run) -> None:
    ran = pps("feedback", "summarise", "PATCH-1200", "--by", "rel-jana")

    assert (2, True, "") == (ran.code, "say so by themselves" in ran.err, git(world, "status", "--porcelain"))


def test_a_summary_that_stands_is_not_overwritten(pps: Run) -> None:
    ran = pps("feedback", "summarise", "PATCH-1100", "--by", "rel-jana")

    assert (2, True) == (ran.code, "the summary of PATCH-1100 covers all feedback that came in time" in ran.err)


def test_a_summary_that_lacks_a_voice_is_told_with_the_words_to_add(world: Path, pps: Run) -> None:
    known = (world / "data/feedback/FB-110.yaml").read_text(encoding="utf-8")
    late = known.replace("issues/110", "issues/111").replace("Directories of 40000 files", "All")
    (world / "data/feedback/FB-111.yaml").write_text(late, encoding="utf-8")
    ran = pps("feedback", "summarise", "PATCH-1100", "--by", "rel-jana")

    assert (2, True) == (ran.code, "write covers: [FB-110, FB-111]" in ran.err)
    assert "“VO lumen (positive): All are listed to the end at COLLINA-GRID.”" in ran.err
