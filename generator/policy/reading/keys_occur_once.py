"""PPS002."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS002", of=File)
def keys_occur_once(file: File, _: Facts) -> Gates:
    """
    A key stands once in its mapping.

    Most YAML readers keep the last of two and drop the first without a word, so that an edit is lost. Keep one of the
    two lines that the finding names.
    """
    yield from flaws_of(file, "PPS002")
