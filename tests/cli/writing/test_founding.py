"""`pps init` makes a repository of records that is valid on its first day."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.authoring.carrying import lay_out
from generator.authoring.edits import AuthoringError
from generator.authoring.founding import Founding
from tests.cli.commands import BARE, Ran, pps
from tests.cli.writing.terminals import pps_on_a_terminal

PLACES = ("--roc", "ROC-NORTH=Northern Europe/NO,SE", "--vo", "astra=ASTRA/astroparticle physics")
LISTS = ("--node-type", "wn", "--platform", "el9")
HOLDERS = {
    "pps-coordination": "ada/ada-login/Ada Winter",
    "sa1-operations": "ben/ben-login/Ben Frost",
    "release-manager": "cyd/cyd-login/Cyd Snow",
    "roc-manager:ROC-NORTH": "dan/dan-login/Dan Hail",
    "vo-manager:astra": "eva/eva-login/Eva Rain",
}
NAMED = ("--name", 'Bulletin: "North"', "--organisation", "north-grid", *PLACES, *LISTS)
WHO = {
    "GIT_AUTHOR_NAME": "n",
    "GIT_AUTHOR_EMAIL": "n@e.org",
    "GIT_COMMITTER_NAME": "n",
    "GIT_COMMITTER_EMAIL": "n@e.org",
}


def founders(holders: dict[str, str]) -> tuple[str, ...]:
    """Answers the options that name who holds which role."""
    return tuple(word for role, who in holders.items() for word in ("--holder", f"{role}={who}"))


def init(at: Path, *arguments: str, holders: dict[str, str] = HOLDERS) -> Ran:
    """Runs `pps init` in a folder."""
    return pps(at, "--today", "2026-03-02", "init", *arguments, *founders(holders), environment=WHO)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository that was just made."""
    folder = tmp_path_factory.mktemp("founding")
    ran = init(folder, "north", *NAMED, "--git")
    assert (0, "") == (ran.code, ran.err)
    return folder / "north"


def own(founded: Path, *arguments: str) -> Ran:
    """Runs `pps` as the new repository carries it."""
    return pps(founded, *arguments, environment={"PYTHONPATH": str(founded)})


def test_a_new_repository_keeps_the_policy(founded: Path) -> None:
    ran = own(founded, "--today", "2026-03-02", "check", "--strict")

    assert (0, "") == (ran.code, ran.out)
    assert "checked 10 records, 102 rules: 0 errors, 0 warnings" in ran.err


def test_a_new_repository_keeps_the_policy_when_time_passes(founded: Path) -> None:
    assert 0 == own(founded, "--today", "2027-03-02", "check", "--strict").code


def test_a_new_repository_is_canonical(founded: Path) -> None:
    assert (0, "") == ((ran := own(founded, "fmt", "--check")).code, ran.out)


def test_a_new_repository_builds_its_site_under_its_own_name(founded: Path, tmp_path: Path) -> None:
    ran = own(founded, "--today", "2026-03-02", "build", "--out", str(tmp_path / "site"))

    assert 0 == ran.code
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Bulletin: &#34;North&#34;" in home or "Bulletin: &quot;North&quot;" in home
    assert "banner--demonstration" not in home
    assert (tmp_path / "site" / "policy" / "rules" / "PPS408" / "index.html").is_file()


def test_the_first_commit_holds_everything(founded: Path) -> None:
    git = ("git", "-C", str(founded))
    told = subprocess.run((*git, "log", "--format=%s", "main"), capture_output=True, text=True, check=True, env=BARE)
    left = subprocess.run((*git, "status", "--porcelain"), capture_output=True, text=True, check=True, env=BARE)

    assert 'Found Bulletin: "North"\n' == told.stdout
    assert "" == left.stdout


