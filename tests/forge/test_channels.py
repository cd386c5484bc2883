"""`pps feedback channels` opens one locked issue for each preview and pilot that asks for feedback."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.forge.conftest import Run
from tests.forge.repositories import commit
from tests.forge.server import FakeGitHub, Fault

ASKING = ["Feedback on PATCH-1200", "Feedback on PILOT-2008-014", "Feedback on PILOT-2008-015"]


def titles(forge: FakeGitHub, state: str = "open") -> list[str]:
    """Answers the titles of the issues."""
    return [one["title"] for one in forge.issues.values() if one["state"] == state]


def test_previews_and_pilots_that_ask_for_feedback_have_a_channel(forge: FakeGitHub, pps: Run) -> None:
    ran = pps("feedback", "channels")

    assert (0, ASKING) == (ran.code, titles(forge)), ran.err


def test_a_channel_is_labelled_locked_and_leads_to_the_filled_form(forge: FakeGitHub, pps: Run) -> None:
    pps("feedback", "channels", "--site", "https://bulletin.example.org")
    issue = forge.issues[1]
    link = urlsplit(issue["body"].partition("](")[2].partition(")")[0])

    assert (["feedback-channel", "PATCH-1200"], True) == (forge.labels_of(1), issue["locked"])
    assert "/example/pps/issues/new" == link.path
    assert ("feedback.yml", "PATCH-1200") == tuple(parse_qs(link.query)[key][0] for key in ("template", "subject"))
    assert "https://bulletin.example.org/patches/PATCH-1200/" in issue["body"]


def test_a_second_run_opens_and_changes_nothing(forge: FakeGitHub, pps: Run) -> None:
    pps("feedback", "channels")
    written = len(forge.seen) - len(forge.asked("GET"))
    pps("feedback", "channels")

    assert written == len(forge.seen) - len(forge.asked("GET"))


def test_a_channel_whose_answer_was_lost_is_not_opened_twice(forge: FakeGitHub, pps: Run) -> None:
    forge.faults = [Fault(how="drop", acts=True, method="POST")]
    pps("feedback", "channels")

    assert ASKING == titles(forge)


def test_a_channel_that_somebody_closed_stays_closed(forge: FakeGitHub, pps: Run) -> None:
    pps("feedback", "channels")
    forge.issues[1]["state"] = "closed"
    pps("feedback", "channels")

    assert (ASKING[:1], ASKING[1:]) == (titles(forge, "closed"), titles(forge))


def test_a_channel_is_closed_when_the_preview_is(world: Path, forge: FakeGitHub, pps: Run) -> None:
    pps("feedback", "channels")
    patch = world / "data/patches/PATCH-1200.yaml"
    closing = "  - {type: preview-closed, date: 2008-06-20, by: coord-lena, role: pps-coordination}\n"
    patch.write_text(patch.read_text(encoding="utf-8") + closing, encoding="utf-8")
    commit(world, "The preview ends")
    pps("feedback", "channels", today="2008-06-20")
    still = titles(forge)
    pps("feedback", "channels", today="2008-06-21")

    assert (ASKING, ASKING[1:]) == (still, titles(forge))


def test_a_stranger_with_our_mark_does_not_stand_for_a_channel(forge: FakeGitHub, pps: Run) -> None:
    forge.add_issue("<!-- pps:channel/PATCH-1200 -->", title="Mine", author="stranger")
    pps("feedback", "channels")

    assert ["Mine", *ASKING] == titles(forge)


def test_channels_are_no_feedback(pps: Run) -> None:
    pps("feedback", "channels")
    ran = pps("feedback", "import")

    assert (0, "nothing new in the issues\n") == (ran.code, ran.err)


def test_a_preview_without_a_recorded_channel_is_told_with_the_command(world: Path, pps: Run) -> None:
    patch = world / "data/patches/PATCH-1200.yaml"
    lines = patch.read_text(encoding="utf-8").splitlines(keepends=True)
    patch.write_text("".join(one for one in lines if "feedback-channel-opened" not in one), encoding="utf-8")
    commit(world, "No channel")
    ran = pps("feedback", "channels")

    assert (
        "PATCH-1200 names no channel; record it with: pps promote PATCH-1200 feedback-channel-opened --set"
        " 'ref=https://github.com/example/pps/issues?q=label:PATCH-1200'\n"
    ) in ran.err


def test_a_dry_run_shows_what_would_be_opened(forge: FakeGitHub, pps: Run) -> None:
    ran = pps("feedback", "channels", "--dry-run")

    assert (ASKING, [], []) == (
        [line for line in ran.lines if line.startswith("Feedback on")],
        titles(forge),
        forge.asked("POST"),
    )


def test_demonstration_data_has_no_channels(world: Path, forge: FakeGitHub, pps: Run) -> None:
    vocabulary = world / "data/vocab.yaml"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "demonstration: 2008-06-20\n", encoding="utf-8")
    ran = pps("feedback", "channels")

    assert (2, []) == (ran.code, forge.seen)
