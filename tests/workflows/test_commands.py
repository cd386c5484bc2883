"""What a person gets who runs a step of a workflow by hand."""

import json
from pathlib import Path

import pytest

from tests.forge.server import TOKEN, Fault
from tests.history.checkouts import Answer, Checkout
from tests.workflows.forge import WorkflowForge

SHA = "a" * 40


@pytest.fixture
def checkout(tmp_path: Path, forge: WorkflowForge, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    monkeypatch.setenv("GITHUB_API_URL", forge.url)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_REPOSITORY", forge.repository)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Checkout.of_world(tmp_path / "records")


def test_the_reviews_of_a_pull_request_are_written_to_a_file(checkout: Checkout, forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA, author="rel-jana")
    answer = checkout.pps("forge", "reviews", str(number), "--out", str(checkout.root / "reviews.json"))

    assert 0 == answer.code, answer.err
    assert "rel-jana" == json.loads(checkout.read("reviews.json"))["author"]


def test_without_a_repository_nothing_is_asked(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY")
    answer = checkout.pps("forge", "newest", "github-pages")

    assert 2 == answer.code
    assert "name the repository: --repository owner/name, or GITHUB_REPOSITORY" in answer.err


def test_a_refusal_says_what_to_do(checkout: Checkout, forge: WorkflowForge) -> None:
    forge.faults.append(Fault(status=403, message="Resource not accessible by integration"))
    answer = checkout.pps("forge", "newest", "github-pages")

    assert 1 == answer.code
    assert "give it the permission that is missing" in answer.err


def test_where_no_run_kept_a_thing_the_answer_is_empty(checkout: Checkout) -> None:
    assert Answer(code=0, out="\n", err="") == checkout.pps("forge", "newest", "github-pages")


def test_demonstration_data_reminds_nobody(checkout: Checkout, forge: WorkflowForge) -> None:
    answer = checkout.pps("forge", "duties", today="2008-07-20")

    assert 0 == answer.code
    assert "nobody is reminded" in answer.err
    assert [] == forge.seen


def test_a_second_proposal_of_a_branch_changes_the_words_of_the_first(checkout: Checkout, forge: WorkflowForge) -> None:
    for text in ("one record", "two records"):
        checkout.write("text.md", text)
        answer = checkout.pps(
            *("forge", "propose", str(checkout.root / "text.md"), "--title", "Feedback", "--head", "bot/feedback")
        )
        assert 0 == answer.code, answer.err

    assert ["two records"] == [pull["body"] for pull in forge.pulls.values()]


@pytest.mark.usefixtures("checkout")
def test_evidence_needs_a_history(tmp_path: Path) -> None:
    (tmp_path / "bare/data").mkdir(parents=True)
    answer = Checkout(tmp_path / "bare").pps("forge", "evidence", str(tmp_path / "ledger"))

    assert 4 == answer.code


def test_a_push_without_a_pull_request_has_no_evidence(tmp_path: Path, checkout: Checkout) -> None:
    answer = checkout.pps("forge", "evidence", str(tmp_path / "ledger"))

    assert 0 == answer.code
    assert answer.out.endswith(": no pull request brought it\n")
    assert [] == list((tmp_path / "ledger").iterdir())
