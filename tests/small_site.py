"""The site of the small world, with a patch that cannot be read, its address and its forge: every kind of page."""

from pathlib import Path

import pytest

from generator import assets
from generator.edition import Edition, judged
from generator.feeds.every import every_document
from generator.files import files_on_disk
from generator.mkdocs_plugin import build_site
from generator.pages.every import every_page
from generator.pages.imprint import imprint_of
from generator.registry import Registry
from tests.bulletin.small_world import ROOT, TODAY
from tests.pages.conftest import BROKEN

FORGE = "https://forge.example.org/grid/bulletin"


def small_edition() -> Edition:
    """Answers the small world, judged by every rule, with one patch beside it that cannot be read."""
    return judged(Registry.of([*files_on_disk(ROOT), BROKEN]), TODAY)


def build_small(folder: Path, edition: Edition) -> Path:
    """Builds the site of an edition so that every link that a page may have stands there, and answers its folder."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", "https://grid.example.org/bulletin-of-a-grid/")
        environment.setenv("REPOSITORY_URL", FORGE)
        environment.setenv("ISSUES_URL", f"{FORGE}/issues")
        build_site(
            config_file=assets.mkdocs_configuration(),
            templates=assets.site_templates(),
            site_dir=folder / "site",
            portions=(every_page(edition), every_document(edition)),
            imprint=imprint_of(edition),
        )
    return folder / "site"
