"""Text broken into lines that fit, whatever script it is in.

How many cells a string takes on a terminal is the caller's knowledge and comes in
as a `Measure`. Widths are of at least four cells. No line is ever wider than asked,
and no text, however made, takes more than linear work.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], int]
"""How many cells a string takes."""

TAB = "    "
ELLIPSIS = "…"

_JOINER = "\u200d"
_EMOJI_SELECTOR = "\ufe0f"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
# What one reader sees as a single character; more than this on one base is noise.
_CLUSTER_LIMIT = 16

_TOKEN = re.compile(r"( *)([^ ]+)")
_SENTENCE_END = re.compile(
    r"""(?:[.!?…]+["'”’»)\]]*(?=\s)|[。！？]+[」』”’]*)"""  # noqa: RUF001 - CJK ends
)


def wrap(text: str, width: int, measure: Measure) -> list[str]:
    """Return text as lines of at most width cells.

    Line ends the writer made are kept, and so are spaces at the start of a line.
    Lines break at spaces; a word longer than a line is broken where it must be.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph.replace("\t", TAB), width, measure))
    return lines


def excerpt(
    words: str, width: int, measure: Measure, lines: int = 2, more: str = ELLIPSIS
) -> list[str]:
    """Return the opening of a text: whole sentences, as many as fit in the lines.

    Only a first sentence that does not fit is cut, at a word, and marked as cut.
    Nothing after the first paragraph is taken.
    """
    # A cell holds few code points in any script; more is never looked at.
    limit = max(width, 1) * lines * 8
    opening, _, _ = words.lstrip()[:limit].partition("\n\n")
    text = " ".join(opening.split())
    kept: list[str] = []
    for end in _sentence_ends(text):
        tried = wrap(text[:end], width, measure)
        if len(tried) > lines:
            break
        kept = tried
    if kept:
        return kept
    *before, last = wrap(text, width, measure)[:lines]
    return [*before, _marked(last, width, measure, more)]


def shorten(text: str, width: int, measure: Measure, *, more: str = ELLIPSIS) -> str:
    """Return text on one line, cut at a word and marked if it does not fit."""
    head = " ".join(text.split())
    return head if measure(head) <= width else _marked(head, width, measure, more)


def _marked(head: str, width: int, measure: Measure, more: str) -> str:
    first = wrap(head, max(width - measure(more), 2), measure)[0]
    return first.rstrip(" ,;:.") + more


def _wrap_paragraph(paragraph: str, width: int, measure: Measure) -> Iterator[str]:
    line = ""
    for spaces, word in _TOKEN.findall(paragraph):
        longer = line + spaces + word
        # Measured whole only when it may fit, so that a long word costs little.
        if len(longer) <= _CLUSTER_LIMIT * width and measure(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, width, measure)
        yield from full
    yield line


def _pieces(word: str, width: int, measure: Measure) -> Iterator[str]:
    piece, room = "", width
    for cluster in clusters(word):
        for part in [cluster] if measure(cluster) <= width else cluster:
            # A selector on its own still widens what it follows.
            cells = measure(part) + part.startswith(_EMOJI_SELECTOR)
            if piece and cells > room:
                yield piece
                piece, room = "", width
            piece += part
            room -= cells
    yield piece


def clusters(word: str) -> Iterator[str]:
    """Yield what a reader sees as one character each, in their order."""
    cluster = ""
    for char in word:
        if cluster and len(cluster) < _CLUSTER_LIMIT and _extends(cluster, char):
            cluster += char
            continue
        if cluster:
            yield cluster
        cluster = char
    yield cluster


def _extends(cluster: str, char: str) -> bool:
    return (
        cluster[-1] == _JOINER
        or char == _JOINER
        or (char in _SKIN_TONES and len(cluster) == 1)
        or unicodedata.category(char) in {"Mn", "Me"}
    )


def _sentence_ends(text: str) -> Iterator[int]:
    for found in _SENTENCE_END.finditer(text):
        yield found.end()
    yield len(text)
