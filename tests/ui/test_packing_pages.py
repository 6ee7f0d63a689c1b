"""Making a pack for counselling with the keys: choose, pick, read, agree."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journal.domain.striking import every
from journal.services import packing, sharing
from journal.services.session import SELF, US
from journal.ui.entry_page import EntryPage
from journal.ui.export import NOT_MET, ExportPage
from journal.ui.moment import MomentPage
from journal.ui.my_journal import MyJournalPage
from journal.ui.packing_desk import DeskPage
from journal.ui.packing_moments import ONLY_HARD, PICK, PickPage
from journal.ui.packing_sheet import HAS_CHANGED, SheetPage
from journal.ui.packing_words import BOTH, LAPSED
from journal.ui.us import UsPage
from tests.house import revised
from tests.ui.couple import (
    POSSIBLE,
    Pair,
    begin,
    moment_titled,
    offered,
    strangers,
    write,
)
from tests.ui.desk import CALL, LATE, MINE, OURS, WORDS, At, two_moments

ONCE_BEN = "The file can be made once Ben has agreed to this text too."
ONCE_BOTH = "The file can be made once you have both agreed to this text."


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Pair]:
    with strangers(tmp_path) as pair:
        two_moments(pair)
        yield pair


def ours(pair: Pair) -> packing.Bench:
    return packing.bench(pair.ana, OURS)


# Choosing which.


async def test_alone_there_is_my_pack_and_a_sentence(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    async with At(ana) as page:
        assert NOT_MET in page.text
        assert "Our pack" not in page.text
        text = await page.press("enter")
        assert page.shows(DeskPage)
        assert "One person's account." in text
        assert "none yet" in text
    ana.close()


async def test_from_export_to_agreeing_with_arrows_enter_and_esc(two: Pair) -> None:
    async with At(two.ana) as page:
        text = await page.press("down", "enter")
        assert "Our pack for your counsellor" in text
        assert "Read it" not in text
        text = await page.press("enter")
        assert PICK[OURS] in text
        assert (CALL in text, LATE in text) == (True, True)
        # What becomes of a moment: it can be read, or brought.
        assert "bring it to our pack" in await page.press("enter")
        text = await page.press("down", "enter")
        assert "in it" in text
        assert PICK[OURS] not in text
        text = await page.press("escape")
        assert ONCE_BOTH in text
        assert "one" in text
        text = await page.press(*["down"] * 4, "enter")
        assert page.shows(SheetPage)
        assert "This is all that leaves, word for word, on three pages." in text
        assert "page 1 of 3" in text
        assert f"! {ONCE_BOTH}" in text
        text = await page.press("right")
        assert CALL in text
        assert "I rang my sister Ines" in text
        assert page.footer.startswith("←→ page   y I agree   esc back")
        text = await page.press("y")
        assert ONCE_BEN in text
        assert "y take it back" in page.footer
        assert ours(two).agreed == {two.ana.me.id}
        text = await page.press("y")
        assert ONCE_BOTH in text
        assert ours(two).agreed == frozenset()


async def test_all_words_are_taken_from_there_too(two: Pair) -> None:
    async with At(two.ana) as page:
        assert "Take all your words with you" in await page.press("end")
        await page.press("home")
        assert "As what?" in await page.press("end", "enter")
        await page.press("escape")
        assert page.shows(ExportPage)


# Picking.


async def test_space_and_a_add_and_take_out(two: Pair) -> None:
    async with At(two.ana, PickPage(two.ana, OURS)) as page:
        assert "in it" in await page.press("space")
        assert len(ours(two).pack.moments) == 1
        await page.press("down", "a")
        assert len(ours(two).pack.moments) == 2
        assert "in it" not in await page.press("a", "up", "space")
        assert not ours(two).pack.moments


async def test_what_the_other_brings_says_so_and_stays(two: Pair) -> None:
    call = moment_titled(two.ana, CALL)
    theirs = [one.id for one in two.ben.library.own_entries() if one.moment == call]
    packing.bring(two.ben, OURS, theirs)
    two.exchange()
    async with At(two.ana, PickPage(two.ana, OURS)) as page:
        assert "by Ben" in page.text
        assert "in it" in await page.press("a")
        text = await page.press("a")
        assert "Ben brings it too, so it stays." in text
        assert "by Ben" in text
        await page.press("down")
        assert "Ben brings it too" not in page.text


async def test_my_side_is_left_out_in_silence_and_put_back(two: Pair) -> None:
    packing.bring(two.ana, OURS, [one.id for one in two.ana.library.own_entries()])
    async with At(two.ana, PickPage(two.ana, OURS)) as page:
        await page.press("enter", "down", "down", "enter")
        assert "left out" in page.text
        assert "Ben is not told." in page.text
        assert WORDS not in str(ours(two).pack.moments[0].accounts[0].words)
        await page.press("enter", "down", "down", "enter")
        assert "left out" not in page.text
        assert len(ours(two).pack.moments[0].accounts) == 2


async def test_in_our_pack_one_nudge_when_it_is_all_hard_and_none_in_mine(
    two: Pair,
) -> None:
    async with At(two.ana, PickPage(two.ana, OURS)) as page:
        assert ONLY_HARD in await page.press("a")
        offered(two.ana, "You let me go.", title="Out", function=POSSIBLE)
        packing.bring(two.ana, OURS, [two.ana.library.own_entries()[0].id])
        assert ONLY_HARD not in await page.look_again()
    async with At(two.ana, PickPage(two.ana, MINE)) as page:
        assert PICK[MINE] in page.text
        text = await page.press("end", "a")
        assert PICK[MINE] not in text
        assert ONLY_HARD not in text


async def test_what_is_picked_from_can_be_read_first(two: Pair) -> None:
    for whose, kind in ((OURS, MomentPage), (MINE, EntryPage)):
        async with At(two.ana, PickPage(two.ana, whose)) as page:
            await page.press("enter", "enter")
            assert page.shows(kind)
            await page.press("escape")
            assert page.shows(PickPage)


async def test_with_nothing_to_pick_from_there_is_a_sentence(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    async with At(ana, PickPage(ana, MINE)) as page:
        assert "Nothing here yet." in await page.press("a", "enter")
        assert page.footer.startswith("esc back")
    ana.close()


# By one key, from where one reads.


async def test_a_in_us_and_in_a_moment_brings_it_to_our_pack(two: Pair) -> None:
    in_ours = "In our pack. Ben can see it there"
    async with At(two.ana, UsPage(two.ana)) as page:
        assert in_ours in await page.press("a")
        assert "Not in our pack any more." in await page.press("a")
        await page.press("right", "a")
        assert not ours(two).pack.moments
    async with At(two.ana, MomentPage(two.ana, moment_titled(two.ana, LATE))) as page:
        assert in_ours in await page.press("a")
        assert [one.title for one in ours(two).pack.moments] == [LATE]


async def test_a_in_my_journal_puts_a_page_into_mine_and_tells_nobody(
    two: Pair,
) -> None:
    kept = write(two.ana, "Mine alone.", title="Mine")
    ends = two.ana.head(US), two.ana.head(SELF)
    said = "In your pack for counselling. Ben is not told."
    pages = (
        lambda: MyJournalPage(two.ana),
        lambda: EntryPage(two.ana, kept.id),
        lambda: MomentPage(two.ana, kept.moment, in_us=False),
    )
    for make in pages:
        async with At(two.ana, make()) as page:
            assert said in await page.press("a")
            assert [one.title for one in packing.bench(two.ana, MINE).pack.moments] == [
                "Mine"
            ]
            assert "Not in your pack any more." in await page.press("a")
    assert (two.ana.head(US), two.ana.head(SELF)) == ends


async def test_alone_nothing_is_said_of_anyone_else(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    write(ana, "Mine alone.")
    async with At(ana, MyJournalPage(ana)) as page:
        text = await page.press("a")
        assert "In your pack for counselling." in text
        assert "told" not in text
    async with At(ana, UsPage(ana)) as page:
        await page.press("a")
    ana.close()


# Reading it, and agreeing.


async def test_both_agree_each_at_their_own_screen(two: Pair) -> None:
    packing.bring(two.ana, OURS, [one.id for one in two.ana.library.own_entries()])
    two.exchange()
    async with At(two.ben, SheetPage(two.ben, OURS)) as page:
        await page.press("y")
    two.exchange()
    async with At(two.ana, SheetPage(two.ana, OURS)) as page:
        assert "Ben has agreed to this text." in page.text
        assert BOTH in await page.press("y")
        assert "!" not in page.text
    two.exchange()
    assert len(packing.bench(two.ben, OURS).agreed) == 2


async def test_what_changes_while_it_is_read_is_shown_and_said(two: Pair) -> None:
    packing.bring(two.ana, OURS, [one.id for one in two.ana.library.own_entries()])
    async with At(two.ana, SheetPage(two.ana, OURS)) as page:
        await page.press("right")
        part = ours(two).part
        packing.change(two.ana, OURS, replace(part, help="Saying it sooner."))
        # It agrees to what was read, and to nothing else.
        assert "It has changed since you read it." in await page.press("y")
        assert ours(two).agreed == frozenset()
        text = await page.look_again()
        assert HAS_CHANGED in text
        assert "page 1 of 3" in text
        assert ONCE_BEN in await page.press("y")
        packing.change(two.ana, OURS, part)
        assert LAPSED in await page.look_again()


async def test_space_reads_on_to_the_last_page(two: Pair) -> None:
    packing.bring(two.ana, OURS, [one.id for one in two.ana.library.own_entries()])
    async with At(two.ana, SheetPage(two.ana, OURS)) as page:
        await page.press(*["space"] * 12)
        assert "page 3 of 3" in page.text
        assert "Words used here" in page.text or "Two sides" in page.text
        await page.press("left", "left", "left")
        assert "page 1 of 3" in page.text


async def test_my_pack_is_read_as_mine_and_asks_for_no_yes(two: Pair) -> None:
    packing.bring(two.ben, MINE, [one.id for one in two.ben.library.own_entries()])
    async with At(two.ben, SheetPage(two.ben, MINE)) as page:
        assert "Ana has not seen or agreed to this, and is not told." in page.text
        assert "agree" not in page.footer
        await page.press("y")
        assert "You have" not in page.text


async def test_an_entry_changed_since_words_were_struck_is_said_on_the_desk(
    two: Pair,
) -> None:
    (entry,) = two.ana.library.own_entries()
    packing.bring(two.ana, OURS, [entry.id])
    packing.strike(two.ana, OURS, entry.id, {"words": every(WORDS, "Ines", "I.")})
    revised(two.ana, entry.id, "I rang Ines twice.")
    sharing.offer(two.ana, entry.id)
    async with At(two.ana, DeskPage(two.ana, OURS)) as page:
        assert "! You changed this page after you struck words out of it." in page.text
        assert "look again" in await page.press("enter")


@pytest.mark.parametrize("size", [(44, 24), (80, 24), (120, 40)])
async def test_every_page_fits(two: Pair, size: tuple[int, int]) -> None:
    packing.bring(two.ana, OURS, [one.id for one in two.ana.library.own_entries()])
    async with At(two.ana, DeskPage(two.ana, OURS), size) as page:
        assert "Strike out" in page.text
        await page.press("enter")
        assert "in it" in page.text
        await page.press("escape", *["down"] * 4, "enter")
        assert "page 1 of 3" in page.text
