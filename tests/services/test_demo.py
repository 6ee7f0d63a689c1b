"""The made-up couple's journal is a real one, and nothing of it stays."""

from pathlib import Path

import pytest

from journal.domain.entries import Visibility
from journal.domain.prompts import Care, PromptRole
from journal.domain.shared_view import as_json
from journal.services import (
    asking,
    demo,
    exchanging,
    loading,
    naming,
    opening,
    packing,
    reading,
    returning,
)
from journal.services.session import Session
from tests.house import House, where_it_lies


def _opened(home: Path, made: demo.Demo, name: str) -> Session:
    door = opening.find_door(home, name)
    passphrase = dict(made.people)[name]
    session = opening.unlock(door, passphrase, conditions=made.conditions)
    loading.load(session)
    exchanging.exchange(session)
    return session


def test_a_year_of_two_people_that_both_see_alike(house: House) -> None:
    house.home.mkdir()
    made = demo.make(house.home, conditions=house.conditions)
    ana, ben = (_opened(house.home, made, name) for name in ("Ana", "Ben"))
    view = reading.us(ana)
    assert as_json(view) == as_json(reading.us(ben))
    assert len(view.moments) > 20
    assert any(len(moment.sides) == 2 for moment in view.moments)
    assert view.turns
    # There is something to see in every view of the two of them.
    assert view.named_by_both
    assert view.unseen
    assert len(view.helps) == len(made.people)
    assert view.coming_back
    assert view.next_things
    assert view.then_and_now
    assert view.seasons
    for session in (ana, ben):
        assert len(returning.bad_night(session)) == 3
    # One waits to be answered, and what is in it is nobody's but its writer's.
    (waiting,) = ana.offers.all_sealed(ben.identity.id)
    assert waiting.entry is None
    assert where_it_lies("The third stair", house.home) == []
    (proposed,) = naming.proposed_seasons(ana)
    assert proposed.name not in {one.name for one in view.seasons}
    # Two moments are brought to a counsellor, and neither has agreed to the text yet.
    pack = packing.bench(ana, packing.Whose.OURS)
    assert pack.pack == packing.bench(ben, packing.Whose.OURS).pack
    assert (len(pack.pack.moments), pack.agreed) == (2, frozenset())
    # Nobody in it offered what the screen would not let them offer.
    for entry in ana.library.offered_entries():
        if entry.prompt is not None:
            prompt = asking.find_prompt(None, entry.prompt)
            assert prompt.care is not Care.HEAVY, entry.prompt
            assert prompt.role is not PromptRole.SELF, entry.prompt
    today = ana.today()
    for session in (ana, ben):
        assert not session.troubles
        pages = reading.my_journal(session)
        assert all(page.day <= today or page.ahead for page in pages)
        assert any(
            reading.visibility(session, page.id) is Visibility.PRIVATE for page in pages
        )
        assert reading.today(session).arrivals.moments
        session.close()
    assert where_it_lies("kettle was already on", house.home) == []


def test_its_home_is_gone_however_it_ends() -> None:
    with demo.throw_away_home() as home:
        assert home.stat().st_mode & 0o777 == 0o700
        (home / "file").write_text("x")
    assert not home.exists()
    with pytest.raises(KeyError), demo.throw_away_home() as home:
        raise KeyError
    assert not home.exists()


def test_the_passphrases_are_not_printed_by_mistake(house: House) -> None:
    made = demo.Demo(people=(("Ana", "half an orange"),), conditions=house.conditions)
    assert "orange" not in repr(made)
