"""What someone said about a moment beside telling it, in words, in their own voice."""

from collections.abc import Iterable

from journal.domain.attachment import Response, Role
from journal.domain.entries import Entry
from journal.domain.wording import (
    after_words,
    held_words,
    landing_sentence,
    response_words,
    signal_words,
)


def said_beside(entry: Entry, *, mine: bool) -> tuple[tuple[str, str], ...]:
    """Return what an entry says of the exchange, in the order in which it happened.

    Each with its label, which is empty where the words stand by themselves. Only with
    `mine`, for an author reading what is theirs alone, is the line about what lay
    underneath there, and the words about how they were after.
    """
    after = after_words(entry.after) if mine and entry.after else ""
    landed = landing_sentence(entry.landing, entry.role) if entry.landing else ""
    said = (
        *(("", words) for words in _how_it_showed(entry)),
        *_exchange(entry, mine=mine),
        ("", landed),
        ("", after),
    )
    lines = ((label, " ".join(words.split())) for label, words in said)
    return tuple((label, words) for label, words in lines if words)


def _how_it_showed(entry: Entry) -> Iterable[str]:
    if entry.swapped:
        yield "we changed places partway"
    said = []
    if entry.signal is not None:
        said.append(signal_words(entry.signal, entry.role))
    if entry.signal_held is not None:
        said.append(held_words(held=entry.signal_held))
    if said:
        yield "; ".join(said)


def _exchange(entry: Entry, *, mine: bool) -> Iterable[tuple[str, str]]:
    gave = entry.role is Role.CAREGIVER
    if mine:
        yield "underneath", entry.underneath or ""
    yield _hoped_label(entry), _words(entry.hoped, hoped=True)
    yield "what I thought was needed", entry.guess or ""
    yield "what was done" if gave else "what came", _words(entry.response)


def _hoped_label(entry: Entry) -> str:
    if entry.ahead:
        return "what would help"
    return "meant to give" if entry.role is Role.CAREGIVER else "hoped for"


def _words(responses: frozenset[Response], *, hoped: bool = False) -> str:
    said = [response_words(one, hoped=hoped) for one in Response if one in responses]
    # One of them has a comma of its own.
    return ("; " if any("," in words for words in said) else ", ").join(said)
