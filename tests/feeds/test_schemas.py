"""Published schemas: valid themselves, true of every record and file, and false of what is wrong."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT7

from generator.cli.program import program
from generator.edition import Edition
from generator.feeds.api import LISTS, RECORDS
from generator.feeds.api_schemas import DATA
from generator.feeds.home import Home
from generator.feeds.record_schemas import NAMES, record_schema
from generator.feeds.schemas import schemas
from generator.records.structure import plain
from tests.bulletin.small_world import edition as small_edition


@cache
def published(url: str = "") -> Mapping[str, Any]:
    return {one.address: json.loads(one.content) for one in schemas(Home(url=url))}


@cache
def validator(address: str, url: str = "") -> Draft7Validator:
    found = published(url)
    known = Registry().with_resources((one["$id"], DRAFT7.create_resource(one)) for one in found.values())
    return Draft7Validator(found[address], registry=known, format_checker=FormatChecker())


def wrong(value: Any, address: str, url: str = "") -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(address, url).iter_errors(value)]


def stored(kind: str, identity: str) -> Any:
    return json.loads(json.dumps(plain(small_edition().registry.by_kind[kind][identity])))


@pytest.mark.parametrize("url", ["", "https://bulletin.example.org/pps/"])
def test_every_schema_is_one(url: str) -> None:
    for schema in published(url).values():
        Draft7Validator.check_schema(schema)


def test_a_schema_stands_where_its_id_says() -> None:
    found = published("https://bulletin.example.org/pps/")

    assert [f"https://bulletin.example.org/pps/{address}" for address in found] == [
        one["$id"] for one in found.values()
    ]


def test_every_file_of_the_interface_has_a_schema() -> None:
    assert {*LISTS, "index", "map", "excuses", "excuses/ID", *(f"{name}/ID" for name in RECORDS)} == set(DATA)


def test_every_record_fits_its_schema(edition: Edition) -> None:
    found = {
        record.path: wrong(json.loads(json.dumps(plain(record))), f"schemas/v1/records/{record.folder or 'vocab'}.json")
        for record in edition.registry.records
    }

    assert {path: errors for path, errors in found.items() if errors} == {}


def test_every_file_of_the_interface_fits_its_schema(documents: Mapping[str, bytes]) -> None:
    found = {}
    for address, text in documents.items():
        name = address.removeprefix("api/v1/").removesuffix(".json")
        if name != address and address.startswith("api/v1/"):
            schema = f"{name.partition('/')[0]}/ID" if "/" in name else name
            url = "https://bulletin.example.org/pps/"
            found[address] = wrong(json.loads(text), f"schemas/v1/api/{schema}.json", url)

    assert {address: errors for address, errors in found.items() if errors} == {}


@pytest.mark.parametrize(
    ("kind", "identity", "change"),
    [
        ("patches", "PATCH-1600", {"component": "both"}),
        ("patches", "PATCH-1600", {"component": "client"}),
        ("patches", "PATCH-1600", {"version": "5 10"}),
        ("patches", "PATCH-1600", {"version": 5.1}),
        ("patches", "PATCH-1600", {"use_case": "bc-client"}),
        ("patches", "PATCH-1600", {"fixes": ["1601"]}),
        ("patches", "PATCH-1600", {"title": "two\nlines"}),
        ("patches", "PATCH-1600", {"title": ""}),
        ("patches", "PATCH-1600", {"events": [{"type": "unheard-of", "date": "2008-06-16", "by": "x", "role": "emt"}]}),
        ("patches", "PATCH-1600", {"events": [{"type": "registered", "date": "16 June", "by": "ann", "role": "emt"}]}),
        (
            "patches",
            "PATCH-1600",
            {"events": [{"type": "registered", "date": "2008-02-31", "by": "ann", "role": "emt"}]},
        ),
        (
            "patches",
            "PATCH-1600",
            {"events": [{"type": "registered", "date": "2008-06-16", "by": "ann", "role": "site-manager"}]},
        ),
        (
            "patches",
            "PATCH-1600",
            {"events": [{"type": "registered", "date": "2008-06-16", "by": "ann", "role": "emt", "scope": "X"}]},
        ),
        ("sites", "GOLDCREST-T2", {"location": {"lat": 91, "lon": 0, "city": "x", "country": "NO"}}),
        ("sites", "GOLDCREST-T2", {"location": {"lat": 0, "lon": 0, "city": "x", "country": "Norway"}}),
        ("sites", "GOLDCREST-T2", {"ces": ["not a host"]}),
        ("sites", "GOLDCREST-T2", {"ces": "ce01.example.org"}),
        ("sites", "GOLDCREST-T2", {"name": "x" * 121}),
        ("feedback", "FB-110", {"blocking": "no"}),
        ("feedback", "FB-110", {"issue_url": "http://example.org/"}),
        ("feedback", "FB-110", {"issue_url": "javascript:alert(1)"}),
        ("feedback", "FB-110", {"author": "two words"}),
        ("feedback", "FB-110", {"text": "x" * 4001}),
        ("bugs", "BUG-1601", {"originator": "Nobody"}),
        ("notifications", "NTF-2008-0011", {"to": {"vos": "some"}}),
        ("policy", "POLICY-1.0", {"modes": {"408": "warn"}}),
        ("vos", "lumen", {"discipline": None}),
    ],
)
def test_a_wrong_value_does_not_fit(kind: str, identity: str, change: dict[str, Any]) -> None:
    assert wrong(stored(kind, identity), f"schemas/v1/records/{kind}.json") == []
    assert wrong({**stored(kind, identity), **change}, f"schemas/v1/records/{kind}.json") != []


@pytest.mark.parametrize("kind", [name for name in NAMES if name != "vocab"])
def test_a_record_without_a_required_field_does_not_fit(kind: str) -> None:
    identity = next(iter(small_edition().registry.by_kind[kind]))
    record = stored(kind, identity)
    for name in record_schema(kind)["required"]:
        less = {key: value for key, value in record.items() if key != name}

        assert wrong(less, f"schemas/v1/records/{kind}.json") != []


def test_fields_say_what_they_mean() -> None:
    assert record_schema("bugs")["properties"]["title"]["description"] == "exactly `embargoed` while embargoed (PPS609)"


def test_the_program_prints_the_schema_that_is_published() -> None:
    printed = CliRunner().invoke(program, ["schema", "patches"])

    assert (printed.exit_code, json.loads(printed.output)) == (0, published()["schemas/v1/records/patches.json"])


def test_the_program_prints_all_schemas_by_kind() -> None:
    assert list(json.loads(CliRunner().invoke(program, ["schema"]).output)) == list(NAMES)


def test_the_program_names_the_kinds_when_it_knows_none_of_that_name() -> None:
    printed = CliRunner().invoke(program, ["schema", "patch"])

    assert printed.exit_code == 2
    assert "'patches'" in printed.output
