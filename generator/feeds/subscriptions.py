"""The Atom feeds of an edition: everything that moved, and what concerns a patch, VO, site or ROC (outputs §12)."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from generator.bulletin.crossings import sites_of, vos_of
from generator.feeds.announced import of_due_dates, of_policy
from generator.feeds.atom import Feed, gathered, written
from generator.feeds.news import News
from generator.feeds.titles import titled
from generator.records.patch_events import PreviewOpened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.edition import Edition
    from generator.feeds.atom import Entry
    from generator.feeds.document import Document
    from generator.feeds.home import Home
    from generator.registry import Registry


def feeds(edition: Edition, home: Home) -> Iterator[Document]:
    """Yield every feed, empty ones too."""
    news = News.of(edition, home)
    for feed in chain(
        _overall(news, edition, home), _of_patches(news, edition), _of_vos(news, edition), _of_sites(news, edition)
    ):
        yield written(feed, home, edition.today)


def _overall(news: News, edition: Edition, home: Home) -> Iterator[Feed]:
    moved = gathered(chain.from_iterable(news.transitions.values()))
    yield _feed(edition, "bulletin", "pre-production bulletin", "Every step of every patch and pilot.", "", moved)
    revised = gathered(of_policy(edition, home))
    yield _feed(edition, "policy", "pre-production policy", "Revisions of the policy.", "policy/", revised)
    ahead = gathered(of_due_dates(edition, home))
    yield _feed(edition, "due", "due in pre-production", "What is due in a week, and in a day.", "blocked/", ahead)


def _of_patches(news: News, edition: Edition) -> Iterator[Feed]:
    registry = edition.registry
    for patch in registry.patches.values():
        pilots = (news.events[pilot.id] for pilot in registry.pilots_by_patch.get(patch.id, ()))
        steps = (news.steps[one.id] for one in registry.installations_by_patch.get(patch.id, ()))
        entries = gathered(chain(news.events[patch.id], *pilots, *steps), most=None)
        about = f"{patch.id}: {patch.title}"
        told = "Every event of the patch, of its pilots and at its sites."
        yield _feed(edition, f"patches/{patch.id}", about, told, f"patches/{patch.id}/", entries)


def _of_vos(news: News, edition: Edition) -> Iterator[Feed]:
    registry = edition.registry
    openings = [one for entries in news.transitions.values() for one in entries if one.kind == PreviewOpened.type]
    subjects = _subjects_by_vo(registry)
    for vo in registry.vos:
        moved = (news.transitions.get(subject, ()) for subject in subjects[vo])
        told = "Every preview that opens, and every step of the patches and pilots that concern the VO."
        entries = gathered(chain(openings, *moved))
        yield _feed(edition, f"vos/{vo}", f"pre-production for VO {vo}", told, f"vos/{vo}/", entries)


def _of_sites(news: News, edition: Edition) -> Iterator[Feed]:
    registry = edition.registry
    subjects = _subjects_by_site(registry)
    entries = {site: gathered(_at(site, subjects[site], news, registry)) for site in registry.sites}
    told = "Every step of the patches and pilots at the site."
    for site in registry.sites:
        yield _feed(edition, f"sites/{site}", f"pre-production at {site}", told, f"sites/{site}/", entries[site])
    told = "Every step of the patches and pilots at the sites of the region."
    for roc in registry.rocs:
        sites = (entries[site.id] for site in registry.sites_by_roc.get(roc, ()))
        found = gathered(chain.from_iterable(sites))
        yield _feed(edition, f"rocs/{roc}", f"pre-production in {roc}", told, f"rocs/{roc}/", found)


def _at(site: str, subjects: Iterable[str], news: News, registry: Registry) -> Iterator[Entry]:
    for one in registry.installations_by_site.get(site, ()):
        yield from news.steps[one.id]
    for subject in subjects:
        yield from news.transitions.get(subject, ())


def _subjects_by_vo(registry: Registry) -> Mapping[str, dict[str, None]]:
    """Name the patches and pilots that concern each VO: its pilots, their patches, its deadlines, its feedback."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for pilot in registry.pilots.values():
        for vo in vos_of(pilot):
            found[vo] |= dict.fromkeys((pilot.id, *pilot.patches))
    for patch in registry.patches.values():
        for deadline in patch.vo_deadlines:
            found[deadline.vo][patch.id] = None
    for feedback in registry.feedback.values():
        if feedback.vo:
            found[feedback.vo][feedback.subject] = None
    return found


def _subjects_by_site(registry: Registry) -> Mapping[str, dict[str, None]]:
    """Name the patches that are installed at each site, and the pilots that name it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for installation in registry.installations.values():
        found[installation.site][installation.patch] = None
    for pilot in registry.pilots.values():
        for site in sites_of(pilot):
            found[site][pilot.id] = None
    return found


def _feed(  # noqa: PLR0913, PLR0917 - the columns of a feed
    edition: Edition, stem: str, title: str, told: str, about: str, entries: tuple[Entry, ...]
) -> Feed:
    return Feed(address=f"feeds/{stem}.xml", title=titled(edition, title), subtitle=told, about=about, entries=entries)
