"""Worlds of plain values by path: cut at a day, changed, written as YAML and read again."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.files import File, SourceFile, file_of
from generator.lifecycle.as_of import Past
from generator.policy.rule import Facts
from generator.records.kinds import KINDS
from generator.records.structure import plain
from generator.registry import Registry, registry_at
from tests.policy.overlays import WORLD

DATA = Path(__file__).resolve().parent.parent.parent
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=4)
def past_of(root: Path) -> Past:
    return Past(registry_at(root))


@dataclass(slots=True)
class World:
    """Records as plain values by path below the root; a test changes them as it likes."""

    records: dict[str, dict[str, Any]]

    @classmethod
    def at(cls, day: date, root: Path = WORLD) -> "World":
        """Answers the records of a root as they were known at the end of a day."""
        known = past_of(root).at(day).records
        return cls({record.path: deepcopy(plain(record)) for record in known})

    def copy(self) -> "World":
        """Answers the same records, to be changed apart."""
        return World(deepcopy(self.records))

    def of(self, identity: str) -> dict[str, Any]:
        """Answers the values of a record by its id; new ones are put in with `add`."""
        return next(values for path, values in self.records.items() if path.endswith(f"/{identity}.yaml"))

    def add(self, folder: str, identity: str, **values: Any) -> None:
        """Puts a new record in."""
        self.records[f"data/{folder}/{identity}.yaml"] = values

    def all(self, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yields the records of a kind by id."""
        for path, values in list(self.records.items()):
            if path.startswith(f"data/{folder}/"):
                yield Path(path).stem, values

    def free(self, folder: str, prefix: str, width: int, start: int = 900) -> str:
        """Answers an id of a folder that is not taken."""
        taken = {identity for identity, _ in self.all(folder)}
        return next(one for number in range(start, start + 999) if (one := f"{prefix}{number:0{width}d}") not in taken)

    def facts(self, today: date) -> Facts:
        """Reads the world; a record that cannot be read is an error of the test."""
        files = tuple(_file(path, as_yaml(values)) for path, values in sorted(self.records.items()))
        broken = [(file.path, file.flaws) for file in files if file.record is None]
        if broken:
            raise ValueError(broken)
        by_kind: dict[str, dict[str, Any]] = {folder: {} for folder in (*KINDS, "")}
        for file in files:
            if file.record is not None:
                by_kind[file.record.folder][file.stem] = file.record
        return Facts(registry=Registry(files=files, by_kind=by_kind), today=today)


def record_with(identity: str, **values: Any) -> Any:
    """Reads a record of the small world with other values for some of its fields."""
    record = next(one for one in past_of(WORLD).whole.records if one.id == identity)
    file = _file(record.path, as_yaml(plain(record) | values))
    if file.record is None:
        raise ValueError(file.flaws)
    return file.record


@lru_cache(maxsize=20_000)
def _file(path: str, text: str) -> File:
    return file_of(SourceFile(path=path, content=text.encode()))


def as_yaml(values: Mapping[str, Any]) -> str:
    """Writes a record: a line for each field, and a line for each item of a list."""
    return "".join(_lines(key, value) for key, value in values.items())


def _lines(key: str, value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{key}:\n" + "".join(f"  - {_flow(item)}\n" for item in value)
    return f"{key}: {_flow(value)}\n"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
