"""The words in front of a pack, striking out, and the names that are left."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from journal.domain.entries import EntryId
from journal.domain.striking import every
from journal.services import pack_words, packing, sharing
from journal.services.packing import Whose
from journal.services.session import US
from journal.ui.choice import ChoicePage
from journal.ui.fields import PageField
from journal.ui.packing_desk import DeskPage
from journal.ui.packing_front import NOT_IN_IT_YET, FrontPage, SayPage
from journal.ui.packing_names import NONE_LEFT, NOT_SEARCHED, NamesPage
from journal.ui.packing_strike import NO_DATE, StrikePage, StrikesPage
from journal.ui.page import Page
from tests.house import revised
from tests.ui.couple import Pair, strangers
from tests.ui.desk import CALL, MINE, OURS, WORDS, At, two_moments

CHANGED = "You changed this page after you struck words out of it. Look at it again."
TITLE = ["right"] * 4
"""From the first word of the title to the first of the page beneath it."""


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Pair]:
    """Ana and Ben, whose telling of a call stands in both of Ana's packs."""
    with strangers(tmp_path) as pair:
        entry = two_moments(pair)
        packing.bring(pair.ana, OURS, [entry])
        packing.bring(pair.ana, MINE, [entry])
        yield pair


@pytest.fixture
def entry(two: Pair) -> EntryId:
    return two.ana.library.own_entries()[0].id


def read(pair: Pair, whose: Whose = OURS) -> str:
    return str(asdict(packing.bench(pair.ana, whose).pack))


def say(page: At, words: str) -> None:
    page.app.screen.query_one(PageField).insert(words)


# The words in front.


async def test_what_is_said_in_front_is_read_by_both_once_it_is_saved(
    two: Pair,
) -> None:
    async with At(two.ana, DeskPage(two.ana, OURS)) as page:
        await page.press("down", "enter")
        assert page.shows(FrontPage)
        text = await page.press("enter")
        assert "What we'd like help with" in text
        assert "Ben can read it once you save it" in text
        end = two.ana.head(US)
        say(page, "Saying it sooner.")
        await page.press("escape")
        assert NOT_IN_IT_YET in page.text
        assert "unfinished" in page.text
        assert two.ana.head(US) == end
        await page.press("enter", "ctrl+s")
        assert "It is in our pack. Ben can read it." in page.text
        assert "Saying it sooner." in page.text
        assert "unfinished" not in page.text
        assert "Saying it sooner." in read(two)


async def test_what_is_too_long_is_refused_and_stays_as_it_was_typed(
    two: Pair,
) -> None:
    long = "word " * 90
    async with At(two.ana, FrontPage(two.ana, OURS)) as page:
        await page.press("enter")
        say(page, long)
        text = await page.press("ctrl+s")
        assert "That is 90 words, and up to 80 can stand there." in text
        assert page.app.screen.query_one(PageField).text == long
        await page.press("escape")
        assert pack_words.unfinished(two.ana, OURS) == {"help": long}
        await page.press("enter")
        assert page.app.screen.query_one(PageField).text == long


@pytest.mark.parametrize("how", ["ctrl+l", "pause"])
async def test_what_is_typed_is_kept_when_the_journal_locks_or_typing_pauses(
    two: Pair, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SayPage, "PAUSE", 0.01 if how == "pause" else 60)
    async with At(two.ana, SayPage(two.ana, MINE, "questions", "")) as page:
        say(page, "How do we")
        if how == "pause":
            await page.until(lambda: bool(pack_words.unfinished(two.ana, MINE)))
        else:
            shown = page.app.screen
            assert isinstance(shown, Page)
            shown.put_away()
            shown.put_away()
        assert pack_words.unfinished(two.ana, MINE) == {"questions": "How do we"}


async def test_an_untouched_text_is_left_without_a_word(two: Pair) -> None:
    async with At(two.ana, FrontPage(two.ana, MINE)) as page:
        await page.press("down", "enter", "escape")
        assert page.shows(FrontPage)
        assert NOT_IN_IT_YET not in page.text
        await page.press("enter")
        say(page, "Going first.")
        assert "It is in your pack." in await page.press("ctrl+s")


