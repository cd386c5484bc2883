"""PPS106."""

import difflib
from collections.abc import Iterator
from functools import cache, partial
from typing import Final, NamedTuple

from generator.files import File
from generator.findings import quoted
from generator.policy.reading.breaches import breach
from generator.policy.reading.counterparts import counterparts
from generator.policy.reading.retirements import retirements
from generator.policy.reading.scopes import in_roles
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.fields import Reference
from generator.records.kinds import KINDS
from generator.records.structure import Record, Structure
from generator.references import LINK, Use, uses
from generator.registry import Registry

_NAMED: Final = frozenset({"people", "rocs", "sites", "vos", "scenarios"})


class _Absent(NamedTuple):
    """A value that should name a record and does not: where it stands, what it says, the kinds it may be of."""

    structure: Structure
    field: str
    item: int | None
    name: str
    kinds: tuple[str, ...]


@rule("PPS106", of=Registry)
def references_resolve(registry: Registry, _: Facts) -> Gates:
    """
    Whatever a record names is there, is still in use, and agrees.

    The named record exists and is of the right kind; a site or VO is not used after the day on which it retired;
    patches that are coordinated name one another, and so do a release and its patches; who takes the place of a patch
    says so too, and nobody does so in a circle; computing elements are those of the site, node types those of the
    patch. Add the record, or correct the name.
    """
    misnamed = {_letters(file.stem) for file in registry.files if _fields_misnamed(file)}
    nearest = cache(partial(_nearest, registry))
    for file in registry.files:
        if file.record is not None:
            for absent in _absent(file.record, registry):
                if absent.field not in _fields_misnamed(file) and _letters(absent.name) not in misnamed:
                    yield _unresolved(file.record, absent, nearest(absent.name, absent.kinds))
    yield from retirements(registry)
    yield from counterparts(registry)


def _fields_misnamed(file: File) -> set[str | None]:
    return {flaw.field for flaw in file.flaws if flaw.rule == "PPS105"}


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _absent(record: Record, registry: Registry) -> Iterator[_Absent]:
    for use in uses(record, Reference):
        if not _resolves(use, registry):
            yield _Absent(use.structure, use.field, use.item, use.value, use.marker.kinds)
    for held in in_roles(record):
        kind = held.role.scope_kind
        if kind and held.scope is not None and not registry.exists(kind, held.scope):
            yield _Absent(held, "scope", None, held.scope, (kind,))


def _resolves(use: Use[Reference], registry: Registry) -> bool:
    if use.marker is LINK:
        return _is_address_or_record(use.value, registry)
    if use.marker.none and use.value == "none":
        return True
    kinds = KINDS if use.marker.kinds == ("*",) else use.marker.kinds
    return any(registry.exists(kind, use.value) for kind in kinds)


def _is_address_or_record(link: str, registry: Registry) -> bool:
    """Tell whether a link leads to an address, a record, or an event of a record ("PATCH-1793/7", from 1)."""
    if link.startswith("https://"):
        return True
    name, slash, number = link.partition("/")
    kind = next((kind for kind in KINDS if registry.exists(kind, name)), None)
    if kind is None or not slash:
        return kind is not None
    record = registry.by_kind[kind].get(name)
    return record is None or number in {
        str(position) for position, _ in enumerate(getattr(record, "events", ()), start=1)
    }


def _nearest(registry: Registry, name: str, kinds: tuple[str, ...]) -> str | None:
    """Tell the name that comes nearest; among numbers there is none that is nearer than another."""
    known = [stem for kind in kinds if kind in _NAMED for stem in registry.by_kind[kind]]
    return next(iter(difflib.get_close_matches(name, known, 1, 0.75)), None)


def _unresolved(record: Record, absent: _Absent, nearest: str | None) -> Gate:
    where = "data/" if absent.kinds == ("*",) else " or ".join(f"data/{kind}/" for kind in absent.kinds)
    shown = quoted(absent.name)[1:-1]
    message = f"{{field}}: no record {shown} in {where}"
    fix = f"did you mean {quoted(nearest)}?" if nearest else "add the record, or correct the id"
    return breach(record, absent.structure, absent.field, absent.item, message=message, fix=fix)
