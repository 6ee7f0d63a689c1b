from dataclasses import replace
from pathlib import Path
from typing import Any, Never

import pytest
from textual.pilot import Pilot

from journal.domain.entries import Okay
from journal.domain.prompts import LEAD_IN, Care, Depth, Prompt
from journal.errors import NoRoom, Notice
from journal.services import (
    asking,
    exchanging,
    loading,
    our_prompts,
    packs,
    reading,
    sharing,
    shipped,
    writing,
)
from journal.services.pages import keep_entry
from journal.services.preferences import preferences
from journal.services.session import Session
from journal.ui.choice import ChoicePage
from journal.ui.deleting import QUESTION
from journal.ui.fields import PageField
from journal.ui.house import House
from journal.ui.lines import Lines
from journal.ui.meet import MeetPage
from journal.ui.moment import MomentPage
from journal.ui.page import Words
from journal.ui.support import SupportPage
from journal.ui.today import TodayPage
from journal.ui.today_list import Group
from journal.ui.today_top import (
    NOTHING_ASKED,
    RESTING,
    STOP_HERE,
    TO_BEGIN_WITH,
    top_of,
)
from journal.ui.working import OPENING
from journal.ui.write import WritePage
from tests.ui.conftest import Golden, footer_row, plain, rows, screen_text
from tests.ui.houses import (
    begun,
    conditions,
    house,
    offered,
    press,
    settle,
    shown,
    two_who_met,
    unlocked,
    write,
)

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-pack.toml"


async def let_in(pilot: Pilot[Any], place: House, session: Session) -> None:
    await settle(pilot)
    place.let_in(session)
    await settle(pilot)


def asked(place: House) -> str:
    question = place.app.screen.query_one("#question", Words)
    assert question.display
    return plain(question)


def said(text: str) -> str:
    """Words as they are, however they were broken into lines."""
    return " ".join(text.split())


def theme_of(prompt: Prompt) -> str:
    (theme,) = (one for one in shipped.library().themes if one.id == prompt.theme)
    return theme.title


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_today_shows_one_question_and_what_lies_about(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    offered(ben, "I stood in the doorway and did not know what to say.", "The doorway")
    writing.keep_draft(ana, writing.new_draft(ana, words="I keep thinking of it."))
    ben.close()
    ana.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=size) as pilot:
        await let_in(pilot, place, unlocked(tmp_path, "Ana", given=given))
        # Which question it is, and whether the list has to be scrolled, depends on
        # the prompts there are.
        shown = [row.rstrip(" │") for row in rows(place.app)]
        (start, end) = (
            next(n for n, row in enumerate(shown) if row.strip() == words)
            for words in ("From Ben", Group.ASKED.value)
        )
        assert asked(place).split()[0] in shown[3 if size[1] < 32 else 5]
        golden("\n".join([shown[1], "", *shown[start : end + 1], "", shown[-2], ""]))


