"""Which prompt today, and how it is asked."""

from datetime import date, timedelta

import pytest

from journal.domain.prompts import Depth, PromptRole
from journal.errors import NotFound
from journal.services import asking
from journal.services.session import Session
from tests.house import House, wrote

DAY = date(2026, 11, 24)
DAYS = [DAY + timedelta(days=number) for number in range(60)]


def test_two_people_are_each_asked_one_side_of_the_same_thing(
    couple: tuple[Session, Session],
) -> None:
    ana, ben = couple
    seekers = []
    for day in DAYS:
        hers, his = asking.prompt_of_day(ana, day), asking.prompt_of_day(ben, day)
        if hers.role is PromptRole.BOTH:
            assert hers == his
        else:
            assert (hers.mirror, his.mirror) == (his.id, hers.id)
            assert {hers.role, his.role} == {
                PromptRole.CARE_SEEKER,
                PromptRole.CAREGIVER,
            }
            seekers.append((day.toordinal() % 2, hers.role))
    # The sides change from day to day between the two.
    assert len(set(seekers)) == 2


def test_what_either_writes_changes_nothing_of_what_is_asked(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, _ = couple
    before = [asking.prompt_of_day(ana, day) for day in DAYS]
    for _ in range(5):
        wrote(ana, "Something hard.")
    ana.close()
    with house.open("Ana") as again:
        assert [asking.prompt_of_day(again, day) for day in DAYS] == before


def test_nothing_deep_or_heavy_is_ever_dealt(ana: Session) -> None:
    for day in DAYS:
        for prompt in (
            asking.prompt_of_day(ana, day),
            *asking.other_prompts(ana, day),
        ):
            assert prompt.depth is not Depth.DEEP
            assert prompt.care.value != "heavy"
            assert not prompt.retired


def test_another_prompt_is_another_and_none_comes_twice(ana: Session) -> None:
    first = asking.prompt_of_day(ana, DAY)
    others = asking.other_prompts(ana, DAY)
    assert first not in others
    assert len(set(others)) == len(others) > 5
    assert others == asking.other_prompts(ana, DAY)


def test_the_partners_name_is_in_the_question(couple: tuple[Session, Session]) -> None:
    ana, ben = couple
    named = next(one for one in asking.library().prompts() if "{partner}" in one.text)
    assert "Ben" in asking.asked(ana, named)
    assert "Ana" in asking.asked(ben, named)
    assert "{partner}" not in asking.asked(ana, named)


def test_alone_it_is_asked_without_a_name(ana: Session) -> None:
    for one in asking.library().prompts():
        assert "{partner}" not in asking.asked(ana, one)


def test_a_prompt_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="no prompt of that id"):
        asking.find_prompt("no-such")
    some = asking.library().prompts()[0]
    assert asking.find_prompt(some.id) is some
