"""What git knows: commits, trees, contents, what changed since. GitPython's only door."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import ModuleType

    from git import Git

DEEPEN: Final = "in a workflow, give actions/checkout `fetch-depth: 0`; elsewhere run git fetch --unshallow"
_ABSENT: Final = "000000"
_NO_GIT: Final = "git is not installed; install it (on Debian: apt install git)"


class HistoryError(Exception):
    """Git cannot answer; the message names the repository and the way out."""


def _gitpython() -> ModuleType:
    """Load the library, which takes a tenth of a second that only those pay who ask; it needs the program."""
    try:
        import git  # noqa: PLC0415 - as the docstring says
    except ImportError as error:
        raise HistoryError(_NO_GIT) from error
    return git


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """The commit that a checkout stands at; `is_clean` is false where data/ differs from it."""

    id: str
    is_clean: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a tree: its mode as git writes it ("100644"), and the id of its content."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One path that a commit changed: what stood there before and after, None where nothing did."""

    path: str
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One commit of the first-parent history, its committer date in seconds, and what it changed below data/."""

    commit: str
    seconds: int
    steps: tuple[Step, ...]


class Repository:
    """A git repository whose records lie in `root`, the top level or a folder below it."""

    def __init__(self, root: Path) -> None:
        """Look the repository up; raise HistoryError where the root lies in none."""
        self.root = root
        shallow, prefix = self._lines("rev-parse", "--is-shallow-repository", "--show-prefix")[:2]
        self.is_shallow = shallow == "true"
        self.prefix = prefix

    @cached_property
    def _git(self) -> Git:
        found: Git = _gitpython().Git(self.root)
        return found

    def _ask(self, *arguments: str, feed: bytes = b"", variables: Mapping[str, str] | None = None) -> bytes:
        """Run git once; what it reads, if anything, stands in a file, so that nothing can block."""
        git = _gitpython()
        with tempfile.TemporaryFile() if feed else nullcontext() as told:
            if told is not None:
                told.write(feed)
                told.seek(0)
            command = ["git", *arguments]
            try:
                answer = self._git.execute(
                    command, istream=told, stdout_as_string=False, strip_newline_in_stdout=False, env=variables
                )
            except git.GitCommandNotFound as error:
                raise HistoryError(_NO_GIT) from error
            except git.GitCommandError as error:
                why = str(error.stderr).strip().removeprefix("stderr:").strip(" \n'")
                raise HistoryError(f"git cannot answer in {self.root}: {why or error}") from error
        return bytes(answer)

    def _lines(self, *arguments: str) -> list[str]:
        return self._ask(*arguments).decode(errors="surrogateescape").split("\n")

    def commit(self, revision: str) -> str:
        """Tell the id of the commit that a revision names."""
        try:
            return self._lines("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")[0]
        except HistoryError as error:
            fix = DEEPEN if self.is_shallow else "fetch it, or name another commit"
            raise HistoryError(f"there is no commit {revision!r} in {self.root}; {fix}") from error

    def merge_base(self, revision: str, head: str = "HEAD") -> str:
        """Tell the commit from which two revisions parted; raise HistoryError where that cannot be known."""
        if self.is_shallow:
            raise HistoryError(f"{self.root} is a shallow clone, so nobody can tell what a change did; {DEEPEN}")
        ids = self.commit(revision), self.commit(head)
        try:
            return self._lines("merge-base", *ids)[0]
        except HistoryError as error:
            raise HistoryError(f"{revision!r} and {head} have no history in common in {self.root}") from error

    def tree(self, commit: str) -> dict[str, Entry]:
        """Tell every entry below data/ at a commit, by path below the root."""
        listed = self._ask("ls-tree", "-r", "-z", commit, "--", "data/").split(b"\0")
        return dict(_entry(line) for line in listed if line)

    def changed_since(self, commit: str, until: str | None = None) -> tuple[str, ...]:
        """Tell every path below the top level that differs between two commits, or one and the work tree."""
        if until is not None:
            told = self._ask("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", commit, until)
            return tuple(sorted(filter(None, told.decode(errors="surrogateescape").split("\0"))))
        raw = self._diff("-z", "--name-only", "--no-renames", "--no-ext-diff", commit, "--")
        new = self._ask("ls-files", "--others", "-z", "--", "data/")
        tracked = raw.decode(errors="surrogateescape").split("\0")
        others = new.decode(errors="surrogateescape").split("\0")
        return tuple(sorted({*filter(None, tracked), *(self.prefix + path for path in others if path)}))

    def _diff(self, *arguments: str) -> bytes:
        """
        Compare the work tree by content, whatever the index holds of times, and whatever settings narrow a comparison.

        Git refreshes the index for it, here a copy of it, so that the repository stays as it is. An index that is not
        where git says, as below a hook, is left to git; where no copy can be laid, the times that it holds count.
        """
        index = self.root / self._lines("rev-parse", "--git-path", "index")[0]
        settings = ("-c", "diff.ignoreSubmodules=none", "-c", "diff.relative=false", "-c", "diff.autoRefreshIndex=true")
        if not index.exists():
            return self._ask(*settings, "diff", *arguments)
        with ExitStack() as kept:
            try:
                copy = Path(kept.enter_context(tempfile.TemporaryDirectory())) / "index"
                shutil.copyfile(index, copy)
            except OSError:  # a full disk: the comparison needs none
                return self._ask(*settings[:-1], "diff.autoRefreshIndex=false", "diff", *arguments)
            return self._ask(*settings, "diff", *arguments, variables={"GIT_INDEX_FILE": str(copy)})

    def changed_by(self, commit: str) -> tuple[str, ...]:
        """Tell every path below data/ that a commit left other than its first parent had it."""
        parents = self._lines("rev-list", "--parents", "-n", "1", commit, "--")[0].split(" ")[1:]
        before, after = self.tree(parents[0]) if parents else {}, self.tree(commit)
        return tuple(sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path)))

    def is_clean(self) -> bool:
        """Tell whether data/ is as it stands in the commit of HEAD."""
        shown = self._ask("status", "--porcelain", "-z", "--untracked-files=all", "--", "data/")
        return not shown

    def contents(self, blobs: Iterable[str], limit: int) -> dict[str, bytes | int]:
        """Read contents by id in one pass; of what has more bytes than the limit, tell only how many."""
        wanted = sorted(set(blobs))
        if not wanted:
            return {}
        checked = self._ask("cat-file", "--batch-check=%(objectname) %(objectsize)", feed="\n".join(wanted).encode())
        sizes = {name: int(size) for name, size in (line.split() for line in checked.decode().splitlines())}
        small = [name for name in wanted if sizes[name] <= limit]
        found: dict[str, bytes | int] = dict(sizes)
        found.update(_batch(self._ask("cat-file", "--batch", feed="\n".join(small).encode())))
        return found

    def folder(self, commit: str, path: str) -> dict[str, Entry]:
        """Tell every entry below a folder of the top level at a commit, by path from there."""
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{path}/").split(b"\0")
        return dict(_entry(line) for line in listed if line)

    def content(self, commit: str, path: str) -> bytes | None:
        """Read one file of a commit by its path below the top level; None where it holds no such file."""
        try:
            return self._ask("cat-file", "blob", f"{commit}:{path}")
        except HistoryError:
            return None

    def blobs_at(self, asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Tell the content ids of paths below the root, each at a commit; what is not there is left out."""
        asked = tuple(asked)
        feed = "\n".join(f"{commit}:{self.prefix}{path}" for commit, path in asked)
        lines = self._ask("cat-file", "--batch-check=%(objectname)", feed=feed.encode()).decode().splitlines()
        return {key: line for key, line in zip(asked, lines, strict=True) if " " not in line}

    def first_parents(self) -> Iterator[Merge]:
        """Yield the first-parent history of HEAD that touched data/, oldest first, in one pass over git."""
        if self.is_shallow:
            raise HistoryError(f"{self.root} is a shallow clone, so its history cannot be audited; {DEEPEN}")
        shape = ("--reverse", "--first-parent", "-m", "--root", "--raw", "--abbrev=64", "-z", "--no-renames")
        told = self._ask("log", *shape, "--relative", "--format=%x01%H %ct", "HEAD", "--", "data/")
        for block in told.decode(errors="surrogateescape").split("\x01")[1:]:
            head, _, rest = block.partition("\0")
            commit, seconds = head.strip().split(" ")
            yield Merge(commit=commit, seconds=int(seconds), steps=tuple(_steps(rest.strip("\n").split("\0"))))


