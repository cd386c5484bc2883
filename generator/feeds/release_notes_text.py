"""The Markdown of release notes as documents, one beside the page of each patch."""

from collections.abc import Iterator

from generator.bulletin.decisions import Decisions
from generator.bulletin.release_notes import release_notes
from generator.edition import Edition
from generator.feeds.document import Document
from generator.reports.release_notes_markdown import as_markdown


def release_notes_texts(edition: Edition) -> Iterator[Document]:
    """Yield the Markdown of the release notes of every patch, beside their page."""
    decisions = Decisions.of(edition.registry)
    for patch in edition.registry.patches.values():
        notes = release_notes(patch, edition.facts, decisions)
        text = as_markdown(notes, is_demonstration=edition.demonstration)
        yield Document(address=f"patches/{patch.id}/release-notes.md", content=text.encode())
