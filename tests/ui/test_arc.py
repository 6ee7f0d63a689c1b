"""A little more after writing: everything can be said, unsaid, skipped and left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.domain.attachment import Context, Landing, Response, Role, Signal
from journal.domain.entries import Entry, Okay
from journal.domain.marks import GLYPHS
from journal.domain.prompts import Care
from journal.services import asking, sharing, shipped, writing
from journal.services.about import About, about
from journal.services.session import Session
from journal.ui.app import JournalApp
from journal.ui.arc import HOW, Arc
from journal.ui.arc_choices import ENOUGH, UNSAID
from journal.ui.arc_pages import CHOSEN, SAID, OneLinePage, OneOfPage, SeveralPage
from journal.ui.asides import IN_PERSON
from journal.ui.choice import ChoicePage
from journal.ui.entry_page import THAT_DAY_HAS_BEEN, EntryPage
from journal.ui.fields import LineField
from journal.ui.lines import Lines
from journal.ui.my_journal import MyJournalPage
from journal.ui.page import Words
from journal.ui.saved import SavedPage
from journal.ui.us import UsPage
from journal.ui.write import SETTING_OUT, WritePage
from tests.ui.conftest import footer_row, plain, screen_text
from tests.ui.couple import (
    NOW,
    Pair,
    begin,
    offered,
    page_of,
    press,
    program,
    settled,
    strangers,
    write,
)

ASKING = (OneLinePage, OneOfPage, SeveralPage)
TITLE = "What could it be called?"
AHEAD_CHOSEN = f"8 {GLYPHS.here} it lies ahead"
NOTHING = About()
Answer = str | list[str]
SEEKER: Mapping[str, Answer] = {
    "What could it be called?": "The radio",
    "Which day was it?": "around sunday",
    "What kind of time was it?": "a worry",
    "How did it show, what you needed?": "came out sideways",
    "Did it keep showing, until it was met?": "it kept showing",
    "What was underneath?": "I was afraid you would say no",
    "What did you hope for?": ["asking", "staying near"],
    "What came?": ["listened", "said not now, and came back"],
    "How did it land?": "landed in part",
    "And how were you, after?": "shaky",
    "And the two of you?": "mostly okay",
    "What did you go on to?": "slept, for once",
    "Is there one line worth keeping?": "You put the radio on low.",
}
SAID_BY_SEEKER = About(
    role=Role.CARE_SEEKER,
    title="The radio",
    happened_on=date(2026, 11, 22),
    about_when=True,
    context=Context.WORRY,
    signal=Signal.SIDEWAYS,
    signal_held=True,
    underneath="I was afraid you would say no",
    hoped=frozenset({Response.ASKED_ABOUT, Response.STAYED_NEAR}),
    response=frozenset({Response.LISTENED, Response.CAME_BACK}),
    landing=Landing.PARTLY,
    after=Okay(2, 4),
    returned_to="slept, for once",
    keep="You put the radio on low.",
)


@dataclass
class Saved:
    """Someone's page after saving, on the screen."""

    app: JournalApp
    pilot: Pilot[Any]
    session: Session
    entry: Entry

    @property
    def kept(self) -> About:
        """What is said about it on the disk."""
        return about(self.session.library.own(self.entry.id))

    @property
    def question(self) -> str:
        """What is asked now; nothing where it is the page itself."""
        page = self.app.screen
        if isinstance(page, SavedPage):
            return ""
        return " ".join(plain(page.query(Words).first()).split("\n\n")[0].split())

    @property
    def words(self) -> list[str]:
        """The words one could choose from."""
        page = self.app.screen
        assert isinstance(page, ChoicePage)
        return list(page.choices)

    @property
    def text(self) -> str:
        return " ".join(screen_text(self.app).split())

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def leave(self) -> None:
        """Leave the page as it is, and wait until it is kept."""
        await press(self.pilot, "escape")

    async def move_to(self, word: str) -> None:
        self.app.screen.query_one(Lines).selected = self.words.index(word)

    async def answer(self, answer: Answer) -> None:
        """Answer what is asked."""
        page = self.app.screen
        if isinstance(page, OneLinePage):
            page.query_one(LineField).value = str(answer)
        elif isinstance(answer, str):
            await self.move_to(answer)
        else:
            for word in answer:
                await self.move_to(word)
                await self.press("space")
        await self.press("enter")

    async def go_through(self, answers: Mapping[str, Answer]) -> list[str]:
        """Answer these, skip the others; return all that was asked."""
        asked = []
        await self.press("enter")
        while isinstance(self.app.screen, ASKING):
            question = self.question
            asked.append(question)
            if question in answers:
                await self.answer(answers[question])
            else:
                await self.press("escape")
        return asked


