"""The page on which a record is told, as an address below the site's root."""

from typing import Final

_FOLDERS: Final = {"PATCH": "patches", "PILOT": "pilots", "BUG": "bugs"}


def page_of(record: str) -> str:
    """Tell the page of a patch, a pilot, a bug or a policy revision; the home page for anything else."""
    kind = record.partition("-")[0]
    if kind == "POLICY":
        return "policy/"
    return f"{_FOLDERS[kind]}/{record}/" if kind in _FOLDERS else ""
