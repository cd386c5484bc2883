"""The bounds of numbers: they hold their own ends, and say so."""

import pytest

from generator.records.fields import Range
from tests.records.world_files import all_told, changed

POLICY, SITE = "data/policy/POLICY-1.0.yaml", "data/sites/PLATEAU-T1.yaml"


@pytest.mark.parametrize(
    ("bounds", "number", "expected"),
    [
        (Range(), -1, False),
        (Range(), 0, True),
        (Range(), 10**9, True),
        (Range(-90, 90), -90, True),
        (Range(-90, 90), 90, True),
        (Range(-90, 90), 90.5, False),
        (Range(-90, 90), -90.5, False),
        (Range(None, 3), -4, True),
    ],
)
def test_a_range_holds_its_ends(bounds: Range, number: float, *, expected: bool) -> None:
    assert expected is bounds.allow(number)


@pytest.mark.parametrize(
    ("bounds", "expected"), [(Range(1, 1), "that is 1"), (Range(0), "not below 0"), (Range(-90, 90), "from -90 to 90")]
)
def test_a_range_is_told_in_words(bounds: Range, expected: str) -> None:
    assert expected == str(bounds)


@pytest.mark.parametrize(
    ("path", "old", "good", "bad"),
    [
        (POLICY, "max_normal_fixes: 4", ("0", "99"), ("-1",)),
        (POLICY, "max_man_days: 2.0", ("0", "0.5"), ("-0.5",)),
        (SITE, "lat: 47.38", ("-90", "90"), ("-90.5", "91", "-91", "90.5")),
        (SITE, "lon: 8.54", ("-180", "180"), ("-180.5", "181", "-181", "180.5")),
    ],
)
def test_a_number_of_a_record_lies_within_its_bounds(
    path: str, old: str, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    key = old.partition(":")[0]
    kept = [changed(old, f"{key}: {number}", path) for number in good]
    refused = [changed(old, f"{key}: {number}", path) for number in bad]

    assert [[]] * len(good) == [all_told(one) for one in kept]
    assert [1] * len(bad) == [len(one.flaws) for one in refused]


def test_a_number_has_twelve_characters_at_most() -> None:
    longest, longer = (changed("man_days: 1.5", f"man_days: {text}") for text in ("123456789.25", "1234567890.25"))

    assert [] == all_told(longest)
    assert 1 == len(longer.flaws)
    assert "too long a number ('1234567890.25'); use 12 characters or less" in all_told(longer)[0]
