"""The theme and the prose are built by MkDocs, pages are poured in: the only door to MkDocs and its theme."""

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as ThemePage
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import TemplateContext, url_filter
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

from generator.pages.page import Imprint
from generator.pouring import ROOT, Portion, Poured, Pouring, Shell, Watch, file_of, sitemap
from generator.rendering import Renderer

Shown = Callable[[str], bytes | None]
SHELL_SOURCE = """\
---
template: shell.html
title: "@@title@@"
description: "@@description@@"
hide: [navigation]
search: {exclude: true}
---
"""


class EmptySectionError(Exception):
    """The navigation leads to a page that nobody makes."""


def build_site(  # noqa: PLR0913 - the parts of an edition have nothing in common but the edition
    *,
    config_file: Path,
    templates: Path,
    site_dir: Path,
    portions: Iterable[Portion],
    imprint: Imprint,
    previous: Path | None = None,
    watch: Watch = lambda done, _: done,
) -> Pouring:
    """
    Build the whole site into `site_dir`, a folder that the caller swaps in afterwards (see `swap.py`).

    Files that stand in `previous` with the same content are linked from there, not written. Returns what pours further
    pages into the same shells. Raises MissingMarkerError if the theme lacks a slot, EmptySectionError if the navigation
    leads nowhere, FileExistsError if two pages have one address, and MkDocs' Abort if the prose is faulty.
    """
    config = load_config(config_file=str(config_file), site_dir=str(site_dir), strict=True)
    plugin = BulletinPlugin(templates=templates, portions=portions, imprint=imprint, previous=previous, watch=watch)
    config.plugins["bulletin"] = plugin
    mkdocs_build.build(config)
    return plugin.pouring


class BulletinPlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call] # MkDocs types it but in part
    """Lets MkDocs build prose and shells, then pours the pages of the edition into the shells."""

    def __init__(
        self,
        *,
        templates: Path,
        portions: Iterable[Portion],
        imprint: Imprint,
        previous: Path | None = None,
        watch: Watch = lambda done, _: done,
    ) -> None:
        """Take what the edition shows; `previous` is the folder of the edition before, `watch` sees the work."""
        self._watch = watch
        self._templates = templates
        self._portions = portions
        self._imprint = imprint
        self._previous = previous
        self._shells: dict[str, str] = {}
        self._prose: list[str] = []

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Hand the imprint to the theme; the page for lost readers and the sitemap are made here, not by MkDocs."""
        config.extra["imprint"] = replace(self._imprint, commit_link=self._commit_link(config))
        config.theme.static_templates = set()
        return config

    def _commit_link(self, config: MkDocsConfig) -> str | None:
        repository, commit = (config.extra.get("repository") or "").rstrip("/"), self._imprint.commit_at_forge
        return f"{repository}/commit/{commit}" if repository and commit else None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add styles and scripts, and a shell for every navigation entry that has no prose."""
        if template := files.get_file_from_path("sitemap.xml"):  # MkDocs would copy it as it stands
            files.remove(template)
        for folder in ("styles", "scripts"):
            for path in sorted((self._templates / folder).iterdir()):
                files.append(File.generated(config, f"{folder}/{path.name}", abs_src_path=str(path)))
        for source in _sources(config.nav or []):
            if files.get_file_from_path(source) is None:
                shell = File.generated(config, source, content=SHELL_SOURCE)
                files.append(shell)
                self._shells[shell.url.removeprefix("./")] = ""
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ARG002 - MkDocs' signature
        """Make the theme's links in shells start at the root marker."""
        env.filters["url"] = _url
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: ThemePage, config: MkDocsConfig, nav: object
    ) -> TemplateContext:
        """Tell shells from prose: in a shell the way to the root is a marker."""
        del config, nav
        if page.url in self._shells:
            context["base_url"] = ROOT
            page.canonical_url = None
        return context

    def on_post_page(self, output: str, *, page: ThemePage, config: MkDocsConfig) -> str:
        """Keep shells back from the site and remember them."""
        del config
        if page.url not in self._shells:
            self._prose.append(page.url)
            return output
        self._shells[page.url] = output
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Pour every page, lay every document beside them, then complete the search index and the sitemap."""
        site_dir = Path(config.site_dir)
        self.pouring = pouring = Pouring(
            shells={address: Shell.cut(html, source=_named(address)) for address, html in self._shells.items()},
            renderer=Renderer(
                self._templates,
                site_path=urlsplit(config.site_url or "/").path,
                issues=config.extra.get("issues") or "",
                site_url=config.site_url or "",
                repository=config.extra.get("repository") or "",
                commit=self._imprint.commit_at_forge,
            ),
            site_dir=site_dir,
            previous=self._previous,
            site_url=config.site_url or "",
        )
        pages = pouring.pour_all(tuple(self._portions), self._watch)
        _require_sections(self._shells, pages)
        listed = [page for page in pages if page.is_listed]
        _add_to_search(site_dir / "search" / "search_index.json", listed)
        if config.site_url:
            addresses = [*self._prose, *(page.address for page in listed)]
            (site_dir / "sitemap.xml").write_text(sitemap(config.site_url, addresses), encoding="utf-8")


def _require_sections(sections: Iterable[str], pages: Iterable[Poured]) -> None:
    empty = sorted(set(sections) - {page.address for page in pages})
    if empty:
        raise EmptySectionError(
            f"mkdocs.yml: the navigation leads to {empty[0]!r}, but neither a page nor prose stands there; "
            "add one or take the entry out"
        )


def _sources(entries: Iterable[Any]) -> Iterator[str]:
    """Yield the source files that a navigation names, at any depth."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, list):
            yield from _sources(entry)
        else:
            yield from _sources(entry.values())


