"""Bytes as text and as JSON, refused with a sentence where they are neither."""

import codecs
import json
from typing import NoReturn

from journal.errors import NotReadable


class NotSafe(NotReadable):
    """The whole is refused, and not only one file in it."""


NOT_TEXT = "it is not text in UTF-8"
NOT_JSON = "it is not JSON that can be read"
TOO_DEEP = "it is nested too deeply"
TOO_MANY_VALUES = (
    "There are more values in it than Lean-to reads at once. Nothing was brought in."
)
# Each takes a hundred bytes of memory or so, however few it has in the file. In a
# journal's words there is a comma in eighty.
MOST_VALUES = 6_000_000
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(data: bytes) -> str:
    """Return bytes as text, with plain line ends.

    Raises:
        NotReadable: they are no text.
    """
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise NotReadable(NOT_TEXT) from None
    if "\0" in text[:1024]:
        raise NotReadable(NOT_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def json_in(data: bytes) -> object:
    """Return what a JSON file holds.

    Raises:
        NotReadable: it is none, is nested too deeply, or holds what is no number; or it
            holds more values than there is room for.
    """
    refuse_many(data)
    text = text_of(data)
    try:
        held: object = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise NotReadable(TOO_DEEP) from None
    except ValueError:
        # The exception holds the text.
        raise NotReadable(NOT_JSON) from None
    return held


def refuse_many(data: bytes) -> None:
    """Refuse JSON, or tags, whose values would fill the memory, before any is read.

    Raises:
        NotSafe: it holds so many.
    """
    if sum(map(data.count, (b",", b"[", b"{", b"<"))) > MOST_VALUES:
        raise NotSafe(TOO_MANY_VALUES)


def _no_number(_: str) -> NoReturn:
    raise ValueError
