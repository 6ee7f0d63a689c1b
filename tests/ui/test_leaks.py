"""Every page there is: once the journal is locked, no word and no key of it is left."""

import gc
import importlib
import pkgutil
import shutil
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

import journal.ui
from journal.domain.attachment import Role
from journal.domain.entries import Entry
from journal.domain.shared_view import EVERYTHING
from journal.services import (
    bonds,
    evenings,
    exchanging,
    importing,
    keepsakes,
    leaving,
    loading,
    meeting,
    naming,
    opening,
    our_prompts,
    packing,
    packs,
    reading,
    sharing,
    shipped,
    together,
    writing,
)
from journal.services.about import About
from journal.services.packing import Whose
from journal.services.session import Session
from journal.ui.arc_choices import OneLine, OneOf, Several, Told, steps_of
from journal.ui.arc_pages import OneLinePage, OneOfPage, SeveralPage
from journal.ui.choice import ChoicePage, LinePage
from journal.ui.code_page import CodePage
from journal.ui.disk_page import DiskPage
from journal.ui.entry_page import EntryPage
from journal.ui.export import ExportPage
from journal.ui.fields import PageField
from journal.ui.first_run import FirstRunPage, PlainWordsPage
from journal.ui.giving_out import GivePage
from journal.ui.hidden_lines import HiddenLinesPage, TellPage
from journal.ui.house import House
from journal.ui.ideas_page import IdeasPage
from journal.ui.import_page import ImportPage, ImportWherePage
from journal.ui.kept_page import KeptMomentPage, KeptPage
from journal.ui.keys_page import KeysPage
from journal.ui.letter_page import LetterCodePage
from journal.ui.meet import (
    EndPage,
    HandOverPage,
    MeetPage,
    OtherOpensPage,
    OtherReadsPage,
    Sitting,
)
from journal.ui.moment import MomentPage
from journal.ui.my_journal import MyJournalPage
from journal.ui.other_side import SamePage
from journal.ui.pack_page import PackFilePage, PackPage
from journal.ui.packing_desk import DeskPage
from journal.ui.packing_front import FrontPage, SayPage
from journal.ui.packing_leave import BeforePage
from journal.ui.packing_moments import PickPage
from journal.ui.packing_names import NamesPage
from journal.ui.packing_room import RoomPage
from journal.ui.packing_sheet import SheetPage
from journal.ui.packing_strike import StrikePage, StrikesPage
from journal.ui.page import Page
from journal.ui.patience import Patience
from journal.ui.prompt_which import EVERY, PromptWhichPage
from journal.ui.prompts import PromptsPage
from journal.ui.saved import SavedPage
from journal.ui.saved_evening import SavedEveningPage
from journal.ui.seasons import SeasonsPage
from journal.ui.settings import SettingsPage
from journal.ui.support import SupportPage
from journal.ui.then_and_now import ThenAndNowPage
from journal.ui.today import TodayPage
from journal.ui.together import TogetherPage
from journal.ui.together_door import TogetherDoorPage
from journal.ui.together_line import EndOfSittingPage, KeepPage, SharedLinePage
from journal.ui.together_page import Table
from journal.ui.together_question import QuestionPage
from journal.ui.together_reading import MomentsPage, OpeningPage, ReadAloudPage
from journal.ui.unlock import UnlockPage
from journal.ui.us import UsPage
from journal.ui.us_moments import TheseMomentsPage
from journal.ui.us_night import NightPage
from journal.ui.which import WhichPage
from journal.ui.write import WritePage
from tests.ui.conftest import screen_text
from tests.ui.houses import (
    WORDS,
    conditions,
    fill,
    house,
    press,
    settle,
    shown,
    two_who_met,
    unlocked,
)
from tests.ui.shelf import PACK
from tests.ui.test_locks import held_by, holders

# Put together while it runs: what this file itself names is in memory for ever.
MARKER = "eportoileh"[::-1]
PROMPT = shipped.library().prompts()[0]


@dataclass
class Here:
    """Someone's open journal, and the program it is seen through."""

    place: House
    session: Session

    @property
    def mine(self) -> Entry:
        return next(iter(self.session.library.own_entries()))

    @property
    def told(self) -> Told:
        said = About(role=Role.CARE_SEEKER, title=f"A {MARKER}", underneath=MARKER)
        today = self.session.today()
        return Told(about=said, written_on=today, today=today)

    def ask(self, kind: type[Any]) -> Any:
        """The first thing of a kind that is asked after writing."""
        asked = (step(self.told) for step in steps_of(self.told))
        return next(one for one in asked if isinstance(one, kind))


