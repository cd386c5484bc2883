"""`pps observe`: what the information system publishes, written beside the records as an input of check and build."""

from __future__ import annotations

import math
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from generator.cli.settings import Settings
    from generator.grid.bdii import Address
    from generator.grid.glue import Publications
    from generator.policy.observations import Observation

LOSS = 20
"""Percent of the sites, or of their tags, that may vanish from one observation to the next."""


_NAMED = 3


class RefusedError(click.ClickException):
    """An observation that is not written, so that the last good one stays."""


_FILE = click.Path(path_type=Path, dir_okay=False)


class _Seconds(click.FloatRange):
    """A time that ends: what is no number lies in no range, although no comparison says so."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read the seconds; refuse `nan`, which is neither too few nor too many."""
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value} is no time in seconds.", param, ctx)
        return seconds


@click.command()
@click.option("--ldap", "url", metavar="URL", help="An information system: ldap://bdii.example.org:2170.")
@click.option("--ldif", "dump", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A dump of one.")
@click.option("--out", type=_FILE, required=True, help="The observation to write.")
@click.option("--previous", type=_FILE, help="The last good observation; default: the one that stands at --out.")
@click.option(
    "--loss",
    type=click.IntRange(0, 100),
    default=LOSS,
    show_default=True,
    metavar="PERCENT",
    help="Refuse where more sites, or more of their tags, have vanished: dumps are cut without a word.",
)
@click.option("--force", is_flag=True, help="Write it however much has vanished.")
@click.option("--timeout", type=_Seconds(0.1, 3600), default=120, show_default=True, help="Seconds for an attempt.")
@click.option("--attempts", type=click.IntRange(1), default=3, show_default=True)
@click.pass_obj
def observe(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    *,
    url: str | None,
    dump: Path | None,
    out: Path,
    previous: Path | None,
    loss: int,
    force: bool,
    timeout: float,
    attempts: int,
) -> None:
    """
    Write what the information system publishes: the tags of every site, and which computing elements announce them.

    Whatever goes wrong, the observation that stands at --out stays as it is.
    """
    if (url is None) == (dump is None):
        raise click.UsageError("name one source: --ldap URL or --ldif FILE")
    from generator.grid.entries import SourceError
    from generator.grid.observing import as_text, observed
    from generator.registry import registry_at

    address = _address(url) if url else None
    before = _last_good(previous or out)
    sites = registry_at(settings.repository()).sites
    try:
        found = _from_server(address, timeout, attempts) if address else _from_dump(dump or out)
        now = observed(found, sites, at=_moment(settings, dump), source=url or str(dump and dump.name), previous=before)
    except SourceError as error:
        raise RefusedError(f"{error}; nothing is written") from error
    _tell(found, now)
    if not force:
        _refuse_what_was_cut(found, now, before, loss)
    _replace(out, as_text(now))


def _address(url: str) -> Address:
    from generator.grid.bdii import address_of
    from generator.grid.entries import SourceError

    try:
        return address_of(url)
    except SourceError as error:
        raise click.BadParameter(str(error), param_hint="--ldap") from error


def _from_server(address: Address, timeout: float, attempts: int) -> Publications:
    from generator.grid.bdii import Manners, entries_at
    from generator.grid.glue import publications

    return publications(entries_at(address, Manners(seconds=timeout, attempts=attempts), time.sleep))


def _from_dump(path: Path) -> Publications:
    from generator.grid.glue import publications
    from generator.grid.ldif import entries_in

    return publications(entries_in(path.read_bytes(), path.name))


def _moment(settings: Settings, dump: Path | None) -> datetime:
    """Tell when the information system said so: on the day that is given, when the dump was written, or now."""
    if settings.today is not None:
        return datetime(settings.today.year, settings.today.month, settings.today.day, tzinfo=UTC)
    return datetime.fromtimestamp(dump.stat().st_mtime, UTC) if dump else datetime.now(UTC)


def _last_good(path: Path) -> Observation | None:
    from generator.policy.observations import UnreadableObservationError, observation_from

    try:
        return observation_from(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (UnreadableObservationError, UnicodeDecodeError) as error:
        click.echo(f"{path} is not compared with: {error}", err=True)
        return None


def _tell(found: Publications, now: Observation) -> None:
    tags = sum(map(len, now.sites.values()))
    click.echo(f"{len(now.sites)} sites publish {tags} tags", err=True)
    for what, count in found.lost.items():
        click.echo(f"left out: {count} {what}", err=True)


def _refuse_what_was_cut(found: Publications, now: Observation, before: Observation | None, percent: int) -> None:
    from generator.grid.observing import loss

    if found.lost_share * 100 > percent:
        raise RefusedError(
            f"{found.lost_share:.0%} of what is published leads to no site, as in a dump that was cut; "
            "nothing is written. Read it again, or --force"
        )
    if before is None:
        return
    lost = loss(before, now)
    if lost.worst * 100 > percent:
        named = f" ({', '.join((*lost.sites[:_NAMED], *('…' for _ in lost.sites[_NAMED:][:1])))})" if lost.sites else ""
        raise RefusedError(
            f"{lost.of_sites:.0%} of the sites{named} and {lost.of_tags:.0%} of the tags "
            f"of {before.observed_at:%Y-%m-%d} have vanished, more than {percent} %; nothing is written. "
            "Read it again, or --force"
        )


def _replace(path: Path, text: str) -> None:
    """Write a file as a whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise RefusedError(f"{path} cannot be written: {error.strerror}") from error
