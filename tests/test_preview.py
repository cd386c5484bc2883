"""The preview follows a change as a whole build would: the same pages, the same documents, the same errors."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.assets import mkdocs_configuration, site_templates
from generator.edition import Edition, gather
from generator.feeds.every import every_document
from generator.findings import Level
from generator.mkdocs_plugin import build_site
from generator.pages.every import every_page
from generator.pages.imprint import imprint_of
from generator.policy.decision import decide
from generator.pouring import Pouring
from generator.preview import NotFollowedError, Preview

TODAY = date(2008, 6, 20)
Change = Callable[[Path], object]


def _written(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        file = root / "data" / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def _removed(path: str) -> Change:
    return lambda root: (root / "data" / path).unlink()


def _copied(path: str, to: str) -> Change:
    return lambda root: shutil.copy(root / "data" / path, root / "data" / to)


CHANGES = {
    "a patch gets another title": _written("patches/PATCH-1100.yaml", "title:", 'title: "Another client" #'),
    "a bug gets another title": _written("bugs/BUG-1301.yaml", "title:", 'title: "Another fault" #'),
    "a pilot loses its start": _written("pilots/PILOT-2008-013.yaml", "  - {type: started", "  # - {type: started"),
    "a site loses its tier": _written("sites/GOLDCREST-T2.yaml", "tier: gold", "tier: silver"),
    "a person loses his roles": _removed("people/sm-goldie.yaml"),
    "a VO is gone": _removed("vos/lumen.yaml"),
    "an installation is gone": _removed("installations/INST-1100-COLLINA-GRID.yaml"),
    "a file is no record": _written("bugs/BUG-1301.yaml", "title:", "titel:"),
    "the policy asks for longer weeks": _written("policy/POLICY-1.0.yaml", "operation_days: 7", "operation_days: 9"),
    "a bug is added": _copied("bugs/BUG-1301.yaml", "bugs/BUG-1399.yaml"),
}


@pytest.fixture(scope="module")
def pouring(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Pouring:
    """Answers the shells of a site that was built from the small world."""
    edition = _whole(checkout / "tests" / "world")
    return build_site(
        config_file=mkdocs_configuration(),
        templates=site_templates(),
        site_dir=tmp_path_factory.mktemp("built") / "site",
        portions=(every_page(edition), every_document(edition)),
        imprint=imprint_of(edition),
    )


@pytest.fixture
def root(checkout: Path, tmp_path: Path) -> Path:
    """Answers a copy of the small world."""
    shutil.copytree(checkout / "tests" / "world" / "data", tmp_path / "data")
    return tmp_path


def _whole(root: Path) -> Edition:
    return gather(root, TODAY, TODAY)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_shows_what_a_whole_build_would_show(root: Path, pouring: Pouring, change: Change) -> None:
    edition = _whole(root)
    decide(edition.facts)
    preview = Preview(root, edition, pouring)
    change(root)
    preview.follow(allow_errors=True)
    whole = _whole(root)

    assert whole.findings == preview.edition.findings
    for page in every_page(whole):
        assert pouring.html_of(page) == preview.content_at(page.address), page.address
    for document in every_document(whole):
        assert document.content == preview.content_at(document.address), document.address


def test_a_page_of_a_record_that_is_gone_stands_no_more(root: Path, pouring: Pouring) -> None:
    preview = Preview(root, _whole(root), pouring)
    (root / "data/vos/lumen.yaml").unlink()
    preview.follow(allow_errors=True)

    assert b"" == preview.content_at("vos/lumen/")
    assert preview.content_at("guides/about/") is None


def test_errors_are_told_and_the_pages_stay(root: Path, pouring: Pouring) -> None:
    preview = Preview(root, _whole(root), pouring)
    _written("bugs/BUG-1301.yaml", "security: false", "security: nein")(root)
    errors = preview.follow()

    assert ["PPS103"] == [error.rule for error in errors if error.level is Level.ERROR]
    assert preview.content_at("bugs/BUG-1301/") is None
    _written("bugs/BUG-1301.yaml", "security: nein", "security: false")(root)
    assert () == preview.follow()


def test_what_lies_outside_of_the_records_takes_a_whole_build(root: Path, pouring: Pouring) -> None:
    preview = Preview(root, _whole(root), pouring)

    with pytest.raises(NotFollowedError, match="outside of data/"):
        preview.follow()


def test_a_fact_of_a_later_day_takes_a_whole_build(root: Path, pouring: Pouring) -> None:
    preview = Preview(root, _whole(root), pouring)
    _written("pilots/PILOT-2008-013.yaml", "started, date: 2008-06-16", "started, date: 2008-06-21")(root)

    with pytest.raises(NotFollowedError, match="a later day"):
        preview.follow()
