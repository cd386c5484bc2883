"""Announcements: what a transition would publish, and to whom, if it were recorded today (outputs §6, §11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from generator.bulletin.answers import answers_to
from generator.bulletin.silence import silence_of
from generator.lifecycle.clocks import agreed_days, days_after
from generator.lifecycle.installation_pilots import pilot_of
from generator.lifecycle.installation_steps import published_since
from generator.lifecycle.pilot_states import committed_vos, running_set, steps
from generator.policy.acceptance import settled_classification
from generator.policy.pilot_class import pilot_class
from generator.records.patches import Patch
from generator.records.pilot_events import Evaluated
from generator.records.pilots import Pilot
from generator.terms import UseCase

if TYPE_CHECKING:
    from generator.policy.rule import Facts
    from generator.records.installations import Installation


def announcements(subject: Patch | Pilot, transition: str, facts: Facts) -> tuple[str, ...]:
    """Tell what a transition would publish today; nothing for one that only the page of the subject shows."""
    tellers = _OF_PATCH if isinstance(subject, Patch) else _OF_PILOT
    teller = tellers.get(transition)
    return tuple(teller(subject, facts)) if teller and facts.policy() else ()


def _everybody(facts: Facts) -> str:
    return f"all {len(facts.registry.vos)} VOs and all {len(facts.registry.rocs)} ROCs"


def _preview_opened(patch: Patch, facts: Facts) -> Iterator[str]:
    yield f"a broadcast to {_everybody(facts)} becomes due"
    invited = sorted({one for bug in patch.fixes for one in _originators(bug, facts)})
    if invited:
        yield f"after the first distribution {', '.join(invited)} can be asked to verify the solution"
    yield "the version appears on the map and in the bulletin when a site publishes its tag"


def _originators(bug: str, facts: Facts) -> tuple[str, ...]:
    found = facts.registry.bugs.get(bug)
    return (found.originator,) if found is not None and found.originator not in {None, "none"} else ()


def _pilot_opened(patch: Patch, facts: Facts) -> Iterator[str]:
    del facts
    yield f"the bulletin lists {patch.id} with its pilot"


def _accepted(patch: Patch, facts: Facts) -> Iterator[str]:
    yield "the bulletin lists it as waiting for a release"
    if patch.release_notes.feedback_summary is not None:
        yield "the release notes carry the summary of the feedback"
    elif answers_to(patch, facts).from_users:
        yield "the release notes count the feedback, without a summary of it"
    else:
        found = settled_classification(patch, facts)
        silence = silence_of(patch, facts, found.use_case if found else None)
        condition = "" if silence.is_final else "unless somebody answers in time, "
        yield f"{condition}the release notes say: “{silence.sentence}”"


def _released(patch: Patch, facts: Facts) -> Iterator[str]:
    yield "the release notes are no longer a draft, and the bulletin lists it as released"
    previews = (one for one in facts.registry.installations_by_patch.get(patch.id, ()) if one.kind == "preview")
    yield from _tags_left("preview", previews, facts)


def _tags_left(what: str, installations: Iterable[Installation], facts: Facts) -> Iterator[str]:
    """Tell until when the tags are to be withdrawn, at the sites that still publish one (PPS318)."""
    sites = sorted(one.site for one in installations if published_since(one, facts.today) is not None)
    if sites:
        stale = days_after(facts.today, facts.parameters().tags.stale_tag_days)
        yield f"tags of the {what} that still stand at {', '.join(sites)} are to be withdrawn by {stale}"


def _negotiation_opened(pilot: Pilot, facts: Facts) -> Iterator[str]:
    yield f"the VOs, EIS and {len(pilot.candidates)} candidate sites are invited to the kick-off"
    if pilot_class(pilot, facts) is UseCase.NBC_SERVER:
        yield "the developers are invited too"


def _agreed(pilot: Pilot, facts: Facts) -> Iterator[str]:
    days = agreed_days(pilot, "setup_days", facts.parameters().pilot.setup_days)
    yield f"the set-up clock starts: due on {days_after(facts.today, days)}"


def _started(pilot: Pilot, facts: Facts) -> Iterator[str]:
    params = facts.parameters()
    yield f"the week of operation starts: complete on {days_after(facts.today, params.minor.operation_days)}"
    if pilot_class(pilot, facts) is UseCase.BC_SERVER_MINOR:
        yield "no VO is asked: the pilot is kept internal"
        return
    days = agreed_days(pilot, "feedback_days", params.pilot.feedback_days)
    interval = params.pilot.reminder_interval_days
    yield f"feedback is due on {days_after(facts.today, days)}; reminders go out every {interval} days"
    yield f"committed VOs that are asked: {', '.join(committed_vos(pilot, facts.today)) or 'none'}"


def _evaluated(pilot: Pilot, facts: Facts) -> Iterator[str]:
    patches = ", ".join(running_set(pilot, facts.today))
    if any(isinstance(step.event, Evaluated) and step.event.outcome == "failure" for step in steps(pilot)):
        yield f"the pilot failed: it does not speak for {patches} at the acceptance"
    else:
        yield f"with success, the pilot speaks for {patches} at the acceptance"
    yield from _tags_left("pilot", _installed(pilot, facts), facts)


def _installed(pilot: Pilot, facts: Facts) -> Iterator[Installation]:
    for patch in running_set(pilot, facts.today):
        for installation in facts.registry.installations_by_patch.get(patch, ()):
            own = pilot_of(installation, facts.registry, facts.today)
            if own is not None and own.id == pilot.id:
                yield installation


_Teller = Callable[[Any, "Facts"], Iterator[str]]
_OF_PATCH: Final[dict[str, _Teller]] = {
    "preview-opened": _preview_opened,
    "pilot-opened": _pilot_opened,
    "accepted": _accepted,
    "released": _released,
}
_OF_PILOT: Final[dict[str, _Teller]] = {
    "negotiation-opened": _negotiation_opened,
    "agreed": _agreed,
    "started": _started,
    "evaluated": _evaluated,
}
