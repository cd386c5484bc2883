"""Revisions of the policy: every number that a rule compares with."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from generator.records.fields import Amount, Count, Day, Key, RuleId, Text, Text1, VoId, frozen_from
from generator.records.structure import Approval, Record, Structure
from generator.terms import PolicyMode, Tier

FINAL = frozen_from("final")


@dataclass(frozen=True, slots=True, kw_only=True)
class MinorParameters(Structure):
    """When a server update is minor, and how long its pilot runs: fixes, man-days, days."""

    max_major_fixes: Count
    max_normal_fixes: Count
    max_man_days: Amount
    operation_days: Count
    decision_grace_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPreviewParameters(Structure):
    """How many days a preview should stay open (PPS313)."""

    min_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class NbcClientParameters(Structure):
    """How many scenarios “several” are (PPS316)."""

    min_scenarios: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotParameters(Structure):
    """Timelines of a pilot, in days."""

    setup_days: Count
    feedback_days: Count
    reminder_interval_days: Count
    reminder_slack_days: Count
    prompt_reaction_days: Count
    tag_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMortemParameters(Structure):
    """When a post mortem is due and how far it may prolong, in days."""

    due_days: Count
    max_prolong_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryParameters(Structure):
    """How many days back a change may date (PPS808)."""

    backdating_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunicationParameters(Structure):
    """How many days a broadcast may wait (PPS310)."""

    broadcast_warn_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class TagParameters(Structure):
    """Who publishes tags, and how many days they may be stale or unseen."""

    publisher_vo: VoId
    stale_tag_days: Count
    grace_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredTiers(Structure):
    """The tier that a site needs, by use case."""

    bc_client: Tier
    nbc_client: Tier
    minor: Tier
    major: Tier
    nbc_server: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class TierParameters(Structure):
    """The order of the tiers, whether a higher one includes the lower, and what is required (A23)."""

    order: tuple[Tier, ...]
    nested: bool
    required: RequiredTiers


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(Structure):
    """Every parameter of the policy (policy §6), and no other."""

    minor: MinorParameters
    client_preview: ClientPreviewParameters
    nbc_client: NbcClientParameters
    pilot: PilotParameters
    post_mortem: PostMortemParameters
    history: HistoryParameters
    communication: CommunicationParameters
    tags: TagParameters
    tiers: TierParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRevision(Record):
    """One revision of the policy (policy §7)."""

    folder: ClassVar[str] = "policy"
    noun: ClassVar[str] = "policy revision"
    derived: ClassVar[dict[str, str]] = {"current": "effective_on", "current_policy": "effective_on"}

    status: Annotated[Literal["draft", "final"], FINAL]
    effective_on: Annotated[Day, FINAL, "first day on which events are judged by it"]
    provenance: Annotated[Text1, FINAL, "which text it implements"]
    change_summary: Annotated[Text, FINAL]
    params: Annotated[Parameters, FINAL]
    modes: Annotated[dict[RuleId, PolicyMode], FINAL, "deviations from `enforce`, by rule"]
    normative: Annotated[dict[Key, Text], FINAL, "the policy text by section; a change needs a major revision"]
    technical: Annotated[dict[Key, Text] | None, FINAL, "technical annexes"] = None
    approvals: Annotated[tuple[Approval, ...], FINAL]

    @property
    def number(self) -> tuple[int, int]:
        """Major and minor number of the revision."""
        major, minor = self.id.removeprefix("POLICY-").split(".")
        return int(major), int(minor)
