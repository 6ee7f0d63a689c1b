"""A text taken apart into what can be struck out of it."""

from hypothesis import given
from hypothesis import strategies as st

from journal.domain.stretches import Stretch, between, stretches
from journal.domain.striking import LEFT_OUT, Cut, every, without


def of(text: str, *cuts: Cut) -> list[Stretch]:
    return list(stretches({"words": text}, {"words": cuts}))


def texts(text: str, *cuts: Cut) -> list[str]:
    return [one.text for one in of(text, *cuts)]


def read(found: list[Stretch]) -> str:
    """What is read of them."""
    return "".join(one.before + one.lead + one.text + one.trail for one in found)


def test_a_word_is_struck_without_the_marks_around_it() -> None:
    found = of('I rang (Ines), then "Mia".')
    assert [one.text for one in found] == ["I", "rang", "Ines", "then", "Mia"]
    assert (found[2].lead, found[2].trail) == ("(", "),")
    assert (found[4].lead, found[4].trail) == ('"', '".')


def test_what_is_joined_within_a_word_is_one_word() -> None:
    assert texts("My son-in-law didn't ring.") == [
        "My",
        "son-in-law",
        "didn't",
        "ring",
    ]


def test_a_cut_is_one_stretch_whatever_was_in_it() -> None:
    text = "I rang (my sister Ines), twice."
    start = text.index("my")
    found = of(text, Cut(start, text.index(")"), "a relative"))
    assert [one.text for one in found] == ["I", "rang", "a relative", "twice"]
    assert [one.is_cut for one in found] == [False, False, True, False]
    assert (found[2].lead, found[2].trail) == ("(", "),")
    assert read(found) == "I rang (a relative), twice."


def test_marks_by_themselves_and_pictures_can_be_struck() -> None:
    assert texts("We … went ❤️ home") == ["We", "…", "went", "❤️", "home"]


def test_where_no_blanks_part_words_each_character_is_one() -> None:
    assert texts("母が来た。") == ["母", "が", "来", "た"]
    assert read(of("母が来た。")) == "母が来た。"


def test_the_texts_come_in_their_order_and_a_line_end_stays() -> None:
    found = stretches({"title": "The call", "words": "Dad.\n\nLater."}, {})
    assert [one.name for one in found] == ["title", "title", "words", "words"]
    assert found[3].before == "\n\n"


def test_between_two_is_the_same_in_either_order() -> None:
    first, _, last = of("my sister Ines")
    assert between(first, last) == between(last, first) == (0, 14)


@given(st.text(alphabet="ab I.'-(,)\n\t母が❤️\u0e01", max_size=40))
def test_together_they_are_the_text_and_each_lies_where_it_says(text: str) -> None:
    found = of(text)
    assert read(found) == text.rstrip()
    assert all(text[one.start : one.end] == one.text for one in found)
    cuts = every(text, "a", LEFT_OUT)
    assert read(of(text, *cuts)) == without(text, cuts).rstrip()
