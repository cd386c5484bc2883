"""What a change did, in real repositories: whatever git knows how to do is told or refused, never guessed."""

import os
from pathlib import Path

import pytest

from generator.policy.governance.ownership import written_for
from tests.history.checkouts import Checkout

PATCH = "data/patches/PATCH-1200.yaml"
NOTE = '  - {type: note, date: 2008-06-20, by: cert-ivo, role: sa3-certification, note: "tests repeated"}\n'
LATE = '  - {type: note, date: 2008-06-18, by: cert-ivo, role: sa3-certification, note: "tests repeated"}\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout.of_world(tmp_path / "bulletin")


def test_a_change_that_only_appends_is_clean(checkout: Checkout) -> None:
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests")

    answer = checkout.pps("check", "--base", "main")

    assert (0, ()) == (answer.code, answer.rules)


def test_the_work_tree_counts_before_it_is_committed(checkout: Checkout) -> None:
    checkout.edit(PATCH, 'version: "2.5.0-1"', 'version: "2.5.0-2"')

    assert ("PPS804",) == checkout.pps("check", "--base", "main").rules


def test_a_new_file_counts_before_git_knows_it(checkout: Checkout) -> None:
    checkout.write("data/people/sm-nelly.yaml", "name: Nelly\nroles:\n  - {role: user, from: 2007-01-01}\n")

    assert ("PPS808",) == checkout.pps("check", "--base", "main").rules


def test_the_ownership_file_is_not_removed(checkout: Checkout) -> None:
    checkout.git("switch", "--quiet", "main")
    checkout.write(".github/CODEOWNERS", written_for("example"))
    checkout.commit("name the owners")
    checkout.git("switch", "--quiet", "--force-create", "change")
    checkout.delete(".github/CODEOWNERS")

    answer = checkout.pps("check", "--base", "main")

    assert (1, ("PPS905",)) == (answer.code, answer.rules)
    assert ".github/CODEOWNERS:1:1: error PPS905" in answer.out
    assert 0 == checkout.pps("check").code


def test_where_nobody_ever_named_owners_nothing_is_claimed(checkout: Checkout) -> None:
    checkout.append(PATCH, NOTE)

    assert 0 == checkout.pps("check", "--base", "main").code


def test_a_base_from_the_future_is_told_wherever_the_change_is(checkout: Checkout) -> None:
    checkout.delete("data/feedback/FB-110.yaml")

    answer = checkout.pps("check", "--base", "main", today="2008-06-18")

    assert 1 == answer.code
    assert "PPS810" in answer.rules


def test_what_main_did_in_the_meantime_is_not_held_against_the_change(checkout: Checkout) -> None:
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests")
    checkout.git("switch", "--quiet", "main")
    checkout.edit("data/sites/GOLDCREST-T2.yaml", "name: Goldcrest Tier-2 centre", "name: Goldcrest centre")
    checkout.commit("rename a centre")
    checkout.git("switch", "--quiet", "change")

    assert (0, ()) == ((answer := checkout.pps("check", "--base", "main")).code, answer.rules)


def test_an_error_of_the_base_stands_and_does_not_fail_the_change(checkout: Checkout) -> None:
    checkout.git("switch", "--quiet", "main")
    checkout.edit(PATCH, "developers: [dev-pia]", "developers: [dev-nobody]")
    checkout.commit("break a reference")
    checkout.git("switch", "--quiet", "--force-create", "change")
    checkout.edit(PATCH, "component: client\n", "# a comment moves every line\ncomponent: client\n")
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests")

    answer = checkout.pps("check", "--base", "main")

    assert (0, ()) == (answer.code, answer.rules)
    assert "PPS106" in answer.out
    assert "(stands in the base)" in answer.out
    assert 1 == checkout.pps("check").code


def test_a_detached_head_is_compared_like_a_branch(checkout: Checkout) -> None:
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests")
    checkout.git("checkout", "--quiet", "--detach")

    assert 0 == checkout.pps("check", "--base", "main").code


def test_records_may_lie_below_the_top_level_of_a_repository(tmp_path: Path) -> None:
    outer = Checkout.empty(tmp_path / "outer")
    inner = Checkout.of_world(tmp_path / "outer" / "bulletin")
    (inner.root / ".git").rename(tmp_path / "unused")
    outer.commit("import the records")
    outer.git("switch", "--quiet", "--create", "change")
    inner.delete("data/feedback/FB-150.yaml")
    outer.write("README.md", "Read me.\n")
    outer.commit("remove a feedback")

    assert {"PPS414", "PPS803", "PPS809"} == set(inner.pps("check", "--base", "main").rules)


def test_a_renamed_record_is_told_by_its_old_name(checkout: Checkout) -> None:
    checkout.git("mv", "data/people/user-timo.yaml", "data/people/user-timotheus.yaml")
    checkout.commit("rename a person")

    answer = checkout.pps("check", "--base", "main")

    assert {"PPS803", "PPS808"} == set(answer.rules)
    assert "record user-timo was renamed to user-timotheus" in answer.out


