"""What a rule is: the decorator, the facts it may ask, and what it answers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from generator.files import File
from generator.findings import Actor, GateStatus, Level, Location, Waiver
from generator.history.change import Change
from generator.lifecycle.as_of import Past
from generator.policy.observations import Observation
from generator.policy.revisions import revision_in_force
from generator.policy.use_cases import Classification, classification
from generator.records.patches import Patch
from generator.records.policies import Parameters, PolicyRevision
from generator.records.structure import Event, Record
from generator.registry import Registry
from generator.terms import Role, UseCase

Answer = TypeVar("Answer")

AUTHOR = Actor(role="author of the change")
NOBODY = Actor()
Subject = type[Record | File | Registry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """
    One answer of a rule about one subject: how it stands, where, what to do.

    `level` softens the level of the rule where its text says so; `earliest` is the day from which a waiting gate is
    met, or a missing one once somebody acts today; `is_at_least` marks an earliest day that hangs on further acts;
    `is_act` marks what the transition itself brings, such as its recorder's approval; `about` names the patch, VO or
    site in question where an exception may be narrower than the subject; `may_come_late` marks what feedback or a test
    reveals that may have been recorded after the transition (lifecycle §1.3).
    """

    status: GateStatus
    at: Location
    message: str
    fix: str | None = None
    field: str | None = None
    actor: Actor = NOBODY
    earliest: date | None = None
    is_at_least: bool = False
    is_act: bool = False
    evidence: tuple[str, ...] = ()
    level: Level | None = None
    subject: str | None = None
    about: str | None = None
    may_come_late: bool = False


Gates = Iterator[Gate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """
    The step that a gate is asked about: its type, and where somebody would look for it.

    `event` and `number` (from 1) are there when it is recorded; without them the question is what it would need today.
    """

    type: str
    place: Location
    event: Event | None = None
    number: int | None = None


class NoPolicyError(LookupError):
    """There is no final policy revision to take a parameter from."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """
    Everything that a rule may ask; `today` is always given, nothing else is read.

    While a recorded transition is judged, `registry` is cut at its day and `today` is that day; `whole` always holds
    every record. `codeowners` is the text of the ownership file, None where the repository has none; `change` is what
    a change did, None where a state is judged for itself. `worked_out` holds, by name, what was worked out once for
    these facts.
    """

    registry: Registry
    today: date
    transition: Transition | None = None
    observation: Observation | None = None
    codeowners: str | None = None
    change: Change | None = None
    seen_from: Past | None = field(default=None, repr=False)
    worked_out: dict[str, object] = field(default_factory=dict, repr=False)
    _revisions: dict[date, PolicyRevision | None] = field(default_factory=dict, repr=False)
    _classes: dict[tuple[int, date], tuple[Patch, Classification | None]] = field(default_factory=dict, repr=False)

    @cached_property
    def past(self) -> Past:
        """Every past day of the whole registry."""
        return self.seen_from or Past(self.registry)

    @property
    def whole(self) -> Registry:
        """Every record, whatever its date."""
        return self.past.whole

    def policy(self, day: date | None = None) -> PolicyRevision | None:
        """Tell the revision in force on a day (default: today)."""
        on = day or self.today
        if on not in self._revisions:
            self._revisions[on] = revision_in_force(self.whole, on)
        return self._revisions[on]

    def parameters(self, day: date | None = None) -> Parameters:
        """Tell the parameters in force on a day (default: today); gate rules run only where a revision can be read."""
        revision = self.policy(day)
        if revision is None:
            raise NoPolicyError("no final policy revision can be read")
        return revision.params

    def classification(self, patch: Patch, day: date | None = None) -> Classification | None:
        """Tell the class of a patch on a day (default: today) with its reasons."""
        on = day or self.today
        key = (id(patch), on)
        if key not in self._classes:
            self._classes[key] = (patch, classification(patch, self.whole, on))
        return self._classes[key][1]

    def use_case(self, patch: Patch, day: date | None = None) -> UseCase | None:
        """Tell the class of a patch on a day (default: today)."""
        found = self.classification(patch, day)
        return found.use_case if found else None

    def actor(self, role: Role, scope: str | None = None) -> Actor:
        """Name who must act: a role and its holders today."""
        return Actor(role=role.value, scope=scope, people=self.whole.holders(role, self.today, scope))

    def at(self, day: date, transition: Transition | None) -> Facts:
        """Tell the facts as they were known at the end of a day, for judging a transition of that day."""
        registry = self.past.at(day)
        return replace(self, registry=registry, today=day, transition=transition, seen_from=self.past, worked_out={})

    def on(self, day: date) -> Facts:
        """Tell the facts of today as they will stand on a later day if nothing is added until then; worked out once."""
        return self.once(f"on {day}", lambda: replace(self, today=day, seen_from=self.past, worked_out={}))

    def once(self, name: str, work: Callable[[], Answer]) -> Answer:
        """Work something out the first time that it is asked for, and tell it again from then on."""
        known: dict[str, Any] = self.worked_out
        if name not in known:
            known[name] = work()
        found: Answer = known[name]
        return found

    def towards(self, transition: Transition) -> Facts:
        """Tell the facts of today with the question what a transition would need."""
        return replace(self, transition=transition, seen_from=self.past)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One obligation of the policy, with everything that its page tells (policy §10)."""

    id: str
    name: str
    family: str
    prose: str
    check: Callable[[Any, Facts], Gates]
    of: tuple[Subject, ...]
    level: Level
    waivers: tuple[Waiver, ...]
    statements: tuple[str, ...]
    quote: str | None
    gate_of: tuple[str, ...]
    every_run: bool
    since: str

    @property
    def obligation(self) -> str:
        """The rule as a sentence that is true when all is well."""
        words = (_ACRONYMS.get(word, word) for word in self.name.split("-"))
        sentence = " ".join(words)
        return sentence[0].upper() + sentence[1:]


_CAPITALS = ("emt", "jdl", "nbc", "roc", "vo", "yaml")
_ACRONYMS = {word: word.upper() for word in _CAPITALS} | {"rocs": "ROCs", "vos": "VOs"}
RULES: dict[str, Rule] = {}


def rule(  # noqa: PLR0913 - the columns of the catalogue
    identity: str,
    *,
    of: Subject | tuple[Subject, ...],
    level: Level = Level.ERROR,
    waivers: tuple[Waiver, ...] = (),
    statements: tuple[str, ...] = (),
    quote: str | None = None,
    gate_of: tuple[str, ...] = (),
    every_run: bool = True,
    since: str = "1.0",
) -> Callable[[Callable[[Any, Facts], Gates]], Callable[[Any, Facts], Gates]]:
    """
    Register a function as a rule; its module gives name and family, its docstring the published prose.

    `of` names what it judges; `gate_of` the transitions whose gates.py rows list it; `every_run` is false for a rule
    that speaks only about transitions; `since` is the revision of the policy that introduced it (policy §5.4).
    """

    def register(check: Callable[[Any, Facts], Gates]) -> Callable[[Any, Facts], Gates]:
        *_, family, stem = check.__module__.split(".")
        if identity in RULES:
            message = f"{identity} is registered twice: {RULES[identity].name} and {stem}"
            raise ValueError(message)
        RULES[identity] = Rule(
            id=identity,
            name=stem.replace("_", "-"),
            family=family,
            prose=inspect.cleandoc(check.__doc__ or ""),
            check=check,
            of=of if isinstance(of, tuple) else (of,),
            level=level,
            waivers=waivers,
            statements=statements,
            quote=quote,
            gate_of=gate_of,
            every_run=every_run,
            since=since,
        )
        return check

    return register
