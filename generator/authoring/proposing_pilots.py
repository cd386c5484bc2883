"""A pilot as it is proposed: its patches, its sites, and what follows from their class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.authoring.edits import AuthoringError
from generator.terms import UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.sites import Site


def pilot_fields(
    patches: tuple[Patch, ...], sites: Iterable[Site], who: tuple[str, date], facts: Facts
) -> dict[str, Any]:
    """
    Tell the fields of a pilot that follow from its patches and sites, by key.

    The sites of a major update or of an incompatible server are candidates that were selected (PPS410); those of a
    minor update are not. Raises AuthoringError where no patch is of a server class.
    """
    by, day = who
    classes = {patch.id: facts.use_case(patch, day) for patch in patches}
    servers = tuple(patch for patch in patches if (one := classes[patch.id]) is not None and not one.is_client_class)
    if not servers:
        told = ", ".join(f"{patch} is {use_case}" for patch, use_case in classes.items())
        raise AuthoringError(f"a pilot operates servers, and {told}; a client is previewed: pps preview open")
    node_types = tuple(dict.fromkeys(name for patch in servers for name in patch.node_types))
    is_minor = all(classes[patch.id] is UseCase.BC_SERVER_MINOR for patch in servers)
    chosen = tuple(sites)
    candidates = tuple(
        {"site": site.id, "volunteer": False, "date": day, "by": by, "selected": True} for site in chosen
    )
    return {
        "patches": tuple(patch.id for patch in patches),
        "title": f"{node_types[0]} {servers[0].version} pilot",
        "sites": tuple({"site": site.id, "provides": ", ".join(node_types)} for site in chosen),
        **({} if is_minor else {"candidates": candidates}),
    }
