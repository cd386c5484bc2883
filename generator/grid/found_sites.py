"""Sites as other registries know them: the GOCDB, an information system, a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.findings import quoted
from generator.grid.clusters import Clusters
from generator.grid.entries import SourceError, folded
from generator.grid.glue import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.grid.entries import Entry
    from generator.grid.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSite:
    """
    What a source says of a site, as it says it; empty where it says nothing.

    `unused` is what it says besides, with its value; `unread` names what it says and nobody looks at, without values.
    """

    name: str
    title: str = ""
    roc: str = ""
    infrastructure: str = ""
    latitude: str = ""
    longitude: str = ""
    city: str = ""
    country: str = ""
    ces: tuple[str, ...] = ()
    vos: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


_GOCDB_READ = (
    *("SHORT_NAME", "NAME", "OFFICIAL_NAME", "ROC", "PRODUCTION_INFRASTRUCTURE"),
    *("LATITUDE", "LONGITUDE", "LOCATION", "COUNTRY_CODE"),
)
_GOCDB_UNUSED = ("CERTIFICATION_STATUS", "TIMEZONE", "DOMAIN", "HOME_URL", "GIIS_URL")


def from_gocdb(rows: Iterable[Row]) -> Iterator[FoundSite]:
    """Read the sites of a GOCDB export; addresses of people are left where they are."""
    for row in _named(rows, ("SHORT_NAME", "NAME"), "choose its XML export of sites"):
        city = row.get("LOCATION", "").partition(",")[0].strip()
        yield FoundSite(
            name=row.get("SHORT_NAME") or row.get("NAME", ""),
            title=row.get("OFFICIAL_NAME", ""),
            roc=row.get("ROC", ""),
            infrastructure=row.get("PRODUCTION_INFRASTRUCTURE", "").casefold(),
            latitude=row.get("LATITUDE", ""),
            longitude=row.get("LONGITUDE", ""),
            city=city,
            country=row.get("COUNTRY_CODE", ""),
            unused=tuple(f"{key} {row[key]!r}" for key in _GOCDB_UNUSED if row.get(key)),
            unread=tuple(key for key in row if row[key] and key not in (*_GOCDB_READ, *_GOCDB_UNUSED)),
        )


def from_table(rows: Iterable[Row]) -> Iterator[FoundSite]:
    """Read the sites of a table whose heads are id, name and the fields of a site; lists are parted by blanks."""
    known = {"id", "name", "roc", "infrastructure", "lat", "lon", "city", "country", "ces", "vos", "platforms"}
    for row in _named(rows, ("id",), "write the ids of the sites below a head `id`"):
        fields = {key.casefold(): value for key, value in row.items()}
        yield FoundSite(
            name=fields.get("id", ""),
            title=fields.get("name", ""),
            roc=fields.get("roc", ""),
            infrastructure=fields.get("infrastructure", ""),
            latitude=fields.get("lat", ""),
            longitude=fields.get("lon", ""),
            city=fields.get("city", ""),
            country=fields.get("country", ""),
            ces=_parts(fields.get("ces", "")),
            vos=_parts(fields.get("vos", "")),
            platforms=_parts(fields.get("platforms", "")),
            unused=tuple(
                f"column {key} {value!r}" for key, value in row.items() if key.casefold() not in known and value
            ),
        )


def _named(rows: Iterable[Row], heads: tuple[str, ...], fix: str) -> tuple[Row, ...]:
    """Tell the rows; raise SourceError where there are none, or none has a head under which a site could be named."""
    found = tuple(rows)
    if not found:
        raise SourceError(f"no site is found here; {fix}")
    told = {key.casefold(): key for row in found for key in row}
    if not told.keys() & {head.casefold() for head in heads}:
        known = ", ".join(quoted(key, 40) for key in [*told.values()][:12])
        raise SourceError(f"no site has {' or '.join(heads)} here, but {known}; {fix}")
    return found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s,;|]+", text) if part)


def from_directory(entries: Iterable[Entry]) -> Iterator[FoundSite]:
    """Read the sites of an information system, GLUE 1.3, with their computing elements and the VOs these accept."""
    known = tuple(entries)
    certain, contested = _elements(known)
    for place in _places(known):
        site = folded(place.first("GlueSiteUniqueID"))
        yield _published(place, certain.get(site, []), contested.get(site, []))


def _places(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Tell the entries of sites; raise SourceError where there is none."""
    found = tuple(entry for entry in entries if entry.is_a("GlueSite"))
    if not found:
        raise SourceError(
            "no site is found here, which is a GlueSite of GLUE 1.3; dump that tree as a whole: "
            "ldapsearch -x -H ldap://<bdii>:2170 -b o=grid"
        )
    return found


def _elements(entries: tuple[Entry, ...]) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """Tell the computing elements of each site, and those that could be its own or another's."""
    clusters = Clusters.among(entries)
    certain: dict[str, list[Entry]] = {}
    contested: dict[str, list[Entry]] = {}
    for entry in entries:
        for cluster in entry.keys("GlueForeignKey", "GlueClusterUniqueID") if entry.is_a("GlueCE") else ():
            claims = clusters.claims_on(cluster, entry)
            for site in (site for claim in claims for site in claim.claimants):
                (certain if len(claims) == 1 else contested).setdefault(site, []).append(entry)
    return certain, contested


def _published(entry: Entry, elements: Iterable[Entry], contested: Iterable[Entry]) -> FoundSite:
    city, _, country = entry.first("GlueSiteLocation").partition(",")
    vos = (vo for one in elements for vo in _vos(one))
    told = dict(part.partition("=")[::2] for part in entry.all("GlueSiteOtherInfo"))
    return FoundSite(
        name=entry.first("GlueSiteUniqueID"),
        title=entry.first("GlueSiteName"),
        roc=told.get("EGEE_ROC", "") or told.get("EGI_NGI", ""),
        latitude=entry.first("GlueSiteLatitude"),
        longitude=entry.first("GlueSiteLongitude"),
        city=city.strip(),
        ces=_hosts(elements),
        vos=tuple(dict.fromkeys(vos)),
        unused=(*_foreign(country.strip()), *map(_doubtful, _hosts(contested))),
    )


def _hosts(elements: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(host for host in map(host_of, elements) if host))


def _foreign(country: str) -> tuple[str, ...]:
    return (f"country {country!r}: give its two letters with --country",) if country else ()


def _doubtful(host: str) -> str:
    return f"computing element {host!r}, whose cluster several sites claim,"


def _vos(entry: Entry) -> tuple[str, ...]:
    pairs = (rule.partition(":") for rule in entry.all("GlueCEAccessControlBaseRule"))
    return tuple(vo.strip() for kind, _, vo in pairs if folded(kind) == "vo" and vo.strip())
