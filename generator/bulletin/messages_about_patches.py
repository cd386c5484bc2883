"""Messages about patches: what opens, stops or reaches production in haste, and invitations to verify (T043-T045)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bulletin.embargo import change_of, is_embargoed
from generator.bulletin.message_parts import contact, details, fixes, selecting, where
from generator.bulletin.messages import EVERYBODY, Message, Section, is_excused, untold
from generator.bulletin.open_until import preview_open_until
from generator.lifecycle.clocks import days_after
from generator.lifecycle.patch_states import state_of
from generator.policy.preview.deployments import first_day, is_client, previews_of
from generator.policy.preview.originators_are_invited_to_verify import invitation_to_verify
from generator.policy.preview.vos_and_rocs_are_told import news_of
from generator.records.installation_events import Distributed
from generator.records.patch_events import (
    Accepted,
    FeedbackChannelOpened,
    PreviewOpened,
    Reclassified,
    Rejected,
    RolledBack,
    Superseded,
    Withdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.messages import Desk
    from generator.policy.rule import Facts
    from generator.records.bugs import Bug
    from generator.records.patches import Patch
    from generator.records.structure import Event


def messages_about_patches(facts: Facts, desk: Desk) -> Iterator[Message]:
    """Yield the broadcasts (PPS310) and the invitations (PPS311) that are due."""
    for patch in facts.registry.patches.values():
        if not is_excused("PPS310", patch.id, facts):
            for event in news_of(patch, facts):
                yield from _broadcast(patch, event, facts, desk)
        if not is_excused("PPS311", patch.id, facts):
            yield from _invitations(patch, facts, desk)


def by_hand(facts: Facts) -> Iterator[str]:
    """Tell what a message must not say: the originators of bugs under embargo are invited by a person."""
    for patch in facts.registry.patches.values():
        hidden = any(is_embargoed(bug, facts.registry, facts.today) for bug in _reported(patch, facts))
        if hidden and _awaits_verification(patch, facts):
            yield f"{patch.id}: an embargo holds; who reported what it fixes is invited by hand, and that is recorded"


def _broadcast(patch: Patch, event: Event, facts: Facts, desk: Desk) -> Iterator[Message]:
    number = _number(patch, event)
    left = untold(EVERYBODY, kind="broadcast", about=patch.id, number=number, since=event.date, facts=facts)
    if left:
        sections = (
            _preview(patch, facts, desk) if isinstance(event, PreviewOpened) else _news(patch, event, facts, desk)
        )
        yield Message(
            kind="broadcast",
            about=patch.id,
            event=event.type,
            number=number,
            cause=f"{patch.id}/{number}",
            day=event.date,
            to=left,
            title=f"{_headline(patch, event)}: {patch.title}",
            sections=tuple(sections),
        )


def _headline(patch: Patch, event: Event) -> str:
    words = {
        PreviewOpened: "Preview of {} is available",
        Rejected: "{} is rejected",
        Withdrawn: "{} is withdrawn",
        Superseded: "{} is superseded",
        RolledBack: "{} is rolled back in production",
    }
    return words.get(type(event), "{} is released after a joint overrule").format(patch.id)


def _preview(patch: Patch, facts: Facts, desk: Desk) -> Iterator[Section]:
    yield details(patch, facts)
    yield from fixes(patch, facts)
    yield where(patch, facts)
    yield from selecting((patch.id,), facts)
    yield _feedback(patch, facts, desk)
    yield Section(
        title="Production is not affected",
        text="The version stands beside the one in production; jobs that do not ask for it never meet it.",
    )
    yield contact(facts, desk.page(f"patches/{patch.id}/"))


def _feedback(patch: Patch, facts: Facts, desk: Desk) -> Section:
    channels = [event.ref for event in patch.events if isinstance(event, FeedbackChannelOpened)]
    form = desk.filled("feedback", f"Feedback on {patch.id}", subject=patch.id)
    day = preview_open_until(patch, facts)
    until = f"open at least until {day}" if day else "open until the preview is closed"
    text = f"Tell what you found, good or bad. Feedback is {until}."
    return Section(title="Feedback", text=text, link=form or (channels[-1] if channels else ""))


def _news(patch: Patch, event: Event, facts: Facts, desk: Desk) -> Iterator[Section]:
    yield details(patch, facts)
    reason = getattr(event, "reason", "")
    if isinstance(event, Superseded):
        yield Section(
            title="What happened", text=f"{event.by_patch} takes its place. Its own preview will be announced."
        )
    elif isinstance(event, RolledBack):
        text = f"Production goes back to version {event.restored_version}. Reason: {reason}"
        yield Section(title="What happened", text=text)
    elif reason:
        yield Section(title="What happened", text=f"The preview has ended. Reason: {reason}")
    else:
        yield from _overruled(patch, facts)
    if isinstance(event, Rejected | Withdrawn | Superseded):
        yield _withdrawal(event, facts)
    yield contact(facts, desk.page(f"patches/{patch.id}/"))


def _overruled(patch: Patch, facts: Facts) -> Iterator[Section]:
    """Tell the joint decision by which an update went to production without all of its steps (T004, T147)."""
    named = [event.overrule for event in patch.events if isinstance(event, Accepted) and event.overrule]
    overrule = facts.registry.overrules.get(named[-1]) if named else None
    if overrule is not None:
        items = (
            f"Overruled: {', '.join(overrule.rules)}",
            f"Why: {overrule.justification}",
            f"Risk: {overrule.risk}",
            f"Way back: {overrule.rollback_plan}",
        )
        text = f"It is in production by the joint decision {overrule.id} of {overrule.decided_on}."
        yield Section(title="What happened", text=text, items=items)


def _withdrawal(event: Event, facts: Facts) -> Section:
    policy = facts.policy()
    days = policy.params.tags.stale_tag_days if policy else 0
    text = f"Please stop testing it. Sites withdraw its tag by {days_after(event.date, days)}."
    return Section(title="What to do", text=text)


def _invitations(patch: Patch, facts: Facts, desk: Desk) -> Iterator[Message]:
    """Yield one invitation for each originator, about every bug of his that he was not asked to verify."""
    first = first_day(previews_of(patch, facts), Distributed)
    if first is None or not _awaits_verification(patch, facts):
        return
    left: dict[str, list[Bug]] = {}
    for bug in _reported(patch, facts):
        is_left = invitation_to_verify(patch, bug, first, facts) is None
        if is_left and not is_embargoed(bug, facts.registry, facts.today):
            left.setdefault(str(bug.originator), []).append(bug)
    for person, bugs in left.items():
        number, event = _occasion(patch, person, facts)
        yield Message(
            kind="personal",
            about=patch.id,
            event=event.type,
            number=number,
            cause=_first_distribution(patch, facts),
            day=max(first, event.date),
            to=(f"person:{person}",),
            bugs=tuple(bug.id for bug in bugs),
            title=f"Please verify {patch.id}: {patch.title}",
            sections=tuple(_verify(patch, bugs, facts, desk)),
        )


def _awaits_verification(patch: Patch, facts: Facts) -> bool:
    state = state_of(patch, facts.today)
    return state is not None and state.is_visible and is_client(patch, facts)


def _reported(patch: Patch, facts: Facts) -> Iterator[Bug]:
    """Yield the fixed bugs and requests whose originator is known."""
    for fix in patch.fixes:
        bug = facts.registry.bugs.get(fix)
        if bug is not None and bug.originator != "none":
            yield bug


def _occasion(patch: Patch, person: str, facts: Facts) -> tuple[int, Event]:
    """Tell the event to report: the opening, or the reclassification that brought a bug to somebody invited before."""
    numbered = tuple(enumerate(patch.events, start=1))
    opened = next(pair for pair in numbered if isinstance(pair[1], PreviewOpened))
    sent = facts.registry.notifications_by_subject.get(patch.id, ())
    is_known = any(one.kind == "personal" and person in one.to.persons for one in sent)
    changed = [pair for pair in numbered if isinstance(pair[1], Reclassified)]
    return changed[-1] if is_known and changed else opened


def _first_distribution(patch: Patch, facts: Facts) -> str:
    """Name the event by which the first site got the preview."""
    steps = (
        (event.date, f"{one.id}/{number}")
        for one in previews_of(patch, facts)
        for number, event in enumerate(one.events, start=1)
        if isinstance(event, Distributed)
    )
    return min(steps)[1]


def _verify(patch: Patch, bugs: list[Bug], facts: Facts, desk: Desk) -> Iterator[Section]:
    for bug in bugs:
        change = change_of(patch, bug.id, facts.registry, facts.today)
        text = f"You reported {bug.id}: {bug.title}. {patch.id}, which should solve it, is available for testing."
        link = desk.filled("verification", f"Verification of {bug.id} in {patch.id}", bug=bug.id, patch=patch.id)
        asked = (
            "Please verify the provided solution, and report the result here."
            if link
            else ("Please verify the provided solution, and report the result to the coordination.")
        )
        yield Section(title=bug.id, text=f"{text} {asked}", items=(change,) if change else (), link=link)
    yield where(patch, facts)
    yield from selecting((patch.id,), facts)
    yield contact(facts, desk.page(f"patches/{patch.id}/"))


def _number(patch: Patch, event: Event) -> int:
    return next(number for number, one in enumerate(patch.events, start=1) if one is event)
