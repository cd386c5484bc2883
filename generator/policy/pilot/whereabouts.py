"""Which pilots run at a site, and which scenarios matter for a node type: asked for many records, worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.lifecycle.pilot_states import steps
from generator.terms import PilotState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.records.scenarios import Scenario
    from generator.registry import Registry

_ACTIVE: Final = {PilotState.RUNNING, PilotState.SUSPENDED}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stay:
    """The time in which a pilot took part at a site, from its start to its end inclusive."""

    start: date
    pilot: str
    end: date

    def holds(self, day: date) -> bool:
        """Tell whether the pilot may run on a day."""
        return self.start <= day <= self.end


@lru_cache(maxsize=1)
def stays_by_site(whole: Registry) -> Mapping[str, tuple[Stay, ...]]:
    """List the stays of started pilots at each site, by their start."""
    found: dict[str, list[Stay]] = defaultdict(list)
    for pilot in whole.pilots.values():
        active = [step.event.date for step in steps(pilot) if step.after in _ACTIVE]
        over = (step.event.date for step in steps(pilot) if step.before in _ACTIVE and step.after not in _ACTIVE)
        if active:
            stay = Stay(start=active[0], pilot=pilot.id, end=next(over, date.max))
            for site in dict.fromkeys(entry.site for entry in pilot.sites):
                found[site].append(stay)
    return {site: tuple(sorted(stays)) for site, stays in found.items()}


@lru_cache(maxsize=1)
def scenarios_by_node_type(whole: Registry) -> Mapping[str, tuple[Scenario, ...]]:
    """List the scenarios that are significant for each node type, by id."""
    found: dict[str, list[Scenario]] = defaultdict(list)
    for scenario in whole.scenarios.values():
        for node_type in dict.fromkeys(scenario.significant_for):
            found[node_type].append(scenario)
    return {node_type: tuple(scenarios) for node_type, scenarios in found.items()}
