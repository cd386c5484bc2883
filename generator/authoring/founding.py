"""The first records of another infrastructure: its founders, a ROC, a VO, and the policy that they approve."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from generator.assets import policy_data
from generator.authoring import canonical
from generator.authoring.edits import Created, source, text_of_new
from generator.authoring.voices import approval
from generator.files import file_of
from generator.findings import Level
from generator.policy.checking import check
from generator.policy.governance.ownership import PATH, written_for
from generator.policy.rule import Facts
from generator.records.schema import shape_of
from generator.records.vocabulary import VocabularyRecord
from generator.registry import Registry
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from generator.findings import Finding
    from generator.policy.transitions.hearing import Voice

REVISION: Final = "POLICY-1.0"
APPROVING: Final = (Role.SA1_OPERATIONS, Role.RELEASE_MANAGER, Role.ROC_MANAGER, Role.VO_MANAGER)
"""Who has to approve the first revision (PPS901): SA1, SA3, the ROC managers and an interested VO, one person each."""
NEEDED: Final = (Role.PPS_COORDINATION, *APPROVING)
"""The roles without which nothing can be decided; all others are recorded when somebody takes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """Somebody who holds roles from the first day on: how he is called, and his login on GitHub."""

    handle: str
    name: str
    login: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """
    What another infrastructure says of itself.

    `rocs` holds name and countries by id, `vos` name and discipline by id. `publisher` is the VO that publishes tags.
    """

    name: str
    organisation: str
    founders: tuple[Founder, ...]
    rocs: Mapping[str, tuple[str, tuple[str, ...]]]
    vos: Mapping[str, tuple[str, str]]
    publisher: str
    node_types: tuple[str, ...]
    platforms: tuple[str, ...]
    provenance: str = field(default="Use cases of the pre-production service, revision r14, 2008-05-27")


def missing(founders: tuple[Founder, ...]) -> tuple[Role, ...]:
    """Tell the roles that somebody has to hold from the first day on, and nobody does."""
    held = {role for founder in founders for role, _ in founder.voices}
    return tuple(role for role in NEEDED if role not in held)


def texts(founding: Founding, day: date) -> dict[str, str]:
    """Write the ownership file and every record that the first day needs, by path."""
    records = (*(person(one, day) for one in founding.founders), *_places(founding, day), _revision(founding, day))
    return {
        PATH: written_for(founding.organisation),
        "data/vocab.yaml": _vocabulary(founding),
        **{record.path: text_of_new(record) for record in records},
    }


def errors(written_texts: Mapping[str, str], day: date) -> tuple[Finding, ...]:
    """Tell what check says against the first records."""
    files = (file_of(source(path, text)) for path, text in sorted(written_texts.items()) if path.startswith("data/"))
    facts = Facts(registry=Registry.holding(tuple(files)), today=day, codeowners=written_texts[PATH])
    return tuple(finding for finding in check(facts) if finding.level is Level.ERROR)


def flaw_in(created: Created) -> str | None:
    """Tell what is wrong with one record for itself, and what to do; None where nothing is."""
    found = file_of(source(created.path, text_of_new(created))).flaws
    return f"{found[0].message.replace('{field}', found[0].field or '')}; {found[0].fix}" if found else None


def two_voices(founders: tuple[Founder, ...]) -> str | None:
    """Tell who would have to approve the first revision twice, which nobody may (PPS806)."""
    for founder in founders:
        roles = dict.fromkeys(role for role, _ in founder.voices if role in APPROVING)
        if len(roles) > 1:
            return f"{founder.handle} cannot be {' and '.join(roles)}: both approve the policy, as two persons"
    return None


def person(founder: Founder, day: date) -> Created:
    """Tell the record of a founder."""
    roles = tuple(
        {"role": role} | ({"scope": scope} if scope else {}) | {"from": day} for role, scope in founder.voices
    )
    fields = {"name": founder.name, "github": founder.login, "roles": roles}
    return Created(folder="people", id=founder.handle, fields=fields)


def roc(identity: str, name: str, countries: tuple[str, ...]) -> Created:
    """Tell the record of a ROC."""
    return Created(folder="rocs", id=identity, fields={"name": name, "countries": countries})


def vo(identity: str, name: str, discipline: str, interested_from: date | None = None) -> Created:
    """Tell the record of a VO, and since when it takes part in pre-production."""
    interest = {"pps_interest": {"from": interested_from}} if interested_from else {}
    return Created(folder="vos", id=identity, fields={"name": name, "discipline": discipline} | interest)


def _places(founding: Founding, day: date) -> Iterator[Created]:
    yield from (roc(identity, *about) for identity, about in founding.rocs.items())
    speaking = {scope for founder in founding.founders for role, scope in founder.voices if role is Role.VO_MANAGER}
    known = {founding.publisher: ("Operations", "infrastructure operations")} | dict(founding.vos)
    yield from (vo(identity, *about, day if identity in speaking else None) for identity, about in known.items())


def _revision(founding: Founding, day: date) -> Created:
    first = _first()
    params = first["params"] | {"tags": first["params"]["tags"] | {"publisher_vo": founding.publisher}}
    voices = {
        voice: founder.handle
        for role in APPROVING
        for founder in founding.founders
        for voice in founder.voices
        if voice[0] is role
    }
    return Created(
        folder="policy",
        id=REVISION,
        fields={
            "status": "final",
            "effective_on": day,
            "provenance": founding.provenance,
            "change_summary": "First approved revision.",
            "params": params,
            "modes": {},
            "normative": first["normative"],
            "approvals": tuple(approval(voice, by, day) for voice, by in voices.items()),
        },
    )


def _vocabulary(founding: Founding) -> str:
    lists = _first()["vocabulary"] | {"node_types": founding.node_types, "platforms": founding.platforms}
    order = [key for key in shape_of(VocabularyRecord).by_key if key in lists]
    return "".join(f"{line}\n" for key in order for line in canonical.entry(key, lists[key], 0))


def _first() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(policy_data("first_revision"))
    return found
