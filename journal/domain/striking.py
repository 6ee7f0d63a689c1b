"""Strike words out of a copy of a text: a mark, or a plainer word, in their place.

A cut says where, and what stands there instead, and never what stood there: it may be
told to others without telling what it hides. Offsets count characters of the text.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from journal.domain.entries import Entry
from journal.domain.wording import MONTHS

LEFT_OUT = "[left out]"
INSTEAD_LIMIT = 40
"""How many characters may stand in the place of what was struck."""
INSTEAD = ("a relative", "a child", "a friend", "a colleague", "home", "work")
"""What can stand for a person or a place that nobody needs to know."""

# Every text of an entry that a pack may show, by the name under which it is struck.
_FIELDS = ("title", "words", "changed", "asked", "guess", "keep", "afterwards")
_IN_ENTRY = {"changed": "changed_after_reading", "afterwards": "returned_to"}

_MONTH = "|".join(
    f"{month}|{month[:3]}\\.?" for month in (*MONTHS, "Sept")
)  # "Jan." as well as "January"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DATES = (
    re.compile(rf"\b{_DAY}(?: of)? (?P<month>{_MONTH})(?P<year>,? \d{{4}})?\b"),
    re.compile(rf"\b(?P<month>{_MONTH}) {_DAY}\b(?P<year>,? \d{{4}}\b)?"),
    re.compile(r"\b(?P<iso>\d{4}-(?P<number>0[1-9]|1[0-2])-\d{2})\b"),
    re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b"),
)
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_SENTENCE_START = re.compile("(?:^|[.?!\u2026:]|\n)[\\s\"'\u2018\u201c\u00ab(\\[-]*$")
_WHOSE = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)\s+(?P<who>[a-z]+(?:-in-law)?)"
    r"(?P<comma>,)?\s+(?P<name>[^\W\d_]\w*)(?(comma),?)",
)
_KIN = {
    "a child": "son daughter child baby boy girl kid",
    "a relative": (
        "mother father mum mom dad sister brother aunt uncle cousin niece nephew "
        "grandmother grandfather gran granny nan grandma grandpa grandson "
        "granddaughter stepmother stepfather stepson stepdaughter ex"
    ),
    "a friend": "friend neighbour neighbor flatmate",
    "a colleague": "boss colleague manager teacher client",
}
_ON_THE = re.compile(r"(?:\b(?P<on>[Oo])n )?(?:\b[Tt]he )?$")
_APOSTROPHE = "['\u2019]"
_KIND_OF = {who: kind for kind, words in _KIN.items() for who in words.split()}
_ORDINARY_WORDS = (
    "a after again all also always an and another any anyway are as at back be "
    "because before both but by can come could did do does don't even every "
    "everything for from get go good had has have he her here his how i if in "
    "instead is it it's its just last later let like maybe me more my neither "
    "never next no nobody not nothing now of off oh on once one only or our out "
    "over perhaps please she she's so some somehow someone something sometimes "
    "still such thank thanks that that's the their then there there's these they "
    "this those though three to today together tomorrow tonight too twice two "
    "under until up us wait was we we're well were what what's when where whether "
    "which while who why will with without would yes yesterday yet you you're your"
)
# They begin a sentence far more often than they name anybody.
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_ABOUT_ONESELF = frozenset({"i", "i'm", "i'd", "i've", "i'll"})


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """From one character up to another, and what stands there instead."""

    start: int
    end: int
    instead: str = LEFT_OUT


Cuts = Mapping[str, tuple[Cut, ...]]
"""The cuts of an entry's texts, by the name of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """What was struck out of an entry, and which texts of it that was done to.

    `of` names the texts as they stood; of other ones the cuts say nothing.
    """

    of: str
    cuts: Cuts = field(default_factory=dict)


def texts_of(entry: Entry) -> dict[str, str]:
    """Return every text of an entry that a pack may show, in the order it is read."""
    named = {name: getattr(entry, _IN_ENTRY.get(name, name)) for name in _FIELDS}
    return {name: text for name, text in named.items() if text}


def seal_of(entry: Entry) -> str:
    """Return what names exactly these texts of an entry: 32 hexadecimal digits."""
    said = json.dumps(
        texts_of(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(b"sb1|texts|" + said.encode()).hexdigest()[:32]


def fits(entry: Entry, struck: Struck) -> bool:
    """Whether the cuts were made in these texts, and every one of them lies inside."""
    texts = texts_of(entry)
    return struck.of == seal_of(entry) and all(
        name in texts and _lie_inside(cuts, len(texts[name]))
        for name, cuts in struck.cuts.items()
    )


def as_struck(entry: Entry, struck: Struck) -> Entry:
    """Return an entry without what was struck out of it; the cuts have to fit."""
    texts = texts_of(entry)
    said = {
        _IN_ENTRY.get(name, name): without(texts[name], cuts)
        for name, cuts in struck.cuts.items()
    }
    return replace(entry, **said)  # type: ignore[arg-type]  # each of them is a text


def without(text: str, cuts: Iterable[Cut]) -> str:
    """Return a text with what stands instead in the place of each cut."""
    parts, at = [], 0
    for cut in sorted(cuts):
        parts += [text[at : cut.start], cut.instead]
        at = cut.end
    return "".join([*parts, text[at:]])


def with_cut(cuts: Iterable[Cut], cut: Cut) -> tuple[Cut, ...]:
    """Return the cuts with one more; those that it touches make room for it."""
    others = (one for one in cuts if one.end <= cut.start or cut.end <= one.start)
    return tuple(sorted((*others, cut)))


def with_others(cuts: Iterable[Cut], more: Iterable[Cut]) -> tuple[Cut, ...]:
    """Return the cuts with those of more that touch none of them.

    What one of them hides already stays as it is hidden.
    """
    kept = tuple(cuts)
    for cut in more:
        if all(one.end <= cut.start or cut.end <= one.start for one in kept):
            kept = (*kept, cut)
    return tuple(sorted(kept))


# The helpers: what they find is struck only when its author says so.


def every(text: str, phrase: str, instead: str) -> tuple[Cut, ...]:
    """Return a cut for each place where a phrase stands as words of its own.

    It may run over the end of a line there, or have the other kind of apostrophe.
    """
    words = [
        re.sub(_APOSTROPHE, _APOSTROPHE, re.escape(word)) for word in phrase.split()
    ]
    if not words:
        return ()
    phrased = r"\s+".join(words)
    sought = re.compile(rf"(?<!\w){phrased}(?!\w)", re.IGNORECASE)
    return tuple(Cut(*found.span(), instead) for found in sought.finditer(text))


def to_initials(text: str, names: Iterable[str]) -> tuple[Cut, ...]:
    """Return the cuts that put an initial in the place of each of these names."""
    cuts: tuple[Cut, ...] = ()
    for name in sorted(names, key=len):  # the longer of two that begin alike counts
        for cut in every(text, name, initial(name)):
            cuts = with_cut(cuts, cut)
    return cuts


def initial(name: str) -> str:
    """Return a name's first letter with a full stop."""
    return f"{name.strip()[:1].upper()}."


