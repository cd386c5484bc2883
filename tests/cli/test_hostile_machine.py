"""`pps` on a machine that refuses: closed streams, a full disk, a folder that is gone, no git."""

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import BARE, PPS, Ran, commit_all, new_world, pps

PROMOTED = "--today 2008-06-20 promote PATCH-1100 note --by coord-lena --note seen"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository with the small world; nobody writes in it."""
    root = new_world(tmp_path_factory.mktemp("world"))
    commit_all(root)
    return root


def shell(at: Path, line: str) -> Ran:
    """Runs a line of bash in which `pps` is the command."""
    function = f'pps() {{ {shlex.join(PPS)} "$@"; }}\n'
    done = subprocess.run(
        ("bash", "-c", function + line), cwd=at, env=BARE, capture_output=True, text=True, check=False
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.mark.parametrize("line", ["check >&-", "check <&-", "check 2>&-", f"{PROMOTED} --dry-run <&-"])
def test_a_closed_stream_is_no_fault(world: Path, line: str) -> None:
    ran = shell(world, f"pps {line}")

    assert (0, False) == (ran.code, "Traceback" in ran.err)


def test_an_output_that_takes_nothing_is_told_in_a_sentence(world: Path) -> None:
    ran = shell(world, "pps check --strict > /dev/full")

    assert (2, 1) == (ran.code, len(ran.err.splitlines()))
    assert "pps: No space left on device; make room or mend the rights; " in ran.err


def test_a_reader_who_stops_at_the_first_line_sees_no_traceback(world: Path) -> None:
    ran = shell(world, "pps check --strict | true")

    assert (0, False) == (ran.code, "Traceback" in ran.err)


def test_a_disk_that_refuses_a_record_leaves_everything_as_it_was(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    commit_all(root)
    ran = shell(root, f"ulimit -f 0; pps {PROMOTED}")

    assert (2, "") == (ran.code, ran.out)
    assert "File too large; make room or mend the rights; " in ran.err
    assert (
        b""
        == subprocess.run(
            ("git", "-C", str(root), "status", "--porcelain"), check=True, capture_output=True, env=BARE
        ).stdout
    )


def test_a_folder_that_was_deleted_ends_with_3(tmp_path: Path) -> None:
    ran = shell(tmp_path, "mkdir gone && cd gone && rmdir ../gone && pps check")

    assert (3, "pps: the folder that you are in was deleted; go to another one, or pass --root\n") == (
        ran.code,
        ran.err,
    )


def test_records_are_judged_without_git(world: Path) -> None:
    assert pps(world, "check").out == pps(world, "check", environment={"PATH": "/nonexistent"}).out


@pytest.mark.parametrize(
    "words", [("check", "--base", "HEAD"), ("audit",), ("diff", "HEAD"), ("--at", "HEAD", "check")]
)
def test_what_needs_git_says_that_it_is_missing(world: Path, words: tuple[str, ...]) -> None:
    ran = pps(world, *words, environment={"PATH": "/nonexistent"})

    assert (4, "pps: git is not installed; install it (on Debian: apt install git)\n") == (ran.code, ran.err)
