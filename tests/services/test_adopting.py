"""A vault copied back from a backup knows what it has said since, before it speaks."""

from pathlib import Path
from shutil import copy

import pytest

from journal.crypto import envelope as envelopes
from journal.crypto.format import Audience, Facts, Kind, Position, day_start, parse
from journal.domain.shared_view import as_json
from journal.errors import Fork, NoRoom
from journal.exchange.segment import seal_segment
from journal.services import (
    exchanging,
    keeping,
    loading,
    meeting,
    reading,
    segments,
    sharing,
    writing,
)
from journal.services.session import US, Session
from tests.house import (
    House,
    inside_segments,
    leave_no_room,
    pass_on,
    reopened,
    revised,
    wrote,
)

Couple = tuple[Session, Session]


def _words_in_us(session: Session) -> list[str]:
    return sorted(entry.words for entry in session.library.offered_entries())


def _restored(house: House, session: Session, kept: Path) -> Session:
    """Close Ana's journal, lay the copy in its place, and open that."""
    session.close()
    copy(kept, session.vault.path)
    again = house.unlock("Ana")
    loading.load(again)
    return again


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept.leanto"


def test_it_takes_up_where_it_was_and_gives_no_place_twice(
    couple: Couple, house: House, kept: Path
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "First.").id)
    keeping.backup(ana, kept)
    later = wrote(ana, "Later.")
    sharing.offer(ana, later.id)
    pass_on(ana, ben)
    ana = _restored(house, ana, kept)
    assert ana.head(US).sequence == 1
    # Offering is the first thing it does, and it looks around before.
    sharing.offer(ana, wrote(ana, "Now.").id)
    assert ana.head(US).sequence == 3
    pass_on(ana, ben)
    assert _words_in_us(ana) == _words_in_us(ben) == ["First.", "Later.", "Now."]
    assert not ana.troubles
    assert not ben.troubles
    assert ana.library.own(later.id).words == "Later."
    ana.close()


