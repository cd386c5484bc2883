"""`pps new` writes a record of any kind with all that can be known, and says what is missing."""

from pathlib import Path

import pytest

from tests.cli.writing.conftest import Run, changes, git, settings
from tests.cli.writing.terminals import pps_on_a_terminal

CLIENT = ("component=client", "node_types=glite-UI", "version=2.6.0-1", "title=UI client: faster start")
FACTS = ("attributes.compatible_with_old_servers=true", "attributes.environment_intervention=false")
BUG = ("bug.title=the UI starts slowly", "bug.production_impact=degraded", "bug.security=false")
PATCH = ("new", "patch", "--by", "rel-jana", "--bug", "1700", "--originator", "user-timo")
NEW_PATCH = """\
# yaml-language-server: $schema=../../site/schemas/v1/records/patches.json
component: client
node_types: [glite-UI]
version: "2.6.0-1"
base_version: "2.4.7-0"
title: "UI client: faster start"
tracker: {system: savannah, url: https://savannah.example.org/patch/1601}
developers: [dev-pia]
fixes: [BUG-1700]
attributes:
  compatible_with_old_servers: true
  environment_intervention: false
  config: {added: [], changed: [], removed: []}
release_notes: {changes: {}, configuration_instructions: "", known_issues: ""}
events:
  - {type: registered, date: 2008-06-20, by: rel-jana, role: sa3-release}
"""
NEW_BUG = """\
# yaml-language-server: $schema=../../site/schemas/v1/records/bugs.json
kind: bug
title: "the UI starts slowly"
tracker_url: https://savannah.example.org/bugs/1700
originator: user-timo
production_impact: degraded
security: false
"""


def test_a_patch_and_its_bug_are_registered_in_one_step(repository: Path, pps: Run) -> None:
    ran = pps(*PATCH, *settings(*CLIENT, *FACTS, *BUG))
    bug, patch = "data/bugs/BUG-1700.yaml", "data/patches/PATCH-1601.yaml"

    assert (0, [f"?{bug}", f"?{patch}"]) == (ran.code, changes(repository))
    assert NEW_PATCH == (repository / patch).read_text(encoding="utf-8")
    assert NEW_BUG == (repository / bug).read_text(encoding="utf-8")
    assert f"  git add {bug} {patch} && git commit -m 'PATCH-1601: new, with BUG-1700'\n" in ran.out
    assert "Who is named has to approve it there, or open it: rel-jana\n" in ran.out
    assert ran.out.endswith("Then certification-started: pps promote PATCH-1601 certification-started\n")
    assert 0 == pps("check", "--base", "HEAD").code


def test_a_known_bug_is_named_and_not_written_again(repository: Path, pps: Run) -> None:
    line = "release_notes.changes.BUG-1201=It starts at once: always."
    ran = pps("new", "patch", "PATCH-1700", "--by", "dev-pia", "--bug", "1201", *settings(*CLIENT, *FACTS, line))
    text = (repository / "data/patches/PATCH-1700.yaml").read_text(encoding="utf-8")

    assert (0, ["?data/patches/PATCH-1700.yaml"]) == (ran.code, changes(repository))
    assert "fixes: [BUG-1201]\n" in text
    assert '{changes: {BUG-1201: "It starts at once: always."}, ' in text


def test_a_vulnerability_is_under_embargo_from_its_first_line_on(repository: Path, pps: Run) -> None:
    ran = pps(*PATCH, *settings(*CLIENT, *FACTS, "bug.production_impact=broken", "bug.security=true"))
    patch = (repository / "data/patches/PATCH-1601.yaml").read_text(encoding="utf-8")

    assert (0, True) == (ran.code, "changes: {BUG-1700: embargoed}" in patch)
    assert "title: embargoed\n" in (repository / "data/bugs/BUG-1700.yaml").read_text(encoding="utf-8")


def test_a_dry_run_of_several_files_is_a_patch_that_git_applies(repository: Path, pps: Run) -> None:
    ran = pps(*PATCH, *settings(*CLIENT, *FACTS, *BUG), "--dry-run")

    assert (0, []) == (ran.code, changes(repository))

    (repository.parent / "diff").write_text(ran.out, encoding="utf-8")
    git(repository, "apply", str(repository.parent / "diff"))

    assert NEW_PATCH == (repository / "data/patches/PATCH-1601.yaml").read_text(encoding="utf-8")
    assert 0 == pps("check", "--base", "HEAD").code


