"""What a feedback tells about itself: who speaks, and whether it is settled."""

from dataclasses import replace
from typing import Any

import pytest

from generator.registry import registry_at
from tests.policy.overlays import WORLD

FEEDBACK = registry_at(WORLD).feedback["FB-110"]
(ANSWER,) = FEEDBACK.followup


@pytest.mark.parametrize(
    ("vo", "site", "expected"),
    [("lumen", None, True), (None, None, True), ("lumen", "COLLINA-GRID", True), (None, "COLLINA-GRID", False)],
)
def test_a_site_that_speaks_alone_is_no_user(vo: str | None, site: str | None, *, expected: bool) -> None:
    assert expected is replace(FEEDBACK, vo=vo, site=site).is_user_feedback


def test_feedback_without_an_answer_is_not_settled() -> None:
    assert not replace(FEEDBACK, followup=()).is_settled


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("open",), False),
        (("acknowledged",), False),
        (("fixed",), True),
        (("wont-fix",), True),
        (("deferred",), True),
        (("closed",), True),
        (("closed", "open"), False),
        (("open", "closed"), True),
    ],
)
def test_the_last_answer_settles_feedback_or_leaves_it_open(words: tuple[Any, ...], *, expected: bool) -> None:
    answers = tuple(replace(ANSWER, status=word) for word in words)

    assert expected is replace(FEEDBACK, followup=answers).is_settled
