"""What was said about an entry besides its words, for a program and for the ear."""

from collections.abc import Iterator

from journal.domain.attachment import Response, Role
from journal.domain.entries import Entry, Json, Okay
from journal.domain.wording import (
    after_words,
    as_sentence,
    context_words,
    held_words,
    landing_sentence,
    okay_words,
    response_words,
    signal_words,
)


def arc_json(entry: Entry) -> dict[str, Json]:
    """Return what is said about an entry, for a program; null is not said."""
    after = entry.after or Okay()
    return {
        "context": entry.context,
        "signal": entry.signal,
        "held": entry.signal_held,
        "underneath": entry.underneath,
        "hoped": [one.value for one in Response if one in entry.hoped],
        "guess": entry.guess,
        "response": [one.value for one in Response if one in entry.response],
        "landing": entry.landing,
        "after_me": okay_words(after.i) if after.i else None,
        "after_us": okay_words(after.we) if after.we else None,
        "went_on": entry.returned_to,
        "keep": entry.keep,
        "swapped": entry.swapped,
        "ahead": entry.ahead,
        "around": entry.about_when,
        "back_to": entry.repairs,
    }


def arc_text(entry: Entry) -> str:
    """Return what is said about an entry of one's own, a sentence on each line."""
    said = (*_how_it_showed(entry), *_exchange(entry), *_afterwards(entry))
    return "\n".join(as_sentence(one[:1].upper() + one[1:]) for one in said)


def _how_it_showed(entry: Entry) -> Iterator[str]:
    if entry.context is not None:
        yield context_words(entry.context)
    if entry.swapped:
        yield "we changed places partway"
    if entry.signal is not None:
        yield signal_words(entry.signal, entry.role)
    if entry.signal_held is not None:
        yield held_words(held=entry.signal_held)


def _exchange(entry: Entry) -> Iterator[str]:
    gave = entry.role is Role.CAREGIVER
    meant = "meant to give" if gave else "hoped for"
    lines = {
        "underneath": entry.underneath,
        "what would help" if entry.ahead else meant: _listed(entry, is_hoped=True),
        "what I thought was needed": entry.guess,
        "what was done" if gave else "what came": _listed(entry, is_hoped=False),
    }
    yield from _labelled(lines)


def _afterwards(entry: Entry) -> Iterator[str]:
    if entry.landing is not None:
        yield landing_sentence(entry.landing, entry.role)
    if entry.after is not None:
        yield after_words(entry.after)
    lines = {
        "afterwards": entry.returned_to,
        "worth keeping": entry.keep,
        "comes back to": entry.repairs,
    }
    yield from _labelled(lines)


def _labelled(lines: dict[str, str | None]) -> Iterator[str]:
    # One line each: what someone wrote may hold several.
    yield from (f"{label}: {' '.join(it.split())}" for label, it in lines.items() if it)


def _listed(entry: Entry, *, is_hoped: bool) -> str:
    named = entry.hoped if is_hoped else entry.response
    # One of them has a comma of its own.
    return "; ".join(
        response_words(one, hoped=is_hoped) for one in Response if one in named
    )
