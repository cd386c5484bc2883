"""PPS101."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS101", of=File)
def required_fields_are_present(file: File, _: Facts) -> Gates:
    """
    Every field that a record needs is there and has a value.

    Some are needed under a condition, which the finding names: a preview says whether it is isolated, a prolongation
    says until when, and a role that belongs to a site, a ROC or a VO says to which. Null and nothing are no values.
    """
    yield from flaws_of(file, "PPS101")
