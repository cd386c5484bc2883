"""What others need for the same pages: Hugo and MkDocs-Material build from Markdown what we build from YAML."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdownify import markdownify

from tests.bench.figures import Row

PPS = (sys.executable, "-c", "from generator.cli import main; main()")
RECORDS = ("patches", "bugs", "pilots", "sites", "vos", "rocs")
_ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)

HUGO = """\
baseURL = "https://example.org/"
title = "The same pages"
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
[outputs]
home = ["html", "rss", "json"]
section = ["html", "rss"]
"""
HUGO_PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary | plainify | truncate 150 }}"></head>
<body><nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<aside>{{ .TableOfContents }}</aside><main>{{ .Content }}</main></body></html>
"""
HUGO_LIST = """\
<!doctype html><html lang="en"><head><title>{{ .Title }}</title></head><body>
{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</body></html>
"""
HUGO_SEARCH = """\
[{{ range $i, $p := .Site.RegularPages }}{{ if $i }},{{ end }}
{"location": {{ $p.RelPermalink | jsonify }}, "title": {{ $p.Title | jsonify }}}{{ end }}]
"""
MATERIAL = """\
site_name: The same pages
site_url: https://example.org/
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [tables, toc]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""
WITHOUT_RECORDS = "nav: [index.md]\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a whole process took: seconds on the clock, and of all processors together."""

    wall: float
    cpu: float


def rows(root: Path, folder: Path) -> Iterator[Row]:
    """Build the world at a root with our own hands, then its record pages from Markdown with those of others."""
    ours, size = _ours(root, folder)
    yield _row("our edition from YAML: read, judged, pages, feeds, API, badges, search", size, ours)
    hugo = _hugo(folder)
    yield _row("Hugo, pages from Markdown with search index", size, hugo)
    yield Row(work="… ours against Hugo", size=size, figure=_against(ours, hugo), bar="≤ 1 ×")
    material = _material(folder, WITHOUT_RECORDS)
    yield _row("MkDocs-Material, pages from Markdown, none in the navigation", size, material)
    yield Row(work="… ours against MkDocs-Material", size=size, figure=_against(ours, material), bar="≤ 0.05 ×")


def rows_in_navigation(root: Path, folder: Path) -> Iterator[Row]:
    """
    Compare with MkDocs-Material as it comes, every page in the navigation of every other.

    Its time and its bytes grow with the square of the pages, so that a smaller world has to do.
    """
    ours, size = _ours(root, folder)
    yield _row("our edition of a smaller world", size, ours)
    material = _material(folder)
    yield _row("MkDocs-Material as it comes, every page in the navigation", size, material)
    yield Row(work="… ours against it", size=size, figure=_against(ours, material), bar="≤ 0.05 ×")


def _ours(root: Path, folder: Path) -> tuple[Taken, str]:
    """Build our edition, write its pages of records as Markdown for the others, and tell how many there are."""
    site = folder / "ours"
    taken = _timed((*PPS, "--root", str(root), "build", "--out", str(site)), XDG_CACHE_HOME=str(folder / "cache"))
    return taken, f"{written_as_markdown(site, folder / 'markdown'):,} record pages"


def written_as_markdown(site: Path, out: Path) -> int:
    """Write the articles of our record pages as Markdown with a title; tell how many there are."""
    number = 0
    for kind in RECORDS:
        for page in sorted((site / kind).glob("*/**/index.html")):
            html = page.read_text(encoding="utf-8")
            article, title = _ARTICLE.search(html), _TITLE.search(html)
            if article and title:
                target = out / f"{page.parent.relative_to(site)}.md"
                target.parent.mkdir(parents=True, exist_ok=True)
                words = markdownify(article[1], heading_style="ATX")
                target.write_text(f"---\ntitle: {json.dumps(title[1])}\n---\n{words}", encoding="utf-8")
                number += 1
    return number


def _hugo(folder: Path) -> Taken:
    root = folder / "hugo"
    layouts = root / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (root / "hugo.toml").write_text(HUGO, encoding="utf-8")
    (layouts / "single.html").write_text(HUGO_PAGE, encoding="utf-8")
    (layouts / "list.html").write_text(HUGO_LIST, encoding="utf-8")
    (layouts / "index.json").write_text(HUGO_SEARCH, encoding="utf-8")
    (root / "content").symlink_to(folder / "markdown")
    return _timed((str(Path(sys.executable).with_name("hugo")), "--source", str(root), "--quiet"))


def _material(folder: Path, navigation: str = "") -> Taken:
    root = folder / "material"
    root.mkdir()
    (root / "mkdocs.yml").write_text(MATERIAL + navigation, encoding="utf-8")
    (root / "docs").symlink_to(folder / "markdown")
    (folder / "markdown" / "index.md").write_text("# The same pages\n", encoding="utf-8")
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(root / "mkdocs.yml"))
    return _timed(command)


def _timed(command: Sequence[str], **environment: str) -> Taken:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    known = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=known)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(wall=wall, cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _row(work: str, size: str, taken: Taken) -> Row:
    return Row(work=work, size=size, figure=f"{taken.wall:.1f} s, {taken.cpu:.1f} s of processors")


def _against(ours: Taken, peer: Taken) -> str:
    return f"{ours.wall / peer.wall:.2f} × on the clock, {ours.cpu / peer.cpu:.2f} × of processors"
