"""Whatever lies in data/: a finding with its place and the way out, and everything else is read all the same."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import BARE, BUG, PPS, break_pilot, change, new_world, pps

GIGABYTE = 1 << 30
TEN_MISTAKES = b"""\
kind: nonsense
titel: "no job leaves the queue"
tracker_url: 7
originator: "Nobody Real"
emt_severity:
  - {value: enormous, by: emt-otto, date: 2008-02-31}
production_impact: on
security: 0
patches: PATCH-1300
found_in: 5.10
status: fixed
"""
MISTAKES = """\
1:7: error PPS103 kind is 'nonsense'
2:1: error PPS102 unknown field 'titel'; did you mean 'title'?
3:14: error PPS103 tracker_url is a bare number (7)
6:13: error PPS103 emt_severity[0].value is 'enormous'
6:43: error PPS103 emt_severity[0].date is no calendar day ('2008-02-31')
7:20: error PPS103 production_impact is a bare boolean (on)
8:11: error PPS103 security is neither true nor false ('0')
9:1: error PPS102 unknown field 'patches'
10:1: error PPS102 unknown field 'found_in'
11:1: error PPS104 'status' is derived from the patches that fix it and is not stored; remove it
"""


def _folder(path: Path) -> None:
    path.mkdir()


def _dangling_link(path: Path) -> None:
    path.symlink_to("nowhere.yaml")


def _link_to_a_record(path: Path) -> None:
    path.symlink_to("BUG-1301.yaml")


def _link_out_of_the_repository(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.chdir(here)


def _huge_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(GIGABYTE)


def _bytes(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurt:
    """One entry of data/ that is no good record: how it comes there, and what has to be said of it."""

    make: Callable[[Path], None]
    rule: str
    place: tuple[int, int]
    says: str
    fix: str


def _hurt(make: Callable[[Path], None], rule: str, place: tuple[int, int], says: str, fix: str) -> Hurt:
    return Hurt(make=make, rule=rule, place=place, says=says, fix=fix)


HURTS: Mapping[str, Hurt] = {
    "data/bugs/BUG-9001.yaml": _hurt(_folder, "PPS105", (1, 1), "folders of kinds are flat", "move the records up"),
    "data/bugs/BUG-9002.yaml": _hurt(_dangling_link, "PPS105", (1, 1), "a symbolic link", "put the record itself here"),
    "data/bugs/BUG-9003.yaml": _hurt(_link_to_a_record, "PPS105", (1, 1), "a symbolic link", "put the record itself"),
    "data/bugs/BUG-9004.yaml": _hurt(
        _link_out_of_the_repository, "PPS105", (1, 1), "a symbolic link", "put the record"
    ),
    "data/bugs/BUG-9005.yaml": _hurt(_pipe, "PPS105", (1, 1), "no regular file", "remove it"),
    "data/bugs/BUG-9006.yaml": _hurt(_socket, "PPS105", (1, 1), "no regular file", "remove it"),
    "data/bugs/BUG-9007.yaml": _hurt(
        _huge_file, "PPS004", (1, 1), f"{GIGABYTE} bytes, limit is 65536", "split or shorten"
    ),
    "data/bugs/BUG-9008.yaml": _hurt(_bytes(b"title: \xff\n"), "PPS005", (1, 8), "not UTF-8 (byte 0xff)", "UTF-8"),
    "data/bugs/BUG-9009.yaml": _hurt(_bytes(b""), "PPS001", (1, 1), "the file holds no mapping", ""),
    "data/bugs/BUG-9010.yaml": _hurt(_bytes(b'title: "x\n'), "PPS001", (1, 8), "unterminated quoted scalar", "repair"),
    "data/bugs/BUG-9011.yaml": _hurt(_bytes(b"title: a\ntitle: b\n"), "PPS002", (2, 1), "'title' occurs twice", "one"),
    "data/bugs/notes.txt": _hurt(
        _bytes(b"x"), "PPS105", (1, 1), "'notes.txt' is no *.yaml file", "name it after its id"
    ),
    "data/bug/BUG-9012.yaml": _hurt(
        _bytes(b"x: 1\n"), "PPS105", (1, 1), "lies in no folder of a kind", "known folders:"
    ),
    "data/installations/INST-1300-SILVERFIR-T2.yaml": _hurt(
        _bytes(b"patch: 1\n"), "PPS103", (1, 8), "bare number", "quote"
    ),
    "data/sites/G0LDCREST-T2.yaml": _hurt(
        _bytes(b"x: 1\n"), "PPS107", (1, 1), "confusable with 'GOLDCREST-T2'", "distinct"
    ),
    "data/sites/G\u041eLDCREST-T2.yaml": _hurt(_bytes(b"x: 1\n"), "PPS105", (1, 1), "no id of a site", "after its id"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository with the small world and everything that hurts beside it."""
    folder = new_world(tmp_path_factory.mktemp("hurt"))
    for path, hurt in HURTS.items():
        (folder / path).parent.mkdir(exist_ok=True)
        hurt.make(folder / path)
    return folder