@pytest.mark.parametrize(
    ("words", "given", "path"),
    [
        ("person dev-rolf", ("name=Rolf Devon", "roles=[{role: developer}]"), "people/dev-rolf"),
        ("roc ROC-NORTH", ("name=Northern Europe", 'countries=["NO", "SE"]'), "rocs/ROC-NORTH"),
        ("vo plasma", ("name=Plasma", "discipline=physics", "pps_interest={}"), "vos/plasma"),
        (
            "site LARCH-T2 --by coord-lena",
            (
                "name=Larch",
                "roc=ROC-ALPS",
                "infrastructure=production",
                "vos=ops",
                "platforms=sl4-i386",
                "tier_history=[{tier: silver}]",
            ),
            "sites/LARCH-T2",
        ),
        (
            "bug",
            (
                "kind=bug",
                "title=slow",
                "originator=none",
                "originator_note=an old report",
                "production_impact=none",
                "security=false",
            ),
            "bugs/BUG-1602",
        ),
        (
            "scenario SCN-sl5-fts",
            (
                "title=FTS on SL5",
                "os=SL5",
                "arch=x86_64",
                "platform=sl5-x86_64",
                "significant_for=glite-FTS",
                "production_like=true",
            ),
            "scenarios/SCN-sl5-fts",
        ),
        (
            "deployment-test --by ops-hugo",
            ("patch=PATCH-1400", "site=COLLINA-GRID", "installer=yaim", "result=passed", "ref=https://x.example.org"),
            "deployment-tests/DT-1400-002",
        ),
        (
            "feedback FB-160 --by coord-lena",
            ("subject=PATCH-1200", "author=mira-m", "vo=lumen", "verdict=positive", "blocking=false", "text=fine"),
            "feedback/FB-160",
        ),
        ("notification --by coord-lena", ("kind=broadcast", "about=PATCH-1200"), "notifications/NTF-2008-0025"),
        ("notification --by coord-lena", ("kind=personal", "about=PATCH-1200"), "notifications/NTF-2008-0025"),
        (
            "post-mortem --by ops-hugo",
            ("pilot=PILOT-2008-015", "assessment=good", "decision=promote", "reason=all criteria hold"),
            "post-mortems/PM-2008-016",
        ),
        (
            "exception --by coord-lena",
            (
                "kind=deviation",
                "subject=PATCH-1200",
                "rules=PPS313",
                "justification=urgent",
                "valid_until=2008-07-20",
                "documentation=https://x.example.org",
            ),
            "exceptions/EXC-2008-016",
        ),
        (
            "overrule --by emt-otto",
            (
                "patch=PATCH-1600",
                "transition=accepted",
                "reason=security",
                "rules=PPS401",
                "justification=urgent",
                "risk=low",
                "rollback_plan=downgrade",
                "valid_until=2008-07-01",
            ),
            "overrules/OVR-2008-017",
        ),
        ("installation INST-1200-GOLDCREST-T2 --by coord-lena", (), "installations/INST-1200-GOLDCREST-T2"),
        (
            "pilot --by coord-lena",
            ("patches=PATCH-1600", "title=DPM", "sites=[{site: GOLDCREST-T2, provides: DPM}]"),
            "pilots/PILOT-2008-016",
        ),
    ],
)
def test_a_record_of_every_kind_passes_the_check_of_its_pull_request(
    words: str, given: tuple[str, ...], path: str, repository: Path, pps: Run
) -> None:
    ran = pps("new", *words.split(), *settings(*given))

    assert (0, [f"?data/{path}.yaml"]) == (ran.code, changes(repository)), ran.out + ran.err
    assert 0 == pps("check", "--base", "HEAD").code


