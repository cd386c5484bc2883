"""Every file of the small world is read as it stands."""

import json

import pytest
import yaml

from generator.records.kinds import KINDS
from generator.records.structure import plain
from tests.records.world_files import PATHS, WORLD, reading_of, text_of


@pytest.mark.parametrize("path", PATHS)
def test_a_valid_record_reads_without_a_flaw(path: str) -> None:
    reading = reading_of(path, text_of(path))

    assert () == reading.flaws
    assert reading.record is not None
    assert path == reading.record.path


def test_the_world_holds_a_record_of_every_kind() -> None:
    folders = {path.split("/")[1] for path in PATHS}

    assert folders == {*KINDS, "vocab.yaml"}


@pytest.mark.parametrize("path", PATHS)
def test_no_value_changes_its_meaning(path: str) -> None:
    literal = yaml.load(text_of(path), Loader=yaml.BaseLoader)  # noqa: S506 - resolves nothing: all scalars are texts

    assert _as_texts(literal) == _as_texts(plain(reading_of(path, text_of(path)).record))


def _as_texts(value: object) -> object:
    """Answers a value with every scalar as a text, numbers in their shortest form."""
    if isinstance(value, dict):
        return {key: _as_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_texts(inner) for inner in value]
    text = json.dumps(value) if isinstance(value, bool) else str(value)
    return text.removesuffix(".0")


@pytest.mark.parametrize("path", PATHS)
def test_the_readme_of_the_world_names_every_record(path: str) -> None:
    readme = (WORLD / "README.md").read_text(encoding="utf-8")

    assert path.rpartition("/")[2].removesuffix(".yaml") in readme
