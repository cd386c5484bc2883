"""Records whose every text is an attack, and their harmless twins: the same records with letters instead."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, get_args, get_origin

from generator.edition import Edition, judged
from generator.files import files_on_disk
from generator.records.fields import Form
from generator.records.kinds import KINDS
from generator.records.pilot_events import PilotNote
from generator.records.pilots import Pilot
from generator.records.schema import shape_of, unwrapped
from generator.records.structure import Structure
from generator.registry import Registry

ROUNDS = 2
"""Editions over which the attacks are spread: every text holds half of them in each."""

LONG = 400
ADDRESSES = ("https address", "https address or record id")
Put = Callable[[str], str]
Spot = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A text that means more than letters to somebody, and the rules by which the reader refuses it as a text."""

    kind: str
    text: str
    refused_by: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        """True where outputs have to stand it: printable and of a usual length, even if the reader refuses markup."""
        return "PPS005" not in self.refused_by and "PPS001" not in self.refused_by and len(self.text) <= LONG


@cache
def attacks() -> tuple[Attack, ...]:
    """Answers every attack."""
    rows = json.loads(Path(__file__).with_name("attacks.json").read_text(encoding="ascii"))
    return tuple(Attack(kind=row["kind"], text=row["text"], refused_by=tuple(row["refused_by"])) for row in rows)


def attacked(root: Path, number: int) -> tuple[Edition, Edition]:
    """Answers the edition of a repository with attacks of a round in every text, and its harmless twin."""
    texts = [attack.text for attack in attacks() if attack.is_shown]
    places = [text for text in texts if text.startswith("https://x.example/") and not set(text) & set(' "<>\\^`{|}')]
    return _edition(root, _attacking(texts, places, number)), _edition(root, _harmless(texts, places, number))


def harmless(text: str) -> str:
    """Answers a text of the same shape that means nothing to anybody."""
    return "".join(char if char.isspace() else "x" for char in text)


def _attacking(texts: list[str], places: list[str], number: int) -> Put:
    spots = count()

    def put(form: str) -> str:
        spot = next(spots)
        if form in ADDRESSES:
            return places[(spot + number) % len(places)]
        chosen = texts[(spot + number) % ROUNDS :: ROUNDS]
        turn = spot // ROUNDS % len(chosen)
        words = " ".join(("", *chosen[turn:], *chosen[:turn], ""))
        return f"{spot:05}{words if form == 'text' else ' '.join(words.split())}"

    return put


def _harmless(texts: list[str], places: list[str], number: int) -> Put:
    attacking = _attacking(texts, places, number)

    def put(form: str) -> str:
        text = attacking(form)
        if form in ADDRESSES:
            return "https://x.example/" + "x" * (len(text) - 18)
        return text[:5] + harmless(text[5:])

    return put


def records_of(root: Path) -> Registry:
    """Answers the records of a repository, with a remark in the log of its first pilot."""
    registry = Registry.of(files_on_disk(root))
    number, pilot = next(
        (number, file.record) for number, file in enumerate(registry.files) if isinstance(file.record, Pilot)
    )
    last = pilot.events[-1]
    remark = PilotNote(at=last.at, date=last.date, by=last.by, role=last.role, scope=last.scope, note="")
    files = list(registry.files)
    files[number] = replace(files[number], record=replace(pilot, events=(*pilot.events, remark)))
    return Registry.holding(tuple(files))


def _edition(root: Path, put: Put) -> Edition:
    registry = records_of(root)
    files = tuple(replace(file, record=filled(file.record, put)) if file.record else file for file in registry.files)
    assert registry.demonstration is not None
    return judged(Registry.holding(files), registry.demonstration)


def filled(value: Any, put: Put) -> Any:
    """Answers a structure with another text in every field that takes one, also where there was none."""
    fields = shape_of(type(value)).fields
    return replace(
        value,
        **{field.attribute: _filled(field.annotation, getattr(value, field.attribute), put) for field in fields},
    )


def _filled(annotation: Any, value: Any, put: Put) -> Any:
    kind, _ = unwrapped(annotation)
    form = form_of(annotation)
    if form is not None:
        return put(form)
    if isinstance(value, Structure):
        return filled(value, put)
    if get_origin(kind) is tuple and value:
        return tuple(_filled(get_args(kind)[0], one, put) for one in value)
    if get_origin(kind) is dict and value:
        return {key: _filled(get_args(kind)[1], one, put) for key, one in value.items()}
    return value


def form_of(annotation: Any) -> str | None:
    """Answers the form of a field that takes strangers' text or a link; None for every other field."""
    named = next((extra.name for extra in unwrapped(annotation)[1] if isinstance(extra, Form)), None)
    return named if named in {"text", "one line", *ADDRESSES} else None


def spots_of_all_kinds() -> set[Spot]:
    """Answers class and attribute of every field of every kind of record that takes strangers' text or a link."""
    seen: set[type[Structure]] = set()
    for kind in KINDS.values():
        _collect(kind.record, seen)
    return {
        (structure.__name__, field.attribute)
        for structure in seen
        for field in shape_of(structure).fields
        if any(form_of(one) for one in _parts(field.annotation))
    }


def _collect(structure: type[Structure], seen: set[type[Structure]]) -> None:
    if structure not in seen:
        seen.add(structure)
        for field in shape_of(structure).fields:
            for part in _parts(field.annotation):
                kind, _ = unwrapped(part)
                if isinstance(kind, type) and issubclass(kind, Structure):
                    _collect(kind, seen)


def _parts(annotation: Any) -> Iterator[Any]:
    """Yields an annotation and everything of which it is made, at any depth."""
    yield annotation
    for part in get_args(unwrapped(annotation)[0]):
        yield from _parts(part)


def spots_in(value: Structure) -> Iterator[Spot]:
    """Yields class and attribute of every field of a structure, and of the structures below it, that gets a text."""
    for field in shape_of(type(value)).fields:
        reached: list[str] = []

        def note(form: str, reached: list[str] = reached) -> str:
            reached.append(form)
            return ""

        inner = getattr(value, field.attribute)
        if isinstance(inner, Structure):
            yield from spots_in(inner)
        elif isinstance(inner, tuple) and inner and isinstance(inner[0], Structure):
            for one in inner:
                yield from spots_in(one)
        else:
            _filled(field.annotation, inner, note)
            if reached:
                yield type(value).__name__, field.attribute
