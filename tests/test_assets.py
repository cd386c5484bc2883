"""An installation knows where the sources of its site stand."""

from pathlib import Path

import pytest

from generator.assets import site_templates, sources_of


def lay_sources(folder: Path) -> None:
    (folder / "site_templates").mkdir(parents=True)
    (folder / "mkdocs.yml").touch()


def test_a_checkout_has_the_sources_beside_the_package(tmp_path: Path) -> None:
    lay_sources(tmp_path)

    assert tmp_path == sources_of(tmp_path / "generator")


def test_an_installed_distribution_has_the_sources_inside_the_package(tmp_path: Path) -> None:
    lay_sources(tmp_path / "generator" / "_site")

    assert tmp_path / "generator" / "_site" == sources_of(tmp_path / "generator")


def test_the_sources_inside_the_package_win_over_its_neighbours(tmp_path: Path) -> None:
    lay_sources(tmp_path)
    lay_sources(tmp_path / "generator" / "_site")

    assert tmp_path / "generator" / "_site" == sources_of(tmp_path / "generator")


def test_a_broken_installation_names_the_places_that_were_tried(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as failure:
        sources_of(tmp_path / "generator")

    assert str(tmp_path / "generator" / "_site") in str(failure.value)
    assert "install pps-bulletin again" in str(failure.value)


def test_this_checkout_builds_with_its_own_templates(checkout: Path) -> None:
    assert checkout / "site_templates" == site_templates()
