"""Entries and people for the tests of the domain: as real ones, made quickly."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
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
from journal.domain.entries import (
    Entry,
    EntryId,
    MomentId,
    Okay,
    PartnerId,
    PromptId,
    Visibility,
)
from journal.domain.marks import Line
from journal.domain.people import Couple, Person
from journal.domain.text import clean_line, clean_text

ANA = PartnerId("a" * 32)
BEN = PartnerId("b" * 32)
NAMES = {ANA: "Ana", BEN: "Ben"}
COUPLE = Couple(first=Person(id=ANA, name="Ana"), second=Person(id=BEN, name="Ben"))
SUNDAY = date(2026, 11, 22)


def told(number: int, author: PartnerId = ANA, **said: Any) -> Entry:
    """An offered entry about moment m1, told on Sunday 22 November 2026."""
    day = said.pop("day", SUNDAY)
    return Entry(
        id=EntryId(f"{number:032x}"),
        author=author,
        moment=said.pop("moment", MomentId("m1")),
        revision=said.pop("revision", 1),
        written_at=said.pop("written_at", datetime(2026, 11, 22, tzinfo=UTC)),
        written_on=day,
        words=said.pop("words", "You put the kettle on."),
        visibility=said.pop("visibility", Visibility.OFFERED),
        **said,
    )


def text_of(lines: Iterable[Line]) -> list[str]:
    """What a person reads, without the tones."""
    return ["".join(span.text for span in line).rstrip() for line in lines]


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _scripts(limit: int) -> st.SearchStrategy[str]:
    """Text in every script, with what is hard to draw turning up often."""
    hard = st.sampled_from(
        [
            "漢字",
            "한국",
            "👩🏽‍👩🏽‍👧🏽",
            "❤️",
            "e\u0301" * 3,
            "\u200d",
            "\ufe0f",
            "\t",
            "\n",
            " ",
            "x" * 50,
        ]
    )
    plain = st.text(max_size=limit)
    return st.lists(plain | hard, max_size=12).map("".join).map(clean_text)


WORDS = _scripts(40)
LINES = _scripts(20).map(clean_line).filter(bool)
TIMES = st.integers(0, 10**8).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
MOMENTS = st.sampled_from([MomentId(f"m{n}") for n in range(4)])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any entry that this version can write."""
    okay = st.integers(1, 5) | st.none()
    return Entry(
        id=EntryId(f"{draw(st.integers(0, 2**64)):032x}"),
        author=draw(st.sampled_from([ANA, BEN])),
        moment=draw(MOMENTS),
        revision=draw(st.integers(1, 9)),
        written_at=draw(TIMES),
        written_on=draw(DAYS),
        words=draw(WORDS),
        title=draw(_maybe(LINES)),
        happened_on=draw(_maybe(DAYS)),
        about_when=draw(st.booleans()),
        prompt=draw(
            _maybe(st.sampled_from([PromptId("comfort-a-b"), PromptId("room-c")]))
        ),
        asked=draw(_maybe(LINES)),
        role=draw(_maybe(st.sampled_from(Role))),
        function=draw(_maybe(st.sampled_from(SupportFunction))),
        context=draw(_maybe(st.sampled_from(Context))),
        signal=draw(_maybe(st.sampled_from(Signal))),
        signal_held=draw(_maybe(st.booleans())),
        underneath=draw(_maybe(WORDS)),
        read_other_first=draw(_maybe(st.booleans())),
        swapped=draw(_maybe(st.booleans())),
        ahead=draw(st.booleans()),
        hoped=draw(st.frozensets(st.sampled_from(Response))),
        response=draw(st.frozensets(st.sampled_from(Response))),
        guess=draw(_maybe(WORDS)),
        landing=draw(_maybe(st.sampled_from(Landing))),
        after=draw(_maybe(st.builds(Okay, okay, okay))),
        returned_to=draw(_maybe(LINES)),
        repairs=draw(_maybe(st.just(EntryId("f" * 32)))),
        keep=draw(_maybe(LINES)),
        visibility=draw(st.sampled_from(Visibility)),
    )


WRITTEN = st.sampled_from(
    [
        "We laughed.",
        "It was cold. Then it was not.",
        "漢字かな交じり文。二つ目。",
        "👩🏽‍🚀" * 30,
        "x" * 90,
    ]
)
_SAID: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"author": st.sampled_from([ANA, BEN]), "moment": MOMENTS, "words": WRITTEN},
    optional={
        "revision": st.integers(1, 3),
        "written_at": TIMES,
        "day": DAYS,
        "title": WRITTEN,
        "prompt": st.sampled_from([PromptId("comfort-a-b"), PromptId("room-c")]),
        "role": st.sampled_from(Role),
        "function": st.sampled_from(SupportFunction),
        "signal": st.sampled_from(Signal),
        "swapped": st.booleans(),
        "read_other_first": st.booleans(),
        "returned_to": WRITTEN,
        "visibility": st.sampled_from(Visibility),
    },
)


def several() -> st.SearchStrategy[list[Entry]]:
    """A handful of sides by both people, each with an id of its own."""
    return st.lists(_SAID, max_size=8).map(
        lambda sides: [told(number, **said) for number, said in enumerate(sides)]
    )


def shuffled() -> st.SearchStrategy[tuple[list[Entry], list[Entry]]]:
    """The same entries in two orders."""
    return several().flatmap(
        lambda held: st.tuples(st.just(held), st.permutations(held))
    )
