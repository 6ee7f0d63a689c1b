"""The journal in memory lists and finds one's own words, and keeps nothing after."""

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from journal.domain.entries import Entry, EntryId, MomentId, PartnerId
from journal.errors import NotFound, NotPossible
from journal.storage import word_index
from journal.storage.library import Found, Library

ANA = PartnerId("a" * 32)
BEN = PartnerId("b" * 32)


def _entry(
    number: int,
    words: str = "some words",
    *,
    revision: int = 1,
    author: PartnerId = ANA,
    title: str | None = None,
    day: int = 0,
) -> Entry:
    return Entry(
        id=EntryId(f"{number:032x}"),
        author=author,
        moment=MomentId(f"{number + 0xA000:032x}"),
        revision=revision,
        written_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=revision),
        written_on=date(2026, 1, 1) + timedelta(days=day),
        words=words,
        title=title,
    )


@pytest.fixture
def library() -> Library:
    return Library()


def test_the_highest_revision_is_the_entry_in_whatever_order_they_come(
    library: Library,
) -> None:
    for revision in (2, 1, 3):
        library.keep_own(_entry(1, f"words {revision}", revision=revision))
    entry = EntryId(f"{1:032x}")
    assert library.own(entry).revision == 3
    assert [one.revision for one in library.versions(entry)] == [1, 2, 3]
    assert [one.revision for one in library.own_entries()] == [3]


def test_the_newest_day_comes_first_then_the_latest_written_then_the_id(
    library: Library,
) -> None:
    for number, day, revision in ((1, 0, 1), (2, 5, 1), (3, 5, 9), (5, 2, 1)):
        library.keep_own(_entry(number, day=day, revision=revision))
    library.keep_own(_entry(4, day=2))
    assert [int(one.id, 16) for one in library.own_entries()] == [3, 2, 4, 5, 1]


def test_the_order_is_worked_out_only_after_a_change(library: Library) -> None:
    library.keep_own(_entry(1))
    library.keep_offered(_entry(1))
    own, offered = library.own_entries(), library.offered_entries()
    library.keep_own(_entry(1))
    library.find("some")
    library.own(own[0].id)
    assert library.offered_entries() is offered
    assert library.own_entries() is library.own_entries()
    assert library.own_entries() == own


def test_an_entry_that_is_not_there_is_not_found(library: Library) -> None:
    for ask in (library.own, library.versions, library.resolve_own):
        with pytest.raises(NotFound):
            ask(EntryId(f"{1:032x}"))
    assert library.offered(ANA, EntryId(f"{1:032x}")) is None
    library.drop_own(EntryId(f"{1:032x}"))
    library.drop_offered(ANA, EntryId(f"{1:032x}"))


def test_a_dropped_entry_is_neither_listed_nor_found(library: Library) -> None:
    entry = _entry(1, "a walk", title="Sunday")
    library.keep_own(entry)
    assert library.find("walk").entries == (entry.id,)
    library.drop_own(entry.id)
    assert library.find("walk") == library.find("sunday") == Found()
    assert library.own_entries() == ()
    with pytest.raises(NotFound):
        library.versions(entry.id)


def test_only_what_an_entry_says_now_is_found(library: Library) -> None:
    library.keep_own(_entry(1, "an umbrella"))
    assert library.find("umbrella").entries
    library.keep_own(_entry(1, "a raincoat", revision=2))
    assert not library.find("umbrella").entries
    assert library.find("raincoat").entries


def test_the_partners_words_are_never_found(library: Library) -> None:
    theirs = _entry(7, "confided xylophone", author=BEN, title="harmonica")
    library.keep_offered(theirs)
    library.keep_own(_entry(1, "plain"))
    for words in ("xylophone", "xylo", "lophon", "harmonica", "confided"):
        assert library.find(words) == Found()
    assert library.offered(theirs.author, theirs.id) == theirs


def test_a_moment_is_found_by_its_title(library: Library) -> None:
    old, new = _entry(1, author=BEN), _entry(2, day=4)
    library.keep_offered(old)
    library.keep_offered(new)
    library.name_moments(
        {old.moment: "Before the interview", new.moment: "After the interview"}
    )
    assert library.find("interv").moments == (new.moment, old.moment)
    assert library.find("nterv").moments == (new.moment, old.moment)
    assert library.find("interview", limit=1).moments == (new.moment,)
    for _ in range(2):
        library.name_moments({old.moment: None, new.moment: "The job"})
        assert library.find("interview") == Found()
        assert library.find("job").moments == (new.moment,)
    library.name_moments({})
    assert library.find("job") == Found()


@pytest.mark.parametrize(
    "sought",
    ["cafe", "CAFÉ", "caf", "uber café", "café Über", "quiet uber", "quiet-w", "🙂"],
)
def test_accents_capitals_order_and_endings_do_not_count(
    library: Library, sought: str
) -> None:
    library.keep_own(_entry(1, "Über the café 🙂", title="Quiet-walk"))
    library.keep_own(_entry(2, "nothing of it"))
    assert library.find(sought).entries == (EntryId(f"{1:032x}"),)


