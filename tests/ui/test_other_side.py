"""The other side of a moment: asked for, found among what is told, linked, parted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from journal.services import bonds, reading
from journal.services.session import SELF, US, Session
from journal.ui.moment import MomentPage
from journal.ui.other_side import SamePage
from tests.ui.conftest import screen_text
from tests.ui.couple import Pair, entry_titled, offered, strangers
from tests.ui.moments import TITLE, At

THEIRS = "The cold kitchen"
SAME = "Are these the same moment?"
DAY = date(2026, 11, 14)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Pair]:
    with strangers(tmp_path) as pair:
        yield pair


@pytest.fixture(params=["Ana", "Ben"])
def couple(request: pytest.FixtureRequest, two: Pair) -> tuple[Session, Session]:
    """The two, each once the one who sits there."""
    pair = two.ana, two.ben
    return pair if request.param == "Ana" else pair[::-1]


def both_told(
    one: Session, other: Session, two: Pair, *, day: date = DAY
) -> tuple[str, str]:
    mine = offered(one, "I sat on the cellar step.", title=TITLE, day=DAY)
    two.exchange()
    theirs = offered(other, "The kettle was cold.", title=THEIRS, day=day)
    two.exchange()
    return mine.id, theirs.id


def sides(session: Session) -> list[set[str]]:
    return [
        {side.entry.words for side in one.sides} for one in reading.us(session).moments
    ]


ONE = [{"I sat on the cellar step.", "The kettle was cold."}]


async def test_one_asks_for_the_other_side_and_no_longer(
    couple: tuple[Session, Session], two: Pair
) -> None:
    one, other = couple
    offered(one, "I sat on the cellar step.", title=TITLE)
    two.exchange()
    name = other.me.name
    async with At(one) as page:
        assert "l other side" in page.footer
        text = await page.press("l")
        assert f"leave it as it is ask {name} for the other side" in text
        assert "find it among" not in text
        await page.press("enter")
        assert one.bonds().asked == frozenset()
        text = await page.press("l", "down", "enter")
        assert f"{name} meets this inside the moment, and nowhere else." in text
        assert len(one.bonds().asked) == 1
        text = await page.press("l", "down", "enter")
        assert "You no longer ask for the other side." in text
        assert one.bonds().asked == frozenset()


async def test_what_may_be_one_moment_is_one_once_both_have_said_so(
    couple: tuple[Session, Session], two: Pair
) -> None:
    one, other = couple
    both_told(one, other, two)
    async with At(one) as page:
        assert f"one moment with “{THEIRS}” of Sat 14 November: l." in page.text
        text = await page.press("l", "down", "down", "enter")
        assert SAME in text
        assert "The kettle was cold." in text
        text = await page.press("down", "enter")
        assert f"They are one moment once {other.me.name} has said so too." in text
        assert "This may be one moment" not in text
        assert len(sides(one)) == 2
    two.exchange()
    async with At(other, title=THEIRS) as page:
        assert f"one moment with “{TITLE}” of Sat 14 November" in page.text
        text = await page.press("l", "down", "down", "enter", "down", "enter")
        assert "The two are one moment now." in text
        # The page has gone with its moment into the other.
        assert page.shows(MomentPage)
        assert "I sat on the cellar step." in text
    two.exchange()
    assert sides(one) == sides(other) == ONE


async def test_a_no_hides_that_pair_for_good_and_leaves_no_byte_for_the_other(
    couple: tuple[Session, Session], two: Pair
) -> None:
    one, other = couple
    both_told(one, other, two)
    before = one.head(US)
    async with At(one) as page:
        text = await page.press("l", "down", "down", "enter", "down", "down", "enter")
        assert "The two stay apart, and you are not asked again." in text
        assert "This may be one moment" not in text
    assert one.head(US) == before
    two.exchange()
    async with At(other, title=THEIRS) as page:
        assert "This may be one moment" in page.text


async def test_later_says_nothing_at_all(two: Pair) -> None:
    both_told(two.ana, two.ben, two)
    before = two.ana.head(US), two.ana.head(SELF)
    async with At(two.ana) as page:
        await page.press("l", "down", "down", "enter")
        assert page.shows(SamePage)
        text = await page.press("enter")
        assert "This may be one moment" in text
        await page.press("l", "down", "down", "enter", "escape")
        assert page.shows(MomentPage)
    assert (two.ana.head(US), two.ana.head(SELF)) == before


async def test_far_apart_in_days_one_finds_it_by_hand_and_the_other_is_asked(
    couple: tuple[Session, Session], two: Pair
) -> None:
    one, other = couple
    both_told(one, other, two, day=date(2026, 10, 1))
    offered(other, "By the canal.", title="The canal", day=date(2026, 11, 10))
    two.exchange()
    name = other.me.name
    async with At(one) as page:
        assert "This may be one moment" not in page.text
        text = await page.press("l")
        assert f"find it among what {name} has told" in text
        text = await page.press("end", "enter")
        assert "The canal · Tue 10 November The cold kitchen · Thu 1 October" in text
        text = await page.press("down", "enter")
        assert "The kettle was cold." in text
        text = await page.press("down", "enter")
        assert "They are one moment once" in text
    two.exchange()
    # From the other's side, the page of either's moment asks the same.
    async with At(other) as page:
        assert f"one moment with “{THEIRS}” of Thu 1 October: l." in page.text
        text = await page.press("l")
        assert "find it among what I have told" in text
        text = await page.press("down", "enter", "down", "enter")
        assert "The two are one moment now." in text
    two.exchange()
    assert ONE[0] in sides(one)
    assert sides(one) == sides(other)


async def test_either_parts_the_two_after_one_question_and_each_keeps_theirs(
    couple: tuple[Session, Session], two: Pair
) -> None:
    one, other = couple
    mine, theirs = both_told(one, other, two)
    bonds.link(one, entry_titled(one, TITLE), entry_titled(other, THEIRS))
    two.exchange()
    bonds.link(other, entry_titled(other, THEIRS), entry_titled(one, TITLE))
    two.exchange()
    assert sides(one) == ONE
    (moment,) = reading.us(one).moments
    async with At(one, title=moment.title) as page:
        assert "l part the two" in page.footer
        text = await page.press("l")
        assert "Each of you keeps every word" in text
        await page.press("enter")
        assert sides(one) == ONE
        text = await page.press("l", "down", "enter")
        assert "The two stand apart from now on. Each is kept." in text
        assert "This may be one moment" not in text
    two.exchange()
    assert sides(one) == sides(other)
    assert len(sides(one)) == 2
    assert frozenset({mine, theirs}) in other.bonds().apart
    async with At(other, title=THEIRS) as page:
        assert "This may be one moment" not in page.text


async def test_a_side_told_in_answer_can_be_parted_too(two: Pair) -> None:
    first = offered(two.ana, "I sat on the cellar step.", title=TITLE)
    two.exchange()
    offered(two.ben, "The kettle was cold.", moment=first.moment)
    two.exchange()
    async with At(two.ben) as page:
        await page.press("l", "down", "enter")
    two.exchange()
    assert len(sides(two.ana)) == len(sides(two.ben)) == 2


async def test_where_there_is_nothing_it_could_be_one_with_that_is_said(
    two: Pair,
) -> None:
    offered(two.ana, "I sat on the cellar step.", title=TITLE)
    two.exchange()
    async with At(two.ben) as page:
        text = await page.press("l")
        assert "There is nothing here yet that it could be one with." in text
        assert page.shows(MomentPage)


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_the_other_is_read_whole_before_anything_is_said(
    two: Pair, size: tuple[int, int]
) -> None:
    words = "\n\n".join(f"Paragraph {number}." for number in range(9))
    offered(two.ana, "I sat on the cellar step.", title=TITLE, day=DAY)
    two.exchange()
    offered(two.ben, words, title=THEIRS, day=DAY)
    two.exchange()
    async with At(two.ana, size) as page:
        await page.press("l", "down", "down", "enter")
        text = screen_text(page.app)
        assert "Paragraph 0." in text
        assert "no, they are two" in text
        await page.press("space", *["pagedown"] * 5)
        text = screen_text(page.app)
        assert "Paragraph 8." in text
        assert "no, they are two" in text
        assert "Goes on in the words of" in await page.press("question_mark")


async def test_a_folder_that_is_not_there_is_said_and_what_was_said_is_kept(
    two: Pair, tmp_path: Path
) -> None:
    offered(two.ana, "I sat on the cellar step.", title=TITLE)
    async with At(two.ana) as page:
        place = two.ana.require_meeting().place
        (tmp_path / place).rename(tmp_path / "elsewhere")
        gone = "The folder you share is not there at the moment."
        assert gone in await page.press("l", "down", "enter")
        assert gone in await page.press("k")
        assert len(two.ana.bonds().asked) == 1


async def test_by_the_palette_an_answer_is_chosen_as_well(two: Pair) -> None:
    both_told(two.ana, two.ben, two)
    async with At(two.ana) as page:
        await page.press("l", "down", "down", "enter", "down")
        same = page.app.screen
        assert isinstance(same, SamePage)
        same.action_choose()
        text = await page.press("up")
        assert "They are one moment once Ben has said so too." in text
