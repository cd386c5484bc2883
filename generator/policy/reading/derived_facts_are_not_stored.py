"""PPS104."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS104", of=File)
def derived_facts_are_not_stored(file: File, _: Facts) -> Gates:
    """
    What can be worked out is never typed in.

    Use case, state, tier on a day, tags, JDL, due dates and gates follow from the facts, so that they cannot contradict
    them; the id is the name of the file. Remove the key. To change what it would say, change the fact behind it.
    """
    yield from flaws_of(file, "PPS104")
