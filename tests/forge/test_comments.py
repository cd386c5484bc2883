"""Messages as comments: on the issue of their subject, once, whatever breaks off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator.bulletin.messages import Message
from generator.forge.channels import LABEL
from generator.forge.comments import Board
from generator.forge.deliveries import Channel, State
from generator.forge.ledger import Ledger, open_ledger
from generator.forge.planning import Plan, planned
from generator.forge.sending import Round, as_comment
from tests.bulletin.small_world import Change, facts
from tests.forge.server import FakeGitHub, Fault

NOON = datetime(2008, 6, 20, 12, tzinfo=UTC)
MESSAGE = Message(
    kind="personal",
    about="PATCH-1200",
    event="preview-opened",
    number=6,
    cause="PATCH-1200/6",
    day=date(2008, 6, 18),
    to=("person:user-timo", "vo:lumen"),
    title="",
    sections=(),
)
PLAN = planned(MESSAGE, Channel.GITHUB, (), facts())
CHANNEL = "issues?q=label:PATCH-1200"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "deliveries.jsonl", lambda: NOON) as opened:
        yield opened


def board(forge: FakeGitHub, *changes: Change) -> Board:
    return Board(github=forge.github(), facts=facts(*changes))


def channel(forge: FakeGitHub) -> int:
    """Opens the issue of PATCH-1200, after one of a stranger with the same labels and another of ours."""
    forge.add_issue("mine", labels=(LABEL, "PATCH-1200"))
    forge.add_issue("a duty", author=forge.login, labels=("PATCH-1200",))
    return forge.add_issue("the channel", author=forge.login, labels=(LABEL, "PATCH-1200"))


def bodies(forge: FakeGitHub, issue: int) -> list[str]:
    return [one["body"] for one in forge.comments.get(issue, [])]


def tell(forge: FakeGitHub, ledger: Ledger, plan: Plan = PLAN, again: frozenset[str] = frozenset()) -> set[State]:
    as_comment(plan, "Please verify.", Round(ledger=ledger, again=again), board(forge))
    return {ledger.state_of(one) for one in plan.deliveries}


def test_a_message_is_one_comment_that_mentions_its_readers(forge: FakeGitHub, ledger: Ledger) -> None:
    issue = channel(forge)

    assert {State.SENT} == tell(forge, ledger)
    (body,) = bodies(forge, issue)
    assert "For @user-timo, @vo-mira.\n\nPlease verify." in body
    assert [] == [one.key for one in PLAN.deliveries if f"<!-- pps:{one.key} -->\n" not in body]


def test_a_text_that_github_would_refuse_is_cut_at_a_line(forge: FakeGitHub, ledger: Ledger) -> None:
    issue = channel(forge)
    as_comment(PLAN, "a line of a table\n" * 4000, Round(ledger=ledger), board(forge))
    (body,) = bodies(forge, issue)

    assert 50_000 < len(body) < 65_536
    assert body.endswith("a line of a table\n\nThere is more; the page of the subject tells all of it.\n")


def test_a_second_run_writes_nothing(forge: FakeGitHub, ledger: Ledger) -> None:
    issue = channel(forge)
    tell(forge, ledger)
    tell(forge, ledger)

    assert 1 == len(bodies(forge, issue))


def test_the_marks_on_the_issue_hold_where_the_ledger_is_lost(
    forge: FakeGitHub, ledger: Ledger, tmp_path: Path
) -> None:
    issue = channel(forge)
    tell(forge, ledger)
    with open_ledger(tmp_path / "new.jsonl", lambda: NOON) as other:
        assert {State.SENT} == tell(forge, other)

    assert 1 == len(bodies(forge, issue))


def test_the_mark_of_a_stranger_holds_nothing_back(forge: FakeGitHub, ledger: Ledger) -> None:
    issue = channel(forge)
    forge.add_comment(issue, "".join(f"<!-- pps:{one.key} -->\n" for one in PLAN.deliveries))

    assert {State.SENT} == tell(forge, ledger)
    assert 2 == len(bodies(forge, issue))


def test_who_is_added_later_gets_a_comment_of_his_own(forge: FakeGitHub, ledger: Ledger) -> None:
    issue = channel(forge)
    tell(forge, ledger, replace(PLAN, deliveries=PLAN.deliveries[:1]))
    tell(forge, ledger)

    assert ["For @user-timo.", "For @vo-mira."] == [body.splitlines()[1] for body in bodies(forge, issue)]


def test_an_answer_that_is_lost_is_looked_for(forge: FakeGitHub, ledger: Ledger) -> None:
    issue = channel(forge)
    forge.faults.append(Fault(how="drop", method="POST", acts=True))

    assert {State.SENT} == tell(forge, ledger)
    assert 1 == len(bodies(forge, issue))


def test_what_may_have_arrived_is_written_again_only_on_request(forge: FakeGitHub, ledger: Ledger) -> None:
    issue = channel(forge)
    forge.faults.append(Fault(how="drop", method="POST"))

    assert {State.UNCERTAIN} == tell(forge, ledger) == tell(forge, ledger)
    assert [] == bodies(forge, issue)
    assert {State.SENT} == tell(forge, ledger, again=frozenset(one.key for one in PLAN.deliveries))


def test_a_comment_that_github_refuses_is_tried_by_the_next_run(forge: FakeGitHub, ledger: Ledger) -> None:
    channel(forge)
    forge.faults.append(Fault(status=403, message="locked", method="POST"))

    assert {State.DEFERRED} == tell(forge, ledger)
    assert {State.SENT} == tell(forge, ledger)


def test_a_question_that_github_does_not_answer_puts_the_message_off(forge: FakeGitHub, ledger: Ledger) -> None:
    channel(forge)
    forge.faults.append(Fault(status=401, message="Bad credentials", method="GET"))

    assert {State.DEFERRED} == tell(forge, ledger)
    assert "the token is not accepted" in next(iter(ledger.entries.values())).reason


def test_a_subject_without_an_issue_waits_until_its_channel_is_open(forge: FakeGitHub, ledger: Ledger) -> None:
    assert {State.DEFERRED} == tell(forge, ledger)
    channel(forge)
    assert {State.SENT} == tell(forge, ledger)


def test_the_record_names_the_issue(forge: FakeGitHub) -> None:
    named = Change("patches/PATCH-1200.yaml", f"example/bulletin/{CHANNEL}", "example/pps/issues/7")
    foreign = Change("patches/PATCH-1200.yaml", f"example/bulletin/{CHANNEL}", "elsewhere/pps/issues/7")

    assert (7, None) == (board(forge, named).issue_of("PATCH-1200"), board(forge, foreign).issue_of("PATCH-1200"))
