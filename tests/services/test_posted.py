"""Every file of the two in the folder is read again, and put there again on request."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.crypto.format import parse
from journal.exchange.segment import seal_segment
from journal.services import (
    exchanging,
    posted,
    sharing,
)
from journal.services.posted import look_at_folder, put_again
from journal.services.segments import runs_in
from journal.services.session import US, Session
from tests.house import House, everything_under, pass_on, reopened, two, wrote

Couple = tuple[Session, Session]


@pytest.fixture
def told(house: House) -> Iterator[Couple]:
    """Ana has offered two pages, each in a file of its own, and Ben one."""
    ana, ben = two(house)
    for words in ("The first.", "The second."):
        sharing.offer(ana, wrote(ana, words).id)
    sharing.offer(ben, wrote(ben, "From Ben.").id)
    yield ana, ben
    for session in (ana, ben):
        session.close()


def files_of(session: Session, house: House, *, partners: bool = False) -> list[Path]:
    stream = session.partners_stream()[1] if partners else session.streams[US]
    names = [path.name for path in house.folder.iterdir()]
    runs = sorted(runs_in(session, stream, names), key=lambda run: run.first)
    return [house.folder / run.name for run in runs]


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def said(found: posted.Posted) -> str:
    return " ".join(one.say for one in found.findings)


def test_what_is_well_is_counted_and_nothing_is_changed(
    told: Couple, house: House
) -> None:
    ana, ben = told
    before = everything_under(house.folder)
    assert look_at_folder(ana) == look_at_folder(ben) == posted.Posted(sound=3)
    (house.folder / "notes.txt").write_text("somebody's")
    assert look_at_folder(ana) == posted.Posted(sound=3)
    assert before.items() <= everything_under(house.folder).items()


def test_what_is_spoilt_or_gone_is_told_and_put_there_again(
    told: Couple, house: House
) -> None:
    ana, ben = told
    for words in ("The third.", "The fourth."):
        sharing.offer(ana, wrote(ana, words).id)
    *_, one, other = files_of(ana, house)
    spoil(one)
    other.unlink()
    found = look_at_folder(ana)
    assert found.sound == 3
    assert "1 parcel of yours in the folder you share cannot be read" in said(found)
    assert "1 parcel that this journal put into the folder" in said(found)
    assert "whole in this journal" in said(found)
    assert found.spoilt == {one.name}
    assert found.gone == {other.name}
    exchanging.exchange(ben)
    assert len(ben.library.offered_entries()) == 3
    assert put_again(ana, found) is None
    assert not one.exists()
    assert look_at_folder(ana).findings == ()
    exchanging.exchange(ben)
    came = {x.words for x in ben.library.offered_entries()}
    assert {"The third.", "The fourth."} < came


def test_what_cannot_be_put_there_now_goes_at_the_next_opening(
    told: Couple, house: House, tmp_path: Path
) -> None:
    ana, ben = told
    sharing.offer(ana, wrote(ana, "The third.").id)
    spoil(files_of(ana, house)[2])
    found = look_at_folder(ana)
    away = house.folder.rename(tmp_path / "away")
    trouble = put_again(ana, found)
    assert trouble is not None
    assert look_at_folder(ana).note is not None
    away.rename(house.home / ana.require_meeting().place)
    again = reopened(house, ana, "Ana")
    pass_on(again, ben)
    assert look_at_folder(again).findings == ()
    assert "The third." in {x.words for x in ben.library.offered_entries()}
    again.close()


def test_of_the_partners_it_is_told_whether_it_has_come(
    told: Couple, house: House
) -> None:
    ana, ben = told
    (theirs,) = files_of(ana, house, partners=True)
    whole = theirs.read_bytes()
    spoil(theirs)
    assert "has not come here" in said(look_at_folder(ana))
    theirs.write_bytes(whole)
    exchanging.exchange(ana)
    spoil(theirs)
    found = look_at_folder(ana)
    assert "What was in it is in this journal." in said(found)
    assert not found.spoilt | found.gone
    assert not any(one.is_lost for one in found.findings)
    assert look_at_folder(ben).spoilt == {theirs.name}


def test_a_newer_parcel_is_told_from_a_spoilt_one(told: Couple, house: House) -> None:
    ana, _ = told
    path = files_of(ana, house)[0]
    data = bytearray(path.read_bytes())
    data[3] += 1
    path.write_bytes(data)
    found = look_at_folder(ana)
    assert "1 parcel in the folder you share is of a newer Lean-to" in said(found)
    assert not found.spoilt | found.gone


def test_a_parcel_in_my_name_that_i_did_not_write_is_told(
    told: Couple, house: House
) -> None:
    ana, ben = told
    stream, couple = ana.streams[US], ben.require_meeting().couple
    data = ana.vault.envelope(stream, 1) or b""
    name, forged = seal_segment(
        [data[:-64] + bytes(64)],
        stream=stream,
        first=1,
        head=parse(data).link,
        keys=couple,
        random=ben.conditions.random,
    )
    (house.folder / name).write_bytes(forged)
    found = look_at_folder(ana)
    assert "under a name that looks like yours" in said(found)
    assert not found.spoilt | found.gone
    # Of a stream that is neither's there is nothing to say that it is right.
    other = bytes(16)
    moved = data[:4] + other + data[20:]
    name, forged = seal_segment(
        [moved],
        stream=other,
        first=1,
        head=parse(moved).link,
        keys=couple,
        random=ben.conditions.random,
    )
    (house.folder / name).write_bytes(forged)
    assert look_at_folder(ana).sound == 3


def test_what_waits_here_is_not_said_to_have_gone(
    told: Couple, house: House, tmp_path: Path
) -> None:
    ana, _ = told
    away = house.folder.rename(tmp_path / "away")
    sharing.offer(ana, wrote(ana, "Waits.").id)
    exchanging.exchange(ana)
    away.rename(house.home / ana.require_meeting().place)
    assert look_at_folder(ana) == posted.Posted(sound=3)


def test_alone_there_is_no_folder(ana: Session) -> None:
    assert look_at_folder(ana) == posted.Posted()


def test_the_command_line_tells_it_and_puts_it_again(
    told: Couple, house: House
) -> None:
    spoil(files_of(told[0], house)[0])
    for session in told:
        session.close()
    ran = house.by("Ana", "check")
    assert ran.code == 4
    assert "2 parcels in the folder you share" in ran.out
    assert "cannot be read there any more" in ran.out
    assert "--put-again" in ran.out
    assert "--save-into" not in ran.out
    ran = house.by("Ana", "check", "--put-again")
    assert (ran.code, "put there again now" in ran.out) == (4, True)
    ran = house.by("Ana", "check")
    assert (ran.code, ran.err) == (0, "")
    assert "3 parcels in the folder you share" in ran.out
    house.folder.rename(house.home / "elsewhere")
    ran = house.by("Ana", "check")
    assert ran.code == 0
    assert "not there at the moment" in ran.err