@pytest.mark.parametrize("sought", ["mbrell", "!!!", "(ok", "喜欢", '"quoted', "🙂 ok"])
def test_what_no_index_holds_is_found_as_it_stands(
    library: Library, sought: str
) -> None:
    library.keep_own(_entry(1, 'umbrella!!! (ok 我喜欢你 "quoted" 🙂 ok'))
    library.keep_own(_entry(2, "nothing of it"))
    assert library.find(sought).entries == (EntryId(f"{1:032x}"),)


@pytest.mark.parametrize(
    "sought",
    ["", "  ", '"', "*", "a AND", "NOT", "title:walk", "NEAR(", "\x00", "{"],
)
def test_no_sign_means_anything_to_the_search(library: Library, sought: str) -> None:
    library.keep_own(_entry(1, "walk", title="walk"))
    assert library.find(sought) == Found()


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_search_in_any_words_answers(words: str, sought: str) -> None:
    library = Library()
    library.keep_own(_entry(1, words.encode(errors="ignore").decode()))
    library.find(sought)
    library.close()


def test_a_search_gives_the_newest_up_to_its_limit(library: Library) -> None:
    for number in range(1, 60):
        library.keep_own(_entry(number, "walk", day=number))
    newest = tuple(EntryId(f"{number:032x}") for number in range(59, 0, -1))
    assert library.find("walk").entries == newest[:40]
    assert library.find("wal", limit=3).entries == newest[:3]
    assert library.find("alk", limit=3).entries == newest[:3]


def test_a_scan_gives_up_rather_than_keep_one_waiting(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_index, "SCAN_CHARACTERS", 1000)
    library.keep_own(_entry(1, "umbrella"))
    library.keep_own(_entry(2, "long " * 400, day=9))
    assert library.find("mbrella") == Found()


def test_many_entries_are_indexed_many_at_a_time(library: Library) -> None:
    said: list[str] = []
    library._entry_words._connection.set_trace_callback(said.append)
    for number in range(1200):
        library.keep_own(_entry(number, "walk"))
    assert said.count("COMMIT") == 2
    library.mark_complete()
    assert said.count("COMMIT") == 3
    library._entry_words._connection.set_trace_callback(None)
    library.close()


def test_the_index_is_never_on_a_disk(library: Library) -> None:
    files = library._entry_words._connection.execute("PRAGMA database_list").fetchall()
    assert [name for _, _, name in files] == [""]


def test_an_id_may_be_given_by_its_beginning(library: Library) -> None:
    first = replace(_entry(1), id=EntryId("abcd1" + "0" * 27))
    second = replace(_entry(2), id=EntryId("abcd2" + "0" * 27))
    library.keep_own(first)
    library.keep_own(second)
    assert library.resolve_own("abcd1") == first.id
    assert library.resolve_own(" ABCD2 ") == second.id
    assert library.resolve_own(first.id) == first.id
    with pytest.raises(NotPossible):
        library.resolve_own("abcd")
    for unknown in ("", "abc", "abcd3", "%", "abcd1" + "0" * 28):
        with pytest.raises(NotFound):
            library.resolve_own(unknown)


def test_what_someone_offers_may_be_given_by_its_beginning(library: Library) -> None:
    mine = replace(_entry(1), id=EntryId("abcd1" + "0" * 27))
    theirs = replace(_entry(2, author=BEN), id=EntryId("abcd2" + "0" * 27))
    library.keep_offered(mine)
    library.keep_offered(theirs)
    assert library.resolve_offered(BEN, "abcd") == theirs.id
    with pytest.raises(NotFound):
        library.resolve_offered(BEN, "abcd1")


def test_a_moment_may_be_given_by_its_beginning(library: Library) -> None:
    own, theirs = MomentId("aaaa" + "0" * 28), MomentId("bbbb" + "0" * 28)
    library.keep_own(replace(_entry(1), moment=own))
    library.keep_offered(replace(_entry(2, author=BEN), moment=theirs))
    parted = MomentId("cccc" + "0" * 28)
    library.name_moments({parted: None})
    assert library.resolve_moment("aaaa") == own
    assert library.resolve_moment("bbbb") == theirs
    assert library.resolve_moment("cccc") == parted
    with pytest.raises(NotFound):
        library.resolve_moment("dddd")


