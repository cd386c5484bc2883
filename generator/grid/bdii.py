"""The information system over LDAP: paged, anonymous, read-only (the door to ldap3)."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil
from threading import Timer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from ldap3 import NONE, SUBTREE, SYNC, Connection, Server
from ldap3.core.exceptions import LDAPExceptionError, LDAPNoSuchObjectResult

from generator.grid import glue
from generator.grid.entries import Entry, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PORT: Final = 2170
_CONNECT_SECONDS: Final = 10
_GARBLED: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What the library raises over bytes that are no LDAP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a server is asked: entries a page, seconds for one attempt as a whole, attempts, seconds between them."""

    page: int = 1000
    seconds: float = 120
    attempts: int = 3
    pause: float = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an information system answers; without a base both trees are asked, GLUE 1.3 and GLUE 2."""

    url: str
    host: str
    port: int
    bases: tuple[str, ...]


def address_of(url: str) -> Address:
    """Read `ldap://host[:port][/base]`; raise SourceError where it is something else."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        (host or "").encode("idna")
    except UnicodeError as error:
        raise SourceError(f"{url!r} is no address: a part of its host is empty or too long") from error
    except ValueError as error:
        raise SourceError(f"{url!r} is no address: {error}") from error
    if parts.scheme.lower() != "ldap" or not host or parts.username or parts.query or parts.fragment:
        raise SourceError(f"{url!r} is no address of an information system; write it as ldap://bdii.example.org:2170")
    base = unquote(parts.path.strip("/"))
    return Address(url=url, host=host, port=port or PORT, bases=(base,) if base else tuple(glue.ASKED))


def entries_at(address: Address, manners: Manners, wait: Callable[[float], object]) -> tuple[Entry, ...]:
    """
    Read every entry that the joins need, or none: an answer that was cut is never a short answer.

    Each attempt starts anew; `wait` rests between two. Raises SourceError when the last attempt has failed.
    """
    reason = ""
    for attempt in range(manners.attempts):
        if attempt:
            wait(manners.pause)
        try:
            return _attempt(address, manners)
        except (LDAPExceptionError, OSError, *_GARBLED) as error:
            reason = "what it sends is no LDAP" if isinstance(error, _GARBLED) else str(error) or type(error).__name__
    raise SourceError(f"{address.url} gave no whole answer in {manners.attempts} attempts: {reason}")


def _attempt(address: Address, manners: Manners) -> tuple[Entry, ...]:
    server = Server(address.host, address.port, get_info=NONE, connect_timeout=_CONNECT_SECONDS)
    connection = Connection(
        server,
        client_strategy=SYNC,
        read_only=True,
        raise_exceptions=True,
        check_names=False,
        return_empty_attributes=False,
        auto_referrals=False,
        receive_timeout=ceil(manners.seconds),
    )
    with _within(manners.seconds, connection):
        try:
            connection.bind()
            return tuple(_trees(connection, address, manners.page))
        finally:
            with suppress(LDAPExceptionError, OSError):
                connection.unbind()
            if connection.socket is not None:  # the library keeps the socket of a server that never answered
                connection.socket.close()


@contextmanager
def _within(seconds: float, connection: Connection) -> Iterator[None]:
    """Hang up when the time is over: a server that sends a byte now and then would keep every other limit."""

    def hang_up() -> None:
        with suppress(OSError, AttributeError):
            connection.socket.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _trees(connection: Connection, address: Address, page: int) -> Iterator[Entry]:
    """Yield the entries of every tree that is there; a server that has none of them is no information system."""
    answered = False
    for base in address.bases:
        question = glue.ASKED.get(base.casefold(), glue.EVERYTHING)
        try:
            yield from _pages(connection, base, question, page)
            answered = True
        except LDAPNoSuchObjectResult:
            continue
    if not answered:
        raise LDAPExceptionError(f"it has no {' and no '.join(address.bases)}")


def _pages(connection: Connection, base: str, question: glue.Question, page: int) -> Iterator[Entry]:
    cookie: bytes | None = None
    while cookie is None or cookie:
        connection.search(
            base,
            question.pattern,
            search_scope=SUBTREE,
            attributes=list(question.attributes),
            paged_size=page,
            paged_cookie=cookie,
        )
        if connection.result["result"]:  # an answer that a limit cut is raised by nobody else
            raise LDAPExceptionError(f"{base} was cut: {connection.result['description']}")
        yield from (_entry(found) for found in connection.response or () if found["type"] == "searchResEntry")
        controls: dict[str, Any] = connection.result.get("controls") or {}
        cookie = controls.get("1.2.840.113556.1.4.319", {}).get("value", {}).get("cookie") or b""


def _entry(found: dict[str, Any]) -> Entry:
    return Entry.of(str(found["dn"]), found["raw_attributes"].items())
