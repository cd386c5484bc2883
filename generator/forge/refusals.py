"""What a forge does not do, as errors that say what to do instead."""


class ForgeError(Exception):
    """The forge did not do what was asked; the message says what to do."""


class AbsentError(ForgeError):
    """What was asked for is not there: deleted, moved to another repository, or hidden from whoever asks."""


class UncertainError(ForgeError):
    """The forge gave no answer to something that must not be done twice; look whether it happened."""