@pytest.fixture(autouse=True)
def every_skip_is_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Arc, "PAUSE", 0.001)


@pytest.fixture
def ana(tmp_path: Path) -> Any:
    session = begin(tmp_path, "Ana")
    yield session
    session.close()


def saved(session: Session, said: About = NOTHING) -> tuple[JournalApp, Entry]:
    draft = writing.new_draft(session, words="I said I was tired.")
    entry = writing.save(session, draft, said)
    app = program(session)
    return app, entry


async def shown(
    pilot: Pilot[Any], app: JournalApp, session: Session, entry: Entry, **options: Any
) -> Saved:
    app.push_screen(SavedPage(session, entry, **options))
    await settled(pilot)
    return Saved(app, pilot, session, entry)


async def test_the_whole_arc_of_one_who_reached_is_asked_in_order_and_kept(
    ana: Session,
) -> None:
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("1")
        assert await page.go_through(SEEKER) == list(SEEKER)
        assert page.kept == NOTHING
        await page.leave()
        assert page.kept == SAID_BY_SEEKER
        assert len(ana.library.versions(entry.id)) == 2


async def test_all_that_was_said_is_shown_again_and_can_be_unsaid(ana: Session) -> None:
    app, entry = saved(ana, SAID_BY_SEEKER)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter")
        seen = []
        for question, answer in SEEKER.items():
            assert page.question == question
            shown_now = app.screen
            if isinstance(shown_now, OneLinePage):
                seen.append(shown_now.query_one(LineField).value)
                await page.answer("")
            elif isinstance(shown_now, OneOfPage):
                assert f"{answer} {SAID}" in page.text
                await page.answer(UNSAID)
            else:
                for word in answer:
                    assert f"{word} {CHOSEN}" in page.text
                await page.move_to(UNSAID)
                await page.press("enter")
        await page.leave()
        assert seen[1] == "around 2026-11-22"
        # A day that was known stays.
        role, day = Role.CARE_SEEKER, date(2026, 11, 22)
        assert page.kept == About(role=role, happened_on=day, about_when=True)


@pytest.mark.parametrize("way", ["escape", "enter"])
async def test_going_through_what_was_said_again_changes_nothing(
    ana: Session, way: str
) -> None:
    app, entry = saved(ana, SAID_BY_SEEKER)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter", *[way] * len(SEEKER))
        assert not page.question
        await page.leave()
        assert page.kept == SAID_BY_SEEKER
        assert len(ana.library.versions(entry.id)) == 1


# Skipping, ending and leaving.


async def test_esc_skips_one_and_twice_at_once_ends_with_what_was_said(
    ana: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Arc, "PAUSE", 60)
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter")
        assert HOW in page.text
        await page.answer("The radio")
        assert HOW not in page.text
        await page.press("escape")
        assert page.question == "What kind of time was it?"
        await page.press("escape")
        assert not page.question
        await page.leave()
        assert page.kept == About(title="The radio")


@pytest.mark.parametrize("steps", [2, 5])
async def test_it_is_enough_wherever_one_says_so(ana: Session, steps: int) -> None:
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter", *["escape"] * steps)
        if isinstance(app.screen, SeveralPage):
            await page.move_to("touch")
            await page.press("space")
        await page.answer(ENOUGH)
        assert not page.question
        await page.leave()
        hoped = {Response.TOUCH} if steps == 5 else set()
        assert page.kept.hoped == hoped


