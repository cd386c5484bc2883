"""`pps notify`: what is shown, what is sent and to whom, what is recorded, and what is refused."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from generator.forge.channels import LABEL
from tests.cli.commands import Ran
from tests.forge.conftest import Run
from tests.forge.mail_servers import FakeMail, Postbox, Trouble
from tests.forge.repositories import WORLD, commit, git
from tests.forge.server import FakeGitHub

NOON = str(int(datetime(2008, 6, 20, 12, tzinfo=UTC).timestamp()))
BOOK = """[addresses]
"person:user-timo" = "timo@example.org"
"person:vo-mira" = "mira@example.org"
"person:roc-rosa" = "rosa@example.org"
"vo:ops" = "ops@example.org"
"""
READERS = ["mira@example.org", "ops@example.org", "rosa@example.org", "timo@example.org"]
NOTICES = ("NTF-2008-0025", "NTF-2008-0026")


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the clock stand at a noon, and lays an address book beside the repository."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    monkeypatch.setenv("PPS_MAIL_FROM", "pre-production@example.org")
    monkeypatch.delenv("SITE_URL", raising=False)
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")


@pytest.fixture
def options(tmp_path: Path) -> tuple[str, ...]:
    return ("--address-book", str(tmp_path / "book.toml"), "--ledger", str(tmp_path / "deliveries.jsonl"))


def sent(pps: Run, options: tuple[str, ...], *more: str, box: Postbox | None = None) -> tuple[Ran, list[str]]:
    """Sends by a server on loopback, and answers how that ended and who got mail."""
    taken = Postbox() if box is None else box
    with FakeMail(taken) as server:
        ran = pps("notify", *options, "--smtp", server.url, *(more or ("--send",)))
    return ran, taken.readers


def test_a_dry_run_shows_readers_and_texts_and_leaves_no_trace(
    pps: Run, options: tuple[str, ...], tmp_path: Path
) -> None:
    ran = pps("notify", *options)

    assert 0 == ran.code
    assert "PATCH-1200/6: broadcast, due since 2008-06-18, to vos:all, rocs:all" in ran.out
    assert "mail to person:vo-mira: new (" in ran.out
    assert "Subject: [PPS] Please verify PATCH-1200: " in ran.out
    assert "2 messages are due, to 4 recipients; nothing is sent without --send" in ran.err
    assert not (tmp_path / "deliveries.jsonl").exists()


def test_drafts_are_mails_and_comments(pps: Run, tmp_path: Path) -> None:
    assert 0 == pps("notify", "--out", str(tmp_path / "drafts")).code

    names = ("PATCH-1200-6-broadcast", "PATCH-1200-6-personal-user-timo")
    assert sorted(f"{name}.{form}" for name in names for form in ("eml", "md")) == sorted(
        path.name for path in (tmp_path / "drafts").iterdir()
    )
    found = message_from_bytes((tmp_path / "drafts" / f"{names[0]}.eml").read_bytes(), policy=default)
    assert "[PPS] Preview of PATCH-1200 is available: UI client: selectable scratch directory" == found["Subject"]


def test_every_reader_gets_one_mail_once(pps: Run, options: tuple[str, ...], tmp_path: Path) -> None:
    first, readers = sent(pps, options)
    second, others = sent(pps, options)

    assert ((0, READERS), (0, [])) == ((first.code, sorted(readers)), (second.code, others))
    assert "@" not in (tmp_path / "deliveries.jsonl").read_text(encoding="utf-8")


def test_who_is_told_two_things_about_one_event_gets_both(pps: Run, options: tuple[str, ...], world: Path) -> None:
    bug = world / "data/bugs/BUG-1201.yaml"
    bug.write_text(bug.read_text(encoding="utf-8").replace("user-timo", "vo-mira"), encoding="utf-8")
    _, readers = sent(pps, options)

    assert ["mira@example.org", "mira@example.org", "ops@example.org", "rosa@example.org"] == sorted(readers)


def test_what_was_sent_becomes_records_that_check_accepts(pps: Run, options: tuple[str, ...], world: Path) -> None:
    sent(pps, options)
    ran = pps("notify", *options, "--record", "--by", "coord-lena")
    kinds = [(world / f"data/notifications/{name}.yaml").read_text(encoding="utf-8") for name in NOTICES]

    assert 0 == ran.code
    assert "to: {vos: all, rocs: all}\nchannel: mail\nsent_on: 2008-06-20" in kinds[0]
    assert "to: {persons: [user-timo]}" in kinds[1]
    assert (0, 0) == (pps("check").code, pps("check", "--base", "main").code)
    assert "0 messages are due" in pps("notify").err


def test_records_are_proposed_once(pps: Run, options: tuple[str, ...], world: Path) -> None:
    sent(pps, options)
    shown = pps("notify", *options, "--record", "--by", "coord-lena", "--dry-run")
    before = git(world, "status", "--porcelain")
    pps("notify", *options, "--record", "--by", "coord-lena")
    again = pps("notify", *options, "--record", "--by", "coord-lena")

    assert ("", "+++ b/data/notifications/NTF-2008-0025.yaml" in shown.out) == (before, True)
    assert (0, "everything that was sent is recorded\n") == (again.code, again.err)


def test_a_reader_without_an_address_is_told_and_not_recorded_as_told(
    pps: Run, options: tuple[str, ...], world: Path, tmp_path: Path
) -> None:
    lines = BOOK.splitlines(keepends=True)
    (tmp_path / "book.toml").write_text("".join(line for line in lines if "vo-mira" not in line), encoding="utf-8")
    ran, readers = sent(pps, options)
    pps("notify", *options, "--record", "--by", "coord-lena")
    record = (world / "data/notifications/NTF-2008-0025.yaml").read_text(encoding="utf-8")

    assert (1, False) == (ran.code, "mira@example.org" in readers)
    assert "mail: nobody can be reached for vo:lumen" in ran.out
    assert "to: {vos: [ops], rocs: all}" in record
    assert "to vo:lumen\n" in pps("notify", *options).out


@pytest.mark.usefixtures("world")
def test_an_address_book_that_is_no_utf_8_is_named(pps: Run, options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_bytes(f"{BOOK}# J\xfcrgen\n".encode("latin-1"))
    ran, readers = sent(pps, options)

    assert (1, []) == (ran.code, readers)
    assert "book.toml is no UTF-8 at byte" in ran.err


def test_a_refusal_for_good_stays_until_somebody_asks_again(pps: Run, options: tuple[str, ...]) -> None:
    first, _ = sent(pps, options, box=Postbox(troubles=[Trouble(at="RCPT", answer="550 no such reader")]))
    second, readers = sent(pps, options)
    line = next(line for line in second.out.splitlines() if "refused" in line)
    third, again = sent(pps, options, "--send", "--again", line.rpartition(" ")[2])

    assert (1, 1, []) == (first.code, second.code, readers)
    assert "550 no such reader; to send it again: --again " in line
    assert (0, ["mira@example.org"]) == (third.code, again)


def test_a_key_that_nothing_has_is_told(pps: Run, options: tuple[str, ...]) -> None:
    ran, readers = sent(pps, options, "--send", "--again", "ffff")

    assert (2, []) == (ran.code, readers)
    assert "--again ffff names no message that is due" in ran.err


def test_intentions_are_written_first_and_carried_out_once(pps: Run, options: tuple[str, ...], tmp_path: Path) -> None:
    ticket = str(tmp_path / "ticket")
    intended = pps("notify", *options, "--intend", ticket)
    _, elsewhere = sent(pps, options)
    done, readers = sent(pps, options, "--intended", ticket)
    again, others = sent(pps, options, "--intended", ticket)

    assert (0, []) == (intended.code, elsewhere)
    assert (0, READERS) == (done.code, sorted(readers))
    assert (1, []) == (again.code, others)
    assert "was taken already" in again.err


def test_a_server_that_is_down_takes_no_ticket_and_promises_nothing(
    pps: Run, options: tuple[str, ...], tmp_path: Path
) -> None:
    with FakeMail(Postbox()) as server:
        nowhere = server.url
    ran = pps("notify", *options, "--send", "--smtp", nowhere)
    pps("notify", *options, "--intend", str(tmp_path / "ticket"))
    again = pps("notify", *options, "--intended", str(tmp_path / "ticket"), "--smtp", nowhere)

    assert (1, 1, True) == (ran.code, again.code, (tmp_path / "ticket").exists())
    assert "does not serve" in ran.err


def test_only_what_a_range_of_commits_added_is_told(pps: Run, world: Path) -> None:
    who = "date: 2008-06-19, by: ops-hugo, role: sa1-operations"
    with (world / "data/patches/PATCH-1100.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - {{type: rolled-back, {who}, restored_version: '1', reason: jobs}}\n")
    commit(world, "Roll back")
    ran = pps("notify", "--since", "HEAD~1")

    assert [True] == [line.startswith("PATCH-1100/") for line in ran.out.splitlines() if ", due since " in line]
    assert "PATCH-1100 is rolled back in production" in ran.out


def test_the_first_records_of_a_repository_are_all_new(pps: Run, world: Path) -> None:
    git(world, "rm", "-q", "-r", "--cached", "data")
    git(world, "-c", "user.name=n", "-c", "user.email=n@example.org", "commit", "-q", "--allow-empty", "-m", "nothing")
    commit(world, "The records again")

    assert "2 messages are due" in pps("notify", "--since", "HEAD~1").err


def test_comments_go_to_the_issue_of_the_subject(pps: Run, options: tuple[str, ...], forge: FakeGitHub) -> None:
    issue = forge.add_issue("the channel", author=forge.login, labels=(LABEL, "PATCH-1200"))
    ran = pps("notify", *options[2:], "--channel", "github", "--send")
    again = pps("notify", *options[2:], "--channel", "github", "--send")
    recorded = pps("notify", *options[2:], "--record", "--by", "coord-lena", "--dry-run")

    assert (0, 0, 2) == (ran.code, again.code, len(forge.comments[issue]))
    assert f"ref: https://github.com/example/pps/issues/{issue}#issuecomment" in recorded.out.replace('"', "")


def test_who_is_reached_by_another_channel_is_not_missing(
    pps: Run, options: tuple[str, ...], forge: FakeGitHub, tmp_path: Path
) -> None:
    channels = ("--channel", "github", "--channel", "mail")
    none, _ = sent(pps, options, *channels, "--send")
    forge.add_issue("the channel", author=forge.login, labels=(LABEL, "PATCH-1200"))
    (tmp_path / "book.toml").write_text('[addresses]\n"vo:ops" = "ops@example.org"\n', encoding="utf-8")
    some, _ = sent(pps, options, *channels, "--send")

    assert (0, 0) == (none.code, some.code)
    assert "github: nobody can be reached for vos:all" in none.out
    assert "mail: nobody can be reached for person:user-timo" in some.out


@pytest.mark.parametrize("act", ["--send", "--record", "--intend"])
def test_demonstration_data_is_never_sent(
    pps: Run, options: tuple[str, ...], world: Path, act: str, tmp_path: Path
) -> None:
    shown = (WORLD / "data/vocab.yaml").read_text(encoding="utf-8")
    (world / "data/vocab.yaml").write_text(shown, encoding="utf-8")
    ran = pps("notify", *options, *((act, str(tmp_path / "ticket")) if act == "--intend" else (act,)))

    assert 2 == ran.code
    assert "nothing is sent or recorded" in ran.err
    assert "Subject: [PPS] Demonstration data" in pps("notify").out


@pytest.fixture
def at_home(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(world)


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--send",), 2, "--ledger FILE"),
        (("--send", "--ledger", "l"), 2, "--address-book FILE"),
        (("--send", "--ledger", "data/l", "--channel", "github"), 2, "lies in data/"),
        (("--send", "--ledger", "l", "--address-book", "data/vocab.yaml"), 1, "keep it outside"),
        (("--send", "--intend", "t", "--ledger", "l"), 2, "give one of"),
        (("--send", "--dry-run", "--ledger", "l"), 2, "what would be sent is shown without --send"),
        (("--again", "00"), 2, "--again goes with"),
        (("--since", "nowhere"), 4, "there is no commit 'nowhere'"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_the_way_out(
    pps: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    ran = pps("notify", *words)

    assert code == ran.code
    assert told in ran.err


def test_nothing_is_sent_on_another_day(pps: Run, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON) + 86400))
    ran, readers = sent(pps, options)

    assert (2, []) == (ran.code, readers)
    assert "what is sent is sent today, 2008-06-21" in ran.err


def test_nothing_is_sent_while_a_notification_cannot_be_read(pps: Run, options: tuple[str, ...], world: Path) -> None:
    (world / "data/notifications/NTF-2008-0090.yaml").write_text("kind: broadcast\n", encoding="utf-8")
    ran, readers = sent(pps, options)

    assert (2, []) == (ran.code, readers)
    assert "nobody knows what was sent" in ran.err
