"""Judging what a change reaches tells exactly what judging everything would tell as new."""

import random
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from generator.files import SourceFile, file_of
from generator.findings import Finding
from generator.history.change import Change, newest_of, with_deleted
from generator.history.comparing import part_read
from generator.history.outlines import outline_of
from generator.history.reach import Reach, Web
from generator.policy.changing import check_change
from generator.policy.rule import Facts
from generator.registry import Registry
from tests.bench.worlds import world

TODAY = date(2008, 6, 20)
Files = Mapping[str, bytes]
WORDS = {
    b"GOLDCREST": b"NOWHERE",
    b"approve": b"reject",
    b"blocking: false": b"blocking: true",
    b"certified": b"note",
    b"coord-lena": b"ops-hugo",
    b"major": b"normal",
    b"passed": b"failed",
    b"security: true": b"security: false",
    b"status: closed": b"status: open",
    b"tier: gold": b"tier: silver",
    b"2008-06-1": b"2008-05-1",
}


@cache
def many() -> Files:
    """Answers a world of some stories at shared sites."""
    return {path: text.encode() for path, text in world(260, seed=3)}


def mutated(files: Files, dice: random.Random) -> dict[str, bytes]:
    """Answers a world in which one to three files were edited, removed, renamed or swapped."""
    found = dict(files)
    for _ in range(dice.randint(1, 3)):
        path = dice.choice(sorted(found))
        deed = dice.randrange(8)
        if deed == 0:
            del found[path]
        elif deed == 1:
            other = dice.choice(sorted(found))
            found[path] = found[other]
        elif deed == 2:
            found[path.replace(".yaml", "x.yaml")] = found.pop(path)
        elif deed == 3:
            lines = found[path].splitlines(keepends=True)
            del lines[dice.randrange(len(lines))]
            found[path] = b"".join(lines)
        elif deed == 4:
            found[path] += b"\tbroken: ["
        else:
            old, new = dice.choice([pair for pair in WORDS.items() if pair[0] in found[path]] or [(b"a", b"b")])
            found[path] = found[path].replace(old, new, dice.choice((1, -1)))
    return found


def facts_of(old: Files, new: Files, wanted: frozenset[str] | None) -> tuple[Facts, Facts, tuple[str, ...]]:
    """Answers the facts of a base and a head of which only some files were read, and the paths that differ."""
    base, head = (_registry(files, wanted) for files in (old, new))
    paths = tuple(sorted(path for path in {*old, *new} if old.get(path) != new.get(path)))
    whole = _registry(old, None)
    change = Change(base=base, head=with_deleted(head, base), paths=paths, newest=newest_of(whole))
    return Facts(registry=base, today=TODAY), Facts(registry=change.head, today=TODAY, change=change), paths


def _registry(files: Files, wanted: frozenset[str] | None) -> Registry:
    read = {path: file_of(SourceFile(path=path, content=content)) for path, content in sorted(files.items())}
    if wanted is None:
        return Registry.holding(tuple(read.values()))
    outlines = {path: outline_of(file) for path, file in read.items()}
    return part_read({path: file for path, file in read.items() if path in wanted}, outlines)


def web_of(*states: Files) -> Web:
    """Answers the web of some states."""
    return Web(
        *(
            {path: outline_of(file_of(SourceFile(path=path, content=content))) for path, content in files.items()}
            for files in states
        )
    )


def told(finding: Finding) -> tuple[object, ...]:
    """Answers a finding without its way out, in which the names of files that were not read may be missing."""
    return finding.rule, finding.level, finding.subject, finding.location, finding.message, finding.excused_by


@pytest.mark.parametrize("seed", range(24))
def test_what_a_change_reaches_is_all_that_is_new(seed: int) -> None:
    old, new = many(), mutated(many(), random.Random(seed))  # noqa: S311 - changes are drawn, not secured
    before, after, paths = facts_of(old, new, None)
    reach = Reach(web_of(old, new), paths)
    whole = check_change(before, after)
    some_before, some_after, _ = facts_of(old, new, reach.read)
    some = check_change(some_before, some_after, reach)

    assert sorted(map(told, (one for one in whole if not one.standing))) == sorted(
        map(told, (one for one in some if not one.standing))
    )
    in_reach = {told(one) for one in whole if one.location.path not in reach.unheard}

    assert in_reach == {told(one) for one in some}


def test_an_ordinary_change_reaches_little() -> None:
    path = next(path for path in many() if path.startswith("data/patches/"))
    reach = Reach(web_of(many()), [path])

    assert 20 > len(reach.told)
    assert 260 > len(many()) - len(reach.unasked) < 40


def test_a_change_of_the_policy_reaches_everything() -> None:
    reach = Reach(web_of(many()), ["data/policy/POLICY-1.0.yaml"])

    assert frozenset() == reach.unheard
    assert frozenset(many()) == reach.read


def test_a_person_reaches_those_that_name_him_and_not_those_that_they_name() -> None:
    reach = Reach(web_of(many()), ["data/people/user-timo.yaml"])

    assert "data/people/user-timo.yaml" in reach.told
    assert any(path.startswith("data/bugs/") for path in reach.told)
    assert not any(path.startswith("data/sites/") for path in reach.told)
