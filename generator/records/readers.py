"""The reader of each type of field: a scalar, a structure, a list, a map, an event, or a choice between them."""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import date
from enum import EnumMeta
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from generator.findings import Flaw, quoted
from generator.records import scalars, texts
from generator.records.fields import ChosenBy, Form, OneLine, Range, Reference, Vocabulary
from generator.records.nodes import Mapping, Mark, Sequence, Value
from generator.records.refusals import MAX_FLAWS, WrongValueError, below, flaw_at, nearest
from generator.records.structure import Event, Structure

Scalar: TypeAlias = Callable[[str, bool], Any]
Read: TypeAlias = Callable[[Value, Mark, Mapping, list[Flaw]], Any]
Shapes: TypeAlias = Callable[[type[Structure]], Read]

BAD: Final[Any] = object()


def unwrapped(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Strip Annotated and Optional, collecting what the annotation carries."""
    extras: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            extras = (*more, *extras)
        elif get_origin(annotation) in {Union, types.UnionType} and type(None) in get_args(annotation):
            kept = tuple(part for part in get_args(annotation) if part is not type(None))
            annotation = kept[0] if len(kept) == 1 else Union[kept]  # noqa: UP007 - built from a tuple
        else:
            return annotation, extras


def reader_of(kind: Any, extras: tuple[Any, ...], shapes: Shapes) -> Read:
    """Compile the reader of a type; `shapes` tells how a structure class is read."""
    origin = get_origin(kind)
    if origin is tuple:
        return _list_reader(reader_of(*unwrapped(get_args(kind)[0]), shapes))
    if origin is dict:
        keys, values = get_args(kind)
        return _map_reader(_scalar_of(*unwrapped(keys)), reader_of(*unwrapped(values), shapes))
    if origin in {Union, types.UnionType}:
        return _union_reader(get_args(kind), extras, shapes)
    if isinstance(kind, type) and issubclass(kind, Structure):
        return _structure_reader(kind, shapes)
    return _scalar_reader(_scalar_of(kind, extras))


def _scalar_of(kind: Any, extras: tuple[Any, ...]) -> Scalar:
    for extra in extras:
        if isinstance(extra, Form):
            return scalars.text_of(extra)
        if isinstance(extra, Reference | Vocabulary):
            return scalars.reference
    if get_origin(kind) is Literal:
        return scalars.choice(get_args(kind))
    if isinstance(kind, EnumMeta):
        return scalars.choice(kind)
    bounds = next((extra for extra in extras if isinstance(extra, Range)), Range())
    by_type: dict[Any, Scalar] = {
        str: scalars.text_of(OneLine),
        bool: scalars.boolean,
        date: scalars.day,
        int: scalars.number_of(bounds, whole=True),
        float: scalars.number_of(bounds, whole=False),
    }
    return by_type[kind]


def _scalar_reader(read: Scalar) -> Read:
    def scalar(value: Value, mark: Mark, root: Mapping, flaws: list[Flaw]) -> Any:
        del root, flaws
        if type(value) is not str:
            what = "a list" if isinstance(value, Sequence) else "a mapping"
            raise WrongValueError(f"{{field}} is {what}", "give one value")
        return read(value, mark[4])

    return scalar


def _structure_reader(structure: type[Structure], shapes: Shapes) -> Read:
    def read(value: Value, mark: Mark, root: Mapping, flaws: list[Flaw]) -> Any:
        return shapes(structure)(value, mark, root, flaws)

    return read


def _refusal(value: Value, mark: Mark, wrong: WrongValueError, name: str) -> Flaw:
    if isinstance(value, str) and mark[4] and texts.is_null(value):
        return flaw_at("PPS103", mark, "{field} has no value", "give a value, or leave it out", name)
    return flaw_at(wrong.rule, mark, wrong.sentence, wrong.fix, name)


def _list_reader(read: Read) -> Read:
    def items(value: Value, mark: Mark, root: Mapping, flaws: list[Flaw]) -> Any:
        del mark
        if type(value) is not Sequence:
            raise WrongValueError("{field} is no list", "write it as a list, [] if it is empty")
        found, is_whole = [], True
        for number, (one, place) in enumerate(zip(value.items, value.marks, strict=True)):
            start = len(flaws)
            try:
                result = read(one, place, root, flaws)
            except WrongValueError as wrong:
                flaws.append(_refusal(one, place, wrong, ""))
                result = BAD
            if result is BAD:
                is_whole = False
            found.append(result)
            if len(flaws) > start:
                flaws[start:] = [below(f"[{number}]", flaw) for flaw in flaws[start:]]
                if len(flaws) > MAX_FLAWS:
                    return BAD
        return tuple(found) if is_whole else BAD

    return items


def _map_reader(key_of: Scalar, read: Read) -> Read:
    def entries(value: Value, mark: Mark, root: Mapping, flaws: list[Flaw]) -> Any:
        del mark
        if type(value) is not Mapping:
            raise WrongValueError("{field} is no mapping", "write it as key: value, {} if it is empty")
        before, found = len(flaws), {}
        for key, one in value.values.items():
            place = value.place.fields[key]
            try:
                name = key_of(key, False)  # noqa: FBT003 - quoted or not, a key is a text
            except WrongValueError as wrong:
                sentence = wrong.sentence.replace("{field}", "a key of {field}")
                flaws.append(flaw_at(wrong.rule, place[2:4], sentence, wrong.fix, ""))
                name = key
            try:
                found[name] = read(one, place, root, flaws)
            except WrongValueError as wrong:
                flaws.append(_refusal(one, place, wrong, key))
            if len(flaws) > MAX_FLAWS:
                break
        return BAD if len(flaws) > before else found

    return entries


def _union_reader(members: tuple[Any, ...], extras: tuple[Any, ...], shapes: Shapes) -> Read:
    if all(isinstance(member, type) and issubclass(member, Event) for member in members):
        return _event_reader({member.type: shapes(member) for member in members})
    chosen_by = next((extra for extra in extras if isinstance(extra, ChosenBy)), None)
    if chosen_by is not None:
        return _chosen_reader(chosen_by, {member.__name__: member for member in members}, shapes)
    word, several = (reader_of(*unwrapped(member), shapes) for member in members)

    def either(value: Value, mark: Mark, root: Mapping, flaws: list[Flaw]) -> Any:
        return (word if isinstance(value, str) else several)(value, mark, root, flaws)

    return either


def _event_reader(by_type: dict[str, Read]) -> Read:
    known = tuple(by_type)

    def event(value: Value, mark: Mark, root: Mapping, flaws: list[Flaw]) -> Any:
        if type(value) is not Mapping:
            raise WrongValueError("{field} is no mapping", "write an event: {type: …, date: …, by: …, role: …}")
        word = value.values.get("type")
        if not isinstance(word, str) or not word:
            flaws.append(flaw_at("PPS101", mark, "{field} is required", "name the type of the event", "type"))
            return BAD
        read = by_type.get(word)
        if read is None:
            near = nearest(word, known)
            fix = f"did you mean {quoted(near)}?" if near else f"choose {' | '.join(known)}"
            at, message = value.place.fields["type"], f"{{field}} is {quoted(word)}, which is no event of this kind"
            flaws.append(flaw_at("PPS109", at, message, fix, "type"))
            return BAD
        return read(value, mark, root, flaws)

    return event


def _chosen_reader(chosen_by: ChosenBy, classes: dict[str, type[Structure]], shapes: Shapes) -> Read:
    by_word = {word: shapes(classes[name]) for word, name in chosen_by.classes}

    def chosen(value: Value, mark: Mark, root: Mapping, flaws: list[Flaw]) -> Any:
        word = root.values.get(chosen_by.field)
        read = by_word.get(word) if isinstance(word, str) else None
        return BAD if read is None else read(value, mark, root, flaws)

    return chosen
