"""What must agree on both sides of a reference between records, as answers of PPS106."""

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from generator.policy.reading.breaches import breach
from generator.policy.rule import Gates
from generator.records.decisions import Release
from generator.records.installation_events import TagPublished, TagWithdrawn
from generator.records.installations import Installation
from generator.records.patch_events import Released, Superseded
from generator.records.patches import Patch
from generator.registry import Registry


def counterparts(registry: Registry) -> Gates:
    """Yield each reference whose other side says something else; a missing other side is silent here."""
    for patch in registry.patches.values():
        yield from _coordinated(patch, registry)
        yield from _released(patch, registry)
        yield from _superseded(patch, registry)
    for release in registry.releases.values():
        yield from _shipped(release, registry)
    for installation in registry.installations.values():
        yield from _computing_elements(installation, registry)
        yield from _node_types(installation, registry)
    yield from _circles(registry)


def _coordinated(patch: Patch, registry: Registry) -> Gates:
    for number, name in enumerate(patch.coordinated_with):
        other = registry.patches.get(name)
        if name == patch.id:
            message, fix = "{field}: a patch is not coordinated with itself", "name the other patch"
        elif other is not None and patch.id not in other.coordinated_with:
            message, fix = f"{{field}}: {name} does not name {patch.id}", f"add {patch.id} there too"
        else:
            continue
        yield breach(patch, patch, "coordinated_with", number, message=message, fix=fix)


def _released(patch: Patch, registry: Registry) -> Gates:
    for event in patch.events:
        release = registry.releases.get(event.release) if isinstance(event, Released) else None
        if release is not None and all(shipped.patch != patch.id for shipped in release.patches):
            message, fix = f"{{field}}: {release.id} does not ship {patch.id}", "name the release that ships it"
            yield breach(patch, event, "release", message=message, fix=fix)


def _superseded(patch: Patch, registry: Registry) -> Gates:
    for event in patch.events:
        other = registry.patches.get(event.by_patch) if isinstance(event, Superseded) else None
        if other is not None and patch.id not in other.supersedes:
            message = f"{{field}}: {other.id} does not supersede {patch.id}"
            yield breach(patch, event, "by_patch", message=message, fix="name the patch that lists it in supersedes")


def _shipped(release: Release, registry: Registry) -> Gates:
    for shipped in release.patches:
        patch = registry.patches.get(shipped.patch)
        events = patch.events if patch is not None else ()
        named = {event.release for event in events if isinstance(event, Released)}
        if patch is not None and release.id not in named:
            message = f"{{field}}: {patch.id} has no event released that names {release.id}"
            fix = f"append released to {patch.id}, or leave the patch out"
            yield breach(release, shipped, "patch", message=message, fix=fix)


def _computing_elements(installation: Installation, registry: Registry) -> Gates:
    site = registry.sites.get(installation.site)
    tags = (event for event in installation.events if isinstance(event, TagPublished | TagWithdrawn))
    for event in tags if site is not None else ():
        for number, host in enumerate(event.ces):
            if site is not None and host not in site.ces:
                message = f"{{field}}: {host} is no computing element of {site.id}"
                fix = f"choose {' | '.join(site.ces)}" if site.ces else f"add it to ces of {site.id} first"
                yield breach(installation, event, "ces", number, message=message, fix=fix)


def _node_types(installation: Installation, registry: Registry) -> Gates:
    patch = registry.patches.get(installation.patch)
    for number, node_type in enumerate(installation.node_types):
        if patch is not None and node_type not in patch.node_types:
            message = f"{{field}}: {patch.id} has no node type {node_type}"
            fix = f"choose {' | '.join(patch.node_types)}"
            yield breach(installation, installation, "node_types", number, message=message, fix=fix)


def _circles(registry: Registry) -> Gates:
    """Yield one answer a circle of supersedes: at its newest patch, from which the circle is cut."""
    graph = {patch.id: set(patch.supersedes) for patch in registry.patches.values() if patch.supersedes}
    while (circle := _circle(graph)) is not None:
        older, newer = max(pairwise(circle), key=lambda pair: (len(pair[1]), pair[1]))
        graph[newer].discard(older)
        patch = registry.patches[newer]
        message = f"{{field}}: {' supersedes '.join(_told_from(newer, circle))}, in a circle"
        item = patch.supersedes.index(older)
        yield breach(patch, patch, "supersedes", item, message=message, fix="a patch supersedes older patches only")


def _told_from(first: str, circle: list[str]) -> list[str]:
    names = circle[:0:-1]
    start = names.index(first)
    return [*names[start:], *names[:start], first]


def _circle(graph: dict[str, set[str]]) -> list[str] | None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return None
