"""Windows of the matrix: too many cells for one page are shown on several."""

import pytest

from generator.bulletin.distribution import Distribution, distribution
from generator.pages import matrix_windows
from generator.pages.matrix_windows import Window, windows
from generator.pages.signposts import Ref, Signposts
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
    assert second.matrix.windows == (Ref(text="1 to 3", address="map/vos/ops/"), Ref(text="4"))
    assert [head.key for head in second.matrix.heads] == [version.key for version in shown.versions[3:]]


def test_a_window_counts_all_versions_of_a_site(shown: Distribution, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = of(shown)
    monkeypatch.setattr(matrix_windows, "CELLS", 3)
    parts = of(shown)

    assert len(parts) == 4
    assert {tuple(row.total for row in part.matrix.rows) for part in parts} == {
        tuple(row.total for row in whole.matrix.rows)
    }


def test_no_site_and_no_version_make_one_empty_window() -> None:
    (only,) = of(Distribution(versions=(), rows=()))

    assert (only.matrix.rows, only.matrix.heads) == ((), ())
    assert only.matrix.caption.startswith("0 of 0 sites")
