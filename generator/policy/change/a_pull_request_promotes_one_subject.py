"""PPS809."""

from collections.abc import Iterator

from generator.findings import GateStatus, Location
from generator.history.change import Change
from generator.lifecycle import patch_states, pilot_states
from generator.policy.change.edits import comparable
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.patch_events import PilotOpened, Released
from generator.records.patches import Patch
from generator.records.pilot_events import Upgraded
from generator.records.pilots import Pilot
from generator.records.structure import Event
from generator.registry import Registry

_POLICY = "data/policy/"
_MOVES = frozenset({*patch_states.ARROWS, *pilot_states.ARROWS})
Subject = Patch | Pilot


@rule("PPS809", of=Registry)
def a_pull_request_promotes_one_subject(registry: Registry, facts: Facts) -> Gates:
    """
    A pull request promotes one subject, and leaves the policy, the code and the workflows alone.

    One subject is a patch, a pilot with its patches, a release with its patches, or patches that are coordinated; it
    may take several steps at once. So each decision is reviewed for itself, by those whom it concerns, and nobody moves
    a patch and the rule that stands in its way in one go. Split the pull request. The first import into an empty
    repository is free.
    """
    del registry
    change = comparable(facts)
    if change is None or change.is_first:
        return
    yield from _mixed(change)
    promoted = sorted(_promoted(change), key=lambda one: one[0].path)
    groups = _groups([subject for subject, _ in promoted])
    for subject, event in promoted:
        if subject.id not in groups[0]:
            first = ", ".join(sorted(groups[0]))
            yield _split(
                subject.place(event),
                f"promotes {subject.id} beside {first}",
                "promote it in its own pull request",
                subject.id,
            )


def _mixed(change: Change) -> Gates:
    policy = [path for path in change.paths if path.startswith(_POLICY)]
    records = [path for path in change.paths if not path.startswith(_POLICY)]
    if policy and records:
        message = "a promotion must not change the policy in the same pull request"
        yield _split(Location(policy[0], 1, 1), message, "split it", policy[0].rpartition("/")[2].removesuffix(".yaml"))
    if change.paths and change.outside:
        others = f" and {len(change.outside) - 1} more files" if len(change.outside) > 1 else ""
        message = f"records and {change.outside[0]}{others} change in the same pull request"
        yield _split(Location(change.outside[0], 1, 1), message, "split it", change.outside[0])


def _split(at: Location, message: str, fix: str, subject: str) -> Gate:
    return Gate(status=GateStatus.BREACHED, at=at, message=message, fix=fix, actor=AUTHOR, subject=subject)


def _promoted(change: Change) -> Iterator[tuple[Subject, Event]]:
    """Yield each patch and pilot to which the change adds a transition, with the first of them."""
    for file in change.after.values():
        record = file.record
        if isinstance(record, Patch | Pilot):
            was = change.was(record)
            old = len(was.events) if isinstance(was, Patch | Pilot) else 0
            moves = (event for event in record.events[old:] if type(event) in _MOVES)
            first = next(moves, None)
            if first is not None:
                yield record, first


def _groups(subjects: list[Subject]) -> list[frozenset[str]]:
    """Join subjects that belong together, in the order of the subjects; one empty group where there is none."""
    groups: list[tuple[frozenset[str], frozenset[str]]] = []
    for subject in subjects:
        ids, names = frozenset({subject.id}), _names(subject)
        joined = [group for group in groups if group[1] & names]
        for group in joined:
            ids, names = ids | group[0], names | group[1]
        at = min((groups.index(group) for group in joined), default=len(groups))
        groups = [group for group in groups if group not in joined]
        groups.insert(at, (ids, names))
    return [ids for ids, _ in groups] or [frozenset()]


def _names(subject: Subject) -> frozenset[str]:
    """Name what a subject shares with those that it is promoted with."""
    if isinstance(subject, Pilot):
        upgraded = (patch for event in subject.events if isinstance(event, Upgraded) for patch in event.patches)
        return frozenset({subject.id, *subject.patches, *upgraded})
    releases = (event.release for event in subject.events if isinstance(event, Released))
    pilots = (event.pilot for event in subject.events if isinstance(event, PilotOpened))
    return frozenset({subject.id, *subject.coordinated_with, *releases, *pilots})
