"""What comes back of itself, and what never does."""

from datetime import date, timedelta

import pytest

from journal.domain.attachment import Context, Landing
from journal.domain.entries import Entry, PromptId
from journal.domain.prompts import Care
from journal.errors import NotPossible
from journal.services import (
    arriving,
    asking,
    bonds,
    naming,
    returning,
    sharing,
    shipped,
    writing,
)
from journal.services.session import SELF, US, Session
from tests.house import NOON, House, pass_on, reopened

Couple = tuple[Session, Session]
A_YEAR_AGO = date(2025, 11, 24)
HEAVY = next(one.id for one in shipped.library().prompts() if one.care is Care.HEAVY)


def told(
    session: Session,
    words: str = "You left the light on.",
    *,
    day: date = A_YEAR_AGO,
    landing: Landing | None = Landing.LANDED,
    context: Context | None = None,
    prompt: PromptId | None = None,
) -> Entry:
    draft = writing.new_draft(session, words=words, prompt=prompt)
    said = writing.About(happened_on=day, landing=landing, context=context)
    entry = writing.save(session, draft, said)
    sharing.offer(session, entry.id)
    return entry


def comes_back(session: Session) -> str | None:
    found = returning.a_year_ago(session)
    return found.side.entry.words if found else None


def test_one_that_landed_a_year_ago_comes_back_to_both(couple: Couple) -> None:
    ana, ben = couple
    assert comes_back(ana) is None
    told(ana)
    told(ben, "Long ago.", day=date(2025, 6, 1))
    pass_on(ana, ben)
    assert comes_back(ana) == comes_back(ben) == "You left the light on."


def test_not_what_is_heavy_nor_what_was_between_them(couple: Couple) -> None:
    ana, _ = couple
    told(ana, "Heavy.", prompt=HEAVY)
    told(ana, "Between us.", context=Context.BETWEEN_US)
    told(ana, "Passed by.", landing=Landing.MISSED)
    assert comes_back(ana) is None


def test_nothing_while_it_has_arrived_quietly(couple: Couple) -> None:
    ana, ben = couple
    told(ana)
    asking.be_quiet(ben, is_quiet=True)
    pass_on(ana, ben)
    assert comes_back(ben) is None
    arriving.mark_seen(ben, in_us=True)
    assert comes_back(ben) is not None


def test_what_one_person_muted_stays_away_from_them_and_nobody_can_tell(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    told(ana)
    pass_on(ana, ben)
    end = ben.head(US)
    days = A_YEAR_AGO - timedelta(days=1), A_YEAR_AGO
    returning.mute(ben, days=days)
    own = ben.head(SELF)
    returning.mute(ben, days=days)
    assert (ben.head(SELF), ben.head(US)) == (own, end)
    assert comes_back(ben) is None
    assert comes_back(ana) is not None
    ben = reopened(house, ben, "Ben")
    assert comes_back(ben) is None
    returning.mute(ben, days=days, kept=False)
    assert comes_back(ben) is not None
    returning.mute(ben)
    assert comes_back(ben) is None
    assert returning.muted(ben).all_days
    returning.mute(ben, kept=False)
    assert comes_back(ben) is not None
    with pytest.raises(NotPossible, match="The last day"):
        returning.mute(ben, days=days[::-1])
    ben.close()


def test_the_days_of_a_hard_season_stay_away_until_one_lets_them(
    couple: Couple,
) -> None:
    ana, ben = couple
    told(ana)
    season = naming.propose_season(
        ana, "Autumn", first=date(2025, 10, 1), last=date(2025, 12, 1), is_hard=True
    )
    pass_on(ana, ben)
    naming.agree_season(ben, season.id)
    pass_on(ana, ben)
    assert comes_back(ana) is comes_back(ben) is None
    naming.season_days_may_return(ben, season.id)
    pass_on(ana, ben)
    assert comes_back(ana) is None
    assert comes_back(ben) is not None


# A bad night.


def test_a_bad_night_brings_three_that_both_let_come_back(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    assert returning.bad_night(ana) == ()
    pages = [
        told(ana, f"Page {n}.", day=NOON.date() - timedelta(days=n)) for n in range(6)
    ]
    pass_on(ana, ben)
    for page in pages[:5]:
        bonds.let_return(ana, page.id)
    assert returning.bad_night(ana) == ()
    for page in pages[1:]:
        bonds.let_return(ben, page.id)
    pass_on(ana, ben)
    found = returning.bad_night(ana)
    assert len(found) == 3
    assert {one.side.entry.id for one in found} <= {page.id for page in pages[1:5]}
    assert returning.bad_night(ana) == returning.bad_night(ben) == found
    ana = reopened(house, ana, "Ana")
    assert returning.bad_night(ana) == found
    ana.close()


def test_what_has_arrived_quietly_does_not_come_on_a_bad_night(couple: Couple) -> None:
    ana, ben = couple
    page = told(ana)
    asking.be_quiet(ben, is_quiet=True)
    pass_on(ana, ben)
    for session in couple:
        bonds.let_return(session, page.id)
    pass_on(ana, ben)
    assert returning.bad_night(ana) != ()
    assert returning.bad_night(ben) == ()


def test_alone_nothing_is_told_that_could_come_back(ana: Session) -> None:
    assert returning.bad_night(ana) == ()
    assert returning.a_year_ago(ana) is None
