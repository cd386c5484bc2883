"""`pps diff`: what a merge will do."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.checking import reviews_in
from generator.cli.settings import clock

if TYPE_CHECKING:
    from generator.cli.settings import Settings


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--reviews",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The reviews of the pull request, as JSON.",
)
@click.option("--format", "form", type=click.Choice(("markdown", "json", "text")), default="text", show_default=True)
@click.pass_obj
def diff(settings: Settings, base: str, head: str | None, reviews: Path | None, form: str) -> None:
    """
    Tell what the merge of a change will do.

    The change since BASE and HEAD parted, or the work tree without HEAD: the transitions that it records with the gates
    of each, classes, states and forecasts before and after, findings, whose approval is awaited, and what becomes
    public. Findings do not set the exit code; that is what pps check --base is for.
    """
    from generator.bulletin.merge_outcome import merge_outcome
    from generator.edition import facts_before, judged_change
    from generator.history.comparing import compare
    from generator.policy.governance.ownership import PATH

    if settings.revision is not None:
        raise click.UsageError("--at is for one state; name the two states of a comparison as BASE and HEAD")
    told = reviews_in(reviews) if reviews else None
    with closing(settings.store()) as store:
        comparison = compare(settings.repository(), base, store, head=head, reviews=told, codeowners=PATH)
    edition = judged_change(comparison, settings.today, clock())
    outcome = merge_outcome(facts_before(comparison, edition.facts), edition.facts, edition.findings, comparison.reach)
    if form == "markdown":
        from generator.reports import merge_markdown

        click.echo(merge_markdown.document(edition, outcome, comparison.base), nl=False)
    elif form == "json":
        from generator.reports import merge_json

        value = merge_json.as_value(edition, outcome, comparison.base)
        click.echo(json.dumps(value, indent=1, ensure_ascii=False))
    else:
        from generator.reports import merge_text

        click.echo("\n".join(merge_text.as_text(edition, outcome)))
