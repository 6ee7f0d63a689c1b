"""Two people with a few moments, made with the real journal, to show on a screen."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from journal.crypto.stretch import Stretch
from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import Entry, EntryId, MomentId
from journal.services import exchanging, meeting, opening, reading, sharing, writing
from journal.services.conditions import Conditions
from journal.services.session import Session
from journal.services.writing import About
from journal.ui.app import JournalApp
from journal.ui.moment import MomentPage
from journal.ui.my_journal import MyJournalPage
from journal.ui.page import Page
from journal.ui.prompts import PromptsPage
from journal.ui.us import UsPage
from tests.ui.conftest import Ending

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PASSPHRASE = "half an orange, quartered"
REACHED, THERE, BOTH = Role.CARE_SEEKER, Role.CAREGIVER, Role.BOTH
HARD, POSSIBLE = SupportFunction.SAFE_HAVEN, SupportFunction.SECURE_BASE

INTERVIEW_BEN = """I'd said I was fine. By four I had ironed the same shirt twice.

I asked if I could try the answers on you, and I was braced for you to start mending \
them. You sat down on the stairs and asked me the next question as if you wanted to \
know."""
INTERVIEW_ANA = """You practised on me twice, and the second time you looked up.

I wanted to rewrite your third answer. I held on to the banister and asked you the \
next one instead. You were good. I told you which bit I believed."""


def conditions(clock: Callable[[], datetime] = lambda: NOW) -> Conditions:
    """A world that stands still and in which a guess costs nothing."""
    stretch = Stretch(m_kib=64, t=1, p=1, floor_kib=8)
    return Conditions(clock=clock, stretch=stretch)


@dataclass
class Pair:
    """Ana and Ben, both open, both having collected what the other offered."""

    ana: Session
    ben: Session

    def exchange(self) -> None:
        """Let each collect what the other has offered."""
        for session in (self.ana, self.ben, self.ana):
            exchanging.exchange(session)


def write(
    session: Session,
    words: str,
    *,
    title: str | None = None,
    day: date | None = None,
    role: Role | None = None,
    function: SupportFunction | None = None,
    moment: MomentId | None = None,
    returned_to: str | None = None,
) -> Entry:
    """Save a page, private."""
    draft = writing.new_draft(session, words=words, moment=moment)
    about = About(
        role=role,
        function=function,
        title=title,
        happened_on=day,
        returned_to=returned_to,
    )
    return writing.save(session, draft, about)


def offered(session: Session, words: str, **said: Any) -> Entry:
    """Save a page and offer it."""
    entry = write(session, words, **said)
    sharing.offer(session, entry.id)
    return entry


def begin(home: Path, name: str) -> Session:
    """Begin a journal."""
    return opening.begin(home, name, PASSPHRASE, conditions=conditions())


@contextmanager
def strangers(home: Path) -> Iterator[Pair]:
    """Two people who have met and written nothing."""
    pair = Pair(begin(home, "Ana"), begin(home, "Ben"))
    try:
        meeting.meet(pair.ana, pair.ben)
        pair.exchange()
        yield pair
    finally:
        pair.ana.close()
        pair.ben.close()


def live(pair: Pair) -> None:
    """Let them have an autumn: four moments and a few pages for oneself."""
    ana, ben = pair.ana, pair.ben
    boiler = offered(
        ben,
        "I sat on the cellar step and said it out loud: I cannot do one more thing.",
        title="The night the boiler went",
        day=date(2026, 11, 14),
        role=REACHED,
        function=HARD,
    )
    pair.exchange()
    offered(
        ana,
        "I was on the same step, I think. I wanted you to say it would be all right.",
        day=date(2026, 11, 14),
        role=REACHED,
        moment=boiler.moment,
    )
    offered(
        ana,
        "I wanted you to be proud.",
        title="First day back",
        day=date(2026, 11, 18),
        role=REACHED,
        function=POSSIBLE,
    )
    call = offered(
        ana,
        "I stood in the kitchen and hoped you would ask. You did not need to say "
        "anything clever.",
        title="The call about Dad",
        day=date(2026, 11, 20),
        role=REACHED,
        function=HARD,
    )
    pair.exchange()
    offered(
        ben,
        "You went quiet by the sink, so I put the kettle on.",
        day=date(2026, 11, 20),
        role=THERE,
        function=HARD,
        moment=call.moment,
    )
    interview = offered(
        ben,
        INTERVIEW_BEN,
        title="Before the interview",
        day=date(2026, 11, 22),
        role=REACHED,
        function=POSSIBLE,
        returned_to="rang my sister and told her too",
    )
    pair.exchange()
    offered(
        ana,
        INTERVIEW_ANA,
        title="Before the interview",
        day=date(2026, 11, 22),
        role=THERE,
        function=POSSIBLE,
        moment=interview.moment,
    )
    offered(
        ben,
        "The late train, and you at the barrier with my other coat.",
        title="The late train",
        day=date(2026, 10, 11),
        role=REACHED,
    )
    write(ana, "Nothing much. We ate on the floor.", day=date(2026, 11, 19))
    write(
        ana,
        "I have told the kettle. The kettle has been kind about it.",
        title="What I did not say to Ben",
        day=date(2026, 10, 16),
    )
    draft = writing.new_draft(ana, words="I keep thinking about the way you asked")
    writing.keep_draft(ana, draft)
    pair.exchange()


@contextmanager
def lived(home: Path) -> Iterator[Pair]:
    """The two with their autumn behind them."""
    with strangers(home) as pair:
        live(pair)
        yield pair


def program(session: Session, start: str = "us", **options: Any) -> JournalApp:
    """A program over an open journal, at one of its places."""
    pages: dict[str, Callable[[], Page]] = {
        "us": lambda: UsPage(session),
        "mine": lambda: MyJournalPage(session),
        "prompts": lambda: PromptsPage(session),
    }
    options.setdefault("end", Ending())
    app = JournalApp(pages, start=start, home="us", **options)
    app.session = session
    app.aside = f"{session.me.name} · Tue 24 November"
    return app


def page_of(app: App[Any]) -> Page:
    """The page that is shown."""
    page = app.screen
    assert isinstance(page, Page)
    return page


def moment_titled(session: Session, title: str) -> MomentId:
    """The id of the moment of that title in Us."""
    return next(m.id for m in reading.us(session).moments if m.title == title)


def entry_titled(session: Session, title: str) -> EntryId:
    """The id of an entry of one's own by its title."""
    return next(e.id for e in session.library.own_entries() if e.title == title)


def open_moment(session: Session, title: str) -> MomentPage:
    """The page of a moment of Us."""
    return MomentPage(session, moment_titled(session, title))


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what was asked for in threads has come and is shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until something holds that a timer brings about."""
    async with asyncio.timeout(10):
        while not holds():
            await pilot.pause(0.01)
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each once what the one before it asked for has come."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
