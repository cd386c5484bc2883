"""The comment on a pull request whose every word a stranger chose, and one that is too long."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.bulletin.merge_outcome import MergeOutcome, merge_outcome
from generator.edition import Edition
from generator.findings import Finding, Level, Location
from generator.history.change import Change as ChangedRecords
from generator.history.reviews import Evidence
from generator.reports import merge_markdown, merge_text
from generator.reports.markdown import escaped
from generator.reports.merge_wording import verdict
from tests.attacked import ROUNDS, attacked
from tests.bulletin.merges import EVERYTHING, MONDAY, evaluated, merge
from tests.bulletin.small_world import Change, edition

ROOT = Path(__file__).resolve().parent.parent / "world"
BASE = "a" * 40
LINES = re.compile(
    r"<!-- pps:report -->|## What this merge will do|\*\*[^<]*\*\*|### [^<]*|[A-Z0-9][^<@]*|"
    r"<details><summary>[^<]*</summary>|</details>|\|.*\||```(?:diff)?|[-+].*|"
)
"""Every kind of line that a comment has."""


def attacking(number: int) -> tuple[Edition, MergeOutcome]:
    """Answers the merge that turns a harmless world into one whose every text is an attack."""
    hostile, harmless = attacked(ROOT, number)
    paths = tuple(file.path for file in hostile.registry.files)
    change = ChangedRecords(base=harmless.registry, head=hostile.registry, paths=paths)
    after = replace(hostile.facts, change=change, worked_out={})
    outcome = merge_outcome(harmless.facts, after, hostile.findings, EVERYTHING)
    return replace(hostile, facts=after), outcome


@pytest.fixture(scope="module", params=range(ROUNDS))
def comment(request: pytest.FixtureRequest) -> str:
    return merge_markdown.document(*attacking(request.param), BASE)


def tables(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("|")]


def test_every_line_is_one_of_ours(comment: str) -> None:
    assert [] == [line for line in comment.splitlines() if not LINES.fullmatch(line)]


def test_no_cell_holds_a_mention_a_link_or_markup(comment: str) -> None:
    for line in tables(comment):
        assert not re.search(
            r"[<@`]|(?<!\\)[\[\]*_~]|&#64;(?!&#8203;)|#(?!\d+;|&#8203;)|://|www\.", line.replace("\\`", "")
        )


def test_no_cell_ends_a_row(comment: str) -> None:
    for table in re.findall(r"(?m)(?:^\|.*\n)+", comment):
        columns, *rows = (line.replace("\\|", "").count("|") for line in table.splitlines())

        assert {columns} == set(rows)


def test_a_fence_is_not_closed_by_what_stands_in_it(comment: str) -> None:
    fenced = re.findall(r"(?ms)^```diff\n(.*?)^```\n", comment)

    assert fenced
    assert all(line.startswith(("+", "-")) for one in fenced for line in one.splitlines())


def test_no_line_is_a_command_to_the_runner(comment: str) -> None:
    assert not [line for line in comment.splitlines() if line.lstrip().startswith("::") or "##[" in line]


def test_the_comment_is_printable_and_short_enough(comment: str) -> None:
    assert all(char.isprintable() or char == "\n" for char in comment)
    assert len(comment) <= merge_markdown.LIMIT


def test_lines_of_the_terminal_are_printable() -> None:
    assert all(line.isprintable() for line in merge_text.as_text(*attacking(0)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@octo-cat", "&#64;&#8203;octo\\-cat"),
        ("a@b.example", "a&#64;&#8203;b.example"),
        ("owner/repo#12", "owner/repo\\#&#8203;12"),
        ("GH-12", "GH\\-&#8203;12"),
        ("www.elsewhere.example", "www&#8203;.elsewhere.example"),
        ("https://elsewhere.example", "https&#58;&#8203;//elsewhere.example"),
        (":tada:", "&#58;&#8203;tada&#58;"),
        ("$x$", "\\$&#8203;x\\$&#8203;"),
        ("PPS408: 6 of 7", "PPS408&#58; 6 of 7"),
    ],
)
def test_what_github_would_bring_to_life_is_kept_apart(text: str, shown: str) -> None:
    assert shown == escaped(text)


def test_a_comment_that_would_be_too_long_tells_how_much_is_left_out() -> None:
    outcome = merge(evaluated())
    many = tuple(
        Finding(
            rule="PPS103",
            name="values-fit-their-fields",
            level=Level.ERROR,
            subject=f"BUG-{number}",
            location=Location(f"data/bugs/BUG-{number}.yaml", 3, 5),
            message="it is wrong " * 60,
        )
        for number in range(3000)
    )
    told = merge_markdown.document(edition(), replace(outcome, findings=many), BASE)
    (left,) = re.findall(r"(?m)^(\d+) more$", told)

    assert len(told) <= merge_markdown.LIMIT
    assert "3000 errors" in told
    assert "<details><summary>Findings: 3000</summary>" in told
    assert 3000 == int(left) + sum(line.startswith("| error | PPS103 ") for line in told.splitlines())


def test_a_long_word_is_cut_and_says_so() -> None:
    outcome = merge(evaluated())
    found = Finding(
        rule="PPS103",
        name="values-fit-their-fields",
        level=Level.ERROR,
        subject="BUG-1",
        location=Location("data/bugs/BUG-1.yaml", 3, 5),
        message="x" * 5000,
    )
    told = merge_markdown.document(edition(), replace(outcome, findings=(found,)), BASE)

    assert f"| {'x' * 299}… |" in told


@pytest.mark.parametrize("evidence", [None, Evidence(approved=frozenset(), author=None, opened_on=None)])
def test_a_merge_that_names_nobody_claims_nobody_behind_it(evidence: Evidence | None) -> None:
    outcome = merge(Change("patches/PATCH-1200.yaml", 'known_issues: ""', 'known_issues: "Slow."'), evidence=evidence)

    assert () == outcome.voices
    assert "The records allow this merge; it adds nothing that waits for somebody's review." == verdict(outcome)


def test_a_crowd_that_is_awaited_is_counted_and_not_listed() -> None:
    outcome = merge(evaluated(), today=MONDAY, evidence=Evidence(approved=frozenset(), author=None, opened_on=None))
    (voice,) = outcome.voices
    crowd = tuple(replace(voice, person=f"person-{number}") for number in range(9000))
    told = merge_markdown.document(edition(), replace(outcome, voices=crowd), BASE)

    assert "9000 reviews awaited&#58; person\\-0, " in told
    assert "person\\-7 and 8992 more.**" in told
