"""Seasons: a stretch of time has a name once both have said yes to it."""

from dataclasses import replace
from datetime import date

import pytest

from journal.domain.bonds import Season
from journal.errors import NotFound, NotMet, NotPossible
from journal.services import naming, reading
from journal.services.naming import Named
from journal.services.seasons import body_of
from journal.services.session import SELF, US, Session
from tests.house import House, pass_on, reopened

Couple = tuple[Session, Session]
JANUARY, MARCH = date(2026, 1, 7), date(2026, 3, 1)
NAME = "The winter of Dad"


def seasons_of(session: Session) -> tuple[Season, ...]:
    return reading.us(session).seasons


def agreed(couple: Couple, *, is_hard: bool = False) -> Season:
    ana, ben = couple
    season = naming.propose_season(ana, NAME, first=JANUARY, is_hard=is_hard)
    pass_on(ana, ben)
    naming.agree_season(ben, season.id)
    pass_on(ana, ben)
    return season


def test_it_is_in_us_once_both_have_said_yes(couple: Couple, house: House) -> None:
    ana, ben = couple
    season = naming.propose_season(ana, f"  {NAME}\n", first=JANUARY, last=MARCH)
    assert (season.name, season.last) == (NAME, MARCH)
    pass_on(ana, ben)
    assert seasons_of(ana) == seasons_of(ben) == ()
    assert naming.proposed_seasons(ana) == ()
    assert naming.proposed_seasons(ben) == (season,)
    naming.agree_season(ben, season.id)
    end = ben.head(US)
    naming.agree_season(ben, season.id)
    assert ben.head(US) == end
    pass_on(ana, ben)
    assert seasons_of(ana) == seasons_of(ben) == (season,)
    assert naming.proposed_seasons(ben) == ()
    ben = reopened(house, ben, "Ben")
    assert seasons_of(ben) == (season,)
    ben.close()


def test_a_yes_is_to_the_one_that_was_meant(couple: Couple) -> None:
    ana, ben = couple
    naming.propose_season(ana, "Autumn", first=date(2025, 10, 1))
    season = naming.propose_season(ana, NAME, first=JANUARY)
    pass_on(ana, ben)
    naming.agree_season(ben, season.id)
    assert seasons_of(ben) == (season,)
    assert [one.name for one in naming.proposed_seasons(ben)] == ["Autumn"]


def test_a_change_waits_for_the_others_yes_and_the_name_stays_meanwhile(
    couple: Couple,
) -> None:
    ana, ben = couple
    season = agreed(couple)
    over = naming.propose_season(
        ben, NAME, first=JANUARY, last=MARCH, is_hard=True, season=season.id
    )
    pass_on(ana, ben)
    assert seasons_of(ana) == seasons_of(ben) == (season,)
    assert naming.proposed_seasons(ana) == (over,)
    naming.agree_season(ana, season.id)
    pass_on(ana, ben)
    assert seasons_of(ana) == seasons_of(ben) == (over,)


def test_a_no_is_for_oneself_alone_and_may_become_a_yes(couple: Couple) -> None:
    ana, ben = couple
    season = naming.propose_season(ana, NAME, first=JANUARY)
    pass_on(ana, ben)
    end = ben.head(US)
    naming.decline_season(ben, season.id)
    own = ben.head(SELF)
    naming.decline_season(ben, season.id)
    assert (ben.head(US), ben.head(SELF)) == (end, own)
    assert naming.proposed_seasons(ben) == ()
    pass_on(ana, ben)
    assert seasons_of(ana) == ()
    naming.agree_season(ben, season.id)
    pass_on(ana, ben)
    assert seasons_of(ana) == seasons_of(ben) == (season,)


