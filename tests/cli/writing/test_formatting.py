"""`pps fmt`, by hand and from a git hook."""

import subprocess
import sys
from pathlib import Path

import yaml

from tests.cli.commands import BARE, commit_all
from tests.cli.writing.conftest import Run

BUG = "data/bugs/BUG-1101.yaml"


def neglect(world: Path) -> tuple[Path, bytes]:
    """Spoils the layout of one record; answers it and what stood there."""
    path = world / BUG
    tidy = path.read_bytes()
    path.write_bytes(tidy.replace(b"kind: ", b"kind:    ") + b"\n\n")
    return path, tidy


def test_records_in_canonical_layout_are_left_alone(pps: Run) -> None:
    ran = pps("fmt")

    assert (0, "", "") == (ran.code, ran.out, ran.err)


def test_a_record_is_laid_out(world: Path, pps: Run) -> None:
    path, tidy = neglect(world)
    ran = pps("fmt")

    assert (0, f"{BUG}: laid out\n") == (ran.code, ran.out)
    assert tidy == path.read_bytes()


def test_a_check_of_the_layout_writes_nothing(world: Path, pps: Run) -> None:
    path, _ = neglect(world)
    untidy = path.read_bytes()
    ran = pps("fmt", "--check")

    assert (1, f"{BUG}: is not in canonical layout; run pps fmt\n") == (ran.code, ran.out)
    assert untidy == path.read_bytes()


def test_only_the_paths_that_are_named_are_looked_at(world: Path, pps: Run) -> None:
    neglect(world)

    assert 0 == pps("fmt", "--check", "data/sites", "data/vocab.yaml").code
    assert 1 == pps("fmt", "--check", "data/bugs").code
    assert 1 == pps("fmt", "--check", str(world / BUG)).code


def test_a_path_that_is_no_record_is_a_wrong_use(world: Path, pps: Run) -> None:
    ran = pps("fmt", "data/bugs/BUG-9.yaml")

    assert 2 == ran.code
    assert f"data/bugs/BUG-9.yaml is no record, and no folder of records, in {world}" in ran.err


def test_a_file_that_cannot_be_read_is_named_and_left_while_the_others_are_laid_out(world: Path, pps: Run) -> None:
    path, tidy = neglect(world)
    broken = world / "data" / "vos" / "tauris.yaml"
    broken.write_bytes(b'name: "x\n')
    ran = pps("fmt")

    assert (1, f"{BUG}: laid out\n", "data/vos/tauris.yaml: it cannot be read; pps check tells why\n") == (
        ran.code,
        ran.out,
        ran.err,
    )
    assert (tidy, b'name: "x\n') == (path.read_bytes(), broken.read_bytes())


def test_a_name_that_would_break_the_line_is_escaped(world: Path, pps: Run) -> None:
    (world / "data" / "vos" / "a\nb.yaml").write_bytes(b'name: "x\n')

    assert ["data/vos/a\\u000ab.yaml: it cannot be read; pps check tells why"] == pps("fmt").err.splitlines()


def test_each_published_hook_says_what_a_hook_has_to_say(checkout: Path) -> None:
    hooks = yaml.safe_load((checkout / ".pre-commit-hooks.yaml").read_text())

    assert ["pps-check", "pps-fmt"] == [one["id"] for one in hooks]
    assert all({"id", "name", "entry", "language", "files"} <= one.keys() for one in hooks)


def test_a_git_hook_of_the_published_entries_stops_a_commit_that_breaks_a_rule(checkout: Path, world: Path) -> None:
    hooks = {one["id"]: one["entry"] for one in yaml.safe_load((checkout / ".pre-commit-hooks.yaml").read_text())}
    commit_all(world)
    python = f'"{sys.executable}" -c "from generator.cli import main; main()"'
    entries = [entry.replace("pps", f"{python} --today 2008-06-20", 1) for entry in hooks.values()]
    hook = world / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nset -e\n" + "".join(f"{entry} {BUG}\n" for entry in entries))
    hook.chmod(0o755)
    path = world / BUG
    sound = path.read_text()

    assert 0 == commit(world, path, sound + "# seen\n").returncode
    refused = commit(world, path, sound.replace("kind: bug", "kind: big"))
    assert 1 == refused.returncode
    assert "PPS103" in refused.stdout + refused.stderr


def commit(world: Path, path: Path, text: str) -> "subprocess.CompletedProcess[str]":
    """Writes a file and tries to commit it."""
    path.write_text(text)
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    command = ("git", "-C", str(world), *who, "commit", "--quiet", "--all", "-m", "an edit")
    return subprocess.run(command, capture_output=True, text=True, check=False, env=BARE)
