"""PPS905."""

from collections.abc import Iterator, Sequence

from generator.findings import GateStatus, Location
from generator.policy.governance.ownership import OWNERS, PATH, Ownership, line_for, lines_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.registry import Registry
from generator.terms import Role


@rule(
    "PPS905",
    of=Registry,
    statements=("T002",),
    quote="It is addressed to VO managers, ROC managers, site managers in the pre-production orbit",
)
def every_folder_has_its_owners(registry: Registry, facts: Facts) -> Gates:
    """
    Every folder has its owners: the teams without whose approval nothing in it changes.

    The file .github/CODEOWNERS gives each kind of record, the policy, the rules and the workflows to the teams of the
    handbook. Of several lines that match a file, the last one counts, so that a later and wider line can take a folder
    away from its owners. Add the line, or name the missing team in it. Where there never was such a file nothing is
    claimed, but no change removes it.
    """
    if facts.codeowners is None:
        if facts.change is not None and facts.change.was_owned:
            yield _lost(facts)
        return
    lines = lines_of(facts.codeowners)
    for folder, teams in OWNERS.items():
        for line in _deciding(folder, registry, lines):
            missing = [team for team in teams if line is None or team not in line.teams]
            if missing:
                yield _gap(folder, teams, line, missing, facts)
                break


def _deciding(folder: str, registry: Registry, lines: Sequence[Ownership]) -> Iterator[Ownership | None]:
    """Yield the line that decides about a folder as such, and about each record in it."""
    yield line_for(f"{folder}any" if folder.endswith("/") else folder, lines)
    kind = folder.removeprefix("/data/").strip("/")
    for record in registry.by_kind.get(kind, {}).values():
        yield line_for(f"/{record.path}", lines)


def _lost(facts: Facts) -> Gate:
    return Gate(
        status=GateStatus.MISSING,
        at=Location(PATH, 1, 1),
        message="the ownership file is gone: nothing has a code owner",
        fix="restore it",
        actor=facts.actor(Role.PPS_COORDINATION),
        subject=PATH,
    )


def _gap(folder: str, teams: Sequence[str], line: Ownership | None, missing: Sequence[str], facts: Facts) -> Gate:
    expected = f"(expected: {', '.join(teams)})"
    if line is None or not line.teams:
        message = f"{folder} has no code owner {expected}"
    else:
        message = f"{folder} is owned by {', '.join(line.teams)}, without {', '.join(missing)} {expected}"
    return Gate(
        status=GateStatus.MISSING,
        at=Location(PATH, line.line if line else 1, 1),
        message=message,
        fix="add the line" if line is None else f"name {', '.join(missing)} in it",
        actor=facts.actor(Role.PPS_COORDINATION),
        subject=PATH,
    )
