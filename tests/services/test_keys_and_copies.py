"""New keys, the private box and copies, at once: nothing lost, nothing left open."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from journal.crypto import envelope as envelopes
from journal.crypto.format import parse
from journal.crypto.keys import Identity, SlotKind
from journal.crypto.primitives import open_box
from journal.errors import CannotOpen, CodeDoesNotOpen, Damaged, NotPossible
from journal.services import (
    checking,
    exchanging,
    hiding,
    keeping,
    keepsakes,
    leaving,
    loading,
    meeting,
    opening,
    passphrases,
    recovery,
    restoring,
    sharing,
    writing,
)
from journal.services.session import Session
from tests.house import PASSPHRASES, House, pass_on, reopened, wrote

HERS = PASSPHRASES["Ana"]
NEW = "nine quiet rooks"
Couple = tuple[Session, Session]


@pytest.fixture
def boxed(couple: Couple) -> Couple:
    """Both have told something; Ana's private pages lie in a box."""
    ana, ben = couple
    for number in range(9):
        wrote(ana, f"Page {number}.")
    sharing.offer(ana, wrote(ana, "By the sink.").id)
    sharing.offer(ben, wrote(ben, "At the rail.").id)
    pass_on(ana, ben)
    hiding.hide(ana, hides=True)
    writing.keep_draft(ana, writing.new_draft(ana, words="Half a page."))
    return couple


def words(session: Session) -> set[str]:
    return {one.words for one in session.library.own_entries()}


def stored(path: Path) -> list[bytes]:
    """Every value that lies in a vault file as bytes."""
    return [
        value
        for table in ("envelope", "container", "draft", "state", "slot")
        for row in rows_of(path, table)
        for value in row
        if isinstance(value, bytes)
    ]


