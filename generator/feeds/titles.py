"""Titles of what people subscribe to: fictional data says so wherever it arrives (outputs §1.2)."""

from generator.edition import Edition

FICTIONAL = "Demonstration data – fictional sites, VOs and people"


def titled(edition: Edition, title: str) -> str:
    """Write a title, with the warning before it where the data is fictional."""
    return f"{FICTIONAL}: {title}" if edition.demonstration else title
