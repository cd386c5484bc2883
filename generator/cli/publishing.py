"""`pps build` and `pps serve`: the edition as a site."""

from __future__ import annotations

import errno
import gc
import logging
import os
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.assets import mkdocs_configuration, site_templates
from generator.cli.progress import watched
from generator.findings import Level
from generator.reports import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.findings import Finding
    from generator.policy.observations import Observation
    from generator.pouring import Pouring
    from generator.preview import Preview


UNWRITABLE: Final = {errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.ENOSPC, errno.EPERM, errno.EROFS}


class BrokenRecordsError(click.ClickException):
    """Records have errors, so that no site is built from them."""


class RefusedEditionError(click.ClickException):
    """A new edition contradicts itself, or loses what readers keep the address of; the old one stays."""


class FaultySourcesError(Exception):
    """The prose or the theme cannot be built; the warnings before it say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How an edition is built: in spite of errors or lost addresses, with the dates of git, with an observation."""

    allow_errors: bool = False
    allow_loss: bool = False
    history: bool = False
    observation: Path | None = None


def build_edition(settings: Settings, out: Path, wishes: Wishes) -> tuple[Edition, Pouring] | None:
    """
    Build the edition into a folder, as a whole.

    Tells it with what pours its pages; None where it is cut to what was known on its day.

    Raises BrokenRecordsError where records have errors, RefusedEditionError where the new edition contradicts itself
    or, unless loss is allowed, lacks what the one before has; the old edition stays.
    """
    from generator.edition import as_known, with_back_datings
    from generator.feeds.every import document_portions
    from generator.guard import require_no_loss
    from generator.mkdocs_plugin import build_site
    from generator.one_truth import require_one_truth
    from generator.pages.every import portions
    from generator.pages.imprint import imprint_of
    from generator.swap import new_edition

    recorded = settings.as_recorded(_observed(wishes.observation) if wishes.observation else None)
    edition = as_known(recorded)
    is_whole = edition is recorded
    if wishes.history:
        edition = with_back_datings(settings.repository(), edition)
    gc.freeze()  # the records stay until the end: looking through them again and again would take most of the time
    errors = [finding for finding in edition.findings if finding.level is Level.ERROR]
    if errors and not wishes.allow_errors:
        raise _broken(errors)
    with _told_in_words(out), new_edition(out) as draft:
        pouring = build_site(
            config_file=mkdocs_configuration(),
            templates=site_templates(),
            site_dir=draft,
            portions=(*document_portions(edition, os.environ.get("SITE_URL", "")), *portions(edition)),
            imprint=imprint_of(edition),
            previous=out if out.exists() else None,
            watch=watched("pouring"),
        )
        require_one_truth(draft)
        if not wishes.allow_loss:
            require_no_loss(out, draft)
    click.echo(f"the edition of {edition.today} stands in {out}", err=True)
    return (edition, pouring) if is_whole else None


def _broken(errors: Sequence[Finding]) -> BrokenRecordsError:
    """Tell the errors, and then that no site is built from them."""
    for line in lines.text(errors):
        click.echo(line)
    return BrokenRecordsError(
        f"no site is built from records with errors ({len(errors)}); mend them, or --allow-errors"
    )


def _observed(path: Path) -> Observation | None:
    """Read an observation; one that is not there, or broken, is told and never stops a build."""
    from generator.policy.observations import UnreadableObservationError, observation_from

    try:
        return observation_from(path.read_text(encoding="utf-8"))
    except (OSError, UnreadableObservationError, UnicodeDecodeError) as error:
        click.echo(f"{path} is no observation, so the site is built without one: {error}", err=True)
        return None


@contextmanager
def _told_in_words(out: Path) -> Iterator[None]:
    """Turn what can go wrong with the place of a site, and with its sources, into a sentence."""
    from generator.guard import LossError
    from generator.one_truth import DisagreementError
    from generator.swap import ForeignFolderError

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    if not out.resolve().name:
        raise click.UsageError(f"{out} cannot be the folder of a site; name a new folder")
    try:
        out.resolve().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"there is no place for a site at {out}: {error.strerror}") from error
    try:
        yield
    except ForeignFolderError as error:
        raise click.UsageError(str(error)) from error
    except (DisagreementError, LossError) as error:
        raise RefusedEditionError(str(error)) from error
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        raise click.UsageError(f"{out} cannot be written: {error.strerror}; the old edition stays") from error
    except SystemExit as error:
        raise FaultySourcesError("the prose or the theme of the site is faulty; see the warnings above") from error


out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Where to; default: site/ in the repository."
)
errors_option = click.option(
    "--allow-errors", is_flag=True, help="Build all the same; broken records say what is broken."
)


observation_option = click.option(
    "--observation",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What pps observe wrote; one that is missing or broken is told and stops nothing.",
)


@click.command()
@out_option
@observation_option
@errors_option
@click.option("--history", is_flag=True, help="Tell back-dated entries in the audit, by the dates of git's history.")
@click.option("--allow-loss", is_flag=True, help="Publish although addresses of the old edition are gone.")
@click.pass_obj
def build(settings: Settings, /, out: Path | None, **asked: Any) -> None:
    """Build the site; a build that fails or is stopped leaves the old one whole."""
    target = out or settings.repository() / "site"
    build_edition(settings, target, Wishes(**asked))


@click.command()
@out_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="On 127.0.0.1.")
@observation_option
@errors_option
@click.pass_obj
def serve(settings: Settings, /, out: Path | None, port: int, **asked: Any) -> None:
    """
    Show the site on this machine, and follow the records.

    A page that a changed record concerns is made anew when it is looked at; the folder of the site, and the search,
    follow with the next whole build, which a changed template starts.
    """
    from generator import mkdocs_plugin

    root = settings.repository()
    target = out or root / "site"
    workshop = _Workshop(settings, target, Wishes(allow_loss=True, **asked))
    workshop.build()
    mkdocs_plugin.serve(
        build=workshop.follow,
        shown=workshop.content_at,
        site_dir=target,
        watched=(root / "data", site_templates(), mkdocs_configuration()),
        host="127.0.0.1",
        port=port,
    )


class _Workshop:
    """What stands behind a preview: whole builds, and between them an edition that follows the records."""

    def __init__(self, settings: Settings, target: Path, wishes: Wishes) -> None:
        self._settings, self._target, self._wishes = settings, target, wishes
        self._preview: Preview | None = None

    def build(self) -> None:
        """Build the whole edition, and follow the records from there."""
        from generator.preview import Preview

        built = build_edition(self._settings, self._target, self._wishes)
        site_url = os.environ.get("SITE_URL", "")
        self._preview = Preview(self._settings.repository(), *built, site_url) if built else None

    def follow(self) -> None:
        """Take over what changed; whatever is wrong with it is told, and the old pages stay."""
        try:
            self._take_over()
        except click.ClickException as error:
            click.echo(f"{error.format_message()}; the old edition stays", err=True)
        except Exception:  # noqa: BLE001 - a template that is being written may break in any way; the preview goes on
            traceback.print_exc()
            click.echo("the build failed; the old edition stays", err=True)

    def content_at(self, address: str) -> bytes | None:
        """Tell what stands at an address that the records changed; None where the folder has it."""
        return self._preview.content_at(address) if self._preview else None

    def _take_over(self) -> None:
        from generator.preview import NotFollowedError

        if self._preview is None or self._settings.day_of(self._preview.edition) != self._preview.edition.today:
            self.build()
            return
        try:
            errors = self._preview.follow(allow_errors=self._wishes.allow_errors)
        except NotFollowedError:
            self.build()
            return
        if errors:
            raise _broken(errors)
