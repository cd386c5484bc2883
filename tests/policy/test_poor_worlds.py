"""The rules on worlds that lack one record: a gap or a broken file is a finding, never a traceback."""

import pytest

from generator.files import SourceFile
from generator.findings import Level
from generator.policy.checking import check
from generator.policy.decision import decide
from generator.policy.rule import Facts
from generator.registry import Registry
from tests.policy.cases import WORLD_TODAY
from tests.policy.overlays import world

each_record = pytest.mark.parametrize("path", sorted(world()))
DANGLING = {"PPS106"}
WITHOUT = {
    "data/deployment-tests/DT-1400-001.yaml": set(),
    "data/exceptions/EXC-2008-015.yaml": {"PPS403"},
    "data/feedback/FB-110.yaml": {"PPS106", "PPS603"},
    "data/feedback/FB-150.yaml": {"PPS414"},
    "data/installations/INST-1100-COLLINA-GRID.yaml": {"PPS311", "PPS312"},
    "data/installations/INST-1200-SILVERFIR-T2.yaml": set(),
    "data/installations/INST-1300-GOLDCREST-T2.yaml": {"PPS305"},
    "data/installations/INST-1400-GOLDCREST-T2.yaml": {"PPS413"},
    "data/installations/INST-1400-SILVERFIR-T2.yaml": {"PPS413"},
    "data/installations/INST-1500-PLATEAU-T1.yaml": {"PPS305"},
    "data/notifications/NTF-2008-0011.yaml": {"PPS310"},
    "data/notifications/NTF-2008-0012.yaml": {"PPS311"},
    "data/notifications/NTF-2008-0024.yaml": {"PPS414"},
    "data/overrules/OVR-2008-016.yaml": {"PPS106", "PPS401", "PPS417"},
    "data/people/sm-goldie.yaml": {"PPS106", "PPS412"},
    "data/people/sm-plato.yaml": {"PPS106", "PPS412"},
    "data/people/sm-silvan.yaml": {"PPS106", "PPS412"},
    "data/pilots/PILOT-2008-014.yaml": {"PPS106", "PPS305"},
    "data/pilots/PILOT-2008-015.yaml": {"PPS106", "PPS305"},
    "data/policy/POLICY-1.0.yaml": {"PPS904"},
    "data/post-mortems/PM-2008-015.yaml": {"PPS106", "PPS507"},
    "data/vocab.yaml": {"PPS103"},
    "data/vos/lumen.yaml": {"PPS106", "PPS901"},
}
"""What is said of the world without a record, where that is more or less than that its name leads nowhere."""


def rules_heard(files: dict[str, bytes]) -> set[str]:
    """Answers which rules find an error or a warning; decides about every subject as well."""
    registry = Registry.of(SourceFile(path=path, content=content) for path, content in sorted(files.items()))
    facts = Facts(registry=registry, today=WORLD_TODAY)
    decide(facts)
    return {one.rule for one in check(facts) if one.level is not Level.INFO and one.excused_by is None}


@each_record
def test_a_record_that_is_missing_is_missed_by_what_needs_it(path: str) -> None:
    files = {other: content for other, content in world().items() if other != path}

    assert WITHOUT.get(path, DANGLING) == rules_heard(files)


@each_record
def test_a_record_that_cannot_be_read_leads_nowhere_astray(path: str) -> None:
    heard = rules_heard({**world(), path: b"format: [1"})

    assert "PPS001" in heard
    assert heard <= {"PPS001"} | WITHOUT.get(path, set()) - DANGLING
