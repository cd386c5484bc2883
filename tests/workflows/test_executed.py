"""The workflows do what they are for: act executes them, on a repository and a GitHub of the tests."""

import json
import re

from tests.forge.issue_bodies import feedback
from tests.workflows.world import NOON, Run, World

PATCH = "data/patches/PATCH-1200.yaml"
NOTE = '  - {type: note, date: 2008-06-20, by: cert-ivo, role: sa3-certification, note: "tests repeated"}\n'
MONTH_LATER = str(int(NOON) + 30 * 86400)
CHECKED = 71
"""The number of the run of the check."""


def well(run: Run) -> Run:
    """Answers a run that ended well; one that did not shows what it printed."""
    assert 0 == run.code, run.out
    return run


def proposed(world: World, *, author: str) -> tuple[int, str]:
    """Answers the number and the head of a pull request in which cert-ivo repeats his tests."""
    world.work.append(PATCH, NOTE)
    sha = world.push("note the tests", branch="change")
    world.forge.push("change", sha, by=author)
    return world.forge.add_pull(sha=sha, author=author), sha


def checked(world: World, number: int, sha: str, event: str = "pull_request") -> Run:
    """Runs the check of a pull request on its test merge, and answers how it ended."""
    base = world.origin("rev-parse", "main")
    pull = {"number": number, "base": {"sha": base, "ref": "main"}, "head": {"sha": sha, "ref": "change"}}
    tree = world.work.git("merge-tree", "--write-tree", base, sha)
    merge = world.work.git("commit-tree", tree, "-p", base, "-p", sha, "-m", "test merge")
    world.work.git("push", "--quiet", "--force", "origin", f"{merge}:refs/pull/{number}/merge")
    run = world.run("check", event, {"number": number, "pull_request": pull}, sha=merge)
    world.forge.add_run(CHECKED, sha=sha, conclusion="failure" if run.code else "success")
    return run


def reported(world: World) -> Run:
    """Runs what follows a check, with the rights to comment."""
    world.work.git("switch", "--quiet", "--detach", "main")
    told = {"id": CHECKED, "event": "pull_request", "head_branch": "change", "head_repository": {"id": 1}}
    return world.run("report", "workflow_run", {"workflow_run": told}, sha=world.origin("rev-parse", "main"))


def pushed(world: World, workflow: str, *, day: str = NOON, switched: dict[str, str] | None = None) -> Run:
    """Runs a workflow for what was pushed to main, with the variables that switch parts of it on."""
    sha = world.origin("rev-parse", "main")
    told = {"ref": "refs/heads/main", "before": sha, "after": sha}
    return world.run(workflow, "push", told, sha=sha, day=day, variables=switched)


def test_a_good_pull_request_passes_and_is_told_what_its_merge_will_do(world: World) -> None:
    number, reviewed = proposed(world, author="rel-jana")
    world.forge.add_review(number, author="cert-ivo", state="APPROVED", commit=reviewed)
    world.work.git("commit", "--quiet", "--amend", "--message", "say it in other words")
    sha = world.push("say no more", branch="change")
    world.forge.push("change", sha, by="rel-jana")
    world.forge.pulls[number]["head"]["sha"] = sha
    well(checked(world, number, sha, "pull_request_review"))
    for _ in range(2):
        well(reported(world))
    (comment,) = world.forge.texts_on(number)

    assert comment.startswith(f"<!-- pps:report -->\nCheck of {sha[:12]}: **passed**")
    assert "PATCH\\-1200" in comment
    assert "tests repeated" in (world.artifacts / "preview/patches/PATCH-1200/index.html").read_text()


def test_a_pull_request_that_was_good_is_bad_beside_what_was_merged_since(world: World) -> None:
    number, sha = proposed(world, author="cert-ivo")
    well(checked(world, number, sha))
    world.work.git("switch", "--quiet", "--force-create", "since", "origin/main")
    world.work.edit("data/people/cert-ivo.yaml", "from: 2007-01-01}", "from: 2007-01-01, until: 2008-06-19}")
    world.push("the role has ended")
    world.work.git("fetch", "--quiet", "origin")
    check = checked(world, number, sha)

    assert 0 != check.code
    assert "cert-ivo" in check.out


