"""The files of a package as syntax trees: which modules there are, what they import and which names they use."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One file of a package: its dotted name without the package's, its place and its syntax tree."""

    package: str
    name: str
    place: str
    is_package: bool
    lines: int
    tree: ast.Module

    @property
    def unit(self) -> str:
        """Answers the first part of the name, which stands on a floor."""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported name, dotted and absolute, with the line that imports it."""

    target: str
    line: int


def modules_of(package: Path) -> dict[str, Module]:
    """Reads every module of the package in `package`, by its dotted name."""
    modules = (_module(path, package) for path in sorted(package.rglob("*.py")))
    return {module.name: module for module in modules}


def _module(path: Path, package: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    parts = path.relative_to(package).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(
        package=package.name,
        name=".".join(parts[:-1] if is_package else parts),
        place=path.relative_to(package.parent).as_posix(),
        is_package=is_package,
        lines=len(text.splitlines()),
        tree=ast.parse(text, str(path)),
    )


def imports_of(module: Module) -> Iterator[Import]:
    """Answers what the module imports, wherever in the file, `from a import b` as `a.b`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(target=alias.name, line=node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(node, module)
            yield from (Import(target=f"{source}.{alias.name}", line=node.lineno) for alias in node.names)


def _absolute(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    parts = [module.package, *filter(None, module.name.split("."))]
    kept = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*kept, *filter(None, [node.module])])


def inner_imports(modules: Mapping[str, Module]) -> Iterator[tuple[Module, str, int]]:
    """Answers who imports which module of the same package, and on which line."""
    for module in modules.values():
        for entry in imports_of(module):
            library, _, name = entry.target.partition(".")
            if library == module.package:
                yield module, name if name in modules else name.rpartition(".")[0], entry.line


def names_used(module: Module) -> Iterator[tuple[ast.Name | ast.Attribute, str]]:
    """Answers every name and attribute chain of the file, with the import that brought it spelled out."""
    origins = _origins(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, dot, rest = ast.unparse(node).partition(".")
            yield node, f"{origins.get(first, f'builtins.{first}')}{dot}{rest}"


def _origins(module: Module) -> dict[str, str]:
    origins: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            plain = {alias.name.partition(".")[0] for alias in node.names if not alias.asname}
            origins |= {name: name for name in plain}
            origins |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(node, module)
            origins |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in node.names}
    return origins
