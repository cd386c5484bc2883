"""PPS003."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS003", of=File)
def yaml_stays_plain(file: File, _: Facts) -> Gates:
    """
    A record is plain YAML: keys, values and lists, and nothing that refers, converts or merges.

    Anchors, aliases, merge keys, tags, directives and second documents make a file mean something else than a reader
    sees, and can make a small file very large. Write the value out where it is needed.
    """
    yield from flaws_of(file, "PPS003")
