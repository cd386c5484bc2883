"""Letters: a message as it is read, with its subject and the warning that fictional data carries (outputs §11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.feeds.plain_text import one_line
from generator.feeds.titles import FICTIONAL, titled

if TYPE_CHECKING:
    from generator.bulletin.messages import Message, Section
    from generator.edition import Edition

PREFIX: Final = "[PPS]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a reader gets: the subject on one line, a warning or nothing, the parts, and what it rests on."""

    subject: str
    banner: str
    sections: tuple[Section, ...]
    imprint: str


def letter(message: Message, edition: Edition) -> Letter:
    """Write the letter of a message."""
    policy = f", policy {edition.policy.id}" if edition.policy else ""
    return Letter(
        subject=f"{PREFIX} {titled(edition, one_line(message.title))}",
        banner=f"{FICTIONAL}." if edition.demonstration else "",
        sections=message.sections,
        imprint=f"Written from the records of pre-production as of {edition.today}{policy}.",
    )
