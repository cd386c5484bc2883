"""The two scripts by which workflows push: onto the ledger, and onto a branch of the bot."""

import base64
import os
import subprocess
from pathlib import Path

import pytest

from tests.forge.server import TOKEN
from tests.history.checkouts import Checkout
from tests.workflows.world import ROOT


@pytest.fixture
def work(tmp_path: Path) -> Checkout:
    """Answers a clone that stands on the main branch of its origin."""
    made = Checkout.of_world(tmp_path / "work")
    made.git("switch", "--quiet", "main")
    made.git("clone", "--quiet", "--bare", ".", str(tmp_path / "origin"))
    made.git("remote", "add", "origin", f"file://{tmp_path / 'origin'}")
    return made


def script(work: Checkout, name: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a script in the clone."""
    return subprocess.run(
        [str(ROOT / f".github/{name}.sh"), *arguments],
        cwd=work.root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def ledger(work: Checkout, folder: str) -> Checkout:
    """Opens the ledger in a folder beside the clone."""
    opened = Checkout(work.root.parent / folder)
    ran = script(work, "ledger", "open", str(opened.root))
    assert 0 == ran.returncode, ran.stderr
    return opened


def keep(work: Checkout, opened: Checkout) -> subprocess.CompletedProcess[str]:
    """Keeps what stands in an opened ledger."""
    return script(work, "ledger", "keep", str(opened.root), "keep it")


def kept(work: Checkout) -> list[str]:
    """Answers the files of the ledger on the server."""
    work.git("fetch", "--quiet", "origin", "ledger")
    return work.git("ls-tree", "-r", "--name-only", "FETCH_HEAD").splitlines()


def test_the_ledger_begins_empty_and_shares_no_past_with_the_records(work: Checkout) -> None:
    opened = ledger(work, "one")
    opened.write("evidence/a.json", "{}")

    assert 0 == keep(work, opened).returncode
    assert ["evidence/a.json"] == kept(work)
    assert "" == work.git("log", "--format=%H", "main..FETCH_HEAD", "--", "data")
    assert "1" == work.git("rev-list", "--count", "FETCH_HEAD")


def test_what_another_run_kept_meanwhile_stays(work: Checkout, tmp_path: Path) -> None:
    work.git("clone", "--quiet", str(tmp_path / "origin"), str(tmp_path / "other"))
    runs = [(work, "one"), (Checkout(tmp_path / "other"), "two")]
    for clone, folder in runs:
        ledger(clone, folder).write(f"{folder}.json", "{}")
    ends = [keep(clone, Checkout(tmp_path / folder)).returncode for clone, folder in runs]

    assert [0, 0] == ends
    assert ["one.json", "two.json"] == kept(work)


def test_two_runs_that_write_the_same_line_do_not_overwrite_each_other(work: Checkout) -> None:
    begun = ledger(work, "begun")
    begun.write("deliveries.jsonl", "1\n")
    keep(work, begun)
    for folder in ("one", "two"):
        ledger(work, folder).append("deliveries.jsonl", f"{folder}\n")
    ends = [keep(work, Checkout(work.root.parent / folder)).returncode for folder in ("one", "two")]

    assert 0 == ends[0] < ends[1]
    work.git("fetch", "--quiet", "origin", "ledger")
    assert "1\none" == work.git("show", "FETCH_HEAD:deliveries.jsonl")


def test_nothing_new_makes_no_commit(work: Checkout) -> None:
    opened = ledger(work, "one")
    opened.write("a.json", "{}")
    keep(work, opened)
    again = keep(work, ledger(work, "two"))

    assert "nothing new for the ledger\n" == again.stdout
    kept(work)
    assert "1" == work.git("rev-list", "--count", "FETCH_HEAD")


def test_a_remote_that_does_not_answer_starts_no_second_ledger(work: Checkout) -> None:
    work.git("remote", "set-url", "origin", "file:///nowhere")
    ran = script(work, "ledger", "open", str(work.root.parent / "one"))

    assert 4 == ran.returncode
    assert "the remote does not answer" in ran.stderr


def test_the_token_stands_in_no_file_and_no_argument(work: Checkout) -> None:
    opened = work.root.parent / "one"
    ran = script(work, "ledger", "open", str(opened), GITHUB_TOKEN=TOKEN, GIT_TRACE="1")
    texts = [path.read_text(errors="replace") for path in (work.root / ".git").rglob("*") if path.is_file()]

    encoded = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()

    assert 0 == ran.returncode, ran.stderr
    assert not [text for text in (*texts, ran.stdout, ran.stderr) if TOKEN in text or encoded in text]


def propose(work: Checkout, **environment: str) -> subprocess.CompletedProcess[str]:
    """Proposes what stands in data/feedback."""
    return script(work, "propose", "bot/feedback", "Record feedback", "data/feedback", "data/absent", **environment)


def test_what_was_written_becomes_one_commit_on_top_of_main(work: Checkout) -> None:
    work.write("data/feedback/FB-1.yaml", "format: 1\n")
    ran = propose(work)
    work.git("fetch", "--quiet", "origin", "bot/feedback")

    assert (0, "changed\n") == (ran.returncode, ran.stdout), ran.stderr
    assert work.git("rev-parse", "main") == work.git("rev-parse", "FETCH_HEAD^")
    assert ["data/feedback/FB-1.yaml"] == work.git("diff", "--name-only", "main", "FETCH_HEAD").splitlines()


@pytest.mark.parametrize("path", ["data/sites/NEW.yaml", ".github/workflows/evil.yml", "generator.py"])
def test_a_file_outside_the_named_folders_is_never_proposed(work: Checkout, path: str) -> None:
    work.write("data/feedback/FB-1.yaml", "format: 1\n")
    work.write(path, "evil\n")
    ran = propose(work)

    assert (1, "") == (ran.returncode, ran.stdout)
    assert path.partition("/")[0] in ran.stderr
    assert "" == work.git("ls-remote", "origin", "bot/feedback")


def test_nothing_to_propose_is_said(work: Checkout) -> None:
    assert (0, "", "nothing to propose\n") == ((ran := propose(work)).returncode, ran.stdout, ran.stderr)


def test_what_the_branch_holds_already_is_not_pushed_again(work: Checkout) -> None:
    tips = []
    for hour, text in enumerate(("format: 1\n", "format: 1\n", "format: 2\n")):
        work.write("data/feedback/FB-1.yaml", text)
        ran = propose(work, GIT_COMMITTER_DATE=f"2008-06-20T0{hour}:00:00Z")
        assert (0, "changed\n") == (ran.returncode, ran.stdout), ran.stderr
        tips.append(work.git("ls-remote", "origin", "bot/feedback"))
        work.git("switch", "--quiet", "main")

    assert (True, False) == (tips[0] == tips[1], tips[1] == tips[2])
