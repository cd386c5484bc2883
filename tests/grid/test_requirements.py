"""The parser of requirements: what HTCondor's library reads is kept, what it refuses is answered with its place."""

import classad2  # type: ignore[import-untyped] # it carries no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.jdl import quoted_string
from generator.jdl.expressions import STRENGTH, Dialect
from generator.jdl.parsing import parsed
from generator.jdl.tokens import ExpressionError

BROKEN = {
    "": (1, 1, "the expression is empty"),
    "other.A &&": (1, 11, "a value is missing after &&"),
    "(other.A == 1": (1, 14, ") is missing to close the parenthesis"),
    "other.A == 1)": (1, 13, "this ) closes nothing"),
    "other.A = 1": (1, 9, "= sets a value"),
    "Requirements = true;": (1, 14, "= sets a value"),
    "true; Rank = 1": (1, 5, "leave out the semicolon"),
    "a b": (1, 3, "an operator is missing before b"),
    "a &&\n || b": (2, 2, "a value is missing after &&"),
    'Member("x, other.A)': (1, 8, 'has no closing "'),
    "a /* b": (1, 3, "the comment that begins here has no end"),
    "12k > 3": (1, 3, "neither a number nor a name"),
    "a § b": (1, 3, "has no meaning outside quotes"),
    '"a\u202eb"': (1, 3, "is hidden"),
    "f(1, )": (1, 6, "a value is missing after ,"),
    "f(1": (1, 4, ") is missing at the end of the list"),
    "a ? b": (1, 6, ": is missing between the two outcomes"),
    "a.1": (1, 2, "an operator is missing before .1"),
    "a[1": (1, 4, "] is missing after the index"),
    "[a = 1]": (1, 1, "a record has no place"),
    "(" * 100: (1, 61, "nested deeper than 60 levels"),
    "!" * 100 + "a": (1, 62, "more than 60 signs"),
    "(" + "!" * 59 + "(a))": (1, 61, "nested deeper than 60 levels"),
    "(a || b && c | d ^ " * 13: (1, 229, "nested deeper than 60 levels"),
    "a" * 10_001: (1, 10_001, "limit is 10000"),
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_expression_is_answered_with_its_place(text: str) -> None:
    line, column, message = BROKEN[text]
    with pytest.raises(ExpressionError) as refused:
        parsed(text)

    assert (line, column) == (refused.value.line, refused.value.column)
    assert message in refused.value.message


@pytest.mark.parametrize("text", [" && ".join("a" * 2000), f"a{'.b' * 4000}", f"a{'[0]' * 3000}"])
def test_a_long_expression_is_written_as_it_is_spelled(text: str) -> None:
    assert text == parsed(text).written(Dialect.JDL)


def test_the_place_is_shown_below_the_expression() -> None:
    with pytest.raises(ExpressionError) as refused:
        parsed("other.A &&")

    assert refused.value.framed() == (
        "line 1, column 11: a value is missing after &&",
        "  other.A &&",
        "            ^",
    )


def test_scopes_and_functions_are_spelled_for_each_system() -> None:
    own = parsed('MEMBER("x", Other.A) && self.B isnt undefined && c.D')

    assert own.written(Dialect.JDL) == 'Member("x", other.A) && self.B isnt undefined && c.D'
    assert own.written(Dialect.CONDOR) == 'member("x", TARGET.A) && MY.B isnt undefined && c.D'


names = st.sampled_from(["A", "other.B", "TARGET.C", "self.D", "true", "undefined", "'q a'", "x.y.z", ".a"])
numbers = st.sampled_from(["0", "17", "1.5", "2.5E3", "3e-2"])
strings = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]) | st.just(" "), max_size=8)
operators = st.sampled_from([*STRENGTH])


def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, operators, inner).map(" ".join),
        st.tuples(st.sampled_from("-+!~"), inner).map("".join),
        inner.map("({})".format),
        st.tuples(inner, inner, inner).map(lambda of: "{} ? {} : {}".format(*of)),
        st.lists(inner, max_size=3).map(lambda of: f"f({', '.join(of)})"),
        st.lists(inner, max_size=3).map(lambda of: f"{{{', '.join(of)}}}"),
        st.tuples(names, inner).map(lambda of: "{}[{}]".format(*of)),
    )


@given(st.recursive(names | numbers | strings.map(quoted_string), deeper, max_leaves=12))
def test_what_is_written_means_what_was_read(text: str) -> None:
    written = parsed(text).written(Dialect.CONDOR)
    plain = text.replace("other.", "TARGET.").replace("self.", "MY.")

    assert str(classad2.ExprTree(plain)) == str(classad2.ExprTree(written))


@given(st.text(st.sampled_from("aA1 .,\"'\\()[]{}&|=!<>?:+-*/%~^;\n"), max_size=12))
def test_any_text_is_read_or_answered_with_a_place_inside_it(text: str) -> None:
    place = refusal(text)
    if place is None:
        classad2.ExprTree(f"{text}\n")  # the library closes a comment at the end of a line only
        return
    lines = text.split("\n")
    line, column = place

    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


def refusal(text: str) -> tuple[int, int] | None:
    try:
        parsed(text)
    except ExpressionError as error:
        return (error.line, error.column)
    return None