def test_a_bad_pull_request_fails_by_the_rules_of_the_base_and_none_of_its_code_runs(world: World) -> None:
    trace = world.folder / "executed"
    hostile = f"open({str(trace)!r}, 'w')"
    world.work.append("generator/__init__.py", f"\n{hostile}\n")
    world.work.append("generator/policy/checking.py", f"\n{hostile}\nall_rules = tuple\n")
    world.work.write("Makefile", f".venv/run:\n\ttouch {trace}\n")
    world.work.write(".gitattributes", "* filter=evil\n")
    number, sha = proposed(world, author="rel-jana")
    check = checked(world, number, sha)
    well(reported(world))

    assert 0 != check.code
    assert "::error file=data/patches/PATCH-1200.yaml" in check.out
    assert "PPS807" in check.out
    assert not trace.exists()
    assert "**failed**" in world.forge.texts_on(number)[0]


def test_code_is_tested_without_a_token_and_records_alone_are_not(world: World) -> None:
    base = world.origin("rev-parse", "main")
    _, records = proposed(world, author="cert-ivo")
    world.work.write("Makefile", "check test:\n\t@echo made $@; if env | grep --ignore-case token; then exit 1; fi\n")
    code = world.push("change the code", branch="change")
    events = {sha: {"pull_request": {"base": {"sha": base}, "head": {"sha": sha}}} for sha in (records, code)}
    runs = [well(world.run("code", "pull_request", event, sha=sha)) for sha, event in events.items()]

    assert "made" not in runs[0].out
    assert ["made check", *["made test"] * 3] == sorted(re.findall("made \\w+", runs[1].out))


def test_a_push_to_main_archives_who_approved_it(world: World) -> None:
    number, sha = proposed(world, author="cert-ivo")
    world.work.git("push", "--quiet", "origin", f"{sha}:refs/heads/main")
    world.forge.pulls[number] |= {"merged_at": "2008-06-20T12:00:00Z", "merge_commit_sha": sha, "state": "closed"}
    world.forge.add_review(number, author="rel-jana", state="APPROVED", commit=sha, submitted_at="2008-06-20T11:00:00Z")
    world.forge.add_review(number, author="late-lea", state="APPROVED", commit=sha, submitted_at="2008-06-20T13:00:00Z")
    for _ in range(2):
        well(pushed(world, "evidence"))
    audit = well(world.run("nightly", "schedule", {"ref": "refs/heads/main"}, sha=sha))
    kept = json.loads(world.origin("show", f"ledger:evidence/{sha}.json"))

    assert ["rel-jana"] == [one["login"] for one in kept["reviews"]]
    assert (sha, "cert-ivo", "cert-ivo") == (kept["head"], kept["author"], kept["pusher"])
    assert "1" == world.origin("rev-list", "--count", "ledger")
    assert "1 with archived evidence" in audit.out
    assert [f"evidence/{sha}.json"] == world.origin("ls-tree", "-r", "--name-only", "ledger").splitlines()


def test_a_push_to_main_publishes_an_edition_that_keeps_what_the_one_before_had(world: World) -> None:
    world.lets_the_clock_run()
    well(pushed(world, "publish"))
    world.forge.add_artifact("github-pages", 72)
    yesterday = pushed(world, "publish", day=str(int(NOON) - 86400))
    deployed = world.artifacts / "deployed"

    assert "PATCH-1200" in (deployed / "patches/PATCH-1200/index.html").read_text()
    assert "api/v1/index.json" in (world.artifacts / "attested").read_text()
    assert 0 != yesterday.code
    assert "the day of the edition: 2008-06-19, was 2008-06-20" in yesterday.out


