"""Installations: one patch at one site."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from generator.records.fields import APPEND_ONLY, IMMUTABLE, NodeType, PatchId, Platform, SiteId
from generator.records.installation_events import InstallationEvent
from generator.records.structure import Missing, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation(Record):
    """One patch at one site, as a preview beside production or in a pilot."""

    folder: ClassVar[str] = "installations"
    noun: ClassVar[str] = "installation"
    derived: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("state", "status"), "the events"),
        **dict.fromkeys(("tag", "tags"), "the patch or the pilot"),
        **dict.fromkeys(("complete", "progress"), "the events"),
    }

    patch: Annotated[PatchId, IMMUTABLE]
    site: Annotated[SiteId, IMMUTABLE]
    kind: Annotated[Literal["preview", "pilot"], IMMUTABLE]
    node_types: Annotated[tuple[NodeType, ...], IMMUTABLE, "default: all of the patch"] = ()
    platforms: tuple[Platform, ...]
    isolated: Annotated[bool | None, "required for previews: side by side with production (PPS307)"] = None
    settings: Annotated[Literal["inherited", "custom"] | None, "required for previews (PPS307)"] = None
    mechanism: Literal["central", "local"]
    events: Annotated[tuple[InstallationEvent, ...], APPEND_ONLY]

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask for what makes a preview harmless."""
        if found.get("kind") == "preview" and "isolated" not in given:
            yield Missing(field="isolated", reason="for a preview", fix="add isolated: true")
        if found.get("kind") == "preview" and "settings" not in given:
            yield Missing(field="settings", reason="for a preview", fix="add settings: inherited or custom")

    def disagreements(self) -> Iterator[tuple[str, str, str]]:
        """Compare patch and site with the stem INST-n-SITE."""
        _, number, site = self.id.split("-", 2)
        if self.patch != f"PATCH-{number}":
            yield "patch", self.patch, f"PATCH-{number}"
        if self.site != site:
            yield "site", self.site, site
