"""Mail by SMTP: one message a reader, patience with refusals, nothing twice, and TLS wherever somebody could listen."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.forge.deliveries import Outcome, State
from generator.forge.mail import MailServer, Postman, Security, draft, mail, message_id
from generator.forge.refusals import ForgeError
from tests.forge.mail_servers import LOGIN, FakeMail, How, Postbox, Stage, Trouble, certificate, spoken_with

KEY = "0123abcd" * 8
SENDER, READER = "pre-production@bulletin.example.org", "timo@example.org"
NOON = datetime(2008, 6, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


def postman(
    server: MailServer, *, waited: list[float] | None = None, trust: ssl.SSLContext | None = None, seconds: float = 5
) -> Postman:
    rest = [] if waited is None else waited
    context = trust or ssl.create_default_context()
    return Postman(server=server, sender=SENDER, wait=rest.append, now=lambda: NOON, trust=context, seconds=seconds)


def delivered(box: Postbox, waited: list[float] | None = None, seconds: float = 5) -> Outcome:
    """Answers how a delivery to a server on loopback ends."""
    with FakeMail(box) as server:
        hand = postman(MailServer.at(server.url), waited=waited, seconds=seconds)
        return hand.deliver(mail("[PPS] Hello", "text", "<p>text</p>"), READER, KEY)


def test_a_message_that_cannot_be_written_is_put_off_without_telling_the_address() -> None:
    box, waited = Postbox(), list[float]()
    with FakeMail(box) as server:
        outcome = postman(MailServer.at(server.url), waited=waited).deliver(
            mail("Hello", "text", "<p>text</p>"), "mira..m@example.org", KEY
        )

    assert (State.DEFERRED, [], []) == (outcome.state, box.mails, waited)
    assert outcome.reason.startswith("no message can be written to this address")
    assert "@" not in outcome.reason


def test_a_letter_reaches_one_reader_in_both_forms() -> None:
    box = Postbox()

    assert Outcome(state=State.SENT) == delivered(box)
    (found,) = box.mails
    assert (["timo@example.org"], READER, SENDER) == (box.readers, found["To"], found["From"])
    assert ("[PPS] Hello", "Fri, 20 Jun 2008 12:00:00 +0000") == (found["Subject"], found["Date"])
    assert ["text/plain", "text/html"] == [part.get_content_type() for part in found.iter_parts()]


def test_the_same_key_makes_the_same_message_for_ever() -> None:
    box = Postbox()
    delivered(box)

    assert f"<pps.{KEY}@bulletin.example.org>" == box.mails[0]["Message-ID"] == message_id(KEY, SENDER)


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_who_is_asked_to_come_again_comes_again(stage: Stage) -> None:
    box, waited = Postbox(troubles=[Trouble(at=stage, answer="451 busy")]), list[float]()

    assert State.SENT is delivered(box, waited).state
    assert ([2.0], 1) == (waited, len(box.mails))


def test_a_server_that_stays_busy_is_left_for_the_next_run() -> None:
    box, waited = Postbox(troubles=[Trouble(at="RCPT", answer="450 greylisted")], always=True), list[float]()

    assert Outcome(state=State.DEFERRED, reason="450 greylisted") == delivered(box, waited)
    assert [2.0, 4.0] == waited


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_for_good_is_not_argued_with(stage: Stage) -> None:
    box, waited = Postbox(troubles=[Trouble(at=stage, answer="550 no such reader")]), list[float]()

    assert Outcome(state=State.REFUSED, reason="550 no such reader") == delivered(box, waited)
    assert ([], []) == (waited, box.mails)


def test_a_line_that_breaks_before_the_text_has_left_is_tried_again() -> None:
    box = Postbox(troubles=[Trouble(at="RCPT", how="drop")])

    assert State.SENT is delivered(box).state
    assert 1 == len(box.mails)


@pytest.mark.parametrize("how", ["drop", "stall"])
def test_a_line_that_breaks_after_the_text_has_left_is_uncertain_and_not_tried_again(how: How) -> None:
    box, waited = Postbox(troubles=[Trouble(at="DATA", how=how)]), list[float]()

    assert State.UNCERTAIN is delivered(box, waited, seconds=0.3).state
    assert [] == waited


def test_nobody_at_the_address_is_told_before_anything_is_promised() -> None:
    with FakeMail(Postbox()) as server:
        port = server.port

    with pytest.raises(ForgeError, match="does not serve"):
        postman(MailServer.at(f"smtp://127.0.0.1:{port}")).call()


def trusting(pem: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(pem))


@pytest.mark.parametrize("is_tls_late", [False, True])
def test_tls_is_spoken_from_the_start_or_started(pem: Path, *, is_tls_late: bool) -> None:
    box = Postbox()
    with FakeMail(box, certificate=spoken_with(pem), is_tls_late=is_tls_late) as server:
        security = Security.STARTTLS if is_tls_late else Security.TLS
        line = MailServer(host="localhost", port=server.port, security=security, login=LOGIN)
        outcome = postman(line, trust=trusting(pem)).deliver(mail("Hello", "text", "<p>text</p>"), READER, KEY)

    assert (State.SENT, 1) == (outcome.state, len(box.mails))


@pytest.mark.parametrize("is_tls_late", [False, True])
def test_a_certificate_that_nobody_vouches_for_is_refused(pem: Path, *, is_tls_late: bool) -> None:
    with FakeMail(Postbox(), certificate=spoken_with(pem), is_tls_late=is_tls_late) as server:
        security = Security.STARTTLS if is_tls_late else Security.TLS
        hand = postman(MailServer(host="localhost", port=server.port, security=security))

        with pytest.raises(ForgeError, match="certificate verify failed"):
            hand.call()


def test_a_server_that_offers_no_tls_gets_nothing() -> None:
    with FakeMail(Postbox()) as server:
        hand = postman(MailServer(host="localhost", port=server.port, security=Security.STARTTLS))

        with pytest.raises(ForgeError, match="STARTTLS extension not supported"):
            hand.call()


def test_a_wrong_password_is_told_before_anything_is_promised() -> None:
    with FakeMail(Postbox()) as server:
        hand = postman(MailServer.at(server.url, (LOGIN[0], "wrong")))

        with pytest.raises(ForgeError, match="535"):
            hand.call()


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [
        ("smtps://mail.example.org", Security.TLS, 465),
        ("smtp://mail.example.org", Security.STARTTLS, 587),
        ("smtp://10.0.0.1:25", Security.STARTTLS, 25),
        ("smtp://127.0.0.1", Security.NONE, 25),
        ("smtp://localhost:2525", Security.NONE, 2525),
        ("smtps://[::1]:465", Security.TLS, 465),
    ],
)
def test_only_this_machine_is_spoken_to_without_tls(url: str, security: Security, port: int) -> None:
    found = MailServer.at(url)

    assert (security, port) == (found.security, found.port)


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://u:p@mail.example.org"]
)
def test_what_is_no_mail_server_is_told_so(url: str) -> None:
    with pytest.raises(ForgeError, match=r"smtps://mail\.example\.org"):
        MailServer.at(url)


def test_a_sender_is_one_address() -> None:
    with pytest.raises(ForgeError, match="no single address"):
        Postman(server=MailServer.at("smtp://localhost"), sender="a@x.org, b@x.org", wait=print, now=lambda: NOON)


def test_a_line_end_in_a_subject_adds_no_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        mail("Hello\r\nBcc: everybody@example.org", "text", "<p>text</p>")


def test_a_draft_names_its_readers_without_an_address() -> None:
    found = draft("[PPS] Hello", "text", "<p>text</p>", ("vos:all", "rocs:all"))

    assert b'To: "vos:all, rocs:all":;\r\n' in found
    assert b"X-Unsent: 1" in found
