"""A pack someone was handed asks first, for its days, and asks nothing heavy."""

import pytest

from journal.domain.entries import PromptId
from journal.services import asking, packs, writing
from journal.services.asking import Table
from journal.services.session import Session
from tests.house import House

PACK = """\
schema = 1
[pack]
id = "evening"
title = "The first ten minutes"
author = "R. Okafor"
purpose = "To look at how you meet again."
not_when = "Not in a week of fear."
days = 3
[[prompt]]
id = "deep"
text = "What does it remind you of?"
depth = "deep"
[[prompt]]
id = "first"
text = "What did {partner} say first?"
[[prompt]]
id = "second"
text = "What did you carry?"
depth = "warm"
"""
FIRST, SECOND = PromptId("pack-evening-first"), PromptId("pack-evening-second")


@pytest.fixture
def handed(ana: Session) -> Session:
    packs.add_pack(ana, PACK, file="evening.toml")
    return ana


def asked(session: Session) -> PromptId | None:
    found = asking.table(session).homework
    return found.prompt.id if found else None


def answer(session: Session, prompt: PromptId) -> None:
    page = writing.new_draft(session, words="The kettle.", prompt=prompt)
    writing.save(session, page)


def dealt(table: Table) -> list[PromptId]:
    return [one.id for one in table.prompts]


def test_it_comes_first_and_what_is_dealt_follows(ana: Session) -> None:
    before = dealt(asking.table(ana))
    packs.add_pack(ana, PACK, file="evening.toml")
    table = asking.table(ana)
    assert dealt(table) == [FIRST, *before[:2]]
    assert table.homework
    assert table.homework.held.pack.title == "The first ten minutes"


def test_it_asks_one_a_day_in_its_order_and_never_what_is_deep(
    handed: Session, house: House
) -> None:
    answer(handed, FIRST)
    assert asked(handed) is None
    house.clock.pass_days(1)
    assert asked(handed) == SECOND
    answer(handed, SECOND)
    house.clock.pass_days(1)
    assert asked(handed) is None


def test_after_its_days_it_asks_no_more(handed: Session, house: House) -> None:
    house.clock.pass_days(2)
    assert asked(handed) == FIRST
    house.clock.pass_days(1)
    assert asked(handed) is None


def test_set_aside_it_comes_another_day_and_then_rests(
    handed: Session, house: House
) -> None:
    others = dealt(asking.table(handed))[1:]
    table = asking.another(handed)
    assert table.homework is None
    assert not set(others) & set(dealt(table))
    house.clock.pass_days(1)
    assert asked(handed) == FIRST
    asking.another(handed)
    house.clock.pass_days(1)
    assert asked(handed) == SECOND


def test_while_questions_rest_it_asks_nothing(handed: Session) -> None:
    asking.rest(handed, rests=True)
    assert asking.table(handed).prompts == ()


def test_once_the_pack_is_gone_nothing_of_it_is_asked(handed: Session) -> None:
    packs.remove_pack(handed, "evening")
    assert asked(handed) is None


def test_after_a_shaky_day_only_the_lightest_is_asked(
    ana: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs.add_pack(
        ana, PACK.replace('id = "first"', 'id = "first"\ndepth = "warm"'), file="x"
    )
    assert asked(ana) == FIRST
    monkeypatch.setattr("journal.domain.dealing.asks_for_gentleness", lambda *_: True)
    assert asked(ana) is None


def test_the_second_pack_asks_once_the_first_was_answered_today(
    handed: Session,
) -> None:
    packs.add_pack(handed, PACK.replace('"evening"', '"morning"'), file="morning.toml")
    answer(handed, FIRST)
    assert asked(handed) == "pack-morning-first"
