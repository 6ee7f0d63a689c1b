"""Bringing in what was written elsewhere: private, whole, and once."""

from pathlib import Path
from random import Random  # noqa: TID251 - a seeded history

import pytest

from journal.domain.entries import Visibility
from journal.services import (
    checking,
    importing,
    importing_words,
    leaving,
    reading,
    writing,
)
from journal.services.session import Session
from tests.house import PASSPHRASES, House, reopened, revised, two, wrote
from tests.imports.exports import day_one, jrnl
from tests.services.lights import Lights


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "home")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "Journal.json"
    path.write_bytes(
        day_one(
            {"text": "# One\n\nFirst.", "creationDate": "2019-03-18T23:30:00Z"},
            {"text": "Second.", "creationDate": "2021-01-01T08:00:00Z"},
            {"text": "Third.", "creationDate": "2021-01-01T07:00:00Z"},
        )
    )
    return path


def planned(session: Session, path: Path) -> importing.Plan:
    return importing.plan(session, importing.read(path, today=session.today()))


def brought(session: Session, path: Path) -> int:
    return importing.bring_in(session, planned(session, path))


def test_it_comes_in_private_under_its_day_and_in_its_order(
    house: House, journal: Path
) -> None:
    ana = house.begin("Ana")
    assert brought(ana, journal) == 3
    ana = reopened(house, ana, "Ana")
    entries = reading.my_journal(ana)
    assert [one.words for one in entries] == ["Second.", "Third.", "First."]
    first = entries[-1]
    assert (str(first.written_on), first.title) == ("2019-03-19", "One")
    assert first.prompt is None
    assert {reading.visibility(ana, one.id) for one in entries} == {Visibility.PRIVATE}
    assert len({one.moment for one in entries}) == 3
    assert checking.examine(ana).findings == ()
    ana.close()


def test_a_second_time_brings_in_only_what_is_new(house: House, journal: Path) -> None:
    ana = house.begin("Ana")
    brought(ana, journal)
    revised(ana, reading.my_journal(ana)[0].id, "Second, told otherwise.")
    ana = reopened(house, ana, "Ana")
    again = planned(ana, journal)
    assert (again.entries, again.here, again.deleted) == ((), 3, 0)
    assert importing.bring_in(ana, again) == 0
    ana.close()


def test_what_was_deleted_here_stays_deleted(house: House, journal: Path) -> None:
    ana = house.begin("Ana")
    brought(ana, journal)
    writing.delete(ana, reading.my_journal(ana)[0].id)
    ana = reopened(house, ana, "Ana")
    again = planned(ana, journal)
    assert (again.entries, again.here, again.deleted) == ((), 2, 1)
    assert any("stay" in line for line in importing_words.before(again))
    ana.close()


def test_another_form_of_the_same_words_is_known_by_day_and_words(
    house: House, tmp_path: Path, journal: Path
) -> None:
    ana = house.begin("Ana")
    brought(ana, journal)
    other = tmp_path / "other.json"
    twice = {"title": "", "body": "Second.", "date": "2021-01-01"}
    other.write_bytes(jrnl(twice, twice, {"body": "New.", "date": "2021-01-01"}))
    plan = planned(ana, other)
    # One of the two is here; a second of the same words is a second.
    assert [one.words for one in plan.entries] == ["Second.", "New."]
    assert plan.here == 1
    ana.close()


def test_nobody_else_can_work_out_the_ids(house: House, journal: Path) -> None:
    ana, ben = two(house)
    brought(ana, journal)
    brought(ben, journal)
    mine, theirs = (
        {one.id for one in reading.my_journal(session)} for session in (ana, ben)
    )
    assert not mine & theirs
    assert not ana.library.offered_entries()
    ana.close()
    ben.close()


def test_who_has_left_is_known_by_the_words(house: House, journal: Path) -> None:
    ana, ben = two(house)
    brought(ana, journal)
    leaving.leave(ana, PASSPHRASES["Ana"])
    ben.close()
    with house.open("Ana") as again:
        plan = planned(again, journal)
        assert (plan.entries, plan.here) == ((), 3)


def test_it_says_how_far_it_is_and_stops_when_the_journal_is_closed(
    house: House, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    ana = house.begin("Ana")
    plan = planned(ana, journal)
    told = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        ana.is_closing = True

    assert importing.bring_in(ana, plan, progress) == 2
    assert told == [(2, 3)]
    ana = reopened(house, ana, "Ana")
    assert brought(ana, journal) == 1
    ana.close()


def test_wherever_the_lights_go_out_a_repeat_finishes_it_without_doubles(
    house: House, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    lights = Lights(house, Random(6))  # noqa: S311 - likewise
    with lights.hung():
        ana = house.begin("Ana")
        wrote(ana, "From before.")
        plan = planned(ana, journal)
        with lights.watching():
            importing.bring_in(ana, plan)
        states = lights.remembered(24)
        ana.close()
    counts = set()
    for state in states:
        with lights.house_as(state) as found, found.open("Ana") as again:
            counts.add(len(again.library.own_entries()))
            assert checking.examine(again).findings == ()
            brought(again, journal)
            words = sorted(one.words for one in again.library.own_entries())
            assert words == ["First.", "From before.", "Second.", "Third."]
            assert not again.troubles
    assert counts == {1, 2, 3, 4}
