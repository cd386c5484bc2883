"""The shape of what `pps diff` tells programs, as a JSON Schema."""

from tests.cli.report_shapes import ACTOR, COUNT, DAY, FINDING, MAYBE_TEXT, TEXT, WORD


def _object(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _many(shape: object) -> dict[str, object]:
    return {"type": "array", "items": shape}


def _maybe(shape: object) -> dict[str, object]:
    return {"anyOf": [shape, {"type": "null"}]}


MAYBE_FLAG = {"type": ["boolean", "null"]}
SIDES = _object(before=MAYBE_TEXT, after=MAYBE_TEXT)
FORECAST = _object(date=_maybe(DAY), label={"enum": ["exact", "at-least", "unknown"]}, binding=MAYBE_TEXT)
_GATE = {
    "rule": {"type": "string", "pattern": r"^PPS\d{3}$"},
    "status": MAYBE_TEXT,
    "before": MAYBE_TEXT,
    "message": TEXT,
    "fix": MAYBE_TEXT,
    "actor": ACTOR,
    "date": _maybe(DAY),
    "evidence": _many(WORD),
    "excused_by": MAYBE_TEXT,
    "link": WORD,
}
GATE, GATE_AHEAD = _object(**_GATE), _object(transition=WORD, **_GATE)
SUBJECT = _object(
    **{"subject": WORD, "title": TEXT, "class": SIDES, "state": SIDES, "why": _many(TEXT), "gates": _many(GATE_AHEAD)},
    forecasts=_many(_object(transition=WORD, before=_maybe(FORECAST), after=_maybe(FORECAST))),
)
PROMOTION = _object(
    **{"event": WORD, "transition": WORD, "from": MAYBE_TEXT, "to": MAYBE_TEXT, "date": DAY, "by": WORD, "role": WORD},
    outcome={"enum": ["success", "failure", None]},
    route={"enum": ["internal", "vo-feedback", None]},
    gates=_many(GATE),
    publishes=_many(TEXT),
)
DEED = _object(subject=WORD, what=TEXT, role=MAYBE_TEXT, path=WORD, line=COUNT, backed=MAYBE_FLAG)
APPROVAL = _object(**{"person": WORD, "login": MAYBE_TEXT, "given": MAYBE_FLAG, "for": _many(DEED)})
MISSING = _object(rule=WORD, subject=WORD, message=TEXT, actor=ACTOR, logins=_many(WORD))
LINE = _object(section=WORD, subject=WORD, text=TEXT, changes=_many(TEXT))
CELL = _object(step=WORD, date=DAY, published_since=_maybe(DAY), stale={"type": "boolean"})
NOTICE = _object(
    kind=WORD,
    event=WORD,
    title=TEXT,
    to=_many(WORD),
    recipients=COUNT,
    slot=_maybe(DAY),
    by_hand=MAYBE_TEXT,
)
PUBLICATION = _object(
    bulletin=_object(appears=_many(LINE), leaves=_many(LINE)),
    release_notes=_many(_object(patch=WORD, diff=_many({"type": "string", "pattern": "^[+-]"}))),
    map=_many(_object(site=WORD, version=WORD, before=_maybe(CELL), after=_maybe(CELL))),
    notices=_many(NOTICE),
)
COUNTED = (
    *("promotions", "subjects", "errors", "warnings", "notes", "standing"),
    *("bulletin_lines", "map_cells", "release_notes", "notices", "files"),
)
MERGE = _object(
    format={"const": 1},
    today=DAY,
    policy=MAYBE_TEXT,
    commit=MAYBE_TEXT,
    base=WORD,
    verdict=WORD,
    blocked={"type": "boolean"},
    counts=_object(**dict.fromkeys(COUNTED, COUNT)),
    files=_many(_object(path=WORD, subject=WORD, fate={"enum": ["added", "changed", "removed"]})),
    outside=COUNT,
    subjects=_many(SUBJECT),
    promotions=_many(PROMOTION),
    findings=_many(FINDING),
    approvals=_many(APPROVAL),
    missing=_many(MISSING),
    publication=PUBLICATION,
)
