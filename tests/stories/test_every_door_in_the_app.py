"""Two people go through every door there is between them, with the keys alone.

Each sits at the screen in turn; after each step Us is the same for both, to the byte.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal.services import reading
from journal.services.session import US
from journal.ui.arc import Arc
from journal.ui.together_line import THAT_IS_ALL
from tests.stories.at_the_screen import LET_READ, SEAL, SEAL_TOO, Couple, opened
from tests.ui.houses import WORDS, fill
from tests.ui.test_arc import SEEKER, Answer, Saved
from tests.ui.test_together import stop_swallowing

OPENS = "answer opens when"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Couple]:
    couple = Couple(tmp_path / "home")
    yield couple
    for session in (couple.ana, couple.ben):
        session.close()


async def test_one_seals_the_other_meets_it_answers_and_both_read(two: Couple) -> None:
    async with two.sits(two.ana) as ana:
        await ana.seals_an_answer("I stood by the sink.", *SEAL)
    async with two.sits(two.ben) as ben:
        assert "sealed" not in ben.sees
        assert "Ana sealed · · ·" in await ben.press("w")
        assert OPENS in await ben.writes("I put the kettle on.", "o", "enter")
        assert "sink" not in await ben.opens("I put the kettle on.")
    assert two.told() == [{"I stood by the sink.", "I put the kettle on."}]
    seen = await two.both_look("I put the kettle on.")
    assert "I stood by the sink." in seen
    assert "· · ·" not in seen


async def test_one_opens_early_one_takes_back_and_then_both_seal(two: Couple) -> None:
    async with two.sits(two.ana) as ana:
        await ana.seals_an_answer("Opened early.", *SEAL)
        await ana.press("m", "home", "s", "enter")
        two.both_see_the_same()
        assert two.told() == []
        assert "Opened. Ben can read it" in await ana.press("s", "down", "enter")
    assert two.told() == [{"Opened early."}]
    two.clock.pass_days(1)
    async with two.sits(two.ben) as ben:
        await ben.seals_an_answer("Never opened.", *SEAL)
        keys = ("m", "home", "s", "down", "down", "enter")
        assert "Ana cannot open it" in await ben.press(*keys)
    async with two.sits(two.ana) as ana:
        await ana.press("t", "w")
        assert OPENS not in await ana.writes("Her answer.", *LET_READ)
    assert two.told() == [{"Her answer."}, {"Opened early."}]
    two.clock.pass_days(1)
    async with two.sits(two.ana) as ana:
        await ana.seals_an_answer("Hers, sealed.", *SEAL)
    async with two.sits(two.ben) as ben:
        await ben.seals_an_answer("His, sealed.", *SEAL_TOO)
    two.both_see_the_same()
    assert {"Hers, sealed.", "His, sealed."} in two.told()
    assert "Never opened." not in await two.both_look("Hers, sealed.")


async def test_one_asks_and_the_other_says_no_in_silence_or_tells_their_side(
    two: Couple,
) -> None:
    async with two.sits(two.ana) as ana:
        for words in ("I stood by the sink.", "You were late."):
            await ana.offers_a_page(words)
            await ana.opens(words)
            assert "Ben meets this inside the moment" in await ana.press(
                "l", "down", "enter"
            )
            await ana.press("escape")
    async with two.sits(two.ben) as ben:
        asked = "Ana would like your side of this."
        for keys in ("t", "u", "m", "p"):
            assert asked not in await ben.press(keys)
        assert asked in await ben.opens("You were late.")
        before = two.ben.head(US)
        assert "Ana is not told" in await ben.press("w", "down", "down", "enter")
        assert asked not in await ben.opens("You were late.")
        assert two.ben.head(US) == before
        assert asked in await ben.opens("I stood by the sink.")
        await ben.press("w", "enter")
        await ben.writes("I put the kettle on.", *LET_READ)
    assert {"I stood by the sink.", "I put the kettle on."} in two.told()
    async with two.sits(two.ana) as ana:
        assert "no longer ask" in (await ana.opens("You were late.")) + (
            await ana.press("l")
        )
        await ana.press("escape")
        await ana.opens("I stood by the sink.")
        assert "stand apart" in await ana.press("l", "down", "enter")
    assert len(two.told()) == 3


async def test_what_may_be_one_moment_is_one_by_two_yeses_and_never_by_one_no(
    two: Couple,
) -> None:
    yes, no = ("down", "enter"), ("down", "down", "enter")
    find = ("l", "down", "down", "enter")
    async with two.sits(two.ana) as ana:
        await ana.offers_a_page("It rained on us.")
    async with two.sits(two.ben) as ben:
        await ben.offers_a_page("We got wet.")
        await ben.opens("We got wet.")
        assert "once Ana has said so too" in await ben.press(*find, *yes)
    async with two.sits(two.ana) as ana:
        await ana.opens("It rained on us.")
        assert "one moment now" in await ana.press(*find, *yes)
    assert two.told() == [{"It rained on us.", "We got wet."}]
    async with two.sits(two.ben) as ben:
        await ben.opens("We got wet.")
        await ben.press("l", "down", "enter")
    assert len(two.told()) == 2
    async with two.sits(two.ana) as ana:
        await ana.offers_a_page("The pan.")
    async with two.sits(two.ben) as ben:
        may_be = "This may be one moment"
        assert may_be in await ben.opens("The pan.")
        before = two.ben.head(US)
        assert "stay apart" in await ben.press(*find, *no)
        assert may_be not in await ben.opens("The pan.")
        assert two.ben.head(US) == before
    await two.both_look("It rained on us.")


async def test_all_is_said_of_a_moment_and_what_was_set_out_for_came(
    two: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Arc, "PAUSE", 0.001)
    async with two.sits(two.ana) as ana:
        await ana.press("b")
        await ana.writes("I said I was tired.", "1")
        (entry,) = two.ana.library.own_entries()
        saved = Saved(ana.place.app, ana.pilot, two.ana, entry)
        assert set(SEEKER) <= set(await saved.go_through(SEEKER))
        await ana.press(*LET_READ[1:])
    seen = await two.both_look("I said I was tired.")
    for said in ("sideways", "staying near", "slept, for once", "radio on low"):
        assert said in seen
    for said in ("afraid you would say no", "shaky", "okay"):
        assert said not in seen
    async with two.sits(two.ben) as ben:
        await ben.press("b", "f4")
        await ben.writes("The interview is on Saturday.")
        (entry,) = two.ben.library.own_entries()
        saved = Saved(ben.place.app, ben.pilot, two.ben, entry)
        ahead: dict[str, Answer] = {
            "Which day will it be?": "2026-11-28",
            "What would help?": ["asking"],
        }
        assert set(ahead) <= set(await saved.go_through(ahead))
        await ben.press(*LET_READ[1:])
    two.clock.pass_days(5)
    async with two.sits(two.ben) as ben:
        await ben.press("m", "home", "f3")
        saved = Saved(ben.place.app, ben.pilot, two.ben, entry)
        await saved.go_through({"What did you go on to?": "rang my sister"})
        await ben.press("down", "enter")
    assert "rang my sister" in await two.both_look("The interview is on Saturday.")


async def test_thanks_a_page_of_ones_own_and_what_comes_back(two: Couple) -> None:
    words, missed = "A bench, two buns.", "I said it to the pan."
    async with two.sits(two.ben) as ben:
        await ben.offers_a_page(words, "2")
        await ben.offers_a_page(missed, "1")
        await ben.opens(words)
        assert "once you both let it" in await ben.press("k")
    async with two.sits(two.ana) as ana:
        assert "let this moment come back" not in await ana.opens(words)
        await ana.press("h", "enter", "h", "down", "enter", "k")
    async with two.sits(two.ana) as ana:
        assert "I didn't notice then Ana" in await ana.opens(words)
        before = two.ana.head(US)
        await ana.press("h", "end", "enter")
        await ana.writes("I needed something else.")
        assert two.ana.head(US) == before
        await ana.press("escape")
        await ana.opens(missed)
        await ana.press("r")
        await ana.writes("I see you there now.", *LET_READ)
    assert len(reading.us(two.ben).coming_back) == 1
    await two.both_look("I see you there now.")
    for session in (two.ana, two.ben):
        async with two.sits(session) as one:
            assert words in await one.press("u", "q")


async def test_a_name_for_a_stretch_of_time_and_a_hard_evening(two: Couple) -> None:
    async with two.sits(two.ana) as ana:
        await ana.offers_a_page("It froze.")
        await ana.press("u", "f4", "plus")
        for said in ("The cold spell", "2026-11-20", ""):
            await fill(ana.pilot, said)
        await ana.press("down", "enter")
    assert "cold spell" not in await two.both_look("It froze.")
    async with two.sits(two.ben) as ben:
        await ben.press("u", "f4", "enter", "down", "enter")
        before = two.ben.head(US)
        await ben.press("escape", "f5")
        await ben.writes("I shouted about the bins.", "escape")
        assert two.ben.head(US) == before
    seen = await two.both_look("It froze.")
    assert "The cold spell" in seen
    assert "bins" not in seen
    two.clock.now = datetime(2026, 11, 25, 9, tzinfo=UTC)
    async with two.sits(two.ana) as ana:
        assert "Yesterday" not in ana.sees
    async with two.sits(two.ben) as ben:
        assert "Yesterday's page is still yours alone." in ben.sees
        # To offer it asks first whether now or tomorrow; now is the second answer.
        await ben.press("enter", "down", "down", "enter", "down", "enter")
        await ben.press("down", "enter")
    assert {"I shouted about the bins."} in two.told()


async def test_what_both_sealed_opens_where_they_sit_and_a_line_is_kept(
    two: Couple,
) -> None:
    async with two.sits(two.ana) as ana:
        await ana.seals_an_answer("Hers, sealed.", *SEAL)
    async with two.sits(two.ben) as ben:
        await ben.seals_an_answer("His, sealed.", *SEAL_TOO)
        await ben.press("b")
        await ben.writes("His, and nobody else's.", "escape")
    two.ben.close()
    async with two.sits(two.ana) as both:
        await both.press("g")
        await fill(both.pilot, WORDS["Ben"])
        stop_swallowing(both.place)
        for turn in ("Ana, press space.", "Ben, press space too."):
            assert turn in await both.press("enter" if "Ana" in turn else "space")
            assert "sealed." not in both.sees
        read = [await both.press("space") for _ in range(5)]
        for words in ("His, sealed.", "Hers, sealed."):
            assert words in " ".join(read)
        await both.press("space", "end", "enter")
        await fill(both.pilot, "We ask before we mend.")
        stop_swallowing(both.place)
        read += [await both.press("space"), await both.press("space")]
        assert THAT_IS_ALL in read[-1]
        assert "nobody else's" not in " ".join(read)
        await both.press("escape")
    for name in ("Ana", "Ben"):
        with opened(two, name) as session:
            told = [
                [side.entry.words for side in one.sides]
                for one in reading.us(session).moments
            ]
            assert ["We ask before we mend."] * 2 in told
