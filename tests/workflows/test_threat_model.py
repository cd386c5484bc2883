"""The published threat model names tests, and each of them is there."""

import re

from tests.workflows.world import ROOT

GUIDE = (ROOT / "site_templates/prose/guides/threat-model.md").read_text(encoding="utf-8")
SHOWN = [row.split("|")[3] for row in GUIDE.splitlines() if row.startswith("| **")]


def test_every_threat_names_what_shows_the_defence() -> None:
    assert 25 <= len(SHOWN)
    assert [] == [cell for cell in SHOWN if len(cell.strip()) < len("`test_x`")]


def test_every_module_that_is_named_is_there() -> None:
    known = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}

    assert set() == set(re.findall(r"`(test_\w+)`", GUIDE)) - known


def test_every_sentence_that_is_quoted_is_the_name_of_a_test() -> None:
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    known = " ".join(name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE))
    quoted = [re.sub(r"\W+", "_", one).strip("_") for cell in SHOWN for one in re.findall(r"\*([^*]+)\*", cell)]

    assert 20 <= len(quoted)
    assert [] == [one for one in quoted if one not in known]
