"""Badges: how a patch, a site or the policy stands, as a picture of one line that needs nothing else (outputs §14)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from generator.bulletin.distribution import distribution
from generator.bulletin.pilot_standing import standing_of
from generator.bulletin.versions import versions_of
from generator.feeds.document import Document
from generator.feeds.plain_text import one_line
from generator.lifecycle import patch_states
from generator.policy.acceptance import settled_use_case
from generator.terms import PatchState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.pilot_standing import PilotStanding
    from generator.edition import Edition
    from generator.policy.rule import Facts
    from generator.records.patches import Patch

HEIGHT, PADDING = 20, 7
_NARROW, _SLIM, _WIDE = frozenset(" .,:;'!|ijlI"), frozenset("-()/frt"), frozenset("mwMW@%")
DARK, GOOD, BUSY, OVER = "#3b3f45", "#1d6b3a", "#1f5c8f", "#8f2d2d"
_COLOURS: Final = {
    PatchState.IN_PREVIEW: BUSY,
    PatchState.IN_PPS: BUSY,
    PatchState.READY_FOR_PRODUCTION: GOOD,
    PatchState.IN_PRODUCTION: GOOD,
    PatchState.REJECTED: OVER,
    PatchState.WITHDRAWN: OVER,
    PatchState.SUPERSEDED: OVER,
    PatchState.ROLLED_BACK: OVER,
}


def badges(edition: Edition) -> Iterator[Document]:
    """Yield a badge for each patch, each site and the policy."""
    facts = edition.facts
    for patch in edition.registry.patches.values():
        colour = _COLOURS.get(patch_states.state_of(patch, facts.today) or PatchState.REGISTERED, DARK)
        yield _document(f"patches/{patch.id}", patch.id, standing_in_words(patch, facts), colour)
    published = Counter({row.site.id: row.published for row in distribution(facts).rows})
    for site in edition.registry.sites:
        count = published[site]
        words = f"{count} {'version' if count == 1 else 'versions'} published"
        yield _document(f"sites/{site}", site, words, BUSY if count else DARK)
    revision = edition.policy
    words = f"{revision.id} since {revision.effective_on}" if revision else "none in force"
    yield _document("policy", "policy", words, DARK)


def standing_in_words(patch: Patch, facts: Facts) -> str:
    """Tell in a few words how far a patch is."""
    state, since = patch_states.state_of(patch, facts.today), patch_states.since(patch, facts.today)
    if state is None:
        return "not registered yet"
    if state.is_visible:
        pilots = (standing_of(one, facts) for one in facts.registry.pilots_by_patch.get(patch.id, ()))
        running = next((one for one in pilots if one.is_in_operation and patch.id in one.patches), None)
        return _pilot(running) if running else _preview(patch, facts, since)
    return f"{state.replace('-', ' ')} since {since}"


def _pilot(standing: PilotStanding) -> str:
    if standing.week is not None and not standing.week.is_complete:
        return f"pilot day {standing.week.number} of {standing.week.length}"
    if standing.feedback_due is not None:
        return f"pilot, feedback until {standing.feedback_due}"
    return f"pilot {standing.state} since {standing.since}"


def _preview(patch: Patch, facts: Facts, since: object) -> str:
    use_case = settled_use_case(patch, facts)
    sites = sum(len(version.published_at) for version in versions_of(patch, facts) if version.pilot is None)
    if use_case is not None and not use_case.is_client_class:
        return f"in pre-production since {since}"
    return f"preview at {sites} {'site' if sites == 1 else 'sites'}"


def _document(stem: str, label: str, message: str, colour: str) -> Document:
    return Document(address=f"badges/{stem}.svg", content=badge(label, message, colour))


def badge(label: str, message: str, colour: str) -> bytes:
    """Draw a badge: a label on grey, a message on a colour that white text can be read on."""
    label, message = one_line(label), one_line(message)
    left, right = _width(label), _width(message)
    size = {"width": str(left + right), "height": str(HEIGHT)}
    name = f"{label}: {message}"
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "role": "img", "aria-label": name})
    SubElement(svg, "title").text = name
    for x, width, fill in ((0, left, "#24272b"), (left, right, colour)):
        SubElement(svg, "rect", {"x": str(x), "width": str(width), "height": str(HEIGHT), "fill": fill})
    font = {"fill": "#ffffff", "font-family": "Verdana,DejaVu Sans,sans-serif", "font-size": "11", "y": "14"}
    for x, text in ((0, label), (left, message)):
        length = str(_width(text) - 2 * PADDING)
        SubElement(svg, "text", {**font, "x": str(x + PADDING), "textLength": length}).text = text
    return f"{tostring(svg, encoding='unicode')}\n".encode()


def _width(text: str) -> int:
    """Tell the room of a text in pixels; `textLength` makes every font keep to it."""
    return round(sum(_room(letter) for letter in text)) + 2 * PADDING


def _room(letter: str) -> float:
    """Tell about how wide a letter of eleven pixels is."""
    if letter in _NARROW:
        return 3.8
    if letter in _SLIM:
        return 4.9
    if letter in _WIDE:
        return 10.2
    return 7.3 if letter.isupper() or letter.isdigit() or not letter.isascii() else 6.7
