"""A proposal: what a command writes to several records, judged together with all others before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.authoring.disk import text_at
from generator.authoring.edits import AuthoringError, file_change, source
from generator.files import file_of
from generator.history.change import Change
from generator.history.outlines import outline_of
from generator.history.reach import Reach, Web
from generator.history.repository import HistoryError, Repository
from generator.policy.changing import check_change
from generator.policy.rule import Facts
from generator.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.authoring.edits import Edit, FileChange
    from generator.files import File
    from generator.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a proposal is judged with: the root of the repository, and the facts."""

    root: Path
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """
    Everything that one command writes, and the errors that it would bring.

    `refusals` are findings in the words of `check --base` about all that differs from the last commit, because that is
    what the pull request will hold; findings that stood before are not among them. Nothing is written yet: `disk.write`
    does it, for all files or for none.
    """

    changes: tuple[FileChange, ...]
    refusals: tuple[Finding, ...]
    facts: Facts
    """What will be known once it is written."""

    @property
    def diff(self) -> str:
        """All changes as one unified diff."""
        return "".join(change.diff for change in self.changes)


def proposal(edits: Iterable[Edit], known: Known) -> Proposal:
    """
    Propose edits of several files, at most one a file, judged together as one change.

    So a command proposes a new record beside additions to two others::

        edits = (Created(folder="releases", id="REL-2008-012", fields={...}), Added(record=patch, additions=(item,)))
        proposed = proposal(edits, Known(root=root, facts=edition.facts))

    Raises AuthoringError where a file is no longer what the facts say, a new one is there already, or two edits are
    about one file.
    """
    changes = tuple(file_change(edit, text_at(known.root, edit.path)) for edit in edits)
    paths = [change.path for change in changes]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise AuthoringError(f"{twice} is named twice; leave one out")
    edited = _uncommitted(known.root)
    after = (file_of(source(change.path, change.after)) for change in changes if change.after is not None)
    facts = _since_commit(with_files(known.facts.registry, paths, after), {*paths, *edited}, known)
    before = _since_commit(known.facts.registry, edited, known)
    return Proposal(changes=changes, refusals=_refusals(before, facts, paths), facts=facts)


def _since_commit(head: Registry, paths: Iterable[str], known: Known) -> Facts:
    """Tell the facts of a registry, with the paths that differ from the last commit as one change."""
    facts, edited = known.facts, tuple(sorted(paths))
    base = before_edits(known.root, edited, facts.registry)
    change = Change(base=base or facts.registry, head=head, paths=edited, is_first=base is None)
    seen = facts.observation
    return Facts(registry=head, today=facts.today, change=change, observation=seen, codeowners=facts.codeowners)


def _refusals(before: Facts, after: Facts, paths: Iterable[str]) -> tuple[Finding, ...]:
    """Tell the errors that check has to tell afterwards and had not before, as far as the new texts can reach."""
    new = set(paths)
    old = {file.path: outline_of(file) for file in before.registry.files}
    changed = {file.path: outline_of(file) for file in after.registry.files if file.path in new}
    kept = {path: outline for path, outline in old.items() if path not in new}
    reach = Reach(Web(old, {**kept, **changed}), after.change.paths if after.change is not None else ())
    return tuple(finding for finding in check_change(before, after, reach) if finding.blocks)


def _uncommitted(root: Path) -> tuple[str, ...]:
    """Tell the paths below data/ that differ from the last commit, new ones too; none where nothing is committed."""
    try:
        repository = Repository(root)
        changed = repository.changed_since("HEAD")
    except HistoryError:
        return ()
    start = f"{repository.prefix}data/"
    return tuple(path.removeprefix(repository.prefix) for path in changed if path.startswith(start))


def with_files(registry: Registry, paths: Iterable[str], files: Iterable[File]) -> Registry:
    """Tell a registry in which some paths hold other files, or none."""
    gone = set(paths)
    kept = (file for file in registry.files if file.path not in gone)
    return Registry.holding(tuple(sorted((*kept, *files), key=lambda file: file.path)))


def before_edits(root: Path, paths: tuple[str, ...], registry: Registry) -> Registry | None:
    """
    Tell a registry in which some paths read as they were last committed.

    The same registry where the root lies in no repository or nothing is committed there; None where the last commit
    holds no records at all, so that all of them are a first import.
    """
    try:
        repository = Repository(root)
        tree = repository.tree("HEAD")
    except HistoryError:
        return registry
    if not tree:
        return None
    texts = {path: repository.content("HEAD", f"{repository.prefix}{path}") for path in paths if path in tree}
    old = (file_of(source(path, text.decode())) for path, text in texts.items() if text is not None)
    return with_files(registry, paths, old)
