"""Documents lie beside the pages, as they are."""

from pathlib import Path

import pytest

from generator import assets
from generator.feeds.document import Document
from generator.feeds.every import every_document
from generator.pouring import Pouring
from generator.rendering import Renderer
from tests.bulletin.small_world import edition


def pouring(folder: Path) -> Pouring:
    renderer = Renderer(assets.site_templates())
    return Pouring(shells={}, renderer=renderer, site_dir=folder, previous=None, site_url="")


def test_a_document_is_written_as_it_is(tmp_path: Path) -> None:
    pouring(tmp_path).pour_portion([Document(address="api/v1/map.json", content=b"{}\n")])

    assert (tmp_path / "api" / "v1" / "map.json").read_bytes() == b"{}\n"


def test_two_documents_do_not_share_an_address(tmp_path: Path) -> None:
    document = Document(address="feed.xml", content=b"")

    with pytest.raises(FileExistsError):
        pouring(tmp_path).pour_portion([document, document])


def test_a_document_does_not_leave_the_site(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leads out of the site"):
        pouring(tmp_path).pour_portion([Document(address="../feed.xml", content=b"")])


def test_every_patch_has_its_notes_and_the_map_its_twin() -> None:
    addresses = [document.address for document in every_document(edition())]

    assert {"api/v1/map.json"} < set(addresses)
    assert {f"patches/PATCH-1{n}00/release-notes.md" for n in range(1, 7)} < set(addresses)


def test_no_address_is_given_twice() -> None:
    addresses = [document.address for document in every_document(edition())]

    assert len(addresses) == len(set(addresses))
