"""The imprint: what an edition says of itself on every page (outputs.md §1.2)."""

from generator.edition import Edition
from generator.pages.page import Imprint


def imprint_of(edition: Edition) -> Imprint:
    """Tell the evaluation date, policy revision, commit and newest fact of an edition."""
    commit = edition.commit
    return Imprint(
        today=edition.today,
        policy=edition.policy.id if edition.policy else "",
        version=edition.version,
        commit=(commit.id if commit.is_clean else f"{commit.id} with changes") if commit else None,
        newest_fact=edition.newest_fact,
        observed=edition.facts.observation.day if edition.facts.observation else None,
        demonstration=edition.demonstration,
    )
