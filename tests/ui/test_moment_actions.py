"""What one does in a moment: asked for a side, thanking, seeing now, letting it be."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from journal.domain.attachment import Landing, Role, Signal
from journal.domain.bonds import Thanks
from journal.domain.moments import HELD_BOTH
from journal.services import bonds, reading, sharing, whole, writing
from journal.services.session import SELF, US, Session
from journal.services.writing import About
from journal.ui.choice import ChoicePage
from journal.ui.fields import PageField
from journal.ui.moment import MomentPage
from journal.ui.saved import SavedPage
from journal.ui.write import WritePage
from tests.ui.conftest import rows, screen_text
from tests.ui.couple import (
    BOTH,
    REACHED,
    THERE,
    Pair,
    offered,
    press,
    program,
    settled,
    strangers,
)
from tests.ui.moments import TITLE, At

WOULD_LIKE = "{} would like your side of this."


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Pair]:
    with strangers(tmp_path) as pair:
        yield pair


@pytest.fixture(params=["Ana", "Ben"])
def teller(request: pytest.FixtureRequest, two: Pair) -> tuple[Session, Session]:
    """Who tells first, and the other; each of the two once."""
    pair = two.ana, two.ben
    return pair if request.param == "Ana" else pair[::-1]


def told(session: Session, pair: Pair, **said: object) -> None:
    offered(session, "I sat on the cellar step.", title=TITLE, **said)
    pair.exchange()


def beside(session: Session, pair: Pair, role: Role | None, **said: object) -> None:
    """Tell one's own side, and let both hold it."""
    (moment,) = reading.us(session).moments
    entry = offered(session, "On the same step.", role=role, moment=moment.id)
    if said:
        about = About(role=role, **said)  # type: ignore[arg-type]  # its fields
        writing.describe(session, entry.id, about)
        sharing.offer(session, entry.id)
    pair.exchange()


# Asked for my side.


async def test_who_is_asked_reads_one_sentence_inside_the_moment_and_nowhere_else(
    teller: tuple[Session, Session], two: Pair
) -> None:
    asker, asked = teller
    told(asker, two)
    entry = asker.library.own_entries()[0].id
    bonds.ask(asker, entry)
    two.exchange()
    sentence = WOULD_LIKE.format(asker.me.name)
    async with At(asked) as page:
        assert sentence in page.text
        assert page.footer.startswith("w my side")
        await page.press("escape")
        assert sentence not in page.text
    async with At(asker) as page:
        assert "would like your side" not in page.text


@pytest.mark.parametrize("key", ["w", "enter"])
async def test_who_is_asked_writes_their_side_or_just_reads(
    two: Pair, key: str
) -> None:
    told(two.ana, two)
    bonds.ask(two.ana, two.ana.library.own_entries()[0].id)
    two.exchange()
    async with At(two.ben) as page:
        text = await page.press(key)
        assert "write mine just read not this one" in text
        before = two.ben.head(US), two.ben.head(SELF)
        await page.press("down", "enter")
        assert page.shows(MomentPage)
        assert WOULD_LIKE.format("Ana") in page.text
        assert (two.ben.head(US), two.ben.head(SELF)) == before
        await page.press(key, "enter")
        assert page.shows(WritePage)
        assert TITLE in page.text


async def test_not_this_one_is_silent_and_for_good(two: Pair) -> None:
    told(two.ana, two)
    bonds.ask(two.ana, two.ana.library.own_entries()[0].id)
    two.exchange()
    before = two.ben.head(US)
    async with At(two.ben) as page:
        text = await page.press("w", "down", "down", "enter")
        assert "You will not be asked this again, and Ana is not told." in text
        assert "would like your side" not in text
        assert two.ben.head(US) == before
        # What can be done of one's own accord can still be done.
        await page.press("w")
        assert page.shows(WritePage)
    two.exchange()
    async with At(two.ana) as page:
        assert "no longer ask for the other side" in await page.press("l")


async def test_enter_does_nothing_where_nobody_asks(two: Pair) -> None:
    told(two.ana, two)
    async with At(two.ben) as page:
        await page.press("enter")
        assert page.shows(MomentPage)
        assert "about being asked" not in await page.press("question_mark")


# It helped.


async def test_who_received_says_that_it_helped_and_both_read_it(
    teller: tuple[Session, Session], two: Pair
) -> None:
    giver, receiver = teller
    told(giver, two, role=THERE)
    async with At(giver) as page:
        assert "it helped" not in page.footer
    async with At(receiver) as page:
        assert page.footer.startswith("h it helped")
        text = await page.press("h")
        assert "it helped I didn't notice then I needed something else" in text
        text = await page.press("enter")
        assert "It stands with this moment, where both of you read it." in text
        assert f"it helped {receiver.me.name}" in text
    two.exchange()
    async with At(giver) as page:
        assert f"it helped {receiver.me.name}" in page.text


