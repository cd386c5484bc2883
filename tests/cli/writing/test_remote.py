"""The channel of a first preview is named by git's own remote, where that is a repository at a forge."""

import subprocess
from pathlib import Path

import pytest

from generator.cli.asking import repository_address


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/north/records.git", "https://github.com/north/records"),
        ("https://github.com/north/records", "https://github.com/north/records"),
        ("https://token@github.com/north/records.git", "https://github.com/north/records"),
        ("git@github.com:north/records.git", "https://github.com/north/records"),
        ("ssh://git@forge.example.org/north/records.git", "https://forge.example.org/north/records"),
        ("../remote.git", None),
        ("file:///srv/git/records.git", None),
    ],
)
def test_the_address_of_the_repository_comes_from_its_remote(tmp_path: Path, remote: str, expected: str | None) -> None:
    subprocess.run(("git", "init", "--quiet", tmp_path), check=True)
    subprocess.run(("git", "-C", tmp_path, "remote", "add", "origin", remote), check=True)

    assert expected == repository_address(tmp_path)


def test_a_folder_without_git_has_no_address(tmp_path: Path) -> None:
    assert repository_address(tmp_path / "nowhere") is None
