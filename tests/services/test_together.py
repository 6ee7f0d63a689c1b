"""Both at one screen: what each has sealed opens for both; nothing private is there."""

from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from shutil import copytree

import pytest

from journal.domain.attachment import Role
from journal.domain.entries import Entry, PromptId, Visibility
from journal.domain.prompts import PromptRole
from journal.domain.shared_view import as_json
from journal.errors import Busy, CannotOpen, NotFound, NothingWritten, NotPossible
from journal.services import (
    arriving,
    asking,
    exchanging,
    meeting,
    opening,
    outliving,
    reading,
    sharing,
    shipped,
    together,
    writing,
)
from journal.services.opening import Door
from journal.services.session import Session
from tests.house import PASSPHRASES, House, pass_on, texts_in, two, wrote
from tests.services.histories import CutOff, cutting

Couple = tuple[Session, Session]

PAIR = next(
    one
    for one in shipped.library().prompts()
    if one.mirror and one.role is PromptRole.CARE_SEEKER
)
assert PAIR.mirror is not None
MIRROR: PromptId = PAIR.mirror


def answered(session: Session, words: str, prompt: PromptId = PAIR.id) -> Entry:
    draft = writing.new_draft(session, words=words, prompt=prompt, asked="What?")
    return writing.save(session, draft)


def sealed(session: Session, words: str, prompt: PromptId = PAIR.id) -> Entry:
    page = answered(session, words, prompt)
    sharing.seal(session, page.id)
    return page


def told(sitting: together.Sitting) -> set[str]:
    return {side.entry.words for one in sitting.opened for side in one.sides}


def in_us(session: Session) -> set[str]:
    return {
        side.entry.words for one in reading.us(session).moments for side in one.sides
    }


def test_what_both_have_sealed_opens_for_both_on_the_spot(couple: Couple) -> None:
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    sealed(ben, "Ben's answer.", MIRROR)
    sitting = together.sit_down(ana, ben)
    assert told(sitting) == {"Ana's answer.", "Ben's answer."}
    (moment,) = sitting.opened
    assert len(moment.sides) == 2
    assert in_us(ana) == in_us(ben) == told(sitting)
    assert as_json(reading.us(ana)) == as_json(reading.us(ben))


def test_so_it_is_when_neither_knew_of_the_others(couple: Couple, house: House) -> None:
    ana, ben = couple
    away = house.home.parent / "away"
    place = house.folder
    place.rename(away)
    sealed(ana, "Ana's answer.")
    sealed(ben, "Ben's answer.", MIRROR)
    away.rename(place)
    assert told(together.sit_down(ana, ben)) == {"Ana's answer.", "Ben's answer."}
    assert in_us(ana) == in_us(ben) == {"Ana's answer.", "Ben's answer."}


def test_what_one_has_sealed_opens_beside_what_the_other_offered(
    couple: Couple,
) -> None:
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    sharing.offer(ben, answered(ben, "Ben's answer.", MIRROR).id)
    # The other way round too: whoever opened first.
    assert told(together.sit_down(ben, ana)) == {"Ana's answer.", "Ben's answer."}


def test_what_opened_when_the_first_of_them_unlocked_is_shown_still(
    couple: Couple,
) -> None:
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    sharing.offer(ben, answered(ben, "Ben's answer.", MIRROR).id)
    exchanging.exchange(ana)
    assert told(together.sit_down(ana, ben)) == {"Ana's answer.", "Ben's answer."}


def test_what_only_one_has_sealed_stays_shut_and_nothing_says_so(
    couple: Couple,
) -> None:
    ana, ben = couple
    moment = wrote(ben, "By the canal.")
    sharing.offer(ben, moment.id)
    pass_on(ana, ben)
    before = together.sit_down(ana, ben)
    side = sharing.tell_my_side(ana, moment.moment)
    page = writing.save(ana, replace(side, words="ANA-SEALED"))
    sharing.seal(ana, page.id)
    sealed(ana, "ANA-SEALED")
    after = together.sit_down(ana, ben)
    assert before.opened == after.opened == ()
    assert after.view == before.view
    assert not any("ANA-SEALED" in one for one in texts_in(after))
    assert reading.visibility(ana, page.id) is Visibility.SEALED


