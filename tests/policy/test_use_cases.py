"""The derivation of the use case: each case of the classification, from a record as it would be written."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from generator.files import SourceFile
from generator.policy.use_cases import Classification, classification, is_above
from generator.registry import Registry
from generator.terms import Component, UseCase
from tests.policy.overlays import world

DAY = date(2008, 6, 20)
CLIENT = {"compatible_with_old_servers": "true", "environment_intervention": "false"}
SERVER = {
    "new_service": "false",
    "compatible_with_existing_clients": "true",
    "new_functionality": "false",
    "db_schema_change": "false",
    "rollback": "full",
    "effort_man_days": "1.0",
    "operational_changes": '{significant: false, description: ""}',
}
SIGNIFICANT = '{significant: true, description: "one more daemon to watch"}'
VARIABLE = "[{name: WMS_LIMIT, where: component-file, file: wms.conf}]"
UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update that differs in some facts from one that changes nothing; `validated` is an effort in man-days."""

    component: str
    attributes: dict[str, str] = field(default_factory=dict)
    config: dict[str, str] = field(default_factory=dict)
    fixes: tuple[str, ...] = ()
    validated: str | None = "1.0"

    def files(self) -> dict[str, bytes]:
        """Writes the patch and its bugs as records."""
        bugs = {f"BUG-{number}": severity for number, severity in enumerate(self.fixes, start=9001)}
        written = {f"data/bugs/{bug}.yaml": bug_text(severity) for bug, severity in bugs.items()}
        return {
            name: text.encode()
            for name, text in (written | {"data/patches/PATCH-9000.yaml": self._patch(bugs)}).items()
        }

    def _patch(self, bugs: dict[str, str]) -> str:
        config = {"added": "[]", "changed": "[]", "removed": "[]"} | self.config
        attributes = (CLIENT if self.component == "client" else SERVER) | self.attributes | {"config": flow(config)}
        lines = [
            f"component: {self.component}",
            "node_types: [glite-UI]",
            'version: "9.0.0-1"',
            'base_version: "8.9.9-1"',
            'title: "an update"',
            "tracker: {system: other, url: https://tracker.example.org/9000}",
            "developers: [dev-pia]",
            f"fixes: [{', '.join(bugs)}]",
            f"attributes: {flow(attributes)}",
            'release_notes: {changes: {}, configuration_instructions: "", known_issues: ""}',
            "events:",
            "- {type: registered, date: 2008-06-01, by: rel-jana, role: sa3-release}",
        ]
        if self.validated:
            validated = (
                "- {type: effort-validated, date: 2008-06-02, by: rm-nadia, role: release-manager, man_days: %s}"
            )
            lines.append(validated % self.validated)
        return "\n".join(lines)


def flow(mapping: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in mapping.items()) + "}"


def bug_text(severity: str) -> str:
    assigned = [] if severity == UNASSIGNED else [f"{{value: {severity}, by: emt-otto, date: 2008-05-01}}"]
    return (
        'kind: bug\ntitle: "a bug"\ntracker_url: https://tracker.example.org/1\noriginator: user-timo\n'
        f"emt_severity: [{', '.join(assigned)}]\nproduction_impact: none\nsecurity: false\n"
    )


def classified(update: Update, changes: dict[str, str] | None = None) -> Classification:
    """Answers the class of an update in the small world, in which lines of the policy may be changed."""
    policy = world()["data/policy/POLICY-1.0.yaml"].decode()
    for old, new in (changes or {}).items():
        assert policy.count(old) == 1
        policy = policy.replace(old, new)
    files = {**world(), "data/policy/POLICY-1.0.yaml": policy.encode(), **update.files()}
    registry = Registry.of(SourceFile(path=path, content=content) for path, content in sorted(files.items()))
    found = classification(registry.patches["PATCH-9000"], registry, DAY)
    assert found is not None
    return found


def client(config: dict[str, str] | None = None, fixes: tuple[str, ...] = (), **attributes: str) -> Update:
    return Update(component="client", attributes=attributes, config=config or {}, fixes=fixes)


def server(config: dict[str, str] | None = None, fixes: tuple[str, ...] = (), **attributes: str) -> Update:
    return Update(component="server", attributes=attributes, config=config or {}, fixes=fixes)


def fixes(**counts: int) -> tuple[str, ...]:
    return tuple(severity for severity, count in counts.items() for _ in range(count))


CONFIGURATION = "configuration variables added, changed or removed"
OLD_SERVERS = "client does not work with old servers"
MINOR = "all four minor conditions hold"
NOT_VALIDATED = "effort not validated by the release manager"

