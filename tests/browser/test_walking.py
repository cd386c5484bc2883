"""The walk through a site sees what is wrong with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.walk import (
    ANCHOR,
    CONSOLE,
    EXCEPTION,
    FAILED,
    FOREIGN,
    LINK,
    NAMELESS,
    VIOLATION,
    pages_of,
    walk,
)

SOUND = """\
<!doctype html><html lang="en"><head><title>Sound</title><link rel="icon" href="data:,"></head>
<body><h1 id="top">Sound</h1><a href="../sound/#top">up</a> <a href="?filter=on">less</a> <a href="#">up</a></body>
</html>
"""
POLICY = """<meta http-equiv="Content-Security-Policy" content="img-src 'none'">"""
FAULTY = {
    "sound": SOUND,
    "loud": SOUND.replace("</h1>", '</h1><script>console.error("it hurts")</script>'),
    "thrown": SOUND.replace("</h1>", '</h1><script>throw new Error("it breaks")</script>'),
    "forbidden": SOUND.replace("<title>", f"{POLICY}<title>").replace("</h1>", '</h1><img src="../one.png" alt="">'),
    "foreign": SOUND.replace("</h1>", '</h1><script src="https://elsewhere.example/one.js"></script>'),
    "failed": SOUND.replace("</h1>", '</h1><img src="nowhere.png" alt="">'),
    "nameless": SOUND.replace("h1", "h2"),
    "untitled": SOUND.replace("<title>Sound</title>", ""),
    "lost": SOUND.replace("</h1>", '</h1><a href="../nobody/?filter=on">somebody</a>'),
    "adrift": SOUND.replace("</h1>", '</h1><a href="../sound/#bottom">the end</a>'),
}
"""Name of a page -> the page, each with its own fault."""
EXPECTED = {
    (CONSOLE, "loud/"),
    (EXCEPTION, "thrown/"),
    (VIOLATION, "forbidden/"),
    (CONSOLE, "forbidden/"),
    (FAILED, "forbidden/"),
    (FOREIGN, "foreign/"),
    (CONSOLE, "foreign/"),
    (FAILED, "failed/"),
    (CONSOLE, "failed/"),
    (NAMELESS, "nameless/"),
    (NAMELESS, "untitled/"),
    (LINK, "lost/"),
    (ANCHOR, "adrift/"),
}
"""Of some faults the browser tells in its console, too."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Answers a site with one sound page and, for each kind of fault, a page that has it."""
    for name, html in FAULTY.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(html, encoding="utf-8")
    return tmp_path


def test_a_walk_opens_every_page_and_names_every_fault_with_its_page(browser: Browser, site: Path) -> None:
    found = walk(browser, site)

    assert sorted(pages_of(site)) == sorted(found.seconds)
    assert EXPECTED == {(fault.kind, fault.page) for fault in found.faults}


def test_a_fault_says_what_it_is(browser: Browser, site: Path) -> None:
    found = walk(browser, site, ["loud/", "foreign/", "lost/"])

    assert ["loud/: it hurts"] == [str(fault) for fault in found.of(CONSOLE) if fault.page == "loud/"]
    assert ["foreign/: https://elsewhere.example/one.js"] == [str(fault) for fault in found.of(FOREIGN)]
    assert ["lost/: /nobody/?filter=on"] == [str(fault) for fault in found.of(LINK)]


def test_an_anchor_is_looked_for_on_a_page_that_is_not_walked(browser: Browser, site: Path) -> None:
    found = walk(browser, site, ["adrift/"])

    assert ["adrift/: /sound/#bottom"] == [str(fault) for fault in found.faults]
