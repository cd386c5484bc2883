"""PPS001."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS001", of=File)
def files_are_readable(file: File, _: Facts) -> Gates:
    """
    Every file of data/ is one YAML document whose root holds the fields of its kind.

    A file that cannot be read says nothing, so nothing else is judged in it; all other files are. Go to the named line:
    most often a quotation mark is missing, or a line is indented differently from its neighbours.
    """
    yield from flaws_of(file, "PPS001")
