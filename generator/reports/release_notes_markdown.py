"""Release notes as Markdown: the same value as the page, for mails, trackers and release pages."""

import re
from collections.abc import Iterator

from generator.bulletin.release_notes import FeedbackAccount, ReleaseNotes
from generator.bulletin.wording import known_issues, platforms, silence, voices

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&@]|(?<=:)/(?=/)|(?<=www)\.|^[-+=]|(?<=^\d)[.)])")


def as_markdown(notes: ReleaseNotes, *, is_demonstration: bool) -> str:
    """Write release notes as Markdown; text of records is escaped, so that it stays text."""
    return "\n\n".join(part for part in _parts(notes, is_demonstration=is_demonstration) if part) + "\n"


def escaped(text: str) -> str:
    """Write text so that Markdown shows it letter by letter, on one line."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))


def _parts(notes: ReleaseNotes, *, is_demonstration: bool) -> Iterator[str]:
    patch, found = notes.patch, notes.classification
    yield f"# {patch.id}: {escaped(patch.title)}"
    yield "**Demonstration data** – fictional sites, VOs and people." if is_demonstration else ""
    yield "**DRAFT** – the patch is not released." if notes.is_draft else f"Released on {notes.released_on}."
    yield f"Version {escaped(patch.version)} of {escaped(', '.join(patch.node_types))}."
    yield f"Class: {found.use_case.in_words} ({found.use_case})." if found else ""
    yield "## Changes"
    yield _listed(f"{change.bug}: {escaped(change.text) or 'not described yet'}" for change in notes.changes) or (
        "No bug or request is named."
    )
    yield f"## Platforms\n\n{escaped(platforms(notes))}"
    yield f"## Configuration\n\n{escaped(notes.instructions)}"
    yield _variables(notes)
    yield f"## Known issues\n\n{escaped(known_issues(notes))}"
    yield f"## Roll-back\n\n{escaped(notes.rollback)}"
    yield "## Feedback"
    yield from _feedback(notes.feedback)
    yield from _tests(notes)
    yield from _waivers(notes)


def _variables(notes: ReleaseNotes) -> str:
    if not notes.variables:
        return ""
    rows = (f"| {escaped(one.name)} | {one.deed} | {escaped(one.where)} |" for one in notes.variables)
    return "\n".join(("| Variable | What to do | Where |", "|---|---|---|", *rows))


def _feedback(account: FeedbackAccount) -> Iterator[str]:
    yield escaped(account.summary)
    yield escaped(silence(account))
    yield f"Feedback in time: {escaped(voices(account))} ({', '.join(account.in_time)})." if account.in_time else ""
    yield f"Silent VOs: {escaped(', '.join(account.silent))}." if account.silent else ""
    if account.late:
        yield "Late feedback, which does not count:"
        yield _listed(f"{feedback}, {day}" for feedback, day in account.late)


def _tests(notes: ReleaseNotes) -> Iterator[str]:
    if notes.needs_tests:
        yield "## Deployment tests"
        yield (
            _listed(
                f"{test.date}: {test.result} in {escaped(test.scenario)} at {escaped(test.site)}"
                for test in notes.tests
            )
            or "None has been run."
        )


def _waivers(notes: ReleaseNotes) -> Iterator[str]:
    if notes.waivers:
        yield "## Exceptions and overrules"
        yield _listed(
            f"{one.id} ({one.noun}, {', '.join(one.rules)}): {escaped(one.justification)}" for one in notes.waivers
        )


def _listed(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
