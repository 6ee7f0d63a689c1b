"""Where a value stands in a file, however the file is written."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.table_lines import Path, line_of

ODD = '''# A file [with] {odd} "places".

schema = 1
"a key" = "x # no comment"   # [a comment]
lists = [ 1, [2, 3],
  # not an item
  "four ] , five",
  {six = 7, eight = [9]}, 'te"n',
]
long = """
[[prompt]]
text = "\\"" still text
""""
raw = \'\'\'
"[pack]"
\'\'\'
empty = ""
none = []
dotted.name.here = 5

[pack]
  id = 'a'
inner = { id = "b", list = [
  "c",
] }

  [pack.deeper."and so"]
x = 1

[[prompt]]  # the first
id = "one"
[[prompt.note]]
a = 1
[[prompt.note]]
a = 2

[[prompt]]
id = "two"
[prompt.about]
y = 1
[[prompt.note]]
a = 3
[[deep.list]]
z = 1'''

PLACES: list[tuple[Path, int]] = [
    ((), 1),
    (("schema",), 3),
    (("a key",), 4),
    (("lists",), 5),
    (("lists", 0), 5),
    (("lists", 1), 5),
    (("lists", 1, 1), 5),
    (("lists", 2), 7),
    (("lists", 3), 8),
    (("lists", 3, "eight"), 8),
    (("lists", 4), 8),
    (("lists", 5), 5),
    (("long",), 10),
    (("raw",), 14),
    (("empty",), 17),
    (("none", 0), 18),
    (("dotted", "name", "here"), 19),
    (("pack",), 21),
    (("pack", "id"), 22),
    (("pack", "title"), 21),
    (("pack", "inner", "id"), 23),
    (("pack", "inner", "list", 0), 23),
    (("pack", "deeper", "and so"), 27),
    (("pack", "deeper", "and so", "x"), 28),
    (("prompt",), 30),
    (("prompt", 0), 30),
    (("prompt", 0, "text"), 30),
    (("prompt", 0, "note", 1), 34),
    (("prompt", 0, "note", 1, "a"), 35),
    (("prompt", 1), 37),
    (("prompt", 1, "id"), 38),
    (("prompt", 1, "about", "y"), 40),
    (("prompt", 1, "note", 0, "a"), 42),
    (("prompt", 2, "id"), 30),
    (("deep", "list", 0, "z"), 44),
    (("nowhere", 3), 1),
]


@pytest.mark.parametrize(("path", "line"), PLACES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_place_of_an_odd_file_has_its_line(
    path: Path, line: int, end: str
) -> None:
    text = ODD.replace("\n", end)
    tomllib.loads(text)
    assert line_of(text, path) == line


VALUES = st.recursive(
    st.sampled_from(
        [
            "1",
            "true",
            '"]"',
            "'[['",
            '"a\\"#"',
            '"""b\n]"""',
            "'''\n\"c'''",
            "1979-05-27",
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, max_size=3).map(
            lambda items: "[ # [\n" + "".join(f"  {one},\n" for one in items) + "]"
        ),
        inner.map(lambda one: "{ k = " + one.replace("\n", "") + " }"),
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(["id", "text", '"[x]"', "'#'"])
LINES_BETWEEN = st.sampled_from(["", "# [[prompt]] = {", "\n\n"])


@given(st.lists(st.tuples(LINES_BETWEEN, st.dictionaries(KEYS, VALUES)), max_size=5))
def test_where_a_value_was_put_there_it_is_found(
    tables: list[tuple[str, dict[str, str]]],
) -> None:
    text, places = "", dict[Path, int]()
    for at, (between, values) in enumerate(tables):
        text += f"{between}\n"
        places["prompt", at] = text.count("\n") + 1
        text += "[[prompt]] # next\n"
        for key, value in values.items():
            places["prompt", at, key.strip("\"'")] = text.count("\n") + 1
            text += f"  {key} = {value}\n"
    try:
        tomllib.loads(text)
    except ValueError:
        # An inline table may not hold what was put on several lines.
        return
    for path, line in places.items():
        assert line_of(text, path) == line


def test_a_file_that_can_only_just_be_read_is_said_to_begin_at_its_beginning() -> None:
    found = set()
    for depth in range(1, 2_000):
        text = f"\nx = {'[' * depth}{']' * depth}"
        try:
            tomllib.loads(text)
        except (RecursionError, ValueError):
            break
        found.add(line_of(text, ("x",)))
    assert {2} <= found <= {1, 2}


def test_a_hostile_file_costs_one_pass() -> None:
    # Work that grew with the square would end at the time limit of the tests.
    rows = "\n" * 60_000
    text = f"{rows}[pack]\nx = [{rows}1,\n2]\n{'#' * 60_000}\ny = 1\n"
    assert line_of(text, ("pack", "x", 1)) == 120_003


def test_each_key_with_dots_has_a_line_of_its_own() -> None:
    text = "a.b = 1\na.c.d = 2\na.c.e = 3"
    paths = [("a",), ("a", "b"), ("a", "c"), ("a", "c", "d"), ("a", "c", "e")]
    assert [line_of(text, path) for path in paths] == [1, 1, 2, 2, 3]
