"""What the rules about reading say where a case of one record cannot show it."""

from generator.files import SourceFile
from generator.findings import Finding
from generator.likeness import likeness
from generator.policy.checking import check
from generator.policy.rule import Facts
from generator.registry import Registry
from tests.policy.cases import WORLD_TODAY
from tests.policy.overlays import world


def findings(identity: str, files: dict[str, bytes]) -> tuple[Finding, ...]:
    registry = Registry.of(SourceFile(path=path, content=content) for path, content in sorted(files.items()))
    return tuple(one for one in check(Facts(registry=registry, today=WORLD_TODAY)) if one.rule == identity)


def edited(path: str, old: str, new: str) -> dict[str, bytes]:
    text = world()[path].decode()
    assert text.count(old) == 1
    return {path: text.replace(old, new).encode()}


def test_a_missing_vocabulary_is_told_once_in_each_record_that_needs_it() -> None:
    found = findings("PPS103", {path: content for path, content in world().items() if path != "data/vocab.yaml"})

    assert found
    assert len({finding.location.path for finding in found}) == len(found)
    assert {True} == {finding.message.endswith("and there is no data/vocab.yaml that lists it") for finding in found}


def test_an_unreadable_vocabulary_speaks_for_itself() -> None:
    assert () == findings("PPS103", {**world(), "data/vocab.yaml": b"format: [1"})


def test_two_circles_are_two_findings() -> None:
    circles = {
        **edited("data/patches/PATCH-1100.yaml", "fixes:", "supersedes: [PATCH-1200]\nfixes:"),
        **edited("data/patches/PATCH-1200.yaml", "fixes:", "supersedes: [PATCH-1100]\nfixes:"),
        **edited("data/patches/PATCH-1300.yaml", "fixes:", "supersedes: [PATCH-1300]\nfixes:"),
    }

    assert [
        "supersedes[0]: PATCH-1200 supersedes PATCH-1100 supersedes PATCH-1200, in a circle",
        "supersedes[0]: PATCH-1300 supersedes PATCH-1300, in a circle",
    ] == [finding.message for finding in findings("PPS106", {**world(), **circles})]


def test_the_way_out_of_a_wrong_name_is_the_nearest_name() -> None:
    wrong = edited("data/patches/PATCH-1300.yaml", "developers: [dev-pia]", "developers: [dev-pio]")
    (finding,) = findings("PPS106", {**world(), **wrong})

    assert ("developers[0]", "did you mean 'dev-pia'?") == (finding.field, finding.fix)


def test_no_number_is_nearer_than_another() -> None:
    wrong = edited("data/patches/PATCH-1500.yaml", "fixes: []", "fixes: [BUG-1302]")
    (finding,) = findings("PPS106", {**world(), **wrong})

    assert "add the record, or correct the id" == finding.fix


def test_a_retired_site_leads_to_its_new_name() -> None:
    retired = edited(
        "data/sites/COLLINA-GRID.yaml",
        "infrastructure: production",
        "infrastructure: production\nretired_on: 2008-06-11\nrenamed_to: PLATEAU-T1",
    )
    (finding,) = findings("PPS106", {**world(), **retired})

    assert ("DT-1400-001", "use PLATEAU-T1, its new name") == (finding.subject, finding.fix)


def test_every_approval_is_asked_for_the_record_that_its_scope_names() -> None:
    wrong = edited("data/exceptions/EXC-2008-015.yaml", "scope: lumen", "scope: lumin")
    (finding,) = findings("PPS106", {**world(), **wrong})

    assert "did you mean 'lumen'?" == finding.fix


def test_numbers_are_told_apart() -> None:
    numbers = [f"PATCH-{number}" for number in range(1, 3000)]

    assert len(numbers) == len({likeness(number) for number in numbers})
