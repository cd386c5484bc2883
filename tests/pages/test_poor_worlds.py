"""Pages of worlds that lack something: no record at all, no policy, nothing but one kind of record."""

import pytest

from generator import assets
from generator.edition import Edition
from generator.files import SourceFile, files_on_disk
from generator.pages.every import every_page
from generator.policy.rule import Facts
from generator.registry import Registry
from generator.rendering import Renderer
from tests.bulletin.small_world import ROOT, TODAY

FOLDERS = sorted({source.path.split("/")[1] for source in files_on_disk(ROOT)} - {"vocab.yaml"})


def articles(sources: list[SourceFile]) -> dict[str, str]:
    """Renders every page of a world whose records no rule has judged."""
    renderer = Renderer(assets.site_templates())
    edition = Edition(facts=Facts(registry=Registry.of(sources), today=TODAY), findings=(), commit=None)
    return {page.address: renderer.article(page) for page in every_page(edition)}


def test_an_empty_world_has_its_index_pages_that_say_what_would_appear() -> None:
    found = articles([])

    for address in ("patches/", "pilots/", "sites/", "vos/", "rocs/"):
        assert f"data/{address}" in found[address]


@pytest.mark.parametrize("missing", FOLDERS)
def test_every_page_stands_a_world_without_one_kind_of_record(missing: str) -> None:
    sources = [source for source in files_on_disk(ROOT) if not source.path.startswith(f"data/{missing}/")]

    assert "No rule has anything to say." in "".join(articles(sources).values())


def test_a_patch_without_policy_is_not_classified() -> None:
    sources = [source for source in files_on_disk(ROOT) if not source.path.startswith("data/policy/")]

    assert "The patch is not classified." in articles(sources)["patches/PATCH-1100/"]
