"""What a writing command still has to know: told by options, by git, by the records, or asked on a terminal."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, get_origin

import click

from generator.cli.settings import clock
from generator.records.kinds import KINDS
from generator.records.readers import unwrapped
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.authoring.acts import Act
    from generator.authoring.filling import Said, Wanted
    from generator.policy.rule import Facts
    from generator.records.structure import Event, Structure
    from generator.registry import Registry

_Answer = TypeVar("_Answer")


_REMOTE = re.compile(
    r"(?:https://(?:[^@/]+@)?|git@|ssh://git@)(?P<host>[A-Za-z0-9.-]+)[:/](?P<path>[\w.-]+/[\w.-]+?)(?:\.git)?/?"
)
"""An address of a repository as git knows it: over https or ssh."""


class Pair(click.ParamType[tuple[str, str]]):
    """Two words with an equals sign between them."""

    name = "KEY=VALUE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split at the first equals sign."""
        key, sign, text = str(value).partition("=")
        if not sign or not key.strip():
            self.fail(f"{value!r} has no equals sign; write it as {self.name}", param, ctx)
        return key.strip(), text


def handle(given: str | None, root: Path, registry: Registry) -> str:
    """Tell who writes: the person that is named, else the one whose login git knows as github.user."""
    if given:
        return given
    login = _github_user(root)
    if not login:
        raise click.UsageError("who records it? Pass --by HANDLE, or tell git once: git config github.user LOGIN")
    for person in registry.people.values():
        if person.github is not None and person.github.casefold() == login.casefold():
            return person.id
    raise click.UsageError(f"no person in data/people/ has github: {login} (git's github.user); pass --by HANDLE")


def _github_user(root: Path) -> str:
    return _configured("github.user", root)


def repository_address(root: Path) -> str | None:
    """Tell the address of the repository at its forge, as git's remote origin says it; None where it says none."""
    found = _REMOTE.fullmatch(_configured("remote.origin.url", root))
    return f"https://{found['host']}/{found['path']}" if found else None


def _configured(key: str, root: Path) -> str:
    command = ["git", "-C", str(root), "config", "--get", key]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - no word of it is a stranger's
    except FileNotFoundError:
        return ""


def filled(structure: type[Structure], said: Said, registry: Registry, prefix: str = "") -> dict[str, Any]:
    """
    Tell the fields of something new: what is given, what is known, and what somebody on a terminal answers.

    Without a terminal all that is missing is told at once, with the options that say it; `prefix` stands before the
    keys there. Raises AuthoringError where a value does not fit its field.
    """
    from generator.authoring.filling import fill

    tell_missing(((structure, said, prefix),), registry)
    values, wanted = fill(structure, said)
    answers = []
    while wanted:
        text = _asked(wanted[0], said, registry, prefix)
        answers.append(f"--set {_word(f'{prefix}{wanted[0].key}={text}')}")
        said = said.with_answer(wanted[0].key, text)
        values, wanted = fill(structure, said)
    if answers:
        click.echo(f"the same answers for another time: {' '.join(answers)}", err=True)
    return values


def tell_missing(parts: Iterable[tuple[type[Structure], Said, str]], registry: Registry) -> None:
    """Tell everything that several new things still need, where nobody can be asked; each with its prefix of keys."""
    from generator.authoring.filling import fill

    if is_terminal():
        return
    lacking = [(structure, fill(structure, said)[1], said, prefix) for structure, said, prefix in parts]
    wanted = [one for one in lacking if one[1]]
    if wanted:
        told = dict.fromkeys(_needs(structure, missing, registry) for structure, missing, *_ in wanted)
        options = dict.fromkeys(
            f"--set {_word(f'{prefix}{one.key}={_example(one, said, registry)}')}"
            for _, missing, said, prefix in wanted
            for one in missing
        )
        raise click.UsageError(f"{', and '.join(told)}; pass {' '.join(options)}")


def event_keys(  # noqa: PLR0913 - what the keys come from
    kind: type[Event],
    given: Iterable[tuple[str, str]],
    known: Mapping[str, Any],
    registry: Registry,
    *,
    chosen_by: Mapping[str, str] | None = None,
    demanded: frozenset[str] = frozenset(),
    prefix: str = "",
) -> dict[str, Any]:
    """Tell the keys of an event without those that say who, when and whose approval; `prefix` stands before them."""
    from generator.authoring.filling import Said
    from generator.authoring.log_entries import BY_OTHER_WORDS

    chosen = chosen_by or {}
    said = Said(given=dict(given), known=known, unasked=BY_OTHER_WORDS, demanded=demanded, chosen_by=chosen)
    return filled(kind, said, registry, prefix)