async def test_enter_takes_the_one_the_mark_is_at_while_none_is_chosen(
    ana: Session,
) -> None:
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter", *["escape"] * 5)
        await page.move_to("touch")
        await page.press("enter")
        # Once one is chosen, Enter goes on with what is chosen.
        await page.move_to("listened")
        await page.press("space", "down", "enter")
        await page.press("escape", "escape", "escape", "escape", "escape", "escape")
        assert page.kept.hoped == {Response.TOUCH}
        assert page.kept.response == {Response.LISTENED}


async def test_the_first_line_lets_all_go_that_were_chosen(ana: Session) -> None:
    said = About(hoped=frozenset({Response.TOUCH, Response.IDEAS}))
    app, entry = saved(ana, said)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter", *["escape"] * 5)
        assert page.text.count(CHOSEN) == 2
        await page.press("space")
        assert page.text.count(CHOSEN) == 1
        await page.move_to(UNSAID)
        await page.press("space")
        assert CHOSEN not in page.text
        await page.move_to(ENOUGH)
        await page.press("space")
        assert CHOSEN not in page.text
        await page.press("enter")
        await page.leave()
        assert page.kept == NOTHING


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+q"])
async def test_what_was_said_is_kept_however_one_leaves_even_half_a_line(
    ana: Session, key: str
) -> None:
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("2", "enter")
        await page.answer("The radio")
        await page.press(*"not a day", key)
        assert page.kept == About(role=Role.CAREGIVER, title="The radio")


async def test_half_a_line_is_kept_with_the_page(ana: Session) -> None:
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter", *"The r", "ctrl+l")
        assert page.kept == About(title="The r")


async def test_another_key_for_a_place_leaves_with_what_was_said(ana: Session) -> None:
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter", "escape", "escape", "down", "down", "enter", "u")
        assert isinstance(app.screen, UsPage)
        assert page.kept == About(context=Context.HARD_DAY)


async def test_a_day_that_will_not_do_is_said_and_asked_again(ana: Session) -> None:
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter", "escape")
        await page.answer("some day")
        assert "That is no day I know." in page.text
        await page.answer("tomorrow")
        assert "That day has not come yet." in page.text
        await page.answer("yesterday")
        assert page.question == "What kind of time was it?"


async def test_every_question_can_be_read_and_answered_where_it_is_narrow(
    ana: Session,
) -> None:
    app, entry = saved(ana, About(role=Role.CAREGIVER, signal=Signal.ASKED))
    async with app.run_test(size=(44, 24)) as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("enter")
        while question := page.question:
            assert question in page.text
            first = footer_row(app)
            assert first.startswith(("enter", "space"))
            if isinstance(app.screen, SeveralPage):
                await page.press("end")
                assert ENOUGH in page.text
            await page.press("escape")


# Between two.


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with strangers(tmp_path) as both:
        yield both


async def test_after_the_last_it_is_asked_who_may_read_it_and_not_all_is_shown(
    pair: Pair,
) -> None:
    app, entry = saved(pair.ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, pair.ana, entry)
        await page.press("1")
        assert await page.go_through(SEEKER) == list(SEEKER)
        await press(pilot, "down", "enter")
        assert "Saved. Ben can read it." in page.text
        (mine,) = pair.ana.library.own_entries()
        assert about(mine) == SAID_BY_SEEKER
        assert asking.table(pair.ana).is_gentle
    pair.exchange()
    (theirs,) = pair.ben.library.offered_entries()
    unshown = replace(SAID_BY_SEEKER, underneath=None, after=None, happened_on=None)
    assert about(theirs) == unshown


async def test_a_side_has_the_arc_too_but_for_the_title_and_the_day(pair: Pair) -> None:
    told = offered(pair.ben, "I stood there.", title="The doorway")
    pair.exchange()
    entry = write(pair.ana, "So did I.", moment=told.moment)
    app = program(pair.ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, pair.ana, entry)
        assert "it lies ahead" not in page.text
        await page.press("8")
        assert not page.question
        asked = await page.go_through({"What came?": ["listened"]})
        assert asked[0] == "What kind of time was it?"
        assert "What was underneath?" in asked
        assert page.text.startswith("Ana")
        await press(pilot, "down", "enter")
    assert page.kept.response == {Response.LISTENED}
    assert len(sharing.moment_in_us(pair.ana, entry.moment).sides) == 2