async def test_thanks_can_be_changed_and_taken_away(two: Pair) -> None:
    told(two.ben, two, role=THERE)
    entry = two.ben.library.own_entries()[0].id
    bonds.thank(two.ana, entry, Thanks.IT_HELPED)
    async with At(two.ana) as page:
        await page.press("h", "enter")
        assert two.ana.bonds().thanks == {entry: Thanks.IT_HELPED}
        text = await page.press("h", "down", "enter")
        assert "I didn't notice then Ana" in text
        text = await page.press("h", "down", "down", "enter")
        assert "Taken away." in text
        assert two.ana.bonds().thanks == {}


async def test_having_needed_something_else_is_a_page_that_answers_nothing(
    two: Pair,
) -> None:
    told(two.ben, two, role=THERE)
    before = two.ana.head(US)
    async with At(two.ana) as page:
        await page.press("h", "end", "enter")
        assert page.shows(WritePage)
        assert TITLE not in page.text
    assert two.ana.head(US) == before


@pytest.mark.parametrize(
    ("theirs", "mine", "thanks"),
    [
        (THERE, REACHED, True),
        (THERE, THERE, True),
        (BOTH, BOTH, True),
        (None, REACHED, True),
        (Role.UNCLEAR, BOTH, True),
        (REACHED, REACHED, False),
        (REACHED, THERE, False),
        (None, None, False),
        (None, THERE, False),
    ],
)
def test_each_may_thank_for_what_they_received(
    two: Pair, theirs: Role | None, mine: Role | None, *, thanks: bool
) -> None:
    told(two.ben, two, role=theirs)
    beside(two.ana, two, mine)
    (moment,) = reading.us(two.ana).moments
    found = whole.whole(two.ana, moment.id)
    assert (found.thankful_for is not None) is thanks
    assert found.theirs is not None
    if thanks:
        assert found.thankful_for == found.theirs.id


# I see it now.


@pytest.mark.parametrize("landing", [Landing.MISSED, None])
async def test_what_was_missed_is_seen_now_and_the_two_come_back_together(
    teller: tuple[Session, Session], two: Pair, landing: Landing | None
) -> None:
    seeker, other = teller
    told(seeker, two, role=REACHED)
    entry = seeker.library.own_entries()[0].id
    if landing is not None:
        about = About(role=REACHED, title=TITLE, landing=landing)
        writing.describe(seeker, entry, about)
        sharing.offer(seeker, entry)
        two.exchange()
    async with At(other) as page:
        first = "r I see it now" if landing else "w my side"
        assert page.footer.startswith(first)
        assert "r I see it now" in page.footer
        text = await page.press("r")
        assert f"{TITLE} · Tue 24 November What do you see now? One line is" in text
        page.app.screen.query_one(PageField).insert("I see you on that step now.")
        await page.press("ctrl+s")
        assert page.shows(SavedPage)
        await page.press("o", "down", "enter")
        await page.press("escape")
        assert "I see it now" not in page.footer
    two.exchange()
    for session in (seeker, other):
        (came,) = reading.us(session).coming_back
        assert came.earlier.title == TITLE
        (side,) = came.later.sides
        assert (side.entry.signal, side.author) == (Signal.NOT_SEEN, other.identity.id)


@pytest.mark.parametrize(
    ("landing", "role"), [(Landing.LANDED, REACHED), (None, THERE), (None, None)]
)
async def test_there_is_nothing_to_see_now_where_nobody_was_missed(
    two: Pair, landing: Landing | None, role: Role | None
) -> None:
    told(two.ana, two, role=role)
    entry = two.ana.library.own_entries()[0].id
    writing.describe(two.ana, entry, About(role=role, title=TITLE, landing=landing))
    sharing.offer(two.ana, entry)
    two.exchange()
    async with At(two.ben) as page:
        assert "I see it now" not in page.footer
        await page.press("r")
        assert page.shows(MomentPage)


async def test_who_tells_that_they_did_not_see_it_can_see_it_now(two: Pair) -> None:
    told(two.ana, two, role=REACHED)
    beside(two.ben, two, THERE, signal=Signal.NOT_SEEN)
    async with At(two.ben) as page:
        assert page.footer.startswith("r I see it now")
    async with At(two.ana) as page:
        assert "I see it now" not in page.footer


async def test_of_what_lies_ahead_nothing_is_asked_seen_or_thanked_before_its_day(
    two: Pair,
) -> None:
    entry = offered(two.ana, "I am going in.", title=TITLE, role=Role.BOTH)
    two.exchange()
    bonds.ask(two.ana, entry.id)
    ahead = About(
        title=TITLE, role=Role.BOTH, ahead=True, happened_on=date(2026, 11, 26)
    )
    writing.describe(two.ana, entry.id, ahead)
    sharing.offer(two.ana, entry.id)
    two.exchange()
    async with At(two.ben) as page:
        assert "It lies ahead." in page.text
        assert WOULD_LIKE.format("Ana") not in page.text
        assert {"moment.see-now", "moment.helped", "moment.answer"}.isdisjoint(
            page.app.screen.keys_shown()  # type: ignore[attr-defined]
        )
        await page.press("r", "h")
        assert page.shows(MomentPage)


