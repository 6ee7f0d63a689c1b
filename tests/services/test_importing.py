"""Bringing in what was written elsewhere: private, whole, and once."""

import json
from datetime import date
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded history
from typing import Any

import pytest

from journal.domain.attachment import Response, Role
from journal.domain.entries import Okay, Visibility
from journal.domain.shared_view import as_json
from journal.errors import NotPossible
from journal.services import (
    checking,
    exchanging,
    exporting,
    importing,
    importing_words,
    leaving,
    our_prompts,
    reading,
    returning,
    sharing,
    writing,
)
from journal.services.session import Session
from tests.house import (
    PASSPHRASES,
    House,
    pass_on,
    reopened,
    revised,
    two,
    wrote,
)
from tests.imports.exports import day_one, jrnl, zipped
from tests.services.lights import Lights
from tests.services.test_sealing import sealed


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
    assert (again.pages, again.here, again.deleted) == ((), 3, 0)
    assert importing.bring_in(ana, again) == 0
    ana.close()


def test_what_was_deleted_here_stays_deleted(house: House, journal: Path) -> None:
    ana = house.begin("Ana")
    brought(ana, journal)
    writing.delete(ana, reading.my_journal(ana)[0].id)
    ana = reopened(house, ana, "Ana")
    again = planned(ana, journal)
    assert (again.pages, again.here, again.deleted) == ((), 2, 1)
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
    assert [one.words for (one,) in plan.pages] == ["Second.", "New."]
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
        assert (plan.pages, plan.here) == ((), 3)


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


def taken_out(session: Session, path: Path, *, with_offered: bool = False) -> Path:
    exporting.take_out(session, path, exporting.Form.JSON, with_offered=with_offered)
    return path


def mine_in(path: Path) -> dict[str, Any]:
    """What an export says of one's own, but for who and who may read it."""
    mine: dict[str, Any] = json.loads(path.read_bytes())["mine"]
    del mine["person"]
    for entry in mine["entries"]:
        del entry["visibility"]
    return mine


def test_ones_own_export_comes_in_again_exactly(house: House, tmp_path: Path) -> None:
    ana, ben = two(house)
    arc = writing.About(
        title="The stairs",
        role=Role.CARE_SEEKER,
        happened_on=date(2026, 11, 20),
        after=Okay(2, 4),
        response=frozenset({Response.LISTENED}),
    )
    told = wrote(ana, "You came up.", said=arc)
    revised(ana, told.id, "You came up the stairs.")
    sharing.offer(ana, told.id)
    wrote(ana, "Later.", said=writing.About(repairs=told.id))
    our_prompts.write_prompt(ana, "Which stairs?")
    writing.keep_draft(ana, writing.new_draft(ana, words="Half a page."))
    sharing.offer(ben, wrote(ben, "BensOwnWords").id)
    pass_on(ana, ben)
    first = taken_out(ana, tmp_path / "first.json", with_offered=True)
    ana.close()
    ben.close()

    elsewhere = House(tmp_path / "elsewhere")
    cleo = elsewhere.begin("Cleo")
    plan = planned(cleo, first)
    said = importing_words.before(plan)
    assert said[0] == "2 entries, 2026, from Lean-to."
    assert "1 question of your own." in said
    assert "1 unfinished page." in said
    assert importing_words.OTHERS_STAY in said
    assert importing.bring_in(cleo, plan) == 2
    now = {one.visibility for one in cleo.library.own_entries()}
    assert now == {Visibility.PRIVATE}
    cleo = reopened(elsewhere, cleo, "Cleo")
    second = taken_out(cleo, tmp_path / "second.json")
    assert mine_in(second) == mine_in(first)
    assert not cleo.library.offered_entries()
    assert b"BensOwnWords" not in second.read_bytes()

    assert planned(cleo, first).is_nothing
    writing.delete(cleo, told.id)
    assert planned(cleo, first).deleted == 1
    cleo.close()


def test_what_has_been_finished_since_does_not_come_back_unfinished(
    house: House, tmp_path: Path
) -> None:
    ana = house.begin("Ana")
    draft = writing.new_draft(ana, words="Half a page.")
    writing.keep_draft(ana, draft)
    path = zipped(
        tmp_path / "mine.zip",
        {"mine.json": taken_out(ana, tmp_path / "mine.json").read_bytes()},
    )
    assert planned(ana, path).is_nothing
    writing.save(ana, draft)
    assert planned(ana, path).is_nothing
    ana.close()


