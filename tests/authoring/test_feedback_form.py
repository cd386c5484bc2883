"""The issue form for feedback has the ids that pages fill in, and asks for what a record needs."""

from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qs

import pytest
import yaml

from generator.pages.feedback_lines import feedback_form
from generator.records.feedback import Feedback
from generator.records.schema import shape_of, unwrapped


@pytest.fixture
def fields(checkout: Path) -> dict[str, Any]:
    """Answers the fields of the form by their ids."""
    form = yaml.safe_load((checkout / ".github/ISSUE_TEMPLATE/feedback.yml").read_text(encoding="utf-8"))
    return {field["id"]: field for field in form["body"] if "id" in field}


def test_the_form_has_its_six_fields(fields: dict[str, Any]) -> None:
    assert ["subject", "vo", "site", "verdict", "blocking", "text"] == list(fields)


def test_pages_fill_in_fields_that_exist(fields: dict[str, Any]) -> None:
    filled = parse_qs(feedback_form("PATCH-1793", vo="astra", site="BOREAS-T2")).keys() - {"template", "title"}

    assert filled == filled & fields.keys()


def test_what_a_record_needs_is_required(fields: dict[str, Any]) -> None:
    asked = {name for name, field in fields.items() if field.get("validations", {}).get("required")}

    assert asked == shape_of(Feedback).required & fields.keys()


def test_the_verdicts_are_those_of_the_record(fields: dict[str, Any]) -> None:
    verdicts, _ = unwrapped(shape_of(Feedback).by_key["verdict"].annotation)

    assert list(get_args(verdicts)) == fields["verdict"]["attributes"]["options"]
