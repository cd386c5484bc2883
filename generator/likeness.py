"""What an id looks like: ids of one look can be taken for one another (PPS107)."""

from typing import Final

_LOOK_ALIKES: Final = str.maketrans({"0": "o", "1": "l", "i": "l"})
_PAIRS: Final = (("rn", "m"), ("vv", "w"))


def likeness(name: str) -> str:
    """Reduce an id to what the eye keeps of it."""
    found = name.casefold().translate(_LOOK_ALIKES)
    for pair, single in _PAIRS:
        found = found.replace(pair, single)
    return found
