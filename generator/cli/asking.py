"""What a writing command still has to know: told by options, by git, by the records, or asked on a terminal."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.authoring.acts import Act
    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.schema import Field
    from generator.records.structure import Event
    from generator.registry import Registry

_Answer = TypeVar("_Answer")


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
    if given is not None:
        return given
    login = _github_user(root)
    if not login:
        raise click.UsageError("who records it? Pass --by HANDLE, or tell git once: git config github.user LOGIN")
    for person in registry.people.values():
        if person.github is not None and person.github.casefold() == login.casefold():
            return person.id
    raise click.UsageError(f"no person in data/people/ has github: {login} (git's github.user); pass --by HANDLE")


def _github_user(root: Path) -> str:
    command = ["git", "-C", str(root), "config", "--get", "github.user"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - no word of it is a stranger's
    except FileNotFoundError:
        return ""


def keys(
    patch: Patch, kind: type[Event], given: Iterable[tuple[str, str]], known: Mapping[str, Any], registry: Registry
) -> dict[str, Any]:
    """Tell the keys of an event: what is given, what is known from the records, and what has to be asked."""
    from generator.authoring.promotion import missing_keys, settable

    fields = settable(kind)
    found = dict(known)
    for key, text in given:
        if key not in fields:
            raise click.UsageError(f"{kind.type!r} has no key {key!r} to set; known: {', '.join(fields)}")
        found[key] = _typed(fields[key], text, patch)
    for field in missing_keys(kind, found):
        found[field.key] = _asked(field, kind, patch, registry)
    return found


def _typed(field: Field, text: str, patch: Patch) -> Any:
    from generator.records.given import GivenError, typed

    try:
        return typed(field, text, {"component": patch.component.value})
    except GivenError as error:
        raise click.UsageError(str(error)) from error


def _asked(field: Field, kind: type[Event], patch: Patch, registry: Registry) -> Any:
    from generator.records.given import example_of, words_of

    words = words_of(field, registry.vocabulary)
    allowed = f" ({' | '.join(words)})" if words else ""
    if not is_terminal():
        example = words[0] if words else example_of(field)
        raise click.UsageError(f"{kind.type!r} needs {field.key}{allowed}; pass --set {field.key}={example}")
    return _until_it_fits(f"{field.key}{allowed}", lambda text: _typed(field, text, patch))


def approvers(needed: Iterable[Role], act: Act, given: Iterable[tuple[str, str]], facts: Facts) -> dict[Role, str]:
    """Tell who approves in each role that an event needs, and in each other role that is named."""
    from generator.authoring.acts import approver

    named = {_role(word): person for word, person in given}
    found = {role: named.get(role) or approver(role, act, facts) or _named(role, act, facts) for role in needed}
    return found | named


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
