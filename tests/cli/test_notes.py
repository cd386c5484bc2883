"""`pps notes`: the release notes of a patch in three forms, the same that its page tells."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from generator import assets
from generator.cli.program import program
from generator.feeds.release_notes_text import release_notes_texts
from generator.pages import release_notes
from generator.rendering import Renderer
from tests.bulletin.small_world import ROOT, TODAY
from tests.bulletin.small_world import edition as small_edition

PATCHES = ("PATCH-1100", "PATCH-1200", "PATCH-1300", "PATCH-1400", "PATCH-1500", "PATCH-1600")


def notes(*words: str, root: Path = ROOT) -> Result:
    return CliRunner().invoke(program, ["--root", str(root), "--today", str(TODAY), "notes", *words])


def test_markdown_is_the_file_beside_the_page() -> None:
    published = {one.address: one.content.decode() for one in release_notes_texts(small_edition())}

    assert list(published.values()) == [notes(patch).stdout for patch in PATCHES]


def test_html_is_the_article_of_the_page() -> None:
    renderer = Renderer(assets.site_templates())
    page = next(one for one in release_notes.of(small_edition()) if "PATCH-1100" in one.address)
    article = renderer.article(page).replace('href="../../../', 'href="https://bulletin.example.org/./')

    assert article == notes("PATCH-1100", "--format", "html", "--site", "https://bulletin.example.org").stdout


def test_json_tells_the_same_to_programs() -> None:
    found = json.loads(notes("PATCH-1100", "--format", "json").stdout)

    assert (True, "2008-06-20") == (found["edition"]["demonstration"], found["edition"]["today"])
    told = found["notes"]
    assert ("PATCH-1100", "bc-client", False) == (told["patch"], told["class"], told["draft"])
    assert ["BUG-1101"] == [one["bug"] for one in told["changes"]]
    assert ("2008-06-16", True) == (told["released_on"], told["platforms"]["accepted"])


def test_a_patch_that_is_not_there_is_told_with_those_near_it() -> None:
    ran = notes("PATCH-11")

    assert 2 == ran.exit_code
    assert "there is no PATCH-11; did you mean PATCH-1100?" in ran.stderr


def test_an_embargo_holds_in_every_form() -> None:
    told = [notes("PATCH-1600", "--format", form).stdout for form in ("markdown", "html", "json")]

    assert [True] * 3 == ["embargoed" in text for text in told]
