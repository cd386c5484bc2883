"""`pps` as a person runs it, within the process of the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main


def pps(root: Path, *arguments: object, today: str = "2008-06-20") -> int:
    """Runs a command on a repository and answers its exit code."""
    with pytest.raises(SystemExit) as exited:
        main(["--root", str(root), "--today", today, *map(str, arguments)])
    return int(exited.value.code or 0)
