"""Which prompts today, and how they are asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from journal.domain.dealing import (
    AT_ONCE,
    GOOD_NEWS,
    REST_DAYS,
    is_gentle,
    may_be_dealt,
)
from journal.domain.entries import Entry, Okay, PromptId
from journal.domain.prompts import Prompt, PromptRole
from journal.errors import Damaged, NoRoom, NotFound
from journal.services import (
    arriving,
    asking,
    naming,
    our_prompts,
    sharing,
    shipped,
    writing,
)
from journal.services.pages import keep_entry
from journal.services.preferences import STATE, Preferences, preferences
from journal.services.session import Session
from tests.house import House, leave_no_room, pass_on, reopened, wrote

Couple = tuple[Session, Session]


def answered(session: Session, prompt: Prompt, words: str = "Tea.") -> Entry:
    asked = asking.asked(session, prompt)
    draft = writing.new_draft(session, words=words, prompt=prompt.id, asked=asked)
    return writing.save(session, draft)


def shaky(session: Session) -> None:
    """Write a page, and say that it left one shaky."""
    page = wrote(session, "A long day.")
    with session.writing() as pen:
        keep_entry(pen, replace(page, revision=2, after=Okay(i=2)))


def ids(table: asking.Table) -> list[PromptId]:
    return [one.id for one in table.prompts]


def test_two_people_are_each_asked_one_side_of_the_same_thing(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sides = set()
    for _ in range(40):
        hers, his = asking.table(ana).prompts[0], asking.table(ben).prompts[0]
        if hers.role is PromptRole.BOTH:
            assert hers == his
        else:
            assert (hers.mirror, his.mirror) == (his.id, hers.id)
            sides.add(hers.role)
        house.clock.pass_days(1)
    assert sides == {PromptRole.CARE_SEEKER, PromptRole.CAREGIVER}


def test_what_either_writes_changes_nothing_of_the_first_question(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    for _ in range(10):
        wrote(ana, "Something hard.")
        answered(ana, asking.table(ana).prompts[1])
        hers, his = asking.table(ana).prompts[0], asking.table(ben).prompts[0]
        assert hers == his or hers.mirror == his.id
        house.clock.pass_days(1)


def test_the_same_three_lie_there_all_day_and_others_the_next(
    couple: Couple, house: House
) -> None:
    ana, _ = couple
    first = ids(asking.table(ana))
    assert len(first) == AT_ONCE
    assert ids(asking.table(ana)) == first
    again = reopened(house, ana, "Ana")
    assert ids(asking.table(again)) == first
    house.clock.pass_days(1)
    assert not set(ids(asking.table(again))) & set(first)
    again.close()


def test_what_was_answered_has_left_the_table(ana: Session) -> None:
    one, *rest = asking.table(ana).prompts
    answered(ana, one)
    assert asking.table(ana).prompts == tuple(rest)
    for other in rest:
        answered(ana, other)
    assert asking.table(ana).prompts == ()
    # One more is there for who asks for it, and only then.
    assert len(asking.another(ana).prompts) == AT_ONCE


def test_another_lays_others_until_all_have_been_there(ana: Session) -> None:
    shown = ids(asking.table(ana))
    everything = {
        one.id
        for one in shipped.library().prompts()
        if may_be_dealt(one) and one.role is not PromptRole.BOTH
    }
    while set(shown) != everything:
        more = ids(asking.another(ana))
        assert not set(more) & set(shown)
        shown += more
    assert set(ids(asking.another(ana))) <= everything


def test_what_is_set_aside_on_two_days_rests_for_half_a_year(
    ana: Session, house: House
) -> None:
    first = ids(asking.table(ana))
    asking.another(ana)
    assert not preferences(ana).resting
    house.clock.pass_days(1)
    seen: set[PromptId] = set()
    while not set(first) <= seen:
        seen |= set(ids(asking.table(ana)))
        asking.another(ana)
    until = ana.today() + timedelta(days=REST_DAYS)
    resting = preferences(ana).resting
    assert set(first) <= set(resting)
    assert set(resting.values()) == {until}
    assert not set(ids(asking.table(ana))) & set(resting)


def test_after_a_shaky_page_what_lies_there_is_light(
    ana: Session, house: House
) -> None:
    asking.table(ana)
    shaky(ana)
    table = asking.table(ana)
    assert table.is_gentle
    assert table.prompts
    assert all(is_gentle(one) for one in table.prompts)
    assert all(is_gentle(one) for one in asking.another(ana).prompts)
    house.clock.now += timedelta(minutes=5)
    wrote(ana, "A better one.")
    assert not asking.table(ana).is_gentle


def test_the_questions_rest_for_as_long_as_wanted(ana: Session, house: House) -> None:
    first = ids(asking.table(ana))
    asking.rest(ana, rests=True)
    house.clock.pass_days(400)
    again = reopened(house, ana, "Ana")
    for table in (asking.table(again), asking.another(again)):
        assert (table.prompts, table.rests) == ((), True)
    asking.rest(again, rests=False)
    table = asking.table(again)
    assert len(table.prompts) == AT_ONCE
    assert not table.rests
    assert ids(table) != first
    again.close()


def test_a_side_whose_mirror_the_partner_offered_comes_within_the_week(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    near = {
        asking.deck(ana).shared(ana.today() + timedelta(days=n)).id for n in range(75)
    }
    one = next(
        p
        for p in shipped.library().prompts()
        if may_be_dealt(p)
        and p.mirror
        and p.mirror not in near
        and may_be_dealt(asking.find_prompt(None, p.mirror))
        and asking.find_prompt(None, p.mirror).care.value == "none"
    )
    sharing.offer(ben, answered(ben, one).id)
    pass_on(ana, ben)
    came = []
    for _ in range(7):
        came += ids(asking.table(ana))
        house.clock.pass_days(1)
    assert one.mirror in came


def test_a_vault_that_cannot_be_written_still_has_questions(
    ana: Session, house: House
) -> None:
    before = asking.table(ana)
    house.clock.pass_days(1)
    leave_no_room(ana.vault)
    while True:
        # Until not even a small thing fits any more.
        try:
            wrote(ana, "Filling the disk. " * 400)
        except NoRoom:
            break
    three = asking.table(ana).prompts
    assert three != before.prompts
    assert asking.table(ana).prompts == three
    assert set(asking.another(ana).prompts).isdisjoint(three)


# Kept, own, found.


def test_a_kept_question_stays_among_the_kept_ones(ana: Session, house: House) -> None:
    one, two = shipped.library().prompts()[:2]
    asking.keep_prompt(ana, one.id, is_kept=True)
    asking.keep_prompt(ana, two.id, is_kept=True)
    asking.keep_prompt(ana, one.id, is_kept=True)
    again = reopened(house, ana, "Ana")
    assert asking.kept_prompts(again) == (two, one)
    asking.keep_prompt(again, two.id, is_kept=False)
    assert asking.kept_prompts(again) == (one,)
    again.close()


def test_a_kept_question_that_is_no_more_is_passed_over(ana: Session) -> None:
    own = our_prompts.write_prompt(ana, "What was the best minute?")
    asking.keep_prompt(ana, own.prompt.id, is_kept=True)
    assert asking.kept_prompts(ana) == (own.prompt,)
    our_prompts.delete_prompt(ana, own.id)
    assert asking.kept_prompts(ana) == ()


def test_my_answers_to_a_question_come_the_first_one_first(
    ana: Session, house: House
) -> None:
    prompt = shipped.library().prompts()[0]
    assert asking.answers(ana, prompt.id) == ()
    then = answered(ana, prompt, "Then.")
    house.clock.pass_days(30)
    now = answered(ana, prompt, "Now.")
    wrote(ana, "Something else.")
    assert asking.answers(ana, prompt.id) == (then, now)
    house.clock.pass_days(1)
    mended = replace(writing.draft_of(ana, then.id), words="Then, as I see it.")
    then = writing.save(ana, mended)
    assert asking.answers(ana, prompt.id) == (then, now)


def test_the_partners_name_is_in_the_question(couple: Couple) -> None:
    ana, ben = couple
    named = next(one for one in shipped.library().prompts() if "{partner}" in one.text)
    assert "Ben" in asking.asked(ana, named)
    assert "Ana" in asking.asked(ben, named)
    assert "{partner}" not in asking.asked(ana, named)
    for text in asking.asked_after(ana, named):
        assert "{partner}" not in text


def test_alone_it_is_asked_without_a_name(ana: Session) -> None:
    for one in shipped.library().prompts():
        assert "{partner}" not in asking.asked(ana, one)


def test_a_prompt_that_is_not_there_is_not_found(ana: Session) -> None:
    for session in (None, ana):
        with pytest.raises(NotFound, match="no prompt of that id"):
            asking.find_prompt(session, "no-such")
        some = shipped.library().prompts()[0]
        assert asking.find_prompt(session, some.id) is some


# What one has chosen, spoilt or from a later version.


def test_a_spoilt_memory_of_choices_is_said_and_the_ordinary_ways_hold(
    ana: Session, house: House
) -> None:
    asking.rest(ana, rests=True)
    with ana.vault.change() as change:
        change.put_state(STATE, b"spoilt")
    again = reopened(house, ana, "Ana")
    assert preferences(again) == Preferences()
    assert [type(one) for one in again.troubles] == [Damaged]
    assert len(asking.table(again).prompts) == AT_ONCE
    again.close()


def test_what_is_not_understood_of_the_choices_counts_as_not_said(
    ana: Session, house: House
) -> None:
    odd = {
        "dealt": {"room-a": "2026-99-99", "room-b": 3, "room-c": "2026-11-24"},
        "skipped": [],
        "resting": "soon",
        "kept": ["room-a", 7],
        "table_day": "today",
        "table": "all",
        "rests": 1,
        "is_quiet": "yes",
    }
    with ana.vault.change() as change:
        change.put_state(STATE, ana.sealed_state(STATE, odd))  # type: ignore[arg-type]
    again = reopened(house, ana, "Ana")
    chosen = preferences(again)
    assert set(chosen.dealt) == {"room-c"}
    assert chosen == Preferences(dealt=chosen.dealt, kept=(PromptId("room-a"),))
    again.close()


def test_a_question_of_the_partners_can_be_answered(couple: Couple) -> None:
    ana, ben = couple
    own = our_prompts.write_prompt(ana, "What was the best minute?")
    our_prompts.offer_prompt(ana, own.id)
    pass_on(ana, ben)
    prompt = asking.find_prompt(ben, own.prompt.id)
    page = answered(ben, prompt, "The last one.")
    sharing.offer(ben, page.id)
    pass_on(ana, ben)
    (told,) = ana.library.offered_entries()
    assert (told.prompt, told.asked) == (own.prompt.id, own.text)
    assert not arriving.is_quiet(ben)


def test_while_both_call_a_season_hard_good_news_rests_for_both_at_once(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    while not (theme_dealt(ana) and theme_dealt(ben)):
        house.clock.pass_days(1)
    today = ana.today()
    season = naming.propose_season(ana, "The winter", first=today, is_hard=True)
    pass_on(ana, ben)
    # Until both have said yes, nothing has changed for either.
    assert theme_dealt(ana)
    assert theme_dealt(ben)
    naming.agree_season(ben, season.id)
    pass_on(ana, ben)
    for _ in range(3):
        for session in (ana, ben):
            assert len(asking.table(session).prompts) == AT_ONCE
            assert not theme_dealt(session)
            asking.another(session)
            assert not theme_dealt(session)
        house.clock.pass_days(1)
    assert GOOD_NEWS not in {one.theme for one in asking.for_two(ana)}
    over = naming.propose_season(
        ben, "The winter", first=today, last=today, is_hard=True, season=season.id
    )
    pass_on(ana, ben)
    naming.agree_season(ana, over.id)
    assert not asking.is_hard_season(ana)


def theme_dealt(session: Session) -> bool:
    return GOOD_NEWS in {one.theme for one in asking.table(session).prompts}
