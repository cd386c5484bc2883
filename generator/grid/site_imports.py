"""Found sites as drafts of records: names of ROCs and VOs become ids, and what differs from a record is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.grid.entries import folded
from generator.grid.proposals import Draft
from generator.policy.observation.recorded_tags import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.grid.found_sites import FoundSite
    from generator.records.sites import Site
    from generator.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What the person who imports says where the source says nothing."""

    roc: str = ""
    infrastructure: str = ""
    country: str = ""
    vos: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()


def drafts_of(found: Iterable[FoundSite], assumed: Assumed, registry: Registry) -> tuple[list[Draft], list[str]]:
    """Draft a record for every site that has none; tell what a source says otherwise, and what nobody reads."""
    drafts: list[Draft] = []
    told: list[str] = []
    unread: dict[str, None] = {}
    for site in found:
        unread |= dict.fromkeys(site.unread)
        recorded = next((one for one in registry.sites.values() if folded(site.name) in names_of(one)), None)
        if recorded is not None:
            told += _otherwise(site, recorded)
        else:
            drafts.append(_draft(site, assumed, registry))
    return drafts, [*([f"not mapped: {', '.join(unread)}"] if unread else ()), *told]


def _otherwise(found: FoundSite, site: Site) -> Iterator[str]:
    """Tell what the source says otherwise than the record, which stays as it is."""
    there = site.location
    pairs = (
        ("name", site.name, found.title),
        ("ces", ", ".join(sorted(site.ces)), ", ".join(sorted(found.ces))),
        ("country", there.country if there else "", found.country),
        ("city", there.city if there else "", found.city),
    )
    for field, recorded, said in pairs:
        if said and folded(said) != folded(recorded):
            yield f"{site.id}: {field} is {recorded or 'not told'!r} here and {said!r} there; left as it is"


def _draft(found: FoundSite, assumed: Assumed, registry: Registry) -> Draft:
    stem = found.name.strip().upper()
    known = {folded(vo): vo for vo in registry.vos}
    vos = found.vos or assumed.vos
    fields: dict[str, Any] = {
        "name": found.title or found.name,
        "roc": _roc(found.roc or assumed.roc, registry),
        "infrastructure": found.infrastructure or assumed.infrastructure,
        "location": _location(found, assumed),
        "ces": found.ces,
        "bdii_name": found.name if found.name != stem else "",
        "vos": tuple(known[folded(vo)] for vo in vos if folded(vo) in known),
        "platforms": found.platforms or assumed.platforms,
    }
    kept = {key: value for key, value in fields.items() if value}
    strangers = tuple(f"VO {vo!r}, of which there is no record," for vo in vos if folded(vo) not in known)
    placeless = () if fields["location"] else _placeless(found)
    draft = {**kept, "tier_history": ()}
    return Draft(folder="sites", stem=stem, fields=draft, leftovers=(*strangers, *placeless, *found.unused))


def _roc(name: str, registry: Registry) -> str:
    """Tell the id of a ROC that is named by its id, the end of it, or its title; any other name stays as it is."""
    wanted = folded(name)
    for roc in registry.rocs.values():
        if wanted in {folded(roc.id), folded(roc.id.removeprefix("ROC-")), folded(roc.name)}:
            return roc.id
    return name


def _location(found: FoundSite, assumed: Assumed) -> dict[str, Any] | None:
    country = found.country or assumed.country
    try:
        north, east = float(found.latitude), float(found.longitude)
    except ValueError:
        return None
    if not (found.city and country) or not (abs(north) <= 90 and abs(east) <= 180):  # noqa: PLR2004 - degrees
        return None
    return {"lat": round(north, 2), "lon": round(east, 2), "city": found.city, "country": country.upper()}


def _placeless(found: FoundSite) -> tuple[str, ...]:
    said = (found.latitude, found.longitude, found.city, found.country)
    return (f"location {', '.join(part or '?' for part in said)}",) if any(said) else ()
