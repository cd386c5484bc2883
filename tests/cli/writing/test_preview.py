"""`pps preview open` and `pps install`: a preview is opened, and taken from step to step, at one site or at many."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run, changes, commit

SITES = ("GOLDCREST-T2", "PLATEAU-T1", "SILVERFIR-T2")
PATCH = "data/patches/PATCH-1200.yaml"
OPEN = ("preview", "open", "PATCH-1200", *SITES, "--by", "rm-nadia")
OPENED = """\
  - type: tarball-created
    date: 2008-06-20
    by: rm-nadia
    role: sa3-release
    name: glite-UI-2.5.0-1.tgz
    sha256: {digest}
    ref: https://repo.example.org/previews/glite-UI-2.5.0-1.tgz
  - type: preview-opened
    date: 2008-06-20
    by: rm-nadia
    role: release-manager
    approvals:
      - {{role: release-manager, by: rm-nadia, date: 2008-06-20, decision: approve}}
  - type: feedback-channel-opened
    date: 2008-06-20
    by: coord-lena
    role: pps-coordination
    ref: "https://github.com/example/bulletin/issues?q=label:PATCH-1200"
"""
INSTALLED = """\
# yaml-language-server: $schema=../../site/schemas/v1/records/installations.json
patch: PATCH-1200
site: SILVERFIR-T2
kind: preview
platforms: [sl4-i386, sl4-x86_64]
isolated: true
settings: custom
mechanism: local
events:
  - {type: distributed, date: 2008-06-20, by: coord-lena, role: pps-coordination, via: sam-job}
