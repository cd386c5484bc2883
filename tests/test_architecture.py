"""The laws of the house hold for `generator/`, and each is seen to fail on a tree that breaks it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.architecture import (
    ill_named_modules,
    import_circles,
    loaded_by,
    long_files,
    misused_powers,
    side_doors,
    upward_imports,
)
from tests.source_modules import Module, modules_of

PACKAGE = "generator"

Law = Callable[[Mapping[str, Module]], tuple[str, ...]]

LAWS: tuple[Law, ...] = (
    upward_imports,
    import_circles,
    side_doors,
    ill_named_modules,
    misused_powers,
    long_files,
)


def breaches(law: Law, root: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Answers what the law says of a package made of these files."""
    for name, text in files.items():
        path = root / PACKAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return law(modules_of(root / PACKAGE))


@pytest.mark.parametrize("law", LAWS)
def test_the_house_keeps_its_laws(law: Law, checkout: Path) -> None:
    assert () == law(modules_of(checkout / PACKAGE))


def test_the_files_of_the_tests_are_short_too(checkout: Path) -> None:
    assert () == long_files(modules_of(checkout / "tests"))


@pytest.mark.parametrize("law", LAWS)
def test_a_small_lawful_house_is_not_blamed(law: Law, tmp_path: Path) -> None:
    files = {
        "__init__.py": '__version__ = "1"\n',
        "terms.py": "import enum\nfrom datetime import date\n\ntime = date(2008, 6, 20)\nprint(time)\n",
        "records/__init__.py": "from generator.records.patches import Patch\n",
        "records/patches.py": "from generator.terms import time\n\nPatch = time\n",
        "records/source.py": "import yaml\n",
        "files.py": "from pathlib import Path\n\nfrom generator.records import Patch\n\nPath().read_text()\n",
        "registry.py": "from generator.files import Patch\n",
        "cli/main.py": "import datetime\nimport click\nfrom generator import __version__\ndatetime.date.today()\n",
        "cli/check.py": "import click\nfrom generator import registry\nfrom . import main\n",
    }

    assert () == breaches(law, tmp_path, files)


@pytest.mark.parametrize(
    "statement",
    [
        "import generator.policy.rule",
        "from generator.policy import rule",
        "from generator.policy.rule import Gate",
        "from ..policy.rule import Gate",
        "def late() -> None:\n    from generator.policy import rule",
    ],
)
def test_an_import_that_points_up_is_found_in_every_spelling(statement: str, tmp_path: Path) -> None:
    files = {"policy/__init__.py": "", "policy/rule.py": "", "records/patches.py": statement}
    line = len(statement.splitlines())
    target = "policy.rule"

    assert (f"generator/records/patches.py:{line}: imports {target}, which stands above it",) == breaches(
        upward_imports,
        tmp_path,
        files,
    )


def test_a_module_without_a_floor_is_found(tmp_path: Path) -> None:
    assert ("generator/attic.py:1: stands on no floor",) == breaches(upward_imports, tmp_path, {"attic.py": ""})


def test_a_circle_between_modules_is_found(tmp_path: Path) -> None:
    files = {
        "records/bugs.py": "from generator.records.sites import Site\n",
        "records/patches.py": "import generator.records.bugs\n",
        "records/sites.py": "def late() -> None:\n    from generator.records import patches\n",
    }
    (circle,) = breaches(import_circles, tmp_path, files)

    assert {"records.bugs", "records.patches", "records.sites"} <= set(circle.split())


def test_a_circle_between_neighbours_on_a_floor_is_found(tmp_path: Path) -> None:
    files = {
        "feeds/atom.py": "from generator.pages import patch\n",
        "pages/home.py": "from generator.feeds import badges\n",
        "pages/patch.py": "",
        "feeds/badges.py": "",
    }
    (circle,) = breaches(import_circles, tmp_path, files)

    assert {"feeds", "pages"} <= set(circle.split())


