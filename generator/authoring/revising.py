"""The next revision of the policy: what changes against the one before, its number, and who has to answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.authoring.edits import AuthoringError, Created
from generator.policy.governance.partners import SA3_ROLES
from generator.policy.revisions import final_revisions
from generator.policy.supposition import SuppositionError, changed, supposition
from generator.records.policies import PolicyRevision
from generator.terms import PolicyMode, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.policy.rule import Facts
    from generator.policy.transitions.hearing import Voice
    from generator.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """
    What a revision shall change: parameters by dotted name, modes by rule, texts by section.

    `technical` holds the annexes, the one thing that a minor revision may change (PPS902).
    """

    parameters: Mapping[str, str] = field(default_factory=dict)
    modes: Mapping[str, str] = field(default_factory=dict)
    normative: Mapping[str, str] = field(default_factory=dict)
    technical: Mapping[str, str] = field(default_factory=dict)
    is_major: bool = False


def latest(registry: Registry) -> PolicyRevision:
    """Tell the revision that the next one changes; raise AuthoringError where there is none, or a draft waits."""
    final = sorted(final_revisions(registry), key=lambda one: one.number)
    if not final:
        raise AuthoringError("no policy revision is final; write the first one with pps init, or finish its draft")
    drafts = sorted(one.id for one in registry.policy.values() if one.number > final[-1].number)
    if drafts:
        raise AuthoringError(
            f"{drafts[0]} is there as a draft; finish it first: edit {registry.policy[drafts[0]].path}"
        )
    return final[-1]


def revised(wish: Wish, before: PolicyRevision, registry: Registry) -> Created:
    """
    Tell the record that follows a revision, without what only people know (its day, its reasons, its approvals).

    It is a major one where anything but the technical annexes changes. Raises AuthoringError where nothing does, or
    where a parameter or a mode does not exist.
    """
    try:
        suppositions = [supposition(name, text, registry) for name, text in wish.parameters.items()]
    except SuppositionError as error:
        raise AuthoringError(str(error)) from error
    fields: dict[str, Any] = {
        "params": changed(before.params, suppositions),
        "modes": _modes(before.modes, wish.modes),
        "normative": {**before.normative, **wish.normative},
        "technical": {**(before.technical or {}), **wish.technical},
    }
    old = {"params": before.params, "modes": before.modes, "normative": before.normative}
    is_policy_changed = any(fields[key] != value for key, value in old.items())
    fields = {key: value for key, value in fields.items() if value or key != "technical"}
    if not (is_policy_changed or wish.is_major or wish.technical):
        raise AuthoringError(
            "nothing changes against "
            f"{before.id}; name a parameter (--param minor.operation_days=10), a mode, a text or an annex"
        )
    major, minor = before.number
    number = (major + 1, 0) if is_policy_changed or wish.is_major else (major, minor + 1)
    return Created(folder=PolicyRevision.folder, id=f"POLICY-{number[0]}.{number[1]}", fields=fields)


def _modes(before: Mapping[str, PolicyMode], wanted: Mapping[str, str]) -> dict[str, PolicyMode]:
    """Tell the modes that deviate from enforcing, which is what a rule does that is not named."""
    known = {mode.value: mode for mode in PolicyMode}
    wrong = next((word for word in wanted.values() if word not in known), None)
    if wrong is not None:
        raise AuthoringError(f"there is no mode {wrong!r}; choose {', '.join(known)}")
    found = {**before, **{rule: known[word] for rule, word in wanted.items()}}
    return {rule: mode for rule, mode in sorted(found.items()) if mode is not PolicyMode.ENFORCE}


def is_major(created: Created) -> bool:
    """Tell whether a new revision is a major one (x.0)."""
    return created.id.endswith(".0")


def voices(created: Created, effective_on: date, facts: Facts, named: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """
    Tell whose answers a final revision needs (PPS901, PPS903); `named` are those that somebody names already.

    One ROC manager and one SA3 role are enough: those that are named, else the release manager, and the first ROC that
    has a manager.
    """
    if not is_major(created):
        return ((Role.PPS_COORDINATION, None),)
    registry = facts.registry
    interested = tuple((Role.VO_MANAGER, vo.id) for vo in registry.vos.values() if vo.is_interested_on(effective_on))
    managed = (roc for roc in registry.rocs if registry.holders(Role.ROC_MANAGER, facts.today, roc))
    groups = (
        (SA3_ROLES, (Role.RELEASE_MANAGER, None)),
        ((Role.ROC_MANAGER,), (Role.ROC_MANAGER, next(managed, next(iter(registry.rocs), None)))),
    )
    either = tuple(voice for roles, voice in groups if not any(role in roles for role, _ in named))
    return ((Role.SA1_OPERATIONS, None), *either, *interested)
