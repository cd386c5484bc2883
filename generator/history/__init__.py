"""Records at other commits, what a change did to them, and what reading them gave before."""

from generator.history.repository import Commit, HistoryError, commit_of

__all__ = ["Commit", "HistoryError", "commit_of"]
