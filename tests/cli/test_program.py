"""`pps` itself: its help, its version, its completion, its global options, and the codes with which it ends."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator import __version__
from generator.cli.program import GROUPS, MODULES, program
from tests.cli.commands import BARE, BUG, change, commit_all, new_world, pps


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository with the small world; nobody writes in it."""
    return new_world(tmp_path_factory.mktemp("world"))


def test_the_help_lists_the_commands_in_groups(tmp_path: Path) -> None:
    ran = pps(tmp_path, "--help")
    titles = re.findall(r"^(\w+):$", ran.out, re.MULTILINE)

    assert 0 == ran.code
    assert ["Options", *GROUPS] == titles
    assert re.search(r"^Judge:\n  check +Judge the records by all rules\.$", ran.out, re.MULTILINE)


def test_every_command_stands_in_one_group() -> None:
    assert sorted(MODULES) == sorted(name for names in GROUPS.values() for name in names)


@pytest.mark.parametrize("name", ["", "feedback", "forge", "import", "pilot", "policy", "preview"])
def test_the_help_of_a_group_tells_the_first_sentence_of_each_command_whole(name: str) -> None:
    context = click.Context(program)
    group = program.get_command(context, name) if name else program
    assert isinstance(group, click.Group)
    commands = {name: group.get_command(context, name) for name in group.list_commands(context)}
    told = _unspaced(CliRunner().invoke(group, ["--help"]).output)

    assert [] == [name for name, one in commands.items() if one is None or _first_sentence(name, one) not in told]


def _first_sentence(name: str, command: click.Command) -> str:
    paragraph = " ".join((command.help or "").partition("\n\n")[0].split())
    return _unspaced(f"{name} {paragraph.partition('. ')[0].removesuffix('.')}.")


def _unspaced(text: str) -> str:
    return "".join(text.split())


def test_every_module_with_a_command_stands_in_a_group_or_below_one_that_does(checkout: Path) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (checkout / "generator" / "cli").glob("*.py")}
    holding = {stem for stem, text in texts.items() if "\n@click.command(" in text}
    taken_up = {stem for stem in holding if any(f"from generator.cli.{stem} import" in text for text in texts.values())}

    assert set() == holding - set(MODULES.values()) - taken_up


def test_a_start_loads_no_command_but_its_own(checkout: Path) -> None:
    said = "import sys; from generator.cli import main; print(*(name for name in sys.modules if 'policy' in name))"
    done = subprocess.run((sys.executable, "-c", said), cwd=checkout, capture_output=True, text=True, check=True)

    assert "" == done.stdout.strip()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_command_has_help(name: str, tmp_path: Path) -> None:
    ran = pps(tmp_path, name, "--help")

    assert 0 == ran.code
    assert f"Usage: pps {name} " in ran.out


def test_the_version_is_told(tmp_path: Path) -> None:
    assert f"pps, version {__version__}\n" == pps(tmp_path, "--version").out


@pytest.mark.parametrize(("written", "completed"), [("ch", "plain,check"), ("check --for", "plain,--format")])
def test_the_shell_completes(tmp_path: Path, written: str, completed: str) -> None:
    words = f"pps {written}"
    asked = {"_PPS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}

    assert completed in pps(tmp_path, environment=asked).lines


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_gets_its_script(tmp_path: Path, shell: str) -> None:
    script = pps(tmp_path, environment={"_PPS_COMPLETE": f"{shell}_source"}).out

    assert f"_PPS_COMPLETE={shell}_complete" in script


def test_bash_takes_the_script_and_completes_with_it(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("pps")
    lines = (
        f'eval "$(_PPS_COMPLETE=bash_source {command})"',
        "COMP_WORDS=(pps bui) COMP_CWORD=1",
        f"_pps_completion {command}",
        'echo "${COMPREPLY[@]}"',
    )
    done = subprocess.run(
        ("bash", "-c", "\n".join(lines)), cwd=tmp_path, env=BARE, capture_output=True, text=True, check=True
    )

    assert "build" == done.stdout.strip()


def test_the_records_are_found_from_a_folder_below_them(world: Path) -> None:
    assert "checked 55 records" in pps(world / "data" / "bugs", "check").err


def test_the_repository_is_named_before_the_command(world: Path, tmp_path: Path) -> None:
    assert "checked 55 records" in pps(tmp_path, "--root", str(world), "check").err
    assert 2 == pps(tmp_path, "check", "--root", str(world)).code


def test_the_day_of_judgement_is_named_before_the_command(world: Path) -> None:
    assert '"today": "2008-07-20"' in pps(world, "--today", "2008-07-20", "check", "--format", "json").out
    assert 2 == pps(world, "check", "--today", "2008-07-20").code


def test_demonstration_data_brings_its_own_day(world: Path) -> None:
    assert '"today": "2008-06-20"' in pps(world, "check", "--format", "json").out


@pytest.mark.parametrize("day", ["tomorrow", "2008-02-31", "20.6.2008", "20080620", "2008-W25-5", ""])
def test_what_is_no_day_is_refused_with_an_example(world: Path, day: str) -> None:
    ran = pps(world, "--today", day, "check")

    assert 2 == ran.code
    assert f"{day!r} is no day; write it as 2008-06-20" in ran.err


def test_records_may_be_judged_as_they_were_at_a_commit(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    commit_all(root)
    change(root, BUG, "security: false", "security: nein")

    assert (1, 0) == (pps(root, "check").code, pps(root, "--at", "HEAD", "check").code)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("publish",),
        ("check", "--formet", "json"),
        ("check", "--format", "xml"),
        ("check", "data/nothing"),
        ("explain",),
        ("build", "--out"),
        ("serve", "--port", "0"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(world: Path, words: tuple[str, ...]) -> None:
    ran = pps(world, *words)

    assert 2 == ran.code
    assert "Error: " in ran.err or "Usage: pps" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("words", [("check",), ("build",), ("explain", "PATCH-1"), ("serve",), ("due",), ("audit",)])
def test_no_data_ends_with_3_and_says_where_it_was_looked_for(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = pps(tmp_path, *words)

    assert 3 == ran.code
    assert f"pps: no folder data/ in {tmp_path} or above it" in ran.err


def test_a_root_without_data_ends_with_3(tmp_path: Path) -> None:
    ran = pps(tmp_path, "--root", str(tmp_path / "nothing"), "check")

    assert 3 == ran.code
    assert f"{tmp_path / 'nothing' / 'data'} is no folder" in ran.err


@pytest.mark.parametrize("words", [("check", "--base", "main"), ("--at", "HEAD", "check"), ("audit",)])
def test_no_repository_ends_with_4(world: Path, words: tuple[str, ...]) -> None:
    ran = pps(world, *words)

    assert 4 == ran.code
    assert "pps: git cannot answer" in ran.err
    assert "Traceback" not in ran.err


def test_a_commit_that_is_not_there_ends_with_4_and_is_named(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    commit_all(root)
    ran = pps(root, "check", "--base", "origin/main")

    assert 4 == ran.code
    assert "there is no commit 'origin/main'" in ran.err


def test_a_reader_who_stops_reading_sees_no_traceback(world: Path) -> None:
    command = f"{sys.executable} -c 'from generator.cli import main; main()' rule --list | head -n 1"
    done = subprocess.run(("bash", "-c", command), cwd=world, env=BARE, capture_output=True, text=True, check=True)

    assert "PPS001 error   Files are readable\n" == done.stdout
    assert "" == done.stderr
