"""How long it takes to observe a real directory server of 500 sites: 15,000 entries, of which 2,500 carry tags."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.grid.bdii import Manners, address_of, entries_at
from generator.grid.entries import Entry
from generator.grid.glue import publications
from generator.grid.ldif import entries_in
from generator.grid.observing import as_text, observed
from tests.bench.figures import RUNS, Row, temporary
from tests.grid.large import SITES, large
from tests.grid.published import ldif_of
from tests.grid.slapd import information_system

MOMENT = datetime(2008, 6, 20, 4, 15, tzinfo=UTC)
Reader = Callable[[], tuple[Entry, ...]]


def rows() -> list[Row]:
    """Measure an observation over LDAP from the first byte to the written text, and one from a dump; wall clock."""
    dumps = ldif_of(large())
    text = "\n".join(dumps.values())
    with temporary() as folder, information_system(Path(folder), dumps) as system:
        address = address_of(system.url)
        over_ldap = _median(lambda: entries_at(address, Manners(attempts=1), time.sleep))
    from_dump = _median(lambda: entries_in(text.encode(), "dump.ldif"))
    size = f"{SITES} sites, {text.count('dn: '):,} entries"
    return [
        Row(work="observe over LDAP", size=size, figure=over_ldap.told, bar="≤ 2 s"),
        Row(work="observe from a dump", size=size, figure=from_dump.told),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """Seconds by the clock on the wall, and those that this process computed."""

    wall: float
    own: float

    @property
    def told(self) -> str:
        """Both, for the table: on a machine that does other things they part."""
        return f"{self.wall:.2f} s, {self.own:.2f} s of it ours"


def _median(read: Reader) -> _Time:
    taken = []
    for _ in range(RUNS):
        wall, own = time.perf_counter(), time.process_time()
        as_text(observed(publications(read()), {}, at=MOMENT, source="bench"))
        taken.append((time.perf_counter() - wall, time.process_time() - own))
    return _Time(wall=statistics.median(one for one, _ in taken), own=statistics.median(one for _, one in taken))
