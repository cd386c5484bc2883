"""The global options of `pps`: where the records are, and the day on which they are judged."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.history.store import Store
    from generator.policy.observations import Observation


class Day(click.ParamType[date]):
    """A calendar day, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day, or say how it is written."""
        if isinstance(value, date):
            return value
        try:
            found = date.fromisoformat(str(value))
        except ValueError:
            found = None
        if found is None or found.isoformat() != value:  # Python also knows 20080620 and 2008-W25-5
            self.fail(f"{value!r} is no day; write it as 2008-06-20", param, ctx)
        return found


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    help="The repository; default: the nearest parent folder with data/.",
)
day_option = click.option(
    "--today", type=Day(), help="The day of judgement; default: the UTC date, or the clock of demonstration data."
)
revision_option = click.option("--at", "revision", metavar="REV", help="The records as they were at a commit.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the global options say."""

    root: Path | None
    today: date | None
    revision: str | None = None

    def repository(self) -> Path:
        """Tell the root of the repository; raise DataMissingError where no parent folder holds data/."""
        from generator.files import DataMissingError

        if self.root is not None:
            return self.root.resolve()
        here = _here()
        for folder in (here, *here.parents):
            if (folder / "data").is_dir():
                return folder
        message = f"no folder data/ in {here} or above it; run pps in a repository of records, or name it with --root"
        raise DataMissingError(message)

    def edition(self) -> Edition:
        """Read and judge the records as they were known on the day of judgement."""
        from generator.edition import as_known

        return as_known(self.as_recorded())

    def as_recorded(self, observation: Observation | None = None) -> Edition:
        """Read and judge the records with everything that stands in them."""
        from generator.edition import gather, gather_at

        if self.revision is not None:
            return gather_at(self.repository(), self.revision, self.today, observation)
        with closing(self.store()) as store:
            return gather(self.repository(), self.today, clock(), store, observation)

    def unjudged(self) -> Edition:
        """Read the present records for a command that judges what it proposes; what stands is not judged for it."""
        from generator.edition import unjudged

        with closing(self.store()) as store:
            return unjudged(self.repository(), self.today, clock(), store)

    def day_of(self, edition: Edition) -> date:
        """Tell the day on which the records of an edition would be judged now."""
        return self.today or edition.registry.demonstration or (edition.today if self.revision else clock())

    @staticmethod
    def store() -> Store:
        """Open what earlier runs read, in the cache folder of the user; nothing is kept where there is none."""
        from generator.history.store import Store

        named, home = os.environ.get("XDG_CACHE_HOME"), os.environ.get("HOME")
        folder = Path(named) if named else Path(home) / ".cache" if home else None
        return Store(folder / "pps-bulletin" if folder is not None and folder.is_absolute() else None)


def _here() -> Path:
    from generator.files import DataMissingError

    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise DataMissingError("the folder that you are in was deleted; go to another one, or pass --root") from error


def clock() -> date:
    """Tell the UTC day of the machine, or of SOURCE_DATE_EPOCH where a reproducible build sets it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (OverflowError, ValueError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it counts the seconds since 1970") from error
