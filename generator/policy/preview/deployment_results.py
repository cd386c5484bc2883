"""Deployment tests of a patch by scenario: the latest run of each counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.scenarios import DeploymentTest, Scenario


def passed_in(
    patch: Patch, facts: Facts, counts: Callable[[DeploymentTest], bool] = lambda _: True
) -> dict[str, DeploymentTest]:
    """Tell the passed deployment tests by scenario: of the tests that count, the latest in each."""
    tests = (one for one in facts.registry.deployment_tests_by_patch.get(patch.id, ()) if counts(one))
    latest = {one.scenario: one for one in tests}
    return {scenario: one for scenario, one in latest.items() if one.result == "passed"}


def scenarios_of(tests: dict[str, DeploymentTest], facts: Facts) -> tuple[Scenario, ...]:
    """Tell the scenarios of some tests, as far as they can be read."""
    known = (facts.registry.scenarios.get(scenario) for scenario in tests)
    return tuple(scenario for scenario in known if scenario is not None)
