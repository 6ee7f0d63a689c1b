"""Reading what a person wrote into a file, and saying in one sentence what is amiss."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial

import pytest

from journal.domain.table_lines import line_of
from journal.domain.tables import LONGEST, Table, read_toml
from journal.errors import NotPossible


class Colour(StrEnum):
    """Two words that a key may have."""

    RED = "red"
    BLUE = "blue"


def table(text: str) -> Table:
    values = read_toml(text, file="a.toml")
    return Table("a.toml", values, line_of=partial(line_of, text))


def said(does: Callable[[], object]) -> str:
    with pytest.raises(NotPossible) as refused:
        does()
    return refused.value.say


# Files that cannot be read


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a = 1\nb = “x”\n", 2, "the curly quotation marks of a word processor"),
        ("a = [\n  “x”,\n]", 2, "the curly quotation marks of a word processor"),
        ("a = 1\n“b” = 2", 2, "the curly quotation marks of a word processor"),
        ("a = «x»", 1, "the curly quotation marks of a word processor"),
        ("a = 1\n\nb = words", 3, "a text has to stand between straight quotation"),
        ('a = "x\nb = 1', 1, "a text has to end on the line on which it begins"),
        ('a = 1\nb = "x', 2, "a text has no quotation mark at its end"),
        ("a = 1\nb = [1\n\n", 2, "a list has no ] at its end"),
        ('a = ["x",\n"y"\n"z"]', 3, "a list has no ] at its end"),
        ("a = 1\n, b", 2, "this is neither a key, nor a heading in square brackets"),
        ("[ ]\n", 1, "there is no key before the ="),
        ('a = 1\nid "x"\n', 2, "there is no = after the key"),
        ('a = "one "two" three"', 1, "there is more on the line than one text"),
        ("a = 1\n\na = 2\n", 3, "this is there twice"),
        ("[a]\nb = 1\n[a]\n", 3, "a second [a]; where there are several, write [[a]]"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(
    text: str, line: int, what: str
) -> None:
    say = said(lambda: read_toml(text, file="a.toml"))
    assert say.startswith(f"a.toml, line {line}, cannot be read as TOML: {what}")
    assert say.endswith(".")
    assert "\n" not in say


def test_a_file_of_brackets_is_refused_and_ends_nothing() -> None:
    text = "a = " + "[" * 20_000
    say = said(lambda: read_toml(text, file="a.toml"))
    assert say == "a.toml is nested too deeply to be read."


# Keys


@pytest.mark.parametrize("part", ["a", '"a = b"', "'#'", '"\\""'])
@pytest.mark.parametrize("shape", ["{} = 1", "[{}]", "a = {{ {} = 1 }}"])
def test_a_key_of_very_many_parts_is_refused_before_it_is_read(
    shape: str, part: str
) -> None:
    text = f"a = 1\n{shape.format('.'.join([part] * 42))}"
    say = said(lambda: read_toml(text, file="a.toml"))
    assert say == "a.toml is nested too deeply to be read."


def test_dots_in_what_is_said_are_no_parts_of_a_key() -> None:
    dots = "." * 60
    text = f"a = \"so {dots} # it is\" # {dots}\nb = 'and {dots}'\nc.d.e = 1.5"
    assert read_toml(text, file="a.toml").keys() == {"a", "b", "c"}


def test_every_kind_of_value_is_taken_as_what_it_is() -> None:
    whole = table(
        'text = "one"\nlist = ["a", "b"]\ncolour = "blue"\nis = true\nmany = 3\n'
        "any = 1.5\n[inner]\n[[row]]\n[[row]]\n"
    )
    assert whole.text("text") == "one"
    assert whole.texts("list") == ("a", "b")
    assert whole.needed_word("colour", Colour) is Colour.BLUE
    assert whole.flag("is") is True
    assert whole.number("many", most=3) == 3
    assert table("least = 1").number("least", most=3) == 1
    longest = "x" * LONGEST
    assert table(f"a = '{longest}'").text("a") == longest
    assert whole.taken("any") == 1.5
    whole.table("inner").nothing_else()
    assert len(whole.tables("row")) == 2
    whole.nothing_else()


def test_what_may_be_left_out_is_nothing() -> None:
    whole = table("")
    assert whole.optional("a") is None
    assert whole.word("a", Colour) is None
    assert whole.texts("a", optional=True) == ()
    assert whole.flag("a") is False
    assert whole.taken("a") is None


REFUSED: list[tuple[str, Callable[[Table], object], int, str]] = [
    ("\na = 1", lambda one: one.text("a"), 2, "a is not a text"),
    ('a = ""', lambda one: one.text("a"), 1, "a does not have 1 to 400 characters"),
    ("b = 1", lambda one: one.text("a"), 1, "a is not there"),
    (
        f'\n\na = "{"x" * (LONGEST + 1)}"',
        lambda one: one.text("a"),
        3,
        "a does not have 1 to 400 characters",
    ),
    ('\na = "x  y"', lambda one: one.text("a"), 2, "a has a space too many"),
    ('\na = " x"', lambda one: one.optional("a"), 2, "a has a space too many"),
    (
        'a = """\nx\ny"""',
        lambda one: one.text("a"),
        1,
        "a is not one line of plain text",
    ),
    ('a = "x\\t"', lambda one: one.text("a"), 1, "a is not one line of plain text"),
    ('a = "\\u001b[31m"', lambda one: one.text("a"), 1, "a is not one line of plain"),
    ("b = 1", lambda one: one.texts("a"), 1, "a is not a list"),
    ("\na = 1", lambda one: one.texts("a", optional=True), 2, "a is not a list"),
    ('\na = [\n"x",\n3,\n]', lambda one: one.texts("a"), 4, "a is not a text"),
    ('\na = "red "', lambda one: one.word("a", Colour), 2, "a has a space too many"),
    ('\na = "x"', lambda one: one.word("a", Colour), 2, "a is not one of red, blue"),
    ("", lambda one: one.needed_word("a", Colour), 1, "a is not there"),
    ("\na = 1", lambda one: one.flag("a"), 2, "a is neither true nor false"),
    (
        "\na = 0",
        lambda one: one.number("a", most=9),
        2,
        "a is not a number from 1 to 9",
    ),
    ("a = 10", lambda one: one.number("a", most=9), 1, "a is not a number from 1 to 9"),
    ("a = true", lambda one: one.number("a", most=9), 1, "a is not a number from 1 to"),
    ("# none", lambda one: one.number("a", most=9), 1, "a is not there"),
    ("\na = 1", lambda one: one.table("a"), 2, "a is not a table"),
    ("a = []", lambda one: one.tables("a"), 1, "there is no a"),
    ("\n[a]", lambda one: one.tables("a"), 2, "there is no a"),
    ("\na = [1]", lambda one: one.tables("a"), 2, "a is not a list of tables"),
    ("\nb = 1\na = 2", lambda one: one.nothing_else(), 3, "'a' is not a key this"),
]


@pytest.mark.parametrize(("text", "does", "line", "what"), REFUSED)
def test_what_does_not_fit_is_said_with_its_line(
    text: str, does: Callable[[Table], object], line: int, what: str
) -> None:
    say = said(lambda: does(table(text)))
    assert say.startswith(f"a.toml, line {line}: {what}")
    assert say.endswith(".")


def test_a_table_within_says_where_it_is() -> None:
    whole = table('[inner]\na = 1\n[[row]]\n[[row]]\nid = "two"\nb = 1\n')
    inner = whole.table("inner")
    assert said(lambda: inner.text("a")) == "a.toml, inner, line 2: a is not a text."
    _, row = whole.tables("row")
    row.named(row.text("id"))
    assert said(row.nothing_else).startswith("a.toml, two, line 6: 'b' is not a key")
    assert said(lambda: row.refuse("it is odd")) == "a.toml, two, line 4: it is odd."


def test_without_lines_the_file_alone_is_named() -> None:
    whole = Table("a.toml", {"a": 1})
    assert said(lambda: whole.text("a")) == "a.toml: a is not a text."


def test_a_key_may_be_taken_once_only() -> None:
    whole = table('a = "x"')
    whole.text("a")
    assert "a is not there" in said(lambda: whole.text("a"))
