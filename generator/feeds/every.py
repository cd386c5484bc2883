"""Every document of an edition that is no page."""

from collections.abc import Iterable, Iterator
from itertools import chain

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


def document_portions(edition: Edition, site_url: str = "") -> tuple[Iterable[Document], ...]:
    """Divide the documents that stand beside the pages; `site_url` is the address of the root, where it is known."""
    home = Home(url=site_url)
    return (
        excuses(edition),
        api(edition, home),
        feeds(edition, home),
        release_notes_texts(edition),
        badges(edition),
        calendars(edition, home),
        schemas(home),
        (map_twin(one) for one in (edition,)),
    )


def every_document(edition: Edition, site_url: str = "") -> Iterator[Document]:
    """Yield the documents that stand beside the pages."""
    return chain.from_iterable(document_portions(edition, site_url))
