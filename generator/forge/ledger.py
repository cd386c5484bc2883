"""The ledger of deliveries: lines that are only ever added, each intention on the disk before anything is sent."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from generator.forge.deliveries import Delivery, Outcome, State
from generator.forge.refusals import ForgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from io import FileIO
    from pathlib import Path

FORMAT: Final = 1
INTENDED: Final = "intended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    What the ledger knows of a key: the delivery, how it stands, why, and the UTC day of the last line.

    It is pending while its intention stands alone.
    """

    delivery: Delivery
    state: State
    reason: str
    day: date
    is_pending: bool = False


class Ledger:
    """
    Every delivery that was ever intended, by key.

    An intention without outcome is uncertain: the message may have left. Only one run at a time holds a ledger. It
    holds no addresses.
    """

    def __init__(self, file: FileIO, name: str, now: Callable[[], datetime]) -> None:
        """Read the lines of a file that is open unbuffered, to read and to append; `now` tells the moment in UTC."""
        self._file, self._name, self._now = file, name, now
        self.entries: dict[str, Entry] = {}
        for number, line in enumerate(self._whole_lines(), start=1):
            try:
                self._take(json.loads(line))
            except (KeyError, TypeError, ValueError) as error:
                fix = "restore it from the branch or the backup; nothing is sent on a broken ledger"
                raise ForgeError(f"{name}:{number}: this is no line of a ledger ({error!r}); {fix}") from error

    def _whole_lines(self) -> list[bytes]:
        """Read the lines; what a crash cut off was never an entry, and is taken away."""
        self._file.seek(0)
        content = self._file.read()
        end = content.rfind(b"\n") + 1
        if end < len(content):
            self._file.truncate(end)
        return content[:end].splitlines()

    def _take(self, line: Mapping[str, Any]) -> None:
        if line["format"] != FORMAT:
            raise ValueError(f"format {line['format']!r} is not known")
        key, day = str(line["key"]), datetime.fromisoformat(line["at"]).date()
        if line["said"] == INTENDED:
            delivery = Delivery.from_value(line["delivery"])
            if delivery.key != key:
                raise ValueError("the key is not that of the delivery")
            reason = "intended, without an outcome"
            self.entries[key] = Entry(delivery=delivery, state=State.UNCERTAIN, reason=reason, day=day, is_pending=True)
        else:
            known, state = self.entries[key], State(line["said"])
            self.entries[key] = Entry(delivery=known.delivery, state=state, reason=str(line["reason"]), day=day)

    def state_of(self, delivery: Delivery) -> State:
        """Tell how a delivery stands."""
        known = self.entries.get(delivery.key)
        return known.state if known else State.NEW

    def intend(self, deliveries: Iterable[Delivery]) -> None:
        """Write intentions, and return when they are on the disk."""
        self._append({"said": INTENDED, "key": one.key, "delivery": one.as_value()} for one in deliveries)

    def settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write how a delivery that was intended ended."""
        self._append([{"said": outcome.state.value, "key": delivery.key, "reason": outcome.reason}])

    def _append(self, lines: Iterable[Mapping[str, Any]]) -> None:
        stamped = [{"format": FORMAT, "at": self._now().isoformat(timespec="seconds"), **line} for line in lines]
        end = self._file.seek(0, os.SEEK_END)
        content = b"".join(json.dumps(line, sort_keys=True).encode() + b"\n" for line in stamped)
        try:
            self._write_through(content)
        except OSError as error:
            self._file.truncate(end)
            raise ForgeError(f"{self._name} cannot be written ({error.strerror}), so that nothing is sent") from error
        for line in stamped:
            self._take(line)

    def _write_through(self, content: bytes) -> None:
        if self._file.write(content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(self._file.fileno())


@contextmanager
def open_ledger(path: Path, now: Callable[[], datetime]) -> Iterator[Ledger]:
    """
    Hold a ledger for this run; a file that is not there yet is made.

    Raises ForgeError where another run holds it, or where it cannot be read or written.
    """
    try:
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise ForgeError(f"the ledger {path} cannot be opened: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ForgeError(f"another run holds {path}; wait until it has ended") from error
        _sync_folder(path.parent)
        yield Ledger(file, path.name, now)


def _sync_folder(folder: Path) -> None:
    """Make sure that a new file is found again after a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
