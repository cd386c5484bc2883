"""Machines as HTCondor sees them, made from what ldapsearch answers, and the jobs that choose among them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import classad2  # type: ignore[import-untyped] # it carries no types

from tests.grid.slapd import InformationSystem

TAGS = "GlueHostApplicationSoftwareRunTimeEnvironment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A subcluster of a site, as an ad with its LDAP attributes."""

    site: str
    ad: classad2.ClassAd


def machines(system: InformationSystem) -> tuple[Machine, ...]:
    """Answers a machine for every subcluster; its site stands in its name in the tree."""
    lines = system.lines("o=grid", "(objectClass=GlueSubCluster)")
    text = "\n".join(f"\n{line}" if line.startswith("dn: ") else line for line in lines)
    return tuple(_machine(block) for block in text.strip().split("\n\n"))


def _machine(block: str) -> Machine:
    values: dict[str, list[str]] = defaultdict(list)
    for line in block.splitlines():
        key, _, value = line.partition(": ")
        values[key].append(value)
    site = re.findall(r"Mds-Vo-name=([^,]+)", values.pop("dn")[0])[0]
    singles = {key: found[0] for key, found in values.items() if key not in {TAGS, "objectClass"}}
    ad = classad2.ClassAd({TAGS: values[TAGS], **singles, "Requirements": True, "GlueSiteUniqueID": site})
    return Machine(site=site, ad=ad)


def chosen(requirements: str, among: tuple[Machine, ...]) -> tuple[str, ...]:
    """Answers the sites with a machine that a job with these requirements matches, in the form of a JDL or HTCondor."""
    job = classad2.ClassAd()
    expression = requirements.partition("=")[2].strip().removesuffix(";")
    job["Requirements"] = classad2.ExprTree(re.sub(r"\bother\.", "TARGET.", expression))
    return tuple(sorted({one.site for one in among if job.symmetricMatch(one.ad)}))
