"""Select and publish: the expressions that users copy, and the commands that site managers type (outputs §10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.tag_work import TagNeed, tag_work
from generator.jdl import CAVEAT, CONDOR_REMARK, REFRESH_REMARK, Selection, selection
from generator.lifecycle.installation_steps import published_ces
from generator.policy.observation.recorded_tags import unseen_sites

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.bulletin.tag_work import TagWork
    from generator.policy.rule import Facts
    from generator.records.installations import Installation


@dataclass(frozen=True, slots=True, kw_only=True)
class TagBlock:
    """What one computing element has left to do about its tags, and the lines to type; `kind` is the tone of it."""

    site: str
    ce: str
    patch: str
    need: str
    why: str
    kind: str
    commands: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selecting:
    """
    Everything about selecting and publishing some tags.

    `published_at` names the sites where it works today; `unseen_at` those whose records say so although the information
    system, asked on the day `unseen_on`, did not.
    """

    selection: Selection
    published_at: tuple[str, ...]
    unseen_at: tuple[str, ...]
    unseen_on: date | None
    blocks: tuple[TagBlock, ...]
    caveat: str = CAVEAT
    condor_remark: str = CONDOR_REMARK
    refresh_remark: str = REFRESH_REMARK


def selecting(tags: tuple[str, ...], installations: Iterable[Installation], facts: Facts) -> Selecting | None:
    """Write how to select these tags and what their sites have left to do; None where there is no tag."""
    if not tags:
        return None
    known = tuple(installations)
    published = [one for one in known if published_ces(one, facts.today)]
    unseen, looked_on = unseen_sites(published, facts)
    return Selecting(
        selection=selection(tags),
        published_at=tuple(one.site for one in published if one.site not in unseen),
        unseen_at=unseen,
        unseen_on=looked_on,
        blocks=tag_blocks(known, facts),
    )


def tag_blocks(installations: Iterable[Installation], facts: Facts) -> tuple[TagBlock, ...]:
    """Write the tag work of some installations, a block for each computing element."""
    return tuple(_block(work) for one in installations for work in tag_work(one, facts))


_WHY = {
    TagNeed.ADD: ("note", "The last test passed: the tag can be published."),
    TagNeed.REMOVE: ("caution", "The tag is stale: the patch or its pilot is over."),
    TagNeed.KEEP: ("good", "Nothing to do; look it up with these lines."),
    TagNeed.REPUBLISH: (
        "stop",
        "The information system did not show it when it was last asked: publish it again, or record its withdrawal.",
    ),
    TagNeed.TEST_FIRST: ("note", "No test has passed since the files arrived; the commands appear when one has."),
    TagNeed.UNASKED: ("note", "No VO of the pilot asked to select its sites by JDL."),
}


def _block(work: TagWork) -> TagBlock:
    typed = {
        TagNeed.ADD: (*work.commands.add, *work.commands.listing),
        TagNeed.REMOVE: (*work.commands.remove, *work.commands.listing),
        TagNeed.KEEP: work.commands.listing,
        TagNeed.REPUBLISH: (*work.commands.add, *work.commands.listing),
    }
    kind, why = _WHY[work.need]
    return TagBlock(
        site=work.installation.site,
        ce=work.ce,
        patch=work.installation.patch,
        need=work.need,
        why=why,
        kind=kind,
        commands="\n".join(typed.get(work.need, ())),
    )
