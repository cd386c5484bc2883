"""Reading ClassAd expressions: text becomes a tree, or an error with its place."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from generator.jdl.expressions import (
    STRENGTH,
    Binary,
    Call,
    Choice,
    Expression,
    Group,
    Item,
    Member,
    Sequence,
    Unary,
    Word,
)
from generator.jdl.tokens import ExpressionError, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.jdl.tokens import Token

DEEPEST: Final = 60
_UNARY: Final = frozenset("-+!~")


def parsed(text: str) -> Expression:
    """Read one expression, whole; raise ExpressionError at the first word that does not fit."""
    reader = _Reader(text)
    found = reader.expression()
    reader.end()
    return found


class _Reader:
    """Reads forward, one word ahead."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = list(tokens(text))
        self._next = 0
        self._depth = 0

    @property
    def _word(self) -> Token:
        return self._words[self._next]

    def _refuse(self, message: str) -> ExpressionError:
        return ExpressionError(message, self._text, self._word.place)

    def _take(self) -> Token:
        word = self._word
        self._next += 1
        return word

    def _is(self, *operators: str) -> bool:
        return self._word.kind == "operator" and self._word.text in operators

    def _skip(self, operator: str) -> bool:
        found = self._is(operator)
        self._next += found
        return found

    def _expect(self, operator: str, why: str) -> None:
        if not self._skip(operator):
            raise self._refuse(f"{operator} is missing {why}")

    def end(self) -> None:
        """Refuse whatever follows the expression."""
        if self._is("="):
            raise self._refuse("= sets a value; an expression compares with == (leave out “Requirements =” as well)")
        if self._is(";"):
            raise self._refuse("the expression ends here; leave out the semicolon and what follows it")
        if self._is(")", "]", "}"):
            raise self._refuse(f"this {self._word.text} closes nothing")
        if self._word.kind != "end":
            raise self._refuse(f"an operator is missing before {self._word.text}")

    def expression(self) -> Expression:
        """Read a choice, or whatever binds stronger."""
        with self._deeper():
            condition = self._operation(0)
            return self._choice(condition) if self._is("?", "?:") else condition

    @contextmanager
    def _deeper(self, levels: int = 1) -> Iterator[None]:
        """Read what stands some levels deeper: every level takes room on the stack of whoever walks the tree."""
        self._depth += levels
        if self._depth > DEEPEST:
            raise self._refuse(f"the expression is nested deeper than {DEEPEST} levels")
        yield
        self._depth -= levels

    def _choice(self, condition: Expression) -> Expression:
        if self._take().text == "?:":
            return Choice(condition, None, self.expression())
        first = self.expression()
        self._expect(":", "between the two outcomes of ?")
        return Choice(condition, first, self.expression())

    def _operation(self, weakest: int) -> Expression:
        left = self._unary()
        while (strength := self._strength()) is not None and strength >= weakest:
            operator = self._take().text
            with self._deeper():
                left = Binary(operator, left, self._operation(strength + 1))
        return left

    def _strength(self) -> int | None:
        return STRENGTH.get(self._word.text.lower()) if self._word.kind in {"operator", "name"} else None

    def _unary(self) -> Expression:
        signs = []
        while self._is(*_UNARY):
            signs.append(self._take().text)
            if len(signs) > DEEPEST:
                raise self._refuse(f"more than {DEEPEST} signs in a row")
        with self._deeper(len(signs)):
            found = self._postfix(self._primary())
        for sign in reversed(signs):
            found = Unary(sign, found)
        return found

    def _postfix(self, found: Expression) -> Expression:
        while self._is(".", "["):
            if self._take().text == ".":
                found = Member(found, self._name("after the dot"))
            else:
                found = Item(found, self.expression())
                self._expect("]", "after the index")
        return found

    def _name(self, where: str) -> str:
        if self._word.kind != "name":
            raise self._refuse(f"the name of an attribute is missing {where}")
        return self._take().text

    def _primary(self) -> Expression:
        if self._word.kind in {"number", "string"}:
            return Word(self._take().text)
        if self._word.kind == "name" and self._word.text.lower() not in STRENGTH:
            name = self._take().text
            return Call(name, self._items("(", ")")) if self._is("(") else Word(name)
        if self._is("{"):
            return Sequence(self._items("{", "}"))
        if self._skip("("):
            inner = self.expression()
            self._expect(")", "to close the parenthesis")
            return Group(inner)
        if self._skip("."):
            return Member(None, self._name("after the dot"))
        raise self._missing()

    def _items(self, opening: str, closing: str) -> tuple[Expression, ...]:
        self._expect(opening, "before the list")
        items: list[Expression] = []
        if self._skip(closing):
            return ()
        items.append(self.expression())
        while self._skip(","):
            items.append(self.expression())
        self._expect(closing, "at the end of the list")
        return tuple(items)

    def _missing(self) -> ExpressionError:
        if self._is("["):
            return self._refuse("a record has no place in requirements")
        if self._next == 0 and self._word.kind == "end":
            return self._refuse("the expression is empty")
        before = f"after {self._words[self._next - 1].text}" if self._next else f"before {self._word.text}"
        return self._refuse(f"a value is missing {before}")
