"""Messages as comments: on the issue of their subject, once, found again by the marks of their deliveries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.forge.channels import LABEL
from generator.forge.deliveries import Outcome, State
from generator.forge.marks import key_of, marked
from generator.forge.planning import logins
from generator.forge.refusals import ForgeError, UncertainError
from generator.records.patch_events import FeedbackChannelOpened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.forge.deliveries import Delivery
    from generator.forge.github import GitHub
    from generator.policy.rule import Facts


LONGEST: Final = 50_000
"""Characters of a message in a comment: GitHub takes 65,536, and the marks of its readers stand before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The issues of a repository, on which messages are told."""

    github: GitHub
    facts: Facts

    def issue_of(self, about: str) -> int | None:
        """Tell the issue of a subject: the one that its record names as its channel, else the one that we opened."""
        named = self._named(about)
        if named is not None:
            return named
        labelled = self.github.issues(labels=(LABEL, about), state="all")
        return next((one.number for one in labelled if one.author.casefold() == self.github.login.casefold()), None)

    def _named(self, about: str) -> int | None:
        patch = self.facts.registry.patches.get(about)
        events = patch.events if patch is not None else ()
        place = re.compile(rf"https://[^/]+/{re.escape(self.github.repository)}/issues/([1-9]\d*)", re.IGNORECASE)
        found = [place.fullmatch(one.ref) for one in events if isinstance(one, FeedbackChannelOpened)]
        return next((int(one[1]) for one in reversed(found) if one is not None), None)

    def keys_on(self, issue: int) -> frozenset[str]:
        """Tell the keys of the deliveries that our comments on an issue made."""
        ours = (one for one in self.github.comments(issue) if one.author.casefold() == self.github.login.casefold())
        return frozenset(key for one in ours for key in _keys_before(one.body))

    def tell(self, issue: int, deliveries: Iterable[Delivery], text: str) -> Outcome:
        """Write one comment for several deliveries; where no answer came, look whether it is there."""
        wanted = tuple(deliveries)
        body = f"{self._greeting(wanted)}{_fitting(text)}"
        for one in wanted:
            body = marked(one.key, body)
        try:
            written = self.github.add_comment(issue, body)
        except UncertainError as error:
            return self._seen(issue, wanted, str(error))
        except ForgeError as error:
            return Outcome(state=State.DEFERRED, reason=str(error))
        return Outcome(state=State.SENT, reason=written.url)

    def _seen(self, issue: int, wanted: tuple[Delivery, ...], reason: str) -> Outcome:
        try:
            is_there = {one.key for one in wanted} <= self.keys_on(issue)
        except ForgeError:
            is_there = False
        return Outcome(state=State.SENT if is_there else State.UNCERTAIN, reason=reason)

    def _greeting(self, deliveries: tuple[Delivery, ...]) -> str:
        """Mention the people whom the comment is for; a login holds no other characters than letters and hyphens."""
        found = dict.fromkeys(login for one in deliveries for login in logins(one.recipient, self.facts))
        return f"For {', '.join(f'@{login}' for login in found)}.\n\n" if found else ""


def _fitting(text: str) -> str:
    """Cut a text at the end of a line, where GitHub would refuse it."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rpartition(chr(10))[0]}\n\nThere is more; the page of the subject tells all of it.\n"


def _keys_before(text: str) -> Iterator[str]:
    """Yield the keys of the marks with which a text begins; one that is quoted further down does not count."""
    rest = text.replace("\r\n", "\n")
    while (key := key_of(rest)) is not None:
        yield key
        rest = rest.partition("\n")[2]
