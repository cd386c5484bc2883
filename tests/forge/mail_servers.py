"""Mail servers on loopback that take mail, refuse it, hang up and fall silent, with a certificate of their own."""

import asyncio
import socket
import ssl
import subprocess
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Event
from typing import Any, Literal, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

LOGIN = ("pre-production", "open sesame")
Stage = Literal["MAIL", "RCPT", "DATA"]
How = Literal["refuse", "drop", "stall", "keep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """
    What goes wrong at a stage: an answer that refuses, a line that is cut, or silence until the test is over.

    With *keep* the mail is taken before the silence.
    """

    at: Stage
    answer: str = ""
    how: How = "refuse"


@dataclass
class Postbox:
    """What a mail server got, and the troubles that it makes, first trouble first; the last one stays if `always`."""

    troubles: list[Trouble] = field(default_factory=list)
    always: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)
    stalled: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    async def handle_MAIL(  # noqa: N802 - the name that the server calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender."""
        del session, options
        envelope.mail_from = address
        return await self._answer("MAIL", server) or "250 OK"

    async def handle_RCPT(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the reader."""
        del session, options
        refused = await self._answer("RCPT", server)
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Take the text."""
        del session
        if self.troubles and self.troubles[0].how == "keep":
            self._keep(envelope)
        refused = await self._answer("DATA", server)
        if refused:
            return refused
        self._keep(envelope)
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        mail: Any = message_from_bytes(envelope.content, policy=default)
        self.mails.append(mail)
        self.readers += envelope.rcpt_tos

    async def _answer(self, stage: Stage, server: SMTP) -> str:
        if not self.troubles or self.troubles[0].at != stage:
            return ""
        trouble = self.troubles[0] if self.always else self.troubles.pop(0)
        if trouble.how == "drop":
            transport: Any = server.transport
            transport.abort()
        elif trouble.how in {"stall", "keep"}:
            self.stalled.set()
            await asyncio.to_thread(self.over.wait)
            return "451 too late"
        return trouble.answer


class FakeMail:
    """A mail server; `with FakeMail(box) as url` starts it."""

    def __init__(self, box: Postbox, *, certificate: ssl.SSLContext | None = None, is_tls_late: bool = False) -> None:
        """Stand ready: with a certificate it speaks TLS, from the start or, if that is late, once it is asked to."""
        self.box = box
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        late: dict[str, Any] = {"tls_context": certificate, "require_starttls": True} if is_tls_late else {}
        self._controller = Controller(
            box,
            hostname="127.0.0.1",
            port=port,
            ssl_context=None if is_tls_late else certificate,
            authenticator=_authenticated,
            auth_require_tls=False,
            **late,
        )
        self.port = port
        self.url = f"smtp{'s' if certificate and not is_tls_late else ''}://localhost:{port}"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.box.over.set()
        self._controller.stop()


def _authenticated(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
    del server, session, envelope, mechanism
    is_known = isinstance(given, LoginPassword) and (given.login.decode(), given.password.decode()) == LOGIN
    return AuthResult(success=is_known, handled=is_known)


def certificate(folder: Path) -> Path:
    """Makes a certificate for localhost that nobody has signed, and answers its file; the key stands in it too."""
    made, key = folder / "localhost.pem", folder / "localhost.key"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    subprocess.run(("openssl", *words.split(), *names, "-keyout", key, "-out", made), check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + key.read_bytes())
    return made


def spoken_with(pem: Path) -> ssl.SSLContext:
    """Answers what a server speaks TLS with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
