"""PPS102."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS102", of=File)
def keys_are_known(file: File, _: Facts) -> Gates:
    """
    A record has the fields of its kind and no others.

    A misspelt key would otherwise be lost in silence: the reader names the nearest field it knows. Correct the
    spelling, or remove the key.
    """
    yield from flaws_of(file, "PPS102")