def test_an_export_that_no_journal_could_hold_is_refused(
    house: House, tmp_path: Path
) -> None:
    ana = house.begin("Ana")
    wrote(ana, "Words.")
    path = taken_out(ana, tmp_path / "mine.json")
    whole = json.loads(path.read_bytes())
    entry = whole["mine"]["entries"][0]
    entry |= {"id": "ab" * 16, "later": {"more": "x" * 2**20}}
    path.write_text(json.dumps(whole))
    with pytest.raises(NotPossible, match="larger than a journal can hold"):
        planned(ana, path)
    entry |= {"later": {"more": [[]]}, "written_at": "0001-01-01T00:00:00Z"}
    path.write_text(json.dumps(whole))
    # The same day and words are here already.
    assert planned(ana, path).is_nothing
    entry |= {"words": "Other words."}
    path.write_text(json.dumps(whole))
    assert brought(ana, path) == 1
    ana = reopened(house, ana, "Ana")
    assert ana.library.own(entry["id"]).unknown == {"more": [[]]}
    ana.close()


@pytest.mark.parametrize("form", [exporting.Form.DAY_ONE, exporting.Form.MARKDOWN])
def test_what_was_taken_out_in_another_form_is_known_here(
    house: House, tmp_path: Path, form: exporting.Form
) -> None:
    ana, ben = two(house)
    said = writing.About(title="The stairs", role=Role.CARE_SEEKER)
    wrote(ana, "---\nYou came up. \\. #up", said=said)
    gone = wrote(ana, "Gone.")
    sharing.offer(ben, wrote(ben, "BensOwnWords").id)
    pass_on(ana, ben)
    path = tmp_path / "mine"
    exporting.take_out(ana, path, form, with_offered=True)
    plan = planned(ana, path)
    assert (plan.pages, plan.here) == ((), 3)
    writing.delete(ana, gone.id)
    plan = planned(ana, path)
    assert (plan.pages, plan.here, plan.deleted) == ((), 2, 1)
    ana.close()
    ben.close()


def test_years_of_entries_upset_neither_today_nor_us(
    house: House, journal: Path
) -> None:
    ana, ben = two(house)
    told = wrote(ana, "From today.", said=writing.About(after=Okay(1, 1)))
    sharing.offer(ana, told.id)
    pass_on(ana, ben)
    before = (
        reading.today(ana).table,
        as_json(reading.us(ana)),
        returning.a_year_ago(ana),
        reading.my_journal(ana)[0],
    )
    assert brought(ana, journal) == 3
    after = (
        reading.today(ana).table,
        as_json(reading.us(ana)),
        returning.a_year_ago(ana),
        reading.my_journal(ana)[0],
    )
    assert after == before
    (found,) = reading.find(ana, "third").entries
    assert found.words == "Third."
    assert not exchanging.exchange(ana).trouble
    assert not ben.library.offered(ana.me.id, found.id)
    ana.close()
    ben.close()


def test_what_the_partner_has_sealed_or_taken_back_never_becomes_mine(
    couple: tuple[Session, Session], tmp_path: Path
) -> None:
    ana, ben = couple
    shut = sealed(ben, "Ben's answer.")
    back = wrote(ben, "Offered for a while.")
    sharing.offer(ben, back.id)
    asked = our_prompts.write_prompt(ben, "What stood at the door?")
    our_prompts.offer_prompt(ben, asked.id)
    pass_on(ana, ben)
    sharing.take_back(ben, back.id)
    pass_on(ana, ben)
    file = taken_out(ben, tmp_path / "ben.json")
    planned = importing.plan(ana, importing.read(file, today=ana.today()))
    assert (planned.here, planned.pages, planned.questions) == (2, (), ())
    importing.bring_in(ana, planned)
    sharing.offer(ben, back.id)
    pass_on(ana, ben)
    assert [one.id for one in ana.offers.all_sealed(ben.me.id)] == [shut.id]
    assert ana.library.offered(ben.me.id, back.id) is not None
