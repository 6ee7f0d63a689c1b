"""Questions of our own: written, offered, taken back, deleted, found again."""

import shutil
from pathlib import Path

import pytest

from journal.crypto.format import Audience, Facts, Kind
from journal.domain.own_prompts import LONGEST
from journal.domain.prompts import PromptRole
from journal.errors import NotFound, NothingWritten, NotMet, NotPossible
from journal.services import asking, exchanging, our_prompts, writing
from journal.services.pages import shred_page
from journal.services.session import US, Session
from tests.house import House, inside_segments, pass_on, reopened

Couple = tuple[Session, Session]
TEXT = "What was the best minute of today?"


def texts(session: Session) -> list[str]:
    return [one.text for one in asking.our_prompts(session)]


def only_husks_of_it_are_left(ana: Session, ben: Session) -> bool:
    """Whether the first thing Ana ever offered can be opened nowhere any more."""
    stream = ana.streams[US]
    lying = [one.vault.envelope(stream, 1) or b"" for one in (ana, ben)]
    # What withdraws it passes in a second file; which of the two is named first is
    # chance.
    passing = [one.startswith(b"SBX") for one in inside_segments(ana).values()]
    return all(one.startswith(b"SBX") for one in lying) and sorted(passing) == [
        False,
        True,
    ]


