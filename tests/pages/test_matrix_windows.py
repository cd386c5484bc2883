"""Windows of the matrix: too many cells for one page are shown on several."""

import pytest

from generator.bulletin.distribution import Distribution, distribution
from generator.bulletin.observed import Sight
from generator.pages import matrix_windows
from generator.pages.matrix import PROGRESS
from generator.pages.matrix_windows import BARE, LETTERS, Window, windows
from generator.pages.signposts import Signposts
from tests.bulletin.small_world import edition


@pytest.fixture
def shown() -> Distribution:
    """Answers the distribution of the small world: three sites, four versions."""
    return distribution(edition().facts)


def of(shown: Distribution, address: str = "map/") -> tuple[Window, ...]:
    facts = edition().facts
    return tuple(windows(address, shown, facts, Signposts(facts.registry)))


def test_a_small_matrix_has_one_window_that_does_not_speak_of_it(shown: Distribution) -> None:
    (only,) = of(shown)

    assert (only.address, only.versions, only.matrix.windows) == ("map/", "", ())


def test_columns_that_are_too_many_go_on_in_further_windows(
    shown: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix_windows, "CELLS", 9)
    first, second = of(shown, "map/vos/ops/")

    assert (first.address, second.address) == ("map/vos/ops/", "map/older/vos/ops/2/")
    assert (first.versions, second.versions) == ("versions 1 to 3 of 4", "versions 4 of 4")
    assert [(one.text, one.address) for one in second.matrix.windows] == [("1 to 3", "map/vos/ops/"), ("4", "")]
    assert [head.key for head in second.matrix.heads] == [version.key for version in shown.versions[3:]]


def test_a_window_counts_all_versions_of_a_site(shown: Distribution, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = of(shown)
    monkeypatch.setattr(matrix_windows, "CELLS", 3)
    parts = of(shown)

    assert len(parts) == 4
    assert {tuple(row.total for row in part.matrix.rows) for part in parts} == {
        tuple(row.total for row in whole.matrix.rows)
    }


def test_a_window_tells_in_brief_what_the_others_hold(shown: Distribution, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_windows, "CELLS", 9)
    first, second = (window.matrix for window in of(shown))
    (version,) = first.windows[1].versions
    steps = {mark.letter: mark.steps for mark in second.marks}
    cells = [[cell.steps for cell in column] for column in zip(*(row.cells for row in first.rows), strict=True)]

    assert (version.kind, version.state, version.node_types) == ("pilot", "running", ("glite-AUTHZ",))
    assert first.windows[0].versions == second.windows[1].versions == ()
    assert [
        [steps.get(letter, "") for letter in one.cells.ljust(3, ".")] for one in second.windows[0].versions
    ] == cells


def test_every_window_offers_the_filters_of_the_whole_map(shown: Distribution, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = of(shown)
    monkeypatch.setattr(matrix_windows, "CELLS", 3)

    assert {part.matrix.filter_fields for part in of(shown)} == {whole.matrix.filter_fields}


def test_there_are_letters_for_every_kind_of_cell() -> None:
    steps = 2 * len(PROGRESS)
    sights = 1 + len(Sight)

    assert len(set(LETTERS) - {BARE}) >= steps * sights


def test_no_site_and_no_version_make_one_empty_window() -> None:
    (only,) = of(Distribution(versions=(), rows=()))

    assert (only.matrix.rows, only.matrix.heads) == ((), ())
    assert only.matrix.caption.startswith("0 of 0 sites")
