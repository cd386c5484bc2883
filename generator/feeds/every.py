"""Every document of an edition that is no page."""

from collections.abc import Iterator

from generator.edition import Edition
from generator.feeds.api import api
from generator.feeds.badges import badges
from generator.feeds.calendars import calendars
from generator.feeds.document import Document
from generator.feeds.excuses import excuses
from generator.feeds.home import Home
from generator.feeds.map_twin import map_twin
from generator.feeds.release_notes_text import release_notes_texts
from generator.feeds.schemas import schemas
from generator.feeds.subscriptions import feeds


def every_document(edition: Edition, site_url: str = "") -> Iterator[Document]:
    """Yield the documents that stand beside the pages; `site_url` is the address of the root, where it is known."""
    home = Home(url=site_url)
    yield map_twin(edition)
    yield from excuses(edition)
    yield from release_notes_texts(edition)
    yield from api(edition)
    yield from schemas(home)
    yield from feeds(edition, home)
    yield from calendars(edition, home)
    yield from badges(edition)
