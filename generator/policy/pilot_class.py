"""The class of a pilot: what the strictest of the patches that it runs asks for (lifecycle §3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lifecycle.pilot_states import running_set

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.policy.use_cases import Classification
    from generator.records.pilots import Pilot
    from generator.terms import UseCase


def class_of_pilot(pilot: Pilot, facts: Facts, day: date | None = None) -> Classification | None:
    """
    Tell the highest class among the server patches of the running set on a day (default: today), with its reasons.

    None where no patch of the set can be read, or none is of a server class.
    """
    asked = day or facts.today
    known = (facts.registry.patches.get(patch) for patch in running_set(pilot, asked))
    found = (facts.classification(patch, asked) for patch in known if patch is not None)
    servers = (one for one in found if one is not None and not one.use_case.is_client_class)
    return max(servers, key=lambda one: one.use_case.rank, default=None)


def pilot_class(pilot: Pilot, facts: Facts, day: date | None = None) -> UseCase | None:
    """Tell the class of a pilot on a day (default: today) without its reasons."""
    found = class_of_pilot(pilot, facts, day)
    return found.use_case if found else None