def test_entries_that_name_neither_day_nor_person_get_them(repository: Path, pps: Run) -> None:
    pps("new", "person", "dev-rolf", *settings("name=Rolf Devon", "roles=[{role: developer}]"))

    text = (repository / "data/people/dev-rolf.yaml").read_text(encoding="utf-8")

    assert text.endswith('name: "Rolf Devon"\nroles:\n  - {role: developer, from: 2008-06-20}\n')


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*PATCH, *settings(*CLIENT, *FACTS)), "a new bug needs title, production_impact (none | degraded | broken)"),
        ((*PATCH, *settings(*CLIENT, *FACTS)), "--set 'bug.title=a few words' --set bug.production_impact=none"),
        ((*PATCH, *settings(*CLIENT, *BUG)), "--set attributes.compatible_with_old_servers=true --set attributes.env"),
        ((*PATCH, *settings(*CLIENT, *FACTS, *BUG, "versoin=1")), "has no key 'versoin' to set; did you mean version?"),
        (
            (*PATCH, *settings(*CLIENT, *FACTS, *BUG, "attributes.rollback=full")),
            "has no key 'attributes.rollback' to set; known: attributes.compatible_with_old_servers, ",
        ),
        (
            (*PATCH, *settings(*CLIENT, *BUG, "attributes.environment_intervention=maybe")),
            "attributes.environment_intervention: environment_intervention is neither true nor false",
        ),
        (
            ("new", "patches", "PATCH-1200", "--by", "rel-jana"),
            "PATCH-1200 is there already; the next free one is PATCH-1601",
        ),
        (("new", "patch", "1200", "--by", "rel-jana"), "'1200' is no id of a patch (PATCH-n)"),
        (("new", "site"), "which site? Name its id after the kind: SITE-NAME"),
        (("new", "deployment-test", "--by", "ops-hugo"), "after the kind: DT-n-nnn; or tell its patch: --set patch="),
        (("new", "policy-revision"), "a policy revision is written by pps policy revise"),
        (("new", "release"), "a release is written by pps release"),
        (("new", "rule"), "there is no kind 'rule'; choose person, ROC"),
        (("new", "vo", "plasma", "--bug", "1"), "--bug and --originator belong to a new patch"),
        (
            ("new", "patch", "--by", "rel-jana", *settings("bug.title=x")),
            "bug.title is about a bug that is not new here; name a",
        ),
        (("new", "pilot"), "who records it? Pass --by HANDLE"),
        (("new", "patch", "--by", "cert-ivo", *settings(*CLIENT, *FACTS)), "cert-ivo does not hold sa3-release or dev"),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_is_missing_or_wrong_is_named_with_the_option_that_says_it(
    arguments: tuple[str, ...], said: str, pps: Run
) -> None:
    ran = pps(*arguments)

    assert 2 == ran.code
    assert said.casefold() in ran.err.replace("\n", " ").casefold()


def test_what_check_would_refuse_is_refused_in_its_words_and_no_file_is_left(repository: Path, pps: Run) -> None:
    ran = pps(*PATCH, *settings(*CLIENT[:2], "version=2.5.0-1", CLIENT[3], *FACTS, *BUG))

    assert (1, []) == (ran.code, changes(repository))
    assert "error PPS110 [PATCH-1601]" in ran.out
    assert "nothing is written: check would refuse data/bugs/BUG-1700.yaml, data/patches/PATCH-1601.yaml" in ran.err


def test_a_second_record_gets_the_next_number_although_the_first_is_not_merged(repository: Path, pps: Run) -> None:
    notice = ("new", "notification", "--by", "coord-lena", *settings("kind=broadcast", "about=PATCH-1200"))

    assert (0, 0) == (pps(*notice).code, pps(*notice).code)
    assert ["?data/notifications/NTF-2008-0025.yaml", "?data/notifications/NTF-2008-0026.yaml"] == changes(repository)


def test_numbers_begin_anew_with_the_year(repository: Path, pps: Run) -> None:
    notice = ("new", "notification", "--by", "coord-lena", *settings("kind=broadcast", "about=PATCH-1200"))
    ran = pps(*notice, today="2009-01-05")

    assert (0, ["?data/notifications/NTF-2009-0001.yaml"]) == (ran.code, changes(repository))


def test_a_terminal_is_asked_for_all_that_is_missing(world: Path) -> None:
    answers = ("bug", "none", "bad", "degraded", "false", "an old report")
    ran = pps_on_a_terminal(world, ("--today", "2008-06-20", "new", "bug", "--set", "title=slow"), answers)

    assert 0 == ran.code
    assert "kind (bug | request): " in ran.out
    assert "production_impact is 'bad'; choose none | degraded | broken" in ran.out
    assert 'originator_note: "an old report"\n' in (world / "data/bugs/BUG-1602.yaml").read_text(encoding="utf-8")


def test_what_an_answer_makes_known_is_not_asked(world: Path) -> None:
    words = ("--today", "2008-06-20", "new", "notification", "--by", "coord-lena")
    ran = pps_on_a_terminal(world, words, ("broadcast", "PATCH-1200"))
    text = (world / "data/notifications/NTF-2008-0025.yaml").read_text(encoding="utf-8")

    assert (0, False) == (ran.code, "channel" in ran.out)
    assert "about: PATCH-1200\nevent: preview-opened\nto: {vos: all, rocs: all}\nchannel: egee-broadcast\n" in text
