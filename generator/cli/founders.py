"""Who founds a repository, and where: read from options, asked on a terminal until each answer fits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from generator.authoring.edits import Created
    from generator.authoring.founding import Founder
    from generator.policy.transitions.hearing import Voice

Pairs = tuple[tuple[str, str], ...]
_ORGANISATION = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
HOLDER = "ROLE[:SCOPE]=HANDLE/LOGIN/NAME"
_EXAMPLES = {
    "pps-coordination": "pps-coordination=ada/ada-login/Ada Winter",
    "sa1-operations": "sa1-operations=ben/ben-login/Ben Frost",
    "release-manager": "release-manager=cyd/cyd-login/Cyd Snow",
    "roc-manager": "roc-manager:ROC-NORTH=dan/dan-login/Dan Hail",
    "vo-manager": "vo-manager:astra=eva/eva-login/Eva Rain",
}
_PLACES = {Role.ROC_MANAGER: ("--roc", "NAME/CC,CC"), Role.VO_MANAGER: ("--vo", "NAME/DISCIPLINE")}


def refuse_gaps(
    name: str | None, organisation: str | None, founders: tuple[Founder, ...], places: Mapping[str, str]
) -> None:
    """Name every option that is still needed, where nobody can be asked."""
    from generator.authoring.founding import missing

    unsaid = [] if name else ['--name "Northern bulletin"']
    unsaid += [] if organisation else ["--organisation north-grid"]
    examples = [_EXAMPLES[role] for role in missing(founders)]
    unsaid += [f'--holder "{one}"' for one in examples]
    everybody = (*founders, *merged(tuple(one.partition("=")[::2] for one in examples)))
    unsaid += [f'{_PLACES[role][0]} "{scope}={_PLACES[role][1]}"' for role, scope in _scopes(everybody, places)]
    if unsaid:
        raise click.UsageError(f"a new repository needs to know more; pass {' '.join(unsaid)}")


def _scopes(founders: tuple[Founder, ...], places: Mapping[str, str]) -> tuple[tuple[Role, str], ...]:
    """Tell the ROCs and VOs that somebody manages and that have no name yet."""
    voices = (voice for founder in founders for voice in founder.voices)
    return tuple(
        dict.fromkeys((role, scope) for role, scope in voices if scope and role in _PLACES and scope not in places)
    )


def organisation_named(text: str) -> str:
    """Tell the name of an organisation; refuse what GitHub would not take."""
    if not _ORGANISATION.fullmatch(text):
        raise click.UsageError(f"{text!r} is no name of an organisation on GitHub; write it like north-grid")
    return text


def organisation_asked() -> str:
    """Ask which organisation owns the repository."""
    return _asked("Which organisation on GitHub owns it?", organisation_named)


def founders_of(holders: Pairs, today: date) -> tuple[Founder, ...]:
    """Tell who holds which roles from the first day on, and ask for the roles that nobody has."""
    from generator.authoring.founding import missing

    said = list(holders)
    for role in missing(merged(said)):
        scope = _asked(f"{role}: of which one? (its id in {role.scope_kind})", _id_of(role)) if role.scope_kind else ""
        word = f"{role}:{scope}" if scope else str(role)
        said.append((word, _asked(f"{role}: who? (HANDLE/LOGIN/NAME)", _holder_of(word, said, today))))
    return merged(said)


def merged(holders: Iterable[tuple[str, str]]) -> tuple[Founder, ...]:
    """Put the roles of one person together; the second time the handle alone is enough."""
    from generator.authoring.founding import Founder
    from generator.authoring.voices import voice_of

    found: dict[str, Founder] = {}
    for word, text in holders:
        voice = voice_of(word)
        handle, *about = (part.strip() for part in text.split("/", 2))
        if handle not in found and len(about) != 2:  # noqa: PLR2004 - login and name
            raise click.UsageError(f"--holder {word}={text}: who is {handle}? Write it as {HOLDER}")
        if handle not in found:
            found[handle] = Founder(handle=handle, login=about[0], name=about[1], voices=())
        voices: tuple[Voice, ...] = (*found[handle].voices, voice)
        found[handle] = replace(found[handle], voices=voices)
    return tuple(found.values())


def rocs_of(given: Pairs, founders: tuple[Founder, ...]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Tell name and countries of each ROC: those that are given, and those that somebody manages."""
    from generator.authoring.founding import roc

    said = _completed(given, founders, Role.ROC_MANAGER, lambda identity, text: roc(identity, *_roc(text)))
    return {identity: _roc(text) for identity, text in said.items()}


def _roc(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, codes = text.partition("/")
    return name.strip(), tuple(code.strip() for code in codes.split(",") if code.strip())


def vos_of(given: Pairs, founders: tuple[Founder, ...]) -> dict[str, tuple[str, str]]:
    """Tell name and discipline of each VO: those that are given, and those that somebody manages."""
    from generator.authoring.founding import vo

    said = _completed(given, founders, Role.VO_MANAGER, lambda identity, text: vo(identity, *_vo(text)))
    return {identity: _vo(text) for identity, text in said.items()}


def _vo(text: str) -> tuple[str, str]:
    name, _, discipline = text.partition("/")
    return name.strip(), discipline.strip()


def _completed(
    given: Pairs, founders: tuple[Founder, ...], role: Role, record: Callable[[str, str], Created]
) -> dict[str, str]:
    """Tell what each place is, and ask for those that a founder manages and nobody named."""
    said = dict(given)
    for one, scope in _scopes(founders, said):
        if one is role:
            said[scope] = _asked(f"{scope}: what is it? ({_PLACES[role][1]})", _place_of(scope, record))
    return said


def _place_of(scope: str, record: Callable[[str, str], Created]) -> Callable[[str], object]:
    return lambda text: _sound(record(scope, text))


def _asked(question: str, read: Callable[[str], object]) -> str:
    """Ask until the answer can be read."""

    def fitting(text: str) -> str:
        try:
            read(text)
        except click.UsageError as error:
            raise click.BadParameter(error.message) from error
        return text.strip()

    answer: str = click.prompt(question, value_proc=fitting)
    return answer


def _id_of(role: Role) -> Callable[[str], object]:
    from generator.authoring.founding import roc, vo
    from generator.records.kinds import KINDS

    kind = KINDS["rocs" if role is Role.ROC_MANAGER else "vos"]

    def read(text: str) -> None:
        if kind.pattern.fullmatch(text) is None:
            raise click.UsageError(f"{text!r} is no id of a {kind.record.noun}; write it like {kind.example}")
        _sound(roc(text, "x", ()) if role is Role.ROC_MANAGER else vo(text, "x", "x"))

    return read


def _holder_of(word: str, said: list[tuple[str, str]], today: date) -> Callable[[str], object]:
    from generator.authoring.founding import person, two_voices

    def read(text: str) -> None:
        founders = merged((*said, (word, text)))
        for founder in founders:
            _sound(person(founder, today))
        if (why := two_voices(founders)) is not None:
            raise click.UsageError(why)

    return read


def _sound(created: Created) -> None:
    """Refuse a record that is wrong for itself."""
    from generator.authoring.founding import flaw_in

    if (why := flaw_in(created)) is not None:
        raise click.UsageError(why)
