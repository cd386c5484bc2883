"""What every page of the site shares: its address, its title, its content, and the imprint of the edition."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the table of contents; `anchor` is the id of an element of the article."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    One page that is poured into the theme.

    `address` is the path below the site root, with no slash before it and one after it ("patches/PATCH-1793/"), empty
    for the home page; one that names a file ("404.html") stands as it is. `kind` names the template
    `pages/<kind>.html`, which sees `content` as `page`. `section` is the navigation entry under which the page
    stands ("patches/"), where it is not the first part of the address. A page without headings has no table of
    contents and takes the whole width.
    """

    address: str
    kind: str
    title: str
    description: str
    content: object
    search_text: str = ""
    headings: tuple[Heading, ...] = ()
    section: str | None = None
    is_listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """
    The edition's account of itself, which stands on every page, prose included.

    `policy` is empty while no revision is in force; `observed` and `next_edition` are None where there is no
    observation and no schedule; `time_travel` says for which other day or commit the edition was made; `commit_link`
    is the address of the commit on the forge.
    """

    today: date
    policy: str
    version: str
    commit: str | None = None
    commit_link: str | None = None
    newest_fact: date | None = None
    observed: date | None = None
    next_edition: date | None = None
    demonstration: bool = False
    time_travel: str | None = None

    @property
    def name(self) -> str:
        """What tells the edition from others, composed as an open page does it from the index of the data."""
        commit = (self.commit or "-").partition(" ")[0]
        return f"{self.today} {self.policy or '-'} {commit} {self.observed or '-'}"

    @property
    def commit_at_forge(self) -> str | None:
        """The commit, where it holds the records as they are."""
        return self.commit if self.commit and " " not in self.commit else None
