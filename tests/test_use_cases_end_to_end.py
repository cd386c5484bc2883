"""The use cases of the document, each played from registration to production as pull requests in a git repository."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.policy.rule import Facts
from tests.history.checkouts import Checkout
from tests.replays import Replay, demonstration

PILOTS = {"PATCH-2013": "PILOT-2008-001", "PATCH-2020": "PILOT-2008-003", "PATCH-2055": "PILOT-2008-009"}
CLASSES = {
    "PATCH-2011": "bc-client",
    "PATCH-2015": "nbc-client",
    "PATCH-2013": "bc-server/minor",
    "PATCH-2020": "bc-server/major",
    "PATCH-2055": "nbc-server",
}
Attempts = Mapping[tuple[str, str], tuple[str, ...]]
REFUSED: Mapping[str, Attempts] = {
    "PATCH-2011": {
        ("2008-04-21", "certified"): ("PPS801",),
        ("2008-04-25", "preview-opened"): ("PPS301", "PPS302"),
        ("2008-05-08", "preview-opened"): ("PPS302",),
        ("2008-05-14", "accepted"): ("PPS801",),
        ("2008-05-28", "accepted"): ("PPS312", "PPS314"),
        ("2008-06-03", "released"): ("PPS801",),
    },
    "PATCH-2015": {
        ("2008-04-30", "preview-opened"): ("PPS301", "PPS302"),
        ("2008-06-11", "accepted"): ("PPS312", "PPS316"),
        ("2008-06-18", "released"): ("PPS801",),
    },
    "PATCH-2013": {
        ("2008-05-14", "agreed"): ("PPS402",),
        ("2008-05-15", "started"): ("PPS801",),
        ("2008-05-13", "accepted"): ("PPS801",),
        ("2008-05-22", "evaluated"): ("PPS408",),
        ("2008-05-23", "accepted"): ("PPS401", "PPS417"),
    },
    "PATCH-2020": {
        ("2008-06-10", "agreed"): ("PPS402", "PPS412"),
        ("2008-06-30", "evaluated"): ("PPS415",),
        ("2008-07-11", "accepted"): ("PPS401",),
    },
    "PATCH-2055": {
        ("2008-08-12", "agreed"): ("PPS402", "PPS412"),
        ("2008-08-27", "evaluated"): ("PPS801",),
        ("2008-09-01", "evaluated"): ("PPS415",),
        ("2008-09-16", "accepted"): ("PPS506",),
    },
}
OF_PILOTS = frozenset({"agreed", "started", "evaluated", "closed"})


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize("patch", CLASSES)
def test_a_patch_lives_from_registration_to_production(patch: str, tmp_path: Path) -> None:
    replay = Replay(Checkout.empty(tmp_path / "bulletin"), patch)
    refused = {date.fromisoformat(day): (transition, rules) for (day, transition), rules in REFUSED[patch].items()}
    for day in sorted({*replay.days, *refused}):
        for played, answer in replay.play(until=day):
            assert 0 == answer.code, f"{played}: {answer.out}"
        if day in refused:
            transition, rules = refused[day]
            subject = PILOTS[patch] if transition in OF_PILOTS else patch
            answer = replay.attempt(subject, transition, day)

            assert 1 == answer.code, f"{transition} passes on {day}"
            assert set(rules) <= set(answer.rules), f"{day} {transition}: {answer.out}"
    last = replay.play()

    assert [] == list(last)
    state = replay.checkout.pps("explain", patch, today="2008-12-01").out

    assert "in-production" in state
    assert CLASSES[patch] in state
    audit = replay.checkout.pps("audit", today="2008-10-10")

    assert (0, "") == (audit.code, "\n".join(line for line in audit.out.splitlines() if "error" in line))


def test_the_played_patches_are_those_of_the_document() -> None:
    facts = Facts(registry=demonstration(), today=date(2009, 1, 1))
    known = {patch: facts.use_case(facts.registry.patches[patch]) for patch in CLASSES}

    assert CLASSES == {patch: str(use_case) for patch, use_case in known.items()}
