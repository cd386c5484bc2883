"""A small site of invented pages, built by the real plugin with one template that uses every part."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import assets
from generator.feeds.document import Document
from generator.mkdocs_plugin import build_site
from generator.pages.alternates import alternates_of, badge_of
from generator.pages.page import Heading, Imprint, Page

SAMPLE_TEMPLATE = Path(__file__).parent / "sample_templates" / "sample.html"
HOSTILE = "<script>alert(1)</script> @@root@@ {{ page }}"
TODAY = date(2008, 6, 20)
STEPS = ("distributed", "configured", "tested failed", "tested passed", "tag published", "withdrawn", "removed")
TIERS = ("none", "collaborating", "silver", "gold", "platinum")
SECTIONS = {
    "": "What can be tested now",
    "map/": "Map",
    "bulletin/": "Bulletin",
    "patches/": "Patches",
    "pilots/": "Pilots",
    "sites/": "Sites",
    "vos/": "VOs",
    "rocs/": "ROCs",
    "blocked/": "Blocked",
    "policy/": "Policy",
}
HEADINGS = tuple(Heading(anchor=text.lower(), text=text) for text in ("Facts", "Select", "Sites", "Timeline"))
IMPRINT = Imprint(today=TODAY, policy="POLICY-1.0", version="0.1", demonstration=True, commit="0123456789abcdef")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the sample table."""

    site: str
    roc: str
    tier: str
    step: str
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What the sample template shows."""

    title: str
    hostile: str
    edition: str
    today: date
    states: tuple[str, ...]
    rows: tuple[Row, ...]


def sample_page(address: str, title: str, *, edition: str = "one", rows: int = 12) -> Page:
    """Answers a page of the kind that stands in the sample template."""
    return Page(
        address=address,
        kind="sample",
        title=title,
        description=f"About {title}",
        content=Sample(
            title=title,
            hostile=HOSTILE,
            edition=edition,
            today=TODAY,
            states=("registered", "in-preview", "in-production", "rejected", "suspended"),
            rows=tuple(_rows(rows)),
        ),
        search_text="in-preview bc-client",
        headings=HEADINGS if address.startswith("patches/PATCH") else (),
        is_listed=address != "404.html",
    )


def _rows(number: int) -> Iterator[Row]:
    for n in range(number):
        yield Row(
            site=f"SITE-{n:02}",
            roc=("ROC-NORTH", "ROC-SOUTH")[n % 2],
            tier=TIERS[n % len(TIERS)],
            step=STEPS[n % len(STEPS)],
            versions=n * 3 % 11,
        )


def sample_pages(patches: int = 3, *, edition: str = "one") -> tuple[Page, ...]:
    """Answers a page for every section, some patches, and the page for lost readers."""
    return (
        *(sample_page(address, title, edition=edition) for address, title in SECTIONS.items()),
        *(sample_page(f"patches/PATCH-{n}/", f"PATCH-{n}: job submission fixes") for n in range(1793, 1793 + patches)),
        sample_page("pilots/PILOT-2008-003/", "PILOT-2008-003: pilot of PATCH-1793"),
        sample_page("404.html", "No such page"),
    )


def sample_templates(folder: Path) -> Path:
    """Answers the site's own templates in a new folder, with the sample's template among them."""
    shutil.copytree(assets.site_templates(), folder)
    (folder / "pages").mkdir(exist_ok=True)
    shutil.copy(SAMPLE_TEMPLATE, folder / "pages" / "sample.html")
    return folder


def stand_ins(pages: tuple[Page, ...], imprint: Imprint) -> tuple[Document, ...]:
    """Answers an empty document for whatever stands beside the pages, and an index of the data."""
    named = {one.address for page in pages for one in alternates_of(page)}
    badges = {badge_of(page) for page in pages} - {""}
    empty = (Document(address=address, content=b"") for address in sorted((named | badges) - {INDEX}))
    return (*empty, Document(address=INDEX, content=index_of(f"{imprint.today}", imprint.commit or "")))


INDEX = "api/v1/index.json"


def index_of(today: str, commit: str) -> bytes:
    """Answers what an open page reads of the index of the data."""
    edition = {"today": today, "policy": IMPRINT.policy, "commit": commit, "observation": None}
    return json.dumps({"edition": edition, "data": {"digest": commit}}).encode()


PORTION = 10


def build_sample(
    folder: Path,
    pages: tuple[Page, ...] | None = None,
    *,
    imprint: Imprint = IMPRINT,
    templates: Path | None = None,
    previous: Path | None = None,
) -> Path:
    """Builds a sample site in `folder / "site"` and answers it."""
    site_dir, poured = folder / "site", sample_pages() if pages is None else pages
    build_site(
        config_file=assets.mkdocs_configuration(),
        templates=templates or sample_templates(folder / "templates"),
        site_dir=site_dir,
        portions=(
            *(poured[start : start + PORTION] for start in range(0, len(poured), PORTION)),
            stand_ins(poured, imprint),
        ),
        imprint=imprint,
        previous=previous,
    )
    return site_dir
