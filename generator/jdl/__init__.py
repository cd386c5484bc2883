"""Expressions that select sites by tag, in a JDL and for HTCondor (T031, T115), and queries that find them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import reduce
from typing import Final

from generator.jdl.expressions import Binary, Call, Dialect, Expression, Group, Member, Word

ATTRIBUTE: Final = "GlueHostApplicationSoftwareRunTimeEnvironment"
CAVEAT: Final = (
    "By default this works only for jobs submitted through the gLite WMS. "
    "Jobs that bypass the WMS use the standard production version of the clients."
)
CONDOR_REMARK: Final = "Sites choose the name of the attribute; ask yours if this one is not published."
REFRESH_REMARK: Final = "A tag appears only after the next refresh of the information system."


def quoted_string(text: str) -> str:
    """Write a text as a ClassAd string: backslash and double quote escaped, hidden characters as octal numbers."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(one if one.isprintable() else _octal(one) for one in plain)}"'


def _octal(letter: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in letter.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Everything a user copies to select the sites that publish some tags."""

    tags: tuple[str, ...]
    jdl: str
    combined: str
    condor: str
    info_queries: tuple[str, ...]
    ldap_queries: tuple[str, ...]


def selection(tags: tuple[str, ...], own: Expression | None = None) -> Selection:
    """
    Write the expressions for tags that must all be published: one Member per tag, joined by &&.

    Without any tag they select no site. `own` is what the user requires besides; it is composed as a tree, so that
    nothing in it can change the rest.
    """
    wanted = _all_of(tags)
    composed = Binary("&&", Group(own), wanted) if own else wanted
    return Selection(
        tags=tags,
        jdl=f"Requirements = {composed.written(Dialect.JDL)};",
        combined=f"Requirements = (<your requirements>) && {wanted.written(Dialect.JDL)};",
        condor=f"requirements = {composed.written(Dialect.CONDOR)}",
        info_queries=tuple(f"lcg-info --vo <your VO> --list-ce --query {shlex.quote(f'Tag=*{tag}*')}" for tag in tags),
        ldap_queries=tuple(_ldap_query(tag) for tag in tags),
    )


def _all_of(tags: tuple[str, ...]) -> Expression:
    members: list[Expression] = [
        Call("Member", (Word(quoted_string(tag)), Member(Word("other"), ATTRIBUTE))) for tag in tags
    ]
    nowhere: Expression = Word("false")
    return reduce(lambda left, right: Binary("&&", left, right), members) if members else nowhere


def _ldap_query(tag: str) -> str:
    value = "".join(f"\\{ord(one):02x}" if one in "\\*()\0" else one for one in tag)
    search = shlex.quote(f"(&(objectClass=GlueSubCluster)({ATTRIBUTE}={value}))")
    return f"ldapsearch -x -LLL -H ldap://<bdii>:2170 -b o=grid {search} GlueSubClusterUniqueID GlueChunkKey"
