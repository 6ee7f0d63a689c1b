"""A text taken apart into what can be struck out of it: its words, and earlier cuts."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from journal.domain.striking import Cut, Cuts
from journal.domain.wrapping import clusters

_WITHIN_WORDS = "'\u2019-"
# Scripts that put no blanks between words; each character is a word there.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A word of a text, or what stands in the place of a cut.

    `name` is the text it is of; `start` and `end` are what a cut of it takes away, and
    `text` what is read there. `lead` and `trail` are the marks around it, which stay,
    and `before` the blanks in front.
    """

    name: str
    start: int
    end: int
    text: str = field(repr=False)
    lead: str = ""
    trail: str = ""
    before: str = ""
    is_cut: bool = False


class _Kind(Enum):
    BLANK = auto()
    MARK = auto()
    CORE = auto()
    CUT = auto()


@dataclass(frozen=True, slots=True)
class _Atom:
    kind: _Kind
    start: int
    end: int
    text: str = field(repr=False)


def stretches(texts: Mapping[str, str], cuts: Cuts) -> tuple[Stretch, ...]:
    """Return the words of these texts as they stand once the cuts are made."""
    return tuple(
        one
        for name, text in texts.items()
        for one in _of(name, text, cuts.get(name, ()))
    )


def between(first: Stretch, last: Stretch) -> tuple[int, int]:
    """Return from where to where two stretches of one text reach, in either order."""
    return min(first.start, last.start), max(first.end, last.end)


def _of(name: str, text: str, cuts: Iterable[Cut]) -> Iterator[Stretch]:
    atoms: list[_Atom] = []
    at = 0
    for cut in sorted(cuts):
        atoms += _atoms(text, at, cut.start)
        atoms.append(_Atom(_Kind.CUT, cut.start, cut.end, cut.instead))
        at = cut.end
    atoms += _atoms(text, at, len(text))
    before, run = "", list[_Atom]()
    for atom in atoms:
        if atom.kind is _Kind.BLANK:
            yield from _run(name, before, run)
            before, run = atom.text, []
        else:
            run.append(atom)
    yield from _run(name, before, run)


def _run(name: str, before: str, run: list[_Atom]) -> Iterator[Stretch]:
    """Yield the stretches of what stands between two blanks."""
    if not run:
        return
    if all(one.kind is _Kind.MARK for one in run):
        whole = "".join(one.text for one in run)
        run = [_Atom(_Kind.CORE, run[0].start, run[-1].end, whole)]
    lead, held = "", list[tuple[_Atom, str]]()
    for atom in run:
        if atom.kind is not _Kind.MARK:
            held.append((atom, ""))
        elif held:
            core, trail = held[-1]
            held[-1] = core, trail + atom.text
        else:
            lead += atom.text
    for number, (atom, trail) in enumerate(held):
        yield Stretch(
            name=name,
            start=atom.start,
            end=atom.end,
            text=atom.text,
            lead="" if number else lead,
            trail=trail,
            before="" if number else before,
            is_cut=atom.kind is _Kind.CUT,
        )


def _atoms(text: str, start: int, end: int) -> Iterator[_Atom]:
    at = start
    while at < end:
        kind = _kind(text[at])
        last = at + 1
        while last < end and _goes_on(kind, text, last, end):
            last += 1
        yield from _parts(_Atom(kind, at, last, text[at:last]))
        at = last


def _goes_on(kind: _Kind, text: str, at: int, end: int) -> bool:
    if _kind(text[at]) is kind:
        return True
    is_joined = kind is _Kind.CORE and text[at] in _WITHIN_WORDS
    return is_joined and at + 1 < end and _kind(text[at + 1]) is _Kind.CORE


def _parts(atom: _Atom) -> Iterator[_Atom]:
    """Yield a word, or, of a script that does not part them, each character."""
    if atom.kind is not _Kind.CORE or not any(map(_is_unspaced, atom.text)):
        yield atom
        return
    at = atom.start
    for cluster in clusters(atom.text):
        yield _Atom(_Kind.CORE, at, at + len(cluster), cluster)
        at += len(cluster)


def _kind(char: str) -> _Kind:
    if char.isspace():
        return _Kind.BLANK
    category = unicodedata.category(char)
    is_mark = category[0] == "P" or category in {"Sc", "Sm"}
    return _Kind.MARK if is_mark else _Kind.CORE


def _is_unspaced(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _UNSPACED)