@pytest.mark.parametrize(
    ("name", "statement", "library", "door"),
    [
        ("registry.py", "import yaml", "yaml", "records.source"),
        ("records/reading.py", "from yaml import CSafeLoader", "yaml", "records.source"),
        ("pages/home.py", "from jinja2 import Environment", "jinja2", "rendering"),
        ("pages/home.py", "from markupsafe import Markup", "markupsafe", "rendering"),
        ("cli/build.py", "from mkdocs.commands.build import build", "mkdocs", "mkdocs_plugin"),
        ("rendering.py", "import material", "material", "mkdocs_plugin"),
        ("registry.py", "import git", "git", "history"),
        ("records/source.py", "from ruamel.yaml import YAML", "ruamel", "authoring"),
        ("forge/review.py", "import ldap3", "ldap3", "grid"),
        ("policy/rule.py", "import click", "click", "cli.*"),
        ("terms.py", "import attrs", "attrs", "not built"),
    ],
)
def test_a_library_that_enters_by_a_side_door_is_found(
    name: str,
    statement: str,
    library: str,
    door: str,
    tmp_path: Path,
) -> None:
    expected = f"generator/{name}:1: imports {library}, whose door is {door}"

    assert (expected,) == breaches(side_doors, tmp_path, {name: statement})


def test_a_second_door_in_the_same_package_is_found(tmp_path: Path) -> None:
    files = {"authoring/edits.py": "import ruamel.yaml", "authoring/layout.py": "import ruamel.yaml"}

    assert ("generator/authoring/layout.py:1: imports ruamel, whose door is authoring",) == breaches(
        side_doors,
        tmp_path,
        files,
    )


@pytest.mark.parametrize(
    "name", ["site.py", "records/calendar.py", "policy/types/__init__.py", "utils.py", "cli/base.py"]
)
def test_a_name_that_is_taken_or_says_nothing_is_found(name: str, tmp_path: Path) -> None:
    (breach,) = breaches(ill_named_modules, tmp_path, {name: ""})

    assert f"generator/{name}" in breach


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from datetime import date\ndate.today()", "date.today"),
        ("from datetime import date as day\nday.today()", "day.today"),
        ("import datetime\ndatetime.datetime.now(tz=None)", "datetime.datetime.now"),
        ("import datetime as dt\nborn = dt.date.today", "dt.date.today"),
        ("import time\ntime.time()", "time.time"),
        ("from time import monotonic\nmonotonic()", "monotonic"),
        ("import os\nos.environ['HOME']", "os.environ"),
        ("from os import getenv\ngetenv('HOME')", "getenv"),
    ],
)
def test_a_look_at_the_clock_or_the_environment_is_found(text: str, name: str, tmp_path: Path) -> None:
    found = breaches(misused_powers, tmp_path, {"policy/rule.py": text})

    assert f"generator/policy/rule.py:2: {name} reads a clock or the environment" in found


@pytest.mark.parametrize(
    "text",
    [
        "open('data/vocab.yaml')",
        "from pathlib import Path; Path('data').read_text()",
        "from pathlib import Path; list(Path('data').rglob('*'))",
        "import os; os.walk('data')",
        "import shutil; shutil.rmtree('site')",
    ],
)
def test_a_hand_on_the_disk_is_found(text: str, tmp_path: Path) -> None:
    found = breaches(misused_powers, tmp_path, {"records/reading.py": text})

    assert any(breach.endswith("touches the disk") for breach in found)


@pytest.mark.parametrize("text", ["import socket; socket.socket()", "from urllib.request import urlopen; urlopen('')"])
def test_a_call_over_the_network_is_found(text: str, tmp_path: Path) -> None:
    found = breaches(misused_powers, tmp_path, {"reports/sarif.py": text})

    assert any(breach.endswith("knows the network") for breach in found)


def test_a_long_file_is_found(tmp_path: Path) -> None:
    files = {"terms.py": "\n" * 301, "findings.py": "\n" * 300}

    assert ("generator/terms.py:301: 301 lines, of at most 300",) == breaches(long_files, tmp_path, files)


def test_checking_records_loads_neither_mkdocs_nor_jinja(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    loaded = loaded_by(("--root", str(tmp_path), "check"), checkout)

    assert frozenset() == loaded & {"jinja2", "markupsafe", "material", "mkdocs", "ruamel"}
    assert loaded >= {"click", "yaml"}


def test_a_check_that_loads_jinja_is_found(tmp_path: Path) -> None:
    (tmp_path / PACKAGE).mkdir()
    (tmp_path / PACKAGE / "__init__.py").touch()
    body = "def main(arguments: list[str]) -> None:\n    import jinja2\n    raise SystemExit(1)\n"
    (tmp_path / PACKAGE / "cli.py").write_text(body, encoding="utf-8")

    assert {"jinja2", "markupsafe"} == loaded_by(("check",), tmp_path)


def test_a_command_that_breaks_down_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / PACKAGE).mkdir()
    (tmp_path / PACKAGE / "__init__.py").touch()

    with pytest.raises(AssertionError, match="ModuleNotFoundError"):
        loaded_by(("check",), tmp_path)