def _entry(line: bytes) -> tuple[str, Entry]:
    about, _, path = line.decode(errors="surrogateescape").partition("\t")
    mode, _, blob = about.split(" ")
    return path, Entry(mode=mode, blob=blob)


def _batch(answer: bytes) -> Iterator[tuple[str, bytes]]:
    """Take the answer of cat-file apart: a line with id, type and size, then so many bytes and a line end."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, _, size = answer[at:end].decode().split(" ")
        at = end + 1 + int(size)
        yield name, answer[end + 1 : at]
        at += 1


def _steps(fields: list[str]) -> Iterator[Step]:
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, old, new, _ = about.lstrip("\n:").split(" ")
        yield Step(
            path=path,
            before=None if old_mode == _ABSENT else Entry(mode=old_mode, blob=old),
            after=None if new_mode == _ABSENT else Entry(mode=new_mode, blob=new),
        )


def commit_of(root: Path) -> Commit | None:
    """Tell the commit of a checkout; None where the root is no git repository, has no commit yet, or git is missing."""
    try:
        git = _gitpython()
    except HistoryError:
        return None
    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            if not repository.head.is_valid():
                return None
            changed = repository.git.status("--porcelain", "--", str(root / "data"))
            return Commit(id=repository.head.commit.hexsha, is_clean=not changed)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        return None
    except git.GitCommandError as error:
        message = f"git cannot answer in {root}: {error.stderr.strip() or error}"
        raise HistoryError(message) from error
