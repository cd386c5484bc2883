"""Who speaks for a decision that stands in a record of its own: the voices that it needs, and a person for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.authoring.edits import AuthoringError
from generator.terms import Decision, Role

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.policy.transitions.hearing import Voice


def voice_of(text: str) -> Voice:
    """Read a voice: a role, or a scoped role with its scope (`vo-manager:lumen`). Raises AuthoringError."""
    word, sign, scope = text.partition(":")
    if word not in {role.value for role in Role}:
        raise AuthoringError(f"there is no role {word!r}; choose {', '.join(Role)}")
    role = Role(word)
    if role.scope_kind is None and sign:
        raise AuthoringError(f"{role} has no scope; write {role}=HANDLE")
    if role.scope_kind is not None and not scope:
        raise AuthoringError(f"{role} speaks for one of data/{role.scope_kind}/; write {role}:ID=HANDLE")
    return role, scope or None


def written(voice: Voice) -> str:
    """Write a voice as `voice_of` reads it."""
    role, scope = voice
    return f"{role}:{scope}" if scope else str(role)


def holders_of(voice: Voice, day: date, facts: Facts) -> tuple[str, ...]:
    """Name everybody who may give a voice on a day."""
    role, scope = voice
    return facts.registry.holders(role, day, scope)


def speaker(voice: Voice, by: str, day: date, facts: Facts) -> str | None:
    """Tell who gives a voice unless somebody is named: the author of the record, or its only holder."""
    holders = holders_of(voice, day, facts)
    if by in holders:
        return by
    return holders[0] if len(holders) == 1 else None


def approval(voice: Voice, by: str, day: date, decision: Decision = Decision.APPROVE) -> dict[str, Any]:
    """Write one approval as it stands in a record."""
    role, scope = voice
    return {"role": role} | ({"scope": scope} if scope else {}) | {"by": by, "date": day, "decision": decision}


def nobody(voice: Voice, day: date) -> str:
    """Say that nobody can give a voice, and the way out."""
    role, scope = voice
    place = f" for {scope} of data/{role.scope_kind}/" if scope else ""
    return f"nobody holds {role}{place} on {day}; record the role first"
