"""Strict YAML in one pass over libyaml's events: values, positions, refusals. The YAML reader's only door."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import yaml

from generator.findings import Flaw, quoted
from generator.records import texts
from generator.records.nodes import Mapping, Sequence, scalars
from generator.records.refusals import MAX_FLAWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.records.nodes import Mark, Value

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs hide what the module imports
except ImportError as error:  # pragma: no cover - depends on how PyYAML was built
    message = "PyYAML is installed without libyaml; install a PyYAML wheel, or libyaml-dev and then PyYAML again"
    raise ImportError(message) from error

MAX_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 12
MAX_EVENTS: Final = 5000
MAX_ITEMS: Final = 500

_TOO_MANY: Final = (f"the file has more than {MAX_EVENTS} parts", "split or shorten the record")
_TOO_DEEP: Final = (f"the record is nested deeper than {MAX_DEPTH}", "write it flatter")
_TOO_LONG: Final = (f"a list or mapping has more than {MAX_ITEMS} items", "split the record")


def read(content: bytes) -> tuple[Mapping | None, list[Flaw]]:
    """Read one file into its root mapping and every flaw of the strict subset (PPS001-PPS007).

    The mapping is None where the file could not be read to its end; otherwise flaws and mapping may both be there.
    """
    if len(content) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES} bytes"
        return None, [Flaw(rule="PPS004", line=1, column=1, message=message, fix="split or shorten the record")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(content, error)]
    flaws = list(islice(texts.forbidden_in_file(text), MAX_FLAWS + 1))
    builder = _Builder(flaws)
    try:
        builder.build(content)
    except _TooManyError:
        return None, flaws
    except yaml.YAMLError as error:
        unreadable = _unreadable(error)
        if all(flaw.line < unreadable.line for flaw in flaws):
            flaws.append(unreadable)
        return None, flaws
    if builder.root is None and not flaws:
        fix = "start the file with the fields of its kind"
        flaws.append(Flaw(rule="PPS001", line=1, column=1, message="the file holds no mapping", fix=fix))
    if builder.root is None or not builder.is_whole:
        return None, flaws
    if flaws or "\\" in text:
        flaws = list(islice(_with_fields(flaws, builder.root, escapes="\\" in text), MAX_FLAWS + 1))
    if texts.is_suspect(text):
        suspects = (one for one in scalars(builder.root) if texts.is_suspect(one[1]))
        flaws += islice((flaw for one in suspects for flaw in texts.flaws_of_scalar(*one)), MAX_FLAWS + 1)
    return builder.root, flaws


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> Flaw:
    line = content.count(b"\n", 0, error.start) + 1
    begin = content.rfind(b"\n", 0, error.start) + 1
    column = len(content[begin : error.start].decode("utf-8")) + 1
    message = f"the file is not UTF-8 (byte {content[error.start]:#04x})"
    return Flaw(rule="PPS005", line=line, column=column, message=message, fix="save the file as UTF-8")


def _with_fields(flaws: list[Flaw], root: Mapping, *, escapes: bool) -> Iterable[Flaw]:
    """Say for each forbidden character which field holds it, where one does, and add those that escapes brought in."""
    places = [((mark[0], mark[1]), field, text) for field, text, mark in scalars(root)]
    named = set()
    for flaw in flaws:
        number = bisect_right(places, (flaw.line, flaw.column), key=itemgetter(0)) - 1
        hidden = texts.hidden_in(places[number][2]) if number >= 0 and flaw.rule == "PPS005" else None
        field = places[number][1] if hidden else None
        named.add(field)
        yield replace(flaw, field=field, message=f"{quoted(field)} {hidden}") if field and hidden else flaw
    for (line, column), field, text in places if escapes else ():
        hidden = texts.hidden_in(text) if field not in named else None
        if hidden:
            fix = "write it without the escape"
            yield Flaw(
                rule="PPS005", line=line, column=column, message=f"{quoted(field)} {hidden}", fix=fix, field=field
            )


def _unreadable(error: yaml.YAMLError) -> Flaw:
    context, problem = (getattr(error, name, None) or "" for name in ("context", "problem"))
    mark = getattr(error, "problem_mark", None)
    if context.endswith("a quoted scalar") and problem.endswith(("of stream", "document indicator")):
        problem, mark = "unterminated quoted scalar", getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = f"cannot read record: {problem or 'no YAML'}"
    return Flaw(rule="PPS001", line=line, column=column, message=message, fix="repair the YAML at the named line")


class _TooManyError(Exception):
    """The file has more flaws than anybody reads."""


class _Builder:
    """Turns events into mappings and lists, and notes what the strict subset refuses on the way."""

    def __init__(self, flaws: list[Flaw]) -> None:
        self.flaws = flaws
        self.root: Mapping | None = None
        self.is_whole = False

    def build(self, content: bytes) -> None:  # noqa: C901, PLR0911, PLR0912, PLR0915 - the hot loop: one pass, no calls a node
        """Consume the events of one file; raise yaml.YAMLError where libyaml gives up."""
        next_event: Callable[[], Any] = CParser(content).get_event
        scalar, mapping_start, sequence_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        is_no_key, decorated = texts.is_no_key, any(sign in content for sign in (b"&", b"!"))
        stack: list[Mapping | Sequence] = []
        values: dict[str, Value] | None = None  # of the open mapping; None inside a list
        fields: dict[str, Mark] = {}
        items: list[Value] = []
        marks: list[Mark] = []
        key: str | None = None
        key_line = key_column = 0
        is_whole, has_begun = True, False
        for _ in range(MAX_EVENTS):
            event = next_event()
            kind = type(event)
            if kind is scalar:
                text, mark = event.value, event.start_mark
                line, column = mark.line + 1, mark.column + 1
                if decorated and (event.anchor is not None or event.tag is not None):
                    self._refuse_decoration(event)
                if values is None:
                    items.append(text)
                    marks.append((line, column, line, column, event.implicit[0]))
                    if len(items) > MAX_ITEMS:
                        return self._refuse("PPS004", event, *_TOO_LONG)
                elif key is None:
                    key, key_line, key_column = text, line, column
                    if key in values or (event.implicit[0] and is_no_key(key)):
                        self._refuse_key(event, key, fields)
                    elif len(values) >= MAX_ITEMS:
                        return self._refuse("PPS004", event, *_TOO_LONG)
                else:
                    values[key] = text
                    fields[key] = (line, column, key_line, key_column, event.implicit[0])
                    key = None
            elif kind is mapping_start or kind is sequence_start:
                mark = event.start_mark
                line, column = mark.line + 1, mark.column + 1
                if decorated and (event.anchor is not None or event.tag is not None):
                    self._refuse_decoration(event)
                opened = Mapping(line, column) if kind is mapping_start else Sequence()
                if not stack:
                    self.root = opened if isinstance(opened, Mapping) else None
                elif values is None:
                    items.append(opened)
                    marks.append((line, column, line, column, False))
                    if len(items) > MAX_ITEMS:
                        return self._refuse("PPS004", event, *_TOO_LONG)
                elif key is None:
                    return self._refuse("PPS003", event, "a key is not a plain word", "write the key as one word")
                else:
                    values[key] = opened
                    fields[key] = (line, column, key_line, key_column, False)
                    key = None
                stack.append(opened)
                if len(stack) > MAX_DEPTH:
                    return self._refuse("PPS004", event, *_TOO_DEEP)
                if isinstance(opened, Mapping):
                    values, fields = opened.values, opened.place.fields
                else:
                    values, items, marks = None, opened.items, opened.marks
            elif kind is mapping_end or kind is sequence_end:
                stack.pop()
                if stack:
                    inside = stack[-1]
                    if isinstance(inside, Mapping):
                        values, fields = inside.values, inside.place.fields
                    else:
                        values, items, marks = None, inside.items, inside.marks
            elif kind is yaml.AliasEvent:
                self._refuse("PPS003", event, *_no_anchor(event.anchor))
                is_whole = False
                if values is not None:
                    key = "*" if key is None else None
            elif kind is yaml.DocumentStartEvent:
                if event.version is not None or event.tags:
                    self._refuse("PPS003", event, "directives are not allowed in records", "remove the % line")
                if has_begun:
                    return self._refuse("PPS003", event, "a second document starts here", "keep one document in a file")
                has_begun = True
            elif kind is yaml.StreamEndEvent:
                self.is_whole = is_whole
                return None
        return self._refuse("PPS004", event, *_TOO_MANY)

    def _refuse(self, rule: str, event: Any, message: str, fix: str) -> None:
        mark = event.start_mark
        self.flaws.append(Flaw(rule=rule, line=mark.line + 1, column=mark.column + 1, message=message, fix=fix))
        if len(self.flaws) > MAX_FLAWS:
            raise _TooManyError

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse("PPS003", event, *_no_anchor(event.anchor))
        if event.tag is not None:
            message = f"explicit tags are not allowed in records (tag {quoted(event.tag)})"
            self._refuse("PPS003", event, message, "remove the tag; the field itself decides how a value is read")

    def _refuse_key(self, event: Any, key: str, fields: dict[str, Mark]) -> None:
        if key in fields:
            first, second = fields[key][2], event.start_mark.line + 1
            message = f"key {quoted(key)} occurs twice in one mapping (lines {first} and {second})"
            self._refuse("PPS002", event, message, "keep one of them")
        elif key == "<<":
            self._refuse("PPS003", event, "merge keys are not allowed in records", "write the keys out")
        else:
            message = f"key {quoted(key)} is no word to every YAML reader"
            self._refuse("PPS003", event, message, "use a key of the field tables")


def _no_anchor(anchor: str) -> tuple[str, str]:
    return f"anchors and aliases are not allowed in records (anchor {quoted(anchor)})", "write the value out"
