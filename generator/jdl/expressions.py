"""ClassAd expressions as trees, written for the workload management system or for HTCondor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Dialect(Enum):
    """For whom an expression is written: how each calls the job, the machine and the test for a member of a list."""

    JDL = MappingProxyType({"target": "other", "other": "other", "my": "self", "self": "self", "member": "Member"})
    CONDOR = MappingProxyType({"target": "TARGET", "other": "TARGET", "my": "MY", "self": "MY", "member": "member"})

    def spelled(self, word: str) -> str:
        """Spell a scope or a function as the dialect does; any other word stays."""
        words: Mapping[str, str] = self.value
        return words.get(word.casefold(), word)


@dataclass(frozen=True, slots=True)
class Word:
    """A number, a text, or the name of an attribute, as it is spelled."""

    text: str

    def written(self, dialect: Dialect) -> str:
        """Write the word; a name that stands alone means the same to everybody."""
        del dialect
        return self.text


@dataclass(frozen=True, slots=True)
class Member:
    """An attribute of something: `other.Name`; `of` is None for an attribute of the outermost scope."""

    of: Expression | None
    name: str

    def written(self, dialect: Dialect) -> str:
        """Write the attribute, the scope as the dialect calls it."""
        return _with_its_endings(self, dialect)

    def ending(self, dialect: Dialect) -> str:
        """Write what stands behind the thing that has the attribute."""
        del dialect
        return f".{self.name}"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, or an attribute whose name is computed: `list[index]`."""

    of: Expression
    index: Expression

    def written(self, dialect: Dialect) -> str:
        """Write the item."""
        return _with_its_endings(self, dialect)

    def ending(self, dialect: Dialect) -> str:
        """Write what stands behind the list."""
        return f"[{self.index.written(dialect)}]"


def _with_its_endings(whole: Member | Item, dialect: Dialect) -> str:
    """Write attributes and items of one another, from the last back to the first: their number has no limit."""
    endings = [whole.ending(dialect)]
    while isinstance(whole.of, Member | Item):
        whole = whole.of
        endings.append(whole.ending(dialect))
    is_scope = isinstance(whole, Member) and isinstance(whole.of, Word)
    first = whole.of.written(dialect) if whole.of else ""
    return (dialect.spelled(first) if is_scope else first) + "".join(reversed(endings))


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Expression, ...]

    def written(self, dialect: Dialect) -> str:
        """Write the call, the function as the dialect calls it."""
        return f"{dialect.spelled(self.name)}({', '.join(one.written(dialect) for one in self.arguments)})"


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list in braces."""

    items: tuple[Expression, ...]

    def written(self, dialect: Dialect) -> str:
        """Write the list."""
        return f"{{{', '.join(one.written(dialect) for one in self.items)}}}"


@dataclass(frozen=True, slots=True)
class Group:
    """An expression in parentheses, which stay where the author set them."""

    inner: Expression

    def written(self, dialect: Dialect) -> str:
        """Write the group."""
        return f"({self.inner.written(dialect)})"


@dataclass(frozen=True, slots=True)
class Unary:
    """An operator before its operand."""

    operator: str
    operand: Expression

    def written(self, dialect: Dialect) -> str:
        """Write the operation; a blank parts two signs that would read as another one."""
        operand = self.operand.written(dialect)
        return f"{self.operator}{' ' if operand[0] == self.operator else ''}{operand}"


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between its operands."""

    operator: str
    left: Expression
    right: Expression

    def written(self, dialect: Dialect) -> str:
        """Write the operation, from its last operand back to the first: their number has no limit."""
        written, left = [self.ending(dialect)], self.left
        while isinstance(left, Binary):
            written.append(left.ending(dialect))
            left = left.left
        return " ".join((left.written(dialect), *reversed(written)))

    def ending(self, dialect: Dialect) -> str:
        """Write the operator and what stands behind it."""
        return f"{self.operator} {self.right.written(dialect)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """`condition ? first : second`; without a first `condition ?: second`."""

    condition: Expression
    first: Expression | None
    second: Expression

    def written(self, dialect: Dialect) -> str:
        """Write the choice."""
        first = f"? {self.first.written(dialect)} :" if self.first else "?:"
        return f"{self.condition.written(dialect)} {first} {self.second.written(dialect)}"


Expression = Word | Member | Item | Call | Sequence | Group | Unary | Binary | Choice
STRENGTH: Final = {
    operator: strength
    for strength, operators in enumerate(
        (
            ("||",),
            ("&&",),
            ("|",),
            ("^",),
            ("&",),
            ("==", "!=", "=?=", "=!=", "is", "isnt"),
            ("<", "<=", ">", ">="),
            ("<<", ">>", ">>>"),
            ("+", "-"),
            ("*", "/", "%"),
        )
    )
    for operator in operators
}
"""How strongly an operator binds, from the weakest."""
