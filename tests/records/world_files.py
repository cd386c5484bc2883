"""The files of `tests/world`, whole or with one thing changed, as the reader answers them."""

from pathlib import Path

from generator.findings import Flaw
from generator.records.kinds import KINDS, VOCABULARY
from generator.records.reading import Reading, read_record

WORLD = Path(__file__).resolve().parent.parent / "world"
PATHS = tuple(sorted(path.relative_to(WORLD).as_posix() for path in WORLD.glob("data/**/*.yaml")))
MINOR_PATCH = "data/patches/PATCH-1300.yaml"


def text_of(path: str) -> str:
    """Answers what stands in a file of the world."""
    return (WORLD / path).read_text(encoding="utf-8")


def reading_of(path: str, content: bytes | str) -> Reading:
    """Answers what the reader makes of some content under a path of the world."""
    folder, _, name = path.removeprefix("data/").rpartition("/")
    kind = KINDS[folder] if folder else VOCABULARY
    data = content if isinstance(content, bytes) else content.encode()
    return read_record(kind, name.removesuffix(".yaml"), path, data)


def changed(old: str, new: str, path: str = MINOR_PATCH) -> Reading:
    """Answers the reading of a file of the world in which one text is replaced, once."""
    text = text_of(path)
    assert old in text, f"{path} does not hold {old!r}"
    return reading_of(path, text.replace(old, new, 1))


def told(flaw: Flaw) -> str:
    """Answers a flaw as one line: place, rule, what stands; what to do."""
    return f"{flaw.line}:{flaw.column} {flaw.rule} {flaw.message}; {flaw.fix}"


def all_told(reading: Reading) -> list[str]:
    """Answers every flaw of a reading as a line."""
    return [told(flaw) for flaw in reading.flaws]
