"""The wording of release notes: the sentences that the page and the Markdown share."""

from generator.bulletin.release_notes import FeedbackAccount, ReleaseNotes


def platforms(notes: ReleaseNotes) -> str:
    """Tell the platforms, and what they rest on while the patch is not accepted."""
    named = ", ".join(notes.platforms)
    if notes.is_accepted:
        return f"{named}."
    if named:
        return f"Not decided yet; certification has tested the installation on {named}."
    return "Not decided yet; no test of the installation has passed so far."


def known_issues(notes: ReleaseNotes) -> str:
    """Tell the known issues, or that there are none."""
    return notes.known_issues or "None are known."


def silence(account: FeedbackAccount) -> str:
    """Tell that no user answered, or what the notes will say if it stays so; empty where somebody did."""
    if account.silence is None:
        return ""
    if account.silence.is_final:
        return account.silence.sentence
    return f"No feedback from users so far. If none arrives in time, the notes will say: “{account.silence.sentence}”"


def voices(account: FeedbackAccount) -> str:
    """Tell how many answers came in time, and from whom; empty where none did."""
    return ", ".join(f"{number} from {voice}" for voice, number in account.voices)
