"""The guide to `pps what-if` shows what the command prints for the demonstration data."""

import re
import shlex
import subprocess
import sys
from pathlib import Path


def test_the_guide_shows_what_the_command_prints(checkout: Path) -> None:
    guide = (checkout / "site_templates/prose/guides/what-if.md").read_text(encoding="utf-8")
    shown = re.findall(r"```console\n\$ pps (.*)\n((?:.*\n)*?)```\n", guide)
    program = (sys.executable, "-c", "from generator.cli import main; main()", "--root", str(checkout))

    assert 2 == len(shown)
    for line, output in shown:
        ran = subprocess.run((*program, *shlex.split(line)), capture_output=True, text=True, check=True)

        assert output == ran.stdout
