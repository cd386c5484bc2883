"""The end of every writing command: what it proposes is judged, then shown or written, and what comes next is told."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from generator.cli.asking import Pair
from generator.cli.settings import Day
from generator.findings import quoted
from generator.records.refusals import nearest, with_article
from generator.records.structure import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.authoring.edits import Edit, FileChange
    from generator.authoring.proposal import Proposal
    from generator.cli.settings import Settings
    from generator.edition import Edition

REFUSED = 1
_Kind = TypeVar("_Kind", bound=Record)
by_option = click.option("--by", metavar="HANDLE", help="Who records it; default: the person of git's github.user.")
date_option = click.option("--date", "day", type=Day(), help="The day on which it happened; default: today.")
dry_option = click.option("--dry-run", is_flag=True, help="Show the difference, write nothing.")
set_option = click.option(
    "--set", "given", type=Pair(), multiple=True, metavar="KEY=VALUE", help="A field; may be repeated."
)
approve_option = click.option(
    "--approve", "approvals", type=Pair(), multiple=True, metavar="ROLE=HANDLE", help="Who approves or acts in a role."
)


def present(settings: Settings) -> Edition:
    """Read the records as they are now, which is what commands write to; they judge what they propose."""
    if settings.revision is not None:
        raise click.UsageError("what is written is written to the present state; leave out --at")
    return settings.unjudged()


def record_of(edition: Edition, records: Mapping[str, _Kind], identity: str) -> _Kind:
    """Tell a record by its id, or what stands in the way."""
    found = records.get(identity)
    if found is not None:
        return found
    if any(file.stem == identity and file.record is None for file in edition.registry.files):
        raise click.UsageError(f"{identity} cannot be read; pps check tells why")
    raise click.UsageError(_unknown(edition, records, identity))


def _unknown(edition: Edition, records: Mapping[str, _Kind], identity: str) -> str:
    """Say that none of some records has an id, and what could have been meant."""
    name = quoted(identity)[1:-1] or "record without a name"
    near = [one for one in records if identity and identity.casefold() in one.casefold()][:5]
    near = near or [one for one in (nearest(identity, tuple(records)),) if one is not None]
    if near:
        return f"there is no {name}; did you mean {', '.join(near)}?"
    nouns = [*dict.fromkeys(one.noun for one in records.values())]
    hint = f"the last {nouns[0]} is {[*records][-1]}" if len(nouns) == 1 else "no such record has this id"
    other = next((kind[identity] for kind in edition.registry.by_kind.values() if identity in kind), None)
    return f"{name} is {with_article(other.noun)}; {hint}" if other is not None else f"there is no {name}; {hint}"


@contextmanager
def told_as_usage() -> Iterator[None]:
    """Tell what cannot be written as a wrong use of the command (exit code 2)."""
    from generator.authoring.edits import AuthoringError

    try:
        yield
    except AuthoringError as error:
        raise click.UsageError(str(error)) from error


def propose(
    root: Path, edition: Edition, edits: Iterable[Edit], *, title: str | None = None, dry_run: bool = False
) -> int:
    """
    Judge what a command writes, then show or write all of it; tell the exit code.

    A writing command ends with it, whatever it writes: `edits` are additions to records, new records, or both. With
    `title` the commit line is given, else it is told from the edits. Raises AuthoringError, which `told_as_usage`
    turns into a message.
    """
    from generator.authoring.disk import write
    from generator.authoring.proposal import Known, proposal
    from generator.reports import lines

    planned = tuple(edits)
    proposed = proposal(planned, Known(root=root, facts=edition.facts))
    if proposed.refusals:
        for line in lines.text(proposed.refusals):
            click.echo(line)
        _tell_refusal(proposed)
        return REFUSED
    if dry_run:
        click.echo(proposed.diff, nl=False)
        return 0
    write(root, proposed.changes)
    _tell_next(planned, proposed, title)
    return 0


def _tell_refusal(proposed: Proposal) -> None:
    """Say that nothing is written, and what else the pull request would hold, since that counts too."""
    own = [change.path for change in proposed.changes]
    click.echo(f"nothing is written: check would refuse {', '.join(own)}", err=True)
    change = proposed.facts.change
    others = [path for path in change.paths if path not in own] if change is not None else []
    if others:
        click.echo(f"what is not committed yet counts as the same change: {', '.join(others)}", err=True)


def _tell_next(edits: tuple[Edit, ...], proposed: Proposal, title: str | None) -> None:
    """Say what was written, what to commit, whom to ask for a review, and what comes after it."""
    from generator.authoring.edits import named_in, summary

    for edit in edits:
        click.echo(f"{edit.path}: {summary(edit)}")
    what = "this file" if len(edits) == 1 else "these files"
    click.echo(f"Next: commit {what}, nothing else, and open a pull request:")
    said = title or "; ".join(f"{_stem(edit)}: {summary(edit)}" for edit in edits)
    click.echo(f"  {_staged(proposed.changes)} && git commit -m {shlex.quote(said)}")
    people = named_in(edits)
    if people:
        click.echo(f"Who is named has to approve it there, or open it: {', '.join(people)}")
    _tell_what_follows(proposed)


def _tell_what_follows(proposed: Proposal) -> None:
    """Say which transition comes next for the pilot or the patch that is written to, when, and what it waits for."""
    from generator.policy.decision import decision_of

    facts, paths = proposed.facts, {change.path for change in proposed.changes}
    pilots = [one for one in facts.registry.pilots.values() if one.path in paths]
    patches = [one for one in facts.registry.patches.values() if one.path in paths]
    for subject in pilots or patches:
        coming = decision_of(subject, facts).next[:1]
        for step in coming:
            day = step.forecast.day
            when = f", on {day} at the earliest" if day is not None and day > facts.today else ""
            command = _VERBS.get((subject.folder, step.transition), f"promote {subject.id} {step.transition}")
            click.echo(f"Then {step.transition}{when}: pps {command.format(subject.id)}")
            for verdict in step.blocking[:1]:
                click.echo(f"  before it: {verdict.gate.message}" + (f"; {fix}" if (fix := verdict.gate.fix) else ""))


_VERBS = {
    ("patches", "preview-opened"): "preview open {} SITE…",
    ("patches", "pilot-opened"): "pilot propose {} --site SITE",
    ("patches", "released"): "release {}",
    ("pilots", "negotiation-opened"): "pilot negotiate {}",
    ("pilots", "agreed"): "pilot agree {}",
    ("pilots", "started"): "pilot start {}",
    ("pilots", "resumed"): "pilot resume {}",
    ("pilots", "evaluated"): "pilot evaluate {} success",
    ("pilots", "closed"): "pilot close {}",
}
"""The commands that write a transition and everything that goes with it, by folder and transition."""


def _stem(edit: Edit) -> str:
    return edit.path.rpartition("/")[2].removesuffix(".yaml")


def _staged(changes: tuple[FileChange, ...]) -> str:
    """Write the line that stages exactly these files; a file that git never knew is no error when it goes away."""
    gone = [change.path for change in changes if change.after is None]
    here = [change.path for change in changes if change.after is not None]
    words = [f"git rm -q --cached --ignore-unmatch {shlex.join(gone)}"] if gone else []
    return " && ".join([*words, f"git add {shlex.join(here)}"])
