"""Release notes as Markdown: the sentences of the page, and text of records that stays text."""

import pytest
from markdown import markdown  # type: ignore[import-untyped] # comes with MkDocs, without types

from generator.feeds.release_notes_text import release_notes_texts
from generator.reports.release_notes_markdown import escaped
from tests.bulletin.small_world import Change, edition


def text(patch: str, *changes: Change) -> str:
    documents = {document.address: document.content.decode() for document in release_notes_texts(edition(*changes))}
    return documents[f"patches/{patch}/release-notes.md"]


def test_released_notes_are_no_draft() -> None:
    assert "Released on 2008-06-16." in text("PATCH-1100")
    assert "DRAFT" not in text("PATCH-1100")


def test_notes_before_the_release_are_a_draft_of_fictional_data() -> None:
    assert "**DRAFT** – the patch is not released." in text("PATCH-1400")
    assert "**Demonstration data**" in text("PATCH-1400")


def test_silence_has_the_sentence_of_the_page() -> None:
    silent = Change("feedback/FB-110.yaml", "subject: PATCH-1100", "subject: PATCH-1200")
    sentence = "\n\nNo feedback from users was received during the preview of this update.\n"

    assert sentence in text("PATCH-1100", silent)


def test_variables_stand_in_a_table() -> None:
    assert "| RetryLimit | add | glite\\_fts.conf |" in text("PATCH-1400")


def test_deployment_tests_and_waivers_have_their_lines() -> None:
    assert "- 2008-06-12: passed in SCN-sl4-x86-64-fts at COLLINA-GRID" in text("PATCH-1400")
    assert "- OVR-2008-016 (overrule, PPS401, PPS417):" in text("PATCH-1600")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[here](https://example.org)",
        "![picture](x)",
        "*loud* _quiet_ `code`",
        "# heading",
        "- item",
        "1. item",
        "a | b",
        "&lt;b&gt;",
        "<https://example.org>",
    ],
)
def test_text_of_records_stays_text(hostile: str) -> None:
    shown = markdown(escaped(hostile), extensions=["tables"])

    assert shown.startswith("<p>")
    assert not any(
        mark in shown for mark in ("<a", "<img", "<script", "<em", "<strong", "<code", "<li", "<h1", "<table")
    )


def test_a_text_of_several_lines_becomes_one() -> None:
    assert escaped("first\n\n# second") == "first \\# second"
