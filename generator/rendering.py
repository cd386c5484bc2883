"""Pages become HTML: the only door to Jinja2."""

from collections.abc import Callable, Sized
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote, urljoin

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from generator.feeds import letter_forms
from generator.feeds.letter_forms import Harmless
from generator.feeds.letters import Letter
from generator.feeds.plain_text import one_line
from generator.pages.alternates import alternates_of, badge_of
from generator.pages.page import Page
from generator.pages.signposts import Source
from generator.reports.markdown import escaped


class Renderer:
    """Renders articles from the templates of one folder; every value is escaped unless a template made it."""

    def __init__(  # noqa: PLR0913 - what the configuration knows of the world around
        self,
        templates: Path,
        *,
        site_path: str = "/",
        issues: str = "",
        site_url: str = "",
        repository: str = "",
        commit: str | None = None,
    ) -> None:
        """
        Open the folder that holds `pages/` and `partials/`.

        `site_path` is where the site stands at its host; `issues` is the address of the issues that take feedback,
        which templates know by that name, empty where there are none. `site_url` is the address of the root and
        `repository` that of the records' repository on its forge, empty where they are not known; `commit` is the one
        that the records stand at, if it holds them as they are.
        """
        self._site_url = site_url
        self._repository = repository.rstrip("/")
        self._commit = commit
        self._site_path = site_path
        self._root = "."
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals.update(link=self._link, issues=issues.rstrip("/"))
        self._environment.globals.update(record_link=self._record_link, edit_link=self._edit_link)
        self._environment.filters.update(day=day, counted=counted)

    def article(self, page: Page) -> str:
        """Return the HTML of the page's article; `link(address)` leads from the page's own address."""
        self._root = self.root_from(page.address)
        return self._environment.get_template(f"pages/{page.kind}.html").render(page=page.content)

    def contents(self, page: Page) -> str:
        """Return the table of contents in the theme's markup; nothing for a page without headings."""
        return self._environment.get_template("theme/contents.html").render(headings=page.headings)

    def subscriptions(self, page: Page) -> str:
        """Return the section of feeds, calendars, data and the badge of a page; nothing for a page without any."""
        self._root = self.root_from(page.address)
        badge = badge_of(page)
        return self._environment.get_template("partials/subscriptions.html").render(
            alternates=alternates_of(page),
            badge=badge,
            badge_url=urljoin(self._site_url, badge) if self._site_url else "",
            page_url=urljoin(self._site_url, page.address),
            title=page.address.rstrip("/").rpartition("/")[2],
        )

    def root_from(self, address: str) -> str:
        """
        Return the way from a page to the site root, without a slash at its end.

        It is relative, so that the site may stand below any path; a page that is a file of its own, such as the one
        for lost readers, is shown at addresses of any depth and needs the way from the host.
        """
        if address and not address.endswith("/"):
            return f"{self._site_path}."
        return "/".join([".."] * address.count("/")) or "."

    def _link(self, address: str) -> str:
        return f"{self._root}/{address}"

    def _record_link(self, source: Source) -> str:
        """Lead to a line of a record at the commit that the edition comes from."""
        if not self._repository or not self._commit:
            return ""
        return f"{self._repository}/blob/{self._commit}/{quote(source.path)}#L{source.line}"

    def _edit_link(self, source: Source) -> str:
        """Lead to where a record can be edited on the forge."""
        return f"{self._repository}/edit/main/{quote(source.path)}" if self._repository else ""


class Letters:
    """
    Renders letters from `messages/`: as text and HTML for a mail, as Markdown for a comment.

    Every value is made harmless for its form by the environment itself, so that no template can forget it: HTML is
    escaped, plain text stays on its line, and Markdown stays letters.
    """

    def __init__(self, templates: Path) -> None:
        """Open the folder that holds `messages/`."""
        self._forms = {
            "txt": _environment(templates, one_line),
            "md": _environment(templates, escaped),
            "html": _environment(templates, None),
        }

    def text(self, letter: Letter) -> str:
        """Return a letter as plain text, its lines not longer than a mail reader likes."""
        return self._render("txt", letter)

    def html(self, letter: Letter) -> str:
        """Return a letter as a page of its own, without anything that is loaded from elsewhere."""
        return self._render("html", letter)

    def comment(self, letter: Letter) -> str:
        """Return a letter as Markdown that mentions nobody."""
        return self._render("md", letter)

    def _render(self, form: str, letter: Letter) -> str:
        return self._forms[form].get_template(f"messages/letter.{form}").render(letter=letter)


def _environment(templates: Path, harmless: Callable[[str], str] | None) -> Environment:
    """Open templates of letters whose every value goes through `harmless`; without it values are escaped for HTML."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        finalize=(lambda value: value if isinstance(value, Harmless) else harmless(str(value))) if harmless else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(letter_forms.FORMS)
    return environment


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@cache
def day(value: date) -> Markup:
    """Return a day in ISO form with its weekday; the browser adds how far away it is."""
    return Markup('<time datetime="{0:%Y-%m-%d}">{0:%Y-%m-%d} <span class="weekday">{1}</span></time>').format(
        value, WEEKDAYS[value.weekday()]
    )


def counted(things: Sized | int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 site", "3 sites", "no sites"."""
    number = things if isinstance(things, int) else len(things)
    if number == 1:
        return f"1 {noun}"
    return f"{number or 'no'} {plural or noun + 's'}"
