"""A little more after writing: everything can be said, unsaid, skipped and left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.domain.attachment import Context, Landing, Response, Role, Signal
from journal.domain.entries import Entry, Okay
from journal.services import writing
from journal.services.about import About, about
from journal.services.session import Session
from journal.ui.app import JournalApp
from journal.ui.arc import Arc
from journal.ui.arc_choices import UNSAID
from journal.ui.arc_pages import CHOSEN, SAID, OneLinePage, OneOfPage
from journal.ui.choice import ChoicePage
from journal.ui.fields import LineField
from journal.ui.lines import Lines
from journal.ui.page import Words
from journal.ui.saved import SavedPage
from tests.ui.conftest import plain, screen_text
from tests.ui.couple import begin, press, program

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
        elif isinstance(page, OneOfPage):
            await self.move_to(str(answer))
        else:
            for word in answer:
                await self.move_to(word)
                await self.press("space")
        await self.press("enter")

    async def go_through(self, answers: Mapping[str, Answer]) -> list[str]:
        """Answer these, skip the others; return all that was asked."""
        asked = []
        await self.press("enter")
        while (question := self.question) and question != "keep it private":
            asked.append(question)
            if question in answers:
                await self.answer(answers[question])
            else:
                await self.press("escape")
        return asked


Told = Callable[..., Any]


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
    await press(pilot)
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