def test_what_was_offered_anew_since_is_a_version_of_its_page_again(
    couple: Couple, house: House, kept: Path
) -> None:
    ana, ben = couple
    page = wrote(ana, "First words.")
    sharing.offer(ana, page.id)
    keeping.backup(ana, kept)
    revised(ana, page.id, "Second words.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    ana = _restored(house, ana, kept)
    exchanging.exchange(ana)
    versions = [one.words for one in writing.versions(ana, page.id)]
    assert versions == ["First words.", "Second words."]
    sharing.take_back(ana, page.id)
    assert ana.library.own(page.id).words == "Second words."
    ana.close()


def test_what_was_offered_since_can_be_taken_back_and_deleted_at_once(
    couple: Couple, house: House, kept: Path
) -> None:
    ana, ben = couple
    keeping.backup(ana, kept)
    taken, deleted = wrote(ana, "Taken back."), wrote(ana, "Deleted.")
    for page in (taken, deleted):
        sharing.offer(ana, page.id)
    pass_on(ana, ben)
    ana = _restored(house, ana, kept)
    sharing.take_back(ana, taken.id)
    ana = _restored(house, ana, kept)
    writing.delete(ana, deleted.id)
    pass_on(ana, ben)
    assert _words_in_us(ana) == _words_in_us(ben) == []
    assert ana.head(US).sequence == 4
    assert not ana.troubles
    ana.close()


def test_what_was_deleted_since_stays_deleted_in_every_file(
    couple: Couple, house: House, kept: Path
) -> None:
    ana, ben = couple
    page = wrote(ana, "Deleted since.")
    sharing.keep_offer(ana, page.id)
    # The copy is made when the words are sealed and have not left yet.
    segments.cut(ana)
    keeping.backup(ana, kept)
    piece = (ana.vault.envelope(ana.streams[US], 1) or b"")[600:700]
    pass_on(ana, ben)
    writing.delete(ana, page.id)
    pass_on(ana, ben)
    ana = _restored(house, ana, kept)
    assert _words_in_us(ana) == ["Deleted since."]
    pass_on(ana, ben)
    assert ana.library.own_entries() == ()
    assert _words_in_us(ana) == _words_in_us(ben) == []
    files = inside_segments(ana, ben)
    for path in house.home.rglob("*"):
        if path.is_file():
            files[path.name] = path.read_bytes()
    assert not [name for name, data in files.items() if piece in data]
    ana.close()


def test_what_was_deleted_before_it_could_look_around_is_deleted_for_both(
    couple: Couple, house: House, kept: Path, tmp_path: Path
) -> None:
    ana, ben = couple
    page = wrote(ana, "Private when copied.")
    keeping.backup(ana, kept)
    revised(ana, page.id, "Offered since.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    place = house.folder
    place.rename(tmp_path / "away")
    ana = _restored(house, ana, kept)
    writing.delete(ana, page.id)
    ana = reopened(house, ana, "Ana")
    (tmp_path / "away").rename(place)
    pass_on(ana, ben)
    assert _words_in_us(ana) == _words_in_us(ben) == []
    assert ana.library.own_entries() == ()
    ana = reopened(house, ana, "Ana")
    assert ana.library.own_entries() == ()
    ana.close()


def test_what_was_said_before_it_could_look_around_is_said_again_behind(
    couple: Couple, house: House, kept: Path, tmp_path: Path
) -> None:
    ana, ben = couple
    early = wrote(ana, "Early.")
    sharing.offer(ana, early.id)
    keeping.backup(ana, kept)
    for words in ("One.", "Two."):
        sharing.offer(ana, wrote(ana, words).id)
    pass_on(ana, ben)
    place = house.folder
    place.rename(tmp_path / "away")
    ana = _restored(house, ana, kept)
    mine = wrote(ana, "Mine.")
    sharing.offer(ana, mine.id)
    sharing.take_back(ana, early.id)
    dropped = wrote(ana, "Dropped.")
    sharing.offer(ana, dropped.id)
    writing.delete(ana, dropped.id)
    segments.cut(ana)
    (tmp_path / "away").rename(place)
    pass_on(ana, ben)
    assert _words_in_us(ana) == _words_in_us(ben) == ["Mine.", "One.", "Two."]
    assert as_json(reading.us(ana)) == as_json(reading.us(ben))
    assert not ana.troubles
    assert not ben.troubles
    again = reopened(house, ana, "Ana")
    assert not again.troubles
    assert _words_in_us(again) == ["Mine.", "One.", "Two."]
    again.close()


def test_what_both_hold_before_the_parting_stays_where_it_is(
    couple: Couple, house: House, kept: Path, tmp_path: Path
) -> None:
    ana, ben = couple
    sharing.keep_offer(ana, wrote(ana, "Both.").id)
    keeping.backup(ana, kept)
    sharing.offer(ana, wrote(ana, "There.").id)
    pass_on(ana, ben)
    place = house.folder
    place.rename(tmp_path / "away")
    ana = _restored(house, ana, kept)
    sharing.offer(ana, wrote(ana, "Here.").id)
    (tmp_path / "away").rename(place)
    pass_on(ana, ben)
    assert _words_in_us(ana) == _words_in_us(ben) == ["Both.", "Here.", "There."]
    assert not ana.troubles
    ana.close()


def test_without_room_for_what_was_said_nothing_is_said_over_it(
    couple: Couple, house: House, kept: Path
) -> None:
    ana, ben = couple
    keeping.backup(ana, kept)
    for number in range(40):
        sharing.keep_offer(ana, wrote(ana, f"There {number}. " * 200).id)
    pass_on(ana, ben)
    ana = _restored(house, ana, kept)
    connection = ana.vault._connection
    leave_no_room(ana.vault)
    assert exchanging.exchange(ana).trouble == NoRoom.say
    assert not ana.has_adopted
    connection.execute("PRAGMA max_page_count = 1073741823")
    assert exchanging.exchange(ana).trouble is None
    assert len(_words_in_us(ana)) == 40
    assert len(ana.library.own_entries()) == 40
    ana.close()


def test_a_longer_story_here_than_there_leaves_no_place_behind(
    couple: Couple, house: House, kept: Path, tmp_path: Path
) -> None:
    ana, ben = couple
    keeping.backup(ana, kept)
    sharing.offer(ana, wrote(ana, "There.").id)
    pass_on(ana, ben)
    place = house.folder
    place.rename(tmp_path / "away")
    ana = _restored(house, ana, kept)
    for _ in range(3):
        page = wrote(ana, "Said and unsaid.")
        sharing.offer(ana, page.id)
        writing.delete(ana, page.id)
    (tmp_path / "away").rename(place)
    pass_on(ana, ben)
    assert _words_in_us(ana) == _words_in_us(ben) == ["There."]
    again = reopened(house, ana, "Ana")
    assert not again.troubles
    again.close()


def test_two_stories_that_both_left_are_told_and_neither_is_lost(
    couple: Couple, house: House, kept: Path, tmp_path: Path
) -> None:
    ana, ben = couple
    keeping.backup(ana, kept)
    there = wrote(ana, "There.")
    sharing.offer(ana, there.id)
    exchanging.exchange(ben)
    (file,) = house.folder.iterdir()
    file.rename(tmp_path / file.name)
    ana = _restored(house, ana, kept)
    here = wrote(ana, "Here.")
    sharing.offer(ana, here.id)
    copy(tmp_path / file.name, file)
    pass_on(ana, ben)
    assert Fork in {type(one) for one in ana.troubles}
    assert Fork in {type(one) for one in ben.troubles}
    assert ana.library.own(here.id).words == "Here."
    assert _words_in_us(ben) == ["There."]
    # What is said from here on goes as ever.
    sharing.offer(ana, wrote(ana, "Later.").id)
    exchanging.exchange(ben)
    assert _words_in_us(ben) == ["Later.", "There."]
    ana.close()


def test_what_cannot_be_read_of_mine_yet_keeps_me_from_speaking_over_it(
    couple: Couple, house: House, kept: Path
) -> None:
    ana, ben = couple
    keeping.backup(ana, kept)
    sharing.offer(ana, wrote(ana, "There.").id)
    exchanging.exchange(ben)
    (file,) = house.folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:100])
    ana = _restored(house, ana, kept)
    came = sharing.offer(ana, wrote(ana, "Here.").id)
    assert came.trouble == exchanging.NOT_WHOLE
    assert came.waiting == 1
    assert len(list(house.folder.iterdir())) == 1
    file.write_bytes(whole)
    pass_on(ana, ben)
    assert _words_in_us(ana) == _words_in_us(ben) == ["Here.", "There."]
    ana.close()


