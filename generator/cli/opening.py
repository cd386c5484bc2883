"""`pps preview open`: everything that opens a preview, in one step."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import approvers, event_keys, handle, is_terminal, named_roles, repository_address
from generator.cli.command_groups import CommandGroup
from generator.cli.proposing import (
    approve_option,
    by_option,
    date_option,
    dry_option,
    present,
    propose,
    record_of,
    set_option,
    told_as_usage,
)

if TYPE_CHECKING:
    from datetime import date

    from generator.authoring.acts import Hands
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.records.patches import Patch
    from generator.registry import Registry
    from generator.terms import Role

Pairs = tuple[tuple[str, str], ...]
_STARTS = ("tarball.", "channel.")


@click.group(cls=CommandGroup)
def preview() -> None:
    """Open a client to users beside the production version."""


@preview.command(name="open")
@click.argument("identity", metavar="PATCH")
@click.argument("names", metavar="SITE...", nargs=-1, required=True)
@click.option(
    "--tarball",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The tarball itself: its name and its digest are taken from it.",
)
@click.option("--via", type=click.Choice(["sam-job", "manual"]), help="How the files came to the sites.")
@set_option
@by_option
@approve_option
@date_option
@dry_option
@click.pass_obj
def open_command(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    identity: str,
    names: tuple[str, ...],
    *,
    tarball: Path | None,
    via: str | None,
    given: tuple[tuple[str, str], ...],
    by: str | None,
    approvals: tuple[tuple[str, str], ...],
    day: date | None,
    dry_run: bool,
) -> int:
    """
    Open the preview of PATCH at each SITE: tarball, decision, feedback channel, and an installation at each site.

    Keys of --set start with `tarball.` (name, sha256, ref) or `channel.` (ref). Who else acts is the only holder of a
    role, or named: --approve pps-coordination=coord-cleo.
    """
    from generator.authoring import opening
    from generator.authoring.acts import Hands

    edition, root = present(settings), settings.repository()
    patch = record_of(edition, edition.registry.patches, identity)
    sites = tuple(record_of(edition, edition.registry.sites, name) for name in dict.fromkeys(names))
    stray = next((key for key, _ in given if not key.startswith(_STARTS)), None)
    if stray is not None:
        raise click.UsageError(f"{stray!r} is no key here; keys start with {' or '.join(_STARTS)}")
    with told_as_usage():
        writer = handle(by, root, edition.registry)
        hands = Hands(by=writer, day=day or edition.today, named=named_roles(approvals))
        opened = opening.Opening(
            patch=patch,
            tarball=_tarball(patch, tarball, given, edition.registry),
            channel=_channel(patch, given, edition.registry, repository_address(root)),
            approvers=_approvers(patch, hands, approvals, edition),
            sites=sites,
            via=via,
        )
        title = f"{patch.id}: preview opened at {', '.join(site.id for site in sites)}"
        return propose(root, edition, opening.opened(opened, hands, edition.facts), title=title, dry_run=dry_run)


def _tarball(patch: Patch, path: Path | None, given: Pairs, registry: Registry) -> dict[str, Any] | None:
    """Tell the keys of the tarball; None where the patch has one."""
    from generator.authoring.opening import has, known_tarball
    from generator.records.patch_events import TarballCreated

    if has(patch, TarballCreated):
        if path is not None:
            raise click.UsageError(f"{patch.id} has its tarball already; leave out --tarball")
        return None
    if path is None and "tarball.sha256" not in dict(given) and not is_terminal():
        raise click.UsageError(f"{patch.id} has no tarball yet; pass --tarball FILE, or --set tarball.sha256=… of it")
    known = known_tarball(patch, path.name if path else None, registry) | _digest(path)
    return event_keys(TarballCreated, _below("tarball.", given), known, registry, prefix="tarball.")


def _channel(patch: Patch, given: Pairs, registry: Registry, repository: str | None) -> dict[str, Any] | None:
    """Tell the keys of the channel, by default the issues with the patch's label; None where it is open."""
    from generator.authoring.opening import has, known_channel
    from generator.forge.channels import address
    from generator.records.patch_events import FeedbackChannelOpened

    if has(patch, FeedbackChannelOpened):
        return None
    labelled = {"ref": address(repository, patch.id)} if repository else {}
    known = labelled | known_channel(patch, registry)
    return event_keys(FeedbackChannelOpened, _below("channel.", given), known, registry, prefix="channel.")


def _approvers(patch: Patch, hands: Hands, approvals: Pairs, edition: Edition) -> dict[Role, str]:
    """Tell who approves the opening, in each role that it needs."""
    from generator.authoring.promotion import approving
    from generator.records.patch_events import PreviewOpened

    needed = approving(patch, PreviewOpened, hands.day, edition.facts, overruled=False)
    named = tuple((role, person) for role, person in approvals if role in needed)
    return approvers(needed, hands.acts_as(PreviewOpened, edition.facts), named, edition.facts)


def _below(start: str, given: Pairs) -> Pairs:
    return tuple((key.removeprefix(start), text) for key, text in given if key.startswith(start))


def _digest(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest()}
