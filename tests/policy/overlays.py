"""A case laid over the small world: the files as the case wants them, and the places that it marks."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from generator.files import SourceFile, files_on_disk
from generator.registry import Registry, registry_at
from tests.policy.cases import Block, Case, CaseError, Mark

WORLD = Path(__file__).resolve().parent.parent / "world"
SIGN = "# <- "
OBSERVATION = "observation.json"
CODEOWNERS = ".github/CODEOWNERS"


@cache
def world() -> Mapping[str, bytes]:
    """Answers the files of the small world by path: its records."""
    return {source.path: source.content for source in files_on_disk(WORLD)}


@cache
def surroundings() -> Mapping[str, bytes]:
    """Answers the files of the small world that are no records."""
    return {OBSERVATION: (WORLD / OBSERVATION).read_bytes()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a file, and what the rule says there."""

    text: str
    parts: tuple[str, ...] = ()

    @classmethod
    def of(cls, written: str) -> "Line":
        """Takes the marks from a line of a block; a line without marks stays as it is."""
        text, *parts = written.split(SIGN)
        return cls(text=text.rstrip(), parts=tuple(part.strip() for part in parts)) if parts else cls(text=text)


@dataclass(slots=True, kw_only=True)
class Overlay:
    """The world while a case is laid over it: edited files as lines, others as they are."""

    files: dict[str, bytes]
    edited: dict[str, list[Line]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def contents(self) -> dict[str, bytes]:
        """Answers every file as the case wants it, by path."""
        texts = {path: "".join(f"{line.text}\n" for line in lines) for path, lines in self.edited.items()}
        return dict(sorted((self.files | {path: text.encode() for path, text in texts.items()}).items()))

    def marks(self) -> tuple[Mark, ...]:
        """Answers every mark that stands on a line of a block, with the line number of the finished file."""
        return tuple(
            Mark(path=path, line=number, part=part)
            for path, lines in self.edited.items()
            for number, line in enumerate(lines, start=1)
            for part in line.parts
        )

    def registry(self, folder: Path) -> Registry:
        """Reads the world as the case wants it: in memory, or from a folder where only a disk can hold it."""
        contents = {path: content for path, content in self.contents().items() if path.startswith("data/")}
        if not self.links:
            return Registry.of(SourceFile(path=path, content=content) for path, content in contents.items())
        for path, content in contents.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        for path, target in self.links.items():
            (folder / path).symlink_to(target)
        return registry_at(folder)

    def text(self, path: str) -> str | None:
        """Answers the text of a file that is no record; None where there is none."""
        content = self.contents().get(path)
        return None if content is None else content.decode()


def laid(case: Case, files: Mapping[str, bytes]) -> Overlay:
    """Lays the blocks of a case over a world, one after another; raises CaseError where one does not fit."""
    overlay = Overlay(files=dict(files))
    for block in case.blocks:
        try:
            _lay(block, overlay)
        except CaseError as error:
            raise CaseError(f"line {case.line}, {case.title}: {block.path}: {error}") from error
        overlay.touched.add(block.path)
    return overlay


def _lay(block: Block, overlay: Overlay) -> None:
    if block.kind == "diff":
        overlay.edited[block.path] = _patched(_lines_of(block.path, overlay), block.lines)
    elif block.kind == "bytes":
        overlay.edited.pop(block.path, None)
        overlay.files[block.path] = bytes_of("\n".join(block.lines))
    elif block.kind == "delete":
        _lines_of(block.path, overlay)
        _take_away(block.path, overlay)
    elif block.kind == "symlink":
        _take_away(block.path, overlay)
        overlay.links[block.path] = "\n".join(block.lines)
    else:
        overlay.edited[block.path] = [Line.of(line) for line in block.lines]


def _take_away(path: str, overlay: Overlay) -> None:
    overlay.edited.pop(path, None)
    overlay.files.pop(path, None)


def _lines_of(path: str, overlay: Overlay) -> list[Line]:
    if path in overlay.edited:
        return overlay.edited[path]
    if path not in overlay.files:
        raise CaseError("the world has no such file")
    return [Line(text=text) for text in overlay.files[path].decode().splitlines()]


def _patched(lines: list[Line], hunk: tuple[str, ...]) -> list[Line]:
    signs = {written[:1] or " " for written in hunk}
    if not signs <= {" ", "-", "+"}:
        raise CaseError(f"a line of a diff begins with a blank, - or +, not with {min(signs - {' ', '-', '+'})!r}")
    before = [Line.of(written[1:]).text for written in hunk if written[:1] != "+"]
    texts = [line.text for line in lines]
    starts = [start for start in range(len(texts)) if texts[start : start + len(before)] == before]
    if len(starts) != 1 or not before:
        shown = "\n".join(before)
        raise CaseError(f"these lines stand there {len(starts) if before else 'no'} times instead of once:\n{shown}")
    (start,) = starts
    return [*lines[:start], *_edited(lines[start:], hunk), *lines[start + len(before) :]]


def _edited(lines: list[Line], hunk: tuple[str, ...]) -> list[Line]:
    old, found = iter(lines), []
    for written in hunk:
        line = Line.of(written[1:])
        if written.startswith("-") and line.parts:
            raise CaseError("a line that is taken out bears no mark")
        kept = line if written.startswith("+") else next(old)
        if not written.startswith("-"):
            found.append(Line(text=line.text, parts=(*kept.parts, *line.parts) if kept is not line else line.parts))
    return found


def bytes_of(expression: str) -> bytes:
    """Answers the bytes that literals joined by + and repeated by * stand for."""
    try:
        return _value(ast.parse(expression.strip(), mode="eval").body)
    except SyntaxError as error:
        raise CaseError(f"{expression!r} is no bytes literal") from error


def _value(node: ast.expr) -> bytes:
    match node:
        case ast.Constant(value=bytes() as literal):
            return literal
        case ast.BinOp(left=left, op=ast.Mult(), right=ast.Constant(value=int() as times)):
            return _value(left) * times
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _value(left) + _value(right)
    raise CaseError(f"{ast.unparse(node)} is neither a bytes literal nor + or *")
