"""PPS005."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS005", of=File)
def text_holds_no_hidden_characters(file: File, _: Facts) -> Gates:
    """
    A record is UTF-8 text in which every character can be seen.

    No byte order mark, tab, carriage return, control, zero-width, direction-changing or private-use character; letters
    are composed (NFC); ids, keys and versions are ASCII. What cannot be seen cannot be reviewed. Remove the character
    that the finding names; an editor that shows invisible characters helps.
    """
    yield from flaws_of(file, "PPS005")
