"""The engine of the cases is seen to find what is wrong with a case, and to read what is right."""

from pathlib import Path

import pytest

from generator.policy.judging import all_rules
from tests.policy.cases import Case, CaseError, CaseFile, Kind, case_file_of
from tests.policy.overlays import Overlay, bytes_of, laid
from tests.policy.verdicts import complaints

KEYS_ARE_KNOWN = next(rule for rule in all_rules() if rule.id == "PPS102")
MISSPELT = """\
# Keys are known

## {kind}: a misspelt field

A sentence.
{also}
```diff title="data/vos/ops.yaml"
{hunk}
```
"""
HUNK = " name: Operations VO{first}\n+colour: blue{second}"


def one_case(text: str) -> Case:
    (case,) = case_file_of(text).cases
    return case


def said(folder: Path, *, kind: str = "Flagged", also: str = "", first: str = "", second: str = "") -> list[str]:
    hunk = HUNK.format(first=first, second=second)
    case = one_case(MISSPELT.format(kind=kind, also=also, hunk=hunk))
    return [line.partition(":")[0] for line in complaints(KEYS_ARE_KNOWN, case, folder)]


def test_a_good_case_is_held(tmp_path: Path) -> None:
    assert [] == said(tmp_path, second="  # <- unknown field 'colour'")


def test_a_mark_may_name_the_level(tmp_path: Path) -> None:
    assert [] == said(tmp_path, second="  # <- error: unknown field")


def test_a_missing_mark_is_noticed(tmp_path: Path) -> None:
    assert ["a Flagged case marks at least one line", "said and not marked"] == said(tmp_path)


def test_a_mark_with_the_wrong_words_is_noticed(tmp_path: Path) -> None:
    assert ["marked and not said", "said and not marked"] == said(tmp_path, second="  # <- unknown field 'color'")


def test_a_mark_on_the_wrong_line_is_noticed(tmp_path: Path) -> None:
    assert ["marked and not said", "said and not marked"] == said(tmp_path, first="  # <- unknown field")


def test_a_mark_too_many_is_noticed(tmp_path: Path) -> None:
    assert ["marked and not said"] == said(tmp_path, second="  # <- unknown field 'colour' # <- unknown field")


def test_a_finding_in_an_allowed_case_is_noticed(tmp_path: Path) -> None:
    assert ["said and not marked"] == said(tmp_path, kind="Allowed")


def test_a_mark_in_an_allowed_case_is_noticed(tmp_path: Path) -> None:
    assert ["an Allowed case has no marks"] == said(tmp_path, kind="Allowed", second="  # <- unknown field")


def test_another_rule_that_speaks_is_noticed(tmp_path: Path) -> None:
    hunk = HUNK.format(first="", second="  # <- unknown field") + "\n+id: ops"
    case = one_case(MISSPELT.format(kind="Flagged", also="", hunk=hunk))

    assert ["PPS104 speaks too"] == [line.partition(":")[0] for line in complaints(KEYS_ARE_KNOWN, case, tmp_path)]


def test_another_rule_that_is_named_and_silent_is_noticed(tmp_path: Path) -> None:
    assert ["PPS101 is named under Also and is silent"] == said(
        tmp_path, also="Also: PPS101", second="  # <- unknown field"
    )


def test_a_waiting_case_of_a_rule_that_gates_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="PPS102 gates no transition"):
        said(tmp_path, kind="Waiting")


NOTES_AGREE = next(rule for rule in all_rules() if rule.id == "PPS202")
ASKED = """\
## Waiting: the acceptance of a client that declares nothing and asks for something

A sentence.

```diff title="data/patches/PATCH-1200.yaml"
-    added:
-      - {{name: UI_SCRATCH_DIR, where: yaim, file: site-info.def}}
+    added: []
```

```diff title="data/patches/PATCH-1200.yaml"
   configuration_instructions: "Set UI_SCRATCH_DIR in site-info.def and configure the UI again."{mark}
```
"""


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("  # <- missing: the release notes ask for configuration", []),
        ("  # <- waiting until 2008-06-23", ["marked and not said", "said and not marked"]),
        ("", ["said and not marked"]),
    ],
)
def test_a_gate_is_asked_about_what_may_come_next(mark: str, expected: list[str], tmp_path: Path) -> None:
    found = complaints(NOTES_AGREE, one_case(ASKED.format(mark=mark)), tmp_path)

    assert expected == [line.partition(":")[0] for line in found]


