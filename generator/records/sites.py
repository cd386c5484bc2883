"""Sites: where, with which computing elements, and how far they take part."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from generator.records.fields import (
    APPEND_ONLY,
    IMMUTABLE,
    WRITE_ONCE,
    CountryCode,
    Day,
    Host,
    Latitude,
    Longitude,
    PersonId,
    Platform,
    RocId,
    SiteId,
    Text1,
    VoId,
)
from generator.records.structure import Missing, Record, Structure
from generator.terms import Infrastructure, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePosition(Structure):
    """Where a site stands: degrees north and east, city, country."""

    lat: Latitude
    lon: Longitude
    city: Text1
    country: CountryCode


@dataclass(frozen=True, slots=True, kw_only=True)
class TierEntry(Structure):
    """The tier of a site from a day on."""

    tier: Tier
    from_: Day
    decided_by: PersonId
    reason: Text1 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Record):
    """A resource centre."""

    folder: ClassVar[str] = "sites"
    noun: ClassVar[str] = "site"
    derived: ClassVar[dict[str, str]] = {
        "tier": "tier_history",
        "status": "retired_on",
        "tag": "the patches at the site",
        "tags": "the patches at the site",
        "versions": "the installations",
    }

    name: Text1
    roc: RocId
    infrastructure: Annotated[Infrastructure, IMMUTABLE, "previews and pilots need production; a move is a new record"]
    location: Annotated[SitePosition | None, "absent: listed under “not on the map”"] = None
    ces: Annotated[tuple[Host, ...], "computing elements, for tag commands"] = ()
    bdii_name: Annotated[Text1 | None, "GlueSiteUniqueID, if it differs from the stem"] = None
    vos: Annotated[tuple[VoId, ...], "VOs supported"]
    platforms: tuple[Platform, ...]
    tier_history: Annotated[tuple[TierEntry, ...], APPEND_ONLY]
    retired_on: Annotated[Day | None, WRITE_ONCE, "no use after this date"] = None
    renamed_to: Annotated[SiteId | None, WRITE_ONCE, "needs retired_on"] = None

    def tier_on(self, day: date) -> Tier:
        """Tell the tier on a day: the last entry that has begun, else `none` (A23)."""
        return next((entry.tier for entry in reversed(self.tier_history) if entry.from_ <= day), Tier.NONE)

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask for the last day of a name that was given up."""
        del found
        if "renamed_to" in given and "retired_on" not in given:
            yield Missing(field="retired_on", reason="where renamed_to is given", fix="name the last day of this name")

    def is_retired_on(self, day: date) -> bool:
        """Tell whether the site may no longer be used on a day."""
        return self.retired_on is not None and day > self.retired_on
