"""Parts of the interface's schemas that several files share: decisions, gates, forecasts, stored fields."""

from __future__ import annotations

from typing import Final

from generator.feeds.json_schema import (
    DAY,
    TEXT,
    Schema,
    listed,
    one_of,
    open_mapping,
    or_null,
)
from generator.findings import DateLabel, GateStatus
from generator.terms import InstallationState, UseCase

OR_TEXT: Final = or_null(TEXT)
OR_DAY: Final = or_null(DAY)
WORDS: Final = listed(TEXT)
CLASS: Final = or_null(one_of(UseCase))
STEPS: Final = one_of(InstallationState)
WINDOW: Final = open_mapping({"start": OR_DAY, "until": OR_DAY})
FORECAST: Final = open_mapping({"date": OR_DAY, "label": one_of(DateLabel), "binding": OR_TEXT})


def stored(kind: str, up: str = "../..") -> Schema:
    """Refer to the schema of a kind of record, wherever the site stands; `up` leads to the folder of all schemas."""
    return {"$ref": f"{up}/records/{kind}.json"}


def actor() -> Schema:
    """Describe who must act."""
    return open_mapping({"role": TEXT, "scope": OR_TEXT, "people": WORDS})


GATE: Final = open_mapping(
    {
        "rule": TEXT,
        "status": one_of(GateStatus),
        "message": TEXT,
        "fix": OR_TEXT,
        "actor": actor(),
        "date": OR_DAY,
        "evidence": WORDS,
        "excused_by": OR_TEXT,
        "link": TEXT,
    }
)
NEXT: Final = open_mapping(
    {
        "transition": TEXT,
        "to": TEXT,
        "forecast": FORECAST,
        "approvals": listed(actor()),
        "actors": listed(actor()),
        "overrule": OR_TEXT,
        "gates": listed(GATE),
    }
)
MOMENT: Final = open_mapping(
    {"event": TEXT, "type": TEXT, "date": DAY, "by": TEXT, "role": TEXT, "state": OR_TEXT},
)
EXPLAINED: Final = open_mapping(
    {
        "subject": TEXT,
        "class": CLASS,
        "why": WORDS,
        "state": OR_TEXT,
        "since": OR_DAY,
        "next": listed(NEXT),
        "history": listed(MOMENT),
    }
)
"""The one shape of an excuse, of `pps explain --format json`, and of the file of a patch or a pilot."""
