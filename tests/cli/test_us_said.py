"""What is said over all moments, printed: the same for both, for the ear as well."""

import json
from datetime import date
from pathlib import Path

import pytest

from journal.domain.attachment import Landing, Response, Role
from journal.domain.drawing_over_time import NOT_YET
from journal.domain.drawing_what_helps import NOT_CHOSEN
from journal.services import bonds, sharing, writing
from journal.services.session import Session
from tests.house import House, pass_on, two, wrote

VIEWS = ("over-time", "what-helps", "coming-back", "what-came-next")


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Two people who met and wrote nothing."""
    made = House(tmp_path / "home")
    for session in two(made):
        session.close()
    return made


def told(session: Session, day: date, role: Role, words: str = "You came.") -> None:
    said = writing.About(
        happened_on=day,
        role=role,
        title=f"Day {day.day}",
        landing=Landing.LANDED if role is Role.CARE_SEEKER else None,
        response=frozenset({Response.STAYED_NEAR}),
        returned_to="slept, for once" if day.day == 1 else None,
    )
    sharing.offer(session, wrote(session, words, said=said).id)


def live(house: House) -> None:
    """Six weeks in which each reaches and each is there; Ana shows what helped."""
    with house.open("Ana") as ana, house.open("Ben") as ben:
        for session in (ana, ben):
            for role, month in ((Role.CARE_SEEKER, 10), (Role.CAREGIVER, 11)):
                for day in (1, 8, 15, 22):
                    told(session, date(2026, month, day), role, f"Words of {day}.")
        bonds.tell_what_helps(ana)
        pass_on(ana, ben)


def test_each_view_is_the_same_for_both_and_draws_no_boxes(house: House) -> None:
    live(house)
    for view in VIEWS:
        for form in ((), ("--json",)):
            hers = house.by("Ana", "us", "--view", view, *form)
            his = house.by("Ben", "us", "--view", view, *form)
            assert (hers.code, hers.out) == (0, his.out)
            assert not set("│─○●%") & set(hers.out)


def test_each_view_says_what_it_is_of(house: House) -> None:
    live(house)
    assert house.by("Ben", "us", "--view", "over-time").out.startswith(
        "From what you have each written and offered. It is not all of you.\n\n"
        "November: Ana was there"
    )
    helps = house.by("Ben", "us", "--view", "what-helps").out
    assert "For Ana, " in helps
    assert "For Ben, " not in helps
    came = house.by("Ben", "us", "--view", "what-came-next").out
    assert "Ana, afterwards: slept, for once." in came


def test_as_json_a_view_has_what_is_said_and_nothing_else(house: House) -> None:
    live(house)
    keys = {}
    for view in VIEWS:
        keys[view] = set(
            json.loads(house.by("Ana", "us", "--view", view, "--json").out)
        )
    assert keys == {
        "over-time": {"over_time"},
        "what-helps": {"what_helps"},
        "coming-back": set(),
        "what-came-next": {"came_next"},
    }


def test_before_there_is_anything_to_say_each_view_says_so(house: House) -> None:
    said = [house.by("Ana", "us", "--view", view).out.strip() for view in VIEWS]
    assert said[:2] == [NOT_YET, NOT_CHOSEN]
    assert all(one.startswith("Nothing here yet. ") for one in said[2:])
    assert house.by("Ana", "us", "--view", "over-time", "--json").out.split() == ["{}"]


def test_moments_are_the_first_view_and_the_usual_one(house: House) -> None:
    live(house)
    plain = house.by("Ana", "us")
    assert house.by("Ana", "us", "--view", "moments").out == plain.out
    assert "Words of 8." in plain.out


def test_what_is_said_over_everything_is_not_chosen_among(house: House) -> None:
    ran = house.by("Ana", "us", "--view", "what-helps", "--role", "both")
    assert (ran.code, "over everything" in ran.err) == (2, True)
    assert house.by("Ana", "us", "--view", "sideways").code == 2


def test_alone_every_view_says_what_us_is(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    house.begin("Ana").close()
    for view in VIEWS:
        assert "there is one of you" in house.by("Ana", "us", "--view", view).out
