"""Crossings: which records speak of a site, a VO, a patch or a pilot, for the pages that gather them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.records.bugs import Bug, Verification
    from generator.records.decisions import ExceptionRecord, Overrule
    from generator.records.feedback import Feedback
    from generator.records.notifications import Notification
    from generator.records.patches import Patch, VoDeadline
    from generator.records.pilots import Pilot
    from generator.records.scenarios import DeploymentTest
    from generator.registry import Registry

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossings:
    """Records by the record that they speak of; a pilot stands with every site and VO that it names."""

    feedback_by_vo: Mapping[str, tuple[Feedback, ...]]
    feedback_by_site: Mapping[str, tuple[Feedback, ...]]
    pilots_by_site: Mapping[str, tuple[Pilot, ...]]
    pilots_by_vo: Mapping[str, tuple[Pilot, ...]]
    tests_by_site: Mapping[str, tuple[DeploymentTest, ...]]
    deadlines_by_vo: Mapping[str, tuple[tuple[Patch, VoDeadline], ...]]
    reminders_by_vo: Mapping[str, tuple[Notification, ...]]
    broadcasts_by_roc: Mapping[str, tuple[Notification, ...]]
    verifications_by_patch: Mapping[str, tuple[tuple[Bug, Verification], ...]]
    exceptions_by_subject: Mapping[str, tuple[ExceptionRecord, ...]]
    overrules_by_patch: Mapping[str, tuple[Overrule, ...]]

    @classmethod
    def of(cls, registry: Registry) -> Crossings:
        """Walk each kind of record once."""
        feedback = sorted(registry.feedback.values(), key=lambda one: (one.submitted_on, one.id))
        sent = sorted(registry.notifications.values(), key=lambda one: (one.sent_on, one.id))
        pilots, patches = registry.pilots.values(), registry.patches.values()
        return cls(
            feedback_by_vo=_grouped((one.vo, one) for one in feedback if one.vo),
            feedback_by_site=_grouped((one.site, one) for one in feedback if one.site),
            pilots_by_site=_grouped((site, pilot) for pilot in pilots for site in sites_of(pilot)),
            pilots_by_vo=_grouped((vo, pilot) for pilot in pilots for vo in vos_of(pilot)),
            tests_by_site=_grouped((test.site, test) for test in registry.deployment_tests.values()),
            deadlines_by_vo=_grouped((one.vo, (patch, one)) for patch in patches for one in patch.vo_deadlines),
            reminders_by_vo=_grouped(
                (vo, one) for one in sent if one.kind == "reminder" for vo in named(one.to.vos, registry.vos)
            ),
            broadcasts_by_roc=_grouped(
                (roc, one) for one in sent if one.kind == "broadcast" for roc in named(one.to.rocs, registry.rocs)
            ),
            verifications_by_patch=_grouped(
                (one.patch, (bug, one)) for bug in registry.bugs.values() for one in bug.verifications
            ),
            exceptions_by_subject=_grouped((one.subject, one) for one in registry.exceptions.values()),
            overrules_by_patch=_grouped((one.patch, one) for one in registry.overrules.values()),
        )


def sites_of(pilot: Pilot) -> tuple[str, ...]:
    """Name the sites of a pilot: the selected ones, then the candidates that were not."""
    selected = (entry.site for entry in pilot.sites)
    return tuple(dict.fromkeys((*selected, *(candidate.site for candidate in pilot.candidates))))


def vos_of(pilot: Pilot) -> tuple[str, ...]:
    """Name the VOs of a pilot: those that ever committed themselves, then those that were asked."""
    committed = (entry.vo for entry in pilot.vos)
    asked = (entry.vo for entry in pilot.vo_interest if entry.vo != "none")
    return tuple(dict.fromkeys((*committed, *asked)))


def named(recipients: str | tuple[str, ...] | None, everybody: Iterable[str]) -> tuple[str, ...]:
    """Name the recipients of one kind, with `all` spelled out."""
    return tuple(everybody) if recipients == "all" else tuple(recipients or ())


def _grouped(pairs: Iterable[tuple[str, _One]]) -> dict[str, tuple[_One, ...]]:
    found: dict[str, list[_One]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return {key: tuple(group) for key, group in found.items()}
