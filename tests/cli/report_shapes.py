"""The shapes of reports that programs rely on, as JSON Schemas."""

WORD, TEXT, MAYBE_TEXT = {"type": "string", "minLength": 1}, {"type": "string"}, {"type": ["string", "null"]}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def _object(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


ACTOR = _object(role=WORD, scope=MAYBE_TEXT, people={"type": "array", "items": WORD})
EARLIEST = _object(date={"anyOf": [DAY, {"type": "null"}]}, label={"enum": ["exact", "at-least", "unknown"]})
FINDING = _object(
    rule={"type": "string", "pattern": r"^PPS\d{3}$"},
    name={"type": "string", "pattern": "^[a-z0-9-]+$"},
    level={"enum": ["error", "warning", "info"]},
    subject=WORD,
    path={"type": "string", "pattern": "^data(/|$)"},
    line={"type": "integer", "minimum": 1},
    column={"type": "integer", "minimum": 1},
    message=WORD,
    fix=MAYBE_TEXT,
    field=MAYBE_TEXT,
    actor=ACTOR,
    earliest={"anyOf": [EARLIEST, {"type": "null"}]},
    status=MAYBE_TEXT,
    standing={"type": "boolean"},
    excused_by=MAYBE_TEXT,
    link={"type": "string", "pattern": r"^/policy/rules/PPS\d{3}/$"},
)
COUNT = {"type": "integer", "minimum": 0}
REPORT = _object(
    format={"const": 1},
    today=DAY,
    policy=MAYBE_TEXT,
    commit={"anyOf": [{"type": "string", "pattern": "^[0-9a-f]{40}$"}, {"type": "null"}]},
    base=MAYBE_TEXT,
    counts=_object(records=COUNT, error=COUNT, warning=COUNT, info=COUNT),
    findings={"type": "array", "items": FINDING},
)
SARIF = _object(
    **{
        "$schema": WORD,
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["ruleId", "message", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
                                "message": _object(text=WORD),
                            },
                        },
                    },
                },
            },
        },
    }
)
