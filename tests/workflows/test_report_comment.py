"""One comment tells what the last check found, and holds nothing that could do harm in our name."""

import pytest
from click.testing import CliRunner

from generator.cli.forging import report
from generator.forge.report_comment import LONGEST, UnfitReportError, comment_of, report_from
from generator.forge.runs import run_of
from tests.forge.server import TOKEN
from tests.workflows.forge import WorkflowForge

SHA = "a" * 40
GOOD = b"<!-- pps:report -->\n## What this merge will do\n\nNothing.\n"


def told(forge: WorkflowForge, number: int, content: bytes | None = GOOD, *, conclusion: str = "success") -> str:
    """Answers the comment that stands after a run."""
    github, run = forge.github(), forge.add_run(7, sha=SHA, conclusion=conclusion)
    return comment_of(github, github.pull(number), run_of(github, run), content).body


def test_the_comment_begins_with_how_the_check_ended_and_where_log_and_preview_are(forge: WorkflowForge) -> None:
    body = told(forge, forge.add_pull(sha=SHA), conclusion="failure")

    assert body.startswith(
        "<!-- pps:report -->\nCheck of aaaaaaaaaaaa: **failed** ([log and preview](https://github.com/"
    )
    assert body.endswith("\n\n## What this merge will do\n\nNothing.\n")


def test_a_second_run_writes_into_the_same_comment(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA)
    told(forge, number, conclusion="failure")
    told(forge, number)

    assert 1 == len(forge.texts_on(number))
    assert "**passed**" in forge.texts_on(number)[0]


def test_a_strangers_comment_with_our_mark_is_left_alone(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA)
    forge.add_comment(number, "<!-- pps:report -->\nall is well", author="mallory")
    told(forge, number)

    assert 2 == len(forge.texts_on(number))
    assert "<!-- pps:report -->\nall is well" == forge.texts_on(number)[0]


def test_what_a_changed_workflow_wrote_is_not_repeated(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA)
    forge.touch(number, "data/patches/PATCH-1200.yaml", ".github/workflows/check.yml")
    body = told(forge, number)

    assert "What this merge will do" not in body
    assert "changes `.github/`" in body


def test_a_check_that_broke_down_is_said_to_have(forge: WorkflowForge) -> None:
    assert "It wrote no report" in told(forge, forge.add_pull(sha=SHA), None, conclusion="failure")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"## no mark\n",
        b"text\n<!-- pps:report -->\n",
        b"<!-- pps:other -->\ntext\n",
        b"<!-- pps:report -->\n\xff\xfe\n",
        b"<!-- pps:report -->\nnul \x00\n",
        b"<!-- pps:report -->\nescape \x1b[2J\n",
        "<!-- pps:report -->\nturned \u202e round\n".encode(),
        b"<!-- pps:report -->\n" + b"x" * LONGEST,
    ],
)
def test_what_is_no_report_is_not_shown(forge: WorkflowForge, content: bytes) -> None:
    with pytest.raises(UnfitReportError):
        report_from(content)

    assert "Its report is not shown" in told(forge, forge.add_pull(sha=SHA), content)


def command(forge: WorkflowForge, run: int, file: str = "/nowhere") -> str:
    """Answers what the command says about a run."""
    env = {"GITHUB_API_URL": forge.url, "GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": forge.repository}
    ended = CliRunner().invoke(report, [file, "--run", str(run)], env=env)

    assert 0 == ended.exit_code, ended.output
    return ended.output


def test_the_pull_request_of_a_fork_gets_its_comment(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha=SHA, fork="mallory/pps-bulletin")
    command(forge, forge.add_run(7, sha=SHA))

    assert 1 == len(forge.texts_on(number))


@pytest.mark.parametrize(("workflow", "conclusion"), [("evil", "success"), ("check", "cancelled"), ("check", None)])
def test_a_run_that_is_no_finished_check_of_ours_writes_nothing(
    forge: WorkflowForge, workflow: str, conclusion: str | None
) -> None:
    number = forge.add_pull(sha=SHA)
    said = command(forge, forge.add_run(7, sha=SHA, workflow=workflow, conclusion=conclusion))

    assert "nothing is written" in said
    assert [] == forge.texts_on(number)


def test_a_commit_that_is_no_head_any_more_is_told_to_nobody(forge: WorkflowForge) -> None:
    number = forge.add_pull(sha="b" * 40)
    said = command(forge, forge.add_run(7, sha=SHA))

    assert "no open pull request has aaaaaaaaaaaa as its head" in said
    assert [] == forge.texts_on(number)
