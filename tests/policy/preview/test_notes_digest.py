"""The digest of release notes, by which a confirmation and a deployment test name what they saw."""

from dataclasses import replace
from hashlib import sha256

from generator.policy.preview.notes_digest import notes_digest
from generator.registry import registry_at
from tests.policy.overlays import WORLD

NOTES = registry_at(WORLD).patches["PATCH-1100"].release_notes
TWO = replace(NOTES, changes={"BUG-1": "a", "BUG-2": "b"})


def test_the_order_in_which_changes_are_written_is_none() -> None:
    turned = replace(NOTES, changes=dict(reversed(TWO.changes.items())))

    assert notes_digest(TWO) == notes_digest(turned)


def test_every_text_counts() -> None:
    others = [replace(TWO, known_issues="c"), replace(TWO, configuration_instructions="c"), replace(TWO, changes={})]

    assert 4 == len({notes_digest(notes) for notes in (TWO, *others)})


def test_letters_of_every_language_count_as_they_are_written() -> None:
    notes = replace(NOTES, changes={"BUG-1": "große Verzeichnisse"})
    told = '{"changes":{"BUG-1":"große Verzeichnisse"},"configuration_instructions":"","known_issues":""}'

    assert sha256(told.encode()).hexdigest() == notes_digest(notes)
