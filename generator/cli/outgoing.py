"""What `pps notify` is asked for, and what it has in hand: messages with their letters and their plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from generator.bulletin.messages import Message
    from generator.feeds.letters import Letter
    from generator.forge.planning import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the options say."""

    since: str | None
    out: Path | None
    channels: tuple[str, ...]
    book: Path | None
    ledger: Path | None
    send: bool
    intend: Path | None
    intended: Path | None
    again: tuple[str, ...]
    record: bool
    by: str | None
    dry_run: bool
    repository: str | None
    server: str | None
    sender: str | None
    site: str
    issues: str

    @property
    def is_sending(self) -> bool:
        """True where messages leave in this run."""
        return self.send or self.intended is not None

    @property
    def acts(self) -> bool:
        """True where the ledger or the records are written."""
        return self.is_sending or self.intend is not None or self.record


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message with its letter, and its plan for each channel."""

    message: Message
    letter: Letter
    plans: tuple[Plan, ...]
