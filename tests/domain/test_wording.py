from datetime import date

import pytest

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import Okay
from journal.domain.wording import (
    after_words,
    as_sentence,
    context_words,
    count_words,
    days_between_words,
    function_words,
    held_words,
    landing_sentence,
    landing_words,
    listed,
    long_day,
    month_heading,
    okay_words,
    response_words,
    role_words,
    short_day,
    short_month,
    signal_words,
    span_words,
)

SUNDAY = date(2026, 11, 22)


def test_a_month_has_its_year_only_when_it_is_not_the_newest() -> None:
    assert month_heading(SUNDAY, 2026) == "November"
    assert month_heading(SUNDAY, 2027) == "November 2026"


def test_days_are_said_the_same_on_every_machine() -> None:
    assert short_day(SUNDAY) == "Sun 22"
    assert long_day(SUNDAY) == "Sun 22 November 2026"
    assert long_day(date(2026, 1, 5)) == "Mon 5 January 2026"


def test_a_span_is_said_from_when_to_when_or_since_when_or_as_one_day() -> None:
    later = date(2026, 12, 1)
    assert span_words(SUNDAY, later) == "Sun 22 November 2026 to Tue 1 December 2026"
    assert span_words(SUNDAY, None) == "since Sun 22 November 2026"
    assert span_words(SUNDAY, SUNDAY) == "Sun 22 November 2026"


def test_up_to_ten_a_number_is_a_word() -> None:
    assert [count_words(n) for n in (0, 1, 10, 11)] == ["none", "one", "ten", "11"]


@pytest.mark.parametrize(
    ("role", "mine", "theirs"),
    [
        (Role.CARE_SEEKER, "I reached", "reached"),
        (Role.CAREGIVER, "I was there", "was there"),
        (Role.BOTH, "both of us", "both of us"),
        (Role.UNCLEAR, "hard to say", "hard to say"),
        (None, "", ""),
    ],
)
def test_roles_are_said_in_plain_words(
    role: Role | None, mine: str, theirs: str
) -> None:
    assert role_words(role, first_person=True) == mine
    assert role_words(role, first_person=False) == theirs


def every_word() -> list[str]:
    """Everything that can be said of a moment, from either side."""
    said: list[str] = []
    said += [function_words(one) for one in SupportFunction]
    said += [context_words(one) for one in Context]
    said += [response_words(one) for one in Response]
    said += [response_words(one, hoped=True) for one in Response]
    for role in (None, *Role):
        said += [signal_words(one, role) for one in Signal]
        said += [landing_words(one, role) for one in Landing]
        said += [landing_sentence(one, role) for one in Landing]
    return said


def test_there_are_plain_words_for_everything_that_can_be_said() -> None:
    for words in every_word():
        assert words.strip() == words != ""
        # A person never reads a stored value with its hyphens.
        assert "-" not in words
        assert not any(character.isdigit() for character in words)


def test_within_one_list_no_two_words_are_the_same() -> None:
    for role in (None, *Role):
        assert len({signal_words(one, role) for one in Signal}) == len(Signal)
        assert len({landing_words(one, role) for one in Landing}) == len(Landing)
    for hoped in (True, False):
        assert len({response_words(one, hoped=hoped) for one in Response}) == len(
            Response
        )
    assert len({context_words(one) for one in Context}) == len(Context)


def test_some_words_are_as_they_were_chosen() -> None:
    assert signal_words(Signal.SIDEWAYS) == "came out sideways"
    assert signal_words(Signal.SHOWED, Role.CAREGIVER) == "noticed, without words"
    assert response_words(Response.CAME_BACK) == "said not now, and came back"
    assert response_words(Response.STAYED_NEAR, hoped=True) == "staying near"
    assert landing_words(Landing.MISSED) == "passed by"
    assert landing_words(Landing.TOO_MUCH) == "more than I needed"
    assert context_words(Context.GOOD_NEWS) == "good news"


@pytest.mark.parametrize(
    ("landing", "role", "said"),
    [
        (Landing.LANDED, Role.CARE_SEEKER, "it landed"),
        (Landing.TOO_MUCH, None, "it was more than I needed"),
        (Landing.TOO_MUCH, Role.CAREGIVER, "I think it was more than was needed"),
        (Landing.MISSED, Role.CARE_SEEKER, "it passed by"),
        (Landing.LATER, Role.CAREGIVER, "I think it landed later"),
    ],
)
def test_how_it_landed_is_its_authors_own_reading(
    landing: Landing, role: Role | None, said: str
) -> None:
    assert landing_sentence(landing, role) == said


def test_whether_it_kept_showing_is_said_plainly() -> None:
    assert held_words(held=True) == "it kept showing"
    assert held_words(held=False) == "it did not keep showing"


def test_okay_is_said_in_words_and_never_in_figures() -> None:
    said = [okay_words(reading) for reading in range(1, 6)]
    assert said == ["not okay", "shaky", "in between", "mostly okay", "okay"]
    assert after_words(Okay(i=4, we=3)) == "I felt mostly okay, we felt in between"
    assert after_words(Okay(we=1)) == "we felt not okay"
    assert after_words(Okay()) == ""


def test_counts_are_words_up_to_ten() -> None:
    assert [days_between_words(n) for n in (0, 1, 2, 30)] == [
        "the same day", "one day between", "two days between", "30 days between",
    ]  # fmt: skip


def test_lists_and_sentences_read_as_one_would_say_them() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert as_sentence("Was it cold?") == "Was it cold?"
    assert as_sentence("The call") == "The call."
    for whole in ("It was.", "At last!", "And then…"):
        assert as_sentence(whole) == whole
    assert short_month(SUNDAY) == "Nov"
