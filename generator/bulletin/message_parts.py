"""Parts that several messages share: what it is, what it fixes, where it runs, how to select it, whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bulletin.embargo import change_of, is_embargoed
from generator.bulletin.messages import Section
from generator.bulletin.offers import UnknownOfferError, offered_tags
from generator.bulletin.versions import versions_of
from generator.jdl import CAVEAT, selection
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.policy.rule import Facts
    from generator.records.patches import Patch

WHERE = ("Site", "Region", "Tier", "Step", "Since")


def details(patch: Patch, facts: Facts) -> Section:
    """Tell what a patch is: its version, its node types, its class in words."""
    found = facts.classification(patch)
    known = f"Class: {found.use_case.in_words}." if found else ""
    nodes = ", ".join(patch.node_types)
    return Section(text=f"{patch.id}: {patch.title}. Version {patch.version} for {nodes}. {known}".strip())


def fixes(patch: Patch, facts: Facts) -> Iterator[Section]:
    """Tell what a patch fixes, a line each, without bugs under embargo and those that cannot be read (PPS609)."""
    items = tuple(_fixes(patch, facts))
    if items:
        yield Section(title="What it changes", items=items)


def _fixes(patch: Patch, facts: Facts) -> Iterator[str]:
    for fix in patch.fixes:
        bug = facts.registry.bugs.get(fix)
        if bug is not None and not is_embargoed(bug, facts.registry, facts.today):
            yield f"{fix}: {change_of(patch, fix, facts.registry, facts.today) or bug.title}"


def where(patch: Patch, facts: Facts) -> Section:
    """Tell the production sites that a preview has reached, and how far each has come."""
    rows = tuple(_places(patch, facts))
    if rows:
        return Section(title="Where it is", head=WHERE, rows=rows)
    return Section(title="Where it is", text="No site has it yet; the page of the patch shows each one as it comes.")


def _places(patch: Patch, facts: Facts) -> Iterator[tuple[str, ...]]:
    for version in versions_of(patch, facts):
        for one in version.placements if version.pilot is None else ():
            site = facts.registry.sites[one.installation.site]
            yield (site.id, site.roc, site.tier_on(facts.today).value, one.step.value, one.on.isoformat())


def selecting(subjects: tuple[str, ...], facts: Facts) -> Iterator[Section]:
    """Tell how jobs ask for patches or pilots (T031, T115)."""
    try:
        tags = offered_tags(subjects, facts)
    except UnknownOfferError:
        return
    yield Section(title="How to select it", text=CAVEAT, commands=(selection(tags).jdl,))


def contact(facts: Facts, page: str = "") -> Section:
    """Tell whom to ask, and the page that knows more."""
    people = names(facts.registry.holders(Role.PPS_COORDINATION, facts.today), facts)
    return Section(title="Contact", text=f"The coordination of pre-production: {people or 'nobody yet'}.", link=page)


def names(handles: Iterable[str], facts: Facts) -> str:
    """Name people, each with the handle."""
    known = ((handle, facts.registry.people.get(handle)) for handle in handles)
    return ", ".join(f"{person.name} ({handle})" if person else handle for handle, person in known)
