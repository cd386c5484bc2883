"""The JSON API: what it holds, that it agrees with itself, and what it keeps to itself."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.bulletin.notices_due import notices_due
from generator.edition import Edition
from generator.feeds.envelope import edition_digest
from generator.feeds.every import every_document
from generator.history.repository import Commit
from generator.reports.explanation import as_value, explanation
from tests.bulletin.small_world import Change
from tests.bulletin.small_world import edition as small_edition

SECRET = "hole in the mapping of accounts"  # noqa: S105 - a title that is not to be published
DISCLOSED = (
    Change("bugs/BUG-1601.yaml", "title: embargoed", f'title: "{SECRET}"'),
    Change("patches/PATCH-1600.yaml", "BUG-1601: embargoed", f'BUG-1601: "{SECRET}"'),
)


def small(*changes: Change) -> dict[str, Any]:
    documents = every_document(small_edition(*changes))
    return {one.address: json.loads(one.content)["data"] for one in documents if one.address.startswith("api/v1/")}


def test_every_file_tells_its_edition(edition: Edition, documents: Mapping[str, bytes]) -> None:
    found = {name: json.loads(text) for name, text in documents.items() if name.startswith("api/v1/")}
    expected = {(1, edition.today.isoformat(), True)}

    assert {
        (one["api"], one["edition"]["today"], one["edition"]["demonstration"]) for one in found.values()
    } == expected


def test_keys_are_sorted_and_text_is_utf_8(documents: Mapping[str, bytes]) -> None:
    for name, text in documents.items():
        if name.startswith("api/v1/"):
            again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

            assert text.decode() == f"{again}\n"


def test_the_index_leads_to_every_file(documents: Mapping[str, bytes]) -> None:
    index = json.loads(documents["api/v1/index.json"])["data"]
    folders = {name.split("/")[2] for name in documents if name.startswith("api/v1/") and name.count("/") > 2}
    lists = {name.split("/")[2] for name in documents if name.startswith("api/v1/") and name.count("/") == 2}

    assert {f"{name}.json" for name in (*index["files"], "index")} == lists
    assert set(index["records"]) == folders


def test_files_and_schemas_that_are_named_are_there(documents: Mapping[str, bytes]) -> None:
    index = json.loads(documents["api/v1/index.json"])["data"]
    named = [place["schema"] for part in ("files", "records") for place in index[part].values()]
    for name in ("patches", "pilots", "sites", "vos", "rocs", "installations", "feedback"):
        named += [one["file"] for one in json.loads(documents[f"api/v1/{name}.json"])["data"]]

    assert [address for address in named if address.removeprefix("/") not in documents] == []


def test_a_patch_tells_the_same_as_its_explanation() -> None:
    found = small()["api/v1/patches/PATCH-1400.json"]
    expected = as_value(explanation(small_edition(), "PATCH-1400"))

    assert {name: found[name] for name in expected} == expected
    assert found["tags"] == ["VO-ops-PPS-glite-FTS-2.1.4-2"]
    assert found["record"]["fixes"] == ["BUG-1401"]


def test_the_list_agrees_with_the_files() -> None:
    found = small()
    for name in ("patches", "pilots"):
        for short in found[f"api/v1/{name}.json"]:
            full = found[short["file"].removeprefix("/")]
            shared = ("class", "state", "since", "forecast")

            assert {key: short[key] for key in shared} == {key: full[key] for key in shared}


def test_the_due_days_of_a_pilot_are_told() -> None:
    expected = {"setup": None, "week_complete": "2008-06-23", "feedback": None, "post_mortem": None}

    assert small()["api/v1/pilots/PILOT-2008-013.json"]["due"] == expected


def test_a_site_tells_the_versions_that_have_reached_it() -> None:
    found = small()["api/v1/sites/GOLDCREST-T2.json"]

    assert [one["patch"] for one in found["versions"]] == ["PATCH-1300", "PATCH-1400"]
    assert found["tier"] == "gold"


def test_feedback_tells_whether_it_came_in_time() -> None:
    found = small()["api/v1/feedback/FB-110.json"]

    assert (found["timing"], found["status"], found["is_settled"]) == ("in time", "closed", True)


def test_a_bug_under_embargo_shows_that_word_and_nothing_else() -> None:
    edition = small_edition(*DISCLOSED)
    leaks = [one.address for one in every_document(edition) if SECRET.encode() in one.content]

    assert leaks == []
    assert small(*DISCLOSED)["api/v1/patches/PATCH-1600.json"]["record"]["release_notes"]["changes"] == {
        "BUG-1601": "embargoed"
    }


def test_what_has_to_be_sent_is_told_as_on_the_page(edition: Edition, documents: Mapping[str, bytes]) -> None:
    told = json.loads(documents["api/v1/notifications.json"])["data"]["due"]

    assert [(one.subject, one.message) for one in notices_due(edition.facts)] == [
        (one["subject"], one["message"]) for one in told
    ]
    assert any(one["rule"] for one in told)
    assert any(one["date"] for one in told)


def test_what_was_sent_is_told_newest_first() -> None:
    sent = [one["record"]["sent_on"] for one in small()["api/v1/notifications.json"]["sent"]]

    assert sent == sorted(sent, reverse=True)


def test_every_rule_is_listed_with_its_page() -> None:
    rules = {one["id"]: one for one in small()["api/v1/rules.json"]}

    assert rules["PPS408"]["name"] == "minor-pilot-runs-one-week"
    assert rules["PPS408"]["link"] == "/policy/rules/PPS408/"


def test_findings_are_those_of_the_check(edition: Edition, documents: Mapping[str, bytes]) -> None:
    found = json.loads(documents["api/v1/findings.json"])["data"]["findings"]

    assert [(one["rule"], one["path"], one["line"]) for one in found] == [
        (one.rule, one.location.path, one.location.line) for one in edition.findings
    ]


def test_the_same_edition_has_the_same_bytes() -> None:
    assert list(every_document(small_edition())) == list(every_document(small_edition()))


def test_the_digest_of_the_index_changes_with_any_file_the_day_and_the_commit() -> None:
    world = small_edition()
    remark = Change("bugs/BUG-1601.yaml", "title: embargoed", "# a remark\ntitle: embargoed")
    shut = replace(world, facts=replace(world.facts, codeowners="* @nobody"))
    committed = replace(world, commit=Commit(id="0" * 40, is_clean=True))
    edited = replace(world, commit=Commit(id="0" * 40, is_clean=False))
    later = small_edition(today=date(2008, 6, 21))
    others = (small_edition(remark), shut, committed, edited, later)

    assert len({edition_digest(one) for one in (world, *others)}) == 1 + len(others)
    assert edition_digest(world) == edition_digest(small_edition())
