"""The schemas of sites, VOs, ROCs and feedback, for the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.bulletin.windows import Timing
from generator.feeds.json_schema import COUNT, DAY, TEXT, YES_OR_NO, Schema, listed, one_of, open_mapping
from generator.feeds.schema_parts import OR_DAY, OR_TEXT, STEPS, WORDS, stored
from generator.terms import Infrastructure, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEEDBACK: Final = {
    "id": TEXT,
    "subject": TEXT,
    "submitted_on": DAY,
    "timing": one_of(Timing),
    "status": TEXT,
    "is_settled": YES_OR_NO,
}
_SITE: Final = {"id": TEXT, "tier": one_of(Tier), "is_retired": YES_OR_NO, "link": TEXT}
_VERSION_AT_SITE: Final = open_mapping(
    {
        "patch": TEXT,
        "pilot": OR_TEXT,
        "version": TEXT,
        "step": STEPS,
        "date": DAY,
        "published_since": OR_DAY,
        "tags": WORDS,
    }
)
_VO: Final = {"id": TEXT, "is_interested": YES_OR_NO, "is_retired": YES_OR_NO, "link": TEXT}

PLACES: Final[Mapping[str, Schema]] = {
    "sites": listed(
        open_mapping(
            {
                **_SITE,
                "name": TEXT,
                "roc": TEXT,
                "infrastructure": one_of(Infrastructure),
                "versions_published": COUNT,
                "file": TEXT,
            }
        )
    ),
    "sites/ID": open_mapping(
        {**_SITE, "record": stored("sites"), "versions": listed(_VERSION_AT_SITE), "pilots": WORDS, "feedback": WORDS}
    ),
    "vos": listed(open_mapping({**_VO, "name": TEXT, "file": TEXT})),
    "vos/ID": open_mapping(
        {
            **_VO,
            "record": stored("vos"),
            "pilots": listed(open_mapping({"pilot": TEXT, "is_committed": YES_OR_NO})),
            "deadlines": listed(open_mapping({"patch": TEXT, "date": DAY})),
            "feedback": WORDS,
        }
    ),
    "rocs": listed(open_mapping({"id": TEXT, "name": TEXT, "sites": COUNT, "file": TEXT, "link": TEXT})),
    "rocs/ID": open_mapping(
        {
            "id": TEXT,
            "record": stored("rocs"),
            "sites": listed(open_mapping({"id": TEXT, "tier": one_of(Tier)})),
            "link": TEXT,
        }
    ),
    "feedback": listed(open_mapping({**_FEEDBACK, "file": TEXT})),
    "feedback/ID": open_mapping({**_FEEDBACK, "record": stored("feedback")}),
}
"""What `data` holds in the files about those who take part."""
