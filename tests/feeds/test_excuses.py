"""The excuses of the API are what `pps explain` tells."""

import json

from generator.feeds.excuses import excuses
from generator.policy.decision import decide
from generator.reports.explanation import as_value, explanation
from tests.bulletin.small_world import edition


def test_everything_that_is_open_stands_in_the_list() -> None:
    shown = edition()
    told = {one.address: json.loads(one.content) for one in excuses(shown)}
    listed = [one["subject"] for one in told["api/v1/excuses.json"]["data"]]

    assert list(decide(shown.facts)) == listed


def test_the_file_of_a_subject_tells_what_explain_tells() -> None:
    shown = edition()
    told = {one.address: json.loads(one.content) for one in excuses(shown)}

    assert as_value(explanation(shown, "PILOT-2008-013")) == told["api/v1/excuses/PILOT-2008-013.json"]["data"]


def test_an_ended_subject_keeps_its_file() -> None:
    told = {one.address: json.loads(one.content) for one in excuses(edition())}

    assert [] == told["api/v1/excuses/PATCH-1100.json"]["data"]["next"]
