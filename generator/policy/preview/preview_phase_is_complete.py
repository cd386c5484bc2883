"""PPS312."""

from collections.abc import Iterator

from generator.findings import Actor, GateStatus
from generator.policy.preview.answers import entry, met, site_managers
from generator.policy.preview.deployments import previews_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.installation_events import TagPublished
from generator.records.patch_events import Certified, PreviewClosed
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS312",
    of=Patch,
    statements=("T050", "T060"),
    quote="After the parallel certification and preview phases are completed",
    gate_of=("accepted",),
    every_run=False,
)
def preview_phase_is_complete(patch: Patch, facts: Facts) -> Gates:
    """
    A client is accepted when it is certified, and its preview was really offered and is closed.

    Certification and preview run side by side, and production waits for both. Offered means that one site at least has
    published the tag, closed means that the coordination has recorded preview-closed. Whoever holds the open part
    finishes it.
    """
    transition = facts.transition
    if transition is None:
        return
    parts = tuple(_open_parts(patch, facts))
    for message, fix, actor in parts:
        yield Gate(
            status=GateStatus.MISSING,
            at=transition.place,
            message=f"the preview phase is not complete: {message}",
            fix=fix,
            actor=actor,
        )
    if not parts:
        kinds = (Certified, PreviewClosed)
        steps = [next(event for event in patch.events if isinstance(event, kind)) for kind in kinds]
        yield met(transition.place, "certified, offered by its tag, and closed", *(entry(patch, one) for one in steps))


def _open_parts(patch: Patch, facts: Facts) -> Iterator[tuple[str, str, Actor]]:
    if not any(isinstance(event, Certified) for event in patch.events):
        yield "not certified", "finish the certification", facts.actor(Role.SA3_CERTIFICATION)
    if not any(isinstance(event, PreviewClosed) for event in patch.events):
        yield "no preview-closed", "close the preview", facts.actor(Role.PPS_COORDINATION)
    previews = previews_of(patch, facts)
    if not any(isinstance(event, TagPublished) for one in previews for event in one.events):
        managers = site_managers((one.site for one in previews), facts)
        yield "no site has published its tag", "publish the tag after the local test", managers
