"""The issue forms: their fields under the headings that GitHub writes, and what somebody answered under each."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.issue_forms import form_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NO_ANSWER: Final = "_No response_"
_NO_CHOICE: Final = "None"
_HEADING: Final = re.compile(r" {0,3}#{1,6}[ \t]*(.*?)[ \t]*#*[ \t]*")
_RECOGNISED: Final = 2
"""A body with so many headings of a form is that form, whole or broken."""
_SAME_TO_READERS: Final = str.maketrans({"\t": "    ", "\ufe0f": None})
"""Tabs become spaces; the sign that asks for a coloured picture of the character before it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: its file, the label of its issues, the heading of each field, and the words that a field allows."""

    name: str
    headings: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    required: frozenset[str]

    @property
    def template(self) -> str:
        """The name of its file below `.github/ISSUE_TEMPLATE/`."""
        return f"{self.name}.yml"

    def query(self, title: str, **filled: str | None) -> str:
        """Write the query that opens it with some fields filled in; raise ValueError for a field that it lacks."""
        stray = filled.keys() - self.headings.keys()
        if stray:
            raise ValueError(f"{self.template} has no field {', '.join(sorted(stray))}")
        return form_query(self.name, title, **filled)


FEEDBACK: Final = Form(
    name="feedback",
    headings={
        "subject": "What you tried",
        "vo": "VO for which you speak",
        "site": "Site where you tried it, or for which you speak",
        "verdict": "How it did",
        "blocking": "Should this keep the version from production?",
        "text": "What you did and what you saw",
    },
    choices={"verdict": ("positive", "negative", "neutral"), "blocking": ("no", "yes")},
    required=frozenset({"subject", "verdict", "blocking", "text"}),
)
VERIFICATION: Final = Form(
    name="verification",
    headings={
        "bug": "Bug or request that you reported",
        "patch": "Patch that should solve it",
        "result": "What you found",
        "text": "How you tried it",
    },
    choices={"result": ("verified", "not-fixed")},
    required=frozenset({"bug", "patch", "result"}),
)
FORMS: Final = (FEEDBACK, VERIFICATION)
"""The forms that become records; what the others say is recorded by the coordination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    What keeps an answer from becoming a record: the field, what is wrong, and what to do.

    `said` holds words of strangers, which are shown as they stand and in which nothing may be alive.
    """

    heading: str
    what: str = ""
    fix: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form with its answers by field, or with the problems that keep them from being read."""

    form: Form
    answers: Mapping[str, str]
    problems: tuple[Problem, ...]


def filled_form(body: str, labels: tuple[str, ...] = ()) -> Filled | None:
    """
    Read the form that an issue was opened with; None where it was opened without one.

    Its headings tell which form it is. A label only tells that an issue without headings once had them. Each heading
    stands exactly once, in the order of the form: one that is smuggled into an answer would forge another answer.
    """
    lines = _plain(body).split("\n")
    form = _form_of(lines, labels)
    if form is None:
        return None
    places = {field: _places(heading, lines) for field, heading in form.headings.items()}
    problems = tuple(_misplaced(form, places, lines))
    if problems:
        return Filled(form=form, answers={}, problems=problems)
    starts = [found[0] for found in places.values()]
    ends = [*starts[1:], len(lines)]
    parts = ("\n".join(lines[start + 1 : end]).strip() for start, end in zip(starts, ends, strict=True))
    answers = {field: _answer(part, field, form) for field, part in zip(form.headings, parts, strict=True)}
    return Filled(form=form, answers=answers, problems=tuple(_unfit(form, answers)))


def _answer(part: str, field: str, form: Form) -> str:
    is_empty = part == _NO_ANSWER or (part == _NO_CHOICE and field in form.choices)
    return "" if is_empty else part


def _plain(body: str) -> str:
    """Write a text so that a record can hold it, as far as no reader sees a difference."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").translate(_SAME_TO_READERS)
    return unicodedata.normalize("NFC", lines)


def _form_of(lines: list[str], labels: tuple[str, ...]) -> Form | None:
    counts = [(sum(bool(_places(heading, lines)) for heading in form.headings.values()), form) for form in FORMS]
    most, form = max(counts, key=lambda one: one[0])
    return form if most >= _RECOGNISED else next((one for one in FORMS if one.name in labels), None)


def _places(heading: str, lines: list[str]) -> list[int]:
    """Tell the lines that a reader takes for a heading, however it is written."""
    wanted = heading.casefold()
    found = ((number, _HEADING.fullmatch(line)) for number, line in enumerate(lines) if "#" in line)
    return [number for number, match in found if match and match[1].casefold() == wanted]


def _misplaced(form: Form, places: Mapping[str, list[int]], lines: list[str]) -> Iterator[Problem]:
    for field, heading in form.headings.items():
        found = places[field]
        if not found:
            yield Problem(heading=heading, what="the heading is missing", fix=f"put the line “### {heading}” back")
        elif len(found) > 1:
            fix = "leave the first one, and write the others without # at the start of the line"
            yield Problem(heading=heading, what=f"the heading stands {len(found)} times", fix=fix)
        elif lines[found[0]].rstrip() != f"### {heading}":
            yield Problem(heading=heading, what="the heading was changed", fix=f"write it as “### {heading}”")
    firsts = [found[0] for found in places.values() if found]
    if firsts != sorted(firsts):
        yield Problem(heading="All fields", what="the headings changed their order", fix="put them back in order")
    if firsts and "".join(lines[: min(firsts)]).strip():
        yield Problem(heading="All fields", what="text stands before the first heading", fix="move it to its field")


def _unfit(form: Form, answers: Mapping[str, str]) -> Iterator[Problem]:
    for field, heading in form.headings.items():
        allowed = form.choices.get(field)
        if field in form.required and not answers[field]:
            yield Problem(heading=heading, what="nothing is filled in", fix="fill it in")
        elif allowed and answers[field] not in allowed:
            fix = f"choose {' or '.join(allowed)}"
            yield Problem(heading=heading, said=answers[field], what="is none of the answers", fix=fix)
