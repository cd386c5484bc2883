"""PPS007."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS007", of=File)
def people_stay_private(file: File, _: Facts) -> Gates:
    """
    A record holds no e-mail address, certificate name, phone number, token or key.

    Records are public for ever. People are named by their handle in data/people/, which they chose themselves. A token
    or key that was once in a pull request is known to the world: revoke it at once.
    """
    yield from flaws_of(file, "PPS007")
