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
        if isinstance(self.of, Word):
            return f"{dialect.spelled(self.of.text)}.{self.name}"
        return f"{self.of.written(dialect) if self.of else ''}.{self.name}"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, or an attribute whose name is computed: `list[index]`."""

    of: Expression
    index: Expression

    def written(self, dialect: Dialect) -> str:
        """Write the item."""
        return f"{self.of.written(dialect)}[{self.index.written(dialect)}]"


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
        """Write the operation."""
        return f"{self.left.written(dialect)} {self.operator} {self.right.written(dialect)}"


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
