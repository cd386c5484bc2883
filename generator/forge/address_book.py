"""The address book: who reads mail where; it lies outside the repository, since records hold no addresses (PPS007)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from generator.forge.refusals import ForgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9-]+"
_ADDRESS: Final = re.compile(rf"(?!.*=\?){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII)
"""One plain address (RFC 5322, dot-atom), in which nothing reads as an encoded word (RFC 2047)."""
_ELEMENT: Final = re.compile(r"(?:vo|roc|site|person):\S+|vos:all|rocs:all")
_EXAMPLE: Final = '"person:user-uma" = "uma@example.org"'


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """
    One address for each recipient that has one: "vos:all", "vo:astra", "roc:…", "site:…" or "person:user-uma".

    Whoever stands for several people is best served by a list server's address.
    """

    addresses: Mapping[str, str]

    @classmethod
    def of(cls, text: str, name: str) -> Self:
        """
        Read the table `[addresses]` of a TOML file.

        Raises ForgeError with the entry in question; an address itself is never shown.
        """
        try:
            table = tomllib.loads(text).get("addresses")
        except tomllib.TOMLDecodeError as error:
            raise ForgeError(f"{name} is no TOML: {error}") from error
        if not isinstance(table, dict):
            raise ForgeError(f"{name} has no table [addresses]; write lines such as {_EXAMPLE} below it")
        for element, address in table.items():
            if not _ELEMENT.fullmatch(element):
                raise ForgeError(f"{name}: {element!r} is no recipient; write lines such as {_EXAMPLE}")
            if not isinstance(address, str) or not is_address(address):
                raise ForgeError(f"{name}: what stands for {element} is no single address")
        return cls(addresses=table)


def is_address(text: str) -> bool:
    """Tell whether a text is one plain address, without a name and in ASCII."""
    return _ADDRESS.fullmatch(text) is not None


def refuse_inside(book: Path, root: Path) -> None:
    """Raise ForgeError for an address book in the repository of the records, from where it would be published."""
    folders = (root, *root.parents)
    top = next((folder for folder in folders if (folder / ".git").exists()), root)
    if book.resolve().is_relative_to(top.resolve()):
        raise ForgeError(f"{book} lies in the repository {top}, where addresses get published; keep it outside")
