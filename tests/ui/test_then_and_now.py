from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from journal.domain.entries import PromptId
from journal.domain.prompts import AFTER_CARE
from journal.services import asking, reading, writing
from journal.ui.choice import ChoicePage
from journal.ui.saved import BEFORE, SavedPage
from journal.ui.then_and_now import ThenAndNowPage
from tests.ui.conftest import Golden, footer_row, rows, screen_text
from tests.ui.couple import Pair, begin, press, program, settled
from tests.ui.shelf import Clock, answer, pair_in_time

DOOR = PromptId("signal-door")
FIRST = """I stood by the coats a little longer than I had to. You were looking for \
the keys, and I decided that was a no.

It was not a no. You were looking for the keys."""
SECOND = """I said it this time, by the coats. You put the bag down before I had got \
to the end of the sentence."""
pytestmark = pytest.mark.usefixtures("little_library")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pair(tmp_path: Path, clock: Clock) -> Iterator[Pair]:
    """Ana has answered twice, a year apart."""
    with pair_in_time(tmp_path / "home", clock) as two:
        clock.move_to(date(2025, 10, 5))
        answer(two.ana, DOOR, FIRST)
        clock.move_to(date(2026, 11, 22))
        answer(two.ana, DOOR, SECOND)
        clock.move_to(date(2026, 11, 24))
        yield two


async def open_then(pilot: Pilot[None], pair: Pair, prompt: PromptId = DOOR) -> None:
    page = ThenAndNowPage(pair.ana, prompt)
    pilot.app.push_screen(page)
    await settled(pilot)


def flat(app: App[None]) -> str:
    return " ".join(screen_text(app).split())


def shown(app: App[None]) -> type[object]:
    return type(app.screen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_then_and_now_looks_as_drawn(
    pair: Pair, size: tuple[int, int], golden: Golden
) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=size) as pilot:
        await open_then(pilot, pair)
        golden(screen_text(app))


async def test_two_answers_stand_side_by_side_and_stacked_where_it_is_narrow(
    pair: Pair,
) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair)
        (dates,) = [row for row in rows(app) if "October" in row]
        assert dates.index("Sun 5 October 2025") < dates.index("Sun 22 November")
        await pilot.resize_terminal(44, 40)
        await settled(pilot)
        at = {
            day: row
            for row, words in enumerate(rows(app))
            for day in ("Sun 5 October 2025", "Sun 22 November")
            if day in words
        }
        assert len(set(at.values())) == 2
        assert FIRST.split("\n\n")[1] in flat(app)


async def test_nothing_is_said_of_the_two_and_nothing_is_counted(pair: Pair) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(44, 60)) as pilot:
        await open_then(pilot, pair)
        left = flat(app)
        for words in (
            "What did you hope Ben would see at the door?",
            "Sun 5 October 2025 · private",
            "Sun 22 November · private",
            " ".join(FIRST.split()),
            SECOND,
        ):
            assert words in left
            left = left.replace(words, "")
        assert " ".join(left.split()) == "then and now o offer ? keys F1 support"


async def test_another_earlier_answer_is_shown_by_the_arrows(
    pair: Pair, clock: Clock
) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair)
        assert footer_row(app).startswith("o offer   esc back")
        await press(pilot, "left", "right")
        assert "Sun 5 October 2025" in screen_text(app)
        clock.move_to(date(2026, 11, 23))
        answer(pair.ana, DOOR, "I did not have to.")
        await press(pilot, "escape")
        await open_then(pilot, pair)
        assert footer_row(app).startswith("←→ another   o offer")
        assert "Sun 22 November" in screen_text(app)
        assert "Mon 23 November" in screen_text(app)
        await press(pilot, "left", "left")
        assert "Sun 5 October 2025" in screen_text(app)
        assert "Sun 22 November" not in screen_text(app)
        await press(pilot, "right")
        assert "Sun 22 November" in screen_text(app)


async def test_an_answer_that_was_changed_stays_the_earlier_one(
    pair: Pair, clock: Clock
) -> None:
    then = pair.ana.library.own_entries()[-1]
    clock.move_to(date(2026, 11, 24))
    draft = writing.draft_of(pair.ana, then.id)
    writing.save(pair.ana, writing.Draft(id=draft.id, words="Mended.", entry=then.id))
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair)
        (words,) = [row for row in rows(app) if "Mended." in row]
        assert words.strip().startswith("Mended.")


async def test_both_texts_scroll_together(pair: Pair) -> None:
    answer(pair.ana, DOOR, "\n".join(f"Now {line}." for line in range(60)))
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair)
        assert "Now 1." in screen_text(app)
        await press(pilot, "end")
        assert "Now 59." in screen_text(app)
        assert "I said it this time" not in screen_text(app)


