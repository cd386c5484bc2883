"""`pps promote PATCH accepted` brings along what is then knowable."""

from pathlib import Path

from tests.cli.writing.conftest import Run, changes, commit, cut


def ready(world: Path) -> Path:
    """Takes back what was done with PATCH-1100 after its certification, and answers its file."""
    path = world / "data/patches/PATCH-1100.yaml"
    cut(path, "  - {type: notes-confirmed")
    (world / "data/releases/REL-2008-011.yaml").unlink()
    return path


def test_an_acceptance_brings_along_what_is_then_due(world: Path, pps: Run) -> None:
    path = ready(world)
    before = path.read_text(encoding="utf-8")
    ran = pps("promote", "PATCH-1100", "accepted", "--by", "rm-nadia", today="2008-06-13")
    digest = "d8c05ec8b747c6976e0632767152caa019c3898ad2e26a63f43e3555065864bf"
    expected = f"""\
  - type: notes-confirmed
    date: 2008-06-13
    by: rm-nadia
    role: sa3-release
    digest: {digest}
  - {{type: preview-closed, date: 2008-06-13, by: coord-lena, role: pps-coordination}}
  - type: accepted
    date: 2008-06-13
    by: rm-nadia
    role: release-manager
    platforms: [sl4-i386, sl4-x86_64]
    approvals:
      - {{role: release-manager, by: rm-nadia, date: 2008-06-13, decision: approve}}
      - {{role: pps-coordination, by: coord-lena, date: 2008-06-13, decision: approve}}
"""

    assert (0, before + expected) == (ran.code, path.read_text(encoding="utf-8"))


def test_an_acceptance_is_one_pull_request_that_passes(repository: Path, pps: Run) -> None:
    path = ready(repository)
    commit(repository)
    ran = pps("promote", "PATCH-1100", "accepted", "--by", "rm-nadia")

    assert (0, [str(path.relative_to(repository))]) == (ran.code, changes(repository))
    assert "data/patches/PATCH-1100.yaml: notes-confirmed, preview-closed, accepted\n" in ran.out
    assert ran.out.endswith("Then released: pps release PATCH-1100\n")
    assert 0 == pps("check", "--base", "HEAD").code


def test_an_acceptance_says_that_nobody_gave_feedback_where_that_is_so(world: Path, pps: Run) -> None:
    path = ready(world)
    cut(path, "  feedback_summary:", "events:")
    (world / "data/feedback/FB-110.yaml").unlink()

    assert 0 == pps("promote", "PATCH-1100", "accepted", "--by", "rm-nadia", today="2008-06-13").code
    assert '  known_issues: ""\n  no_feedback: true\nevents:\n' in path.read_text(encoding="utf-8")


def test_notes_are_not_confirmed_in_the_name_of_somebody_who_may_not(world: Path, pps: Run) -> None:
    ready(world)
    ran = pps("promote", "PATCH-1100", "accepted", "--by", "coord-lena", today="2008-06-13")

    assert 1 == ran.code
    assert "PPS314 [PATCH-1100] the release notes have not been confirmed" in ran.out


def test_an_acceptance_names_the_overrule_that_it_needs(repository: Path, pps: Run) -> None:
    path = repository / "data/patches/PATCH-1600.yaml"
    before, _, _ = path.read_text(encoding="utf-8").partition("  - type: accepted")
    path.write_text(before, encoding="utf-8")
    commit(repository)
    ran = pps("promote", "PATCH-1600", "accepted", "--by", "rm-nadia", "--set", "platforms=sl4-i386")

    assert 0 == ran.code, ran.out + ran.err
    assert "    platforms: [sl4-i386]\n    overrule: OVR-2008-016\n    approvals:\n" in path.read_text(encoding="utf-8")
    assert 0 == pps("check", "--base", "HEAD").code
