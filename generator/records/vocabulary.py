"""The controlled lists of one infrastructure: data/vocab.yaml."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from generator.records.fields import APPEND_ONLY, Day, Form, Key, Range, Text1
from generator.records.structure import Record
from generator.terms import PatchState

Name = Annotated[str, Form("name of a node type or platform", r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", "glite-WN")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyRecord(Record):
    """Format version, the clock of demonstration data, and the lists that fields choose from."""

    folder: ClassVar[str] = ""
    noun: ClassVar[str] = "vocabulary"

    format: Annotated[int, Range(1, 1), "the only format version is 1"]
    demonstration: Annotated[Day | None, "present: demonstration data, whose clock stands still on this day"] = None
    node_types: Annotated[tuple[Name, ...], APPEND_ONLY]
    platforms: Annotated[tuple[Name, ...], APPEND_ONLY]
    aspects: Annotated[tuple[Key, ...], APPEND_ONLY]
    tracker_mirror: Annotated[dict[PatchState, Text1], "how the tracker calls each state; for display only"]