# Who may read them.


async def test_they_stay_private_unless_something_else_is_chosen(pair: Pair) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair)
        await press(pilot, "o")
        choices = [
            "keep both private",
            "Ben can read the later one",
            "Ben can read both",
        ]
        assert shown(app) is ChoicePage
        assert [row.strip(" ›") for row in rows(app)[3:6]] == choices  # noqa: RUF001 - the mark
        await press(pilot, "enter")
        assert pair.ana.library.offered_entries() == ()
        await press(pilot, "o", "escape")
        assert pair.ana.library.offered_entries() == ()


async def test_the_later_one_is_offered_then_both_then_taken_back(pair: Pair) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair)
        await press(pilot, "o", "down", "enter")
        assert "Offered. Ben can read it." in flat(app)
        assert "Sun 22 November · offered" in screen_text(app)
        (only,) = pair.ana.library.offered_entries()
        assert only.words == SECOND
        await press(pilot, "o")
        assert "leave them as they are" in screen_text(app)
        await press(pilot, "down", "enter")
        assert "Offered. Ben can read both." in flat(app)
        assert len(pair.ana.library.offered_entries()) == 2
        pair.exchange()
        assert len(reading.us(pair.ben).moments) == 2
        await press(pilot, "o", "down", "enter")
        assert "Taken back. Ben's Lean-to removes its copy" in flat(app)
        assert pair.ana.library.offered_entries() == ()


async def test_trouble_on_the_way_is_said_and_what_was_offered_shows(
    pair: Pair,
) -> None:
    then = pair.ana.library.own_entries()[-1]
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair)
        await press(pilot, "o", "end")
        # It is deleted on another page before the answer is given.
        writing.delete(pair.ana, then.id)
        await press(pilot, "enter")
        assert "Nothing here has that name or id." in screen_text(app)
        assert "I stood by the coats" not in screen_text(app)


async def test_alone_nobody_is_offered_anything(tmp_path: Path) -> None:
    ana = begin(tmp_path / "home", "Ana")
    answer(ana, DOOR, "Then.")
    answer(ana, DOOR, "Now.")
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ThenAndNowPage(ana, DOOR))
        await settled(pilot)
        assert footer_row(app).startswith("esc back")
        await press(pilot, "o")
        assert shown(app) is ThenAndNowPage
    ana.close()


async def test_what_is_heavy_or_for_oneself_is_offered_all_the_same_if_chosen(
    pair: Pair,
) -> None:
    dark = PromptId("roots-dark")
    answer(pair.ana, dark, "Nobody, and then my aunt.")
    answer(pair.ana, dark, "My aunt, with a torch.")
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair, dark)
        await press(pilot, "o", "down", "enter")
        assert len(pair.ana.library.offered_entries()) == 1


async def test_a_question_that_has_gone_is_said_as_it_was_asked(pair: Pair) -> None:
    gone = PromptId("pack-evenings-door")
    for words in ("Then.", "Now."):
        draft = writing.new_draft(
            pair.ana, words=words, prompt=gone, asked="What was at the door?"
        )
        writing.save(pair.ana, draft)
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_then(pilot, pair, gone)
        assert "What was at the door?" in screen_text(app)


# From the page after saving.


async def test_after_answering_again_one_key_leads_to_then_and_now(pair: Pair) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "enter", *"Oh", "ctrl+s")
        assert shown(app) is SavedPage
        assert BEFORE in screen_text(app)
        # What was said about it is kept on the way.
        await press(pilot, "1", "f3")
        assert shown(app) is ThenAndNowPage
        assert "Tue 24 November · private" in screen_text(app)
        await press(pilot, "o", "down", "enter", "escape")
        assert shown(app) is SavedPage
        assert "Saved. Ben can read it." in screen_text(app)
        (only,) = pair.ana.library.offered_entries()
        assert only.role is not None


async def test_a_first_answer_leads_nowhere(pair: Pair) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter", *"Oh", "ctrl+s")
        assert shown(app) is SavedPage
        assert BEFORE not in screen_text(app)
        await press(pilot, "f3")
        assert shown(app) is SavedPage
        await press(pilot, "question_mark")
        assert "F3" not in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_the_words_of_care_are_whole_however_long_the_answer(
    pair: Pair, size: tuple[int, int]
) -> None:
    dark = PromptId("roots-dark")
    answer(pair.ana, dark, "Nobody.")
    entry = answer(pair.ana, dark, "A long night. " * 80)
    prompt = asking.find_prompt(pair.ana, dark)
    app = program(pair.ana, "prompts")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.push_screen(SavedPage(pair.ana, entry, prompt=prompt))
        await settled(pilot)
        for sentence in (*AFTER_CARE, BEFORE, "A long night."):
            assert sentence in flat(app)