async def test_the_first_time_there_is_one_to_begin_with(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await let_in(pilot, place, ana)
        assert TO_BEGIN_WITH in screen_text(place.app)
        assert "can meet" not in screen_text(place.app)
        await press(pilot, "o", "d", "j")
        assert type(place.app.screen) is TodayPage
        assert not {"today.offer", "today.delete", "today.meet"} & set(
            place.app.screen.keys_shown()
        )


async def test_three_questions_lie_on_the_table_and_each_can_be_written(
    tmp_path: Path,
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await let_in(pilot, place, ana)
        first, second, third = asking.table(ana).prompts
        assert said(asked(place)) == asking.asked(ana, first)
        assert Group.ASKED.value in screen_text(place.app)
        text = said(screen_text(place.app))
        for other in (second, third):
            assert asking.asked(ana, other) in text
            assert f"{theme_of(other)} · {other.depth.value}" in text
        for keys, prompt in (
            (("w",), first),
            (("enter",), first),
            (("down", "w"), second),
            (("enter",), second),
            (("down", "enter"), third),
            (("up", "up", "w"), first),
            (("end", "w"), third),
            (("home", "enter"), first),
            (("space", "w"), second),
            (("pageup", "pageup", "w"), first),
            (("pagedown", "home", "down", "enter"), second),
        ):
            await press(pilot, *keys)
            page = place.app.screen
            assert isinstance(page, WritePage)
            assert page._draft.prompt == prompt.id
            assert page._draft.asked == asking.asked(ana, prompt)
            await press(pilot, "escape")


async def test_other_questions_take_the_place_of_those_on_the_table(
    tmp_path: Path,
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        before = asking.table(ana).prompts
        await press(pilot, "n")
        now = asking.table(ana).prompts
        assert not {one.id for one in before} & {one.id for one in now}
        assert said(asked(place)) == asking.asked(ana, now[0])
        # A second press while the first is being done lays no others.
        await pilot.press("n", "n")
        await settle(pilot)
        after = asking.table(ana).prompts
        assert said(asked(place)) == asking.asked(ana, after[0])
        assert not {one.id for one in after} & {one.id for one in (*before, *now)}


async def test_what_is_answered_leaves_the_table_and_the_next_moves_up(
    tmp_path: Path,
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        dealt = asking.table(ana).prompts
        for number, prompt in enumerate(dealt):
            assert said(asked(place)) == asking.asked(ana, prompt)
            assert place.app.screen.query_one(Lines).count == 2 - number
            await press(pilot, "w")
            await write(pilot, "One line.")
            await press(pilot, "ctrl+s", "escape")
        assert not place.app.screen.query_one("#question").display
        assert NOTHING_ASKED in screen_text(place.app)
        assert footer_row(place.app).startswith("n another   b blank page   ")
        await press(pilot, "w")
        assert shown(place) is TodayPage
        await press(pilot, "n")
        assert said(asked(place)) == asking.asked(ana, asking.table(ana).prompts[0])
        assert footer_row(place.app).startswith("w write")


async def test_after_a_shaky_day_it_is_said_that_one_may_stop(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    page = writing.save(ana, writing.new_draft(ana, words="We slammed doors."))
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        assert STOP_HERE not in screen_text(place.app)
        with ana.writing() as pen:
            keep_entry(pen, replace(page, revision=2, after=Okay(we=2)))
        await press(pilot, "t")
        assert STOP_HERE in screen_text(place.app)
        for prompt in asking.table(ana).prompts:
            assert prompt.depth is Depth.LIGHT


async def test_the_questions_rest_by_one_key_and_begin_again_by_the_same(
    tmp_path: Path,
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    writing.keep_draft(ana, writing.new_draft(ana, words="I keep thinking"))
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await let_in(pilot, place, ana)
        question = asked(place)
        page = place.app.screen
        assert isinstance(page, TodayPage)
        assert "today.rest" in page.keys_shown()
        await press(pilot, "z")
        assert RESTING in screen_text(place.app)
        assert not page.query_one("#question").display
        assert Group.ASKED.value not in screen_text(place.app)
        assert "I keep thinking" in screen_text(place.app)
        assert footer_row(place.app).startswith("b blank page   enter open   ")
        await press(pilot, "n", "w")
        assert shown(place) is TodayPage
        assert RESTING in screen_text(place.app)
        await press(pilot, "b")
        assert shown(place) is WritePage
        await press(pilot, "escape", "ctrl+l")
    ana = unlocked(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        # For as long as wanted.
        await let_in(pilot, place, ana)
        assert RESTING in screen_text(place.app)
        await press(pilot, "z")
        assert asked(place) == question
        assert RESTING not in screen_text(place.app)


async def test_where_nothing_can_be_stored_the_questions_rest_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)

    def full(*_: object) -> Never:
        raise NoRoom

    async with place.app.run_test(size=(80, 24)) as pilot:
        await let_in(pilot, place, ana)
        with monkeypatch.context() as disk:
            disk.setattr(ana.vault, "change", full)
            await press(pilot, "z")
            assert RESTING in screen_text(place.app)
            assert NoRoom.say.split(". ")[0] in said(screen_text(place.app))


async def test_after_support_nothing_is_asked_until_one_asks_for_it(
    tmp_path: Path,
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await let_in(pilot, place, ana)
        question = asked(place)
        await press(pilot, "f1")
        assert shown(place) is SupportPage
        await press(pilot, "escape")
        assert NOTHING_ASKED in screen_text(place.app)
        assert not place.app.screen.query_one("#question").display
        assert Group.ASKED.value not in screen_text(place.app)
        await press(pilot, "b", "escape", "w")
        assert shown(place) is TodayPage
        assert NOTHING_ASKED in screen_text(place.app)
        await press(pilot, "n")
        assert asked(place) == question


def test_what_can_stir_things_up_is_led_into_where_it_is_asked(tmp_path: Path) -> None:
    (ana,) = begun(tmp_path, "Ana", given=conditions())
    every = shipped.library().prompts(depth=Depth.WARM)
    tender = next(one for one in every if one.care is Care.TENDER)
    table = asking.Table(prompts=(tender,), is_gentle=False, rests=False)
    top = top_of(ana, table, asks=True, is_first=False)
    assert top.question is tender
    assert top.about == (f"{theme_of(tender)} · warm", LEAD_IN[Care.TENDER])
    ana.close()


def test_a_pack_asks_first_and_it_is_said_whose_question_it_is(tmp_path: Path) -> None:
    (ana,) = begun(tmp_path, "Ana", given=conditions())
    text = EXAMPLE.read_text("utf-8")
    held = packs.add_pack(ana, text, file=EXAMPLE.name)
    top = top_of(ana, asking.table(ana), asks=True, is_first=False)
    assert top.question == held.pack.prompts[0]
    whose, purpose = top.about
    assert whose.startswith(f"{held.pack.title} · {held.pack.author} · until ")
    assert held.pack.purpose.startswith(purpose.rstrip("…"))
    ana.close()


async def test_nothing_is_asked_before_everything_is_read(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    writing.keep_draft(ana, writing.new_draft(ana, words="I keep thinking"))
    ana.close()
    place = house(tmp_path, given=given)
    ana = unlocked(tmp_path, "Ana", given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        place.hold(ana)
        place.app.go_to_start()
        await settle(pilot)
        assert OPENING in screen_text(place.app)
        assert "I keep thinking" in screen_text(place.app)
        assert not preferences(ana).table
        place.read(ana)
        await settle(pilot)
        assert OPENING not in screen_text(place.app)
        assert said(asked(place)) == asking.asked(ana, asking.table(ana).prompts[0])


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_what_matters_is_seen_without_scrolling(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    for title in ("The doorway", "The late train"):
        offered(ben, "I stood there.", title)
    ben.close()
    writing.keep_draft(ana, writing.new_draft(ana, words="I keep thinking of it."))
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=size) as pilot:
        await let_in(pilot, place, ana)
        # Whatever questions come, the longest ones too.
        for _ in range(12):
            text = said(screen_text(place.app))
            first, second, _third = asking.table(ana).prompts
            assert asking.asked(ana, first) in text
            for words in ("The doorway", "The late train", "¦ I keep thinking"):
                assert words in text
            assert Group.ASKED.value in text
            assert asking.asked(ana, second)[:12] in text
            await press(pilot, "n")


async def test_a_question_that_was_offered_is_shown_once_and_can_be_written(
    tmp_path: Path,
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    words = "What did you take with you from the old flat?"
    question = our_prompts.write_prompt(ben, words)
    our_prompts.offer_prompt(ben, question.id)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await let_in(pilot, place, ana)
        assert "a question · What did you take with you from the old" in (
            screen_text(place.app)
        )
        await press(pilot, "enter")
        page = place.app.screen
        assert isinstance(page, WritePage)
        assert page._draft.prompt == question.prompt.id
        assert words in said(screen_text(place.app))
        await press(pilot, "escape")
        assert "a question · " in screen_text(place.app)
        our_prompts.take_back_prompt(ben, question.id)
        place.read(ana)
        await settle(pilot)
        assert "a question · " not in screen_text(place.app)
        second = our_prompts.write_prompt(ben, words)
        our_prompts.offer_prompt(ben, second.id)
        place.read(ana)
        await settle(pilot)
        assert "a question · " in screen_text(place.app)
    ben.close()
    ana.close()
    place = house(tmp_path, given=given)
    again = unlocked(tmp_path, "Ana", given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await let_in(pilot, place, again)
        assert "From Ben" not in screen_text(place.app)


async def test_what_has_come_is_shown_once_and_can_be_read_or_answered(
    tmp_path: Path,
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    offered(ben, "I stood in the doorway.", "The doorway")
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        await press(pilot, "enter")
        assert shown(place) is ChoicePage
        assert "just read" in screen_text(place.app)
        assert "doorway." not in screen_text(place.app)
        await press(pilot, "enter")
        assert shown(place) is MomentPage
        assert "I stood in the doorway." in screen_text(place.app)
        await press(pilot, "escape")
        assert "The doorway" in screen_text(place.app)
        await press(pilot, "enter", "down", "enter")
        assert shown(place) is WritePage
        assert "The doorway · Tue 24 November" in screen_text(place.app)
        assert "One line is a whole answer." in screen_text(place.app)
        await press(pilot, "escape", "t")
        # It stays while this journal is open; from the next opening it rests in Us.
        assert reading.today(ana).arrivals.moments
    ana.close()
    again = unlocked(tmp_path, "Ana", given=given)
    loading.load(again)
    assert not reading.today(again).arrivals.moments
    again.close()


async def test_w_answers_the_question_at_the_mark_or_else_the_one_at_the_top(
    tmp_path: Path,
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    question = our_prompts.write_prompt(ben, "What did you take with you?")
    our_prompts.offer_prompt(ben, question.id)
    offered(ben, "I stood in the doorway.", "The doorway")
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        first = asking.table(ana).prompts[0]
        # The mark begins at what has come.
        for keys, prompt in (
            (("w",), first.id),
            (("down", "w"), question.prompt.id),
            (("up", "up", "w"), first.id),
            (("enter",), first.id),
            (("down", "w"), first.id),
        ):
            await press(pilot, *keys)
            page = place.app.screen
            assert isinstance(page, WritePage)
            assert page._draft.prompt == prompt
            await press(pilot, "escape")
        # What comes while the mark is in the list does not move it.
        await press(pilot, "enter")
        assert shown(place) is ChoicePage


async def test_while_the_questions_rest_the_mark_stays_in_the_list(
    tmp_path: Path,
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    writing.keep_draft(ana, writing.new_draft(ana, words="I keep thinking"))
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        await press(pilot, "z", "up", "home", "pageup", "enter")
        assert place.app.screen.query_one(PageField).text == "I keep thinking"


async def test_what_was_taken_back_meanwhile_is_no_longer_there(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    offered(ben, "I stood in the doorway.", "The doorway")
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        assert "The doorway" in screen_text(place.app)
        sharing.take_back(ben, ben.library.own_entries()[0].id)
        ben.close()
        place.read(ana)
        await settle(pilot)
        assert "From Ben" not in screen_text(place.app)


async def test_a_wish_can_be_offered_or_let_go(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = begun(tmp_path, "Ana", "Ben", given=given)
    for title in ("The first", "The second"):
        offered(ana, f"{title} was hard.", title)
    from journal.services import meeting  # noqa: PLC0415

    meeting.meet(ana, ben)
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        assert "You wished to offer" in screen_text(place.app)
        await press(pilot, "down", "o", "down", "enter")
        assert "Ben can read it." in screen_text(place.app)
        await press(pilot, "enter", "enter")
        assert "It stays private." in screen_text(place.app)
        assert not ana.wishes
        assert len(ana.library.offered_entries()) == 1
        assert "You wished to offer" not in screen_text(place.app)


async def test_an_unfinished_page_goes_on_where_it_was_left(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    writing.keep_draft(ana, writing.new_draft(ana, words="I keep thinking"))
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        assert "¦ I keep thinking" in screen_text(place.app)
        await press(pilot, "down", "enter")
        assert place.app.screen.query_one(PageField).text == "I keep thinking"


async def test_an_unfinished_page_is_removed_by_a_second_d(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    writing.keep_draft(ana, writing.new_draft(ana, words="I keep thinking"))
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        page = place.app.screen
        assert isinstance(page, TodayPage)
        await press(pilot, "down")
        assert "today.delete" in page.keys_shown()
        await press(pilot, "d")
        assert QUESTION in screen_text(place.app)
        await press(pilot, "b")
        assert shown(place) is TodayPage
        assert QUESTION not in screen_text(place.app)
        assert writing.drafts(ana)
        await press(pilot, "d", "d")
        assert "Deleted." in screen_text(place.app)
        assert "I keep thinking" not in screen_text(place.app)
        assert not writing.drafts(ana)


async def test_what_answers_my_own_side_is_only_read(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    offered(ben, "I stood in the doorway.", "The doorway")
    for session in (ben, ana):
        exchanging.exchange(session)
    (moment,) = reading.us(ana).moments
    draft = sharing.tell_my_side(ana, moment.id)
    entry = writing.save(ana, replace(draft, words="I saw you there."))
    sharing.offer(ana, entry.id)
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        assert "The doorway" in screen_text(place.app)
        await press(pilot, "enter")
        assert shown(place) is MomentPage
        assert "I saw you there." in screen_text(place.app)


async def test_what_was_found_while_opening_is_said_quietly(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = begun(tmp_path, "Ana", "Ben", given=given)
    ben.close()
    ana.troubles += [Notice("A thing to know."), Notice("A thing to know.")]
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        assert screen_text(place.app).count("A thing to know.") == 1
        assert "you can meet: j." in " ".join(screen_text(place.app).split())
        page = place.app.screen
        assert isinstance(page, TodayPage)
        assert "today.meet" in page.keys_shown()
        await press(pilot, "j")
        assert shown(place) is MeetPage
