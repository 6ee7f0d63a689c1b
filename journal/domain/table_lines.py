"""At which line of a TOML file a value stands.

The reader that Python brings says what a file holds and not where. As the file can be
read, its statements can be told apart by brackets, quotes and line ends alone, in one
pass, whatever its length; each is then read by itself.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

Path = tuple[str | int, ...]

# Texts first, so that no bracket or line end inside one counts; then comments; then
# what shapes a file, and the runs between.
_SIGN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\n\[\]{},]"
    r"|[^\s\[\]{},\"'\#]+",
    re.DOTALL,
)


class _Statement(NamedTuple):
    """One key with its value, or one heading, and the line at which it begins.

    `items` holds the lines at which the items of its list begin, if it is a list.
    """

    line: int
    text: str
    items: list[int]


def line_of(text: str, path: Path) -> int:
    """Return the line of a readable file at which a value begins.

    Where there is no such value, the line at which what would hold it begins.
    """
    try:
        # A file may have been written where lines end in two signs.
        lines = _lines(text.replace("\r\n", "\n"))
    except RecursionError:
        # It could be read only just, from where there was a little more room.
        return 1
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _lines(text: str) -> dict[Path, int]:
    """Return where everything in a file begins, by its path."""
    lines: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    here: Path = ()
    for statement in _statements(text):
        table = tomllib.loads(statement.text)
        if statement.text.startswith("["):
            here = _heading(table, counts)
            for depth in range(len(here)):
                lines.setdefault(here[: depth + 1], statement.line)
            continue
        for name, value in table.items():
            _note(value, (*here, name), statement.line, lines)
            if isinstance(value, list):
                for at, line in enumerate(statement.items):
                    lines[*here, name, at] = line
    return lines


def _heading(table: dict[str, Any], counts: dict[Path, int]) -> Path:
    """Return the path of the table that a heading begins.

    `counts` holds how many items each list of tables has so far.
    """
    path: Path = ()
    while table:
        ((name, inner),) = table.items()
        path = (*path, name)
        if isinstance(inner, list):
            counts[path] = counts.get(path, 0) + 1
            (inner,) = inner
        if path in counts:
            path = (*path, counts[path] - 1)
        table = inner
    return path


def _note(value: object, path: Path, line: int, lines: dict[Path, int]) -> None:
    """Note the line of a value, and of everything in it."""
    lines.setdefault(path, line)
    if isinstance(value, dict):
        for name, inner in value.items():
            _note(inner, (*path, name), line, lines)


def _statements(text: str) -> Iterator[_Statement]:
    line, depth, first, begin = 1, 0, 1, -1
    items: list[int] = []
    is_before_item = False
    for sign in _SIGN.finditer(f"{text}\n"):
        what = sign.group()
        if what == "\n" and not depth:
            if begin >= 0:
                yield _Statement(first, text[begin : sign.start()], items)
            begin = -1
        elif what != "\n" and what[0] != "#":
            if begin < 0:
                first, begin, items = line, sign.start(), []
            if is_before_item and what != "]":
                items.append(line)
            depth += (what in {"[", "{"}) - (what in {"]", "}"})
            is_before_item = depth == 1 and what in {"[", ","}
        line += what.count("\n")
