"""A year as a book: in order, in chapters, the same for both."""

from dataclasses import replace
from datetime import date

from journal.domain.attachment import Landing, Role, Signal
from journal.domain.bonds import Season
from journal.domain.book import Book, book_of, years_told
from journal.domain.entries import Entry, MomentId
from journal.domain.moments import NO_QUESTIONS, moments_from
from tests.domain.builders import ANA, BEN, COUPLE, told
from tests.domain.couples_year import a_year, bonds_of_a_year

PEOPLE = (COUPLE.first, COUPLE.second)


def on(number: int, day: date, author: str = ANA, **said: object) -> Entry:
    moment = MomentId(f"m{number}")
    return told(number, author, day=day, moment=moment, **said)  # type: ignore[arg-type]  # tests choose


def book(entries: list[Entry], *seasons: Season, year: int = 2026) -> Book:
    moments = moments_from(entries)
    return book_of(moments, PEOPLE, year, seasons=seasons, questions=NO_QUESTIONS)


def test_it_has_the_moments_of_one_year_by_month_the_oldest_first() -> None:
    entries = [
        on(1, date(2026, 5, 9)),
        on(2, date(2026, 1, 30)),
        on(3, date(2026, 5, 2)),
        on(4, date(2025, 5, 2)),
    ]
    made = book(entries)
    assert [one.heading for one in made.chapters] == ["January", "May"]
    assert [one.when for one in made.chapters[1].moments] == [
        "Sat 2 May 2026",
        "Sat 9 May 2026",
    ]
    assert (made.year, made.names) == (2026, ("Ana", "Ben"))
    assert years_told(moments_from(entries)) == (2026, 2025)


def test_a_season_is_a_chapter_of_its_own() -> None:
    season = Season(
        id="5" * 32, name="The winter of Dad", first=date(2026, 1, 1),
        last=date(2026, 2, 28), is_hard=True,
    )  # fmt: skip
    days = [date(2026, 1, 30), date(2026, 2, 3), date(2026, 3, 3)]
    made = book([on(n, day) for n, day in enumerate(days)], season)
    assert [one.heading for one in made.chapters] == ["The winter of Dad", "March"]
    assert len(made.chapters[0].moments) == 2


def test_both_sides_stand_in_it_without_what_only_a_counsellor_asks() -> None:
    entries = [
        told(1, BEN, role=Role.CARE_SEEKER, keep="The kettle.", landing=Landing.LANDED),
        told(2, ANA, role=Role.CAREGIVER, signal=Signal.HINTED, read_other_first=True,
             revision=3, returned_to="the garden"),
    ]  # fmt: skip
    (chapter,) = book(entries).chapters
    (moment,) = chapter.moments
    ben, ana = moment.accounts
    assert ben.lines == (("worth keeping", "The kettle."),)
    assert (ana.lines, ana.afterwards) == ((), "the garden")
    assert (ana.told_after_reading, ana.is_edited, moment.said) == (None, False, ())


def test_what_only_lies_ahead_is_not_in_it() -> None:
    ahead = on(1, date(2026, 12, 1), ahead=True)
    assert book([ahead]).chapters == ()
    assert years_told(moments_from([ahead])) == ()
    came = replace(ahead, returned_to="We went.")
    assert len(book([came]).chapters) == 1


def test_in_whatever_order_it_arrived_it_is_the_same_book() -> None:
    def made(entries: list[Entry]) -> Book:
        moments = moments_from(entries, bonds_of_a_year())
        return book_of(moments, PEOPLE, 2026, questions=NO_QUESTIONS)

    assert made(a_year()) == made(a_year()[::-1])
    assert made(a_year()).chapters
