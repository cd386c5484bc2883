"""PPS313."""

from datetime import date

from generator.findings import GateStatus, Level, Waiver
from generator.lifecycle.clocks import days_after
from generator.policy.preview.answers import entry, in_days, met, not_applicable, site_managers
from generator.policy.preview.deployments import first_day, previews_of
from generator.policy.rule import Facts, Gate, Gates, Transition, rule
from generator.policy.spans import complete_on
from generator.records.installation_events import TagPublished
from generator.records.patch_events import PreviewClosed
from generator.records.patches import Patch


@rule(
    "PPS313",
    of=Patch,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T050", "T060"),
    quote="After the parallel certification and preview phases are completed",
    gate_of=("accepted",),
    every_run=False,
)
def preview_stays_open_long_enough(patch: Patch, facts: Facts) -> Gates:
    """
    A preview stays open for some days after the first site has published its tag.

    The document gives no number; the guideline leaves users one week to hear of the version, to try it and to answer.
    Close the preview later, or explain by an exception why it could be shorter. The days count from the first tag to
    the first preview-closed.
    """
    transition = facts.transition
    if transition is None:
        return
    wanted = facts.parameters().client_preview.min_days
    tag = first_day(previews_of(patch, facts), TagPublished)
    closed = next((event for event in patch.events if isinstance(event, PreviewClosed)), None)
    if transition.event is not None and (tag is None or closed is None):
        yield not_applicable(transition.place, "the preview was not offered and closed")
    elif tag is None:
        yield _untagged(patch, transition, wanted, facts)
    elif closed is None:
        yield _open(transition, tag, wanted, facts)
    elif closed.date >= days_after(tag, wanted):
        days = in_days((closed.date - tag).days)
        yield met(transition.place, f"the preview was open {days}, guideline is {wanted}", entry(patch, closed))
    else:
        days, earliest = in_days(max((closed.date - tag).days, 0)), days_after(tag, wanted)
        yield Gate(
            status=GateStatus.BREACHED,
            at=patch.place(closed),
            message=f"the preview was open {days}, guideline is {wanted} (earliest {earliest})",
            fix="close later, or explain",
        )


def _open(transition: Transition, tag: date, wanted: int, facts: Facts) -> Gate:
    earliest, days = _enough_since(tag, facts), (facts.today - tag).days
    if facts.today >= earliest:
        return met(transition.place, f"the preview is open for {in_days(days)}, guideline is {wanted}")
    message = f"the preview is open for {days} of {in_days(wanted)}"
    return Gate(status=GateStatus.WAITING, at=transition.place, message=message, fix="close it then", earliest=earliest)


def _untagged(patch: Patch, transition: Transition, wanted: int, facts: Facts) -> Gate:
    return Gate(
        status=GateStatus.MISSING,
        at=transition.place,
        message=f"no site has published the tag; the preview stays open {in_days(wanted)} from the first one",
        fix="publish the tag after the local test",
        actor=site_managers((one.site for one in previews_of(patch, facts)), facts),
        earliest=_enough_since(facts.today, facts),
    )


def _enough_since(tag: date, facts: Facts) -> date:
    return complete_on(tag, lambda params: params.client_preview.min_days, facts)