def test_a_record_that_becomes_a_link_is_no_record_any_more(checkout: Checkout) -> None:
    checkout.delete("data/vos/ops.yaml")
    (checkout.root / "data/vos/ops.yaml").symlink_to("lumen.yaml")
    checkout.commit("link a VO")

    assert ("PPS105",) == checkout.pps("check", "--base", "main").rules


def test_a_link_in_the_base_is_as_wrong_as_in_the_head(checkout: Checkout) -> None:
    checkout.git("switch", "--quiet", "main")
    (checkout.root / "data/vos/also.yaml").symlink_to("lumen.yaml")
    checkout.commit("link a VO")
    checkout.git("switch", "--quiet", "--force-create", "change")
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests")

    assert (0, ()) == ((answer := checkout.pps("check", "--base", "main")).code, answer.rules)


def test_an_executable_record_is_the_same_record(checkout: Checkout) -> None:
    os.chmod(checkout.root / PATCH, 0o755)  # noqa: PTH101, S103 - the mode is the point
    checkout.commit("change a mode")

    assert (0, ()) == ((answer := checkout.pps("check", "--base", "main")).code, answer.rules)


def test_a_submodule_among_the_records_is_refused(checkout: Checkout, tmp_path: Path) -> None:
    other = Checkout.empty(tmp_path / "other")
    other.commit("start")
    checkout.git("submodule", "--quiet", "add", str(other.root), "data/vos/other.yaml")
    checkout.commit("add a submodule")

    assert {"PPS105", "PPS809"} == set(checkout.pps("check", "--base", "main").rules)


def test_carriage_returns_are_refused_in_a_change_too(checkout: Checkout) -> None:
    checkout.write(PATCH, checkout.read(PATCH).replace("\n", "\r\n"))
    checkout.commit("save with another editor")

    assert {"PPS005"} == set(checkout.pps("check", "--base", "main").rules)


def test_a_record_in_a_folder_too_deep_is_told_as_on_the_disk(checkout: Checkout) -> None:
    checkout.write("data/vos/more/alpha.yaml", "name: Alpha\ndiscipline: physics\n")
    checkout.commit("sort the VOs")

    assert ("PPS105",) == checkout.pps("check", "--base", "main").rules
    assert "PPS105" in checkout.pps("check").rules


def test_names_that_would_mislead_a_shell_or_a_terminal_are_only_names(checkout: Checkout) -> None:
    for name in ("-rf.yaml", "a\nb.yaml", "$(touch gone).yaml", "\x1b[31m.yaml", "ünï.yaml"):
        checkout.write(f"data/people/{name}", "name: Nobody\nroles: []\n")
    checkout.commit("add odd names")

    answer = checkout.pps("check", "--base", "main", "--format", "json")

    assert 1 == answer.code
    assert 5 == answer.out.count('"PPS105"')
    assert not (checkout.root / "gone").exists()


def test_the_first_import_may_be_old(tmp_path: Path) -> None:
    checkout = Checkout.empty(tmp_path / "bulletin")
    checkout.write("README.md", "The bulletin.\n")
    checkout.commit("start")
    checkout.git("switch", "--quiet", "--create", "change")
    world = Checkout.of_world(tmp_path / "world")
    (world.root / "data").rename(checkout.root / "data")
    checkout.commit("import the records")

    assert 0 == checkout.pps("check", "--base", "main").code


@pytest.mark.parametrize("base", ["nowhere", "--output=gone", "main:data", "HEAD~99"])
def test_a_base_that_is_not_there_is_named(checkout: Checkout, base: str) -> None:
    answer = checkout.pps("check", f"--base={base}")

    assert 4 == answer.code
    assert f"there is no commit {base!r}" in answer.err
    assert not (checkout.root / "gone").exists()


def test_a_shallow_clone_names_the_line_for_the_workflow(checkout: Checkout, tmp_path: Path) -> None:
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests")
    shallow = Checkout(tmp_path / "shallow")
    checkout.git("clone", "--quiet", "--depth=1", "--no-single-branch", checkout.root.as_uri(), str(shallow.root))

    for command in (("check", "--base", "origin/main"), ("audit",)):
        answer = shallow.pps(*command)

        assert 4 == answer.code
        assert "fetch-depth: 0" in answer.err


def test_histories_without_a_common_commit_cannot_be_compared(checkout: Checkout) -> None:
    checkout.git("switch", "--quiet", "--orphan", "lonely")
    checkout.write(PATCH, "title: alone\n")
    checkout.commit("start again")

    answer = checkout.pps("check", "--base", "main")

    assert 4 == answer.code
    assert "no history in common" in answer.err


def test_a_folder_outside_git_has_no_base(tmp_path: Path) -> None:
    loose = Checkout(tmp_path)
    loose.write("data/vocab.yaml", "format: 1\n")

    answer = loose.pps("check", "--base", "main")

    assert 4 == answer.code
    assert "not a git repository" in answer.err


def test_a_branch_without_a_commit_has_no_base(tmp_path: Path) -> None:
    unborn = Checkout.empty(tmp_path)
    unborn.write("data/vocab.yaml", "format: 1\n")

    assert 4 == unborn.pps("check", "--base", "main").code
