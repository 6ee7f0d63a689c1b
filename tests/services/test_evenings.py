"""A hard evening: a page that asks nothing, and time before it is offered."""

from datetime import UTC, datetime, timedelta

import pytest

from journal.crypto.format import Json
from journal.domain.entries import Entry
from journal.errors import NoRoom
from journal.services import (
    arriving,
    evenings,
    preferences,
    reading,
    sharing,
    writing,
)
from journal.services.preferences import Evening
from journal.services.session import Session
from journal.services.writing import Draft
from tests.house import NOON, House, reopened, wrote

MONDAY = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
Couple = tuple[Session, Session]


@pytest.fixture(autouse=True)
def _late(house: House) -> None:
    house.clock.now = MONDAY


def at(house: House, day: int, hour: int, minute: int = 0) -> None:
    house.clock.now = datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def written(session: Session, words: str = "Not tonight.") -> Entry:
    evenings.begin(session)
    draft = evenings.page(session)
    return writing.save(
        session, Draft(id=draft.id, words=words, is_hard_evening=draft.is_hard_evening)
    )


def test_the_page_is_private_and_asks_nothing(ana: Session) -> None:
    draft = evenings.page(ana)
    assert (draft.prompt, draft.asked, draft.moment) == (None, None, None)
    page = written(ana)
    assert (page.role, page.function, page.prompt) == (None, None, None)
    assert reading.visibility(ana, page.id).value == "private"


def test_until_the_evening_after_offering_asks_first(
    ana: Session, house: House
) -> None:
    assert not evenings.is_cooling(ana)
    evenings.begin(ana)
    assert evenings.is_cooling(ana)
    ana = reopened(house, ana, "Ana")
    for day, hour, minute, is_cooling in (
        (24, 3, 0, True),
        (24, 17, 59, True),
        (24, 18, 0, False),
        (25, 9, 0, False),
        (22, 9, 0, False),
    ):
        at(house, day, hour, minute)
        assert evenings.is_cooling(ana) is is_cooling
    ana.close()


def test_after_midnight_it_is_still_the_evening_before(
    ana: Session, house: House
) -> None:
    at(house, 24, 2)
    page = written(ana)
    assert evenings.is_cooling(ana)
    assert evenings.next_day(ana) is None
    at(house, 24, 9)
    assert evenings.next_day(ana) == page
    at(house, 24, 18)
    assert not evenings.is_cooling(ana)


def test_one_line_may_be_said_on_the_day_after_and_once(
    ana: Session, house: House
) -> None:
    page = written(ana)
    assert evenings.next_day(ana) is None
    at(house, 24, 8)
    ana = reopened(house, ana, "Ana")
    assert evenings.next_day(ana) == page
    evenings.let_rest(ana)
    assert evenings.next_day(ana) is None
    assert evenings.is_cooling(ana)
    arriving.mark_seen(ana, in_us=False)
    ana = reopened(house, ana, "Ana")
    assert evenings.next_day(ana) is None
    ana.close()


def test_two_days_later_nothing_is_said_of_it(ana: Session, house: House) -> None:
    written(ana)
    at(house, 25, 9)
    assert evenings.next_day(ana) is None


def test_nothing_is_said_of_a_page_that_is_offered_gone_or_was_never_saved(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    evenings.let_rest(ana)
    page = written(ana)
    evenings.begin(ben)
    at(house, 24, 8)
    assert evenings.next_day(ben) is None
    assert evenings.next_day(ana) == page
    sharing.offer(ana, page.id)
    assert evenings.next_day(ana) is None
    writing.delete(ana, page.id)
    assert evenings.next_day(ana) is None


def test_the_page_may_be_finished_later_and_is_known_by_its_evening(
    ana: Session, house: House
) -> None:
    evenings.begin(ana)
    draft = evenings.page(ana)
    writing.keep_draft(ana, Draft(id=draft.id, words="I", is_hard_evening=True))
    at(house, 24, 7)
    ana = reopened(house, ana, "Ana")
    (kept,) = writing.drafts(ana)
    assert kept.is_hard_evening
    page = writing.save(ana, kept)
    assert evenings.next_day(ana) == page
    # Softening it is writing it anew; it stays the page of that evening.
    softer = writing.draft_of(ana, page.id)
    assert not softer.is_hard_evening
    again = writing.save(ana, Draft(id=softer.id, words="I was tired.", entry=page.id))
    assert evenings.next_day(ana) == again
    ana.close()


def test_other_pages_of_that_evening_are_pages_like_any_other(
    ana: Session, house: House
) -> None:
    page = written(ana)
    wrote(ana, "Something else.")
    at(house, 24, 8)
    assert evenings.next_day(ana) == page


def test_only_the_last_evening_is_known(ana: Session, house: House) -> None:
    written(ana)
    at(house, 24, 23)
    later = written(ana)
    chosen = preferences.preferences(ana)
    assert chosen.evening == Evening(day=(NOON).date(), page=later.id)


def test_a_draft_of_an_evening_that_is_no_longer_known_is_a_page(ana: Session) -> None:
    page = writing.save(ana, Draft(id="ab" * 16, words="Late.", is_hard_evening=True))
    assert evenings.next_day(ana) is None
    assert ana.library.own(page.id) == page
    assert preferences.preferences(ana).evening is None


def test_without_room_the_page_opens_and_it_holds_while_the_journal_is_open(
    ana: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = written(ana)
    with monkeypatch.context() as full:

        def refuse(_: object) -> object:
            raise NoRoom

        full.setattr(type(ana.vault), "change", refuse)
        evenings.begin(ana)
        assert evenings.is_cooling(ana)
        at(house, 24, 8)
        evenings.let_rest(ana)
    ana = reopened(house, ana, "Ana")
    assert evenings.next_day(ana) == page
    ana.close()


def test_the_vault_does_not_tell_such_a_page_from_another(ana: Session) -> None:
    def sizes(session: Session) -> dict[str, int]:
        return {
            name: len(session.vault.state(name) or b"")
            for name in ("pins", "preferences", "evening")
        }

    wrote(ana, "Not tonight, or ever.")
    plain = sizes(ana)
    boxes = [ana.vault.state("preferences")]
    written(ana, "Not tonight, or never.")
    boxes.append(ana.vault.state("preferences"))
    assert sizes(ana) == plain
    # Written anew with any page, whether or not there was an evening.
    wrote(ana, "In the morning.")
    boxes.append(ana.vault.state("preferences"))
    assert len(set(boxes)) == len(boxes)


@pytest.mark.parametrize(
    "kept",
    [None, "monday", {"day": "monday"}, {"page": "ab"}, {"day": 5, "page": "ab"}],
)
def test_what_cannot_be_read_of_it_is_no_evening(ana: Session, kept: Json) -> None:
    ana.keep_state(preferences.STATE, {"evening": kept})
    assert preferences.preferences(ana).evening is None


def test_an_evening_without_its_page_is_read_as_one(ana: Session) -> None:
    body: dict[str, Json] = {"day": "2026-11-23", "page": 7, "is_over": "no"}
    ana.keep_state(preferences.STATE, {"evening": body})
    assert preferences.preferences(ana).evening == Evening(day=MONDAY.date())


def test_a_clock_that_was_set_back_asks_nothing(ana: Session, house: House) -> None:
    written(ana)
    house.clock.now = MONDAY - timedelta(days=3)
    assert not evenings.is_cooling(ana)
    assert evenings.next_day(ana) is None
