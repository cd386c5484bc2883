"""PPS006."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS006", of=File)
def text_is_inert(file: File, _: Facts) -> Gates:
    """
    Text is plain words, and an address is plain https.

    No HTML tag, template sign, attribute list or Markdown link: what a record says is shown as it is written. An
    address names an ASCII host and no user. Say it in plain words, and put addresses into the fields made for them.
    """
    yield from flaws_of(file, "PPS006")
