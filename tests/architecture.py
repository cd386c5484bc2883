"""The laws of the house: each reads the modules of a package and answers every breach with its place."""

import ast
import subprocess
import sys
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.house_plan import BANNED_NAMES, DOORS, FLOORS, LONGEST, POWERS, Power
from tests.source_modules import Module, imports_of, inner_imports, names_used


def upward_imports(modules: Mapping[str, Module]) -> tuple[str, ...]:
    """Imports point down: no module imports from a floor above its own, and every module stands on a floor."""
    floor_of = {unit: floor for floor, units in enumerate(FLOORS) for unit in units}
    homeless = (f"{module.place}:1: stands on no floor" for module in modules.values() if module.unit not in floor_of)
    upward = (
        f"{module.place}:{line}: imports {target}, which stands above it"
        for module, target, line in inner_imports(modules)
        if floor_of.get(target.partition(".")[0], len(FLOORS)) > floor_of.get(module.unit, len(FLOORS))
    )
    return (*homeless, *upward)


def import_circles(modules: Mapping[str, Module]) -> tuple[str, ...]:
    """No import circle: neither between modules nor between the names that stand on floors."""
    between_modules: dict[str, set[str]] = {}
    between_units: dict[str, set[str]] = {}
    for module, target, _ in inner_imports(modules):
        between_modules.setdefault(module.name, set()).add(target)
        if module.unit != target.partition(".")[0]:
            between_units.setdefault(module.unit, set()).add(target.partition(".")[0])
    return (*_circle(between_modules), *_circle(between_units))


def _circle(graph: Mapping[str, set[str]]) -> tuple[str, ...]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        return (f"import circle: {' <- '.join(circle.args[1])}",)
    return ()


def side_doors(modules: Mapping[str, Module]) -> tuple[str, ...]:
    """Each third-party library enters by one door, and none enters without one."""
    breaches = []
    entered: dict[str, str] = {}
    for module in modules.values():
        for entry in imports_of(module):
            library = entry.target.partition(".")[0]
            if library in sys.stdlib_module_names or library == module.package:
                continue
            door = DOORS.get(library, "")
            is_open = _within(module.name, door.removesuffix(".*")) if door else False
            is_first = door.endswith(".*") or entered.setdefault(library, module.name) == module.name
            if not (is_open and is_first):
                breaches.append(f"{module.place}:{entry.line}: imports {library}, whose door is {door or 'not built'}")
    return tuple(breaches)


def ill_named_modules(modules: Mapping[str, Module]) -> tuple[str, ...]:
    """No module is named like one of the standard library, and none has a name that says nothing."""
    banned = sys.stdlib_module_names | BANNED_NAMES
    names = ((module, module.name.rpartition(".")[2]) for module in modules.values() if module.name)
    return tuple(f"{module.place}:1: the name {name} is taken" for module, name in names if name in banned)


def misused_powers(modules: Mapping[str, Module]) -> tuple[str, ...]:
    """Clock, environment, disk and network are touched only by those who hold that power."""
    return tuple(
        f"{module.place}:{name.lineno}: {ast.unparse(name)} {power.deed}"
        for module in modules.values()
        for name, meaning in names_used(module)
        for power in POWERS
        if not any(_within(module.name, holder) for holder in power.holders)
        if _exercises(meaning, power)
    )


def _exercises(meaning: str, power: Power) -> bool:
    return meaning.rpartition(".")[2] in power.methods or any(_within(meaning, origin) for origin in power.origins)


def _within(name: str, place: str) -> bool:
    return name == place or name.startswith(f"{place}.")


def long_files(modules: Mapping[str, Module]) -> tuple[str, ...]:
    """A file over 300 lines is two files."""
    long = (module for module in modules.values() if module.lines > LONGEST)
    return tuple(f"{module.place}:{LONGEST + 1}: {module.lines} lines, of at most {LONGEST}" for module in long)


def loaded_by(arguments: tuple[str, ...], root: Path) -> frozenset[str]:
    """Runs `pps` with these arguments in a process of its own and answers which libraries behind doors it loaded."""
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*{name.partition('.')[0] for name in sys.modules}))\n"
        "from generator.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", program, *arguments]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    if "Traceback" in answer.stderr:
        raise AssertionError(answer.stderr)
    return frozenset(answer.stdout.splitlines()[-1].split()) & DOORS.keys()