def test_a_hole_in_what_was_said_is_filled_when_it_arrives(
    couple: Couple, house: House, kept: Path, tmp_path: Path
) -> None:
    ana, ben = couple
    keeping.backup(ana, kept)
    sharing.offer(ana, wrote(ana, "One.").id)
    (first,) = house.folder.iterdir()
    sharing.offer(ana, wrote(ana, "Two.").id)
    exchanging.exchange(ben)
    first.rename(tmp_path / first.name)
    ana = _restored(house, ana, kept)
    exchanging.exchange(ana)
    assert ana.head(US).sequence == 2
    assert _words_in_us(ana) == ["Two."]
    copy(tmp_path / first.name, first)
    exchanging.exchange(ana)
    assert _words_in_us(ana) == ["One.", "Two."]
    again = reopened(house, ana, "Ana")
    assert not again.troubles
    again.close()


def test_a_copy_from_before_the_meeting_meets_again_and_has_it_all(
    house: House, kept: Path
) -> None:
    ana, ben = house.begin("Ana"), house.begin("Ben")
    keeping.backup(ana, kept)
    meeting.meet(ana, ben)
    page = wrote(ana, "After we met.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    ana = _restored(house, ana, kept)
    assert ana.partner is None
    meeting.meet(ana, ben)
    assert _words_in_us(ana) == ["After we met."]
    assert ana.library.own(page.id).words == "After we met."
    assert not ana.troubles
    for session in (ana, ben):
        session.close()


@pytest.mark.parametrize("sequence", [1, 2])
def test_what_the_partner_has_made_in_my_name_is_let_lie_without_alarm(
    couple: Couple, house: House, sequence: int
) -> None:
    ana, ben = couple
    page = wrote(ana, "Mine.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    stream = ana.streams[US]
    mine = parse(ana.vault.envelope(stream, 1) or b"")
    forged = envelopes.seal(
        Facts(
            kind=Kind.ENTRY,
            audience=Audience.OFFERED,
            entry_id=b"f" * 16,
            created=day_start(ben.conditions.seconds()),
            revision=1,
            moment_id=b"m" * 16,
        ),
        {"words": "I never said that.", "written_on": "2026-11-24"},
        position=Position(
            stream=stream,
            sequence=sequence,
            previous=mine.link if sequence > 1 else bytes(32),
        ),
        identity=ben.identity,
        direction=ben.partners_direction(),
        random=ben.conditions.random,
    )
    name, data = seal_segment(
        [forged.packed()],
        stream=stream,
        first=sequence,
        head=forged.link,
        keys=ben.require_meeting().couple,
        random=ben.conditions.random,
    )
    (house.folder / name).write_bytes(data)
    assert exchanging.exchange(ana) == exchanging.Exchanged()
    assert not ana.troubles
    sharing.offer(ana, wrote(ana, "Mine too.").id)
    again = reopened(house, ana, "Ana")
    assert exchanging.exchange(again) == exchanging.Exchanged()
    assert not again.troubles
    assert _words_in_us(again) == ["Mine too.", "Mine."]
    again.close()
