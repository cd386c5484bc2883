"""The ownership file of this repository, and how GitHub reads such a file."""

from pathlib import Path

import pytest

from generator.policy.governance.ownership import OWNERS, PATH, line_for, lines_of, written_for
from generator.records.kinds import KINDS

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_ownership_file_of_this_repository_is_the_written_table() -> None:
    assert written_for("example") == (REPOSITORY / PATH).read_text(encoding="utf-8")


def test_every_kind_of_record_has_its_owners() -> None:
    assert {f"/data/{folder}/" for folder in KINDS} == {path for path in OWNERS if path.startswith("/data/")} - {
        "/data/vocab.yaml"
    }


def test_the_written_file_gives_each_path_to_its_teams() -> None:
    lines = lines_of(written_for("example"))
    found = {path: line_for(f"{path}any" if path.endswith("/") else path, lines) for path in OWNERS}

    assert OWNERS == {path: line.teams for path, line in found.items() if line}


def test_comments_and_owners_that_are_no_teams_do_not_count() -> None:
    (line,) = lines_of("# nobody\n\n/data/ @octo-cat jo@example.org @Example/EMT # joint\n")

    assert (3, "/data/", ("emt",)) == (line.line, line.pattern, line.teams)


def test_the_last_line_that_matches_decides() -> None:
    lines = lines_of("/data/ @example/a\n/data/bugs/ @example/b\n/data/b* @example/c\n")

    assert ["a", "b", None] == [
        line.teams[0] if (line := line_for(path, lines)) else None
        for path in ("/data/vos/ops.yaml", "/data/bugs/BUG-1.yaml", "/README.md")
    ]


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*", "/data/bugs/BUG-1.yaml", True),
        ("*.yaml", "/data/bugs/BUG-1.yaml", True),
        ("*.yaml", "/data/bugs/BUG-1.yml", False),
        ("/data/", "/data/bugs/BUG-1.yaml", True),
        ("/data", "/data/bugs/BUG-1.yaml", True),
        ("/data", "/database.yaml", False),
        ("/bugs/", "/data/bugs/BUG-1.yaml", False),
        ("bugs/", "/data/bugs/BUG-1.yaml", True),
        ("data/bugs", "/old/data/bugs/BUG-1.yaml", False),
        ("data/*", "/data/vocab.yaml", True),
        ("data/*", "/data/bugs/BUG-1.yaml", False),
        ("/data/*/", "/data/bugs/BUG-1.yaml", True),
        ("data/**", "/data/bugs/BUG-1.yaml", True),
        ("**/bugs", "/data/bugs/BUG-1.yaml", True),
        ("/data/**/BUG-1.yaml", "/data/bugs/BUG-1.yaml", True),
        ("/data/BUG-?.yaml", "/data/BUG-1.yaml", True),
        ("/data/BUG-?.yaml", "/data/BUG-12.yaml", False),
    ],
)
def test_a_pattern_speaks_about_the_files_that_it_matches(pattern: str, path: str, expected: bool) -> None:  # noqa: FBT001 - the column of a table
    (line,) = lines_of(f"{pattern} @example/emt")

    assert expected is line.matches(path)
