"""`pps promote` and `pps agree` write the lines that they add, and nothing that check would refuse."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run, changes, commit, cut, git
from tests.cli.writing.terminals import pps_on_a_terminal

PATCH = "data/patches/PATCH-1200.yaml"
CERTIFIED = ("promote", "PATCH-1200", "certified", "--set", "ref=https://cert.example.org/1200/report")
CERTIFIED_LINES = """\
  - type: certified
    date: 2008-06-20
    by: cert-ivo
    role: sa3-certification
    ref: https://cert.example.org/1200/report
    approvals:
      - {role: sa3-certification, by: cert-ivo, date: 2008-06-20, decision: approve}
"""


def changed(path: Path, *replacements: tuple[str, str]) -> None:
    """Replaces texts that stand in a file once."""
    text = path.read_text(encoding="utf-8")
    for old, new in replacements:
        assert 1 == text.count(old)
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_promotion_appends_its_event_with_the_approval_that_it_needs(world: Path, pps: Run) -> None:
    before = (world / PATCH).read_text(encoding="utf-8")
    ran = pps(*CERTIFIED, "--by", "cert-ivo")

    assert (0, before + CERTIFIED_LINES) == (ran.code, (world / PATCH).read_text(encoding="utf-8"))
    assert f"git add {PATCH} && git commit -m 'PATCH-1200: certified'" in ran.out
    assert "Who is named has to approve it there, or open it: cert-ivo\n" in ran.out
    assert 0 == pps("check").code


def test_a_dry_run_shows_the_difference_and_writes_nothing(world: Path, pps: Run) -> None:
    before = (world / PATCH).read_bytes()
    ran = pps(*CERTIFIED, "--by", "cert-ivo", "--dry-run")
    added = [line[1:] for line in ran.out.splitlines() if line.startswith("+") and not line.startswith("+++")]

    assert (0, before) == (ran.code, (world / PATCH).read_bytes())
    assert CERTIFIED_LINES.splitlines() == added
    assert f"--- a/{PATCH}\n+++ b/{PATCH}\n" in ran.out


def test_the_file_keeps_its_mode_and_nothing_else_is_left_behind(world: Path, pps: Run) -> None:
    (world / PATCH).chmod(0o640)
    names = sorted(path.name for path in (world / PATCH).parent.iterdir())
    pps(*CERTIFIED, "--by", "cert-ivo")

    assert 0o640 == stat.S_IMODE((world / PATCH).stat().st_mode)
    assert names == sorted(path.name for path in (world / PATCH).parent.iterdir())


def test_what_check_would_refuse_is_refused_in_its_words(world: Path, pps: Run) -> None:
    before = (world / PATCH).read_bytes()
    refused = pps("promote", "PATCH-1200", "accepted", "--by", "coord-lena", "--set", "platforms=sl4-i386")
    event = "  - {type: accepted, date: 2008-06-20, by: coord-lena, role: pps-coordination, platforms: [sl4-i386]}\n"

    assert (1, before) == (refused.code, (world / PATCH).read_bytes())

    (world / PATCH).write_bytes(before + event.encode())
    said = {line.partition(": ")[2] for line in pps("check").out.splitlines()}

    assert {line.partition(": ")[2] for line in refused.out.splitlines()} <= said
    assert "PPS801 [PATCH-1200] cannot go from 'in-preview'" in refused.out


def test_errors_that_stand_already_refuse_nothing(world: Path, pps: Run) -> None:
    changed(world / "data/bugs/BUG-1201.yaml", ("security: false", "security: no"))

    assert 1 == pps("check").code
    assert 0 == pps(*CERTIFIED, "--by", "cert-ivo", "--dry-run").code


def test_an_event_is_not_dated_back_further_than_the_policy_allows(pps: Run) -> None:
    ran = pps("promote", "PATCH-1300", "note", "--by", "coord-lena", "--note", "late", "--date", "2008-06-16")

    assert 1 == ran.code
    assert "PPS808 [PATCH-1300] 'note' is dated 4 days ago; at most 3 days of back-dating" in ran.out


def test_a_reclassification_remembers_what_was_committed(world: Path, pps: Run) -> None:
    git(world, "init", "-q")
    git(world, "add", ".")
    git(world, "commit", "-q", "-m", "The world")
    changed(world / PATCH, ("fixes: [BUG-1201]", "fixes: []"), ('    BUG-1201: "A site', '    BUG-1201: "Every site'))
    ran = pps("promote", "PATCH-1200", "reclassified", "--by", "rm-nadia", "--set", "reason=not fixed", "--dry-run")

    assert 0 == ran.code
    assert ran.out.endswith("+    was: {fixes: [BUG-1201]}\n")


def test_git_knows_who_records_it(world: Path, pps: Run) -> None:
    git(world, "init", "-q")
    git(world, "config", "github.user", "Cert-Ivo")

    assert 0 == pps(*CERTIFIED).code
    assert (world / PATCH).read_text(encoding="utf-8").endswith(CERTIFIED_LINES)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (CERTIFIED, "who records it? Pass --by HANDLE, or tell git once: git config github.user LOGIN"),
        ((*CERTIFIED, "--by", "nobody"), "there is no person 'nobody' in data/people/; name a handle with --by"),
        ((*CERTIFIED, "--by", "dev-pia"), "dev-pia does not hold sa3-certification on 2008-06-20"),
        ((*CERTIFIED[:3], "--by", "cert-ivo"), "'certified' needs ref; pass --set ref=https://…"),
        ((*CERTIFIED, "--set", "reff=x", "--by", "cert-ivo"), "has no key 'reff' to set; did you mean ref?"),
        ((*CERTIFIED, "--set", "ref", "--by", "cert-ivo"), "'ref' has no equals sign; write it as KEY=VALUE"),
        ((*CERTIFIED, "--approve", "boss=x", "--by", "cert-ivo"), "there is no role 'boss'; choose release-manager"),
        (("promote", "PATCH-1200", "released", "--by", "rm-nadia"), "pass --set release=REL-yyyy-nnn"),
        (
            ("promote", "PATCH-1200", "reclassified", "--set", "reason=x", "--by", "rm-nadia"),
            "'reclassified' needs was;",
        ),
        (("promote", "PATCH-1200", "sold", "--by", "rm-nadia"), "a patch has no event 'sold'; choose registered, "),
        (("promote", "PATCH-12", "certified", "--by", "rm-nadia"), "there is no PATCH-12; did you mean PATCH-1200?"),
        (("agree", "PILOT-2008-013", "--by", "ops-hugo"), "all concerned parts have agreed"),
        (("agree", "PILOT-2008-013", "--by", "nobody"), "there is no person 'nobody' in data/people/"),
        (("agree", "PILOT-2008-013", "--vo", "lumen", "--part", "site"), "--part site does not go with --vo"),
        (("agree", "PILOT-2008-013", "--all", "--part", "site"), "--all speaks for every part"),
    ],
)
def test_what_is_missing_or_wrong_is_named_with_the_way_out(arguments: tuple[str, ...], said: str, pps: Run) -> None:
    ran = pps(*arguments)

    assert 2 == ran.code
    assert said in ran.err.replace("\n", " ")


def test_the_past_is_not_written_to(world: Path) -> None:
    command = (sys.executable, "-c", "from generator.cli import main; main()", "--root", str(world), "--at", "HEAD")
    ran = subprocess.run((*command, *CERTIFIED), capture_output=True, text=True, check=False)

    assert (2, True) == (ran.returncode, "leave out --at" in ran.stderr)


def test_of_two_holders_one_has_to_be_named(world: Path, pps: Run) -> None:
    changed(
        world / "data/people/rel-jana.yaml", ("roles:\n", "roles:\n  - {role: sa3-certification, from: 2008-01-01}\n")
    )
    command = ("promote", "PATCH-1200", "preview-opened", "--by", "rel-jana")
    changed(world / "data/people/dev-pia.yaml", ("roles:\n", "roles:\n  - {role: release-manager, from: 2008-01-01}\n"))

    assert "pass --approve release-manager=dev-pia, or another of dev-pia, rm-nadia" in pps(*command).err


def test_a_concerned_part_agrees_to_a_pilot(world: Path, pps: Run) -> None:
    path = world / "data/pilots/PILOT-2008-013.yaml"
    line = "  - {part: operations, by: ops-hugo, date: 2008-06-12, decision: approve}\n"
    more = "  - {part: operations, by: ops-hugo, date: 2008-06-20, decision: reject, ref: NTF-2008-0011}\n"
    expected = path.read_text(encoding="utf-8").replace(line, line + more)
    arguments = ("--by", "ops-hugo", "--part", "operations", "--decision", "reject", "--ref", "NTF-2008-0011")
    ran = pps("agree", "PILOT-2008-013", *arguments)

    assert (0, expected) == (ran.code, path.read_text(encoding="utf-8"))
    assert "PILOT-2008-013: reject of operations" in ran.out


@pytest.mark.parametrize("arguments", [("--all",), ("--part", "operations"), ()])
def test_the_part_that_is_still_missing_is_found(arguments: tuple[str, ...], world: Path, pps: Run) -> None:
    path = world / "data/pilots/PILOT-2008-013.yaml"
    whole = path.read_text(encoding="utf-8")
    cut(path, "  - {part: operations", "sites:")
    cut(path, "  - {type: agreed")

    assert 0 == pps("agree", "PILOT-2008-013", "--by", "ops-hugo", "--date", "2008-06-18", *arguments).code
    assert "  - {part: operations, by: ops-hugo, date: 2008-06-18, decision: approve}\nsites:\n" in path.read_text(
        encoding="utf-8"
    )
    assert whole != path.read_text(encoding="utf-8")


def test_nobody_agrees_for_a_part_of_somebody_else(pps: Run) -> None:
    ran = pps("agree", "PILOT-2008-013", "--by", "ops-hugo", "--part", "development")

    assert 1 == ran.code
    assert "PPS108 [PILOT-2008-013] ops-hugo does not hold 'developer' on 2008-06-20" in ran.out


def test_a_terminal_is_asked_until_the_answer_fits(world: Path) -> None:
    words = ("promote", "PATCH-1200", "install-test", "--by", "cert-ivo", "--set", "ref=https://cert.example.org/1")
    ran = pps_on_a_terminal(world, ("--today", "2008-06-20", *words), ("sl4-i386", "good", "passed"))

    assert 0 == ran.code
    assert "platform (sl4-i386 | sl4-x86_64 | sl5-x86_64): " in ran.out
    assert "result is 'good'; choose passed | failed" in ran.out
    assert "    platform: sl4-i386\n    result: passed\n" in (world / PATCH).read_text(encoding="utf-8")


def test_what_is_not_committed_yet_counts_as_the_same_change(repository: Path, pps: Run) -> None:
    reject = ("rejected", "--by", "rm-nadia", "--set", "reason=broken")

    assert 0 == pps("promote", "PATCH-1300", *reject).code

    ran = pps("promote", "PATCH-1200", *reject)

    assert (1, ["data/patches/PATCH-1300.yaml"]) == (ran.code, changes(repository))
    assert "PPS809 [PATCH-1300] promotes PATCH-1300 beside PATCH-1200; promote it in its own pull request" in ran.out
    assert "what is not committed yet counts as the same change: data/patches/PATCH-1300.yaml\n" in ran.err


def test_a_role_is_not_used_in_the_change_that_grants_it(repository: Path, pps: Run) -> None:
    grant = ("--set", "name=Nina", "--set", "roles=[{role: release-manager}]")

    assert 0 == pps("new", "person", "rm-nina", *grant).code

    ran = pps("promote", "PATCH-1300", "note", "--by", "rm-nina", "--note", "seen")

    assert 1 == ran.code
    assert "PPS108 [PATCH-1300] rm-nina does not hold 'release-manager' on 2008-06-20 in the base" in ran.out

    commit(repository)

    assert 0 == pps("promote", "PATCH-1300", "note", "--by", "rm-nina", "--note", "seen").code


def test_errors_of_edits_that_are_not_committed_refuse_nothing_else(repository: Path, pps: Run) -> None:
    changed(
        repository / "data/patches/PATCH-1100.yaml",
        ("  - {type: certification-started, date: 2008-05-14", "  - {type: certification-started, date: 2008-05-15"),
    )

    assert 1 == pps("check", "--base", "HEAD").code
    assert 0 == pps("promote", "PATCH-1300", "note", "--by", "coord-lena", "--note", "seen").code
