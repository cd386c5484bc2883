"""The rights behind a change are those of its base: nobody grants himself a role in the change that uses it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.history.change import Change
    from generator.records.people import Person
    from generator.records.sites import Site
    from generator.registry import Registry


def with_rights_of_base(change: Change) -> Registry | None:
    """
    Tell the state after a change as if it had touched no role and no tier (PPS108).

    None where it touched none, and where the base has no data/, so that there is nobody who could have granted one.
    """
    base, head = change.base, change.head
    if change.is_first:
        return None
    people = {name: _person(person, base) for name, person in head.people.items()}
    sites = {name: _site(site, base) for name, site in head.sites.items()}
    if people == dict(head.people) and sites == dict(head.sites):
        return None
    by_path = {one.path: one for one in (*people.values(), *sites.values())}
    files = tuple(
        replace(file, record=by_path.get(file.path, file.record)) if file.record else file for file in head.files
    )
    by_kind = {**head.by_kind, "people": people, "sites": sites}
    return replace(head, files=files, by_kind=by_kind)


def _person(person: Person, base: Registry) -> Person:
    was = base.people.get(person.id)
    return replace(person, roles=was.roles if was else ())


def _site(site: Site, base: Registry) -> Site:
    was = base.sites.get(site.id)
    return replace(site, tier_history=was.tier_history if was else ())