async def test_one_stands_under_ones_name_an_initial_or_another(two: Pair) -> None:
    async with At(two.ana, FrontPage(two.ana, OURS)) as page:
        name = ["down"] * 3
        await page.press(*name, "enter", "down", "enter")
        assert packing.bench(two.ana, OURS).pack.names == ("A.", "Ben")
        await page.press("enter", "down", "down", "enter", *["backspace"] * 2)
        await page.press("N", "enter")
        assert packing.bench(two.ana, OURS).pack.names == ("N", "Ben")
        # An empty line leaves it as it is.
        await page.press("enter", "end", "enter", "backspace", "enter")
        assert packing.bench(two.ana, OURS).pack.names == ("N", "Ben")
        await page.press("enter", "enter")
        assert packing.bench(two.ana, OURS).part.called == ""


async def test_months_stand_in_place_of_days(two: Pair) -> None:
    async with At(two.ana, FrontPage(two.ana, OURS)) as page:
        assert "months" in await page.press("end", "enter")
        assert packing.bench(two.ana, OURS).pack.first == "November 2026"
        await page.press("enter")
        assert not packing.bench(two.ana, OURS).part.by_month


# Striking out.


async def test_words_are_marked_struck_and_read_as_left_out(two: Pair) -> None:
    async with At(two.ana, DeskPage(two.ana, OURS)) as page:
        await page.press("down", "down", "enter")
        assert page.shows(StrikesPage)
        await page.press("enter")
        assert page.shows(StrikePage)
        # "my sister Ines", marked from its first word to its last.
        await page.press(*TITLE, "right", "right", "space", "right", "right")
        text = await page.press("enter")
        assert "What is to stand in place of “my sister Ines”?" in text
        text = await page.press("enter")
        assert "I rang [left out] on 14 November" in text
        await page.press("escape")
        assert "words left out" in page.text
        assert "I rang [left out] on 14 November" in read(two)
        assert "sister" not in read(two)
        # Only in the pack: the page itself has all its words.
        assert two.ana.library.own_entries()[0].words == WORDS


async def test_who_is_named_is_proposed_first(two: Pair, entry: EntryId) -> None:
    async with At(two.ana, StrikePage(two.ana, OURS, entry)) as page:
        assert "You name Ines here." in page.text
        text = await page.press("enter")
        assert "a relative, in place of Ines" in text
        text = await page.press("down", "enter")
        assert "You name" not in text
        assert "my sister a relative on" in text
        assert "by the sink. a relative was kind." in text


@pytest.mark.parametrize(
    ("key", "reads"),
    [
        ("1", "my sister I. on"),
        ("3", "my sister a relative on"),
        ("8", "my sister work on"),
    ],
)
async def test_one_key_puts_a_plainer_word_wherever_the_name_stands(
    two: Pair, entry: EntryId, key: str, reads: str
) -> None:
    async with At(two.ana, StrikePage(two.ana, OURS, entry)) as page:
        text = await page.press(*TITLE, *["right"] * 4, key)
        assert reads in text
        assert "Ines" not in text
        assert "I rang my sister Ines" in await page.press("f3")
        # With nothing to undo nothing happens.
        await page.press("f3", "escape")
        assert entry not in packing.bench(two.ana, OURS).part.struck


async def test_exact_dates_become_months_and_where_there_is_none_it_says_so(
    two: Pair, entry: EntryId
) -> None:
    async with At(two.ana, StrikePage(two.ana, OURS, entry)) as page:
        assert "Ines in November and stood" in await page.press("2")
        assert NO_DATE in await page.press("2")
        assert NO_DATE not in await page.press("right")


async def test_what_was_struck_is_put_back_at_its_place(
    two: Pair, entry: EntryId
) -> None:
    packing.strike(two.ana, OURS, entry, {"words": every(WORDS, "Ines", "I.")})
    async with At(two.ana, StrikePage(two.ana, OURS, entry)) as page:
        await page.press(*TITLE, *["right"] * 3, "k")
        assert "my sister I. on" in page.text
        assert "my sister Ines on" in await page.press("right", "k")
        assert "I. was kind" in page.text
        await page.press("ctrl+z", "end", "left", "left")
        assert "the words that stood there" in await page.press("enter")
        text = await page.press("down", "enter")
        assert "Ines was kind" in text
        await page.press("escape")
        assert entry not in packing.bench(two.ana, OURS).part.struck


