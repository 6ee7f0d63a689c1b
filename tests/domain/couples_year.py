"""A couple's year for the tests: a few believable moments, and any history at all."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.bonds import Bonds, Season, Thanks
from journal.domain.entries import (
    Entry,
    EntryId,
    MomentId,
    Okay,
    PartnerId,
    PromptId,
    Visibility,
)
from tests.domain.builders import ANA, BEN, told

SEEKER, GIVER = Role.CARE_SEEKER, Role.CAREGIVER
HARD, POSSIBLE = SupportFunction.SAFE_HAVEN, SupportFunction.SECURE_BASE
ASKED, LISTENED = Response.ASKED_ABOUT, Response.LISTENED
NEAR, ROOM = Response.STAYED_NEAR, Response.MADE_ROOM
BOTH_TELL = Bonds(tells_what_helps=frozenset({ANA, BEN}))
BOTH = frozenset({ANA, BEN})


def pair(  # a moment told by both, the one who reached first
    number: int,
    title: str,
    day: date,
    seeker: PartnerId,
    *,
    hers: dict[str, Any] | None = None,
    his: dict[str, Any] | None = None,
    **both: Any,
) -> list[Entry]:
    """The two sides of a moment: `hers` is said by who reached, `his` by the other."""
    giver = BEN if seeker == ANA else ANA
    common = {"moment": MomentId(f"m{number:03}"), "day": day, **both}
    reached = {"title": title, "role": SEEKER, "landing": Landing.LANDED}
    there = {"role": GIVER, "read_other_first": False}
    return [
        told(2 * number, seeker, **(common | reached | (hers or {}))),
        told(2 * number + 1, giver, **(common | there | (his or {}))),
    ]


def a_year() -> list[Entry]:
    """Thirteen months with something of every kind that is shown over time."""
    near = {"response": frozenset({ASKED, NEAR}), "hoped": frozenset({NEAR})}
    gave = {"response": frozenset({NEAR, ROOM, Response.PRACTICAL_HELP})}
    rows: list[list[Entry]] = [
        pair(1, "The wrong station", date(2025, 11, 22), ANA, function=HARD,
             hers=near | {"words": "You said to stay on the bench. Then you came."},
             his=gave),
        pair(2, "The slip road", date(2026, 6, 14), ANA, function=POSSIBLE,
             hers={**near, "keep": "There's a gap after the white van.",
                   "returned_to": "drove to Dad's by myself"}, his=gave),
        pair(3, "Level C", date(2026, 7, 3), ANA, function=HARD,
             hers=near | {"words": "You held the ticket for the car park."}, his=gave),
        pair(4, "The first bowl", date(2026, 8, 9), BEN, context=Context.GOOD_NEWS,
             hers={"words": "You put it on the windowsill before I had sat down.",
                   "response": frozenset({Response.CELEBRATED, LISTENED})},
             his={"response": frozenset({Response.CELEBRATED})}),
        pair(5, "A burnt pan", date(2026, 9, 2), BEN, function=HARD,
             hers={"landing": Landing.MISSED, "words": "I said it to the pan.",
                   "response": frozenset({Response.MOVED_ON})},
             his={"response": frozenset({Response.PRACTICAL_HELP})}),
        pair(6, "I see it now", date(2026, 9, 11), BEN, function=HARD,
             hers={"words": "You came back, with toast.", "landing": Landing.LATER},
             his={"repairs": EntryId(f"{10:032x}"), "signal": Signal.NOT_SEEN}),
        pair(7, "The call about Dad", date(2026, 10, 20), ANA, function=HARD,
             hers=near | {"words": "I stood in the kitchen and hoped you would ask.",
                          "returned_to": "slept, for once"}, his=gave),
        pair(8, "Before the interview", date(2026, 11, 22), BEN, function=POSSIBLE,
             hers={"hoped": frozenset({LISTENED, ROOM}), "signal": Signal.ASKED,
                   "response": frozenset({LISTENED}), "words": "You sat on the stairs.",
                   "returned_to": "rang my sister and told her too"},
             his={"hoped": frozenset({LISTENED, Response.ENCOURAGED}),
                  "response": frozenset({LISTENED})}),
    ]  # fmt: skip
    many = [
        told(100 + n, ANA, moment=MomentId(f"k{n:02}"), day=date(2026, 10, 1 + n),
             title=f"A lift on day {n}", role=GIVER)
        for n in range(9)
    ]  # fmt: skip
    return [entry for row in rows for entry in row] + many


def both_ways() -> list[Entry]:
    """The year, and the same again with the places changed."""
    places = {ANA: BEN, BEN: ANA}
    changed = [
        replace(
            one, id=EntryId("f" + one.id[1:]), author=places[one.author],
            moment=MomentId(f"z{one.moment}"), words=f"Once again. {one.words}",
            keep=None,
        )
        for one in a_year()
    ]  # fmt: skip
    return [*a_year(), *changed]


def bonds_of_a_year() -> Bonds:
    """What the two have said of that year besides."""
    entries = a_year()
    return replace(
        BOTH_TELL,
        thanks={entries[1].id: Thanks.IT_HELPED},
        may_return={entry.id: BOTH for entry in entries[:8]},
        seasons=(
            Season(id="5" * 32, name="The autumn of Dad", first=date(2026, 9, 1),
                   last=date(2026, 10, 31), is_hard=True),
        ),
    )  # fmt: skip


_WRITTEN = st.sampled_from(["We laughed.", "It was cold. Then not.", "漢字。二つ目。"])
_RESPONSES = st.frozensets(st.sampled_from(Response), max_size=4)
_DAYS = st.integers(0, 400).map(lambda after: date(2025, 11, 1) + timedelta(after))
_IDS = st.integers(0, 11).map(lambda number: EntryId(f"{number:032x}"))
_SAID: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "author": st.sampled_from([ANA, BEN]),
        "moment": st.sampled_from([MomentId(f"m{n}") for n in range(9)]),
        "words": _WRITTEN,
        "day": _DAYS,
        "role": st.sampled_from([SEEKER, GIVER, SEEKER, GIVER, Role.BOTH, None]),
    },
    optional={
        "function": st.sampled_from(SupportFunction),
        "context": st.sampled_from(Context),
        "signal": st.sampled_from(Signal),
        "signal_held": st.booleans(),
        "swapped": st.booleans(),
        "ahead": st.booleans(),
        "hoped": _RESPONSES,
        "response": _RESPONSES,
        "guess": _WRITTEN,
        "landing": st.sampled_from(Landing),
        "returned_to": _WRITTEN,
        "repairs": _IDS,
        "keep": _WRITTEN,
        "title": _WRITTEN,
        "prompt": st.sampled_from([PromptId("comfort-a-b"), PromptId("room-c")]),
        "visibility": st.sampled_from([Visibility.OFFERED, *Visibility]),
    },
)


def histories() -> st.SearchStrategy[list[Entry]]:
    """Any history of two people, its ids small enough to be named by another.

    Half are a lived year with some of it said otherwise, since what is made at random
    alone never holds enough for anything to be said over time.
    """
    made = st.lists(_SAID, max_size=24).map(
        lambda sides: [told(number, **said) for number, said in enumerate(sides)]
    )
    return made | _lived()


@st.composite
def _lived(draw: st.DrawFn) -> list[Entry]:
    # Told in both directions, and short enough to be read where a test fails.
    told_both_ways = both_ways()
    year = told_both_ways[:16] + told_both_ways[25:33]
    numbers = st.integers(0, len(year) - 1)
    otherwise = draw(st.dictionaries(numbers, _SAID, max_size=6))
    left_out = draw(st.frozensets(numbers, max_size=4))
    return [
        _otherwise(entry, otherwise.get(number, {}))
        for number, entry in enumerate(year)
        if number not in left_out
    ]


def _otherwise(entry: Entry, said: dict[str, Any]) -> Entry:
    kept = {"author", "moment", "day"}
    return replace(entry, **{key: said[key] for key in said.keys() - kept})


def bonds() -> st.SearchStrategy[Bonds]:
    """Anything two people may have said of such a history besides."""
    some = st.frozensets(st.sampled_from([ANA, BEN]))
    seasons = st.builds(
        lambda id_, first, days, hard, return_: Season(
            id=id_, name="That winter", first=first,
            last=first + timedelta(days) if days is not None else None,
            is_hard=hard, days_may_return=return_,
        ),
        st.sampled_from(["1" * 32, "2" * 32, "3" * 32]), _DAYS,
        st.none() | st.integers(0, 90), st.booleans(), some,
    )  # fmt: skip
    pairings = st.frozensets(st.frozensets(_IDS, min_size=2, max_size=2), max_size=3)
    return st.builds(
        Bonds,
        linked=pairings,
        apart=pairings,
        tells_what_helps=some,
        thanks=st.dictionaries(_IDS, st.sampled_from(Thanks)),
        may_return=st.dictionaries(_IDS, some),
        seasons=st.lists(seasons, max_size=3, unique_by=lambda one: one.id).map(tuple),
    )


MARKER = "zanzibar"


def with_what_is_ones_own(entry: Entry) -> Entry:
    """The same entry as its author holds it, with all that is never offered."""
    return replace(
        entry,
        underneath=MARKER,
        after=Okay(i=1, we=1),
        unknown={MARKER: [MARKER]},
    )