@functools.wraps(url_filter)  # keeps the mark by which Jinja hands the context over
def _url(context: TemplateContext, value: str) -> str:
    if context["base_url"] == ROOT:
        return normalize_url(str(value), base=ROOT)
    return url_filter(context, value)


def _named(address: str) -> str:
    return f"site_templates/theme/shell.html (as built for /{address})"


def _add_to_search(index_path: Path, pages: Iterable[Poured]) -> None:
    """Append the pages to the theme's search index, whose titles and texts are HTML."""
    index = json.loads(index_path.read_text(encoding="utf-8"))
    index["docs"] += [
        {"location": page.address, "title": escape(page.title), "text": escape(_search_text(page))} for page in pages
    ]
    index_path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _search_text(page: Poured) -> str:
    """Return the page's own words and the parts of its id, so that `1793` finds PATCH-1793."""
    return f"{page.search_text} {page.address.rstrip('/').rpartition('/')[2].replace('-', ' ')}".strip()


class _Changes(Observer):  # type: ignore[misc, valid-type] # which class it is depends on the system
    """Watches folders; a file that is but read, as every build does, is no change."""

    def schedule(self, event_handler: Any, path: str, *, recursive: bool = False) -> Any:
        changes = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
        return super().schedule(event_handler, path, recursive=recursive, event_filter=changes)


class _Server(LiveReloadServer):
    """
    Serves what a preview makes, and the folder of the site for the rest.

    The script that reloads a page is the only one inside a page, and the policy there names it.
    """

    def __init__(self, *, build: Callable[[], None], shown: Shown, site_dir: Path, host: str, port: int) -> None:
        super().__init__(builder=build, host=host, port=port, root=str(site_dir))
        self._shown = shown
        # The system tells of a change at once, where MkDocs would look every half second.
        self.observer = _Changes()

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").removeprefix("/")
        content = self._shown(address)
        if content is None:
            answer: Iterable[bytes] = super().serve_request(environ, start_response)
            return answer
        status = "200 OK" if content else "404 Not Found"
        kind: str = self._guess_type(file_of(address))  # type: ignore[no-untyped-call] # as above
        if kind == "text/html":
            content = self._inject_js_into_html(content or self.error_handler(404) or b"", self._visible_epoch)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _inject_js_into_html(self, content: bytes, epoch: float) -> bytes:
        script: bytes = super()._inject_js_into_html(b"", epoch)  # type: ignore[no-untyped-call] # MkDocs types it but in part
        start, end, rest = content.replace(b"script-src 'self'", b"script-src 'self' 'nonce-preview'", 1).rpartition(
            b"</body>"
        )
        return b"".join((start, script.replace(b"<script>", b"<script nonce=preview>"), end, rest))


def serve(  # noqa: PLR0913 - what is served, and where
    *,
    build: Callable[[], None],
    site_dir: Path,
    watched: Iterable[Path],
    host: str,
    port: int,
    shown: Shown = lambda _: None,
) -> None:
    """
    Serve `site_dir` on loopback; when something below `watched` changes, call `build` and reload the open pages.

    `shown` is asked first for what stands at an address below the root: None leaves it to the folder, and nothing at
    all says that nothing stands there any more.
    """
    server = _Server(build=build, shown=shown, site_dir=site_dir, host=host, port=port)
    server.error_handler = lambda code: _error_page(site_dir / f"{code}.html")
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call] # MkDocs types it but in part
    except KeyboardInterrupt:
        server.shutdown()


def _error_page(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