Make = Callable[[Here], Page]


def _nothing(*_: object) -> Any:
    return None


def _kept(here: Here) -> KeptMomentPage:
    (person,) = keepsakes.kept_with(here.session)
    told = keepsakes.kept_view(here.session, person.id).moments[0]
    return KeptMomentPage(here.session, person, told.id)


def _same(here: Here) -> SamePage:
    first, second = reading.us(here.session).moments[:2]
    below = here.place.app.screen_stack[1]
    assert isinstance(below, UsPage)
    return SamePage(below, first, second, [(f"as {MARKER}", _nothing)])


def _pack(here: Here) -> PackPage:
    path = here.place.home / "pack.toml"
    path.write_text(PACK.format(id="evenings", title=f"Evenings {MARKER}"))
    return PackPage(here.session, packs.read_pack(path)[0])


def _elsewhere(here: Here) -> ImportPage:
    path = here.place.home / "elsewhere"
    path.mkdir(exist_ok=True)
    (path / f"{MARKER}.doentry").write_text("?")
    (path / "2024-01-01.md").write_text(f"A {MARKER}.")
    found = importing.read(path, today=here.session.today())
    return ImportPage(here.session, importing.plan(here.session, found))


def _hidden(here: Here) -> HiddenLinesPage[object]:
    labels = ("now", "new")
    return HiddenLinesPage(
        here.session, "Passphrase", labels, _nothing, _nothing, patience=Patience(0)
    )


def _sheet(here: Here) -> SheetPage:
    page = SheetPage(here.session, Whose.OURS)
    # The first page tells of the pack, the second begins with what was told.
    page._at = 1
    return page


def _offered(here: Here) -> Entry:
    held = packing.bench(here.session, Whose.OURS).mine
    return next(one for one in held if MARKER in (one.title or ""))


def _room(here: Here) -> RoomPage:
    packing.bring(here.session, Whose.MINE, [_offered(here).id])
    return RoomPage(here.session, Whose.MINE)


def _door(here: Here) -> Any:
    return opening.find_door(here.place.home, "Ben")


def _sitting(here: Here) -> Sitting:
    return Sitting(here.session, here.place.app.screen_stack[1])  # type: ignore[arg-type]


