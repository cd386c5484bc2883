"""The schemas of patches, pilots, installations and what is decided about them, for the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.feeds.json_schema import COUNT, DAY, TEXT, Schema, by_key, listed, one_of, open_mapping, or_null
from generator.feeds.schema_parts import (
    CLASS,
    EXPLAINED,
    FORECAST,
    NEXT,
    OR_DAY,
    OR_TEXT,
    STEPS,
    WINDOW,
    WORDS,
    stored,
)
from generator.terms import Component, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORT: Final = {"id": TEXT, "class": CLASS, "state": OR_TEXT, "since": OR_DAY, "forecast": or_null(FORECAST)}
_INSTALLATION: Final = {"state": or_null(STEPS), "since": OR_DAY, "published_since": OR_DAY, "tags": WORDS}
_DECIDED: Final = {"subject": TEXT, "class": CLASS, "why": WORDS, "state": OR_TEXT, "since": OR_DAY}
_CELL: Final = open_mapping(
    {"step": STEPS, "date": DAY, "tag_published_since": OR_DAY, "stale_since": OR_DAY, "observed": or_null({})}
)
_MAP: Final = open_mapping(
    {
        "digest": TEXT,
        "versions": listed(
            open_mapping(
                {
                    "id": TEXT,
                    "patch": TEXT,
                    "pilot": OR_TEXT,
                    "kind": TEXT,
                    "class": CLASS,
                    "state": TEXT,
                    "title": TEXT,
                    "version": TEXT,
                    "node_types": WORDS,
                    "tags": WORDS,
                    "sites": COUNT,
                    "sites_with_tag": COUNT,
                }
            )
        ),
        "sites": listed(
            open_mapping({"id": TEXT, "name": TEXT, "roc": TEXT, "tier": one_of(Tier), "cells": by_key(_CELL)})
        ),
    }
)

SUBJECTS: Final[Mapping[str, Schema]] = {
    "map": _MAP,
    "excuses": listed(open_mapping({**_DECIDED, "next": listed(NEXT)})),
    "excuses/ID": EXPLAINED,
    "patches": listed(
        open_mapping(
            {
                **_SHORT,
                "title": TEXT,
                "version": TEXT,
                "component": one_of(Component),
                "node_types": WORDS,
                "file": TEXT,
                "link": TEXT,
            }
        )
    ),
    "patches/ID": {
        "allOf": [
            EXPLAINED,
            open_mapping(
                {
                    "record": stored("patches"),
                    "forecast": or_null(FORECAST),
                    "tags": WORDS,
                    "feedback_window": WINDOW,
                    "pilots": WORDS,
                    "installations": WORDS,
                    "feedback": WORDS,
                    "link": TEXT,
                }
            ),
        ]
    },
    "pilots": listed(open_mapping({**_SHORT, "title": TEXT, "patches": WORDS, "file": TEXT, "link": TEXT})),
    "pilots/ID": {
        "allOf": [
            EXPLAINED,
            open_mapping(
                {
                    "record": stored("pilots"),
                    "forecast": or_null(FORECAST),
                    "tags": WORDS,
                    "running": open_mapping({"patches": WORDS, "sites": WORDS}),
                    "vos": open_mapping({"committed": WORDS, "answered": WORDS}),
                    "due": open_mapping(
                        {"setup": OR_DAY, "week_complete": OR_DAY, "feedback": OR_DAY, "post_mortem": OR_DAY}
                    ),
                    "feedback_window": WINDOW,
                    "feedback": WORDS,
                    "link": TEXT,
                }
            ),
        ]
    },
    "installations": listed(
        open_mapping(
            {**_INSTALLATION, "id": TEXT, "patch": TEXT, "site": TEXT, "kind": TEXT, "pilot": OR_TEXT, "file": TEXT}
        )
    ),
    "installations/ID": open_mapping(
        {
            **_INSTALLATION,
            "subject": TEXT,
            "history": EXPLAINED["properties"]["history"],
            "record": stored("installations"),
        }
    ),
    "forecast": listed(
        open_mapping(
            {
                "subject": TEXT,
                "class": CLASS,
                "state": OR_TEXT,
                "transitions": listed(open_mapping({"transition": TEXT, "to": TEXT, "forecast": FORECAST})),
            }
        )
    ),
}
"""What `data` holds in the files about what is on its way to production."""