async def test_what_passed_by_is_rather_said_in_person(pair: Pair) -> None:
    app, entry = saved(pair.ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, pair.ana, entry)
        await page.press("o")
        assert IN_PERSON not in page.text
        await page.press("escape")
        await page.go_through({"How did it land?": "passed by"})
        assert IN_PERSON in page.text
        await page.press("enter")
        await page.leave()
        app.push_screen(EntryPage(pair.ana, entry.id))
        await settled(pilot)
        await press(pilot, "o")
        assert IN_PERSON in page.text
        await page.press("enter")
        assert pair.ana.my_offer(entry.id) is None


# Of any page, later.


async def test_a_little_more_is_said_of_a_page_without_writing_it_anew(
    pair: Pair,
) -> None:
    entry = write(pair.ana, "I said I was tired.")
    app = program(pair.ana, "mine")
    async with app.run_test() as pilot:
        page = Saved(app, pilot, pair.ana, entry)
        await settled(pilot)
        assert "mine.more" in page_of(app).keys_shown()
        await press(pilot, "enter")
        assert "F3 a little more" in footer_row(app)
        await press(pilot, "f3")
        assert "Only you can read it." in page.text
        assert "Saved." not in page.text
        neutral: Mapping[str, Answer] = {
            "How did it show, what was needed?": "asked, in words",
            "What was hoped for?": ["asking", "staying near"],
        }
        await page.go_through({**SEEKER, **neutral})
        await page.press("escape")
        await page.leave()
        assert isinstance(app.screen, EntryPage)
        for line in (
            "The radio",
            "around Sun 22 November · a worry · private",
            "asked, in words; it kept showing",
            "underneath I was afraid you would say no",
            "hoped for asking, staying near",
            "what came listened; said not now, and came back",
            "it landed in part",
            "I felt shaky, we felt mostly okay",
            "worth keeping You put the radio on low.",
            "afterwards slept, for once",
        ):
            assert line in page.text
        assert page.kept.title == "The radio"


async def test_where_no_page_is_there_is_nothing_more_to_say(pair: Pair) -> None:
    app = program(pair.ana, "mine")
    async with app.run_test() as pilot:
        await press(pilot, "f3")
        assert "mine.more" not in page_of(app).keys_shown()
        assert isinstance(app.screen, MyJournalPage)


# Setting out.


async def test_what_lies_ahead_takes_its_day_and_can_be_offered(pair: Pair) -> None:
    app, entry = saved(pair.ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, pair.ana, entry)
        await page.press("8")
        assert page.question == "Which day will it be?"
        await page.answer("thursday")
        assert AHEAD_CHOSEN in page.text
        would_help: Mapping[str, Answer] = {
            "What would help?": ["making room"],
            TITLE: "The scan",
        }
        assert await page.go_through(would_help) == [
            TITLE,
            "Which day will it be?",
            "What kind of time is it?",
            "What would help?",
        ]
        await press(pilot, "down", "enter")
    assert page.kept == About(
        title="The scan",
        ahead=True,
        happened_on=date(2026, 11, 26),
        hoped=frozenset({Response.MADE_ROOM}),
    )
    pair.exchange()
    app = program(pair.ben, "us")
    async with app.run_test() as pilot:
        await settled(pilot)
        page = Saved(app, pilot, pair.ben, entry)
        assert "The scan ahead · Thu 26" in page.text
        await press(pilot, "enter")
        assert "It lies ahead." in page.text
        assert "what would help making room" in page.text


async def test_what_does_not_lie_ahead_after_all_is_about_the_day_of_writing(
    ana: Session,
) -> None:
    app, entry = saved(ana)
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        await page.press("8")
        await page.answer("tomorrow")
        await page.leave()
        assert page.kept == About(ahead=True, happened_on=date(2026, 11, 25))
        page = await shown(pilot, app, ana, ana.library.own(entry.id))
        await page.press("8")
        assert not page.question
        await page.leave()
        assert page.kept == NOTHING