def test_either_leaves_it_and_is_not_asked_again(couple: Couple) -> None:
    ana, ben = couple
    season = agreed(couple)
    naming.leave_season(ben, season.id)
    pass_on(ana, ben)
    assert seasons_of(ana) == seasons_of(ben) == ()
    assert naming.proposed_seasons(ben) == ()
    naming.propose_season(ben, NAME, first=JANUARY, season=season.id)
    pass_on(ana, ben)
    assert seasons_of(ana) == seasons_of(ben) == (season,)
    with pytest.raises(NotFound):
        naming.leave_season(ben, "f" * 32)


def test_its_days_may_come_back_to_the_one_who_lets_them(couple: Couple) -> None:
    ana, ben = couple
    season = agreed(couple, is_hard=True)
    naming.season_days_may_return(ana, season.id)
    end = ana.head(US)
    naming.season_days_may_return(ana, season.id)
    assert ana.head(US) == end
    pass_on(ana, ben)
    let = replace(season, days_may_return=frozenset({ana.identity.id}))
    assert seasons_of(ana) == seasons_of(ben) == (let,)
    naming.season_days_may_return(ana, season.id, kept=False)
    pass_on(ana, ben)
    assert seasons_of(ben) == (season,)


def test_a_season_has_a_name_and_ends_after_it_begins(couple: Couple) -> None:
    ana, ben = couple
    end = ana.head(US)
    with pytest.raises(NotPossible, match="needs a name"):
        naming.propose_season(ana, " \n", first=JANUARY)
    with pytest.raises(NotPossible, match="ends on the day it begins"):
        naming.propose_season(ana, NAME, first=MARCH, last=JANUARY)
    with pytest.raises(NotFound):
        naming.propose_season(ana, NAME, first=JANUARY, season="f" * 32)
    for verb in (
        naming.agree_season,
        naming.decline_season,
        naming.season_days_may_return,
    ):
        with pytest.raises(NotFound):
            verb(ben, "f" * 32)
    own = naming.propose_season(ana, NAME, first=JANUARY)
    with pytest.raises(NotFound):
        naming.agree_season(ana, own.id)
    assert ana.head(US).sequence == end.sequence + 1


def test_alone_there_is_nobody_to_name_it_with(ana: Session) -> None:
    with pytest.raises(NotMet):
        naming.propose_season(ana, NAME, first=JANUARY)
    with pytest.raises(NotFound):
        naming.agree_season(ana, "f" * 32)
    with pytest.raises(NotFound):
        naming.decline_season(ana, "f" * 32)
    assert naming.proposed_seasons(ana) == ()


def test_what_one_may_do_something_about_is_told_apart(couple: Couple) -> None:
    ana, ben = couple
    season = agreed(couple)
    mine = naming.propose_season(ana, "Autumn", first=JANUARY)
    over = naming.propose_season(ben, NAME, first=JANUARY, last=MARCH, season=season.id)
    pass_on(ana, ben)
    assert naming.named(ana) == Named(agreed=(season,), theirs=(over,), mine=(mine,))
    assert naming.named(ben) == Named(agreed=(season,), theirs=(mine,), mine=(over,))
    assert naming.resolve_season(ana, season.id[:8]) == over
    naming.decline_season(ben, mine.id)
    assert naming.named(ben).theirs == ()
    assert naming.resolve_season(ben, mine.id) == mine
    for start in ("f" * 31, mine.id[:3], ""):
        with pytest.raises(NotFound):
            naming.resolve_season(ana, start)


def test_alone_there_is_nothing_to_name(house: House) -> None:
    cleo = house.begin("Cleo")
    assert naming.named(cleo) == Named()
    cleo.close()


def test_two_ids_that_begin_alike_are_told_apart_by_more(couple: Couple) -> None:
    ana, _ = couple
    for last in "01":
        id_ = "a" * 31 + last
        ana.sayings.seasons.say(
            ana.identity.id, body_of(Season(id=id_, name=NAME, first=JANUARY)), 1
        )
    with pytest.raises(NotPossible):
        naming.resolve_season(ana, "aaaa")
    assert naming.resolve_season(ana, "a" * 31 + "1").id.endswith("1")
