"""The JSON API (outputs §14): its lists, a file for each record that it tells in full, and the index of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.feeds import api_findings, api_places, api_policy, api_subjects
from generator.feeds.api_metrics import metrics_value
from generator.feeds.document import Document
from generator.feeds.envelope import edition_digest, enveloped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.edition import Edition
    from generator.feeds.home import Home

ROOT: Final = "api/v1"
LISTS: Final[Mapping[str, Callable[[Edition], Any]]] = {
    "audit": api_findings.audit_value,
    "feedback": api_places.feedback_list,
    "findings": api_findings.findings_value,
    "forecast": api_subjects.forecast_list,
    "installations": api_subjects.installation_list,
    "metrics": metrics_value,
    "notifications": api_findings.notifications_value,
    "patches": api_subjects.patch_list,
    "pilots": api_subjects.pilot_list,
    "policy": api_policy.policy_value,
    "rocs": api_places.roc_list,
    "rules": api_policy.rule_list,
    "sites": api_places.site_list,
    "statements": api_policy.statement_list,
    "vos": api_places.vo_list,
}
"""The files that tell one thing of the whole edition, by name."""

RECORDS: Final[Mapping[str, Callable[[Edition], Iterator[tuple[str, Any]]]]] = {
    "feedback": api_places.feedback,
    "installations": api_subjects.installations,
    "patches": api_subjects.patches,
    "pilots": api_subjects.pilots,
    "rocs": api_places.rocs,
    "sites": api_places.sites,
    "vos": api_places.vos,
}
"""The folders that hold a file for each record, by name."""

ELSEWHERE: Final = ("excuses", "map")
"""Files of the interface that have modules of their own."""


def api(edition: Edition, home: Home) -> Iterator[Document]:
    """Yield every file of the interface but those that stand elsewhere."""
    yield Document(address=f"{ROOT}/index.json", content=enveloped(index(edition, home), edition))
    for name, value in LISTS.items():
        yield Document(address=f"{ROOT}/{name}.json", content=enveloped(value(edition), edition))
    for folder, values in RECORDS.items():
        for identity, value in values(edition):
            yield Document(address=f"{ROOT}/{folder}/{identity}.json", content=enveloped(value, edition))


def index(edition: Edition, home: Home) -> dict[str, Any]:
    """
    Tell how many records there are, where each file and its schema stand, and by what to know a new edition.

    `base` is the address of the site, where it is known: the places are written from its root, as the addresses of
    pages are.
    """
    names = sorted((*LISTS, *ELSEWHERE))
    return {
        "base": home.url,
        "counts": {folder or "vocab": len(records) for folder, records in edition.registry.by_kind.items()},
        "digest": edition_digest(edition),
        "files": {name: _places(name) for name in names},
        "records": {name: _places(f"{name}/ID") for name in sorted((*RECORDS, "excuses"))},
    }


def _places(name: str) -> dict[str, str]:
    return {"file": f"/{ROOT}/{name}.json", "schema": f"/schemas/v1/api/{name}.json"}
