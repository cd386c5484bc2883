"""The guides name commands and options that exist."""

import re
import shlex
from pathlib import Path

import click
import pytest

from generator.cli.program import program

GUIDES = sorted((Path(__file__).parents[1] / "site_templates" / "prose").rglob("*.md"))
READ = (*GUIDES, *(Path(__file__).parents[1] / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")))
COMMAND = re.compile(r"(?:`|^\$? *|^ +|&& )(?:\.venv/bin/)?(pps [^`\n|;&#…]+)", re.MULTILINE)
LINES = sorted({(path.name, line.strip()) for path in READ for line in COMMAND.findall(path.read_text("utf-8"))})


def _commands(words: list[str]) -> tuple[click.Command, list[str]]:
    """Answers the command that words lead to, and the words that are left for it."""
    context, found = click.Context(program), program
    command: click.Command = found
    while words and isinstance(command, click.Group):
        if words[0].startswith("-"):
            needs_value = next((one for one in command.params if words[0].split("=")[0] in one.opts), None)
            assert needs_value is not None or words[0] in {"--help", "--version"}, words[0]
            words = words[2 if isinstance(needs_value, click.Option) and not needs_value.is_flag else 1 :]
            continue
        inner = command.get_command(context, words[0])
        assert inner is not None, f"there is no command {words[0]!r}"
        command, words = inner, words[1:]
    return command, words


@pytest.mark.parametrize(("guide", "line"), LINES)
def test_a_command_in_a_guide_exists_with_its_options(guide: str, line: str) -> None:
    command, rest = _commands(shlex.split(line)[1:])
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help", "-h"}

    assert set() == {word.split("=")[0] for word in rest if word.startswith("--")} - known, guide


def test_the_guides_do_name_commands() -> None:
    assert len(LINES) > 40
