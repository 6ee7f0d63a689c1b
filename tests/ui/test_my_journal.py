from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from journal.domain.drawing import GLYPHS, Tone
from journal.domain.entries import EntryId
from journal.services import reading, writing
from journal.services.session import Session
from journal.ui import my_journal as module
from journal.ui.app import JournalApp
from journal.ui.choice import ChoicePage
from journal.ui.deleting import ALSO_DELETED, QUESTION
from journal.ui.entry_page import EntryPage
from journal.ui.moment import MomentPage
from journal.ui.my_journal import MyJournalPage
from journal.ui.pages_list import Row, row_lines
from journal.ui.us import NONE_OF_THOSE
from journal.ui.write import WritePage
from tests.ui.conftest import Golden, footer_row, screen_text
from tests.ui.couple import (
    NOW,
    THERE,
    Pair,
    begin,
    entry_titled,
    lived,
    offered,
    press,
    program,
    settled,
    strangers,
    until,
    write,
)

SIZES = [(80, 24), (120, 40), (44, 24)]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two people with their autumn behind them; nothing here changes them."""
    with lived(tmp_path_factory.mktemp("home")) as two:
        yield two


def page(app: JournalApp) -> MyJournalPage:
    """My journal, which is shown or lies below."""
    return next(one for one in app.screen_stack if isinstance(one, MyJournalPage))


def chosen_from(app: JournalApp) -> list[str]:
    """The answers that are shown."""
    choice = app.screen
    assert isinstance(choice, ChoicePage)
    return list(choice.choices)


async def _text(session: Session, size: tuple[int, int], *keys: str) -> str:
    app = program(session, "mine")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        return screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_my_journal_looks_as_drawn(
    pair: Pair, size: tuple[int, int], golden: Golden
) -> None:
    golden(await _text(pair.ana, size, "down"))


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_my_moments_look_as_drawn(
    pair: Pair, size: tuple[int, int], golden: Golden
) -> None:
    golden(await _text(pair.ana, size, "right"))


async def test_an_entry_whole_looks_as_drawn(pair: Pair, golden: Golden) -> None:
    golden(await _text(pair.ana, (80, 24), "down", "enter"))


async def test_my_moments_hold_my_words_only_and_begin_with_the_first(
    tmp_path: Path,
) -> None:
    ana = begin(tmp_path, "Ana")
    app = program(ana, "mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert module.NOTHING_YET in screen_text(app)
        write(ana, "I put the kettle on.", title="Rain", role=THERE)
        page(app).look_again()
        await settled(pilot)
        assert "o offer" not in footer_row(app)
        await press(pilot, "right")
        text = screen_text(app)
        assert "only you see this" in text
        assert "Ana ● I was there" in text
        await press(pilot, "v", "down", "enter", "escape")
        assert NONE_OF_THOSE in screen_text(app)
        await press(pilot, "v", "enter")
        assert isinstance(app.screen, MomentPage)
        assert "Rain" in screen_text(app)
        await press(pilot, "escape", "left")
        assert "Fri" not in screen_text(app)
        assert "private" in screen_text(app)
    ana.close()


async def test_an_unfinished_page_is_gone_on_with(pair: Pair) -> None:
    app = program(pair.ana, "mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "e edit" not in footer_row(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, WritePage)
        assert "I keep thinking about the way you asked" in screen_text(app)


async def test_finding_finds_my_words_and_titles_and_never_the_others_words(
    pair: Pair, golden: Golden
) -> None:
    app = program(pair.ana, "mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"kett")
        await until(pilot, lambda: page(app).terms == ("kett",))
        await settled(pilot)
        golden(screen_text(app))
        assert "put the kettle on" not in screen_text(app)
        await press(pilot, *["backspace"] * 4, *"train")
        await until(pilot, lambda: page(app).terms == ("train",))
        await settled(pilot)
        assert "The late train" in screen_text(app)
        assert "in Us" in screen_text(app)
        await press(pilot, "x")
        await until(pilot, lambda: page(app).terms == ("trainx",))
        await settled(pilot)
        assert module.NOT_FOUND in screen_text(app)
        await press(pilot, "escape")
        assert "Before the interview" in screen_text(app)
        assert "Find" not in screen_text(app)


async def test_up_and_down_choose_what_was_found_and_enter_reads_it(
    pair: Pair,
) -> None:
    app = program(pair.ana, "mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"the")
        await until(pilot, lambda: page(app).terms == ("the",))
        await settled(pilot)
        await press(pilot, "down", "up", "down")
        chosen = page(app).row
        assert chosen is not None
        await press(pilot, "enter")
        assert isinstance(app.screen, EntryPage)
        assert app.screen.entry_at() == chosen.id
        await press(pilot, "escape")
        assert page(app).terms == ("the",)


async def test_only_a_second_d_deletes(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        write(two.ana, "Nothing much.", title="Floor")
        app = program(two.ana, "mine")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "d")
            assert QUESTION in screen_text(app)
            await press(pilot, "o")
            assert QUESTION not in screen_text(app)
            assert "Floor" in screen_text(app)
            assert not reading.us(two.ana).moments
            await press(pilot, "d", "d")
            assert "Deleted." in screen_text(app)
            assert "Floor" not in screen_text(app)
        assert reading.my_journal(two.ana) == ()


async def test_deleting_what_was_offered_says_what_may_be_left(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        offered(two.ana, "Nothing much.", title="Floor")
        two.exchange()
        app = program(two.ana, "mine")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "enter", "d", "d")
            assert app.screen is page(app)
            assert "Floor" not in screen_text(app)
            said = " ".join(screen_text(app).split())
            assert ALSO_DELETED.format(partner="Ben") in said
        two.exchange()
        assert reading.us(two.ben).moments == ()


async def test_offering_and_taking_back_say_so_and_change_the_word_beside_it(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path) as two:
        write(two.ana, "Nothing much.", title="Floor")
        app = program(two.ana, "mine")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "o")
            assert chosen_from(app) == ["keep it private", "Ben can read it"]
            await press(pilot, "enter")
            assert not reading.us(two.ana).moments
            await press(pilot, "o", "escape", "o", "down", "enter")
            assert "Offered. Ben can read it." in screen_text(app)
            assert "o take back" in footer_row(app)
            await press(pilot, "o")
            assert chosen_from(app) == ["leave it as it is", "take it back"]
            await press(pilot, "enter")
            assert len(reading.us(two.ana).moments) == 1
            await press(pilot, "o", "down", "enter")
            said = " ".join(screen_text(app).split())
            assert "Ben's Lean-to removes its copy when it next opens" in said
            assert "private" in said


async def test_what_was_changed_since_can_be_read_as_it_is_now(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        entry = offered(two.ana, "The first telling.", title="Told")
        draft = writing.draft_of(two.ana, entry.id)
        writing.save(two.ana, replace(draft, words="The second telling."))
        app = program(two.ana, "mine")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "enter", "o")
            assert chosen_from(app) == [
                "leave it as it is",
                "let Ben read it as it is now",
                "take it back",
            ]
            await press(pilot, "down", "enter")
            assert not reading.is_changed_since_offered(two.ana, entry.id)
            await press(pilot, "o")
            assert chosen_from(app) == ["leave it as it is", "take it back"]


async def test_a_wish_can_be_let_go_before_the_two_have_met(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    offered(ana, "Nothing much.", title="Floor")
    app = program(ana, "mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "o")
        assert chosen_from(app) == ["leave it as it is", "take it back"]
        await press(pilot, "escape", "d", "d")
        assert "Deleted." in screen_text(app)
        assert "may have read" not in screen_text(app)
    ana.close()


async def test_what_cannot_be_done_is_said_in_its_own_words(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        first = offered(two.ana, "One telling.", title="Told")
        write(two.ana, "Another telling.", title="Told twice", moment=first.moment)
        app = program(two.ana, "mine")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            ids = [row.id for row in page(app)._rows]
            await press(
                pilot, *["down"] * ids.index(entry_titled(two.ana, "Told twice"))
            )
            await press(pilot, "o", "down", "enter")
            said = "You have already offered your side of this moment."
            assert said in screen_text(app)


async def test_earlier_versions_are_read_one_by_one(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        entry = offered(two.ana, "The first telling.", title="Told")
        draft = writing.draft_of(two.ana, entry.id)
        writing.save(two.ana, replace(draft, words="The second telling."))
        app = program(two.ana, "mine")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "enter")
            text = screen_text(app)
            assert "The second telling." in text
            assert "Edited Tue 24 November" in text
            assert "Ben reads an earlier version of this page." in text
            await press(pilot, "enter")
            text = screen_text(app)
            assert "The first telling." in text
            assert "as it was before it was edited" in text
            assert footer_row(app).startswith("esc back")
            await press(pilot, "escape")
            assert "The second telling." in screen_text(app)
            await press(pilot, "e")
            assert isinstance(app.screen, WritePage)


async def test_of_ten_thousand_pages_only_what_is_near_the_window_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def noting(row: Row, *args: object, **kwargs: object) -> object:
        drawn.append(row.id)
        return real(row, *args, **kwargs)

    real: Callable[..., object] = row_lines
    monkeypatch.setattr(module, "row_lines", noting)
    with strangers(tmp_path) as two:
        seed = write(two.ana, "I sat on the stairs. You came.")
        for number in range(10_000):
            day = date(2026, 11, 20) - timedelta(days=number // 9)
            id_ = EntryId(f"{number:032x}")
            two.ana.library.keep_own(replace(seed, id=id_, happened_on=day))
        app = program(two.ana, "mine")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            await pilot.press("down", "pagedown", "end", "up", "home")
            assert len(drawn) < 200


def test_a_row_shows_what_was_found_in_bold_in_the_title_or_under_it(
    tmp_path: Path,
) -> None:
    ana = begin(tmp_path, "Ana")
    hostile = "[@click=app.quit]x[/] Kettle, on a long line of very many words here"
    entry = write(ana, f"First line.\n{hostile}", title="A (title")
    row = Row(day=datetime.date(NOW), of=entry)
    kwargs = {"width": 70, "marks": GLYPHS}
    title, under = row_lines(row, "private", found=("kettle",), **kwargs)  # type: ignore[arg-type]  # two keywords
    assert [span.text for span in under if span.tone is Tone.BOLD] == ["Kettle"]
    assert "[@click=app.quit]x[/]" in "".join(span.text for span in under)
    (line,) = row_lines(row, "private", found=("(tit",), **kwargs)  # type: ignore[arg-type]  # as above
    assert [span.text for span in line if span.tone is Tone.BOLD] == ["(tit"]
    assert "".join(span.text for span in title).endswith("  private")
    ana.close()


async def test_keys_of_the_list_work_from_either_view(pair: Pair) -> None:
    app = program(pair.ana, "mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v")
        assert app.screen is page(app)
        await press(pilot, "right", "e", "o", "d")
        assert app.screen is page(app)
        await press(pilot, "slash")
        assert page(app).view == module.PAGES
        assert footer_row(app).startswith("enter read   esc back")
        await press(pilot, "escape", "b")
        assert "Ana is writing" in screen_text(app)


async def test_a_moment_that_was_found_is_read_in_us(pair: Pair) -> None:
    app = program(pair.ana, "mine")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"late train")
        await until(pilot, lambda: page(app).terms == ("late", "train"))
        await settled(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, MomentPage)
        assert "Us · October" in screen_text(app)


async def test_pages_are_said_to_be_opening_until_they_are(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    ana.is_complete = False
    app = program(ana, "mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Opening the pages." in screen_text(app)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert module.NOTHING_YET not in screen_text(app)
        ana.is_complete = True
        page(app).look_again()
        await settled(pilot)
        assert module.NOTHING_YET in screen_text(app)
    ana.close()
