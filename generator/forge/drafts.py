"""One filled form as the record that it asks for, or as the problems that keep it from being one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.authoring.edits import Added, Created, Item, source, text_of_new
from generator.bulletin.embargo import is_embargoed
from generator.files import file_of
from generator.forge.forms import FEEDBACK, VERIFICATION, Filled, Problem
from generator.policy.feedback.windows import window_of
from generator.records.texts import hidden_in
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.authoring.edits import Edit
    from generator.forge.answers import Issue
    from generator.policy.rule import Facts
    from generator.records.bugs import Bug, Verification
    from generator.records.people import Person

WHOLE: Final = "The whole form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    What an issue asks for: an edit of one record, or the problems in its way; neither where nothing is to be done.

    `subject` is what feedback is about, `remark` what its author is told though all is well, `to_confirm` what the
    reviewer has to look into.
    """

    issue: Issue
    edit: Edit | None = None
    subject: str = ""
    problems: tuple[Problem, ...] = ()
    remark: str = ""
    to_confirm: str = ""


def draft_of(issue: Issue, filled: Filled, facts: Facts) -> Draft:
    """Tell what a filled form asks for, on the day of judgement of the facts."""
    hidden = tuple(_hidden(filled))
    told = {one.heading for one in hidden}
    problems = (*(one for one in filled.problems if one.heading not in told), *hidden)
    if problems:
        return Draft(issue=issue, problems=problems)
    kind = _feedback if filled.form is FEEDBACK else _verification
    return kind(issue, filled.answers, facts)


def content_of(answers: Mapping[str, str], facts: Facts) -> dict[str, Any]:
    """Tell the fields of a feedback that its author fills in; an id is found however its letters are written."""
    registry = facts.registry
    known = {
        "subject": _known(answers["subject"], (*registry.patches, *registry.pilots)),
        "vo": _known(answers["vo"], registry.vos),
        "site": _known(answers["site"], registry.sites),
    }
    filled = {key: value for key, value in known.items() if value}
    return filled | {
        "verdict": answers["verdict"],
        "blocking": answers["blocking"] == "yes",
        "text": answers["text"],
    }


def _hidden(filled: Filled) -> Iterator[Problem]:
    for field, text in filled.answers.items():
        found = hidden_in(text)
        if found:
            yield Problem(heading=filled.form.headings[field], what=found, fix="remove the character")


def _feedback(issue: Issue, answers: Mapping[str, str], facts: Facts) -> Draft:
    content = content_of(answers, facts)
    problems = tuple(_unknown(content, facts)) or tuple(_untimely(content["subject"], issue.opened_on, facts))
    if problems:
        return Draft(issue=issue, problems=problems)
    fields = content | {"issue_url": issue.url, "author": issue.author, "submitted_on": issue.opened_on}
    edit = Created(folder="feedback", id=f"FB-{issue.number}", fields=fields)
    flaws = file_of(source(edit.path, text_of_new(edit))).flaws
    if flaws:
        names = FEEDBACK.headings
        refused = (
            Problem(heading=names.get(one.field or "", WHOLE), said=f"{one.message}; {one.fix}") for one in flaws
        )
        return Draft(issue=issue, problems=tuple(refused))
    return Draft(
        issue=issue,
        edit=edit,
        subject=content["subject"],
        remark=_lateness(content["subject"], issue.opened_on, facts),
        to_confirm=claim_of(content.get("vo"), issue.author, facts),
    )


def _unknown(content: Mapping[str, Any], facts: Facts) -> Iterator[Problem]:
    registry = facts.registry
    known: tuple[tuple[str, Iterable[str], str], ...] = (
        (
            "subject",
            (*registry.patches, *registry.pilots),
            "copy the id of a patch or pilot from its page",
        ),
        ("vo", registry.vos, "write the name of the VO as the list of VOs does, or leave it empty"),
        ("site", registry.sites, "write the name of the site as the map does, or leave it empty"),
    )
    for field, ids, fix in known:
        if field in content and content[field] not in ids:
            yield Problem(heading=FEEDBACK.headings[field], said=content[field], what="is not known", fix=fix)


