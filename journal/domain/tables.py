"""Reading a TOML file that a person wrote.

Every key is taken once, none may be left over, and whatever is amiss is said in one
sentence that names the place.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NoReturn, TypeVar

from journal.domain.text import clean_line
from journal.errors import NotPossible

LONGEST = 400
_AT_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")

Path = tuple[str | int, ...]
Word = TypeVar("Word", bound=StrEnum)


def read_toml(text: str, *, file: str) -> dict[str, object]:
    """Return the tables of a file.

    Raises:
        NotPossible: it is not TOML; the sentence names the file and the line.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        say = f"{file} is nested too deeply to be read."
    except ValueError as reason:
        said = str(reason)
        at = _AT_LINE.search(said)
        line = at.group(1) if at and at.group(1) else str(text.count("\n") + 1)
        what = _AT_LINE.sub("", said).rstrip(".")
        say = f"{file}, line {line}, cannot be read as TOML: {what}."
    raise NotPossible(say)


def line_of(text: str, path: Path) -> int:
    """Return the line of a readable file at which a value begins.

    Where there is no such value, the line at which what would hold it begins.
    """
    for depth in range(len(path), 0, -1):
        found = _line_holding(text.split("\n"), path[:depth])
        if found is not None:
            return found
    return 1


def _line_holding(lines: list[str], path: Path) -> int | None:
    """Cut the file off after each line in turn, until what is left holds the value."""
    name = next(step for step in reversed(path) if isinstance(step, str))
    read, is_near = 0, False
    for end, line in enumerate(lines, start=1):
        is_near = is_near or name in line
        if not is_near:
            read = end
            continue
        try:
            table = tomllib.loads("\n".join(lines[:end]))
        except ValueError:
            continue
        if _holds(table, path):
            is_blank = (
                not one.strip() or one.lstrip()[0] == "#" for one in lines[read:]
            )
            return read + 1 + next(at for at, blank in enumerate(is_blank) if not blank)
        read, is_near = end, False
    return None


def _holds(value: object, path: Path) -> bool:
    for step in path:
        match value, step:
            case dict(), str() if step in value:
                value = value[step]
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return False
    return True


class Table:
    """One table of a file; every key is taken once and none may be left.

    Args:
        where: what the sentence about anything amiss begins with.
        values: what the table holds.
        path: where in its file it stands.
        line_of: where to find the line of a value, if the sentence is to name it.
    """

    def __init__(
        self,
        where: str,
        values: Mapping[str, object],
        *,
        path: Path = (),
        line_of: Callable[[Path], int] | None = None,
    ) -> None:
        self._where = where
        self._left = dict(values)
        self._path = path
        self._line_of = line_of

    def named(self, name: str) -> None:
        """Let the sentences about this table say its name."""
        self._where += f", {name}"

    def refuse(self, what: str, *, key: str = "") -> NoReturn:
        """Raise `NotPossible` with a sentence about this table, or one key of it."""
        where = self._where
        if self._line_of is not None:
            path = (*self._path, key) if key else self._path
            where += f", line {self._line_of(path)}"
        say = f"{where}: {what}."
        raise NotPossible(say)

    def taken(self, key: str) -> object:
        """Return whatever stands at a key, or None."""
        return self._left.pop(key, None)

    def optional(self, key: str) -> str | None:
        """Return one line of plain text, or None."""
        value = self.taken(key)
        return None if value is None else self._line(key, value)

    def text(self, key: str) -> str:
        """Return one line of plain text that has to be there."""
        value = self.optional(key)
        if value is None:
            self.refuse(f"{key} is not there", key=key)
        return value

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of such lines."""
        values = self.taken(key)
        if values is None and optional:
            return ()
        if not isinstance(values, list):
            self.refuse(f"{key} is not a list", key=key)
        return tuple(self._line(key, value) for value in values)

    def word(self, key: str, kind: type[Word]) -> Word | None:
        """Return one of the words of a kind, or None."""
        value = self.optional(key)
        if value is None:
            return None
        if value not in set(kind):
            self.refuse(f"{key} is not one of {', '.join(kind)}", key=key)
        return kind(value)

    def needed_word(self, key: str, kind: type[Word]) -> Word:
        """Return one of the words of a kind, which has to be there."""
        value = self.word(key, kind)
        if value is None:
            self.refuse(f"{key} is not there", key=key)
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false where nothing is said."""
        value = self.taken(key)
        if not isinstance(value, bool | None):
            self.refuse(f"{key} is neither true nor false", key=key)
        return bool(value)

    def number(self, key: str, *, most: int) -> int:
        """Return a whole number from 1 to `most`."""
        value = self.taken(key)
        if type(value) is not int or not 0 < value <= most:
            self.refuse(f"{key} is not a number from 1 to {most}", key=key)
        return value

    def table(self, key: str) -> "Table":
        """Return the table at a key."""
        value = self.taken(key)
        if not isinstance(value, dict):
            self.refuse(f"{key} is not a table", key=key)
        return self._inner(f"{self._where}, {key}", value, (key,))

    def tables(self, key: str) -> list["Table"]:
        """Return the tables of a list; at least one."""
        values = self.taken(key)
        if not isinstance(values, list) or not values:
            self.refuse(f"there is no {key}", key=key)
        if not all(isinstance(value, dict) for value in values):
            self.refuse(f"{key} is not a list of tables", key=key)
        return [
            self._inner(self._where, value, (key, at))
            for at, value in enumerate(values)
        ]

    def nothing_else(self) -> None:
        """Refuse what nobody has taken."""
        if self._left:
            key = min(self._left)
            self.refuse(f"{key!r} is not a key this version knows", key=key)

    def _inner(self, where: str, values: Mapping[str, object], step: Path) -> "Table":
        return Table(where, values, path=(*self._path, *step), line_of=self._line_of)

    def _line(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not 0 < len(value) <= LONGEST:
            self.refuse(f"{key} is not a text of a fitting length", key=key)
        if clean_line(value, limit=LONGEST) != value:
            self.refuse(f"{key} is not one line of plain text", key=key)
        return value