def test_nothing_private_can_be_reached_from_a_sitting(couple: Couple) -> None:
    for session in couple:
        wrote(session, "PRIVATE page.", said=writing.About(title="PRIVATE"))
        writing.keep_draft(session, writing.new_draft(session, words="PRIVATE draft."))
        offered = wrote(session, "We may both read this.")
        sharing.offer(session, offered.id)
        fresh = writing.draft_of(session, offered.id)
        writing.save(session, replace(fresh, words="PRIVATE revision."))
        asking.keep_prompt(session, PAIR.id, is_kept=True)
    sitting = together.sit_down(*couple)
    texts = list(texts_in(sitting))
    assert "We may both read this." in texts
    assert not [one for one in texts if "PRIVATE" in one]
    held = [getattr(sitting, one.name) for one in fields(sitting)]
    assert not [one for one in held if isinstance(one, Session)]


def test_both_see_the_same_whoever_opened_first(couple: Couple) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "By the canal.").id)
    sealed(ben, "Ben's answer.")
    one, other = together.sit_down(ana, ben), together.sit_down(ben, ana)
    assert (one.people, one.view, one.questions) == (
        other.people,
        other.view,
        other.questions,
    )


def test_what_one_has_said_of_the_other_in_settings_shows_nowhere(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "By the canal.").id)
    before = together.sit_down(ana, ben)
    outliving.say_died(ana, died=True)
    for after in (together.sit_down(ana, ben), together.sit_down(ben, ana)):
        assert (after.people, after.opened, after.view, after.questions) == (
            before.people,
            before.opened,
            before.view,
            before.questions,
        )
        assert after.says == before.says
    assert together.other_door(ana) == door_of(house, "Ben")


def test_the_questions_are_for_both_and_stir_nothing_up(couple: Couple) -> None:
    sitting = together.sit_down(*couple)
    assert len(sitting.questions) > 20
    assert {one.role for one in sitting.questions} == {PromptRole.BOTH}
    assert {one.care.value for one in sitting.questions} == {"none"}
    assert {one.depth.value for one in sitting.questions} == {"light", "warm"}


def test_the_questions_come_in_another_order_on_another_day(
    couple: Couple, house: House
) -> None:
    today = together.sit_down(*couple).questions
    assert together.sit_down(*couple).questions == today
    house.clock.pass_days(1)
    tomorrow = together.sit_down(*couple).questions
    assert tomorrow != today
    assert set(tomorrow) == set(today)


# The line to keep.


def test_a_line_is_kept_by_both_and_neither_owns_it(couple: Couple) -> None:
    ana, ben = couple
    sitting = together.sit_down(ana, ben)
    sitting.keep("  We ask before we mend.\n")
    assert as_json(reading.us(ana)) == as_json(reading.us(ben))
    (moment,) = reading.us(ben).moments
    assert moment.title == together.KEPT_TITLE
    assert [side.entry.words for side in moment.sides] == ["We ask before we mend."] * 2
    assert {side.author for side in moment.sides} == {one.id for one in ana.people}
    assert {side.role for side in moment.sides} == {Role.BOTH}
    assert {side.told_after_reading for side in moment.sides} == {None}
    (hers,) = ana.library.own_entries()
    sharing.take_back(ana, hers.id)
    pass_on(ana, ben)
    (moment,) = reading.us(ana).moments
    assert [side.author for side in moment.sides] == [ben.identity.id]


def test_a_kept_line_comes_to_nobody_as_news(couple: Couple) -> None:
    together.sit_down(*couple).keep("We ask before we mend.")
    for session in couple:
        session.shown_before = None
        assert arriving.arrivals(session).moments == ()


def test_each_line_is_a_moment_of_its_own(couple: Couple) -> None:
    sitting = together.sit_down(*couple)
    for line in ("We ask before we mend.", "Tea first."):
        sitting.keep(line)
    assert len(reading.us(couple[0]).moments) == 2


def test_an_empty_line_is_not_kept(couple: Couple) -> None:
    sitting = together.sit_down(*couple)
    with pytest.raises(NothingWritten):
        sitting.keep(" \n ")
    assert in_us(couple[0]) == set()


@pytest.mark.parametrize("cut", range(4))
def test_cut_off_while_it_is_kept_it_is_kept_once_when_done_again(
    couple: Couple, cut: int
) -> None:
    sitting = together.sit_down(*couple)
    with suppress(CutOff), cutting(cut):
        sitting.keep("Tea first.")
    sitting.keep("Tea first.")
    for session in couple:
        (moment,) = reading.us(session).moments
        assert len(moment.sides) == 2
        assert len(session.library.own_entries()) == 1