def to_months(text: str) -> tuple[Cut, ...]:
    """Return the cuts that leave of each exact date its month, and its year if given.

    Of a date in figures that may be read in two ways nothing is left.
    """
    cuts: tuple[Cut, ...] = ()
    for pattern in reversed(_DATES):
        for found in pattern.finditer(text):
            cuts = with_cut(cuts, _to_month(found))
    return cuts


def to_kinds(text: str) -> tuple[Cut, ...]:
    """Return the cuts that put who somebody is in the place of what they are called.

    Of those of whom the text says it ("my sister Ines"), wherever it names them.
    """
    cuts: tuple[Cut, ...] = ()
    for name, kind in people_named(text).items():
        for cut in every(text, name, kind):
            cuts = with_cut(cuts, cut)
    for found in _WHOSE.finditer(text):
        kind = people_named(found[0]).get(found["name"], "")
        if kind:
            begins = found[0][0].isupper()
            instead = kind[0].upper() + kind[1:] if begins else kind
            cuts = with_cut(cuts, Cut(*found.span(), instead))
    return cuts


def people_named(text: str) -> dict[str, str]:
    """Return the children and others whom a text names, with what can stand for them.

    It finds those of whom the text says who they are ("my sister Ines"). Children
    come first.
    """
    found = {
        match["name"]: kind
        for match in _WHOSE.finditer(text)
        if (kind := _KIND_OF.get(match["who"].removesuffix("-in-law")))
        and match["name"][0].isupper()
    }
    kinds = list(_KIN)
    return dict(sorted(found.items(), key=lambda item: kinds.index(item[1])))


def names_left(text: str) -> tuple[str, ...]:
    """Return every capitalised word that may be a name, each once, as they stand.

    Scripts without capitals show none: whoever writes in one looks for themselves.
    """
    return tuple(dict.fromkeys(_capitalised(text)))


def _capitalised(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        word = found[0].rstrip("'\u2019-")
        bare = re.sub("['\u2019]s$", "", word)
        plain = word.lower().replace("\u2019", "'")
        if not word[0].isupper() or plain in _ABOUT_ONESELF:
            continue
        if plain in _ORDINARY and _SENTENCE_START.search(text[: found.start()]):
            continue
        # What stands instead of a name is none.
        if not (len(bare) == 1 and text[found.end() : found.end() + 1] == "."):
            yield bare


def _to_month(found: re.Match[str]) -> Cut:
    """Return the cut for a date: what is no day is in it, and not on it."""
    start, month = found.start(), _month_of(found)
    before = _ON_THE.search(found.string, 0, start)
    if month == LEFT_OUT or before is None:
        return Cut(start, found.end(), month)
    instead = {"o": "in ", "O": "In "}.get(before["on"] or "", "") + month
    return Cut(before.start(), found.end(), instead)


def _month_of(found: re.Match[str]) -> str:
    parts = found.groupdict()
    if parts.get("iso"):
        return f"{MONTHS[int(parts['number']) - 1]} {found[0][:4]}"
    if not parts.get("month"):
        return LEFT_OUT
    name = next(month for month in MONTHS if month.startswith(parts["month"][:3]))
    return name + (parts.get("year") or "").replace(",", "")


def _lie_inside(cuts: Iterable[Cut], length: int) -> bool:
    at = 0
    for cut in sorted(cuts):
        if not at <= cut.start < cut.end <= length:
            return False
        at = cut.end
    return True
