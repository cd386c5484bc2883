"""Sites as other registries know them: the GOCDB, an information system, a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.findings import quoted
from generator.grid.entries import SourceError, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.grid.entries import Entry
    from generator.grid.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSite:
    """What a source says of a site, as it says it; empty where it says nothing."""

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
    """Tell the rows; raise SourceError where there are some and none has a head under which a site could be named."""
    found = tuple(rows)
    told = {key.casefold(): key for row in found for key in row}
    if found and not told.keys() & {head.casefold() for head in heads}:
        known = ", ".join(quoted(key, 40) for key in [*told.values()][:12])
        raise SourceError(f"no site has {' or '.join(heads)} here, but {known}; {fix}")
    return found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s,;|]+", text) if part)


def from_directory(entries: Iterable[Entry]) -> Iterator[FoundSite]:
    """Read the sites of an information system, GLUE 1.3, with their computing elements and the VOs these accept."""
    known = tuple(entries)
    site_of = {
        folded(entry.first("GlueClusterUniqueID")): site
        for entry in known
        if entry.is_a("GlueCluster")
        for site in entry.keys("GlueForeignKey", "GlueSiteUniqueID")
    }
    elements = [(entry, _sites(entry, site_of)) for entry in known if entry.is_a("GlueCE")]
    for entry in known:
        if entry.is_a("GlueSite"):
            name = entry.first("GlueSiteUniqueID")
            yield _published(name, entry, [one for one, sites in elements if folded(name) in sites])


def _sites(entry: Entry, site_of: dict[str, str]) -> set[str]:
    clusters = entry.keys("GlueForeignKey", "GlueClusterUniqueID")
    return {site_of[cluster] for cluster in clusters if cluster in site_of}


def _published(name: str, entry: Entry, elements: list[Entry]) -> FoundSite:
    city, _, country = entry.first("GlueSiteLocation").partition(",")
    hosts = (one.first("GlueCEInfoHostName") or one.first("GlueCEUniqueID").partition(":")[0] for one in elements)
    vos = (vo for one in elements for vo in _vos(one))
    told = dict(part.partition("=")[::2] for part in entry.all("GlueSiteOtherInfo"))
    return FoundSite(
        name=name,
        title=entry.first("GlueSiteName"),
        roc=told.get("EGEE_ROC", "") or told.get("EGI_NGI", ""),
        latitude=entry.first("GlueSiteLatitude"),
        longitude=entry.first("GlueSiteLongitude"),
        city=city.strip(),
        ces=tuple(dict.fromkeys(folded(host) for host in hosts if host)),
        vos=tuple(dict.fromkeys(vos)),
        unused=(f"country {country.strip()!r}: give its two letters with --country",) if country.strip() else (),
    )


def _vos(entry: Entry) -> tuple[str, ...]:
    pairs = (rule.partition(":") for rule in entry.all("GlueCEAccessControlBaseRule"))
    return tuple(vo.strip() for kind, _, vo in pairs if folded(kind) == "vo" and vo.strip())
