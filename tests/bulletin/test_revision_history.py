"""The history of the policy tells what each revision changed."""

from generator.bulletin.revision_history import revision_history, values_of
from tests.bulletin.small_world import ROOT, Change, facts

FIRST = (ROOT / "data" / "policy" / "POLICY-1.0.yaml").read_text(encoding="utf-8")


def second(*changes: tuple[str, str]) -> Change:
    """Answers a second revision: the first with some texts replaced."""
    text = FIRST.replace("effective_on: 2008-06-01", "effective_on: 2008-06-10")
    for old, new in changes:
        text = text.replace(old, new)
    return Change("policy/POLICY-2.0.yaml", "", text)


def test_the_first_revision_changed_nothing() -> None:
    (chapter,) = revision_history(facts().registry)

    assert () == chapter.differences


def test_a_changed_parameter_is_told_with_both_values() -> None:
    newest, _ = revision_history(facts(second(("operation_days: 7", "operation_days: 10"))).registry)

    assert [("minor.operation_days", "7", "10")] == [(one.name, one.before, one.after) for one in newest.differences]


def test_a_changed_mode_is_told() -> None:
    newest, _ = revision_history(facts(second(("modes: {}", "modes: {PPS313: shadow}"))).registry)

    assert [("mode of PPS313", "", "shadow")] == [(one.name, one.before, one.after) for one in newest.differences]


def test_values_are_written_as_the_record_writes_them() -> None:
    values = values_of(facts().registry.policy["POLICY-1.0"])

    assert "true" == values["tiers.nested"]
    assert "none, collaborating, silver, gold, platinum" == values["tiers.order"]
    assert "2" == values["minor.max_man_days"]
