"""`pps notify`: what has to be told to whom, shown, delivered once a recipient, and recorded."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import handle
from generator.cli.at_github import repository_option
from generator.cli.outgoing import Asked, Outgoing
from generator.cli.proposing import by_option, dry_option, present, propose, told_as_usage
from generator.cli.settings import clock
from generator.forge.deliveries import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.bulletin.messages import Message
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.forge.address_book import AddressBook
    from generator.forge.ledger import Ledger
    from generator.registry import Registry
    from generator.rendering import Letters

_FILE = click.Path(path_type=Path, dir_okay=False)
_OLD_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_CHANNELS = click.Choice([channel.value for channel in Channel])


@click.command()
@click.option("--since", metavar="REV", help="Only what was added since the merge base with REV.")
@click.option("--out", type=_FOLDER, metavar="DIR", help="Write a mail (.eml) and a comment (.md) of each message.")
@click.option("--channel", "channels", type=_CHANNELS, multiple=True, default=("mail",), show_default=True)
@click.option("--address-book", "book", type=_OLD_FILE, help="TOML with a table [addresses], outside the repository.")
@click.option("--ledger", type=_FILE, help="The file of deliveries, outside data/.")
@click.option("--send", is_flag=True, help="Deliver what nobody has got yet.")
@click.option("--intend", type=_FILE, metavar="TICKET", help="Write the intentions to the ledger, send nothing yet.")
@click.option(
    "--intended", type=_FILE, metavar="TICKET", help="Deliver what was intended so, and take the ticket away."
)
@click.option("--again", multiple=True, metavar="KEY", help="Send again what may have arrived, or was refused.")
@click.option("--record", is_flag=True, help="Write notification records of what the ledger says was sent.")
@by_option
@dry_option
@repository_option
@click.option("--smtp", "server", envvar="PPS_SMTP_URL", show_envvar=True, metavar="URL", help="smtps:// or smtp://.")
@click.option("--from", "sender", envvar="PPS_MAIL_FROM", show_envvar=True, metavar="ADDRESS", help="The sender.")
@click.option("--site", envvar="SITE_URL", show_envvar=True, default="", help="The address of the site.")
@click.option("--issues", envvar="ISSUES_URL", show_envvar=True, default="", help="The address of the issues.")
@click.pass_obj
def notify(settings: Settings, /, **options: Any) -> int:
    """
    Show what has to be told to whom: broadcasts, invitations, reminders, changes of the policy.

    Nothing is sent without --send. The ledger holds every intention before and every outcome after a message: what
    broke off is shown as uncertain, and sent again only by --again. In a workflow --intend writes all intentions, the
    ledger is pushed, and --intended sends them. PPS_SMTP_LOGIN and PPS_SMTP_PASSWORD hold the login of the mail server.
    """
    asked = Asked(**options)
    _refuse_contradictions(asked)
    edition = present(settings) if asked.acts else settings.edition()
    if asked.acts:
        _refuse_fiction(edition)
    with _refusals_told(), ExitStack() as held:
        book = _address_book(asked, settings.repository())
        ledger = held.enter_context(_ledger(asked, settings.repository()))
        outgoing = _outgoing(settings, asked, edition, book)
        return _done(settings, asked, edition, outgoing, book, ledger)


def _done(  # noqa: PLR0913, PLR0917 - everything that a run has in hand
    settings: Settings,
    asked: Asked,
    edition: Edition,
    outgoing: Sequence[Outgoing],
    book: AddressBook,
    ledger: Ledger | None,
) -> int:
    from generator.cli import delivering

    if ledger is None or not asked.acts:
        _show(outgoing, asked, edition, ledger)
        return 0
    code = 0
    if asked.is_sending or asked.intend is not None:
        outgoing = delivering.on_issues(outgoing, asked, edition)
    if asked.intend is not None:
        delivering.intend(outgoing, asked.intend, asked.again, ledger)
    if asked.is_sending:
        with delivering.carriers(outgoing, asked, edition, book) as carriers:
            code = delivering.deliver(outgoing, carriers, asked=asked, edition=edition, ledger=ledger)
    return max(code, _record(settings, asked, edition, ledger)) if asked.record else code


def _refuse_contradictions(asked: Asked) -> None:
    if sum((asked.send, asked.intend is not None, asked.intended is not None)) > 1:
        raise click.UsageError("--send does both steps at once; give one of --send, --intend and --intended")
    if asked.dry_run and (asked.is_sending or asked.intend is not None):
        raise click.UsageError("--dry-run shows what --record would write; what would be sent is shown without --send")
    if asked.again and not (asked.send or asked.intend):
        raise click.UsageError("--again goes with --send or --intend")
    if asked.acts and asked.ledger is None:
        raise click.UsageError("name the ledger with --ledger FILE: without it nobody knows what was sent")
    if (asked.is_sending or asked.intend) and Channel.MAIL in asked.channels and asked.book is None:
        raise click.UsageError("name the address book with --address-book FILE: records hold no addresses")


def _refuse_fiction(edition: Edition) -> None:
    """Refuse to act where nothing is real, on another day, or where nobody can tell what was sent."""
    if edition.demonstration:
        raise click.UsageError("this is demonstration data, whose clock stands still: nothing is sent or recorded")
    if edition.today != clock():
        raise click.UsageError(f"what is sent is sent today, {clock()}; leave out --today")
    if any(kind == "notifications" for kind, _ in edition.registry.unreadable):
        raise click.UsageError("a notification cannot be read, so that nobody knows what was sent; pps check tells why")


@contextmanager
def _refusals_told() -> Iterator[None]:
    from generator.forge.refusals import ForgeError

    try:
        yield
    except ForgeError as error:
        raise click.ClickException(str(error)) from error


def _address_book(asked: Asked, root: Path) -> AddressBook:
    from generator.forge.address_book import AddressBook, refuse_inside

    if asked.book is None:
        return AddressBook(addresses={})
    refuse_inside(asked.book, root)
    try:
        return AddressBook.of(asked.book.read_text(encoding="utf-8"), asked.book.name)
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{asked.book.name} is no UTF-8 at byte {error.start}; save it as UTF-8") from error


@contextmanager
def _ledger(asked: Asked, root: Path) -> Iterator[Ledger | None]:
    """Hold the ledger; a run that only shows messages makes none."""
    from generator.cli.delivering import now
    from generator.forge.ledger import open_ledger

    path = asked.ledger
    if path is not None and path.resolve().is_relative_to((root / "data").resolve()):
        raise click.UsageError(f"{path} lies in data/, which holds records only; keep the ledger elsewhere")
    if path is None or not (asked.acts or path.exists()):
        yield None
        return
    with open_ledger(path, now) as ledger:
        yield ledger


def _outgoing(settings: Settings, asked: Asked, edition: Edition, book: AddressBook) -> tuple[Outgoing, ...]:
    from generator.bulletin.messages import Desk
    from generator.bulletin.messages_due import messages_due
    from generator.feeds.letters import letter
    from generator.forge.planning import planned

    desk = Desk(site=f"{asked.site.rstrip('/')}/" if asked.site else "", issues=asked.issues.rstrip("/"))
    found = messages_due(edition.facts, desk, _base(settings, asked))
    return tuple(
        Outgoing(
            message=one,
            letter=letter(one, edition),
            plans=tuple(planned(one, by, book.addresses, edition.facts) for by in _used(one, asked)),
        )
        for one in found
    )


def _used(message: Message, asked: Asked) -> tuple[Channel, ...]:
    """Tell the channels of a message: none that people serve, and mail only where addresses are known."""
    channels = () if message.by_hand else dict.fromkeys(map(Channel, asked.channels))
    return tuple(one for one in channels if one is not Channel.MAIL or asked.book is not None)


def _base(settings: Settings, asked: Asked) -> Registry | None:
    """Read the records as they were where HEAD and a revision parted."""
    from generator.history.repository import Repository
    from generator.history.trees import Tree
    from generator.registry import Registry

    if asked.since is None:
        return None
    repository = Repository(settings.repository())
    tree = Tree.at(repository, repository.merge_base(asked.since))
    return Registry.of(tree.sources(tree.entries))


def _show(outgoing: Sequence[Outgoing], asked: Asked, edition: Edition, ledger: Ledger | None) -> None:
    """Print every message with its recipients, and write the drafts."""
    from generator import assets
    from generator.bulletin.messages_about_patches import by_hand
    from generator.rendering import Letters
    from generator.reports import outgoing as report

    letters = Letters(assets.site_templates())
    for one in outgoing:
        text = f"Subject: {one.letter.subject}\n\n{letters.text(one.letter)}"
        for line in report.lines(one.message, one.plans, text, ledger):
            click.echo(line)
        if asked.out is not None:
            _write_drafts(one, asked.out, letters)
    for line in by_hand(edition.facts):
        click.echo(line, err=True)
    if Channel.MAIL in asked.channels and asked.book is None:
        click.echo("who reads mail where stands in an address book; name it with --address-book", err=True)
    number = sum(len(plan.deliveries) for one in outgoing for plan in one.plans)
    click.echo(f"{len(outgoing)} messages are due, to {number} recipients; nothing is sent without --send", err=True)


def _write_drafts(one: Outgoing, folder: Path, letters: Letters) -> None:
    from generator.forge.mail import draft

    folder.mkdir(parents=True, exist_ok=True)
    written = draft(one.letter.subject, letters.text(one.letter), letters.html(one.letter), one.message.to)
    (folder / f"{one.message.name}.eml").write_bytes(written)
    (folder / f"{one.message.name}.md").write_text(letters.comment(one.letter), encoding="utf-8")


def _record(settings: Settings, asked: Asked, edition: Edition, ledger: Ledger) -> int:
    """Propose the records of what was sent, as one change for a pull request."""
    from generator.forge.recording import hints, records_of

    root = settings.repository()
    by = handle(asked.by, root, edition.registry)
    with told_as_usage():
        edits = records_of(ledger.entries.values(), by, edition.facts)
        if not edits:
            click.echo("everything that was sent is recorded", err=True)
            return 0
        code = propose(root, edition, edits, title="Notifications sent", dry_run=asked.dry_run)
    for line in hints(edits, edition.facts):
        click.echo(line, err=True)
    return code