@cache
def _findings(root: Path) -> list[dict[str, Any]]:
    ran = pps(root, "check", "--format", "json")
    assert 1 == ran.code
    found: list[dict[str, Any]] = json.loads(ran.out)["findings"]
    return found


@pytest.mark.parametrize("path", HURTS)
def test_what_hurts_is_told_with_its_place_and_the_way_out(root: Path, path: str) -> None:
    hurt = HURTS[path]
    (finding,) = (one for one in _findings(root) if (one["path"], one["rule"]) == (path, hurt.rule))

    assert ("error", hurt.place) == (finding["level"], (finding["line"], finding["column"]))
    assert hurt.says in finding["message"]
    assert hurt.fix in finding["fix"]
    assert finding["fix"]


def test_the_other_records_are_judged_as_if_nothing_were_beside_them(root: Path, tmp_path: Path) -> None:
    alone = json.loads(pps(new_world(tmp_path), "check", "--format", "json").out)["findings"]

    assert alone == [one for one in _findings(root) if one["path"] not in HURTS]


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    before = time.perf_counter()
    pps(root, "check")
    between = time.perf_counter()
    _huge_file(root / "data" / "bugs" / "BUG-9001.yaml")
    pps(root, "check")

    assert time.perf_counter() - between < 2 * (between - before) + 1


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    (root / BUG).chmod(0)
    rights = "-dac_override,-dac_read_search"  # by which root reads everything
    mere_mortal = ("setpriv", "--bounding-set", rights, "--inh-caps", rights) if os.geteuid() == 0 else ()
    done = subprocess.run(
        (*mere_mortal, *PPS, "check"), cwd=root, env=BARE, capture_output=True, text=True, check=False
    )

    assert (
        "data/bugs/BUG-1301.yaml:1:1: error PPS001 [BUG-1301] cannot read record: Permission denied;"
        " make the file readable"
    ) in done.stdout.splitlines()


