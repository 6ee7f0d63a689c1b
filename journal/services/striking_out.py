"""What can be struck out of one's own part of a pack, and the names left in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from journal.domain.brought import Brought
from journal.domain.entries import Entry, EntryId
from journal.domain.striking import (
    Cut,
    Cuts,
    Struck,
    as_struck,
    every,
    fits,
    names_left,
    seal_of,
    texts_of,
    with_others,
    without,
)
from journal.services import packing
from journal.services.pack_words import WHATS
from journal.services.packing import Bench, Whose
from journal.services.session import Session
from journal.services.shipped import questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Struckable:
    """An entry of mine as a pack may show it: its texts, and what is struck so far.

    With `is_changed` it was changed since, and of what was struck nothing holds.
    """

    entry: Entry = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)
    cuts: Cuts
    is_changed: bool


def struckable(session: Session, whose: Whose, entry: EntryId) -> Struckable:
    """Return what can be struck out of an entry.

    Raises:
        NotFound: it is no entry of one's own, or in our pack none that is offered.
        NotMet, NotPossible: as with `packing.bench`.
    """
    part = packing.bench(session, whose).part
    shown = packing.text_of(session, whose, entry)
    struck = part.struck.get(entry)
    holds = struck is not None and fits(shown, struck)
    return Struckable(
        entry=shown,
        texts=_read(shown),
        cuts=struck.cuts if struck is not None and holds else {},
        is_changed=struck is not None and not holds,
    )


def names_in(session: Session, whose: Whose) -> tuple[str, ...]:
    """Return every capitalised name left in what a pack holds of mine."""
    now = packing.bench(session, whose)
    found = (name for text in _my_texts(now) for name in names_left(text))
    return tuple(dict.fromkeys(found))


def put_instead(session: Session, whose: Whose, phrase: str, instead: str) -> Bench:
    """Let something else stand for a name, wherever it stands in my part of a pack.

    Raises:
        NotPossible: what heads the pack would be too long.
    """
    now = packing.bench(session, whose)
    struck = dict(now.part.struck)
    for entry in _mine(now):
        cuts = {
            name: with_others(_cuts_of(entry, now.part, name), found)
            for name, text in _read(entry).items()
            if (found := every(text, phrase, instead))
        }
        if cuts:
            held = struck[entry.id].cuts if entry.id in struck else {}
            struck[entry.id] = Struck(of=seal_of(entry), cuts={**held, **cuts})
    said = {what: _put(getattr(now.part, what), phrase, instead) for what in WHATS}
    part = replace(
        now.part,
        struck=struck,
        help=said["help"],
        trying=said["trying"],
        questions=said["questions"],
    )
    return packing.change(session, whose, part)


def _my_texts(now: Bench) -> Iterator[str]:
    for entry in _mine(now):
        struck = now.part.struck.get(entry.id)
        yield from _read(as_struck(entry, struck) if struck else entry).values()
    for what in WHATS:
        yield getattr(now.part, what)


def _mine(now: Bench) -> Iterator[Entry]:
    """Yield my entries that stand in the pack."""
    out = now.part.leaves | {one.id for one in now.changed}
    yield from (one for one in now.mine if one.id not in out)


def _read(entry: Entry) -> dict[str, str]:
    """Return the texts of an entry that come from its author, or were put to them."""
    texts = texts_of(entry)
    if entry.prompt in questions():
        # A pack says it in words that name nobody.
        texts.pop("asked", None)
    return texts


def _cuts_of(entry: Entry, part: Brought, name: str) -> tuple[Cut, ...]:
    struck = part.struck.get(entry.id)
    return struck.cuts.get(name, ()) if struck else ()


def _put(text: str, phrase: str, instead: str) -> str:
    return without(text, every(text, phrase, instead))
