"""The gate all text from outside passes before it becomes ours."""

import re
import unicodedata
from itertools import chain, takewhile

from journal.errors import NothingWritten, TooLong

WORDS_LIMIT_BYTES = 256 * 1024
TITLE_LIMIT = 120
NAME_LIMIT = 40

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls and surrogates (the Unicode categories Cc and Cs, which are fixed), and the
# overrides and isolates that reorder what stands around them on a terminal's line.
_DRIVING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)


# No script piles more marks on a letter than this. Putting thousands in order takes a
# time that grows with their square, and would hang whoever is to read them.
_MOST_MARKS = 30
# These stand as letters, and come apart into nothing but marks.
_INTO_MARKS = frozenset("\u0f73\u0f75\u0f81\uff9e\uff9f")


def clean_text(raw: str) -> str:
    """Return raw without anything that could drive a terminal.

    Terminals obey escape sequences wherever they appear and widgets pass them
    on, so no entry, name or prompt may carry one. Emoji, every script and new
    Unicode stay. Line ends become newlines; cleaning twice changes nothing.
    """
    inert = _DRIVING.sub("", _LINE_ENDS.sub("\n", raw))
    if inert.isascii():
        return inert
    # Once more afterwards: a letter may have come apart into marks of its own.
    return _thinned(unicodedata.normalize("NFC", _thinned(inert)))


def _thinned(text: str) -> str:
    """Return a text with no more marks on a letter than there may be."""
    return _without_piles(text) if _is_piled(text) else text


def _is_piled(text: str) -> bool:
    # A pile too high covers one of these places, wherever it begins.
    places = range(_MOST_MARKS, len(text), _MOST_MARKS + 1)
    return any(_is_mark(text[at]) and _stands_in_pile(text, at) for at in places)


def _stands_in_pile(text: str, at: int) -> bool:
    before = takewhile(_is_mark, reversed(text[at - _MOST_MARKS : at]))
    after = takewhile(_is_mark, text[at + 1 : at + 1 + _MOST_MARKS])
    return 1 + sum(1 for _ in chain(before, after)) > _MOST_MARKS


def _without_piles(text: str) -> str:
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if _is_mark(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) != 0 or char in _INTO_MARKS


def clean_line(raw: str, *, limit: int = TITLE_LIMIT) -> str:
    """Return raw as one clean line of at most limit characters, trimmed."""
    # What is far longer than any line is cut before work is done on it.
    line = " ".join(clean_text(raw[: limit * 40]).split())
    return unicodedata.normalize("NFC", line[:limit].rstrip())


def clean_words(raw: str) -> str:
    """Return the clean words of an entry, trimmed of blank lines at the ends.

    Raises:
        NothingWritten: there is nothing but white space.
        TooLong: the words take more than 256 KiB as UTF-8.
    """
    words = clean_text(raw).strip("\n")
    if not words.strip():
        raise NothingWritten
    if len(words.encode()) > WORDS_LIMIT_BYTES:
        raise TooLong
    return words


def cut_words(text: str) -> str:
    """Return a clean text, or as much of it as an entry of one's own may have."""
    if len(text) * 4 <= WORDS_LIMIT_BYTES:
        return text
    return text.encode()[:WORDS_LIMIT_BYTES].decode(errors="ignore")


def first_words(words: str, *, limit: int = 40) -> str:
    """Return the opening of a text on one line, cut at a word and marked."""
    line = " ".join(words[: limit * 8].split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1].rsplit(" ", 1)[0]
    return head.rstrip(" ,;:.") + "…"


def folded(text: str) -> str:
    """Return a text as it is compared with what is looked for.

    Accents, capitals and the kind of apostrophe do not count.
    """
    bare = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()
