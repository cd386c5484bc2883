"""The address book: an address is one that a message can carry, and what is none is named without being shown."""

import pytest

from generator.forge.address_book import AddressBook, is_address
from generator.forge.refusals import ForgeError


@pytest.mark.parametrize("address", ["uma@example.org", "m.i-r_a+pps@lists.example.org", "root@localhost"])
def test_one_plain_address_is_one(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "mira..m@example.org",
        ".mira@example.org",
        "mira.@example.org",
        "mira@example..org",
        "mira@.example.org",
        "mira@example.org.",
        "=?utf-8?q?mira?=@example.org",
        "mira m@example.org",
        "mira@example.org, rosa@example.org",
    ],
)
def test_what_no_message_can_be_addressed_to_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(ForgeError, match="what stands for person:vo-mira is no single address") as refused:
        AddressBook.of(f'[addresses]\n"person:vo-mira" = "{address}"\n', "book.toml")

    assert address not in str(refused.value)
