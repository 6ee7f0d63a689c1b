from journal.domain.people import Couple, Person, hue_of, names_of
from tests.domain.builders import ANA, BEN, COUPLE, NAMES


def test_a_hue_names_a_person_and_not_who_is_looking() -> None:
    assert COUPLE.hue(ANA) == "a"
    assert COUPLE.hue(BEN) == "b"
    turned = Couple(first=COUPLE.second, second=COUPLE.first)
    assert turned.hue(BEN) == "a"


def test_a_couple_knows_both_names() -> None:
    assert COUPLE.names == NAMES


def test_a_person_alone_is_the_first_person() -> None:
    alone = (Person(id=ANA, name="Ana"),)
    assert hue_of(alone, ANA) == "a"
    assert names_of(alone) == {ANA: "Ana"}
    assert hue_of((), ANA) == "b"


def test_no_name_shows_in_a_representation() -> None:
    assert "Ana" not in repr(COUPLE)
    assert "Ben" not in repr(COUPLE)
