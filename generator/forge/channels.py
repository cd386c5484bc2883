"""The public channels for feedback: one issue for each preview and pilot that takes it, locked, leading to the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.pilot_standing import standing_of
from generator.forge.forms import FEEDBACK
from generator.forge.marks import issue_once, own_issues
from generator.lifecycle.patch_states import preview_window, state_of
from generator.records.patch_events import FeedbackChannelOpened, PreviewOpened
from generator.terms import PatchState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.messages import Desk
    from generator.forge.github import GitHub
    from generator.policy.rule import Facts
    from generator.records.patches import Patch

LABEL: Final = "feedback-channel"
PREFIX: Final = "channel/"
_WHAT_BECOMES_OF_IT: Final = "It becomes a record of the bulletin, is answered, and goes into the release notes."
_LOCKED: Final = "Comments are locked here, because only what is written in the form becomes a record."
_VISIBLE: Final = frozenset({PatchState.IN_PREVIEW, PatchState.IN_PPS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What the issue of a subject says."""

    subject: str
    title: str
    text: str

    @property
    def key(self) -> str:
        """The key of its mark."""
        return f"{PREFIX}{self.subject}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was done: the numbers of the issues that stand open, and of those that were closed."""

    standing: tuple[int, ...]
    closed: tuple[int, ...]


def channels(facts: Facts, desk: Desk) -> tuple[Channel, ...]:
    """Tell the channels that are open today: of previews, and of pilots that ask for feedback (T046, A38)."""
    return (*_of_previews(facts, desk), *_of_pilots(facts, desk))


def unrecorded(facts: Facts) -> tuple[Patch, ...]:
    """Tell the patches in preview whose record does not name a channel (PPS309)."""
    return tuple(one for one in _previews(facts) if not any(isinstance(e, FeedbackChannelOpened) for e in one.events))


def address(repository: str, subject: str) -> str:
    """Tell where everything about a subject is found: the issues with its label."""
    return f"{repository}/issues?q=label:{subject}"


def open_channels(github: GitHub, wanted: tuple[Channel, ...]) -> Opened:
    """
    Open the issue of each channel once, keep it up to date and locked, and close those whose time is over.

    An issue that somebody closed stays closed.
    """
    known = own_issues(github)
    standing = []
    for one in wanted:
        issue = issue_once(github, one.key, one.title, one.text, (LABEL, one.subject), known=known)
        if not issue.is_locked:
            github.lock_issue(issue.number)
        standing.append(issue.number)
    keys = {one.key for one in wanted}
    over = [one.number for key, one in known.items() if key.startswith(PREFIX) and key not in keys and one.is_open]
    for number in over:
        github.edit_issue(number, state="closed", reason="completed")
    return Opened(standing=tuple(standing), closed=tuple(over))


def _previews(facts: Facts) -> Iterator[Patch]:
    for patch in facts.registry.patches.values():
        is_previewed = any(isinstance(event, PreviewOpened) and event.date <= facts.today for event in patch.events)
        until = preview_window(patch).until
        if is_previewed and state_of(patch, facts.today) in _VISIBLE and (until is None or facts.today <= until):
            yield patch


def _of_previews(facts: Facts, desk: Desk) -> Iterator[Channel]:
    for patch in _previews(facts):
        what = f"{patch.id}, version {patch.version} of {', '.join(patch.node_types)}, can be tried now."
        yield _channel(patch.id, what, "until its preview is closed", f"patches/{patch.id}/", desk)


def _of_pilots(facts: Facts, desk: Desk) -> Iterator[Channel]:
    for pilot in facts.registry.pilots.values():
        standing = standing_of(pilot, facts)
        if standing.is_in_operation and not standing.is_minor:
            what = f"The pilot service {pilot.id} runs {', '.join(standing.patches)}."
            due = standing.feedback_due
            until = f"up to and including {due}" if due else "while the pilot is in operation"
            yield _channel(pilot.id, what, until, f"pilots/{pilot.id}/", desk)


def _channel(subject: str, what: str, until: str, page: str, desk: Desk) -> Channel:
    form, more = desk.form(FEEDBACK.query(f"Feedback on {subject}", subject=subject)), desk.page(page)
    invitation = f"**[Give feedback on {subject}]({form})** – good or bad, {until}. {_WHAT_BECOMES_OF_IT}"
    where = f"Sites, versions and how to select them: {more}" if more else ""
    text = "\n\n".join(filter(None, (what, invitation, _LOCKED, where)))
    return Channel(subject=subject, title=f"Feedback on {subject}", text=text)
