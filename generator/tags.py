"""Tags in the information system, derived from patches and pilots, and the commands that publish them."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot

TAG: Final = re.compile(r"VO-[A-Za-z0-9._-]+")
LONGEST: Final = 255


def prefix(publisher_vo: str) -> str:
    """Tell how every tag of the pre-production service begins."""
    return f"VO-{publisher_vo}-PPS-"


def tags_of_patch(patch: Patch, publisher_vo: str) -> tuple[str, ...]:
    """Derive the tags of a preview: one per node type (T028, A41)."""
    return tuple(f"{prefix(publisher_vo)}{node_type}-{patch.version}" for node_type in patch.node_types)


def tag_of_pilot(pilot: Pilot, publisher_vo: str) -> str:
    """Derive the tag that every site of a pilot publishes (T115)."""
    return f"{prefix(publisher_vo)}{pilot.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCommands:
    """What a site manager types for one computing element, quoted for the shell."""

    ce: str
    add: tuple[str, ...]
    listing: tuple[str, ...]
    remove: tuple[str, ...]


def tag_commands(ce: str, publisher_vo: str, tags: tuple[str, ...]) -> TagCommands:
    """Write the commands of lcg-ManageVOTag and lcg-tags for one computing element."""
    host, vo = shlex.quote(ce), shlex.quote(publisher_vo)
    manage, tool = f"lcg-ManageVOTag -host {host} -vo {vo}", f"lcg-tags --ce {host} --vo {vo}"
    names = [shlex.quote(tag) for tag in tags]
    return TagCommands(
        ce=ce,
        add=(*(f"{manage} --add -tag {tag}" for tag in names), *(f"{tool} --add --tags {tag}" for tag in names)),
        listing=(f"{manage} --list", f"{tool} --list"),
        remove=(
            *(f"{manage} --remove -tag {tag}" for tag in names),
            *(f"{tool} --remove --tags {tag}" for tag in names),
        ),
    )
