"""What sites publish, as LDIF: entries of GLUE 1.3 below o=grid and of GLUE 2 below o=glue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ROOTS = (
    ("o=grid", "organization", ""),
    ("Mds-Vo-name=local,o=grid", "Mds", ""),
    ("o=glue", "organization", ""),
    ("GLUE2GroupID=grid,o=glue", "GLUE2Group", ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A cluster of worker nodes: the computing elements before it, and the tags that its subcluster publishes."""

    ces: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSite:
    """A site as the information system knows it; `tags_2` are the application environments of GLUE 2."""

    name: str
    clusters: tuple[Cluster, ...] = ()
    tags_2: tuple[str, ...] | None = None
    roc: str = "ROC-ALPS"
    vos: tuple[str, ...] = ("lumen", "ops")
    latitude: str = "46.06"
    longitude: str = "14.51"
    location: str = "Ljubljana, Slovenia"


def ldif_of(sites: Iterable[PublishedSite]) -> dict[str, str]:
    """Answers the dump of each of the two trees, by its base."""
    known = tuple(sites)
    roots = [(dn, _lines(dn, [kind], [])) for dn, kind, _ in ROOTS]
    grid = [text for dn, text in roots if dn.endswith("o=grid")] + [one for site in known for one in _glue_1(site)]
    glue = [text for dn, text in roots if dn.endswith("o=glue")] + [one for site in known for one in _glue_2(site)]
    return {"o=grid": "\n".join(grid), "o=glue": "\n".join(glue)}


def _lines(dn: str, kinds: Iterable[str], pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f"{key}: {value}\n" for key, value in (("dn", dn), *(("objectClass", kind) for kind in kinds), *pairs)
    )


def _glue_1(site: PublishedSite) -> Iterator[str]:
    top = f"Mds-Vo-name={site.name},Mds-Vo-name=local,o=grid"
    yield _lines(top, ["Mds"], [])
    yield _lines(
        f"GlueSiteUniqueID={site.name},{top}",
        ["GlueTop", "GlueSite", "GlueKey"],
        [
            ("GlueSiteUniqueID", site.name),
            ("GlueSiteName", site.name),
            ("GlueSiteLocation", site.location),
            ("GlueSiteLatitude", site.latitude),
            ("GlueSiteLongitude", site.longitude),
            ("GlueSiteOtherInfo", f"EGEE_ROC={site.roc}"),
            ("GlueForeignKey", f"GlueSiteUniqueID={site.name}"),
        ],
    )
    for number, cluster in enumerate(site.clusters):
        identity = f"cluster{number}.{site.name.lower()}.example.org"
        yield from _cluster(site, cluster, identity, top)


def _cluster(site: PublishedSite, cluster: Cluster, identity: str, top: str) -> Iterator[str]:
    dn = f"GlueClusterUniqueID={identity},{top}"
    yield _lines(
        dn,
        ["GlueClusterTop", "GlueCluster", "GlueKey"],
        [
            ("GlueClusterUniqueID", identity),
            ("GlueClusterName", identity),
            ("GlueForeignKey", f"GlueSiteUniqueID={site.name}"),
        ],
    )
    yield _lines(
        f"GlueSubClusterUniqueID={identity},{dn}",
        ["GlueClusterTop", "GlueSubCluster", "GlueHostApplicationSoftware", "GlueKey"],
        [
            ("GlueSubClusterUniqueID", identity),
            ("GlueChunkKey", f"GlueClusterUniqueID={identity}"),
            *(("GlueHostApplicationSoftwareRunTimeEnvironment", tag) for tag in cluster.tags),
        ],
    )
    for host in cluster.ces:
        queue = f"{host}:2119/jobmanager-lcgpbs-ops"
        yield _lines(
            f"GlueCEUniqueID={queue},{top}",
            ["GlueCETop", "GlueCE", "GlueCEAccessControlBase", "GlueCEInfo", "GlueKey"],
            [
                ("GlueCEUniqueID", queue),
                ("GlueCEInfoHostName", host),
                *(("GlueCEAccessControlBaseRule", f"VO:{vo}") for vo in site.vos),
                ("GlueForeignKey", f"GlueClusterUniqueID={identity}"),
            ],
        )


def _glue_2(site: PublishedSite) -> Iterator[str]:
    if site.tags_2 is None:
        return
    domain = f"GLUE2DomainID={site.name},GLUE2GroupID=grid,o=glue"
    service, manager = f"{site.name}_service", f"{site.name}_manager"
    yield _lines(domain, ["GLUE2Domain", "GLUE2AdminDomain"], [("GLUE2DomainID", site.name)])
    service_dn = f"GLUE2ServiceID={service},{domain}"
    yield _lines(
        service_dn,
        ["GLUE2Service", "GLUE2ComputingService"],
        [
            ("GLUE2ServiceID", service),
            ("GLUE2ServiceType", "org.glite.ce.CREAM"),
            ("GLUE2ServiceQualityLevel", "production"),
            ("GLUE2ServiceAdminDomainForeignKey", site.name),
        ],
    )
    manager_dn = f"GLUE2ManagerID={manager},{service_dn}"
    yield _lines(
        manager_dn,
        ["GLUE2Manager", "GLUE2ComputingManager"],
        [
            ("GLUE2ManagerID", manager),
            ("GLUE2ManagerProductName", "torque"),
            ("GLUE2ManagerServiceForeignKey", service),
            ("GLUE2ComputingManagerComputingServiceForeignKey", service),
        ],
    )
    for tag in site.tags_2:
        identity = f"{site.name}_{tag}"
        yield _lines(
            f"GLUE2ApplicationEnvironmentID={identity},{manager_dn}",
            ["GLUE2ApplicationEnvironment"],
            [
                ("GLUE2ApplicationEnvironmentID", identity),
                ("GLUE2ApplicationEnvironmentAppName", tag),
                ("GLUE2ApplicationEnvironmentComputingManagerForeignKey", manager),
            ],
        )