async def test_a_mark_does_not_reach_from_one_text_into_another(
    two: Pair, entry: EntryId
) -> None:
    async with At(two.ana, StrikePage(two.ana, OURS, entry)) as page:
        await page.press("space", *TITLE, "enter")
        assert "in place of “I”?" in page.text
        await page.press("escape", "space", "space", "up", "space", "enter")
        assert "in place of “I”?" not in page.text


async def test_one_moves_by_rows_windows_and_to_the_ends(
    two: Pair, entry: EntryId
) -> None:
    async with At(two.ana, StrikePage(two.ana, MINE, entry), (44, 24)) as page:
        for keys, word in (
            (("end",), "kind"),
            (("up",), "and"),
            (("home",), "The"),
            (("up",), "The"),
            (("down",), "I"),
            (("pagedown",), "kind"),
            (("pageup",), "The"),
            (("left",), "The"),
        ):
            await page.press(*keys)
            assert f"“{word}”" in await page.press("enter"), keys
            await page.press("escape")


async def test_what_was_struck_is_kept_when_the_page_is_taken_away(
    two: Pair, entry: EntryId
) -> None:
    async with At(two.ana, StrikePage(two.ana, OURS, entry)) as page:
        shown = page.app.screen
        assert isinstance(shown, Page)
        shown.put_away()
        assert entry not in packing.bench(two.ana, OURS).part.struck
        await page.press(*TITLE, *["right"] * 4, "3")
        shown.put_away()
    assert "my sister a relative on" in read(two)


async def test_a_page_changed_since_is_looked_at_again_and_may_stay(
    two: Pair, entry: EntryId
) -> None:
    packing.strike(two.ana, OURS, entry, {"words": every(WORDS, "Ines", "I.")})
    revised(two.ana, entry, "I rang Ines twice.")
    sharing.offer(two.ana, entry)
    async with At(two.ana, StrikesPage(two.ana, OURS)) as page:
        assert CHANGED in page.text
        assert "look at it again" in page.text
        assert CHANGED in await page.press("enter")
        # To look and to leave it changes nothing: it stays out.
        await page.press("escape")
        assert "twice" not in read(two)
        await page.press("enter", "enter", "end", "enter")
        assert page.shows(StrikesPage)
        assert CHANGED not in page.text
        assert "I rang Ines twice." in read(two)


async def test_a_side_left_out_says_so_in_the_list(two: Pair, entry: EntryId) -> None:
    packing.leave_out(two.ana, entry)
    async with At(two.ana, StrikesPage(two.ana, OURS)) as page:
        assert f"{CALL} left out" in page.text


# The names that are left.


async def test_every_name_left_is_let_stand_or_struck_everywhere(two: Pair) -> None:
    part = packing.bench(two.ana, OURS).part
    packing.change(two.ana, OURS, replace(part, questions="Why did Ines ring?"))
    async with At(two.ana, NamesPage(two.ana, OURS)) as page:
        assert NOT_SEARCHED in page.text
        assert "Dad" in page.text
        assert "Ines" in page.text
        text = await page.press("k")
        assert "Dad stays" in text
        assert "Dad stays" not in await page.press("up", "k")
        await page.press("down", "enter")
        assert page.shows(ChoicePage)
        assert "“Ines”, wherever you wrote it?" in page.text
        text = await page.press(*["down"] * 3, "enter")
        assert "Ines" not in text
        assert "Ines" not in read(two)
        assert "Why did a relative ring?" in read(two)
        await page.press("enter", "enter")
        assert "stays" in page.text


async def test_with_no_name_left_it_says_so(two: Pair) -> None:
    async with At(two.ben, NamesPage(two.ben, MINE)) as page:
        text = await page.press("enter", "k")
        assert NONE_LEFT in text
        assert NOT_SEARCHED in text
        assert page.footer.startswith("esc back")


@pytest.mark.parametrize("size", [(44, 24), (80, 24), (120, 40)])
async def test_the_pages_fit(two: Pair, entry: EntryId, size: tuple[int, int]) -> None:
    for make in (
        lambda: FrontPage(two.ana, OURS),
        lambda: StrikePage(two.ana, OURS, entry),
        lambda: NamesPage(two.ana, OURS),
    ):
        async with At(two.ana, make(), size) as page:
            assert "Our pack" in page.text
            first = "enter strike out"
            assert page.footer.startswith((first, "enter go on"))
