"""`pps notes`: the release notes of a patch, a draft until it is in production."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.proposing import record_of

if TYPE_CHECKING:
    from generator.bulletin.release_notes import ReleaseNotes
    from generator.cli.settings import Settings
    from generator.edition import Edition

_FORMATS = click.Choice(("markdown", "html", "json"))


@click.command()
@click.argument("identity", metavar="PATCH")
@click.option("--format", "form", type=_FORMATS, default="markdown", show_default=True)
@click.option("--site", envvar="SITE_URL", show_envvar=True, default="/", help="Where the links of the HTML lead.")
@click.pass_obj
def notes(settings: Settings, identity: str, form: str, site: str) -> None:
    """
    Write the release notes of PATCH as its page tells them.

    They are a draft until the patch is in production; what users said, or that they were silent, stands in them.
    """
    from generator.bulletin.decisions import Decisions
    from generator.bulletin.release_notes import release_notes
    from generator.feeds.release_notes_json import as_json
    from generator.reports.release_notes_markdown import as_markdown

    edition = settings.edition()
    patch = record_of(edition, edition.registry.patches, identity)
    found = release_notes(patch, edition.facts, Decisions.of(edition.registry))
    if form == "json":
        click.echo(as_json(found, edition))
    elif form == "html":
        click.echo(_article(found, edition, site), nl=False)
    else:
        click.echo(as_markdown(found, is_demonstration=edition.demonstration), nl=False)


def _article(found: ReleaseNotes, edition: Edition, site: str) -> str:
    """Render the article of the page, with links that lead to the site from wherever it is read."""
    from generator import assets
    from generator.pages.page import Page
    from generator.pages.release_notes import release_notes_page
    from generator.rendering import Renderer

    content = release_notes_page(found, edition)
    page = Page(address="release-notes.html", kind="release_notes", title="", description="", content=content)
    renderer = Renderer(assets.site_templates(), site_path=f"{site.rstrip('/')}/", site_url=site)
    return renderer.article(page)
