"""The GLUE schemas: which entries are asked for, and the joins that lead from a tag to its site (outputs.md §13)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.grid.clusters import Clusters
from generator.grid.entries import folded
from generator.tags import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.grid.clusters import Claim
    from generator.grid.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a tree: the kinds of entries and their attributes."""

    kinds: tuple[str, ...]
    attributes: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """The question as a search filter."""
        return f"(|{''.join(f'(objectClass={kind})' for kind in self.kinds)})"


TAGS_1: Final = "GlueHostApplicationSoftwareRunTimeEnvironment"
TAG_2: Final = "GLUE2ApplicationEnvironmentAppName"
_MANAGER: Final = "GLUE2ApplicationEnvironmentComputingManagerForeignKey"
_SERVICES: Final = ("GLUE2ManagerServiceForeignKey", "GLUE2ComputingManagerComputingServiceForeignKey")
_DOMAIN: Final = "GLUE2ServiceAdminDomainForeignKey"
_GLUE_1: Final = Question(
    kinds=("GlueSubCluster", "GlueCluster", "GlueCE"),
    attributes=(
        "objectClass",
        TAGS_1,
        "GlueChunkKey",
        "GlueForeignKey",
        "GlueClusterUniqueID",
        "GlueCEUniqueID",
        "GlueCEInfoHostName",
    ),
)
_GLUE_2: Final = Question(
    kinds=("GLUE2ApplicationEnvironment", "GLUE2ComputingManager", "GLUE2ComputingService", "GLUE2AdminDomain"),
    attributes=(
        "objectClass",
        TAG_2,
        _MANAGER,
        "GLUE2ManagerID",
        *_SERVICES,
        "GLUE2ServiceID",
        _DOMAIN,
        "GLUE2DomainID",
    ),
)
ASKED: Final = MappingProxyType({"o=grid": _GLUE_1, "o=glue": _GLUE_2})
EVERYTHING: Final = Question(
    kinds=_GLUE_1.kinds + _GLUE_2.kinds, attributes=tuple(dict.fromkeys(_GLUE_1.attributes + _GLUE_2.attributes))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one site publishes: its name as it spells it, all its tags, and the tags that each CE announces."""

    name: str
    tags: set[str] = field(default_factory=set)
    ces: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True, slots=True, kw_only=True)
class Publications:
    """
    Everything that is published: sites by their folded name; `lost` counts what was left out, by what it was.

    `lost_share` is the share of publishing entries that lead to no site, from 0 to 1, in the schema that lost more.
    """

    sites: Mapping[str, Seen]
    lost: Mapping[str, int]
    lost_share: float


ADRIFT: Final = "entries without a way to their site"
CONTESTED: Final = "entries of a cluster that several sites claim"
UNPRINTABLE: Final = "values that are no printable ASCII"


def publications(entries: Iterable[Entry]) -> Publications:
    """Join the tags of both schemas to their sites; a site without a publishing entry is not seen at all."""
    known = tuple(entries)
    sites: dict[str, Seen] = {}
    lost: Counter[str] = Counter()
    shares = [_gathered(tuple(readings), sites, lost) for readings in (_of_glue_1(known), _of_glue_2(known))]
    return Publications(sites=sites, lost=dict(+lost), lost_share=max(shares))


def _gathered(readings: tuple[Reading, ...], sites: dict[str, Seen], lost: Counter[str]) -> float:
    """Add what one schema says to the sites; tell the share of its entries that lead nowhere."""
    astray = [reading for reading in readings if not reading.sites]
    lost.update(reading.fault for reading in astray)
    for reading in readings:
        fit = {tag for tag in reading.tags if _is_printable(tag)}
        lost[UNPRINTABLE] += sum(not _is_printable(tag) for tag in reading.tags)
        for name in reading.sites:
            seen = sites.setdefault(folded(name), Seen(name=name))
            seen.tags.update(fit)
            for ce in reading.ces:
                seen.ces[ce].update(fit)
    return len(astray) / len(readings) if readings else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    What one publishing entry says: the sites it leads to, its tags, the CEs that announce it.

    An entry that leads to no site is counted as its `fault`.
    """

    sites: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    ces: tuple[str, ...] = ()
    fault: str = ADRIFT


def _is_printable(tag: str) -> bool:
    return tag.isascii() and tag.isprintable() and 0 < len(tag) <= LONGEST and tag == tag.strip()


def _of_glue_1(entries: tuple[Entry, ...]) -> Iterator[Reading]:
    clusters = Clusters.among(entries)
    ces_of: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for entry in entries:
        if entry.is_a("GlueCE"):
            for cluster, claims in _claims(entry, "GlueForeignKey", clusters):
                if len(claims) > 1:
                    yield Reading(fault=CONTESTED)
                elif claims and (host := host_of(entry)):
                    ces_of[cluster, claims[0].claimants].add(host)
    for entry in entries:
        if entry.is_a("GlueSubCluster"):
            yield _of_subcluster(entry, clusters, ces_of)


def _of_subcluster(entry: Entry, clusters: Clusters, ces_of: Mapping[tuple[str, frozenset[str]], set[str]]) -> Reading:
    found = _claims(entry, "GlueChunkKey", clusters)
    certain = [(cluster, claims[0]) for cluster, claims in found if len(claims) == 1]
    ces = {ce for cluster, claim in certain for ce in ces_of.get((cluster, claim.claimants), ())}
    return Reading(
        sites=tuple(site for _, claim in certain for site in claim.sites),
        tags=entry.all(TAGS_1),
        ces=tuple(sorted(ces)),
        fault=CONTESTED if any(len(claims) > 1 for _, claims in found) else ADRIFT,
    )


def _claims(entry: Entry, attribute: str, clusters: Clusters) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """Tell the clusters that an entry names, with the claims on each."""
    names = entry.keys(attribute, "GlueClusterUniqueID")
    return tuple((name, clusters.claims_on(name, entry)) for name in names)


def host_of(entry: Entry) -> str:
    """Name the host of a computing element, folded; empty where it names none."""
    return folded(entry.first("GlueCEInfoHostName") or entry.first("GlueCEUniqueID").partition(":")[0])


def _of_glue_2(entries: tuple[Entry, ...]) -> Iterator[Reading]:
    domains: dict[str, str] = {}
    domain_of: dict[str, str] = {}
    services_of: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if entry.is_a("GLUE2AdminDomain"):
            domains[folded(entry.first("GLUE2DomainID"))] = entry.first("GLUE2DomainID").strip()
        if entry.is_a("GLUE2ComputingService"):
            domain_of[folded(entry.first("GLUE2ServiceID"))] = folded(entry.first(_DOMAIN))
        if entry.is_a("GLUE2ComputingManager"):
            named = (folded(service) for key in _SERVICES for service in entry.all(key))
            services_of[folded(entry.first("GLUE2ManagerID"))] = tuple(dict.fromkeys(named))

    def sites(manager: str) -> tuple[str, ...]:
        found = (domain_of.get(service, "") for service in services_of.get(manager, ()))
        return tuple(dict.fromkeys(domains[domain] for domain in found if domain in domains))

    for manager in services_of:
        yield Reading(sites=sites(manager))
    for entry in entries:
        if entry.is_a("GLUE2ApplicationEnvironment"):
            managers = (folded(manager) for manager in entry.all(_MANAGER))
            found = tuple(site for manager in managers for site in sites(manager))
            yield Reading(sites=found, tags=entry.all(TAG_2))
