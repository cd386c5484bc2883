"""The wheel carries what it takes to build another repository's records."""

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator import __version__


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    """Builds the wheel from this checkout, without network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-index"]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", folder, checkout], check=True)
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as archive:
        yield archive


def test_the_wheel_tells_the_version_of_the_package(wheel: ZipFile) -> None:
    metadata = wheel.read(f"pps_bulletin-{__version__}.dist-info/METADATA").decode()

    assert f"Version: {__version__}" in metadata.splitlines()


def test_the_wheel_carries_the_configuration_of_the_site(wheel: ZipFile, checkout: Path) -> None:
    assert (checkout / "mkdocs.yml").read_bytes() == wheel.read("generator/_site/mkdocs.yml")


def test_the_wheel_carries_every_template_and_page_of_prose(wheel: ZipFile, checkout: Path) -> None:
    sources = checkout / "site_templates"
    files = (path for path in sources.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    expected = {path.relative_to(checkout).as_posix() for path in files}
    carried = {name.removeprefix("generator/_site/") for name in wheel.namelist() if "/site_templates/" in name}

    assert expected == carried


def test_the_wheel_carries_the_cases_of_every_rule(wheel: ZipFile, checkout: Path) -> None:
    folder = checkout / "tests" / "policy"
    expected = {path.relative_to(folder).as_posix() for path in folder.glob("*/*.md")}
    prefix = "generator/_site/cases/"

    assert expected == {name.removeprefix(prefix) for name in wheel.namelist() if name.startswith(prefix)}


def test_the_wheel_carries_what_is_known_of_the_policy(wheel: ZipFile) -> None:
    names = {f"generator/policy/{name}.json" for name in ("catalogue", "decisions", "handbook", "statements")}

    assert names <= set(wheel.namelist())


def test_the_wheel_carries_every_module(wheel: ZipFile, checkout: Path) -> None:
    modules = {path.relative_to(checkout).as_posix() for path in (checkout / "generator").rglob("*.py")}

    assert modules == {name for name in wheel.namelist() if name.endswith(".py") and "/_site/" not in name}


def test_the_wheel_offers_the_command(wheel: ZipFile) -> None:
    entry_points = wheel.read(f"pps_bulletin-{__version__}.dist-info/entry_points.txt").decode().splitlines()

    assert {"pps = generator.cli:main"} <= set(entry_points)


def test_the_wheel_carries_the_licence(wheel: ZipFile, checkout: Path) -> None:
    licence = wheel.read(f"pps_bulletin-{__version__}.dist-info/licenses/LICENSE")

    assert (checkout / "LICENSE").read_bytes() == licence


def test_an_unpacked_wheel_finds_its_own_templates(wheel: ZipFile, tmp_path: Path) -> None:
    for name in wheel.namelist():
        wheel.extract(name, tmp_path)
    program = "from generator.assets import site_templates; print(site_templates())"
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.strip()

    assert str(tmp_path / "generator" / "_site" / "site_templates") == answer


def test_a_source_archive_carries_what_the_wheel_is_built_from(checkout: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(checkout)]
    subprocess.run(build, check=True, capture_output=True)
    with tarfile.open(tmp_path / f"pps_bulletin-{__version__}.tar.gz") as archive:
        names = {Path(name).parts[1] for name in archive.getnames()}

    assert {"LICENSE", "generator", "hatch_build.py", "mkdocs.yml", "pyproject.toml", "site_templates"} <= names
