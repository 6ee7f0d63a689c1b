"""Any export that this version can make."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from journal.domain.entries import Entry, EntryId, Json, MomentId, PromptId, Visibility
from journal.domain.own_prompts import OwnPrompt
from journal.domain.people import Person
from journal.domain.prompts import PromptRole
from journal.export.values import Export, Page, Unfinished, Words
from tests.domain.builders import ANA, BEN, DAYS, LINES, WORDS, entries


def an_entry(**said: Any) -> Entry:
    """Ana's entry of Sunday 22 November 2026, at a quarter past eight."""
    return Entry(
        id=said.pop("id", EntryId("1" * 32)),
        author=said.pop("author", ANA),
        moment=MomentId("2" * 32),
        revision=said.pop("revision", 2),
        written_at=said.pop("written_at", datetime(2026, 11, 22, 20, 15, tzinfo=UTC)),
        written_on=date(2026, 11, 22),
        words=said.pop("words", "You put the kettle on."),
        **said,
    )


_NO_SURROGATES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53 - 1), 2**53 - 1)
    | _NO_SURROGATES
    | st.sampled_from(["\x1b[2J", "\u202eback", "\x9b", "\u2028"])
)
LATER: st.SearchStrategy[dict[str, Json]] = st.dictionaries(
    _NO_SURROGATES.map(lambda key: f"later {key}"),
    st.recursive(
        _LEAVES,
        lambda inner: st.lists(inner) | st.dictionaries(_NO_SURROGATES, inner),
        max_leaves=4,
    ),
    max_size=2,
)
IDS = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def versions(draw: st.DrawFn) -> Entry:
    return replace(
        draw(entries()),
        moment=MomentId(draw(IDS)),
        unknown=draw(LATER),
        changed_after_reading=None,
    )


@st.composite
def pages(draw: st.DrawFn, person: Person) -> Page:
    id_ = EntryId(draw(IDS))
    *earlier, entry = [
        replace(
            one, id=id_, author=person.id, revision=at, visibility=Visibility.PRIVATE
        )
        for at, one in enumerate(draw(st.lists(versions(), min_size=1, max_size=2)), 1)
    ]
    return Page(
        entry=replace(
            entry,
            visibility=draw(st.sampled_from(Visibility)),
            changed_after_reading=draw(_maybe(WORDS)),
        ),
        earlier=tuple(earlier),
        told_in=draw(_maybe(IDS)),
    )


def _words(person: Person) -> st.SearchStrategy[Words]:
    held = st.lists(pages(person), max_size=2, unique_by=lambda page: page.entry.id)
    question = st.builds(
        OwnPrompt,
        id=IDS,
        author=st.just(person.id),
        revision=st.integers(1, 4),
        text=LINES,
        role=st.sampled_from(PromptRole),
    )
    unfinished = st.builds(
        Unfinished,
        words=WORDS,
        kept_on=DAYS,
        prompt=_maybe(st.just(PromptId("own-" + "1" * 32))),
        asked=_maybe(LINES),
        entry=_maybe(IDS),
    )
    return st.builds(
        Words,
        person=st.just(person),
        pages=held.map(tuple),
        questions=st.lists(question, max_size=1).map(tuple),
        unfinished=st.lists(unfinished, max_size=1).map(tuple),
    )


def exports() -> st.SearchStrategy[Export]:
    return st.builds(
        Export,
        made_on=st.dates(date(2025, 1, 1)),
        mine=_words(Person(id=ANA, name="Ana")),
        others=st.lists(_words(Person(id=BEN, name="Ben")), max_size=1).map(tuple),
    )