def test_every_night_each_overdue_duty_has_one_issue_until_it_is_settled(world: World) -> None:
    world.lets_the_clock_run()
    sha = world.origin("rev-parse", "main")
    for night in (MONTH_LATER, MONTH_LATER, NOON):
        well(world.run("nightly", "schedule", {"ref": "refs/heads/main"}, sha=sha, day=night))
    issues = {one["title"]: one["state"] for one in world.forge.issues.values()}

    assert 4 < len(world.forge.issues) == len(issues)
    assert "PILOT-2008-015: PPS505 waits for pps-coordination" in issues
    assert {"closed"} == set(issues.values())


def test_an_issue_becomes_a_pull_request_of_records_and_nothing_else(world: World) -> None:
    world.lets_the_clock_run()
    hostile = f"$(touch {world.folder}/executed)"
    world.forge.now = "2008-06-19T22:30:00Z"
    number = world.forge.add_issue(feedback(text=hostile), author="lumen-shifter", title=hostile, number=300)
    told = {"action": "opened", "issue": {"number": number, "title": hostile, "body": hostile}}
    sha, switched = world.origin("rev-parse", "main"), {"FEEDBACK": "on"}
    for _ in range(2):
        well(world.run("feedback", "issues", told, sha=sha, variables=switched))

    assert ["data/feedback/FB-300.yaml"] == world.origin("diff", "--name-only", "main", "bot/feedback").splitlines()
    assert ["bot/feedback"] == [pull["head"]["ref"] for pull in world.forge.pulls.values()]
    assert not (world.folder / "executed").exists()


def test_the_channel_of_a_preview_is_opened_once_and_locked(world: World) -> None:
    world.lets_the_clock_run()
    for _ in range(2):
        well(pushed(world, "feedback", switched={"FEEDBACK": "on"}))
    issues = list(world.forge.issues.values())

    assert {True} == {one["locked"] for one in issues}
    assert 1 == len([one for one in issues if "PATCH-1200" in one["title"]])


def test_what_a_merge_makes_due_is_drafted_and_not_sent(world: World) -> None:
    world.lets_the_clock_run()
    run = well(pushed(world, "notify"))

    assert "nothing is sent without --send" in run.out
    assert {} == world.forge.issues


def test_notices_are_intended_sent_once_and_proposed_as_records(world: World) -> None:
    world.lets_the_clock_run()
    well(pushed(world, "feedback", switched={"FEEDBACK": "on"}))
    channel = next(one["number"] for one in world.forge.issues.values() if "PATCH-1200" in one["title"])
    sha, switched = world.origin("rev-parse", "main"), {"NOTICES": "on", "BOT_HANDLE": "coord-lena"}
    for _ in range(2):
        well(world.run("notify", "schedule", {"ref": "refs/heads/main"}, sha=sha, variables=switched))
    keys = re.findall(r"<!-- pps:([0-9a-f]{64}) -->", "".join(world.forge.texts_on(channel)))
    proposed = world.origin("diff", "--name-only", "main", "bot/notifications").splitlines()

    assert 3 == len(keys) == len(set(keys))
    assert ["Tell what became of the messages", "Intend to tell what is due"] == world.origin(
        "log", "--format=%s", "ledger"
    ).splitlines()
    assert {"data/notifications"} == {name.rpartition("/")[0] for name in proposed}
    assert ["bot/notifications"] == [pull["head"]["ref"] for pull in world.forge.pulls.values()]


def test_nothing_is_sent_while_nobody_is_named_who_records_it(world: World) -> None:
    world.lets_the_clock_run()
    sha = world.origin("rev-parse", "main")
    run = well(world.run("notify", "schedule", {"ref": "refs/heads/main"}, sha=sha, variables={"NOTICES": "on"}))

    assert "BOT_HANDLE does not name who records what is sent" in run.out
    assert {} == world.forge.pulls
    assert "ledger" not in world.origin("branch", "--list", "ledger")
