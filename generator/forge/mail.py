"""Mail: a letter as a message for one reader, and its delivery by SMTP, over TLS unless the server is this machine."""

from __future__ import annotations

import ssl
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from email import policy
from email.errors import MessageError
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from ipaddress import ip_address
from smtplib import SMTP, SMTP_SSL, SMTPDataError, SMTPException
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from generator.forge.address_book import is_address
from generator.forge.deliveries import Outcome, State
from generator.forge.refusals import ForgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

POLICY: Final = policy.SMTP.clone(cte_type="7bit")
_SECONDS: Final = 30.0
_ATTEMPTS: Final = 3
_PAUSE: Final = 2.0
_ACCEPTED: Final = 2
_TRANSIENT: Final = 4
_EXAMPLE: Final = "smtps://mail.example.org or smtp://mail.example.org:587"


class Security(StrEnum):
    """How a mail server is spoken to."""

    TLS = "smtps"
    STARTTLS = "smtp"
    NONE = "none"


_PORTS: Final = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A mail server, how it is spoken to, and the login that it wants, if it does."""

    host: str
    port: int
    security: Security
    login: tuple[str, str] | None = field(default=None, repr=False)

    @classmethod
    def at(cls, url: str, login: tuple[str, str] | None = None) -> Self:
        """
        Read an address: smtps:// speaks TLS from the start, smtp:// starts it, unless the server is on this machine.

        Raises ForgeError for any other address.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.username or parts.path.strip("/"):
            raise ForgeError(f"this is no address of a mail server; write it as {_EXAMPLE}")
        security = Security(parts.scheme)
        if security is Security.STARTTLS and is_loopback(parts.hostname):
            security = Security.NONE
        return cls(host=parts.hostname, port=port or _PORTS[security], security=security, login=login)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, to which nobody can listen on the way."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def mail(subject: str, text: str, html: str) -> EmailMessage:
    """
    Write a mail in both forms, addressed to nobody yet.

    A line end in the subject is refused by the library itself with ValueError, so that nothing can add a header.
    """
    written = EmailMessage(policy=POLICY)
    written["Subject"] = subject
    written.set_content(text, cte="quoted-printable")
    written.add_alternative(html, subtype="html", cte="quoted-printable")
    return written


def draft(subject: str, text: str, html: str, to: tuple[str, ...]) -> bytes:
    """Write a mail that a person finishes and sends: it names the recipients, without any address."""
    written = mail(subject, text, html)
    written["To"] = Group(", ".join(to))
    written["X-Unsent"] = "1"
    return written.as_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Postman:
    """
    Delivers mail, one message a recipient.

    `wait` rests for some seconds between two attempts; `now` tells the moment for the header.
    """

    server: MailServer
    sender: str
    wait: Callable[[float], object] = field(repr=False)
    now: Callable[[], datetime] = field(repr=False)
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)
    attempts: int = _ATTEMPTS
    seconds: float = _SECONDS

    def __post_init__(self) -> None:
        """Refuse a sender to whom nobody could answer."""
        if not is_address(self.sender):
            raise ForgeError("the sender is no single address; write it as pre-production@example.org")

    def call(self) -> None:
        """Greet the server and log in; raise ForgeError where that fails, before anything is promised to anybody."""
        try:
            with self._line() as line:
                line.quit()
        except (OSError, SMTPException) as error:
            raise ForgeError(
                f"the mail server {self.server.host}:{self.server.port} does not serve: {error}"
            ) from error

    def deliver(self, letter: EmailMessage, address: str, key: str) -> Outcome:
        """
        Send a letter to one address, again after a rest where the server asks for that.

        What broke off after the text had left is uncertain, and is not tried again. What cannot be written as a message
        is put off, since nothing of it has left.
        """
        try:
            message = self._addressed(letter, address, key)
        except (ValueError, LookupError, MessageError) as error:
            return Outcome(state=State.DEFERRED, reason=f"no message can be written to this address ({_fault(error)})")
        outcome = self._once(message, address)
        for attempt in range(1, self.attempts):
            if outcome.state is not State.DEFERRED:
                break
            self.wait(_PAUSE**attempt)
            outcome = self._once(message, address)
        return outcome

    def _addressed(self, letter: EmailMessage, address: str, key: str) -> bytes:
        """Write the message for one reader; its identity follows from the key, so that a second one can be told."""
        message = deepcopy(letter)
        message["From"] = Address(addr_spec=self.sender)
        message["To"] = Address(addr_spec=address)
        message["Date"] = format_datetime(self.now())
        message["Message-ID"] = message_id(key, self.sender)
        message["Auto-Submitted"] = "auto-generated"
        return message.as_bytes()

    def _once(self, message: bytes, address: str) -> Outcome:
        try:
            with self._line() as line:
                return self._handed_over(line, message, address)
        except (OSError, SMTPException) as error:
            return Outcome(state=State.DEFERRED, reason=_printable(str(error)))

    def _handed_over(self, line: SMTP, message: bytes, address: str) -> Outcome:
        for code, text in (line.mail(self.sender), line.rcpt(address)):
            if code // 100 != _ACCEPTED:
                return _refusal(code, text)
        try:
            code, text = line.data(message)
        except SMTPDataError as error:
            return _refusal(error.smtp_code, error.smtp_error)
        except (OSError, SMTPException) as error:
            return Outcome(state=State.UNCERTAIN, reason=_printable(str(error)))
        if code // 100 != _ACCEPTED:
            return _refusal(code, text)
        with suppress(OSError, SMTPException):
            line.quit()
        return Outcome(state=State.SENT)

    @contextmanager
    def _line(self) -> Iterator[SMTP]:
        """Open a line to the server, secured and logged in."""
        server = self.server
        if server.security is Security.TLS:
            line: SMTP = SMTP_SSL(server.host, server.port, timeout=self.seconds, context=self.trust)
        else:
            line = SMTP(server.host, server.port, timeout=self.seconds)
        try:
            line.ehlo_or_helo_if_needed()
            if server.security is Security.STARTTLS:
                line.starttls(context=self.trust)
                line.ehlo()
            if server.login is not None:
                line.login(*server.login)
            yield line
        finally:
            line.close()


def message_id(key: str, sender: str) -> str:
    """Name the message of a key; the same key names the same message for ever."""
    return f"<pps.{key}@{sender.rpartition('@')[2]}>"


def _fault(error: Exception) -> str:
    """Name an error without its text, in which an address may stand."""
    return type(error).__name__


def _refusal(code: int, text: bytes | str) -> Outcome:
    """Tell a refusal: 4xx asks to come again, anything else is for good (RFC 5321 §4.2.1)."""
    state = State.DEFERRED if code // 100 == _TRANSIENT else State.REFUSED
    return Outcome(state=state, reason=f"{code} {_printable(text)}")


def _printable(text: bytes | str) -> str:
    shown = text.decode(errors="replace") if isinstance(text, bytes) else text
    line = " ".join(shown.split())[:200]
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
