"""`pps build`: the edition of a repository, whole or not at all."""

import hashlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.commands import BARE, BUG, PPS, WORLD, break_pilot, change, new_world, pps

CHECKOUT = WORLD.parent.parent
SMALL = 64 * 1024
"""The greatest size of a file on a disk that is nearly full; some scripts of the site are larger."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository with the small world and its site; nobody writes in it."""
    root = new_world(tmp_path_factory.mktemp("world"))
    assert 0 == pps(root, "build").code
    return root


def with_site(world: Path, root: Path) -> Path:
    """Answers a copy of a repository with its site."""
    shutil.copytree(world, root, dirs_exist_ok=True)
    return root


def digest(site: Path) -> str:
    """Answers one number for every name and byte of a site."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    parts = (f"{path.relative_to(site)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def entries(root: Path) -> list[str]:
    """Answers what stands in a repository."""
    return sorted(path.name for path in root.iterdir())


def test_the_site_stands_in_the_repository_and_the_command_says_so(world: Path, tmp_path: Path) -> None:
    root = new_world(tmp_path)
    ran = pps(root / "data", "build")

    assert (0, "") == (ran.code, ran.out)
    assert f"the edition of 2008-06-20 stands in {root / 'site'}\n" == ran.err
    assert ["data", "site"] == entries(root)
    assert digest(world / "site") == digest(root / "site")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8"},
    ],
)
def test_the_same_records_give_the_same_site_everywhere(
    world: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    out = tmp_path / "elsewhere" / "site"
    ran = pps(tmp_path, "--root", str(world), "build", "--out", str(out), environment=environment)

    assert 0 == ran.code
    assert digest(world / "site") == digest(out)


def test_an_edition_of_another_day_says_its_day(world: Path, tmp_path: Path) -> None:
    ran = pps(world, "--today", "2008-06-16", "build", "--out", str(tmp_path / "site"))

    assert f"the edition of 2008-06-16 stands in {tmp_path / 'site'}\n" == ran.err
    assert "2008-06-16" in (tmp_path / "site" / "map" / "index.html").read_text(encoding="utf-8")


def test_a_page_that_did_not_change_is_the_same_file(world: Path, tmp_path: Path) -> None:
    root = with_site(world, tmp_path)
    change(root, BUG, "of a client that went away", "of a client that is gone")
    before = {name: (root / "site" / name / "index.html").stat().st_ino for name in ("rocs", "bugs/BUG-1301")}
    assert 0 == pps(root, "build").code
    after = {name: (root / "site" / name / "index.html").stat().st_ino for name in before}

    assert ["rocs"] == [name for name in before if before[name] == after[name]]


def test_records_with_errors_leave_the_old_site(world: Path, tmp_path: Path) -> None:
    root = with_site(world, tmp_path)
    before = digest(root / "site")
    break_pilot(root)
    ran = pps(root, "build")

    assert 1 == ran.code
    assert ": error PPS408 [PILOT-2008-013] 4 of 7 days" in ran.out
    assert "Error: no site is built from records with errors (1); mend them, or --allow-errors\n" == ran.err
    assert before == digest(root / "site")


def test_a_folder_with_other_files_is_not_taken_for_a_site(world: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("words", encoding="utf-8")
    ran = pps(world, "build", "--out", str(tmp_path))

    assert 2 == ran.code
    assert f"{tmp_path} holds files that are no edition of a site; name an empty or a new folder" in ran.err
    assert ["thesis.tex"] == entries(tmp_path)


def test_the_records_are_not_taken_for_a_site(world: Path, tmp_path: Path) -> None:
    root = with_site(world, tmp_path)

    assert 2 == pps(root, "build", "--out", "data").code
    assert 0 == pps(root, "check").code


def test_a_place_below_a_file_is_refused_in_words(world: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = pps(world, "build", "--out", str(tmp_path / "file" / "site"))

    assert 2 == ran.code
    assert f"there is no place for a site at {tmp_path / 'file' / 'site'}: " in ran.err


def test_the_top_of_all_folders_is_no_place_for_a_site(world: Path) -> None:
    ran = pps(world, "build", "--out", "/")

    assert 2 == ran.code
    assert "/ cannot be the folder of a site; name a new folder" in ran.err


def test_a_full_disk_leaves_the_old_site(world: Path, tmp_path: Path) -> None:
    root = with_site(world, tmp_path)
    before = digest(root / "site")
    done = subprocess.run(
        (*PPS, "build"),
        cwd=root,
        env=BARE,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL)),
    )

    assert 2 == done.returncode, done.stderr
    assert f"{root / 'site'} cannot be written: File too large; the old edition stays" in done.stderr
    assert before == digest(root / "site")
    assert ["data", "site"] == entries(root)


def test_a_fault_of_the_tool_ends_with_70_and_leaves_the_old_site(world: Path, tmp_path: Path) -> None:
    root = with_site(world, tmp_path / "records")
    before = digest(root / "site")
    ran = pps(root, "build", environment={"PYTHONPATH": str(_broken_installation(tmp_path / "installed"))})

    assert 70 == ran.code
    assert "has no attribute 'no_such_field'" in ran.err
    assert ran.err.endswith(
        "pps: this is a fault of the tool; please report the lines above. git status tells what was written.\n"
    )
    assert before == digest(root / "site")
    assert ["data", "site"] == entries(root)


def _broken_installation(folder: Path) -> Path:
    """Answers a copy of the tool in which one template asks for what its page does not have."""
    for name in ("generator", "site_templates"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "mkdocs.yml", folder)
    template = folder / "site_templates" / "pages" / "roc.html"
    template.write_text(template.read_text(encoding="utf-8") + "{{ page.no_such_field }}", encoding="utf-8")
    return folder


def test_faulty_prose_ends_with_70_and_is_named(world: Path, tmp_path: Path) -> None:
    installed = _broken_installation(tmp_path / "installed")
    (installed / "site_templates" / "prose" / "stray.md").write_text("# A page that no menu names\n", encoding="utf-8")
    ran = pps(world, "build", "--out", str(tmp_path / "site"), environment={"PYTHONPATH": str(installed)})

    assert 70 == ran.code
    assert "stray.md" in ran.err
    assert not (tmp_path / "site").exists()


def test_a_build_that_is_killed_leaves_a_whole_site_and_the_next_one_cleans_up(world: Path, tmp_path: Path) -> None:
    root = with_site(world, tmp_path / "records")
    change(root, BUG, "of a client that went away", "of a client that is gone")
    before = digest(root / "site")
    assert 0 == pps(root, "build", "--out", str(tmp_path / "after")).code
    after = digest(tmp_path / "after")
    moments = random.Random(2008)  # noqa: S311 - moments to kill at, no secrets
    for _ in range(6):
        _kill_while_it_builds(root, moments.uniform(0, 1))

        assert digest(root / "site") in {before, after}
    assert 0 == pps(root, "build").code

    assert after == digest(root / "site")
    assert ["data", "site"] == entries(root)


def _kill_while_it_builds(root: Path, seconds: float) -> None:
    """Kills a build some time after it has begun to write, or when it ends."""
    known = {path.name for path in root.glob(".site.draft-*")}
    with subprocess.Popen(
        (*PPS, "build"), cwd=root, env=BARE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as build:
        while build.poll() is None and {path.name for path in root.glob(".site.draft-*")} <= known:
            time.sleep(0.01)
        time.sleep(seconds)
        if build.poll() is None:
            os.killpg(build.pid, signal.SIGKILL)


def test_every_page_says_that_demonstration_data_is_fictional(world: Path) -> None:
    pages = sorted((world / "site").rglob("*.html"))
    silent = [page for page in pages if "banner--demonstration" not in page.read_text(encoding="utf-8")]

    assert len(pages) > 50
    assert [] == silent


def test_every_page_tells_the_day_and_the_policy_it_was_judged_by(world: Path) -> None:
    told = re.compile(r"POLICY-1\.0")
    pages = [page.read_text(encoding="utf-8") for page in sorted((world / "site").rglob("*.html"))]

    assert [] == [page[:200] for page in pages if "2008-06-20" not in page or not told.search(page)]


def test_an_edition_that_loses_an_address_is_refused_unless_it_is_told_to(world: Path, tmp_path: Path) -> None:
    root = with_site(world, tmp_path)
    shutil.copytree(root / "site" / "bugs" / "BUG-1301", root / "site" / "bugs" / "BUG-9999")
    before = digest(root / "site")
    refused = pps(root, "build")

    assert 1 == refused.code
    assert "the new edition loses what the one before has; --allow-loss publishes it all the same" in refused.err
    assert "\n  /bugs/BUG-9999/\n" in refused.err
    assert before == digest(root / "site")
    assert 0 == pps(root, "build", "--allow-loss").code
    assert digest(world / "site") == digest(root / "site")


def test_an_edition_of_an_earlier_day_is_refused_unless_it_is_told_to(world: Path, tmp_path: Path) -> None:
    root = with_site(world, tmp_path)
    refused = pps(root, "--today", "2008-06-16", "build")

    assert 1 == refused.code
    assert "the day of the edition: 2008-06-16, was 2008-06-20" in refused.err
    assert digest(world / "site") == digest(root / "site")
    assert 0 == pps(root, "--today", "2008-06-16", "build", "--allow-loss").code


def test_without_a_day_the_epoch_of_the_sources_is_the_clock(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    change(root, "data/vocab.yaml", "demonstration: 2008-06-20\n", "")
    ran = pps(root, "build", environment={"SOURCE_DATE_EPOCH": "1213920000"})

    assert "the edition of 2008-06-20 stands in" in ran.err
    assert "Demonstration data" not in (root / "site" / "index.html").read_text(encoding="utf-8")


def test_an_epoch_that_is_no_number_is_an_error_of_its_use(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    change(root, "data/vocab.yaml", "demonstration: 2008-06-20\n", "")
    ran = pps(root, "build", environment={"SOURCE_DATE_EPOCH": "yesterday"})

    assert 2 == ran.code
    assert "SOURCE_DATE_EPOCH" in ran.err
