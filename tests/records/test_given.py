"""Values from outside a file are read as their field reads them, whatever YAML would make of the words."""

from datetime import date
from typing import Any

import pytest

from generator.records.decisions import Release
from generator.records.given import GivenError, example_of, typed, words_of
from generator.records.notifications import Notification, Recipients
from generator.records.patch_events import Accepted, EffortValidated, InstallTest, Reclassified, Released, RolledBack
from generator.records.people import Person
from generator.records.pilot_events import KickoffHeld, Prolonged
from generator.records.schema import Field, shape_of
from generator.records.structure import Structure
from generator.records.vocabulary import VocabularyRecord
from generator.registry import registry_at
from tests.records.world_files import WORLD


def field(structure: type[Structure], key: str) -> Field:
    """Answers a field of a structure."""
    return shape_of(structure).by_key[key]


@pytest.mark.parametrize(
    ("structure", "key", "text", "value"),
    [
        (RolledBack, "restored_version", "5.10", "5.10"),
        (RolledBack, "reason", "no", "no"),
        (RolledBack, "reason", "[sic] {x}", "[sic] {x}"),
        (Prolonged, "until", "2008-06-20", date(2008, 6, 20)),
        (EffortValidated, "man_days", "1.5", 1.5),
        (KickoffHeld, "setup_days", "7", 7),
        (Accepted, "platforms", "sl4-i386, sl4-x86_64", ("sl4-i386", "sl4-x86_64")),
        (Accepted, "platforms", "[sl4-i386]", ("sl4-i386",)),
        (Accepted, "platforms", "", ()),
        (Recipients, "vos", "all", "all"),
        (Recipients, "vos", "nova, lumen", ("nova", "lumen")),
        (Recipients, "vos", "[nova]", ("nova",)),
    ],
)
def test_a_value_is_read_by_its_declared_type(structure: type[Structure], key: str, text: str, value: Any) -> None:
    assert value == typed(field(structure, key), text)


def test_a_mapping_may_depend_on_the_record_that_it_is_for() -> None:
    old = "{attributes: {compatible_with_old_servers: true, environment_intervention: false, config: CONFIG}}"
    text = old.replace("CONFIG", "{added: [], changed: [], removed: []}")
    was = typed(field(Reclassified, "was"), text, {"component": "client"})

    assert was.attributes.compatible_with_old_servers


@pytest.mark.parametrize(
    ("structure", "key", "text", "said"),
    [
        (Prolonged, "until", "2008-02-31", "until is no calendar day ('2008-02-31'); write it like 2008-06-20"),
        (KickoffHeld, "setup_days", "-1", "setup_days is no whole number ('-1'); write it like 7"),
        (InstallTest, "result", "good", "result is 'good'; choose passed | failed"),
        (Reclassified, "was", "{fixes: [", "was cannot be read"),
        (Reclassified, "was", "old", "was is no mapping"),
        (Reclassified, "was", "{fixed: [BUG-1]}", "did you mean 'fixes'?"),
    ],
)
def test_a_value_that_does_not_fit_says_what_would(structure: type[Structure], key: str, text: str, said: str) -> None:
    with pytest.raises(GivenError) as refused:
        typed(field(structure, key), text)

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("structure", "key", "words", "example"),
    [
        (InstallTest, "result", ("passed", "failed"), "ID"),
        (InstallTest, "platform", ("sl4-i386", "sl4-x86_64", "sl5-x86_64"), "ID"),
        (Released, "release", (), "REL-yyyy-nnn"),
        (Prolonged, "until", (), "2009-03-02"),
        (Reclassified, "was", (), "{attributes: {key: value}}"),
        (Person, "roles", (), "[{role: release-manager, from: 2009-03-02}]"),
        (Release, "patches", (), "[{patch: PATCH-n, platforms: [ID]}]"),
        (Notification, "to", (), "{vos: [a name in lower case]}"),
    ],
)
def test_a_field_tells_its_words_or_how_it_is_written(
    structure: type[Structure], key: str, words: tuple[str, ...], example: str
) -> None:
    lists = registry_at(WORLD).vocabulary

    assert isinstance(lists, VocabularyRecord)
    assert words == words_of(field(structure, key), lists)
    assert bool(words) or example == example_of(field(structure, key), date(2009, 3, 2))
