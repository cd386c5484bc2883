"""`pps check`: all rules on the records, or on what a change does to them."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.findings import Level
from generator.policy.checking import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.findings import Finding
    from generator.history.reviews import Reviews
    from generator.policy.observations import Observation

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "markdown")
format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to report."
)
strict_option = click.option("--strict", is_flag=True, help="Warnings fail too.")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(readable=False))
@click.option("--base", metavar="REV", help="Judge the change since HEAD and REV parted, not only the state.")
@click.option(
    "--reviews",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The reviews of the pull request, as JSON; needs --base.",
)
@click.option(
    "--observation",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What the information system publishes, as JSON; then everything is judged.",
)
@format_option
@strict_option
@click.pass_obj
def check(settings: Settings, /, paths: tuple[str, ...], form: str, *, strict: bool, **asked: Any) -> int:
    """
    Judge the records by all rules.

    PATH narrows what is printed, not what is read: a folder or file below the repository. With --base only what the
    change can affect is judged; what stood before it is told as standing and does not fail.
    """
    root = settings.repository()
    edition, base = _edition(settings, root, **asked)
    wanted = tuple(_below(root, path) for path in paths)
    findings = tuple(one for one in edition.findings if not wanted or _is_wanted(one, wanted))
    return reported(root, edition, findings, form, strict=strict, base=base, whole=bool(wanted))


def _edition(
    settings: Settings, root: Path, base: str | None, reviews: Path | None, observation: Path | None
) -> tuple[Edition, str | None]:
    seen = _observation(observation) if observation else None
    if base is None:
        if reviews is not None:
            raise click.UsageError("--reviews needs --base: without a change there is nothing that was reviewed")
        return settings.as_recorded(seen), None
    if settings.revision is not None:
        raise click.UsageError("--at and --base exclude one another: a change leads to the present state")
    from generator.cli.settings import clock
    from generator.edition import judged_change
    from generator.history.comparing import compare
    from generator.policy.governance.ownership import PATH

    with closing(settings.store()) as store:
        told = reviews_in(reviews) if reviews else None
        comparison = compare(root, base, store, reviews=told, codeowners=PATH, is_whole=seen is not None)
    return judged_change(comparison, settings.today, clock(), seen), comparison.base


def reviews_in(path: Path) -> Reviews:
    """Read the reviews of a pull request; raise UsageError where the file holds none."""
    from generator.history.reviews import UnreadableReviewsError, reviews_from

    try:
        return reviews_from(path.read_text(encoding="utf-8"))
    except (UnreadableReviewsError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path}: {error}") from error


def _observation(path: Path) -> Observation:
    from generator.policy.observations import UnreadableObservationError, observation_from

    try:
        return observation_from(path.read_text(encoding="utf-8"))
    except (UnreadableObservationError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path}: {error}") from error


def reported(  # noqa: PLR0913 - what a report shows
    root: Path,
    edition: Edition,
    findings: Sequence[Finding],
    form: str,
    *,
    strict: bool,
    base: str | None = None,
    whole: bool = False,
) -> int:
    """Print findings in a format, and tell the exit code; `whole` shows notices in the text too."""
    from generator.reports import findings_json, github, junit, lines, markdown, sarif

    shown = findings if strict or whole else tuple(one for one in findings if one.level is not Level.INFO)
    written: dict[str, Callable[[], Iterable[str]]] = {
        "text": lambda: lines.text(shown, _source(root) if sys.stdout.isatty() else None),
        "concise": lambda: lines.concise(findings),
        "json": lambda: (findings_json.document(edition, findings, base),),
        "github": lambda: github.workflow_commands(findings),
        "sarif": lambda: (sarif.document(findings, all_rules(), base),),
        "junit": lambda: (junit.document(findings, all_rules()),),
        "markdown": lambda: (markdown.document(findings),),
    }
    for line in written[form]():
        click.echo(line)
    click.echo(lines.tally(len(edition.registry.files), len(all_rules()), findings), err=True)
    failing = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    return int(any(one.level in failing and not one.standing for one in findings))


def _below(root: Path, path: str) -> str:
    """Tell a path below the root, whether it was given from the root or from where the reader stands."""
    for start in (Path.cwd(), root):
        full = Path(os.path.normpath(start / path))  # a link stands for itself
        if full.is_relative_to(root) and os.path.lexists(full):
            return full.relative_to(root).as_posix()
    message = f"{path} is no file or folder in {root}"
    raise click.UsageError(message)


def _is_wanted(finding: Finding, wanted: tuple[str, ...]) -> bool:
    return any(path in {".", finding.location.path} or finding.location.path.startswith(f"{path}/") for path in wanted)


def _source(root: Path) -> Callable[[str, int], str | None]:
    def line_of(path: str, number: int) -> str | None:
        try:
            text = (root / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        found = text.split("\n")
        return "".join(c if c.isprintable() else "·" for c in found[number - 1]) if number <= len(found) else None

    return line_of