def test_one_written_for_myself_is_mine_alone_and_stays(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    own = our_prompts.write_prompt(ana, f"  {TEXT}\n", role=PromptRole.SELF)
    pass_on(ana, ben)
    assert texts(ben) == []
    again = reopened(house, ana, "Ana")
    (found,) = asking.our_prompts(again)
    assert (found.text, found.role, found.id) == (TEXT, PromptRole.SELF, own.id)
    assert not our_prompts.is_offered(again, found)
    assert asking.find_prompt(again, f"own-{own.id}") == found.prompt
    again.close()


def test_one_that_is_offered_is_asked_of_the_partner_too(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    own = our_prompts.write_prompt(ana, TEXT, role=PromptRole.CAREGIVER)
    our_prompts.offer_prompt(ana, own.prompt.id)
    our_prompts.offer_prompt(ana, own.id)
    pass_on(ana, ben)
    for session in (ben, reopened(house, ben, "Ben")):
        if session.is_locked:
            continue
        (found,) = asking.our_prompts(session)
        assert (found.text, found.role, found.author) == (
            TEXT,
            PromptRole.CAREGIVER,
            ana.identity.id,
        )
        session.close()
    assert our_prompts.is_offered(ana, own)


def test_it_travels_sealed_and_tells_no_hour(couple: Couple, house: House) -> None:
    ana, ben = couple
    own = our_prompts.write_prompt(ana, TEXT)
    our_prompts.offer_prompt(ana, own.id)
    for path in (*house.folder.iterdir(), house.vault("Ana")):
        assert b"best minute" not in path.read_bytes()
    (inside,) = inside_segments(ana).values()
    assert b"best minute" not in inside
    pass_on(ana, ben)
    (told,) = ben.offers.prompts(ana.identity.id)
    assert told.revision == 1


def test_taken_back_it_is_gone_from_the_partner_and_stays_mine(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    own = our_prompts.write_prompt(ana, TEXT)
    with pytest.raises(NotPossible, match="not offered"):
        our_prompts.take_back_prompt(ana, own.id)
    our_prompts.offer_prompt(ana, own.id)
    pass_on(ana, ben)
    our_prompts.take_back_prompt(ana, own.id)
    pass_on(ana, ben)
    assert (texts(ana), texts(ben)) == ([TEXT], [])
    assert only_husks_of_it_are_left(ana, ben)
    again = reopened(house, ben, "Ben")
    assert texts(again) == []
    again.close()
    our_prompts.offer_prompt(ana, own.id)
    with house.open("Ben") as once_more:
        assert texts(once_more) == [TEXT]


def test_deleted_it_is_shredded_in_both_journals(couple: Couple, house: House) -> None:
    ana, ben = couple
    own = our_prompts.write_prompt(ana, TEXT)
    our_prompts.offer_prompt(ana, own.id)
    pass_on(ana, ben)
    our_prompts.delete_prompt(ana, own.id)
    pass_on(ana, ben)
    assert (texts(ana), texts(ben)) == ([], [])
    assert only_husks_of_it_are_left(ana, ben)
    for session, name in ((ana, "Ana"), (ben, "Ben")):
        again = reopened(house, session, name)
        assert texts(again) == []
        again.close()


def test_one_that_was_never_offered_is_deleted_too(ana: Session, house: House) -> None:
    own = our_prompts.write_prompt(ana, TEXT)
    our_prompts.delete_prompt(ana, own.id)
    with pytest.raises(NotFound, match="no prompt of your own"):
        our_prompts.own_prompt(ana, own.id)
    again = reopened(house, ana, "Ana")
    assert texts(again) == []
    again.close()


def test_whose_moment_it_asks_about_is_what_was_said_last(
    ana: Session, house: House
) -> None:
    own = our_prompts.write_prompt(ana, TEXT)
    for role in (PromptRole.SELF, PromptRole.CAREGIVER):
        our_prompts.say_whose(ana, own.id, role)
    again = reopened(house, ana, "Ana")
    (found,) = asking.our_prompts(again)
    assert (found.role, found.text) == (PromptRole.CAREGIVER, TEXT)
    our_prompts.delete_prompt(again, own.id)
    once_more = reopened(house, again, "Ana")
    assert texts(once_more) == []
    once_more.close()


def test_alone_there_is_nobody_to_offer_it_to(ana: Session) -> None:
    own = our_prompts.write_prompt(ana, TEXT)
    with pytest.raises(NotMet):
        our_prompts.offer_prompt(ana, own.id)
    with pytest.raises(NotFound):
        our_prompts.offer_prompt(ana, "own-nothing")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NothingWritten),
        (" \n\t", NothingWritten),
        ("x" * (LONGEST + 1), NotPossible),
    ],
)
def test_an_empty_or_endless_question_is_refused(
    ana: Session, text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        our_prompts.write_prompt(ana, text)
    assert texts(ana) == []
    assert len(our_prompts.write_prompt(ana, "x" * LONGEST).text) == LONGEST


def test_a_question_that_could_drive_a_terminal_is_made_harmless(
    couple: Couple,
) -> None:
    ana, ben = couple
    evil = "\x1b[2JWhat\u202e was\nthe best?"
    own = our_prompts.write_prompt(ana, evil)
    assert own.text == "[2JWhat was the best?"
    # And where a changed Lean-to sends it as it is.
    facts = Facts(
        kind=Kind.ACT,
        audience=Audience.OFFERED,
        entry_id=bytes(15) + b"\x01",
        created=ana.conditions.seconds() // 86_400 * 86_400,
    )
    with ana.writing() as pen:
        pen.add(US, facts, {"act": "prompt", "text": evil, "role": ["both"]})
    exchanging.exchange(ana)
    exchanging.exchange(ben)
    (found,) = asking.our_prompts(ben)
    assert (found.text, found.role) == ("[2JWhat was the best?", PromptRole.BOTH)


def test_a_question_without_words_is_counted_as_damage_and_hides_nothing(
    couple: Couple,
) -> None:
    ana, ben = couple
    facts = Facts(
        kind=Kind.ACT,
        audience=Audience.OFFERED,
        entry_id=bytes(15) + b"\x01",
        created=ana.conditions.seconds() // 86_400 * 86_400,
    )
    with ana.writing() as pen:
        pen.add(US, facts, {"act": "prompt", "text": 7})
    own = our_prompts.write_prompt(ana, TEXT)
    our_prompts.offer_prompt(ana, own.id)
    exchanging.exchange(ben)
    assert texts(ben) == [TEXT]


def test_a_backup_that_is_put_back_gets_its_offered_questions_again(
    couple: Couple, house: House, tmp_path: Path
) -> None:
    ana, ben = couple
    ana.close()
    shutil.copy(house.vault("Ana"), tmp_path / "old")
    with house.open("Ana") as later:
        own = our_prompts.write_prompt(later, TEXT)
        our_prompts.offer_prompt(later, own.id)
    path = house.vault("Ana")
    shutil.copy(tmp_path / "old", path)
    with house.open("Ana") as again:
        (found,) = asking.our_prompts(again)
        assert (found.text, found.id) == (TEXT, own.id)
        assert our_prompts.is_offered(again, found)
        # It is whole: it can be taken back, and stays.
        our_prompts.take_back_prompt(again, found.id)
        assert texts(again) == [TEXT]
    with house.open("Ana") as at_last:
        assert texts(at_last) == [TEXT]
    assert texts(ben) == []


def test_one_deleted_since_a_backup_stays_deleted(
    couple: Couple, house: House, tmp_path: Path
) -> None:
    ana, _ = couple
    own = our_prompts.write_prompt(ana, TEXT)
    our_prompts.offer_prompt(ana, own.id)
    ana.close()
    shutil.copy(house.vault("Ana"), tmp_path / "old")
    with house.open("Ana") as later:
        our_prompts.delete_prompt(later, own.id)
    shutil.copy(tmp_path / "old", house.vault("Ana"))
    with house.open("Ana") as again:
        assert texts(again) == []
    with house.open("Ana") as at_last:
        assert texts(at_last) == []


def test_entries_and_questions_do_not_stand_in_each_others_place(
    couple: Couple,
) -> None:
    ana, ben = couple
    own = our_prompts.write_prompt(ana, TEXT)
    our_prompts.offer_prompt(ana, own.id)
    pass_on(ana, ben)
    assert ana.library.own_entries() == ()
    assert ben.library.offered_entries() == ()
    with pytest.raises(NotFound):
        writing.delete(ana, own.id)
    assert texts(ana) == [TEXT]
    locked = ana
    locked.close()
    assert locked.own_prompts == {}


def test_one_deleted_here_is_withdrawn_wherever_it_still_stands(couple: Couple) -> None:
    ana, ben = couple
    own = our_prompts.write_prompt(ana, TEXT)
    our_prompts.offer_prompt(ana, own.id)
    pass_on(ana, ben)
    # Its page goes, as in a vault that was put back between the two steps.
    with ana.writing() as pen:
        shred_page(ana, pen, own.id)
    pass_on(ana, ben)
    assert (texts(ana), texts(ben)) == ([], [])
    assert only_husks_of_it_are_left(ana, ben)
