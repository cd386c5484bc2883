"""A form is read from its headings, each of which stands exactly once; what is smuggled in is refused."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.forge.forms import FEEDBACK, FORMS, VERIFICATION, Form, filled_form
from tests.forge.issue_bodies import feedback, verification


def problems_of(body: str) -> list[tuple[str, str]]:
    """Answers what is wrong with a body, and under which heading."""
    filled = filled_form(body)
    assert filled is not None
    return [(one.heading, f"{one.said} {one.what}".strip()) for one in filled.problems]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_import_reads_the_fields_of_the_form_that_people_see(form: Form, checkout: Path) -> None:
    written = yaml.safe_load((checkout / ".github/ISSUE_TEMPLATE" / form.template).read_text(encoding="utf-8"))
    fields: list[dict[str, Any]] = [one for one in written["body"] if "id" in one]
    options = {one["id"]: tuple(one["attributes"]["options"]) for one in fields if one["type"] == "dropdown"}
    required = {one["id"] for one in fields if one.get("validations", {}).get("required")}

    assert dict(form.headings) == {one["id"]: one["attributes"]["label"] for one in fields}
    assert (dict(form.choices), set(form.required)) == (options, required)
    assert [form.name] == written["labels"]


def test_the_answers_stand_under_their_headings() -> None:
    filled = filled_form(feedback(vo="", text="First line\n\n- a list\n#5 is no heading"))

    assert filled is not None
    assert ("PATCH-1200", "", "First line\n\n- a list\n#5 is no heading", ()) == (
        filled.answers["subject"],
        filled.answers["vo"],
        filled.answers["text"],
        filled.problems,
    )


def test_a_verification_is_told_from_a_feedback() -> None:
    filled = filled_form(verification())

    assert filled is not None
    assert (VERIFICATION, ()) == (filled.form, filled.problems)


def test_lines_may_end_as_a_browser_ends_them() -> None:
    assert [] == problems_of(feedback(text="one\ntwo").replace("\n", "\r\n"))


def test_what_no_reader_sees_is_written_as_records_write_it() -> None:
    filled = filled_form(feedback(text="a\tb, cafe\u0301 ☀\ufe0f"))

    assert filled is not None
    assert "a    b, café ☀" == filled.answers["text"]


@pytest.mark.parametrize("text", ["", "It works.", "### Steps\n\nnone", "### How it did\n\npositive"])
def test_an_issue_without_a_form_is_none(text: str) -> None:
    assert filled_form(text) is None


def test_a_label_tells_that_a_form_was_there() -> None:
    filled = filled_form("I took all of it away.", ("feedback",))

    assert filled is not None
    assert FEEDBACK.headings.keys() == {field for field in FEEDBACK.headings if len(filled.problems) == 6}


@pytest.mark.parametrize(
    "smuggled",
    [
        "### How it did\n\npositive",
        "###  How it did  \n\npositive",
        "# how it did\n\npositive",
        "   ### How it did ###\n\npositive",
        "```\n### How it did\n```",
    ],
)
def test_a_heading_smuggled_into_an_answer_is_refused(smuggled: str) -> None:
    body = feedback(verdict="negative", text=f"It failed.\n\n{smuggled}")

    assert [("How it did", "the heading stands 2 times")] == problems_of(body)


def test_a_heading_smuggled_into_an_early_answer_is_refused() -> None:
    body = feedback(site="SILVERFIR-T2\n\n### How it did\n\npositive", verdict="negative")

    assert ("How it did", "the heading stands 2 times") in problems_of(body)


def test_a_missing_a_changed_and_a_moved_heading_are_named() -> None:
    missing = feedback().replace("### VO for which you speak", "VO")
    changed = feedback().replace("### How it did", "## How it did")
    moved = verification().replace("Bug or request that you reported", "X").replace("How you tried it", "Y")
    moved = moved.replace("X", "How you tried it").replace("Y", "Bug or request that you reported")
    early = f"Dear all\n\n{feedback()}"

    assert [("VO for which you speak", "the heading is missing")] == problems_of(missing)
    assert [("How it did", "the heading was changed")] == problems_of(changed)
    assert [("All fields", "the headings changed their order")] == problems_of(moved)
    assert [("All fields", "text stands before the first heading")] == problems_of(early)


def test_an_answer_outside_its_list_and_an_empty_one_are_named() -> None:
    assert [
        ("How it did", "superb is none of the answers"),
        ("What you did and what you saw", "nothing is filled in"),
    ] == problems_of(feedback(verdict="superb", text=""))


def test_none_is_no_choice_but_a_word_elsewhere() -> None:
    assert [("How it did", "nothing is filled in")] == problems_of(feedback(verdict="None", text="None"))


def test_a_link_fills_fields_that_the_form_has() -> None:
    query = parse_qs(FEEDBACK.query("Feedback on PATCH-1200", subject="PATCH-1200", vo=None))

    assert {"template": ["feedback.yml"], "title": ["Feedback on PATCH-1200"], "subject": ["PATCH-1200"]} == query
    with pytest.raises(ValueError, match="has no field colour"):
        FEEDBACK.query("Feedback", colour="red")


@settings(max_examples=200)
@given(st.lists(st.one_of(st.sampled_from([*FEEDBACK.headings.values()]).map(lambda one: f"### {one}"), st.text())))
def test_whatever_the_body_is_it_is_read_or_named(parts: list[str]) -> None:
    filled = filled_form("\n".join(parts))

    assert filled is None or bool(filled.problems) == (not filled.answers) or bool(filled.answers)


@settings(max_examples=200)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_forges_another_answer(text: str) -> None:
    filled = filled_form(feedback(verdict="negative", blocking="yes", text=text))

    assert filled is not None
    assert filled.problems or ("negative", "yes") == (filled.answers["verdict"], filled.answers["blocking"])
