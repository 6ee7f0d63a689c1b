"""What passes between two people, and what a place or a partner can do to it."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest
from typing_extensions import override

from journal.crypto.chance import system_random
from journal.crypto.envelope import seal
from journal.crypto.format import (
    Audience,
    Envelope,
    Facts,
    Json,
    Kind,
    Position,
    parse,
)
from journal.domain.entries import EntryId, MomentId
from journal.domain.shared_view import as_json
from journal.errors import Damaged, JournalError, Malformed, Unsupported
from journal.exchange.segment import read_name, seal_segment
from journal.exchange.store import NOT_THERE
from journal.services import exchanging, pages, reading, segments, sharing, writing
from journal.services.session import NO_LINK, US, Session
from tests.house import (
    House,
    everything_under,
    inside_segments,
    pass_on,
    reopened,
    revised,
    two,
    where_it_lies,
    wrote,
)

Couple = tuple[Session, Session]


def _words_in_us(session: Session) -> list[str]:
    return sorted(entry.words for entry in session.library.offered_entries())


def _same_view(*sessions: Session) -> bool:
    first, second = (as_json(reading.us(session)) for session in sessions)
    return first == second


# What arrives, and what does not


def test_what_is_offered_arrives_word_for_word(couple: Couple) -> None:
    ana, ben = couple
    came = sharing.offer(ana, wrote(ana, "Tea.\n\nTwo cups.").id)
    assert (came.waiting, came.trouble) == (0, None)
    assert exchanging.exchange(ben).arrived == 1
    assert _words_in_us(ben) == ["Tea.\n\nTwo cups."]
    assert exchanging.exchange(ben).arrived == 0


def test_someone_who_writes_alone_exchanges_nothing(ana: Session) -> None:
    assert exchanging.exchange(ana) == exchanging.Exchanged()


def test_private_writing_leaves_no_trace_where_the_partner_can_look(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "Offered.").id)
    pass_on(ana, ben)
    before = everything_under(house.folder)
    his = ben.vault.path.read_bytes()
    page = wrote(ana, "Private.")
    for number in range(5):
        revised(ana, page.id, f"Private, {number}.")
    writing.keep_draft(ana, writing.new_draft(ana, words="Unfinished."))
    writing.delete(ana, page.id)
    exchanging.exchange(ana)
    assert everything_under(house.folder) == before
    assert exchanging.exchange(ben).arrived == 0
    assert ben.vault.path.read_bytes() == his


@pytest.mark.parametrize("words", ["Short.", "A longer page. " * 200])
def test_what_is_offered_does_not_tell_how_often_it_was_rewritten(
    couple: Couple, words: str
) -> None:
    ana, ben = couple
    once = wrote(ana, words)
    often = wrote(ana, "x")
    for number in range(49):
        revised(ana, often.id, f"x {number}" * (number + 1))
    revised(ana, often.id, words)
    for page in (once, often):
        sharing.offer(ana, page.id)
    pass_on(ana, ben)
    stream = ana.streams[US]
    sealed = [parse(ben.vault.envelope(stream, place) or b"") for place in (1, 2)]
    assert len({len(one.packed()) for one in sealed}) == 1
    standing = [ben.library.offered(ana.identity.id, page.id) for page in (once, often)]
    first, second = (
        replace(one, id=EntryId(""), moment=MomentId(""))
        for one in standing
        if one is not None
    )
    assert first == second
    assert first.revision == 1


def test_what_is_only_the_authors_is_never_in_offered_bytes(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "Tea.")
    whole = replace(
        ana.library.own(page.id),
        revision=2,
        underneath="What I meant was quite other.",
        unknown={"later": "What a later version wrote."},
    )
    with ana.writing() as pen:
        pages.keep_entry(pen, whole)
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    theirs = ben.library.offered(ana.identity.id, page.id)
    assert theirs is not None
    assert (theirs.underneath, theirs.after, dict(theirs.unknown)) == (None, None, {})
    mine = ana.library.own(page.id)
    assert mine.underneath == "What I meant was quite other."
    assert mine.unknown == {"later": "What a later version wrote."}


# The place comes and goes


def test_with_the_folder_gone_it_is_saved_here_and_goes_when_it_is_back(
    couple: Couple, house: House, tmp_path: Path
) -> None:
    ana, ben = couple
    place = house.folder
    place.rename(tmp_path / "away")
    came = sharing.offer(ana, wrote(ana, "Meanwhile.").id)
    assert (came.waiting, came.trouble) == (1, NOT_THERE)
    assert _words_in_us(ana) == ["Meanwhile."]
    again = reopened(house, ana, "Ana")
    assert _words_in_us(again) == ["Meanwhile."]
    (tmp_path / "away").rename(place)
    assert exchanging.exchange(again) == exchanging.Exchanged()
    exchanging.exchange(ben)
    assert _words_in_us(ben) == ["Meanwhile."]
    again.close()


def test_absence_in_the_folder_never_means_deletion(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "Still here.").id)
    pass_on(ana, ben)
    for file in house.folder.iterdir():
        file.unlink()
    pass_on(ana, ben)
    assert _words_in_us(ana) == _words_in_us(ben) == ["Still here."]


def test_a_meeting_that_names_a_place_elsewhere_is_not_followed(
    couple: Couple,
) -> None:
    ana, _ = couple
    ana.meeting = replace(ana.require_meeting(), place="../elsewhere")
    exchanging.exchange(ana)
    assert [type(one) for one in ana.troubles] == [Damaged]


def test_copies_that_other_software_made_are_read_once_and_go_with_the_words(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    page = wrote(ana, "To be deleted.")
    sharing.offer(ana, page.id)
    (file,) = house.folder.iterdir()
    twin = file.with_name(f"{file.name} (conflicted copy 2)")
    copy(file, twin)
    exchanging.exchange(ben)
    assert _words_in_us(ben) == ["To be deleted."]
    writing.delete(ana, page.id)
    assert not twin.exists()
    assert not file.exists()


# Withdrawing


def _sealed_pieces(session: Session, entry: EntryId) -> list[bytes]:
    stream = session.streams[US]
    found = []
    for place in session.offers.places(session.identity.id, entry):
        parsed = parse(session.vault.envelope(stream, place) or b"")
        assert isinstance(parsed, Envelope)
        found += [parsed.body[:64], parsed.slot_self[:64], parsed.slot_couple[:64]]
    assert found
    return found


def _lies_somewhere(pieces: list[bytes], house: House, *sessions: Session) -> list[str]:
    files = everything_under(house.home) | inside_segments(*sessions)
    return [
        name for name, data in files.items() if any(piece in data for piece in pieces)
    ]


@pytest.mark.parametrize("withdraw", [writing.delete, sharing.take_back])
def test_withdrawn_words_are_in_no_file_once_both_have_exchanged(
    couple: Couple, house: House, withdraw: Callable[[Session, EntryId], object]
) -> None:
    ana, ben = couple
    page = wrote(ana, "Withdrawn soon.")
    sharing.offer(ana, page.id)
    revised(ana, page.id, "Withdrawn soon, again.")
    sharing.offer(ana, page.id)
    sharing.offer(ana, wrote(ana, "Stays.").id)
    pass_on(ana, ben)
    pieces = _sealed_pieces(ana, page.id)
    assert len(_lies_somewhere(pieces, house, ana)) >= 3
    withdraw(ana, page.id)
    assert _words_in_us(ana) == ["Stays."]
    exchanging.exchange(ben)
    assert _words_in_us(ben) == ["Stays."]
    assert _lies_somewhere(pieces, house, ana, ben) == []
    assert _same_view(ana, ben)


def test_a_file_with_withdrawn_words_that_comes_back_is_removed_again(
    couple: Couple, house: House, tmp_path: Path
) -> None:
    ana, ben = couple
    page = wrote(ana, "Withdrawn.")
    sharing.offer(ana, page.id)
    (file,) = house.folder.iterdir()
    copy(file, tmp_path / "kept")
    pieces = _sealed_pieces(ana, page.id)
    pass_on(ana, ben)
    writing.delete(ana, page.id)
    pass_on(ana, ben)
    copy(tmp_path / "kept", file)
    pass_on(ana, ben)
    assert not file.exists()
    assert _lies_somewhere(pieces, house, ana, ben) == []
    assert _words_in_us(ben) == []


def test_words_withdrawn_before_they_were_read_are_never_shown(
    couple: Couple, house: House, tmp_path: Path
) -> None:
    ana, ben = couple
    page = wrote(ana, "Unsaid.")
    sharing.offer(ana, page.id)
    (file,) = house.folder.iterdir()
    copy(file, tmp_path / "kept")
    writing.delete(ana, page.id)
    # The old file arrives after the news of its end, as it may where folders are
    # kept in step.
    exchanging.exchange(ben)
    copy(tmp_path / "kept", file)
    exchanging.exchange(ben)
    assert _words_in_us(ben) == []
    assert _same_view(ana, ben)


@pytest.mark.parametrize("broken", range(8))
def test_a_withdrawal_cut_off_anywhere_is_finished_by_doing_it_again(
    house: House, broken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = two(house)
    page = wrote(ana, "Withdrawn.")
    sharing.offer(ana, page.id)
    sharing.offer(ana, wrote(ana, "Stays.").id)
    pass_on(ana, ben)
    pieces = _sealed_pieces(ana, page.id)
    with monkeypatch.context() as patched, suppress(_Cut):
        _cut_off(patched, broken)
        writing.delete(ana, page.id)
    again = reopened(house, ana, "Ana")
    if page.id in {one.id for one in again.library.own_entries()}:
        writing.delete(again, page.id)
    pass_on(again, ben)
    assert _lies_somewhere(pieces, house, again, ben) == []
    assert _words_in_us(again) == _words_in_us(ben) == ["Stays."]
    assert not again.troubles
    again.close()
    ben.close()


class _Cut(Exception):  # noqa: N818 - a fact
    """The lights go out."""


def _cut_off(patched: pytest.MonkeyPatch, step: int) -> None:
    """Let the program end at a step that reaches the disk."""
    left = [step]

    def counted(name: str) -> None:
        real = getattr(os, name)

        def call(*arguments: object, **named: object) -> object:
            if left[0] == 0:
                raise _Cut
            left[0] -= 1
            return real(*arguments, **named)

        patched.setattr(os, name, call)

    for name in ("fsync", "replace", "rename", "unlink"):
        counted(name)


# A partner who means ill


class _Lying(Facts):
    """Facts that say what ours cannot."""

    kind_said = 1
    audience_said = 2

    @override
    def packed(self) -> bytes:
        plain = super().packed()
        return bytes([self.kind_said, self.audience_said]) + plain[2:]

    @override
    def committed(self) -> bytes:
        plain = super().committed()
        return bytes([self.kind_said, self.audience_said]) + plain[2:]


def _lying(kind: int, audience: int) -> type[Facts]:
    class Lie(_Lying):
        kind_said = kind
        audience_said = audience

    return Lie


def _facts(
    entry: str,
    kind: Kind = Kind.ENTRY,
    *,
    like: type[Facts] = Facts,
    created: int = 0,
    revision: int = 1,
) -> Facts:
    return like(
        kind=kind,
        audience=Audience.OFFERED,
        entry_id=bytes.fromhex(entry),
        moment_id=bytes.fromhex(entry),
        created=created,
        revision=revision,
    )


TOLD: dict[str, Json] = {"words": "I never said that.", "written_on": "2026-11-24"}


def _says(session: Session, facts: Facts, body: dict[str, Json]) -> None:
    with session.writing() as pen:
        pen.add(US, facts, body)


@pytest.fixture
def told(couple: Couple) -> tuple[Session, Session, EntryId]:
    """Ana has offered one page and kept another; Ben means ill."""
    ana, ben = couple
    page = wrote(ana, "Mine.")
    sharing.offer(ana, page.id)
    wrote(ana, "Only mine.")
    pass_on(ana, ben)
    return ana, ben, page.id


def _exchanged_and_reopened(ana: Session, ben: Session, house: House) -> Session:
    pass_on(ben, ana)
    assert "Mine." in _words_in_us(ana)
    again = reopened(house, ana, "Ana")
    assert "Mine." in _words_in_us(again)
    assert {one.words for one in again.library.own_entries()} == {"Mine.", "Only mine."}
    exchanging.exchange(again)
    assert "Mine." in _words_in_us(again)
    return again


@pytest.mark.parametrize(
    ("facts", "body"),
    [
        ({"kind": Kind.TOMBSTONE}, {}),
        ({"kind": Kind.ACT}, {"act": "take back"}),
        ({"kind": Kind.ACT}, {"act": "sing"}),
        ({"kind": Kind.ACT}, {"act": ["take back"]}),
        ({"kind": Kind.ENTRY}, TOLD),
        ({"kind": Kind.ENTRY, "revision": 2**32 - 1}, TOLD),
        ({"kind": Kind.ENTRY}, {}),
        ({"kind": Kind.ENTRY}, {"words": 3, "written_on": "never"}),
        ({"kind": Kind.REVEAL}, {}),
        ({"kind": Kind.KEYS}, {"suite": 1}),
        ({"kind": Kind.CHECKPOINT}, {}),
        ({"kind": Kind.CHAFF}, {}),
        ({"kind": Kind.ENTRY, "created": 253_402_300_799}, TOLD),
    ],
)
def test_what_the_partner_says_of_my_entry_changes_nothing_of_mine(
    told: tuple[Session, Session, EntryId],
    house: House,
    facts: dict[str, int],
    body: dict[str, Json],
) -> None:
    ana, ben, page = told
    _says(ben, _facts(page, **facts), body)  # type: ignore[arg-type]  # by name
    again = _exchanged_and_reopened(ana, ben, house)
    # Words under an id of mine stand as the partner's own, under the partner's name.
    sides = [side for moment in reading.us(again).moments for side in moment.sides]
    mine = [side.entry.words for side in sides if side.author == again.me.id]
    assert mine == ["Mine."]
    assert sharing.take_back(again, page).trouble is None
    again.close()


@pytest.mark.parametrize(
    ("kind", "audience", "said"),
    [(99, 2, Unsupported), (1, 9, Unsupported), (1, 1, Malformed), (1, 3, None)],
    ids=["a kind of later", "an audience of later", "private", "sealed"],
)
def test_what_is_not_understood_is_kept_and_never_shown(
    told: tuple[Session, Session, EntryId],
    house: House,
    kind: int,
    audience: int,
    said: type[JournalError] | None,
) -> None:
    ana, ben, _ = told
    _says(ben, _facts("ab" * 16, like=_lying(kind, audience)), TOLD)
    sharing.offer(ben, wrote(ben, "And this.").id)
    again = _exchanged_and_reopened(ana, ben, house)
    assert _words_in_us(again) == ["And this.", "Mine."]
    assert again.vault.last(ben.streams[US]) == 2
    assert [type(one) for one in again.troubles] == ([said] if said else [])
    again.close()


def test_an_envelope_with_a_wrong_tag_is_not_taken_and_hides_no_other(
    told: tuple[Session, Session, EntryId], house: House
) -> None:
    ana, ben, _ = told
    forged = seal(
        _facts("ab" * 16),
        TOLD,
        position=Position(stream=ben.streams[US], sequence=1, previous=NO_LINK),
        identity=ben.identity,
        direction=ben.direction(US),
        random=system_random,
    )
    _put(ben, house, replace(forged, tag_pair=bytes(32)))
    again = _exchanged_and_reopened(ana, ben, house)
    assert _words_in_us(again) == ["Mine."]
    assert again.vault.last(ben.streams[US]) == 0
    sharing.offer(ben, wrote(ben, "A true one.").id)
    exchanging.exchange(again)
    assert _words_in_us(again) == ["A true one.", "Mine."]
    again.close()


def test_words_that_are_sealed_to_nobody_are_kept_and_said(
    told: tuple[Session, Session, EntryId], house: House
) -> None:
    ana, ben, _ = told
    whole = seal(
        _facts("ab" * 16),
        TOLD,
        position=Position(stream=ben.streams[US], sequence=1, previous=NO_LINK),
        identity=ben.identity,
        direction=ben.direction(US),
        random=system_random,
    )
    closed = replace(whole, slot_couple=system_random(len(whole.slot_couple)))
    _put(ben, house, replace(closed, tag_pair=_tag(ben, closed)))
    again = _exchanged_and_reopened(ana, ben, house)
    assert _words_in_us(again) == ["Mine."]
    assert again.vault.last(ben.streams[US]) == 1
    assert [type(one) for one in again.troubles] == [Damaged]
    again.close()


def _tag(session: Session, envelope: Envelope) -> bytes:
    direction = session.direction(US)
    assert direction is not None
    return direction.tag(envelope.link)


def _put(session: Session, house: House, *envelopes: Envelope) -> str:
    """Lay a segment in the folder, whatever is in it."""
    first, last = envelopes[0].position, envelopes[-1]
    name, data = seal_segment(
        [one.packed() for one in envelopes],
        stream=first.stream,
        first=first.sequence,
        head=last.link,
        keys=session.require_meeting().couple,
        random=system_random,
    )
    (house.folder / name).write_bytes(data)
    return name


def test_a_segment_forged_in_my_name_is_refused_and_does_not_stop_me(
    told: tuple[Session, Session, EntryId], house: House
) -> None:
    ana, ben, page = told
    forged = seal(
        _facts(page),
        TOLD,
        position=Position(stream=ana.streams[US], sequence=2, previous=bytes([7] * 32)),
        identity=ben.identity,
        direction=ben.direction(US),
        random=system_random,
    )
    _put(ben, house, forged)
    again = _exchanged_and_reopened(ana, ben, house)
    assert again.troubles == []
    assert _words_in_us(again) == ["Mine."]
    other = wrote(again, "Only mine.")
    assert sharing.offer(again, other.id).trouble is None
    writing.delete(again, other.id)
    again.close()


def test_my_own_words_replayed_by_the_partner_stay_withdrawn(
    couple: Couple, house: House, tmp_path: Path
) -> None:
    ana, ben = couple
    page = wrote(ana, "Taken back.")
    sharing.offer(ana, page.id)
    for file in house.folder.iterdir():
        copy(file, tmp_path)
    pass_on(ana, ben)
    sharing.take_back(ana, page.id)
    pass_on(ana, ben)
    for file in tmp_path.glob("?" * 64):
        copy(file, house.folder / f"again-{file.name}")
    pass_on(ana, ben, ana)
    assert _words_in_us(ana) == _words_in_us(ben) == []
    again = reopened(house, ana, "Ana")
    assert _words_in_us(again) == []
    assert again.library.own(page.id).words == "Taken back."
    again.close()


def test_two_tellings_for_one_place_keep_the_first_and_say_so(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    position = Position(stream=ben.streams[US], sequence=1, previous=NO_LINK)
    for entry, words in (("aa" * 16, "First."), ("bb" * 16, "Second.")):
        one = seal(
            _facts(entry),
            TOLD | {"words": words},
            position=position,
            identity=ben.identity,
            direction=ben.direction(US),
            random=system_random,
        )
        _put(ben, house, one)
        exchanging.exchange(ana)
    assert _words_in_us(ana) == ["First."]
    assert {one.exit_code for one in ana.troubles} == {4}


def test_ten_thousand_envelopes_are_taken_in_and_lose_nothing(
    couple: Couple,
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "Mine.").id)
    with ben.writing() as pen:
        for number in range(10_000):
            pen.add(US, _facts("ab" * 16, Kind.ACT), {"act": "sing", "verse": number})
    sharing.offer(ben, wrote(ben, "At last.").id)
    exchanging.exchange(ana)
    assert _words_in_us(ana) == ["At last.", "Mine."]
    assert ana.vault.last(ben.streams[US]) == 10_001


def test_nothing_of_the_partners_is_shown_for_what_only_their_key_wrote(
    couple: Couple, house: House
) -> None:
    ana, _ = couple
    (house.folder / "note.txt").write_text("Not a segment.")
    (house.folder / ("a" * 64)).write_bytes(b"SBG\x01" + bytes(4096))
    assert exchanging.exchange(ana) == exchanging.Exchanged()
    assert where_it_lies("note.txt", house.folder) == ["note.txt"]


# What was spoilt here is fetched again from the place


def test_a_partners_envelope_spoilt_here_is_fetched_again(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ben, wrote(ben, "His.").id)
    pass_on(ana, ben)
    stream = ben.streams[US]
    data = ana.vault.envelope(stream, 1) or b""
    with ana.vault.change() as change:
        change.replace_envelope(stream, 1, data[:-1] + bytes([data[-1] ^ 1]))
    again = reopened(house, ana, "Ana")
    assert [one.exit_code for one in again.troubles] == [4]
    exchanging.exchange(again)
    assert _words_in_us(again) == ["His."]
    again = reopened(house, again, "Ana")
    assert not again.troubles
    assert _words_in_us(again) == ["His."]
    again.close()


def test_what_is_damaged_in_the_outbox_is_cut_anew_and_arrives(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.keep_offer(ana, wrote(ana, "Underway.").id)
    segments.cut(ana)
    ((name, data),) = ana.vault.outbox()
    with ana.vault.change() as change:
        change.put_outbox(name, data[:-1] + bytes([data[-1] ^ 1]))
    exchanging.exchange(ana)
    assert {one.exit_code for one in ana.troubles} == {4}
    exchanging.exchange(ben)
    assert _words_in_us(ben) == ["Underway."]
    assert ana.vault.outbox() == []
    assert len(list(house.folder.iterdir())) == 1


def test_a_segment_of_a_newer_version_is_said_and_left_alone(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ben, wrote(ben, "His.").id)
    (file,) = house.folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:3] + b"\x02" + whole[4:])
    exchanging.exchange(ana)
    assert [type(one) for one in ana.troubles] == [Unsupported]
    file.write_bytes(whole)
    exchanging.exchange(ana)
    assert _words_in_us(ana) == ["His."]


def test_a_name_says_whose_run_it_is_to_the_couple_alone(
    couple: Couple, house: House
) -> None:
    ana, _ = couple
    sharing.offer(ana, wrote(ana, "Tea.").id)
    (file,) = house.folder.iterdir()
    facts = read_name(file.name, ana.require_meeting().couple)
    assert (facts.first, facts.last) == (1, 1)
