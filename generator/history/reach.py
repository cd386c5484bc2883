"""Which records a change can reach through references, and which must be read to judge them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from generator.history.outlines import LIKE, NODE_TYPE, TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.history.outlines import Outline

HUBS: Final = ("people", "rocs", "scenarios", "sites", "vos")
"""Kinds that everybody names: a change of one reaches all that name it, but nothing is reached through one."""

EVERYWHERE: Final = ("data/policy/", "data/vocab.yaml")
"""What every judgement hangs on; so it does on a file that cannot be read, because it might be anything."""

FAR: Final = 4
"""
How many references a judgement looks away from its record: an installation asks its patch, that one's pilot, the other
patches that run in it, and their bugs for the class.
"""


class Web:
    """The files of two states of data/ as a web of names that they share."""

    def __init__(self, *trees: Mapping[str, Outline]) -> None:
        """Join the outlines of the states by path."""
        self._names: dict[str, tuple[str, ...]] = {}
        for tree in trees:
            for path, outline in tree.items():
                known = self._names.get(path)
                self._names[path] = outline.names if known in (None, outline.names) else (*known, *outline.names)
        self.unreadable = {path for tree in trees for path, outline in tree.items() if not outline.is_readable}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path, names in self._names.items():
            for name in names:
                self._by_name[name].append(path)
        self.paths = frozenset(self._names)
        self.hubs = frozenset(path for path in self._names if path.split("/")[1] in HUBS)
        self._hub_names = {_stem(path) for path in self.hubs} - {_stem(path) for path in self._names.keys() - self.hubs}

    def around(self, starts: Iterable[str], steps: int) -> frozenset[str]:
        """Tell every path within some steps of the starts; from a hub among them a step leads to all who name it."""
        edge = {path for path in starts if path in self._names}
        found = set(edge)
        for step in range(steps):
            edge = {path for start in edge for path in self._next_to(start, is_start=step == 0)} - found
            found |= edge
        return frozenset(found)

    def _next_to(self, path: str, *, is_start: bool) -> Iterable[str]:
        is_hub = path in self.hubs
        for name in self._names[path]:
            if is_hub and not name.startswith((TAG, LIKE)):
                is_followed = is_start and (name == _stem(path) or name.startswith(NODE_TYPE))
            else:
                is_followed = name not in self._hub_names and not name.startswith(NODE_TYPE)
            if is_followed:
                yield from self._by_name[name]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


class Reach:
    """
    What has to be looked at for a change.

    `told` are the files whose findings count, `judged` those that are asked, `read` those that are read for it;
    `unheard` and `unasked` are the others. A finding that judging every file would tell as new is told here too.
    """

    def __init__(self, web: Web, changed: Iterable[str], *, is_whole: bool = False) -> None:
        """Work the three rings out around the changed paths, or reach for everything where it is asked for."""
        starts = tuple(changed)
        everything = web.paths
        if is_whole or any(path.startswith(EVERYWHERE) or path in web.unreadable for path in starts):
            self.told = self.judged = self.read = everything
            self.unheard = self.unasked = everything - everything
            return
        policy = frozenset(path for path in everything if path.startswith(EVERYWHERE))
        self.told = web.around(starts, FAR) | policy
        self.judged = web.around(starts, FAR + 2) | policy
        self.unheard, self.unasked = everything - self.told, everything - self.judged
        self.read = web.around(starts, FAR + 2 + FAR) | web.around(policy, 1) | web.hubs