def rows_of(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608


def opened_with(old: Identity, path: Path) -> set[str]:
    """In which tables of a vault file some of the old keys open something."""
    found = set()
    boxes = (("container", old.box_key, "box"), ("draft", old.draft_key, "draft"))
    for table, key, label in (*boxes, ("state", old.state_key, "state")):
        for name, data in rows_of(path, table):
            aad = name.encode() if isinstance(name, str) else name
            assert isinstance(aad, bytes)
            assert isinstance(data, bytes)
            with suppress(CannotOpen):
                open_box(key, label, aad, data)
                found.add(table)
    for data in stored(path):
        with suppress(Damaged):
            if envelopes.has_my_tag(parse(data), identity=old):
                found.add("envelope")
    return found


def test_who_leaves_with_a_box_has_a_box_that_no_old_key_opens(
    boxed: Couple, house: House
) -> None:
    ana, ben = boxed
    before, old = words(ana), Identity(bytes(ana.identity.root))
    path = ana.vault.path
    assert opened_with(old, path) == {"container", "draft", "state", "envelope"}
    leaving.leave(ana, HERS)
    for _ in range(2):
        assert not opened_with(old, path)
        with house.open("Ana") as again:
            assert not again.troubles
            assert hiding.is_hidden(again)
            assert words(again) == before
            assert [one.words for one in writing.drafts(again)] == ["Half a page."]
            (person,) = keepsakes.kept_with(again)
            assert len(keepsakes.kept_view(again, person.id).moments) == 2
            assert checking.examine(again).is_whole
            wrote(again, "From now on.")
            before = words(again)
        assert not opened_with(old, path)
    pass_on(ben)
    assert words(ben) == {"At the rail."}


def test_in_the_box_it_can_not_be_counted_after_leaving_either(
    boxed: Couple,
) -> None:
    ana, _ = boxed
    leaving.leave(ana, HERS)
    with closing(sqlite3.connect(ana.vault.path)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM envelope").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert (rows, version) == (0, 2)


def test_who_leaves_without_a_box_has_none(couple: Couple, house: House) -> None:
    ana, _ = couple
    wrote(ana, "A page.")
    hiding.hide(ana, hides=True)
    hiding.hide(ana, hides=False)
    leaving.leave(ana, HERS)
    with house.open("Ana") as again:
        assert not hiding.is_hidden(again)
        assert words(again) == {"A page."}
        hiding.hide(again, hides=True)
        assert checking.examine(again).is_whole


def test_a_box_that_cannot_be_read_in_full_is_not_dropped(
    boxed: Couple, house: House
) -> None:
    ana, _ = boxed
    path = ana.vault.path
    ana.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE container SET bytes = zeroblob(16500) WHERE id = x'00000000'"
        )
    with house.open("Ana", exchange=False) as again:
        assert again.meeting is None or not again.is_locked
        before = stored(path)
        with pytest.raises(NotPossible):
            leaving.leave(again, HERS)
        assert stored(path) == before


def test_no_copy_of_a_lock_stays_that_opened_it_before_leaving(
    boxed: Couple, house: House
) -> None:
    ana, _ = boxed
    code = recovery.new_code(ana)
    recovery.keep_code(ana, code, typed=code)
    kept = [ana.vault.slot(kind) or b"" for kind in SlotKind]
    assert all(any(one in data for data in stored(ana.vault.path)) for one in kept)
    leaving.leave(ana, HERS)
    for one in kept:
        assert not any(one in data for data in stored(ana.vault.path))
    with pytest.raises((CannotOpen, NotPossible)):
        opening.unlock_by_code(
            opening.find_door(house.home, "Ana"), code, conditions=house.conditions
        )
    # Of the new lock there are three copies: the third stands where two are spoilt.
    with closing(sqlite3.connect(ana.vault.path)) as connection, connection:
        connection.execute("UPDATE slot SET bytes = zeroblob(142)")
    with house.open("Ana") as again:
        assert "Page 3." in words(again)


def test_a_changed_passphrase_opens_the_box_as_before(
    boxed: Couple, house: House
) -> None:
    ana, ben = boxed
    before, root = words(ana), bytes(ana.identity.root)
    passphrases.change(ana, HERS, NEW)
    ana.close()
    door = opening.find_door(house.home, "Ana")
    with pytest.raises(CannotOpen):
        opening.unlock(door, HERS, conditions=house.conditions)
    again = opening.unlock(door, NEW, conditions=house.conditions)
    loading.load(again)
    assert not again.troubles
    assert (words(again), bytes(again.identity.root)) == (before, root)
    assert hiding.is_hidden(again)
    wrote(again, "After.")
    assert checking.examine(again).is_whole
    pass_on(again, ben)
    again.close()


def test_a_copy_made_after_leaving_is_put_back_and_is_all_there(
    boxed: Couple, house: House, tmp_path: Path
) -> None:
    ana, _ = boxed
    leaving.leave(ana, HERS)
    copy, elsewhere = tmp_path / "copy", tmp_path / "elsewhere"
    with house.open("Ana") as again:
        before, view = words(again), keepsakes.kept_with(again)
        keeping.backup(again, copy)
    done = restoring.restore(
        copy,
        house.key("Ana"),
        home=house.home,
        into=elsewhere,
        conditions=house.conditions,
    )
    assert not done.has_met
    assert done.beside is restoring.Beside.THE_SAME
    session = opening.unlock(done.door, HERS, conditions=house.conditions)
    loading.load(session)
    assert not session.troubles
    assert (words(session), keepsakes.kept_with(session)) == (before, view)
    assert hiding.is_hidden(session)
    session.close()


def test_a_copy_made_before_leaving_is_another_journal_by_now(
    boxed: Couple, house: House, tmp_path: Path
) -> None:
    ana, _ = boxed
    copy = tmp_path / "copy"
    keeping.backup(ana, copy)
    leaving.leave(ana, HERS)
    with pytest.raises(NotPossible):
        restoring.restore(
            copy, house.key("Ana"), home=house.home, conditions=house.conditions
        )
    done = restoring.restore(
        copy,
        house.key("Ana"),
        home=house.home,
        into=tmp_path / "elsewhere",
        conditions=house.conditions,
    )
    assert done.has_met
    assert done.beside is restoring.Beside.NOT_HERE


def test_the_code_on_paper_opens_what_was_put_back(
    boxed: Couple, house: House, tmp_path: Path
) -> None:
    ana, _ = boxed
    first = recovery.new_code(ana)
    recovery.keep_code(ana, first, typed=first)
    copy = tmp_path / "copy"
    keeping.backup(ana, copy)
    second = recovery.new_code(ana)
    recovery.keep_code(ana, second, typed=second)
    before = words(ana)
    ana.close()
    door = restoring.restore(
        copy,
        house.key("Ana"),
        home=house.home,
        into=tmp_path / "elsewhere",
        conditions=house.conditions,
    ).door
    with pytest.raises(CodeDoesNotOpen):
        opening.unlock_by_code(door, second, conditions=house.conditions)
    session = opening.unlock_by_code(door, first, conditions=house.conditions)
    loading.load(session)
    assert words(session) == before
    passphrases.set_new(session, NEW)
    session.close()
    session = opening.unlock(door, NEW, conditions=house.conditions)
    loading.load(session)
    assert (words(session), hiding.is_hidden(session)) == (before, True)
    session.close()


def test_who_left_with_a_box_can_meet_again(boxed: Couple, house: House) -> None:
    ana, ben = boxed
    leaving.leave(ana, HERS)
    leaving.leave(ben, PASSPHRASES["Ben"])
    with house.open("Ana") as ana, house.open("Ben") as ben:
        meeting.meet(ana, ben)
        told = wrote(ana, "Anew.")
        sharing.offer(ana, told.id)
        exchanging.exchange(ben)
        assert any(one.words == "Anew." for one in ben.library.offered_entries())
        again = reopened(house, ana, "Ana")
        assert checking.examine(again).is_whole
        again.close()