"""
FILES = [f"data/installations/INST-1200-{site}.yaml" for site in SITES]
REPORT = ("--set", "result=passed", "--set", "ref=https://sam.example.org/job/1")


@pytest.fixture
def flagged(repository: Path) -> Path:
    """Answers a world in which certification has flagged PATCH-1200 and nobody has opened its preview."""
    path = repository / PATCH
    before, _, _ = path.read_text(encoding="utf-8").partition("  - type: tarball-created")
    path.write_text(before, encoding="utf-8")
    (repository / FILES[2]).unlink()
    commit(repository)
    return repository


@pytest.fixture
def tarball(tmp_path: Path) -> Path:
    """Answers a tarball."""
    path = tmp_path / "glite-UI-2.5.0-1.tgz"
    path.write_bytes(b"files")
    return path


def test_a_preview_opens_at_three_sites_in_one_change(flagged: Path, tarball: Path, pps: Run) -> None:
    before = (flagged / PATCH).read_text(encoding="utf-8")
    ran = pps(*OPEN, "--tarball", str(tarball))
    added = OPENED.format(digest=hashlib.sha256(b"files").hexdigest())

    assert (0, [PATCH, *(f"?{path}" for path in FILES)]) == (ran.code, changes(flagged))
    assert before + added == (flagged / PATCH).read_text(encoding="utf-8")
    assert INSTALLED == (flagged / FILES[2]).read_text(encoding="utf-8")
    assert "Who is named has to approve it there, or open it: rm-nadia, coord-lena\n" in ran.out
    assert "&& git commit -m 'PATCH-1200: preview opened at GOLDCREST-T2, PLATEAU-T1, SILVERFIR-T2'\n" in ran.out
    assert 0 == pps("check", "--base", "HEAD").code


def test_a_site_that_may_not_take_part_stops_the_whole_opening(flagged: Path, tarball: Path, pps: Run) -> None:
    site = flagged / "data/sites/SILVERFIR-T2.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("tier: silver", "tier: none"), encoding="utf-8")
    commit(flagged)
    ran = pps(*OPEN, "--tarball", str(tarball))

    assert (1, []) == (ran.code, changes(flagged))
    assert "error PPS306 [INST-1200-SILVERFIR-T2] SILVERFIR-T2 is 'none' on 2008-06-20" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" ".join(OPEN), "opened already; for further sites: pps install PATCH-1200 distributed SITE…"),
        ("preview open PATCH-12 X", "there is no PATCH-12; did you mean PATCH-1200?"),
        ("preview open PATCH-1200 PLATEAU --by rm-nadia", "there is no PLATEAU; did you mean PLATEAU-T1?"),
        ("preview open PATCH-1200 PLATEAU-T1 --set sha256=1", "no key here; keys start with tarball. or channel."),
        ("install PATCH-1200 started X", "there is no step 'started'; choose distributed, configured, tested"),
        ("install PATCH-1200 tested --by coord-lena", "name the sites in one way: SITE…, --tier TIER or"),
        ("install PATCH-1200 tested --tier platinum --by coord-lena", "no production site of tier platinum can take"),
        (
            "install PATCH-1200 configured PLATEAU-T1 --by coord-lena",
            "'configured' is no first step; begin with pps install PATCH-1200 distributed PLATEAU-T1",
        ),
        (
            "install PATCH-1200 tested SILVERFIR-T2 --by sm-goldie",
            "sm-goldie may not record 'tested' at SILVERFIR-T2 on 2008-06-20: pps-coordination or sa1-operations or",
        ),
        (
            "install PATCH-1200 tested SILVERFIR-T2 --by sm-silvan",
            "'tested' needs ref, result (passed | failed); pass --set ref=https://… --set result=passed",
        ),
    ],
)
def test_what_is_wrong_is_named_with_the_way_out(words: str, said: str, pps: Run) -> None:
    ran = pps(*words.split())

    assert 2 == ran.code
    assert said in ran.err.replace("\n", " ")


@pytest.mark.usefixtures("flagged")
def test_a_digest_is_asked_for_where_no_tarball_is_at_hand(pps: Run) -> None:
    ran = pps(*OPEN)

    assert (2, True) == (ran.code, "PATCH-1200 has no tarball yet; pass --tarball FILE, or --set tarball" in ran.err)


def test_a_step_is_taken_at_several_sites_each_with_its_own_report(flagged: Path, tarball: Path, pps: Run) -> None:
    assert 0 == pps(*OPEN, "--tarball", str(tarball)).code
    assert 0 == pps("install", "PATCH-1200", "configured", *SITES, "--by", "coord-lena").code
    commit(flagged)
    reports = (*REPORT, "--set", f"{SITES[2]}.ref=REL-2008-011")
    ran = pps("install", "PATCH-1200", "tested", *SITES, "--by", "coord-lena", *reports)
    texts = [(flagged / path).read_text(encoding="utf-8") for path in FILES]

    assert (0, FILES) == (ran.code, changes(flagged))
    assert [True, True, False] == [text.endswith("    ref: https://sam.example.org/job/1\n") for text in texts]
    assert texts[2].endswith("    via: sam-job\n    result: passed\n    ref: REL-2008-011\n")
    assert 0 == pps("check", "--base", "HEAD").code


def test_a_step_out_of_order_is_refused_in_the_words_of_check(repository: Path, pps: Run) -> None:
    ran = pps("install", "PATCH-1200", "tag-published", "--tier", "silver", "--by", "coord-lena")

    assert (1, []) == (ran.code, changes(repository))
    assert "error PPS305 [INST-1200-SILVERFIR-T2] tag published on 2008-06-20 before the local test passed" in ran.out


def test_a_tag_that_is_published_is_not_published_again(repository: Path, pps: Run) -> None:
    pps("install", "PATCH-1200", "tested", SITES[2], "--by", "sm-silvan", *REPORT)
    publish = ("install", "PATCH-1200", "tag-published", SITES[2], "--by", "sm-silvan")
    first, before = pps(*publish), (repository / FILES[2]).read_text(encoding="utf-8")
    again = pps(*publish, today="2008-06-21")

    assert (0, 2) == (first.code, again.code)
    assert "SILVERFIR-T2 publishes the tag of PATCH-1200 already; there is nothing to record" in again.err
    assert before == (repository / FILES[2]).read_text(encoding="utf-8")

    pps("install", "PATCH-1200", "tag-withdrawn", SITES[2], "--by", "sm-silvan", today="2008-06-21")

    assert 0 == pps(*publish, today="2008-06-22").code


def test_the_first_step_at_a_further_site_makes_its_installation(repository: Path, pps: Run) -> None:
    ran = pps("install", "PATCH-1200", "distributed", "--tier", "platinum", "--by", "sm-plato")

    assert (0, [f"?{FILES[1]}"]) == (ran.code, changes(repository))
    assert "role: site-manager, scope: PLATEAU-T1, via: sam-job" in (repository / FILES[1]).read_text(encoding="utf-8")
    assert 0 == pps("check", "--base", "HEAD").code


def test_what_the_information_system_shows_is_recorded(repository: Path, pps: Run) -> None:
    site = repository / "data/sites/SILVERFIR-T2.yaml"
    ces = "ces: [ce01.silverfir.example.org"
    site.write_text(site.read_text(encoding="utf-8").replace(ces, f"{ces}, ce02.silverfir.example.org"))

    assert 0 == pps("install", "PATCH-1200", "tested", SITES[2], "--by", "sm-silvan", *REPORT).code
    commit(repository)
    tag = "VO-ops-PPS-glite-UI-2.5.0-1"
    announced = {"ce02.silverfir.example.org": [tag], "ce01.silverfir.example.org": []}
    seen = written(repository, {"COLLINA-GRID": [], "silverfir-t2": [tag]}, {"silverfir-t2": announced})
    asked = ("--from-observation", seen, "--by", "coord-lena")
    ran = pps("install", "PATCH-1200", "tag-published", *asked)

    assert (0, [FILES[2]]) == (ran.code, changes(repository))
    assert "ces: [ce02.silverfir.example.org]" in (repository / FILES[2]).read_text(encoding="utf-8")
    assert 0 == pps("check", "--base", "HEAD").code

    again = pps("install", "PATCH-1200", "tag-published", *asked)

    assert (2, True) == (again.code, "shows nothing about PATCH-1200 that is not recorded" in again.err)

    written(repository, {"SILVERFIR-T2": []}, {})
    same_day = pps("install", "PATCH-1200", "tag-withdrawn", *asked)

    assert (2, True) == (same_day.code, "shows nothing about PATCH-1200 that is not recorded" in same_day.err)

    written(repository, {"SILVERFIR-T2": []}, {}, day="2008-06-21")
    late = ("--set", "ces=ce01.silverfir.example.org", "--by", "coord-lena")
    assert 0 == pps("install", "PATCH-1200", "tag-published", SITES[2], *late, today="2008-06-21").code
    gone = pps("install", "PATCH-1200", "tag-withdrawn", *asked, today="2008-06-21")
    last = (repository / FILES[2]).read_text(encoding="utf-8").rpartition("type: ")[2]

    assert 0 == gone.code
    assert last.startswith("tag-withdrawn")
    assert "ces: [ce02.silverfir.example.org]" in last


def test_a_host_is_recorded_as_the_record_of_its_site_spells_it(repository: Path, pps: Run) -> None:
    for name in ("data/sites/SILVERFIR-T2.yaml", *FILES[2:]):
        path = repository / name
        path.write_text(path.read_text(encoding="utf-8").replace("ce01.silverfir", "CE01.silverfir"), encoding="utf-8")
    assert 0 == pps("install", "PATCH-1200", "tested", SITES[2], "--by", "sm-silvan", *REPORT).code
    tag = "VO-ops-PPS-glite-UI-2.5.0-1"
    seen = written(repository, {"SILVERFIR-T2": [tag]}, {"SILVERFIR-T2": {"ce01.silverfir.example.org": [tag]}})
    ran = pps("install", "PATCH-1200", "tag-published", "--from-observation", seen, "--by", "coord-lena")

    assert (0, "") == (ran.code, "PPS106" if "PPS106" in ran.out else "")
    assert "ces: [CE01.silverfir.example.org]" in (repository / FILES[2]).read_text(encoding="utf-8")


def written(
    root: Path, sites: dict[str, list[str]], ces: dict[str, dict[str, list[str]]], day: str = "2008-06-20"
) -> str:
    """Writes an observation beside a repository and answers its path."""
    path = root.parent / "observation.json"
    source = "ldap://bdii.example.org:2170"
    shown = {"observed_at": f"{day}T04:15:00Z", "source": source, "sites": sites, "ces": ces}
    path.write_text(json.dumps(shown), encoding="utf-8")
    return str(path)


def test_a_step_that_no_information_system_shows_is_not_read_from_one(world: Path, pps: Run) -> None:
    asked = ("install", "PATCH-1200", "tested", "--from-observation", written(world, {}, {}), "--by", "coord-lena")

    assert "an observation shows tags, not 'tested'; name the sites instead" in pps(*asked).err

    (world.parent / "observation.json").write_text("{}", encoding="utf-8")
    ran = pps(*asked)

    assert (2, True) == (ran.code, "this is no observation" in ran.err)
