"""Versions as the home page and the bulletin list them: what, where, how to select it, until when, where to answer."""

from dataclasses import dataclass
from datetime import date

from generator.bulletin.embargo import changes_of
from generator.bulletin.open_until import pilot_open_until, preview_open_until
from generator.bulletin.versions import Version
from generator.jdl import selection
from generator.lifecycle.patch_states import preview_window
from generator.pages.feedback_lines import feedback_form
from generator.pages.signposts import Ref, Signposts
from generator.policy.observation.recorded_tags import unseen_sites
from generator.policy.pilot.answers import due_of
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts
from generator.records.patch_events import FeedbackChannelOpened
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.terms import UseCase

UNTIL_CLOSED = "until the preview is closed"
UNTIL_EVALUATED = "until the pilot is evaluated"
INTERNAL = "kept internal: no feedback is asked for, what you notice is still read"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """
    One version that users can select.

    `answer_by` is the last day for feedback where one is fixed; `answer_until` says it in words. `closed_on` is the day
    on which the preview was closed, where it is over; `open_at_least_until` is the forecast of the day that ends the
    preview or pilot, where it lies ahead. `unseen` are those of the sites where the information system, asked on the
    day `unseen_on`, did not show the tag. `channel` leads to the feedback channel of the preview, and `form` is the
    query of the feedback form.
    """

    key: str
    kind: str
    patch: Ref
    pilot: Ref | None
    title: str
    version: str
    node_types: tuple[str, ...]
    platforms: tuple[str, ...]
    use_case: str
    words: str
    state: str
    changes: tuple[str, ...]
    sites: tuple[Ref, ...]
    since: date
    tags: tuple[str, ...]
    jdl: str
    answer_by: date | None
    answer_until: str
    channel: Ref | None
    form: str
    closed_on: date | None = None
    open_at_least_until: date | None = None
    unseen: tuple[Ref, ...] = ()
    unseen_on: date | None = None


def version_entry(version: Version, facts: Facts, *, is_past: bool = False) -> VersionEntry:
    """
    Write what a user has to know to test a version; raises ValueError for one that no site publishes.

    An issue that `is_past` has no forecast.
    """
    signposts = Signposts(facts.registry)
    patch, pilot = version.patch, version.pilot
    use_case = version.classification.use_case if version.classification else None
    usable = [one for one in version.placements if one.is_usable]
    unseen, looked_on = unseen_sites((one.installation for one in usable), facts)
    return VersionEntry(
        key=version.key,
        kind=version.kind,
        patch=signposts.of(patch.id),
        pilot=signposts.of(pilot.id) if pilot else None,
        title=patch.title,
        version=patch.version,
        node_types=patch.node_types,
        platforms=tuple(sorted({platform for one in usable for platform in one.installation.platforms})),
        use_case=use_case or "",
        words=use_case.in_words if use_case else "",
        state=version.state,
        changes=changes_of(patch, facts.registry, facts.today),
        sites=tuple(signposts.site(site) for site in version.usable_at),
        since=min(one.published_since for one in usable if one.published_since),
        tags=version.tags,
        jdl=selection(version.tags).jdl,
        answer_by=due_of(pilot, facts) if pilot else None,
        answer_until=_answer_until(pilot, facts),
        channel=_channel(patch, facts.today) if pilot is None else None,
        form=feedback_form(version.subject),
        closed_on=_closed_on(patch, facts.today) if pilot is None else None,
        open_at_least_until=None if is_past else _open_until(version, facts),
        unseen=tuple(signposts.site(site) for site in unseen),
        unseen_on=looked_on,
    )


def _answer_until(pilot: Pilot | None, facts: Facts) -> str:
    if pilot is None:
        return UNTIL_CLOSED
    return INTERNAL if pilot_class(pilot, facts) is UseCase.BC_SERVER_MINOR else UNTIL_EVALUATED


def _closed_on(patch: Patch, today: date) -> date | None:
    until = preview_window(patch).until
    return until if until is not None and until <= today else None


def _open_until(version: Version, facts: Facts) -> date | None:
    if version.pilot is not None:
        return pilot_open_until(version.pilot, facts)
    return preview_open_until(version.patch, facts)


def _channel(patch: Patch, today: date) -> Ref | None:
    opened = [event for event in patch.events if isinstance(event, FeedbackChannelOpened) and event.date <= today]
    return Ref(text=f"answers about {patch.id}", url=opened[-1].ref) if opened else None
