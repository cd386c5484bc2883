"""PPS103."""

import difflib

from generator.files import File
from generator.findings import quoted
from generator.policy.reading.breaches import breach
from generator.policy.reading.flaws import flaws_of
from generator.policy.reading.ranges import ranges
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.fields import Vocabulary
from generator.records.structure import Record
from generator.references import Use, uses


@rule("PPS103", of=File)
def values_fit_their_fields(file: File, facts: Facts) -> Gates:
    """
    Every value is what its field is made for: a day, a number, one of a list, a text.

    The field decides how a value is read, never the YAML reader: a version written 5.10 would become the number 5.1,
    so it must be quoted. Days, numbers, true and false stand without quotes. Node types, platforms and aspects are
    those of data/vocab.yaml; a new one is added there first. A tier that the policy requires is one of its order, and
    the patches of a pilot, of an upgrade too, hold a server update: a client alone has a preview, no pilot.
    """
    yield from flaws_of(file, "PPS103")
    if file.record is not None:
        yield from ranges(file.record, facts)
    if file.record is None or ("", "vocab") in facts.registry.unreadable:
        return
    vocabulary = facts.registry.vocabulary
    for use in uses(file.record, Vocabulary):
        if vocabulary is None:
            yield _unlisted(file.record, use, "and there is no data/vocab.yaml that lists it", "add data/vocab.yaml")
            return
        listed = getattr(vocabulary, use.marker.name)
        if use.value not in listed:
            close = difflib.get_close_matches(use.value, listed, 1)
            others = f"choose {' | '.join(listed)}, or add it there" if listed else "add it there"
            fix = f"did you mean {quoted(close[0])}?" if close else others
            yield _unlisted(file.record, use, f"which is none of the {use.marker.name} of data/vocab.yaml", fix)


def _unlisted(record: Record, use: Use[Vocabulary], what: str, fix: str) -> Gate:
    message = f"{{field}} is {quoted(use.value)}, {what}"
    return breach(record, use.structure, use.field, use.item, message=message, fix=fix)
