"""The types and flags of fields (records.md §1.3): annotations from which reading and the change rules follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final


@dataclass(frozen=True, slots=True)
class Mutability:
    """What a change may do to a field after merge.

    `code` is the letter of records.md; `event` is the type of the event from which a frozen field keeps its value.
    """

    code: str
    event: str | None = None


IMMUTABLE: Final = Mutability("I")
WRITE_ONCE: Final = Mutability("W")
APPEND_ONLY: Final = Mutability("A")
GROWING: Final = Mutability("A+")
RECLASSIFIED: Final = Mutability("M*")


def frozen_from(event: str) -> Mutability:
    """Flag a field that keeps its value from the named event on (F)."""
    return Mutability("F", event)


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that names existing records: folders asked in turn, and whether the literal `none` is allowed."""

    kinds: tuple[str, ...]
    none: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A field that holds a value of a list of vocab.yaml."""

    name: str


@dataclass(frozen=True, slots=True)
class Form:
    """A text with a form of its own: what it is called, the anchored pattern, and an example for the way out."""

    name: str
    pattern: str
    example: str
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds of a number, inclusive; None where there is none."""

    low: float | None = 0
    high: float | None = None

    def allow(self, number: float) -> bool:
        """Tell whether a number lies within the bounds."""
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)

    def __str__(self) -> str:
        if self.low == self.high:
            return f"that is {self.low}"
        return f"not below {self.low}" if self.high is None else f"from {self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class ChosenBy:
    """A union of structures, chosen by a field of the record's root: value of that field to class name."""

    field: str
    classes: tuple[tuple[str, str], ...]


OneLine: Final = Form("one line", r"[^\n]{1,120}", "a few words", frozenset({"one-line"}))
_VERSION: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_URL: Final = r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:[/?#][^\s\"<>\\^`{|}]*)?"

Text1 = Annotated[str, OneLine]
Text = Annotated[str, Form("text", r"(?s).{0,4000}", "a sentence", frozenset({"text"}))]
Day = Annotated[date, "day"]
Url = Annotated[str, Form("https address", _URL, "https://…")]
Link = Annotated[str, Form("https address or record id", rf"{_URL}|[A-Za-z0-9][A-Za-z0-9._/-]{{0,99}}", "https://…")]
Sha256 = Annotated[str, Form("SHA-256", r"[0-9a-f]{64}", "64 hexadecimal digits in lower case")]
Login = Annotated[str, Form("GitHub login", r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}", "octo-cat")]
Host = Annotated[str, Form("host name", rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})+", "ce01.example.org")]
CountryCode = Annotated[str, Form("country code", r"[A-Z]{2}", '"NO"')]
Key = Annotated[str, Form("key", r"[a-z][a-z0-9_-]*", "basic-functionality")]
Version = Annotated[str, Form("version", _VERSION, '"3.1.14-0"')]
RuleId = Annotated[str, Form("rule", r"PPS[0-9]{3}", "PPS403")]
ScopeId = Annotated[str, Form("site, ROC or VO", r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}", "PLATEAU-T1")]
BugNumber = Annotated[str, Form("bug or request", r"BUG-[1-9][0-9]{0,7}", "BUG-1101")]
Count = Annotated[int, Range(0)]
Amount = Annotated[float, Range(0)]
Latitude = Annotated[float, Range(-90, 90)]
Longitude = Annotated[float, Range(-180, 180)]

Platform = Annotated[str, Vocabulary("platforms")]
NodeType = Annotated[str, Vocabulary("node_types")]
Aspect = Annotated[str, Vocabulary("aspects")]

PersonId = Annotated[str, Reference(("people",))]
RocId = Annotated[str, Reference(("rocs",))]
SiteId = Annotated[str, Reference(("sites",))]
VoId = Annotated[str, Reference(("vos",))]
BugId = Annotated[str, Reference(("bugs",))]
PatchId = Annotated[str, Reference(("patches",))]
PilotId = Annotated[str, Reference(("pilots",))]
ScenarioId = Annotated[str, Reference(("scenarios",))]
FeedbackId = Annotated[str, Reference(("feedback",))]
PostMortemId = Annotated[str, Reference(("post-mortems",))]
OverruleId = Annotated[str, Reference(("overrules",))]
ReleaseId = Annotated[str, Reference(("releases",))]
AnyId = Annotated[str, Reference(("*",))]

FACT_DATES: Final = frozenset({"date", "decided_on", "sent_on", "submitted_on", "held_on", "released_on"})
VALIDITY_DATES: Final = frozenset(
    {"from_", "until", "valid_until", "prolong_until", "effective_on", "retired_on", "deadline", "slot"}
)