async def test_what_came_already_cannot_be_made_to_lie_ahead(ana: Session) -> None:
    app, entry = saved(ana, About(landing=Landing.LANDED))
    async with app.run_test() as pilot:
        page = await shown(pilot, app, ana, entry)
        assert "it lies ahead" not in page.text
        await page.press("8")
        await page.leave()
        assert page.kept == About(landing=Landing.LANDED)


async def test_once_the_day_has_been_its_author_alone_meets_a_quiet_line(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path) as pair:
        said = About(title="The scan", ahead=True, happened_on=date(2026, 11, 25))
        draft = writing.new_draft(pair.ana, words="I am going in.")
        entry = writing.save(pair.ana, draft, said)
        sharing.offer(pair.ana, entry.id)
        pair.exchange()
        for session in (pair.ana, pair.ben):
            later = replace(session.conditions, clock=lambda: NOW + timedelta(days=2))
            session.conditions = later
        for session in (pair.ben, pair.ana):
            app = program(session, "us")
            async with app.run_test() as pilot:
                await settled(pilot)
                us = Saved(app, pilot, session, entry).text
                assert "The scan Wed 25" in us
                assert "ahead" not in us
                await press(pilot, "enter")
                whole = Saved(app, pilot, session, entry).text
                assert "ahead" not in whole
                assert "went on" not in whole
        app = program(pair.ana, "mine")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            page = Saved(app, pilot, pair.ana, entry)
            assert THAT_DAY_HAS_BEEN in page.text
            await press(pilot, "f3", "enter")
            assert page.question == "What did you go on to?"
            await page.answer("the job")
            await page.answer(ENOUGH)
            await page.leave()
            assert page.kept == replace(said, returned_to="the job")
            assert THAT_DAY_HAS_BEEN not in page.text


async def test_a_page_is_set_out_on_before_a_word_is_written(ana: Session) -> None:
    app = program(ana)
    async with app.run_test() as pilot:
        page = WritePage(ana, writing.new_draft(ana))
        app.push_screen(page)
        await settled(pilot)
        assert "write.ahead" in page.keys_shown()
        await press(pilot, "f4")
        assert SETTING_OUT in screen_text(app)
        await press(pilot, *"going", "escape")
        (draft,) = writing.drafts(ana)
        assert draft.is_ahead
        app.push_screen(WritePage(ana, draft))
        await press(pilot, "f4")
        assert SETTING_OUT not in screen_text(app)
        await press(pilot, "f4", "ctrl+s")
        assert AHEAD_CHOSEN in screen_text(app)
        (entry,) = ana.library.own_entries()
        assert entry.ahead


async def test_what_is_turned_to_lie_ahead_is_kept_though_no_word_changed(
    ana: Session,
) -> None:
    draft = writing.new_draft(ana, words="going")
    writing.keep_draft(ana, draft)
    app = program(ana)
    async with app.run_test() as pilot:
        app.push_screen(WritePage(ana, writing.drafts(ana)[0]))
        await press(pilot, "f4")
        assert writing.drafts(ana)[0].is_ahead
        await press(pilot, "f4", "escape")
        assert not writing.drafts(ana)[0].is_ahead


async def test_only_a_new_page_of_ones_own_can_be_set_out_on(pair: Pair) -> None:
    told = offered(pair.ben, "I stood there.")
    pair.exchange()
    mine = write(pair.ana, "Tea.")
    every = shipped.library().prompts()
    heavy = next(one for one in every if one.care is Care.HEAVY)
    drafts = (
        writing.draft_of(pair.ana, mine.id),
        sharing.tell_my_side(pair.ana, told.moment),
        writing.new_draft(pair.ana, prompt=heavy.id, asked=heavy.text),
    )
    app = program(pair.ana)
    async with app.run_test() as pilot:
        for draft in drafts:
            page = WritePage(pair.ana, draft)
            app.push_screen(page)
            await press(pilot, "f4")
            assert "write.ahead" not in page.keys_shown()
            assert SETTING_OUT not in screen_text(app)
