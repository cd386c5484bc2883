"""Who stands behind a pull request is told by what GitHub saw, and by nothing that somebody could write himself."""

import json
from dataclasses import replace

import pytest

from generator.forge.pull_requests import NOBODY, last_pusher, merged_pull, reviews_file, touches
from generator.forge.refusals import ForgeError
from generator.forge.runs import newest_run_with
from generator.history.reviews import reviews_from
from tests.forge.server import Fault
from tests.workflows.forge import WorkflowForge

SHA = "a" * 40
OTHER = "c" * 40
FORK = "rel-jana/pps-bulletin"


def test_the_reviews_file_is_one_that_the_rules_read(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA, author="rel-jana")
    forge.push("change", SHA, by="rel-jana")
    forge.add_review(number, author="cert-ivo", state="APPROVED", commit=OTHER)
    told = reviews_from(json.dumps(reviews_file(forge.github(), forge.github().pull(number))))

    assert (SHA, "rel-jana", "rel-jana") == (told.head, told.author, told.pusher)
    assert [("cert-ivo", OTHER)] == [(one.login, one.commit) for one in told.standing]
    assert "2008-06-09" == str(told.opened_on)


def test_whoever_pushed_last_is_the_pusher_although_he_did_not_open_it(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA, author="cert-ivo")
    forge.push("change", SHA, by="cert-ivo")
    forge.push("change", OTHER, by="cert-ivo")
    forge.push("change", SHA, by="rel-jana")

    assert "rel-jana" == reviews_file(forge.github(), forge.github().pull(number))["pusher"]


def test_a_push_to_the_fork_of_a_pull_request_counts(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA, author="rel-jana", fork=FORK)
    forge.push("change", SHA, by="somebody-else")
    forge.push("change", SHA, by="rel-jana", to=FORK)

    assert "rel-jana" == reviews_file(forge.github(), forge.github().pull(number))["pusher"]


@pytest.mark.parametrize("by", [None, "unseen"])
def test_a_push_that_nobody_is_named_for_is_nobodys(forge: WorkflowForge, by: str | None) -> None:
    number = forge.add_pull(sha=SHA, author="cert-ivo")
    forge.push("change", OTHER if by else SHA, by=by)

    assert NOBODY == reviews_file(forge.github(), forge.github().pull(number))["pusher"]


def test_the_fork_of_a_pull_request_may_be_closed_to_us_but_our_own_repository_may_not(forge: WorkflowForge) -> None:
    github = forge.github()
    pulls = [github.pull(forge.add_pull(sha=SHA, fork=fork)) for fork in (FORK, None)]
    forge.faults += [Fault(status=403, message="Resource not accessible by integration")] * 2

    assert last_pusher(github, pulls[0]) is None
    with pytest.raises(ForgeError, match="Resource not accessible"):
        last_pusher(github, pulls[1])


def test_a_pull_request_whose_fork_is_gone_was_pushed_by_nobody(forge: WorkflowForge) -> None:
    pull = replace(forge.github().pull(forge.add_pull(sha=SHA, author="cert-ivo")), head_repository=None)

    assert NOBODY == reviews_file(forge.github(), pull)["pusher"]


def test_a_review_that_is_still_being_written_proves_nothing(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA)
    forge.add_review(number, author="cert-ivo", state="PENDING", commit=SHA)
    del forge.reviews[number][0]["submitted_at"]

    assert [] == reviews_file(forge.github(), forge.github().pull(number))["reviews"]


def test_the_merge_is_found_by_its_commit_and_not_by_what_else_holds_it(forge: WorkflowForge) -> None:
    forge.add_pull(sha=SHA, base="another", merged_at="2008-06-10T12:00:00Z")
    number = forge.add_pull(sha=SHA, merged_at="2008-06-11T12:00:00Z")
    forge.add_pull(sha=SHA)
    found = merged_pull(forge.github(), SHA, "main")

    assert found is not None
    assert number == found.number
    assert merged_pull(forge.github(), OTHER, "main") is None


def test_a_file_that_is_moved_out_of_a_folder_touches_it(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA)
    forge.touch(number, "data/patches/PATCH-1200.yaml", "notes.yml", before=".github/workflows/check.yml")

    assert touches(forge.github(), forge.github().pull(number), ".github/")
    assert not touches(forge.github(), forge.github().pull(number), ".github/ISSUE_TEMPLATE/")


def test_a_list_of_files_that_github_cuts_off_may_touch_everything(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA)
    forge.touch(number, *(f"data/feedback/FB-{one}.yaml" for one in range(3000)))

    assert touches(forge.github(), forge.github().pull(number), ".github/")


def test_an_artifact_of_a_fork_whose_branch_has_the_same_name_is_not_taken(forge: WorkflowForge) -> None:
    forge.add_artifact("github-pages", 5)
    forge.add_artifact("github-pages", 6, expired=True)
    forge.add_artifact("github-pages", 7, branch="change")
    forge.add_artifact("github-pages", 8, repository=99)

    assert 5 == newest_run_with(forge.github(), "github-pages", "main")
    assert newest_run_with(forge.github(), "observation", "main") is None
