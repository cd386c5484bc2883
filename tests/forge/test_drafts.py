"""What is wrong with a filled form is told to its author, under the heading where it stands."""

from datetime import UTC, date, datetime

import pytest

from generator.forge.answers import Issue
from generator.forge.drafts import Draft, draft_of
from generator.forge.forms import filled_form
from generator.policy.rule import Facts
from generator.registry import registry_at
from tests.forge.issue_bodies import feedback, verification
from tests.forge.repositories import WORLD


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(registry=registry_at(WORLD), today=date(2008, 6, 20))


def draft(body: str, author: str, facts: Facts, day: int = 19) -> Draft:
    """Answers what an issue of that June asks for."""
    moment = datetime(2008, 6, day, 12, tzinfo=UTC)
    issue = Issue(
        number=300,
        title="Feedback",
        body=body,
        author=author,
        state="open",
        state_reason=None,
        labels=(),
        created_at=moment,
        updated_at=moment,
        url="https://github.com/example/pps/issues/300",
        is_locked=False,
        is_pull=False,
    )
    filled = filled_form(body)
    assert filled is not None
    return draft_of(issue, filled, facts)


@pytest.mark.parametrize(
    ("body", "author", "told"),
    [
        (feedback(subject="PATCH-9999"), "somebody", "PATCH-9999 is not known"),
        (feedback(subject="PATCH-1300"), "somebody", "PATCH-1300 was not open to feedback"),
        (feedback(vo="nobody"), "somebody", "nobody is not known"),
        (feedback(site="NOWHERE"), "somebody", "NOWHERE is not known"),
        (feedback(text="see \u202eevil"), "somebody", "RIGHT-TO-LEFT OVERRIDE at position 5"),
        (feedback(text="a\x00b"), "somebody", "NULL at position 2"),
        (feedback(text="x" * 4001), "somebody", "limit is 4000"),
        (feedback(text="see <img src=x>"), "somebody", "contains markup"),
        (feedback(text="write to a.person@example.org"), "somebody", "looks like an e-mail address"),
        (feedback(), "robot[bot]", "no GitHub login"),
        (feedback(text="Well.\n### How it did\n\nnegative"), "somebody", "the heading stands 2 times"),
        (verification(bug="BUG-1601", patch="PATCH-1600"), "user-timo", "BUG-1601 is under embargo"),
        (verification(bug="BUG-9"), "user-timo", "BUG-9 is not known"),
        (verification(patch="PATCH-1100"), "user-timo", "PATCH-1100 is no patch that fixes BUG-1401"),
        (verification(), "somebody", "somebody else reported BUG-1401"),
        (verification(bug="BUG-1301", patch="PATCH-1300"), "user-timo", "somebody else reported BUG-1301"),
    ],
)
def test_what_keeps_a_form_from_being_a_record_is_named(body: str, author: str, told: str, facts: Facts) -> None:
    found = draft(body, author, facts)

    assert (None, [True]) == (found.edit, [told in f"{one.said} {one.what}" for one in found.problems])


def test_ids_are_found_however_their_letters_are_written(facts: Facts) -> None:
    found = draft(feedback(subject="patch-1200", vo="Lumen", site="silverfir-t2"), "somebody", facts)

    assert (True, ()) == (found.edit is not None, found.problems)


def test_feedback_on_a_minor_pilot_is_taken_though_nobody_asked(facts: Facts) -> None:
    assert draft(feedback(subject="PILOT-2008-013"), "somebody", facts).edit is not None


@pytest.mark.parametrize(("day", "is_early"), [(17, True), (18, False)])
def test_feedback_counts_from_the_day_on_which_the_channel_opened(day: int, facts: Facts, *, is_early: bool) -> None:
    found = draft(feedback(), "somebody", facts, day)

    assert is_early == ("was not open to feedback before 2008-06-18" in "".join(one.what for one in found.problems))


def test_what_speaks_for_nobody_has_nothing_to_confirm(facts: Facts) -> None:
    assert "" == draft(feedback(vo="", site=""), "somebody", facts).to_confirm
