"""PPS308."""

from collections.abc import Iterator

from generator.findings import GateStatus, Level, Location
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.installation_events import Distributed, TagPublished, Tested
from generator.records.installations import Installation
from generator.terms import UseCase

_MANUAL = {
    Distributed: "distribution did not use a SAM job (ideal mechanism)",
    Tested: "the local test did not use a SAM job (ideal mechanism)",
    TagPublished: "the tag was not published by lcg-ManageVOTag or lcg-tags",
}


@rule(
    "PPS308",
    of=Installation,
    level=Level.INFO,
    statements=("T029", "T038", "T039", "T040", "T067", "T068"),
    quote="independent versions of clients is handled by a centralised mechanism",
)
def recommended_mechanisms_are_used(installation: Installation, facts: Facts) -> Gates:
    """
    Previews are installed centrally, distributed and tested by SAM jobs, and tagged by the tools for tags.

    What a job does is done at every site in one way, and can be repeated. It is a recommendation: a manual step is
    noted here, and nothing waits for it. A client that sites have to configure is installed locally by nature.
    """
    patch = facts.registry.patches.get(installation.patch)
    use_case = facts.use_case(patch) if patch is not None else None
    if installation.kind != "preview" or use_case is None or not use_case.is_client_class:
        return
    for place, message in _by_hand(installation, use_case):
        yield Gate(status=GateStatus.MET, at=place, message=message, fix="nothing; prefer it next time")


def _by_hand(installation: Installation, use_case: UseCase) -> Iterator[tuple[Location, str]]:
    if installation.mechanism == "local" and use_case is UseCase.BC_CLIENT:
        yield installation.place(name="mechanism"), "the version was not installed by the central mechanism"
    for event in installation.events:
        if isinstance(event, Distributed | Tested | TagPublished) and event.via == "manual":
            yield installation.place(event), _MANUAL[type(event)]
