"""The page for lost readers: it leads on to the indexes and to the search."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.edition import Edition
from generator.pages.page import Page
from generator.pages.signposts import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """Where to go from here."""

    ways: tuple[Ref, ...]


WAYS = NotFound(
    ways=(
        Ref(text="What can be tested now", address=""),
        Ref(text="Live distribution map", address="map/"),
        Ref(text="Release bulletin", address="bulletin/"),
        Ref(text="All patches", address="patches/"),
        Ref(text="All bugs and requests", address="bugs/"),
        Ref(text="All pilots", address="pilots/"),
        Ref(text="All sites", address="sites/"),
        Ref(text="All VOs", address="vos/"),
        Ref(text="All ROCs", address="rocs/"),
    )
)


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page that a server shows for an address where nothing stands."""
    del edition
    yield Page(
        address="404.html",
        kind="not_found",
        title="No such page",
        description="Nothing stands at this address.",
        content=WAYS,
        is_listed=False,
    )