def test_an_observation_is_seen_by_the_rules(tmp_path: Path) -> None:
    rogue = next(rule for rule in all_rules() if rule.id == "PPS112")
    block = '```diff title="observation.json"\n     "COLLINA-GRID": [\n+      "VO-ops-PPS-glite-WN-9.9.9-9",\n```\n'
    case = one_case(f"## Flagged: a tag that nobody recorded\n\nA sentence.\n\n{block}")
    found = complaints(rogue, case, tmp_path)

    assert ["a Flagged case marks at least one line", "said and not marked"] == [
        line.partition(":")[0] for line in found
    ]


def diffed(hunk: str, text: str = "a\nb\na\n") -> Overlay:
    case = one_case(f'## Allowed: x\n\nA sentence.\n\n```diff title="data/x.yaml"\n{hunk}\n```\n')
    return laid(case, {"data/x.yaml": text.encode()})


def test_a_diff_edits_its_lines_and_keeps_the_others() -> None:
    overlay = diffed(" b\n-a\n+c  # <- new\n+d")

    assert {"data/x.yaml": b"a\nb\nc\nd\n"} == overlay.contents()
    assert ("data/x.yaml:3: new",) == tuple(map(str, overlay.marks()))


@pytest.mark.parametrize(
    ("hunk", "error"),
    [
        (" z", "stand there 0 times"),
        (" a", "stand there 2 times"),
        ("+a", "stand there no times"),
        ("-b  # <- gone", "bears no mark"),
        ("*b", "begins with a blank"),
    ],
)
def test_a_diff_that_does_not_fit_is_refused(hunk: str, error: str) -> None:
    with pytest.raises(CaseError, match=error):
        diffed(hunk)


def test_two_diffs_of_a_file_follow_one_another() -> None:
    block = '```diff title="data/x.yaml"\n{}\n```\n'
    first, second = block.format(" b  # <- here"), block.format("-a\n b\n+c")
    overlay = laid(one_case(f"## Allowed: x\n\nA sentence.\n\n{first}\n{second}"), {"data/x.yaml": b"a\nb\n"})

    assert {"data/x.yaml": b"b\nc\n"} == overlay.contents()
    assert ("data/x.yaml:1: here",) == tuple(map(str, overlay.marks()))


def test_a_file_that_is_not_there_cannot_be_edited_nor_deleted() -> None:
    for kind in ("diff", "delete"):
        case = one_case(f'## Allowed: x\n\nA sentence.\n\n```{kind} title="data/y.yaml"\n```\n')
        with pytest.raises(CaseError, match="no such file"):
            laid(case, {})


def test_bytes_are_repeated_and_joined() -> None:
    assert b"name: xxx\xff\n" == bytes_of(r'b"name: " + b"x" * 3 + b"\xff\n"')


@pytest.mark.parametrize("expression", ["open", "'text'", "b'x", "b'x'.decode()", "3"])
def test_what_is_no_bytes_literal_is_refused(expression: str) -> None:
    with pytest.raises(CaseError):
        bytes_of(expression)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("---\ntoday: 2008-06-20\n# x\n", "does not end"),
        ("---\ncolour: blue\n---\n# x\n", "no setting"),
        ("---\ntoday: soon\n---\n# x\n\n## Allowed: y\n\nA sentence.\n", "no day"),
        ("# x\n\n## Refused: y\n", "Allowed, Flagged or Waiting"),
        ("# x\n\n## Allowed: y\n", "in a sentence"),
        ("# x\n\n## Allowed: y\n\nA sentence.\n\n```yaml\n", "does not end"),
        ("# x\n\n## Allowed: y\n\nA sentence.\n\n```yaml\n```\n", "is no block"),
        ('# x\n\n## Allowed: y\n\nA sentence.\n\n```toml title="data/x"\n```\n', "is no block"),
    ],
)
def test_a_case_file_that_breaks_the_grammar_is_refused(text: str, error: str) -> None:
    with pytest.raises(CaseError, match=error):
        case_file_of(text)


def test_a_case_file_is_read_whole() -> None:
    front = "---\ntoday: 2008-06-23\nbase: world\n---\n"
    lines = "A sentence.\nAlso: PPS101, PPS103\nToday: 2008-06-24\n- data/x.yaml:7: z\n"
    file: CaseFile = case_file_of(f"{front}# Obligation\n\n## Waiting: y\n\n{lines}")
    (case,) = file.cases

    assert ("Obligation", {"today": "2008-06-23", "base": "world"}) == (file.heading, file.settings)
    assert (Kind.WAITING, "y", "2008-06-24") == (case.kind, case.title, case.today.isoformat())
    assert (["PPS101", "PPS103"], ["data/x.yaml:7: z"]) == (sorted(case.also), list(map(str, case.listed)))