READING: Mapping[type[Page], Make] = {
    UsPage: lambda h: UsPage(h.session),
    TodayPage: lambda h: TodayPage(h.session),
    MyJournalPage: lambda h: MyJournalPage(h.session),
    PromptsPage: lambda h: PromptsPage(h.session),
    SettingsPage: lambda h: SettingsPage(h.session, Patience(0)),
    EntryPage: lambda h: EntryPage(h.session, h.mine.id),
    MomentPage: lambda h: MomentPage(h.session, reading.us(h.session).moments[0].id),
}
RETURNING: Mapping[type[Page], Make] = {
    KeptPage: lambda h: KeptPage(h.session, keepsakes.kept_with(h.session)[0]),
    KeptMomentPage: _kept,
    TheseMomentsPage: lambda h: TheseMomentsPage(
        h.session, lambda view: view.moments, place="These"
    ),
    NightPage: lambda h: NightPage(h.session),
    SeasonsPage: lambda h: SeasonsPage(h.session),
    ThenAndNowPage: lambda h: ThenAndNowPage(h.session, PROMPT.id),
    IdeasPage: lambda h: IdeasPage(h.session),
    DiskPage: lambda h: DiskPage(h.session),
}
ASKING: Mapping[type[Page], Make] = {
    WritePage: lambda h: WritePage(h.session, evenings.page(h.session)),
    SavedPage: lambda h: SavedPage(h.session, h.mine),
    SavedEveningPage: lambda h: SavedEveningPage(h.session, h.mine),
    OneOfPage: lambda h: OneOfPage(
        h.ask(OneOf), _nothing, skipped=_nothing, enough=_nothing
    ),
    SeveralPage: lambda h: SeveralPage(
        h.ask(Several), _nothing, gone_on=_nothing, skipped=_nothing, enough=_nothing
    ),
    OneLinePage: lambda h: OneLinePage(
        h.ask(OneLine), _nothing, skipped=_nothing, kept=_nothing
    ),
    ChoicePage: lambda _: ChoicePage(f"A {MARKER}?", ("yes", "no"), _nothing),
    LinePage: lambda _: LinePage(f"A {MARKER}?", _nothing, value=MARKER),
}
CHOOSING: Mapping[type[Page], Make] = {
    SamePage: _same,
    WhichPage: lambda h: WhichPage(h.session, EVERYTHING, _nothing),
    PromptWhichPage: lambda h: PromptWhichPage(h.session, EVERY, _nothing),
    PackFilePage: lambda h: PackFilePage(h.session, _nothing),
    PackPage: _pack,
    HiddenLinesPage: _hidden,
    TellPage: lambda _: TellPage((f"Of a {MARKER}.",)),
    CodePage: lambda h: CodePage(None, h.session, code=MARKER, done=_nothing),
    LetterCodePage: lambda _: LetterCodePage(MARKER),
}
MEETING: Mapping[type[Page], Make] = {
    MeetPage: lambda h: MeetPage(h.session),
    HandOverPage: lambda h: HandOverPage(_sitting(h)),
    OtherReadsPage: lambda h: OtherReadsPage(_sitting(h), _door(h)),
    OtherOpensPage: lambda h: OtherOpensPage(_sitting(h), _door(h)),
    EndPage: lambda _: EndPage(f"Of a {MARKER}."),
    TogetherDoorPage: lambda h: TogetherDoorPage(h.place, h.session),
    KeysPage: lambda _: KeysPage(("page.back",)),
    SupportPage: lambda _: SupportPage(),
}
TOGETHER: Mapping[type[Page], Callable[[Table, together.Sitting], Page]] = {
    TogetherPage: lambda table, _: TogetherPage(table),
    MomentsPage: MomentsPage,
    ReadAloudPage: lambda table, two: ReadAloudPage(table, two, two.view.moments),
    OpeningPage: OpeningPage,
    QuestionPage: QuestionPage,
    SharedLinePage: SharedLinePage,
    KeepPage: lambda table, two: KeepPage(table, two, f"One line of {MARKER}"),
    EndOfSittingPage: EndOfSittingPage,
}
TAKING_OUT: Mapping[type[Page], Make] = {
    ExportPage: lambda h: ExportPage(h.session),
    ImportWherePage: lambda h: ImportWherePage(h.session),
    ImportPage: _elsewhere,
    DeskPage: lambda h: DeskPage(h.session, Whose.OURS),
    PickPage: lambda h: PickPage(h.session, Whose.OURS),
    SheetPage: _sheet,
    FrontPage: lambda h: FrontPage(h.session, Whose.OURS),
    SayPage: lambda h: SayPage(h.session, Whose.OURS, "help", f"Of a {MARKER}."),
    StrikesPage: lambda h: StrikesPage(h.session, Whose.OURS),
    StrikePage: lambda h: StrikePage(h.session, Whose.OURS, _offered(h).id),
    NamesPage: lambda h: NamesPage(h.session, Whose.OURS),
    BeforePage: lambda h: BeforePage(h.session, Whose.OURS),
    RoomPage: _room,
    GivePage: lambda h: GivePage(h.session),
}
GROUPS = (READING, RETURNING, ASKING, CHOOSING, MEETING, TAKING_OUT)
# Shown while nothing is open.
BEFORE: frozenset[type[Page]] = frozenset({UnlockPage, FirstRunPage, PlainWordsPage})
# What is theirs is only this program's own.
OF_NOBODY: frozenset[type[Page]] = frozenset(
    (
        SettingsPage,
        DiskPage,
        NightPage,
        SavedEveningPage,
        OneOfPage,
        SeveralPage,
        IdeasPage,
        WhichPage,
        PromptWhichPage,
        MeetPage,
        HandOverPage,
        OtherReadsPage,
        KeysPage,
        SupportPage,
        TodayPage,
        PromptsPage,
        SavedPage,
        ExportPage,
        DeskPage,
        FrontPage,
        NamesPage,
        BeforePage,
        RoomPage,
    )
)


def kinds_of_page() -> set[type[Page]]:
    """Every kind of page that the program has, but those that others are made of."""
    for module in pkgutil.iter_modules(journal.ui.__path__):
        importlib.import_module(f"{journal.ui.__name__}.{module.name}")
    found, left = set(), [Page]
    while left:
        for kind in left.pop().__subclasses__():
            left.append(kind)
            found.add(kind)
    return {one for one in found if one.__module__.startswith(journal.ui.__name__)}