def test_a_closed_library_is_empty_whoever_still_calls(library: Library) -> None:
    entry = _entry(1, "a walk")
    library.keep_own(entry)
    library.name_moments({entry.moment: "walk"})
    library.keep_offered(entry)
    library.close()
    library.close()
    library.keep_own(entry)
    library.keep_offered(entry)
    library.name_moments({entry.moment: "walk"})
    library.drop_own(entry.id)
    library.drop_offered(entry.author, entry.id)
    library.mark_complete()
    assert not library.complete
    assert library.own_entries() == library.offered_entries() == ()
    assert library.find("walk") == Found()
    assert library.offered(entry.author, entry.id) is None
    with pytest.raises(NotFound):
        library.own(entry.id)


def test_one_may_search_while_entries_come_in(library: Library) -> None:
    def load() -> None:
        for number in range(700):
            library.keep_own(_entry(number, "walk", day=number))
        library.mark_complete()

    loading = threading.Thread(target=load)
    loading.start()
    counts = [len(library.find("walk", limit=1000).entries) for _ in range(10)]
    loading.join()
    assert counts == sorted(counts)
    assert library.complete
    assert len(library.find("walk", limit=1000).entries) == 700


_words = st.lists(st.sampled_from(["walk", "rain", "home", "hour", "wall"]), min_size=1)
_numbers = st.integers(1, 5)


class LibraryMachine(RuleBasedStateMachine):
    """A library against plain dictionaries, whatever the order of events."""

    @initialize()
    def begin(self) -> None:
        self.library = Library()
        self.own: dict[EntryId, dict[int, Entry]] = {}
        self.offered: dict[tuple[PartnerId, EntryId], Entry] = {}
        self.titles: dict[MomentId, str] = {}

    @rule(number=_numbers, revision=st.integers(1, 4), words=_words, day=_numbers)
    def keep(self, number: int, revision: int, words: list[str], day: int) -> None:
        entry = _entry(number, " ".join(words), revision=revision, day=day)
        self.library.keep_own(entry)
        self.own.setdefault(entry.id, {})[revision] = entry

    @rule(number=_numbers)
    def drop(self, number: int) -> None:
        self.library.drop_own(EntryId(f"{number:032x}"))
        self.own.pop(EntryId(f"{number:032x}"), None)

    @rule(number=_numbers, revision=st.integers(1, 4), author=st.sampled_from("ab"))
    def offer(self, number: int, revision: int, author: str) -> None:
        whose = PartnerId(author * 32)
        entry = _entry(number, "secret", revision=revision, author=whose)
        self.library.keep_offered(entry)
        held = self.offered.get((whose, entry.id))
        if held is None or held.revision <= revision:
            self.offered[whose, entry.id] = entry

    @rule(number=_numbers, author=st.sampled_from("ab"))
    def take_back(self, number: int, author: str) -> None:
        key = PartnerId(author * 32), EntryId(f"{number:032x}")
        self.library.drop_offered(*key)
        self.offered.pop(key, None)

    @rule(number=_numbers, words=st.none() | _words)
    def name(self, number: int, words: list[str] | None) -> None:
        moment = MomentId(f"{number + 0xA000:032x}")
        self.titles.pop(moment, None)
        if words:
            self.titles[moment] = " ".join(words)
        self.library.name_moments({moment: None, **self.titles})

    @rule(terms=st.lists(st.sampled_from(["walk", "rain", "hour"])), start=_words)
    def find(self, terms: list[str], start: list[str]) -> None:
        beginning = start[0][:2]
        found = self.library.find(" ".join([*terms, beginning]))

        def holds(text: str) -> bool:
            there = text.split()
            return set(terms) <= set(there) and any(
                word.startswith(beginning) for word in there
            )

        mine = {head.id for head in self.heads() if holds(head.words)}
        moments = {moment for moment, title in self.titles.items() if holds(title)}
        if mine or moments:
            assert set(found.entries) == mine
            assert set(found.moments) == moments
        assert set(found.entries) <= set(self.own)
        in_order = [head.id for head in self.library.own_entries()]
        assert list(found.entries) == [id_ for id_ in in_order if id_ in found.entries]

    @rule()
    def find_secrets(self) -> None:
        assert self.library.find("secret") == self.library.find("ecre") == Found()

    @invariant()
    def is_what_was_put_in(self) -> None:
        assert _by_id(self.library.own_entries()) == _by_id(self.heads())
        days = [head.day for head in self.library.own_entries()]
        assert days == sorted(days, reverse=True)
        for entry, revisions in self.own.items():
            held = [revisions[revision] for revision in sorted(revisions)]
            assert list(self.library.versions(entry)) == held
            assert self.library.own(entry) == held[-1]
        offered = self.library.offered_entries()
        assert {(one.author, one.id): one for one in offered} == self.offered

    def heads(self) -> list[Entry]:
        return [revisions[max(revisions)] for revisions in self.own.values()]

    @override
    def teardown(self) -> None:
        self.library.close()


def _by_id(entries: Iterable[Entry]) -> dict[EntryId, Entry]:
    return {entry.id: entry for entry in entries}


TestLibraryMachine = LibraryMachine.TestCase