def test_nothing_of_the_demonstration_comes_along(founded: Path, checkout: Path) -> None:
    people = {path.stem for path in (checkout / "data" / "people").iterdir()}

    assert "demonstration" not in (founded / "data" / "vocab.yaml").read_text(encoding="utf-8")
    assert {"ada", "ben", "cyd", "dan", "eva"} == {path.stem for path in (founded / "data/people").iterdir()}
    assert set() == people & {path.stem for path in (founded / "data" / "people").iterdir()}
    assert "@example/" not in (founded / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    assert not (founded / "tests" / "world").exists()


def test_every_target_that_the_workflows_make_is_there(founded: Path) -> None:
    targets = subprocess.run(("make", "-C", str(founded), "help"), capture_output=True, text=True, check=True).stdout
    workflows = "".join(path.read_text(encoding="utf-8") for path in (founded / ".github" / "workflows").glob("*.yml"))
    rules = (founded / "Makefile").read_text(encoding="utf-8")

    assert ["help", "site", "check", "serve", "audit"] == re.findall(r"^make (\w+)", targets, flags=re.MULTILINE)
    assert {".venv/run", "audit"} == set(re.findall(r"make (?:--directory \w+ )?(\S+)$", workflows, flags=re.MULTILINE))
    assert {"pytest", "dev.txt", "bench.txt"} & set(re.findall(r"[\w.]+", rules)) == set()


def test_every_file_and_target_is_there_that_the_templates_and_the_guides_name(founded: Path) -> None:
    templates, guides = founded / ".github" / "PULL_REQUEST_TEMPLATE", founded / "site_templates" / "prose" / "guides"
    texts = [path.read_text(encoding="utf-8") for path in (*templates.iterdir(), guides / "contribute.md")]
    files = {name for text in texts for name in re.findall(r"`?([\w.-]+\.(?:md|yaml))\b", text)}
    goals = {goal for text in texts for goal in re.findall(r"`make (\w+)`", text)}

    assert {"check"} <= goals
    assert "test" not in goals
    assert [] == [name for name in files if not any(founded.rglob(name))]


def test_the_parameters_of_the_first_revision_are_those_of_the_policy(founded: Path, checkout: Path) -> None:
    assert params_of(founded / "data") == params_of(checkout / "tests" / "world" / "data")


def params_of(data: Path) -> dict[str, object]:
    """Answers the parameters of the first revision, as they are read."""
    found = yaml.safe_load((data / "policy" / "POLICY-1.0.yaml").read_text(encoding="utf-8"))["params"]
    assert isinstance(found, dict)
    return found


def test_one_person_cannot_found_it_in_two_roles(tmp_path: Path) -> None:
    ran = init(tmp_path, "north", *NAMED, holders=HOLDERS | {"release-manager": "ben"})

    assert 1 == ran.code
    assert "PPS806 [POLICY-1.0] ben cannot approve in two roles of one decision" in ran.out
    assert [] == list(tmp_path.iterdir())


def test_one_person_can_hold_roles_that_decide_apart(tmp_path: Path) -> None:
    ran = init(
        tmp_path,
        "north",
        *NAMED,
        holders=HOLDERS | {"pps-coordination": "ben/ben-login/Ben Frost"} | {"sa1-operations": "ben"},
    )

    assert 0 == ran.code
    assert "  - {role: pps-coordination, from: 2026-03-02}\n  - {role: sa1-operations, from: 2026-03-02}\n" in (
        tmp_path / "north" / "data" / "people" / "ben.yaml"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "holders", "said"),
    [
        ((), {}, '--name "Northern bulletin" --organisation north-grid --holder "pps-coordination='),
        ((), {}, '--roc "ROC-NORTH=NAME/CC,CC" --vo "astra=NAME/DISCIPLINE"'),
        (NAMED[:4], HOLDERS, 'pass --roc "ROC-NORTH=NAME/CC,CC" --vo "astra=NAME/DISCIPLINE"'),
        (NAMED, HOLDERS | {"emt": "fay"}, "who is fay? Write it as ROLE[:SCOPE]=HANDLE/LOGIN/NAME"),
        (NAMED, HOLDERS | {"king": "fay/f/F"}, "there is no role 'king'"),
        ((*NAMED, "--organisation", "a b"), HOLDERS, "'a b' is no name of an organisation"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], holders: dict[str, str], said: str, tmp_path: Path
) -> None:
    ran = init(tmp_path, "north", *arguments, holders=holders)

    assert 2 == ran.code
    assert said in ran.err
    assert [] == list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    ran = init(tmp_path, ".", *NAMED)

    assert 2 == ran.code
    assert f"{tmp_path} is not empty; name a new folder" in ran.err
    assert ["mine"] == [path.name for path in tmp_path.iterdir()]


def test_an_installation_without_a_checkout_says_what_it_lacks(tmp_path: Path) -> None:
    nothing = Founding(
        name="x", organisation="x", founders=(), rocs={}, vos={}, publisher="ops", node_types=(), platforms=()
    )
    (tmp_path / "mkdocs.yml").touch()

    with pytest.raises(AuthoringError, match=r"lacks \.editorconfig.* run pps init from a checkout"):
        lay_out(tmp_path, tmp_path / "north", nothing, {})


def test_a_terminal_is_asked_until_each_answer_fits(tmp_path: Path) -> None:
    rest = founders({role: who for role, who in HOLDERS.items() if role != "vo-manager:astra"})
    answers = {
        "What is the site called?": ("North",),
        "Which organisation": ("north grid", "north-grid"),
        "vo-manager: of which one?": ("ASTRA", "astra"),
        "vo-manager: who?": ("eva", "eva/eva_login/Eva Rain", "ben", "eva/eva-login/Eva Rain"),
        "astra: what is it?": ("ASTRA", "ASTRA/astroparticle physics"),
    }
    typed = [answer for several in answers.values() for answer in several]
    ran = pps_on_a_terminal(tmp_path, ("init", "north", *rest, *PLACES[:2]), typed)

    assert 0 == ran.code
    assert [] == [question for question in answers if question not in ran.out]
    for refused in (
        "'north grid' is no name of an organisation",
        "'ASTRA' is no id of a VO",
        "who is eva?",
        "is no GitHub login",
        "ben cannot be sa1-operations and vo-manager: both approve the policy, as two persons",
        "discipline is empty",
    ):
        assert refused in ran.out
    assert 'discipline: "astroparticle physics"' in (tmp_path / "north/data/vos/astra.yaml").read_text()


def test_the_guide_names_every_variable_and_secret_of_the_workflows(checkout: Path) -> None:
    guide = (checkout / "site_templates" / "prose" / "guides" / "adopt.md").read_text(encoding="utf-8")
    workflows = "".join(path.read_text(encoding="utf-8") for path in (checkout / ".github" / "workflows").glob("*.yml"))
    table = guide.partition("### Variables and secrets")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]

    assert set(re.findall(r"\b(?:vars|secrets)\.([A-Z_]+)", workflows)) == {
        name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])
    }
