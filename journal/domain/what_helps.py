"""What helps: what each says in their own favour, and what both have named.

Only what two tellings have in common is ever put together. What one of them alone
says of the other stays in their own column of the moment.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from journal.domain.attachment import Landing, Response, Role
from journal.domain.entries import EntryId, Json, MomentId, PartnerId
from journal.domain.insights import (
    ONLY_ONES_OWN,
    accounts_of,
    is_enough,
    is_gentle,
    newest_first,
)
from journal.domain.moments import Moment, Pair, Side, pair_of
from journal.domain.people import Person
from journal.domain.wording import listed, response_words

LANDED_BEFORE_SPEAKING = 4
PAIRS_BEFORE_SPEAKING = 3
WORDS_NAMED = 3
# What turns up once is a moment, and is told there.
_TIMES_TO_TURN_UP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """What someone wrote of care that landed: the line they kept, or their words."""

    entry: EntryId
    moment: MomentId
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatHelps:
    """One person's own words on what helped, the newest first, and what turns up."""

    person: PartnerId
    landed: tuple[Landed, ...] = field(repr=False)
    words: tuple[Response, ...] = field(repr=False)

    def sentence(self, name: str) -> str | None:
        """Return what turns up, as advice from this person; None for nothing."""
        said = [response_words(one, hoped=True) for one in self.words]
        if not said:
            return None
        turn = "turns" if len(said) == 1 else "turn"
        return f"For {name}, {listed(said)} {turn} up when it landed."


def what_helps(
    moments: Iterable[Moment],
    people: Iterable[Person],
    tells: Collection[PartnerId],
) -> tuple[WhatHelps, ...]:
    """Return what helped those who chose to tell it, the first person's first."""
    newest = newest_first(moments)
    found = []
    for person in people:
        landed = [
            (moment, side)
            for moment in newest
            for side in moment.sides
            if side.author == person.id and _has_landed(side)
        ]
        if person.id in tells and len(landed) >= LANDED_BEFORE_SPEAKING:
            found.append(_helps(person, landed))
    return tuple(found)


def in_both(moment: Moment) -> tuple[Response, ...]:
    """Return what both sides named, hoped for or come; nothing if one told it."""
    if len(moment.sides) == 1:
        return ()
    first, second = (_named(side) for side in moment.sides)
    return _in_order(first & second)


def hoped_and_received(
    moments: Iterable[Moment], people: Iterable[Person]
) -> tuple[Response, ...]:
    """Return what both sides of one moment have named most often, up to three words.

    Nothing while there is too little, and never what only one of them named.
    """
    both, held = tuple(people), _that_have_been(moments)
    pairs = [
        moment
        for moment in held
        if len(moment.sides) > 1 and all(_named(side) for side in moment.sides)
    ]
    if len(pairs) < PAIRS_BEFORE_SPEAKING or not _is_enough(held, both):
        return ()
    return _most_named(in_both(moment) for moment in pairs)


def named_by_both_sentence(words: Collection[Response]) -> str:
    """Return the words that both named most, as a sentence."""
    said = listed([response_words(one, hoped=True) for one in words])
    return f"What you have both named most: {said}."


def unseen_care(
    moments: Iterable[Moment],
    people: Iterable[Person],
    tells: Collection[PartnerId],
) -> Moment | None:
    """Return one moment, the newest, in which care was given and not noticed.

    Only where both chose to tell what helps, and never one in which the one who
    reached says that it went wrong.
    """
    both, held = tuple(people), _that_have_been(moments)
    found = [moment for moment in newest_first(held) if _went_unseen(moment)]
    if len(found) < PAIRS_BEFORE_SPEAKING or not _is_enough(held, both):
        return None
    return found[0] if all(person.id in tells for person in both) else None


def helps_json(helps: WhatHelps, name: str) -> Json:
    """Return what helps someone as JSON values."""
    return {
        "author": name,
        "landed": [
            {"entry": one.entry, "moment": one.moment, "words": one.words}
            for one in helps.landed
        ],
        "turn_up": [one.value for one in helps.words],
        "sentence": helps.sentence(name),
    }


def _has_landed(side: Side) -> bool:
    return side.role is Role.CARE_SEEKER and side.entry.landing is Landing.LANDED


def _helps(person: Person, landed: list[tuple[Moment, Side]]) -> WhatHelps:
    return WhatHelps(
        person=person.id,
        landed=tuple(
            Landed(
                entry=side.entry.id,
                moment=moment.id,
                words=" ".join((side.entry.keep or "").split()) or side.entry.words,
            )
            for moment, side in landed
        ),
        words=_most_named(side.entry.response - ONLY_ONES_OWN for _, side in landed),
    )


def _named(side: Side) -> frozenset[Response]:
    return (side.entry.hoped | side.entry.response) - ONLY_ONES_OWN


def _went_unseen(moment: Moment) -> bool:
    if pair_of(moment) is not Pair.COMPLEMENTARY:
        return False
    by = {side.role: side for side in moment.sides}
    seeker, giver = by[Role.CARE_SEEKER], by[Role.CAREGIVER]
    is_told = bool(seeker.entry.response) and is_gentle(seeker)
    given = giver.entry.response - ONLY_ONES_OWN
    return is_told and bool(given - seeker.entry.response)


def _that_have_been(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    return tuple(one for one in moments if one.has_been)


def _is_enough(moments: Iterable[Moment], people: Collection[Person]) -> bool:
    return is_enough(accounts_of(moments, people), people)


def _most_named(sets: Iterable[Iterable[Response]]) -> tuple[Response, ...]:
    counts = Counter(word for words in sets for word in words)
    often = [word for word, count in counts.items() if count >= _TIMES_TO_TURN_UP]
    # Where they turn up equally often, in the order in which they are always listed.
    ranked = sorted(_in_order(often), key=lambda word: -counts[word])
    return tuple(ranked[:WORDS_NAMED])


def _in_order(words: Collection[Response]) -> tuple[Response, ...]:
    return tuple(word for word in Response if word in words)
