"""PPS004."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS004", of=File)
def records_stay_small(file: File, _: Facts) -> Gates:
    """
    A record has at most 64 KiB, 12 levels, 500 items in a list, 4000 characters in a text and 120 in a line of text.

    Records are read by people and by every run. Shorten the text, and link to a longer one; what grows without end
    belongs into a new record.
    """
    yield from flaws_of(file, "PPS004")
