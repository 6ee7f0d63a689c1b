"""The gate all text from outside passes before it becomes ours."""

import re
import unicodedata

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
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ua670-\ua67d\ufe20-\ufe2f"
)
_PILED = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")


def clean_text(raw: str) -> str:
    """Return raw without anything that could drive a terminal.

    Terminals obey escape sequences wherever they appear and widgets pass them
    on, so no entry, name or prompt may carry one. Emoji, every script and new
    Unicode stay. Line ends become newlines; cleaning twice changes nothing.
    """
    lines = _LINE_ENDS.sub("\n", raw)
    inert = _PILED.sub(r"\1", _DRIVING.sub("", lines))
    return unicodedata.normalize("NFC", inert)


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


def first_words(words: str, *, limit: int = 40) -> str:
    """Return the opening of a text on one line, cut at a word and marked."""
    line = " ".join(words[: limit * 8].split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return head.rstrip(" ,;:.") + "…"


def folded(text: str) -> str:
    """Return a text as it is compared with what is looked for.

    Accents, capitals and the kind of apostrophe do not count.
    """
    bare = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()
