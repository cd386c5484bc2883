"""What every act needs: an address, the gate that has to wait, and the word for what nobody can do."""

from typing import Final

LINK: Final = "https://acts.example.org/1"
CLOSING: Final = "no preview-closed"


class CannotActError(Exception):
    """Nobody can do what a gate asks for, in this world."""
