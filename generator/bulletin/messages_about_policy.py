"""Messages about the policy: minor revisions, to the partners that they concern (T009, PPS903)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bulletin.message_parts import contact
from generator.bulletin.messages import EVERYBODY, Message, Section, untold
from generator.policy.governance.partners import SA3_ROLES, is_major, number_of
from generator.policy.revisions import final_revisions
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.bulletin.messages import Desk
    from generator.policy.rule import Facts
    from generator.records.policies import PolicyRevision

_GROUPS = ((Role.SA1_OPERATIONS,), SA3_ROLES)


def messages_about_policy(facts: Facts, desk: Desk) -> Iterator[Message]:
    """Yield the notice of each final minor revision that some concerned partner has not got."""
    for revision in final_revisions(facts.registry):
        left = () if is_major(revision) else tuple(_left(revision, facts))
        if left:
            yield Message(
                kind="policy-change",
                about=revision.id,
                event=None,
                number=None,
                cause=revision.id,
                day=_decided_on(revision),
                to=left,
                title=f"Pre-production policy {number_of(revision)} takes effect on {revision.effective_on}",
                sections=tuple(_change(revision, facts, desk)),
            )


def _left(revision: PolicyRevision, facts: Facts) -> Iterator[str]:
    """Tell who has to be told; where one holder of a group was, the group was."""
    yield from _untold(EVERYBODY, revision, facts)
    for roles in _GROUPS:
        people = tuple(
            dict.fromkeys(f"person:{one}" for role in roles for one in facts.registry.holders(role, facts.today))
        )
        left = _untold(people, revision, facts)
        yield from left if left == people else ()


def _untold(wanted: tuple[str, ...], revision: PolicyRevision, facts: Facts) -> tuple[str, ...]:
    since = _decided_on(revision)
    return untold(wanted, kind="policy-change", about=revision.id, number=None, since=since, facts=facts)


def _decided_on(revision: PolicyRevision) -> date:
    return min((one.date for one in revision.approvals), default=revision.effective_on)


def _change(revision: PolicyRevision, facts: Facts, desk: Desk) -> Iterator[Section]:
    yield Section(title="What changes", text=revision.change_summary)
    text = "It is a minor revision: technical details only, decided by the coordination of pre-production."
    yield Section(title="What kind of revision it is", text=text)
    yield contact(facts, desk.page("policy/"))
