"""Reading a TOML file that a person wrote.

Every key is taken once, none may be left over, and whatever is amiss is said in one
sentence that names the place.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NoReturn, TypeVar

from journal.domain.table_lines import Path
from journal.domain.text import clean_line
from journal.errors import NotPossible

LONGEST = 400
_AT_LINE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)")
# What stands on a line beside its keys and numbers: texts, and what is said aside.
_NO_KEY = re.compile(r"""\"(?:\\.|[^"\\])*\"|'[^']*'|\#.*""")
_MOST_DOTS = 40
_SPACES = re.compile(" +")
# What word processors put in place of straight quotation marks.
_CURLY = re.compile("[\u2018-\u201f\u00ab\u00bb]")
# What Python's reader says, and what helps someone who only writes prompts.
_PLAINLY = {
    "Invalid value": "a text has to stand between straight quotation marks",
    "Illegal character '\\n'": "a text has to end on the line on which it begins",
    "Unterminated string": "a text has no quotation mark at its end",
    "Unclosed array": "a list has no ] at its end",
    "Invalid statement": "this is neither a key, nor a heading in square brackets",
    "Invalid initial character for a key part": "there is no key before the =",
    "Expected '=' after a key in a key/value pair": "there is no = after the key",
    "Expected newline or end of document after a statement": (
        "there is more on the line than one text; inside it, use single quotation marks"
    ),
    "Cannot overwrite a value": "this is there twice",
}
_CURLY_ONES = (
    "the curly quotation marks of a word processor do not hold a text; straight ones do"
)

Word = TypeVar("Word", bound=StrEnum)


_TWICE = re.compile(r"annot declare \('(\w+)',\) twice")


def read_toml(text: str, *, file: str) -> dict[str, object]:
    """Return the tables of a file.

    Raises:
        NotPossible: it is not TOML; the sentence names the file and the line.
    """
    too_deep = f"{file} is nested too deeply to be read."
    if any(_NO_KEY.sub("", line).count(".") > _MOST_DOTS for line in text.split("\n")):
        # A key of ten thousand parts would be read for minutes.
        raise NotPossible(too_deep)
    try:
        return tomllib.loads(text)
    except RecursionError:
        say = too_deep
    except ValueError as reason:
        line, what = _what_is_amiss(text, str(reason))
        say = f"{file}, line {line}, cannot be read as TOML: {what}."
    raise NotPossible(say)


def _what_is_amiss(text: str, said: str) -> tuple[int, str]:
    """Return the line a reader stopped at, and what is the matter there."""
    lines = text.rstrip().split("\n")
    at = _AT_LINE.search(said)
    place = (int(at[1]), int(at[2])) if at and at[1] else (len(lines), 1)
    line = min(place[0], len(lines))
    if _CURLY.match(lines[line - 1], place[1] - 1):
        return line, _CURLY_ONES
    what = _AT_LINE.sub("", said)
    twice = _TWICE.search(what)
    if twice:
        return (
            line,
            f"a second [{twice[1]}]; where there are several, write [[{twice[1]}]]",
        )
    return line, _PLAINLY.get(what, f"{what[:1].lower()}{what[1:]}")


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

    def refuse(self, what: str, *at: str | int) -> NoReturn:
        """Raise `NotPossible` with a sentence about this table, or a place in it."""
        where = self._where
        if self._line_of is not None:
            where += f", line {self._line_of((*self._path, *at))}"
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
            self.refuse(f"{key} is not there")
        return value

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of such lines."""
        values = self.taken(key)
        if values is None and optional:
            return ()
        if not isinstance(values, list):
            self.refuse(f"{key} is not a list", key)
        return tuple(self._line(key, value, at) for at, value in enumerate(values))

    def word(self, key: str, kind: type[Word]) -> Word | None:
        """Return one of the words of a kind, or None."""
        value = self.optional(key)
        if value is None:
            return None
        if value not in set(kind):
            self.refuse(f"{key} is not one of {', '.join(kind)}", key)
        return kind(value)

    def needed_word(self, key: str, kind: type[Word]) -> Word:
        """Return one of the words of a kind, which has to be there."""
        value = self.word(key, kind)
        if value is None:
            self.refuse(f"{key} is not there")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false where nothing is said."""
        value = self.taken(key)
        if not isinstance(value, bool | None):
            self.refuse(f"{key} is neither true nor false", key)
        return bool(value)

    def number(self, key: str, *, most: int) -> int:
        """Return a whole number from 1 to `most`."""
        value = self.taken(key)
        if value is None:
            self.refuse(f"{key} is not there")
        if type(value) is not int or not 0 < value <= most:
            self.refuse(f"{key} is not a number from 1 to {most}", key)
        return value

    def table(self, key: str) -> "Table":
        """Return the table at a key."""
        value = self.taken(key)
        if not isinstance(value, dict):
            self.refuse(f"{key} is not a table", key)
        return self._inner(f"{self._where}, {key}", value, (key,))

    def tables(self, key: str) -> list["Table"]:
        """Return the tables of a list; at least one."""
        values = self.taken(key)
        if not isinstance(values, list) or not values:
            self.refuse(f"there is no {key}", key)
        if not all(isinstance(value, dict) for value in values):
            self.refuse(f"{key} is not a list of tables", key)
        return [
            self._inner(self._where, value, (key, at))
            for at, value in enumerate(values)
        ]

    def nothing_else(self) -> None:
        """Refuse what nobody has taken."""
        if self._left:
            key = min(self._left)
            self.refuse(f"{key!r} is not a key this version knows", key)

    def _inner(self, where: str, values: Mapping[str, object], step: Path) -> "Table":
        return Table(where, values, path=(*self._path, *step), line_of=self._line_of)

    def _line(self, key: str, value: object, *at: int) -> str:
        what = _what_is_no_line(value)
        if what:
            self.refuse(f"{key} {what}", key, *at)
        return str(value)


def _what_is_no_line(value: object) -> str:
    """Return what is the matter with a line of plain text, or nothing."""
    if not isinstance(value, str):
        return "is not a text"
    if not 0 < len(value) <= LONGEST:
        return f"does not have 1 to {LONGEST} characters"
    cleaned = clean_line(value, limit=LONGEST)
    if cleaned == value:
        return ""
    if cleaned == _SPACES.sub(" ", value).strip(" "):
        return "has a space too many"
    return "is not one line of plain text"