CASES = {
    "C01": (client(), "bc-client", "no configuration change"),
    "C02": (client({"added": VARIABLE.replace("component-file", "yaim")}), "nbc-client", CONFIGURATION),
    "C03": (client({"changed": VARIABLE}), "nbc-client", CONFIGURATION),
    "C04": (client({"removed": VARIABLE}), "nbc-client", CONFIGURATION),
    "C05": (client(environment_intervention="true"), "nbc-client", "intervention on the environment"),
    "C06": (client(compatible_with_old_servers="false"), "nbc-server", OLD_SERVERS),
    "C07": (client({"added": VARIABLE}, compatible_with_old_servers="false"), "nbc-server", OLD_SERVERS),
    "C08": (client(fixes=fixes(major=7)), "bc-client", "no configuration change"),
    "S01": (server(), "bc-server/minor", MINOR),
    "S02": (server(fixes=fixes(major=1, normal=4)), "bc-server/minor", MINOR),
    "S03": (server(fixes=fixes(major=2)), "bc-server/major", "2 major fixes"),
    "S04": (server(fixes=fixes(normal=5)), "bc-server/major", "5 normal fixes"),
    "S05": (server(fixes=fixes(major=1, normal=5)), "bc-server/major", "5 normal fixes"),
    "S06": (server(fixes=fixes(critical=1)), "bc-server/minor", MINOR),
    "S07": (server(fixes=fixes(critical=1, major=1)), "bc-server/major", "2 major fixes"),
    "S08": (server(fixes=fixes(minor=20)), "bc-server/minor", MINOR),
    "S09": (server(fixes=(UNASSIGNED,)), "bc-server/major", "fix without EMT severity"),
    "S10": (replace(server(effort_man_days="2.0"), validated="2.0"), "bc-server/minor", MINOR),
    "S11": (replace(server(effort_man_days="2.5"), validated="2.5"), "bc-server/major", "2.5 man-days"),
    "S12": (replace(server(), validated=None), "bc-server/major", NOT_VALIDATED),
    "S13": (server(effort_man_days="1.5"), "bc-server/major", NOT_VALIDATED),
    "S14": (server({"added": VARIABLE}), "bc-server/major", "new configuration parameters"),
    "S15": (server({"changed": VARIABLE}), "bc-server/minor", MINOR),
    "S16": (server(operational_changes=SIGNIFICANT), "bc-server/major", "significant operational changes"),
    "S17": (server(fixes=fixes(trivial=1), db_schema_change="true"), "nbc-server", "database schema change"),
    "S18": (server(rollback="partial"), "nbc-server", "roll-back partial"),
    "S19": (server(rollback="impossible"), "nbc-server", "roll-back impossible"),
    "S20": (server(compatible_with_existing_clients="false"), "nbc-server", "not usable with existing clients"),
    "S21": (server(new_functionality="true"), "nbc-server", "introduces new functionality"),
    "S22": (server(new_service="true"), "nbc-server", "brand new service"),
}
READING_B = {"max_major_fixes: 1": "max_major_fixes: 2", "max_normal_fixes: 4": "max_normal_fixes: 5"}
LIFTED_IN_READING_B = {"S03", "S04", "S05", "S07"}


@pytest.mark.parametrize(("update", "use_case", "why"), CASES.values(), ids=CASES)
def test_a_patch_has_the_use_case_of_its_facts(update: Update, use_case: str, why: str) -> None:
    found = classified(update)

    assert (use_case, (why,)) == (found.use_case, found.why)


@pytest.mark.parametrize("case", CASES)
def test_the_wider_reading_of_the_limit_makes_four_cases_minor_and_no_other(case: str) -> None:
    update, use_case, _ = CASES[case]
    expected = "bc-server/minor" if case in LIFTED_IN_READING_B else use_case

    assert expected == classified(update, READING_B).use_case


def test_requests_are_no_fixes() -> None:
    update = server(fixes=fixes(major=2))
    files = {path: text.replace(b"kind: bug", b"kind: request") for path, text in update.files().items()}
    registry = Registry.of(SourceFile(path=path, content=text) for path, text in {**world(), **files}.items())
    found = classification(registry.patches["PATCH-9000"], registry, DAY)

    assert found is not None
    assert "bc-server/minor" == found.use_case


def test_a_patch_keeps_the_class_of_its_day() -> None:
    update = server(fixes=fixes(normal=1))
    files = {**world(), **update.files()}
    registry = Registry.of(SourceFile(path=path, content=content) for path, content in sorted(files.items()))
    before, after = (classification(registry.patches["PATCH-9000"], registry, date(2008, 6, day)) for day in (1, 2))

    assert before is not None
    assert after is not None
    assert ("bc-server/major", "bc-server/minor") == (before.use_case, after.use_case)


def test_without_a_final_policy_no_class_is_told() -> None:
    files = {path: content for path, content in world().items() if not path.startswith("data/policy/")}
    registry = Registry.of(SourceFile(path=path, content=content) for path, content in sorted(files.items()))

    assert classification(registry.patches["PATCH-1100"], registry, DAY) is None


@pytest.mark.parametrize(
    ("component", "ladder"),
    [
        (Component.CLIENT, (UseCase.BC_CLIENT, UseCase.NBC_CLIENT, UseCase.NBC_SERVER)),
        (Component.SERVER, (UseCase.BC_SERVER_MINOR, UseCase.BC_SERVER_MAJOR, UseCase.NBC_SERVER)),
    ],
)
def test_the_classes_of_a_component_rise_step_by_step(component: Component, ladder: tuple[UseCase, ...]) -> None:
    above = {(higher, lower) for higher in UseCase for lower in UseCase if is_above(higher, lower, component)}

    assert {(ladder[1], ladder[0]), (ladder[2], ladder[0]), (ladder[2], ladder[1])} == above