async def test_the_other_side_of_what_lies_ahead_is_not_asked_for_yet(
    two: Pair,
) -> None:
    entry = offered(two.ana, "I am going in.", title=TITLE)
    writing.describe(
        two.ana,
        entry.id,
        About(title=TITLE, ahead=True, happened_on=date(2026, 11, 26)),
    )
    sharing.offer(two.ana, entry.id)
    two.exchange()
    async with At(two.ana) as page:
        assert "ask Ben for the other side" not in await page.press("l")


# May come back.


async def test_each_lets_a_moment_come_back_and_reads_only_of_their_own(
    teller: tuple[Session, Session], two: Pair
) -> None:
    one, other = teller
    told(one, two, role=REACHED)
    beside(other, two, THERE)
    said = "You let this moment come back of itself."
    async with At(one) as page:
        bare = screen_text(page.app)
        text = await page.press("k")
        assert "It may come back of itself, once you both let it." in text
        assert said in text
    two.exchange()
    (moment,) = reading.us(one).moments
    async with At(other) as page:
        assert screen_text(page.app).splitlines()[3:15] == bare.splitlines()[3:15]
        assert said not in page.text
        await page.press("k")
    two.exchange()
    returns = one.bonds().may_return
    assert returns == other.bonds().may_return
    both = {one.identity.id, other.identity.id}
    assert returns == {side.entry.id: both for side in moment.sides}
    async with At(one) as page:
        text = await page.press("k")
        assert "You no longer let it come back of itself." in text
        assert said not in text
    assert all(who == {other.identity.id} for who in one.bonds().may_return.values())


# Both reaching.


async def test_two_who_both_reached_are_each_asked_what_could_have_held_them(
    teller: tuple[Session, Session], two: Pair
) -> None:
    one, other = teller
    told(one, two, role=REACHED)
    beside(other, two, REACHED)
    for session in teller:
        async with At(session) as page:
            assert HELD_BOTH in page.text
            await page.press("f3")
            assert page.shows(WritePage)
            assert HELD_BOTH in page.text
            page.app.screen.query_one(PageField).insert("A neighbour.")
            await page.press("escape", "f3")
            assert "A neighbour." in page.text
    two.exchange()
    # What each has written is on nobody's screen but their own.
    (moment,) = reading.us(one).moments
    assert [side.entry.words for side in moment.sides] == [
        "I sat on the cellar step.",
        "On the same step.",
    ]


async def test_nobody_else_is_asked_that(two: Pair) -> None:
    told(two.ana, two, role=REACHED)
    beside(two.ben, two, THERE)
    async with At(two.ana) as page:
        assert HELD_BOTH not in page.text
        await page.press("f3")
        assert page.shows(MomentPage)


# Every key, in `?` and where there is little room.


async def test_every_key_of_a_moment_has_its_sentence(two: Pair) -> None:
    told(two.ben, two, role=BOTH)
    bonds.ask(two.ben, two.ben.library.own_entries()[0].id)
    two.exchange()
    async with At(two.ana, (80, 40)) as page:
        text = await page.press("question_mark")
        for says in (
            "Says that it helped",
            "Begins a page on what you did not see then",
            "Asks for the other side, or sets two",
            "Lets the moment come back of itself",
            "Chooses what to do about being asked for your side.",
        ):
            assert says in text


async def test_at_forty_four_columns_the_first_key_and_the_sentence_are_there(
    two: Pair,
) -> None:
    told(two.ana, two)
    bonds.ask(two.ana, two.ana.library.own_entries()[0].id)
    two.exchange()
    async with At(two.ben, (44, 24)) as page:
        assert WOULD_LIKE.format("Ana") in page.text
        assert page.footer.startswith("w my side")
        await page.press("w")
        assert page.shows(ChoicePage)
        assert "not this one" in page.text


async def test_in_my_own_journal_a_moment_has_nothing_of_us(two: Pair) -> None:
    told(two.ana, two, role=REACHED)
    mine = two.ana.library.own_entries()[0]
    app = program(two.ana, "mine")
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_page(MomentPage(two.ana, mine.moment, in_us=False))
        await settled(pilot)
        for key in ("r", "h", "w", "l", "k", "f3", "enter"):
            await press(pilot, key)
            assert isinstance(app.screen, MomentPage)


# The same for both.


@pytest.mark.parametrize(
    ("hers", "his"),
    [(REACHED, THERE), (REACHED, REACHED), (THERE, THERE), (BOTH, BOTH), (None, BOTH)],
)
async def test_both_read_the_same_moment_word_for_word(
    two: Pair, hers: Role | None, his: Role | None
) -> None:
    told(two.ana, two, role=hers)
    beside(two.ben, two, his, signal=Signal.SHOWED, returned_to="the washing up")
    drawn = []
    for session in (two.ana, two.ben):
        async with At(session) as page:
            drawn.append(rows(page.app)[:-3])
    assert drawn[0] == drawn[1]
