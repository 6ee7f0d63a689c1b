"""Two people at one computer are introduced, once."""

from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from journal.crypto.format import Json
from journal.crypto.keys import Identity
from journal.crypto.pairing import Meeting, take_over
from journal.errors import AlreadyMet, Damaged, NotMet
from journal.services import exchanging, loading, meeting, opening, reading, sharing
from journal.services.session import SELF, Session
from tests.house import PASSPHRASES, House, two, where_it_lies, wrote


def test_both_know_the_same_of_each_other(couple: tuple[Session, Session]) -> None:
    ana, ben = couple
    assert ana.require_meeting() == ben.require_meeting()
    assert (
        [one.name for one in ana.people]
        == ["Ana", "Ben"]
        == [one.name for one in ben.people]
    )
    assert ana.partner == ben.me
    assert ben.partner == ana.me


def test_someone_alone_is_the_only_one_and_has_met_nobody(ana: Session) -> None:
    assert ana.people == (ana.me,)
    assert ana.me.name == "Ana"
    assert ana.partner is None
    with pytest.raises(NotMet):
        ana.require_meeting()


def test_a_meeting_is_known_after_opening_again(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, _ = couple
    met = ana.require_meeting()
    ana.close()
    with house.open("Ana", exchange=False) as again:
        assert again.require_meeting() == met


def test_nobody_meets_twice_or_anyone_else(
    couple: tuple[Session, Session], house: House
) -> None:
    cleo = house.begin("Cleo")
    before = [session.require_meeting() for session in couple]
    for pair in (couple, couple[::-1], (cleo, couple[0]), (couple[1], cleo)):
        with pytest.raises(AlreadyMet):
            meeting.meet(*pair)
    assert [session.require_meeting() for session in couple] == before
    assert cleo.meeting is None
    cleo.close()


def test_nobody_meets_themselves_nor_a_copy_of_themselves(house: House) -> None:
    ana = house.begin("Ana")
    path = ana.vault.path
    ana.close()
    twin = path.with_name("twin.leanto")
    copy(path, twin)
    both = [
        opening.unlock(
            opening.Door("Ana", one), PASSPHRASES["Ana"], conditions=house.conditions
        )
        for one in (path, twin)
    ]
    with pytest.raises(AlreadyMet):
        meeting.meet(*both)
    for session in both:
        assert session.meeting is None
        session.close()


def test_one_copy_of_the_meeting_is_enough(house: House) -> None:
    ana, ben = two(house)
    sharing.offer(ben, wrote(ben, "His.").id)
    met = ana.require_meeting()
    with ana.vault.change() as change:
        change.put_state(loading.STATE_MEETING, b"spoilt")
    ana.close()
    again = house.unlock("Ana")
    assert again.meeting is None
    # Before anything has been read, meeting again would make other keys.
    with pytest.raises(AlreadyMet):
        meeting.meet(again, ben)
    assert again.require_meeting() == met
    assert {type(one) for one in again.troubles} == {Damaged}
    exchanging.exchange(again)
    assert [one.words for one in again.library.offered_entries()] == ["His."]
    again.close()
    with house.open("Ana") as healed:
        assert not healed.troubles
    ben.close()


def test_wishes_are_asked_again_once_two_have_met(house: House) -> None:
    ana, ben = house.begin("Ana"), house.begin("Ben")
    for name, session in (("Ana", ana), ("Ben", ben)):
        for number in (1, 2):
            page = wrote(session, f"{name}'s wish {number}.")
            assert sharing.offer(session, page.id) == exchanging.Exchanged()
    assert reading.today(ana).wishes == ()
    meeting.meet(ana, ben)
    exchanging.exchange(ben)
    assert ben.library.offered_entries() == ()
    wished = reading.today(ana).wishes
    assert {page.words for page in wished} == {"Ana's wish 1.", "Ana's wish 2."}
    sharing.offer(ana, wished[0].id)
    sharing.take_back(ana, wished[1].id)
    assert reading.today(ana).wishes == ()
    exchanging.exchange(ben)
    assert [one.words for one in ben.library.offered_entries()] == [wished[0].words]
    ana.close()
    with house.open("Ana") as again:
        assert reading.today(again).wishes == ()
    ben.close()


def test_names_and_the_place_are_in_no_file(house: House) -> None:
    ana = house.begin("Ana")
    ben = opening.begin(
        house.home, "Benjamin of the hill", "ten chars!", conditions=house.conditions
    )
    meeting.meet(ana, ben)
    place = ana.require_meeting().place
    his = ben.vault.path.name
    for session in (ana, ben):
        session.close()
    found = where_it_lies("Benjamin of the hill", house.home)
    assert found == [his]  # The label, which anyone may read before it is opened.
    assert where_it_lies(place, house.home) == []


def test_a_hand_over_that_says_otherwise_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = house.begin("Ana"), house.begin("Ben")

    def other(body: dict[str, Json], *, me: Identity) -> Meeting:
        return replace(take_over(body, me=me), place="couple-00000000")

    monkeypatch.setattr(meeting, "take_over", other)
    with pytest.raises(AlreadyMet):
        meeting.meet(ana, ben)
    assert ana.meeting is ben.meeting is None
    assert ana.head(SELF).sequence == 0
    for session in (ana, ben):
        session.close()


def test_a_meeting_that_can_no_longer_be_read_is_not_made_up(house: House) -> None:
    ana, ben = house.begin("Ana"), house.begin("Ben")
    meeting._keep(ana, meeting._introduce(ana, ben))
    for name in (b"", b"spoilt"):
        with ana.vault.change() as change:
            change.put_state(loading.STATE_MEETING, name)
        with pytest.raises(Damaged):
            meeting.meet(ana, ben)
    ana.vault._connection.execute("DELETE FROM state WHERE name = 'meeting'")
    ana.vault._connection.commit()
    with pytest.raises(Damaged):
        meeting.meet(ana, ben)
    assert ben.meeting is None
    for session in (ana, ben):
        session.close()


def test_the_folder_is_readable_by_its_owner_alone(
    couple: tuple[Session, Session], house: House
) -> None:
    del couple
    assert Path(house.folder).stat().st_mode & 0o777 == 0o700
    assert house.home.stat().st_mode & 0o777 == 0o700
    for path in house.home.glob("*.leanto*"):
        assert path.stat().st_mode & 0o077 == 0
