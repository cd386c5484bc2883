"""The repository on GitHub that a command speaks to: named by an option, or by what a workflow sets."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.forge.github import GitHub

repository_option = click.option(
    "--repository", metavar="OWNER/NAME", envvar="GITHUB_REPOSITORY", show_envvar=True, help="On GitHub."
)


@contextmanager
def at_github(repository: str | None) -> Iterator[GitHub]:
    """
    Give the repository, seen with the token in GITHUB_TOKEN, at the API that GITHUB_API_URL names.

    What GitHub refuses inside the block becomes a message with what to do.
    """
    from generator.forge.connection import Connection
    from generator.forge.github import API, GitHub
    from generator.forge.refusals import ForgeError

    if not repository:
        raise click.UsageError("name the repository: --repository owner/name, or GITHUB_REPOSITORY")
    api, token = os.environ.get("GITHUB_API_URL") or API, os.environ.get("GITHUB_TOKEN") or None
    try:
        yield GitHub(connection=Connection(api=api, token=token, wait=time.sleep), repository=repository)
    except ForgeError as error:
        raise click.ClickException(str(error)) from error