def given_at(site: str, sites: Iterable[str], given: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Tell what is given for one of several sites: what is given for all, and then what starts with its name."""
    said, others, own = tuple(given), tuple(f"{one}." for one in sites), f"{site}."
    general = tuple((key, text) for key, text in said if not key.startswith(others))
    return (*general, *((key.removeprefix(own), text) for key, text in said if key.startswith(own)))


def _needs(structure: type[Structure], missing: Iterable[Wanted], registry: Registry) -> str:
    noun = getattr(structure, "type", None)
    what = f"{noun!r}" if noun else f"a new {getattr(structure, 'noun', 'entry')}"
    return f"{what} needs {', '.join(f'{one.key}{_allowed(one, registry)}' for one in missing)}"


def _word(text: str) -> str:
    """Quote an option where a shell asks for it; letters beyond ASCII stand for themselves."""
    return text if all(letter.isalnum() or letter in "=.:/…_-" for letter in text) else shlex.quote(text)


def _allowed(wanted: Wanted, registry: Registry) -> str:
    """Tell the words to choose from, where the records lie whose ids are meant, or what a list holds."""
    from generator.records.given import reference_of, words_of

    words, named = words_of(wanted.field, registry.vocabulary), reference_of(wanted.field)
    if words or named is None:
        is_list = get_origin(unwrapped(wanted.field.annotation)[0]) is tuple
        told = " | ".join(words) or (wanted.field.meaning if is_list else "")
        return f" ({told})" if told else ""
    folders = " or ".join(f"data/{kind}/" for kind in named.kinds if kind in KINDS) or "data/"
    return f" (id in {folders}{', or none' if named.none else ''})"


def _example(wanted: Wanted, said: Said, registry: Registry) -> str:
    from generator.records.given import example_of, words_of

    day: date = said.known.get("date") or _supplied_day(said) or registry.demonstration or clock()
    words = words_of(wanted.field, registry.vocabulary)
    return words[0] if words else example_of(wanted.field, day).strip('"')


def _supplied_day(said: Said) -> date | None:
    return date.fromisoformat(said.supplied["date"]) if "date" in said.supplied else None


def _asked(wanted: Wanted, said: Said, registry: Registry, prefix: str) -> str:
    """Ask for one value until it fits; answer the text that was given."""
    from generator.records.given import GivenError, typed, words_of

    words = words_of(wanted.field, registry.vocabulary)

    def read(text: str) -> str:
        try:
            value = typed(wanted.field, text, dict(said.chosen_by), dict(said.supplied))
        except GivenError as error:
            raise click.UsageError(str(error)) from error
        chosen = value if isinstance(value, tuple) else (value,)
        stray = [str(one) for one in chosen if words and not isinstance(one, bool) and str(one) not in words]
        if stray:
            raise click.UsageError(f"{stray[0]!r} is none of {', '.join(words)}")
        return text

    several = ", several with commas between them" if get_origin(unwrapped(wanted.field.annotation)[0]) is tuple else ""
    return _until_it_fits(f"{prefix}{wanted.key}{_allowed(wanted, registry)}{several}", read)


def approvers(needed: Iterable[Role], act: Act, given: Iterable[tuple[str, str]], facts: Facts) -> dict[Role, str]:
    """Tell who approves in each role that an event needs, and in each other role that is named."""
    from generator.authoring.acts import approver

    named = named_roles(given)
    found = {role: named.get(role) or approver(role, act, facts) or _named(role, act, facts) for role in needed}
    return found | named


def named_roles(given: Iterable[tuple[str, str]]) -> dict[Role, str]:
    """Tell who is named for which role, as --approve says it."""
    return {_role(word): person for word, person in given}


def _role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError as error:
        raise click.UsageError(f"there is no role {word!r}; choose {', '.join(Role)}") from error


def _named(role: Role, act: Act, facts: Facts) -> str:
    holders = facts.registry.holders(role, act.day)
    if not holders:
        raise click.UsageError(f"nobody holds {role} on {act.day}; record the role first")
    if not is_terminal():
        hint = f"pass --approve {role}={holders[0]}, or another of {', '.join(holders)}"
        raise click.UsageError(f"several people hold {role}, and one has to approve; {hint}")
    return _until_it_fits(f"who approves as {role} ({' | '.join(holders)})", _one_of(holders))


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def choose(text: str) -> str:
        if text not in words:
            raise click.UsageError(f"{text!r} is none of {', '.join(words)}")
        return text

    return choose


def is_terminal() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _until_it_fits(question: str, read: Callable[[str], _Answer]) -> _Answer:
    def value_of(text: str) -> _Answer:
        try:
            return read(text)
        except click.UsageError as error:
            raise click.BadParameter(error.message) from error

    answer: _Answer = click.prompt(question, value_proc=value_of)
    return answer
