"""What stands in a file before types are known: mappings, lists and scalars, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

Mark = tuple[int, int, int, int, bool]


class Place:
    """Where a mapping stands, with the mark of each of its fields.

    `line` and `column` are 1-based. `fields` maps a key to (line, column of the value, line, column of the key, whether
    the value is a plain scalar); `items` maps the key of a list of scalars to the marks of its items.
    """

    __slots__ = ("column", "fields", "items", "line")

    def __init__(self, line: int, column: int) -> None:
        """Start a mapping at a 1-based line and column."""
        self.line = line
        self.column = column
        self.fields: dict[str, Mark] = {}
        self.items: dict[str, list[Mark]] = {}

    def of(self, field: str, item: int | None = None) -> tuple[int, int]:
        """Tell line and column of a field's value, or of one item of it; of the mapping where the field is absent."""
        if item is not None and field in self.items and item < len(self.items[field]):
            return self.items[field][item][:2]
        return self.fields[field][:2] if field in self.fields else (self.line, self.column)


class Mapping:
    """A mapping as it stands in the file: raw values by key, and its place."""

    __slots__ = ("place", "values")

    def __init__(self, line: int, column: int) -> None:
        """Start an empty mapping at a 1-based line and column."""
        self.place = Place(line, column)
        self.values: dict[str, Value] = {}


class Sequence:
    """A list as it stands in the file: raw items and the mark of each."""

    __slots__ = ("items", "marks")

    def __init__(self) -> None:
        """Start an empty list."""
        self.items: list[Value] = []
        self.marks: list[Mark] = []


Value = str | Mapping | Sequence


def scalars(value: Value, path: str = "") -> Iterator[tuple[str, str, Mark]]:
    """Yield every scalar below a value: dotted path, text, mark; for the checks that look at text only."""
    if isinstance(value, Mapping):
        for key, inner in value.values.items():
            mark = value.place.fields[key]
            yield from _below(inner, f"{path}.{key}" if path else key, mark)
    elif isinstance(value, Sequence):
        for number, (inner, mark) in enumerate(zip(value.items, value.marks, strict=True)):
            yield from _below(inner, f"{path}[{number}]", mark)


def _below(value: Value, path: str, mark: Mark) -> Iterator[tuple[str, str, Mark]]:
    if isinstance(value, str):
        yield path, value, mark
    else:
        yield from scalars(value, path)
