"""Clusters of GLUE 1.3 and the sites that claim them: two sites may publish clusters of the same name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from generator.grid.entries import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.grid.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An entry by which sites claim a cluster: its path in the tree from the leaf up, and the sites as it says."""

    path: tuple[str, ...]
    sites: tuple[str, ...]

    @property
    def claimants(self) -> frozenset[str]:
        """The sites by their folded names."""
        return frozenset(map(folded, self.sites))

    def is_near(self, path: tuple[str, ...]) -> bool:
        """Tell whether an entry stands below the cluster in the tree, or beside it."""
        return path[-len(self.path) :] == self.path or path[1:] == self.path[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """The claims on every cluster, by its folded name."""

    claims: Mapping[str, tuple[Claim, ...]]

    @classmethod
    def among(cls, entries: Iterable[Entry]) -> Self:
        """Gather the clusters of an information system that lead to a site."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for entry in entries:
            sites = _sites(entry) if entry.is_a("GlueCluster") else ()
            if sites:
                found[folded(entry.first("GlueClusterUniqueID"))].append(Claim(path=_path(entry.dn), sites=sites))
        return cls(claims={name: tuple(claims) for name, claims in found.items()})

    def claims_on(self, name: str, entry: Entry) -> tuple[Claim, ...]:
        """
        Tell the claims on a cluster that an entry names: several where it is not certain to whom the entry belongs.

        Where several sites claim it, the one counts below or beside whose cluster the entry stands in the tree.
        """
        claims = _apart(self.claims.get(name, ()))
        if len(claims) <= 1:
            return claims
        path = _path(entry.dn)
        return _apart(claim for claim in self.claims[name] if claim.is_near(path)) or claims


def _apart(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Tell one claim of several by the same sites."""
    return tuple({claim.claimants: claim for claim in claims}.values())


def _sites(entry: Entry) -> tuple[str, ...]:
    """Tell the sites of a cluster as they are spelled: the name of an unknown site is kept."""
    pairs = (value.partition("=") for value in entry.all("GlueForeignKey"))
    return tuple(name.strip() for key, _, name in pairs if folded(key) == "gluesiteuniqueid" and name.strip())


def _path(dn: str) -> tuple[str, ...]:
    """Part a name in the tree into its steps, without regard to case and blanks."""
    return tuple("=".join(map(folded, step.partition("=")[::2])) for step in re.split(r"(?<!\\),", dn))
