"""Which rules are the gates of which transition, in the order of the tables (lifecycle §2.4, §3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.records.patch_events import Accepted, PreviewOpened, Released
from generator.records.pilot_events import Agreed, Closed, Evaluated, Prolonged, Started, Upgraded
from generator.terms import UseCase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.records.structure import Event

_U = UseCase


def _same(numbers: tuple[int, ...]) -> Mapping[UseCase, tuple[int, ...]]:
    return dict.fromkeys(UseCase, numbers)


_FEEDBACK: Final = (601, 602, 603, 606)
_NEGOTIATED: Final = (401, 402, 404, 410, 411, 412, 413, 417, 418, 420)
_CLIENT: Final = (305, 306, 307, 309, 310, 311, 312, 313)
_JUDGED: Final = (410, 411, 412, 414, 416, 408, 415)
PATCH_GATES: Final[Mapping[type[Event], Mapping[UseCase, tuple[int, ...]]]] = {
    PreviewOpened: _same((202, 301, 302, 303, 304)),
    Accepted: {
        _U.BC_CLIENT: (202, *_CLIENT, 314, 315, *_FEEDBACK, 608),
        _U.NBC_CLIENT: (*_CLIENT, 316, *_FEEDBACK, 608),
        _U.BC_SERVER_MINOR: (401, 402, 404, 417, 418, 420, *_FEEDBACK),
        _U.BC_SERVER_MAJOR: (*_NEGOTIATED, *_FEEDBACK),
        _U.NBC_SERVER: (207, *_NEGOTIATED, 501, 502, 504, 506, *_FEEDBACK),
    },
    Released: _same((315, 508)),
}
PILOT_GATES: Final[Mapping[type[Event], Mapping[UseCase, tuple[int, ...]]]] = {
    Agreed: {
        _U.BC_SERVER_MINOR: (402, 404, 405, 419),
        _U.BC_SERVER_MAJOR: (402, 404, 410, 411, 412, 419),
        _U.NBC_SERVER: (402, 404, 410, 411, 412, 419, 501, 504),
    },
    Started: {
        _U.BC_SERVER_MINOR: (305, 403, 406, 407),
        _U.BC_SERVER_MAJOR: (305, 403, 407),
        _U.NBC_SERVER: (305, 403, 407, 502, 503),
    },
    Upgraded: _same((403,)),
    Prolonged: {_U.BC_SERVER_MAJOR: (507,), _U.NBC_SERVER: (507,)},
    Evaluated: {_U.BC_SERVER_MINOR: (408, 416), _U.BC_SERVER_MAJOR: _JUDGED, _U.NBC_SERVER: _JUDGED},
    Closed: _same((318,)),
}
GATED: Final = frozenset({*PATCH_GATES, *PILOT_GATES})
"""The event types that have gates at all."""

WITHOUT_PILOT: Final = tuple(f"PPS{number}" for number in (402, 404, 410, 411, 412, 413, 418, 420, 501, 502, 504, 506))
"""The gates that an overruled PPS401, “no pilot at all”, leaves without an object (policy §5.2)."""


def gates_of(event: type[Event], use_case: UseCase | None) -> tuple[str, ...]:
    """List the rules that are gates of a transition of a class, in the order of the table; none without a class."""
    row = (PATCH_GATES.get(event) or PILOT_GATES.get(event) or {}).get(use_case, ()) if use_case else ()
    return tuple(f"PPS{number}" for number in row)
