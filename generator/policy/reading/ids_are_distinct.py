"""PPS107."""

from collections import defaultdict

from generator.findings import GateStatus, Location, quoted
from generator.likeness import likeness
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.registry import Registry


@rule("PPS107", of=Registry)
def ids_are_distinct(registry: Registry, _: Facts) -> Gates:
    """
    No two ids of a kind can be taken for one another.

    Upper and lower case, 0 and O, 1 and l and I, rn and m, vv and w count as the same, because people read ids to one
    another, and because a look-alike could speak in the name of a site or a person. Choose an id that is told apart at
    a glance.
    """
    alike: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for file in registry.files:
        if file.kind is not None and file.kind.pattern.fullmatch(file.stem):
            alike[file.kind.folder, likeness(file.stem)].append((file.stem, file.path))
    for found in alike.values():
        if len(found) == 1:
            continue
        first, *others = sorted(found, key=lambda one: (_changes(one[0]), one))
        for stem, path in others:
            yield Gate(
                status=GateStatus.BREACHED,
                at=Location(path, 1, 1),
                message=f"id {quoted(stem)} is confusable with {quoted(first[0])}",
                fix="choose a distinct id",
                actor=AUTHOR,
                subject=stem,
            )


def _changes(identity: str) -> int:
    return sum(one != other for one, other in zip(identity.casefold(), likeness(identity), strict=False))
