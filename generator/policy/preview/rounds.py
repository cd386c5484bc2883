"""The last round of the steps at a site: what a new distribution or a repeated step leaves standing (PPS305)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records.installation_events import Configured, Distributed, TagPublished, Tested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.installation_events import InstallationEvent
    from generator.records.installations import Installation

_LATE = {
    Configured: ("configured", "the files were distributed"),
    Tested: ("tested", "the local configuration was done"),
    TagPublished: ("tag published", "the local test passed"),
}
_FILES = "the files were distributed"


class Round:
    """The last round of an installation: each step that still counts, in the order in which they are taken."""

    def __init__(self, installation: Installation, *, configures: bool) -> None:
        """Fold the steps; `configures` tells whether the local configuration is one of them."""
        order = (Distributed, Configured, Tested, TagPublished)
        self.order: tuple[type[InstallationEvent], ...] = tuple(
            step for step in order if configures or step is not Configured
        )
        self.done: dict[type[InstallationEvent], InstallationEvent] = {}
        for event in installation.events:
            if type(event) in self.order:
                earlier = self.order[: self.order.index(type(event))]
                self.done = {step: done for step, done in self.done.items() if step in earlier}
                self.done[type(event)] = event

    def is_tested(self) -> bool:
        """Tell whether the local test of this round passed."""
        test = self.done.get(Tested)
        return isinstance(test, Tested) and test.result == "passed"

    def skips(self) -> Iterator[tuple[InstallationEvent, str]]:
        """Yield each step that was taken before the one that has to come first, and what it is."""
        for before, step in zip(self.order, self.order[1:], strict=False):
            event = self.done.get(step)
            if event is None or (self.is_tested() if step is TagPublished else before in self.done):
                continue
            verb, first = _LATE[step]
            yield event, f"{verb} on {event.date} before {_FILES if before is Distributed else first}"
