"""The code, the templates and the workflows that a new repository of records takes along, each at its present state."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from generator.authoring.edits import AuthoringError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.authoring.founding import Founding

_TAKEN: Final = (
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "Makefile",
    "generator",
    "hatch_build.py",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements",
    "site_templates",
    "tests/policy",
)
"""Of the tests only the cases of the rules, because the pages of the rules show them."""
_LEFT: Final = frozenset({".github/workflows/code.yml", "requirements/bench.txt", "requirements/dev.txt"})
"""What only the tests need, which stay with the code."""
_TARGETS: Final = ("test:", "bench:", "lock:", "system-packages:", "$(VENV)/dev:", "$(VENV)/bench:")
_HEAD: Final = "# `make site` is the command that matters; it needs no network once its requirements are installed."
_CODE: Final = ".github/PULL_REQUEST_TEMPLATE/code.md"
_KEPT: Final = "- [ ] `make check` passes\n- [ ] A change of policy names the statement and who approved it\n"
"""What a change of the code promises where neither its tests nor its changelog are."""
_CHECK: Final = "check: $(VENV)/run ## Check the records.\n\t$(BIN)/pps check"


def make_sure(sources: Path, target: Path) -> None:
    """
    Refuse a target that holds something, .git not counted, and sources that lack a part.

    Raises AuthoringError.
    """
    lacking = [name for name in _TAKEN if not (sources / name).exists()]
    if lacking:
        raise AuthoringError(
            f"{sources} lacks {', '.join(lacking)}, which a new repository takes along; run pps init from a checkout"
        )
    if target.exists() and (not target.is_dir() or any(one.name != ".git" for one in target.iterdir())):
        raise AuthoringError(f"{target} is not empty; name a new folder")


def lay_out(sources: Path, target: Path, founding: Founding, records: Mapping[str, str]) -> None:
    """
    Lay a repository out: the files of `sources` that records need, adapted, and the records.

    `target` is a new folder or an empty one. It is filled at the end, from a folder beside it. Raises AuthoringError as
    `make_sure` does.
    """
    make_sure(sources, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        _fill(sources, draft, founding, records)
        target.mkdir(exist_ok=True)
        for entry in sorted(draft.iterdir()):
            entry.replace(target / entry.name)
    finally:
        shutil.rmtree(draft)


def _fill(sources: Path, draft: Path, founding: Founding, records: Mapping[str, str]) -> None:
    for name in _files(sources):
        copy = draft / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sources / name, copy)
    adapted = {
        "Makefile": _makefile((draft / "Makefile").read_text(encoding="utf-8")),
        "README.md": _readme(sources, founding),
        _CODE: (draft / _CODE).read_text(encoding="utf-8").partition("- [ ]")[0] + _KEPT,
        "mkdocs.yml": _configuration((draft / "mkdocs.yml").read_text(encoding="utf-8"), founding.name),
    }
    for name, text in (adapted | dict(records)).items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _files(sources: Path) -> Iterator[str]:
    for name in _TAKEN:
        start = sources / name
        for path in sorted(start.rglob("*")) if start.is_dir() else (start,):
            place = path.relative_to(sources).as_posix()
            is_case = not place.startswith("tests/") or path.suffix == ".md"
            if path.is_file() and "__pycache__" not in path.parts and place not in _LEFT and is_case:
                yield place


def _makefile(text: str) -> str:
    """Leave out what makes and runs tests, paragraph by paragraph; what is left checks, builds and shows records."""
    names = {target.removesuffix(":") for target in _TARGETS}
    settings = re.sub(r"^(?:TEST_PACKAGES|LOCK) := (?:.*\\\n)*.*\n", "", text, flags=re.MULTILINE)
    kept = [part for part in settings.split("\n\n") if not part.startswith(_TARGETS)]
    kept = [_CHECK if part.startswith("check:") else part for part in (_HEAD, *kept[1:])]
    goals = re.compile(r"^\.PHONY:(.*)$", re.MULTILINE)
    return goals.sub(lambda found: _goals(found[1], names), "\n\n".join(kept)).rstrip("\n") + "\n"


def _goals(told: str, left_out: set[str]) -> str:
    return " ".join((".PHONY:", *(one for one in told.split() if one not in left_out)))


def _configuration(text: str, name: str) -> str:
    line = f"site_name: {json.dumps(name, ensure_ascii=False)}"
    return re.sub(r"^site_name:.*$", lambda _: line, text, flags=re.MULTILINE)


def _readme(sources: Path, founding: Founding) -> str:
    text = (sources / "site_templates" / "founding" / "README.md").read_text(encoding="utf-8")
    return Template(text).substitute(name=founding.name, organisation=founding.organisation)