def test_every_page_there_is_is_walked() -> None:
    walked = BEFORE.union(TOGETHER, *GROUPS)
    made_of = {one for one in kinds_of_page() if one.__subclasses__()} - walked
    assert kinds_of_page() - made_of == walked


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ana and Ben, who told each other of a flower, left, and met again."""
    home, given = tmp_path_factory.mktemp("homes") / "home", conditions()
    for session in two_who_met(home, given=given):
        told(session, f"{session.vault.label}'s old {MARKER}")
        leaving.leave(session, WORDS[session.vault.label])
    ana, ben = (unlocked(home, name, given=given) for name in ("Ana", "Ben"))
    for session in (ana, ben):
        loading.load(session)
    meeting.meet(ana, ben)
    for session in (ana, ben):
        told(session, f"{session.vault.label}'s {MARKER}")
        answer = writing.new_draft(session, words=f"Sealed {MARKER}", prompt=PROMPT.id)
        asked = replace(answer, asked=PROMPT.asked("them"))
        sharing.seal(session, writing.save(session, asked).id)
    naming.propose_season(ana, f"The {MARKER} year", first=date(2026, 11, 1))
    our_prompts.write_prompt(ana, f"Which {MARKER}?")
    writing.keep_draft(ana, writing.new_draft(ana, words=f"Unfinished {MARKER}"))
    writing.save(ana, writing.new_draft(ana, words=f"Private {MARKER}."))
    brought = [one.id for one in ana.library.offered_entries()]
    packing.bring(ana, Whose.OURS, brought)
    for session in (ana, ben):
        exchanging.exchange(session)
        for moment in reading.us(session).moments:
            bonds.let_moment_return(session, moment.id)
        session.close()
    return home


def told(session: Session, title: str) -> None:
    page = writing.new_draft(session, words=f"{title}, by the door.")
    sharing.offer(session, writing.save(session, page, About(title=title)).id)


@contextmanager
def lived(home: Path, there: Path) -> Iterator[House]:
    shutil.copytree(home, there)
    yield house(there, given=conditions())


def put_words_in(page: Page) -> None:
    """Type wherever something can be typed."""
    for line in page.query(Input):
        line.value = f"typed {MARKER}"
    for text in page.query(TextArea):
        if isinstance(text, PageField):
            text.insert(f"typed {MARKER}")


class Gone:
    """What is known of pages that were open, without holding any of them."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, weakref.ref[Page]]] = []

    def add(self, page: Page) -> None:
        self._pages.append((type(page).__name__, weakref.ref(page)))

    def still_there(self) -> list[str]:
        return [name for name, page in self._pages if page() is not None]


async def nothing_is_left(pilot: Pilot[Any], place: House, gone: Gone) -> None:
    """Lock; then neither widgets nor memory hold a word, a page or a key."""
    sessions = [
        weakref.ref(one) for one in (place.session, place._other) if one is not None
    ]
    assert sessions
    await press(pilot, "ctrl+l")
    await settle(pilot)
    gc.collect()
    assert shown(place) is UnlockPage
    assert gone.still_there() == []
    assert [one() for one in sessions] == [None] * len(sessions)
    for screen in place.app.screen_stack:
        for widget in (screen, *screen.query("*")):
            assert MARKER not in held_by(widget)
    assert MARKER not in screen_text(place.app)

    assert holders(MARKER) == []


@pytest.mark.parametrize("group", GROUPS)
async def test_after_the_lock_no_word_of_any_page_is_left(
    home: Path, tmp_path: Path, group: Mapping[type[Page], Make]
) -> None:
    with lived(home, tmp_path / "home") as place:
        async with place.app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await fill(pilot, WORDS["Ana"])
            await press(pilot, "u")
            gone = Gone()
            for kind, make in group.items():
                assert place.session is not None
                page = make(Here(place, place.session))
                assert type(page) is kind
                place.app.open_page(page)
                await settle(pilot)
                put_words_in(page)
                await settle(pilot)
                says = MARKER in screen_text(place.app) or bool(page.query(Input))
                assert says or kind in OF_NOBODY, kind
                gone.add(page)
                del page
            await nothing_is_left(pilot, place, gone)


async def test_after_the_lock_no_word_of_two_together_is_left(
    home: Path, tmp_path: Path
) -> None:
    with lived(home, tmp_path / "home") as place:
        async with place.app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await fill(pilot, WORDS["Ana"])
            await press(pilot, "g")
            await fill(pilot, WORDS["Ben"])
            page = place.app.screen
            assert isinstance(page, TogetherPage)
            gone = Gone()
            for kind, make in TOGETHER.items():
                sitting = page._sitting
                assert sitting is not None
                other = make(page.table, sitting)
                assert type(other) is kind
                place.app.open_page(other)
                await settle(pilot)
                put_words_in(other)
                await settle(pilot)
                gone.add(other)
                del other, sitting
            gone.add(page)
            del page
            await nothing_is_left(pilot, place, gone)
