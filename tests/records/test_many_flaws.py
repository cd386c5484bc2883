"""A file with very many flaws: the first hundred are told, and that there are more, wherever they are found."""

from collections.abc import Callable

import pytest

from tests.records.world_files import all_told, changed

PILOT, POLICY = "data/pilots/PILOT-2008-014.yaml", "data/policy/POLICY-1.0.yaml"
CRITERION = '  - "lumen moves 30000 files, and no more transfers fail than in production"\n'
TITLE = 'title: "FTS 2.1.4 pilot"\n'


def unknown_events(count: int) -> list[str]:
    events = "".join(f"  - {{type: waited, date: 2008-06-{1 + n % 9:02d}}}\n" for n in range(count))
    return all_told(changed("events:\n", f"events:\n{events}", PILOT))


def unknown_fields(count: int) -> list[str]:
    return all_told(changed(TITLE, TITLE + "".join(f"zzq{n}: x\n" for n in range(count)), PILOT))


def wrong_keys_of_a_map(count: int) -> list[str]:
    modes = ", ".join(f"PPQ{n:03d}: enforce" for n in range(count))
    return all_told(changed("modes: {}", f"modes: {{{modes}}}", POLICY))


def empty_items(count: int) -> list[str]:
    return all_told(changed(CRITERION, "  -\n" * count, PILOT))


def markup_in_texts(count: int) -> list[str]:
    return all_told(changed(CRITERION, '  - "<b>"\n' * count, PILOT))


def hidden_characters(count: int) -> list[str]:
    return all_told(changed(CRITERION, '  - "a\u200bb"\n' * count, PILOT))


def escaped_characters(count: int) -> list[str]:
    return all_told(changed(CRITERION, '  - "a\\u200bb"\n' * count, PILOT))


def repeated_keys(count: int) -> list[str]:
    return all_told(changed(TITLE, TITLE * (count + 1), PILOT))


@pytest.mark.parametrize(
    "told",
    [
        unknown_events,
        unknown_fields,
        wrong_keys_of_a_map,
        empty_items,
        markup_in_texts,
        hidden_characters,
        escaped_characters,
        repeated_keys,
    ],
)
def test_a_hundred_flaws_are_told_and_of_more_the_next_one(told: Callable[[int], list[str]]) -> None:
    hundred, more, many = (told(count) for count in (100, 101, 140))

    assert [100, 101, 101] == [len(hundred), len(more), len(many)]
    assert not any("more than 100 flaws" in flaw for flaw in (*hundred, *more[:100]))
    assert "more than 100 flaws" in more[100]
    assert more[:100] == hundred