def test_all_mistakes_of_a_record_are_told_at_once_each_with_its_way_out(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    (root / "data" / "bugs" / "BUG-9001.yaml").write_bytes(TEN_MISTAKES)
    lines = pps(root, "check", "data/bugs/BUG-9001.yaml").lines
    told = [line.removeprefix("data/bugs/BUG-9001.yaml:").replace("[BUG-9001] ", "") for line in lines]
    wanted = MISTAKES.splitlines()

    assert len(wanted) == len(told)
    assert [] == [want for want in wanted if not any(line.startswith(want) for line in told)]
    assert [] == [line for line in told if "; " not in line]


def test_a_reference_to_nothing_is_told_where_it_stands(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    change(root, "data/patches/PATCH-1300.yaml", "fixes: [BUG-1301]", "fixes: [BUG-1399]")
    lines = pps(root, "check", "data/patches/PATCH-1300.yaml").lines
    says = "[PATCH-1300] fixes[0]: no record BUG-1399 in data/bugs/; add the record, or correct the id"

    assert [f"data/patches/PATCH-1300.yaml:8:9: error PPS106 {says}"] == [line for line in lines if " PPS106 " in line]


@pytest.mark.parametrize("missing", [(), ("policy",), ("vocab.yaml",), ("sites", "rocs", "vos"), ("people",)])
def test_what_is_missing_is_no_fault_of_the_tool(tmp_path: Path, missing: tuple[str, ...]) -> None:
    root = new_world(tmp_path)
    for name in missing or [path.name for path in (root / "data").iterdir()]:
        path = root / "data" / name
        path.unlink() if path.is_file() else shutil.rmtree(path)
    ran, built = pps(root, "check"), pps(root, "build", "--allow-errors")

    assert (1, "") == (ran.code, "".join(line for line in ran.err.splitlines() if "Traceback" in line))
    assert all(": error " in line or ": warning " in line for line in ran.lines)
    assert (0, True) == (built.code, (root / "site" / "index.html").is_file()), built.err


def test_a_kind_without_a_folder_is_no_fault(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    shutil.rmtree(root / "data" / "post-mortems")
    ran = pps(root, "check", "data/sites")

    assert (0, "") == (ran.code, ran.out)


def test_no_site_is_built_from_records_with_errors(root: Path) -> None:
    ran = pps(root, "build")

    assert 1 == ran.code
    assert "data/bugs/BUG-9009.yaml:1:1: error PPS001 [BUG-9009] the file holds no mapping" in ran.out
    assert "no site is built from records with errors (" in ran.err
    assert "mend them, or --allow-errors" in ran.err
    assert not (root / "site").exists()


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the site that is built from what hurts."""
    out = tmp_path_factory.mktemp("out") / "site"
    ran = pps(root, "build", "--allow-errors", "--out", str(out))
    assert 0 == ran.code, ran.err
    return out


@pytest.mark.parametrize("path", [path for path in HURTS if "/BUG-900" in path])
def test_a_broken_record_has_a_page_that_says_what_is_broken(site: Path, path: str) -> None:
    page = site / path.removeprefix("data/").removesuffix(".yaml") / "index.html"
    html = unescape(page.read_text(encoding="utf-8"))

    assert f"{Path(path).stem} cannot be read" in html
    assert HURTS[path].rule in html
    assert HURTS[path].says in html


def test_a_broken_record_of_a_kind_without_pages_has_its_page_too(site: Path) -> None:
    html = (site / "broken" / "installations" / "INST-1300-SILVERFIR-T2" / "index.html").read_text(encoding="utf-8")

    assert "The installation INST-1300-SILVERFIR-T2 is missing from this edition" in html
    assert "patch is a bare number (1)" in html


def test_the_other_records_keep_their_pages(site: Path) -> None:
    html = (site / "bugs" / "BUG-1301" / "index.html").read_text(encoding="utf-8")

    assert "file catalogue keeps the connection of a client that went away" in html


def test_a_record_that_can_be_read_but_is_wrong_says_so_on_its_page(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    break_pilot(root)
    assert 0 == pps(root, "build", "--allow-errors").code
    html = (root / "site" / "pilots" / "PILOT-2008-013" / "index.html").read_text(encoding="utf-8")

    assert "4 of 7 days of uninterrupted operation" in html


@pytest.mark.parametrize("names", [(b"\xff.yaml",), (b"a\n::error file=x::y.yaml",), (b"a\x1b[31m.yaml",)])
@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "sarif", "junit", "markdown"])
def test_the_name_of_a_file_breaks_out_of_no_format(tmp_path: Path, names: tuple[bytes, ...], form: str) -> None:
    root = new_world(tmp_path)
    for name in names:
        Path(os.fsdecode(bytes(root / "data" / "bugs") + b"/" + name)).write_bytes(b"x: 1\n")
    ran = pps(root, "check", "--format", form, environment={"PYTHONIOENCODING": "utf-8:strict"})

    assert 1 == ran.code
    assert not any(line.startswith("::error file=x") for line in ran.lines)
    assert "\x1b" not in ran.out