def _untimely(subject: str, day: date, facts: Facts) -> Iterator[Problem]:
    window = window_of(subject, facts)
    if window is None or window.start is None or day < window.start:
        since = f" before {window.start}" if window and window.start else ""
        fix = "open a new issue with this form once its preview or its pilot has started"
        what = f"{subject} was not open to feedback{since}"
        yield Problem(heading=FEEDBACK.headings["subject"], what=what, fix=fix)


def _lateness(subject: str, day: date, facts: Facts) -> str:
    window = window_of(subject, facts)
    if window is None or not window.is_late(day):
        return ""
    return (
        f"The time for feedback on {subject} ended on {window.until}: it is listed as late, and answered all the same."
    )


def claim_of(vo: str | None, author: str, facts: Facts) -> str:
    """Ask the reviewer whether an author speaks for a VO; empty where he claims nothing."""
    if vo is None:
        return ""
    managers = ", ".join(facts.registry.holders(Role.VO_MANAGER, facts.today, vo)) or "nobody is recorded"
    return f"does {author} speak for VO {vo}? (managers: {managers}); if not, remove its line `vo:`"


def _verification(issue: Issue, answers: Mapping[str, str], facts: Facts) -> Draft:
    registry, headings = facts.registry, VERIFICATION.headings
    bug = registry.bugs.get(_known(answers["bug"], registry.bugs))
    patch = registry.patches.get(_known(answers["patch"], registry.patches))
    if bug is None:
        fix = "copy the id of the bug or request from the invitation"
        return _refused(issue, Problem(heading=headings["bug"], said=answers["bug"], what="is not known", fix=fix))
    if is_embargoed(bug, registry, facts.today):
        fix = "tell the people who invited you directly, and nobody else"
        return _refused(issue, Problem(heading=headings["bug"], what=f"{bug.id} is under embargo", fix=fix))
    if patch is None or bug.id not in patch.fixes:
        what = f"is no patch that fixes {bug.id}"
        fix = "copy the id of the patch from the invitation"
        return _refused(issue, Problem(heading=headings["patch"], said=answers["patch"], what=what, fix=fix))
    person = _person_of(issue.author, facts)
    if person is None or person.id != bug.originator:
        fix = "only who reported it can verify it in this form; everybody else gives feedback on the patch"
        return _refused(issue, Problem(heading=headings["bug"], what=f"somebody else reported {bug.id}", fix=fix))
    return _answer(issue, bug, person, {"patch": patch.id, "result": answers["result"]}, facts)


def _answer(issue: Issue, bug: Bug, person: Person, answer: Mapping[str, str], facts: Facts) -> Draft:
    """Tell the verification to append; an issue that was edited after its answer was recorded gives another one."""
    said = [one for one in bug.verifications if one.ref == issue.url]
    if said and {"patch": said[-1].patch, "result": said[-1].result} == answer:
        return Draft(issue=issue)
    day = _recordable(issue.opened_on, said, facts)
    value = {"patch": answer["patch"], "by": person.id, "date": day, "result": answer["result"], "ref": issue.url}
    return Draft(
        issue=issue,
        edit=Added(record=bug, additions=(Item(field="verifications", value=value),)),
        to_confirm=f"{person.id} ({person.github}) approves the pull request, because it speaks in that name",
    )


def _recordable(day: date, said: list[Verification], facts: Facts) -> date:
    """Tell the day of the answer; an older one than may be recorded, or a changed one, is dated today (PPS808)."""
    most = facts.parameters().history.backdating_days
    return facts.today if said or (facts.today - day).days > most else day


def _person_of(login: str, facts: Facts) -> Person | None:
    people = facts.registry.people.values()
    return next((one for one in people if one.github and one.github.casefold() == login.casefold()), None)


def _refused(issue: Issue, problem: Problem) -> Draft:
    return Draft(issue=issue, problems=(problem,))


def _known(text: str, ids: Iterable[str]) -> str:
    """Tell the id that a text means, whatever the case of its letters; the text itself where there is none."""
    return next((one for one in ids if one.casefold() == text.casefold()), text)