def test_a_moment_both_were_shown_is_no_news_afterwards(couple: Couple) -> None:
    ana, ben = couple
    for words in ("By the canal.", "On the stairs."):
        sharing.offer(ben, wrote(ben, words).id)
    sitting = together.sit_down(ana, ben)
    assert len(arriving.arrivals(ana).moments) == 2
    read, other = sitting.view.moments
    sitting.met(read)
    ana.shown_before = None
    assert [one.moment for one in arriving.arrivals(ana).moments] == [other.id]
    assert arriving.seen(ben) == frozenset()


# Who may sit down.


def test_the_partners_journal_opens_beside_mine(couple: Couple) -> None:
    ana, ben = couple
    ben.close()
    door = together.other_door(ana)
    assert door.label == "Ben"
    other = together.open_other(ana, door, PASSPHRASES["Ben"])
    with pytest.raises(Busy):
        together.open_other(ana, door, PASSPHRASES["Ben"])
    other.close()


def test_a_wrong_passphrase_leaves_both_as_they_were(couple: Couple) -> None:
    ana, ben = couple
    ben.close()
    door = together.other_door(ana)
    with pytest.raises(CannotOpen):
        together.open_other(ana, door, "not the kettle")
    assert not ana.is_locked
    together.open_other(ana, door, PASSPHRASES["Ben"]).close()


def test_one_alone_and_two_who_met_others_are_refused_in_one_sentence(
    house: House,
) -> None:
    ana = house.begin("Ana")
    cleo = house.begin("Cleo")
    cleo.close()
    with pytest.raises(NotPossible, match="met each other"):
        together.other_door(ana)
    door = door_of(house, "Cleo")
    with pytest.raises(NotPossible, match="met each other"):
        together.open_other(ana, door, PASSPHRASES["Cleo"])
    house.unlock("Cleo").close()
    ben = house.begin("Ben")
    meeting.meet(ana, ben)
    ben.close()
    for name in ("Cleo", "Ana"):
        door = door_of(house, name)
        with pytest.raises(NotPossible, match="met each other"):
            together.open_other(ana, door, PASSPHRASES[name])
    house.unlock("Cleo").close()
    ana.close()


def door_of(house: House, name: str) -> Door:
    return next(one for one in opening.doors(house.home) if one.label == name)


def test_a_partner_whose_journal_is_elsewhere_is_not_found(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    path = ben.vault.path
    ben.close()
    path.rename(house.home.parent / "elsewhere.leanto")
    with pytest.raises(NotFound):
        together.other_door(ana)


def test_while_the_folder_is_away_it_is_said_and_nothing_is_lost(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "By the canal.").id)
    pass_on(ana, ben)
    sealed(ana, "Ana's answer.")
    place, away = house.folder, house.home.parent / "away"
    place.rename(away)
    sitting = together.sit_down(ana, ben)
    assert len(sitting.says) == 1
    assert len(sitting.view.moments) == 1
    away.rename(place)
    assert together.sit_down(ana, ben).says == ()


def test_what_was_lost_on_the_way_keeps_nobody_from_sitting_down(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    for path in house.folder.iterdir():
        path.unlink()
    sharing.offer(ana, wrote(ana, "By the canal.").id)
    for path in house.folder.iterdir():
        path.unlink()
    assert len(together.sit_down(ana, ben).view.moments) == 1
    assert in_us(ben) == set()


# Cut off in between.


@pytest.fixture(scope="module", params=[sharing.seal, sharing.offer])
def answered_by_both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A home in which Ben has answered what Ana sealed, and Ana does not know yet."""
    house = House(tmp_path_factory.mktemp("before"))
    ana, ben = two(house)
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    request.param(ben, answered(ben, "Ben's answer.", MIRROR).id)
    for session in (ana, ben):
        session.close()
    return house.home


@pytest.mark.parametrize("cut", range(11))
def test_cut_off_anywhere_nothing_is_shown_before_its_key_is_given(
    answered_by_both: Path, tmp_path: Path, cut: int
) -> None:
    house = House(tmp_path / "home")
    copytree(answered_by_both, house.home)
    both = house.unlock("Ana"), house.unlock("Ben")
    is_through = False
    with suppress(CutOff), cutting(cut):
        together.sit_down(*both)
        is_through = True
    for session in both:
        session.close()
    with house.open("Ana", exchange=False) as ana:
        shown = in_us(ana)
    assert "Ana's answer." in shown or "Ben's answer." not in shown
    # What was cut off is finished the next time they sit down.
    again = house.unlock("Ana"), house.unlock("Ben")
    together.sit_down(*again)
    assert in_us(again[0]) == in_us(again[1]) == {"Ana's answer.", "Ben's answer."}
    for session in again:
        session.close()
    assert is_through or cut < 10
