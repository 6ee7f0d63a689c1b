"""Publishing and collecting, through trouble, interruption and strangers' files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from journal.crypto.format import Envelope, parse
from journal.crypto.keys import CoupleKeys
from journal.crypto.primitives import sha256
from journal.errors import NoRoom, NotFound, PlaceTrouble
from journal.exchange.segment import Segment, open_segment
from journal.exchange.store import NOT_THERE, Folder, Found, Store
from journal.exchange.sync import (
    NOT_KEPT,
    VAIN_BYTES,
    Collected,
    Desk,
    collect,
    publish,
    replace_segment,
)

SealRun = Callable[[Sequence[bytes]], tuple[str, bytes]]
StoreOver = Callable[[dict[str, bytes]], Store]
DeskOver = Callable[[dict[str, bytes], set[str]], Desk]


class Killed(BaseException):
    """The program is gone; nothing in it runs on."""


class Around(Store):
    """A place that another stands in front of."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner

    @override
    def list(self) -> Sequence[Found]:
        return self.inner.list()

    @override
    def get(self, name: str) -> bytes:
        return self.inner.get(name)

    @override
    def put(self, name: str, data: bytes) -> None:
        self.inner.put(name, data)

    @override
    def delete(self, name: str) -> None:
        self.inner.delete(name)


class Watched(Around):
    """A place that remembers which files were opened."""

    def __init__(self, inner: Store) -> None:
        super().__init__(inner)
        self.opened: list[str] = []

    @override
    def get(self, name: str) -> bytes:
        self.opened.append(name)
        return super().get(name)


class Steps:
    """Counts calls down, and kills before or after the last one."""

    def __init__(self, left: int, *, after: bool) -> None:
        self.left = left
        self.after = after

    def __call__(self, call: Callable[[], object]) -> None:
        self.left -= 1
        if self.left == 0 and not self.after:
            raise Killed
        call()
        if self.left == 0:
            raise Killed


class KilledStore(Around):
    """A place at whose nth changing or reading call the program is killed."""

    def __init__(self, inner: Store, steps: Steps) -> None:
        super().__init__(inner)
        self.steps = steps

    @override
    def list(self) -> Sequence[Found]:
        self.steps(lambda: None)
        return self.inner.list()

    @override
    def get(self, name: str) -> bytes:
        self.steps(lambda: None)
        return self.inner.get(name)

    @override
    def put(self, name: str, data: bytes) -> None:
        self.steps(lambda: self.inner.put(name, data))

    @override
    def delete(self, name: str) -> None:
        self.steps(lambda: self.inner.delete(name))


class KilledDesk(Desk):
    """A desk at whose nth note the program is killed."""

    def __init__(self, inner: Desk, steps: Steps) -> None:
        self.inner = inner
        self.steps = steps

    @override
    def outbox(self) -> Iterable[tuple[str, bytes]]:
        return self.inner.outbox()

    @override
    def posted(self, name: str) -> None:
        self.steps(lambda: self.inner.posted(name))

    @override
    def has_read(self, name: str) -> bool:
        self.steps(lambda: None)
        return self.inner.has_read(name)

    @override
    def is_closing(self) -> bool:
        return False


def take_all(segments: Collected, *, held: set[bytes], read: set[str]) -> None:
    for name, segment in segments:
        held.update(segment.envelopes)
        read.add(name)


def kills() -> Iterable[Steps]:
    return (
        Steps(left, after=after) for left in range(1, 30) for after in (True, False)
    )


@pytest.fixture
def waiting(ana: tuple[bytes, ...], seal_run: SealRun) -> dict[str, bytes]:
    """Three segments in Ana's outbox."""
    return dict(seal_run(ana[start : start + 3]) for start in (0, 3, 6))


def words_of(segments: Iterable[tuple[str, Segment]]) -> set[bytes]:
    return {one for _, segment in segments for one in segment.envelopes}


# Publishing.


def test_what_waits_is_put_in_the_place_and_leaves_the_outbox(
    waiting: dict[str, bytes], store_over: StoreOver, desk_over: DeskOver
) -> None:
    files: dict[str, bytes] = {}
    sealed = dict(waiting)
    assert publish(store_over(files), desk_over(waiting, set())) == 3
    assert files == sealed
    assert waiting == {}
    assert publish(store_over(files), desk_over(waiting, set())) == 0


def test_publishing_killed_at_any_step_and_repeated_gives_the_same(
    waiting: dict[str, bytes], store_over: StoreOver, desk_over: DeskOver
) -> None:
    completed = 0
    for steps in kills():
        files: dict[str, bytes] = {}
        outbox = dict(waiting)
        desk = desk_over(outbox, set())
        store = store_over(files)
        try:
            publish(KilledStore(store, steps), KilledDesk(desk, steps))
        except Killed:
            # Whatever left the outbox lies in the place, whole.
            assert all(
                files.get(name) == data
                for name, data in waiting.items()
                if name not in outbox
            )
        else:
            completed += 1
        publish(store, desk)
        assert files == waiting
        assert outbox == {}
    # Three calls for each of three: all of them were tried, before and after.
    assert completed == (29 - 9) * 2


class Stubborn(Around):
    """A place that has its way with some files."""

    def __init__(self, inner: Store, trouble: dict[str, PlaceTrouble]) -> None:
        super().__init__(inner)
        self.trouble = trouble

    @override
    def put(self, name: str, data: bytes) -> None:
        if name in self.trouble:
            raise self.trouble[name]
        super().put(name, data)


def test_trouble_with_one_keeps_it_in_the_outbox_and_lets_the_others_go(
    waiting: dict[str, bytes], store_over: StoreOver, desk_over: DeskOver
) -> None:
    sealed = dict(waiting)
    first, second, third = waiting
    files: dict[str, bytes] = {}
    store, desk = store_over(files), desk_over(waiting, set())
    with pytest.raises(PlaceTrouble) as caught:
        publish(Stubborn(store, {first: PlaceTrouble(NOT_THERE)}), desk)
    assert caught.value.say == NOT_THERE
    assert list(waiting) == [first]
    assert set(files) == {second, third}
    assert publish(store, desk) == 1
    assert files == sealed


def test_a_full_disk_is_said_before_any_other_trouble(
    waiting: dict[str, bytes], store_over: StoreOver, desk_over: DeskOver
) -> None:
    first, second, third = waiting
    trouble = {first: PlaceTrouble(), second: NoRoom(), third: PlaceTrouble(NOT_THERE)}
    with pytest.raises(NoRoom):
        publish(Stubborn(store_over({}), trouble), desk_over(waiting, set()))
    assert list(waiting) == [first, second, third]


class Careless(Around):
    """A place that says it has kept what it has not."""

    def __init__(self, inner: Store, spoil: Callable[[bytes], bytes | None]) -> None:
        super().__init__(inner)
        self.spoil = spoil

    @override
    def put(self, name: str, data: bytes) -> None:
        spoilt = self.spoil(data)
        if spoilt is not None:
            super().put(name, spoilt)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data + b"\x00",
        lambda data: bytes([data[0] ^ 1]) + data[1:],
        lambda _data: b"",
        lambda _data: None,
    ],
    ids=["truncated", "longer", "flipped", "empty", "dropped"],
)
def test_what_does_not_read_back_as_written_stays_in_the_outbox(
    spoil: Callable[[bytes], bytes | None],
    waiting: dict[str, bytes],
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    sealed = dict(waiting)
    files: dict[str, bytes] = {}
    store, desk = store_over(files), desk_over(waiting, set())
    with pytest.raises(PlaceTrouble) as caught:
        publish(Careless(store, spoil), desk)
    assert caught.value.say == NOT_KEPT
    assert waiting == sealed
    publish(store, desk)
    assert files == sealed


def test_a_missing_folder_keeps_everything_in_the_outbox(
    waiting: dict[str, bytes], desk_over: DeskOver, tmp_path: Path
) -> None:
    sealed = dict(waiting)
    with pytest.raises(PlaceTrouble) as caught:
        publish(Folder(tmp_path / "stick"), desk_over(waiting, set()))
    assert caught.value.say == NOT_THERE
    assert waiting == sealed


def test_trouble_of_the_vault_itself_is_not_taken_for_trouble_of_the_place(
    waiting: dict[str, bytes], store_over: StoreOver, desk_over: DeskOver
) -> None:
    class FullVault(KilledDesk):
        @override
        def posted(self, name: str) -> None:
            raise NoRoom

    files: dict[str, bytes] = {}
    desk = FullVault(desk_over(waiting, set()), Steps(0, after=True))
    with pytest.raises(NoRoom):
        publish(store_over(files), desk)
    # The first note fails, so nothing more is written: it would be put twice.
    assert len(files) == 1
    assert len(waiting) == 3


# Collecting.


def test_what_one_publishes_the_other_collects_through_a_folder(
    ana: tuple[bytes, ...],
    waiting: dict[str, bytes],
    keys: CoupleKeys,
    desk_over: DeskOver,
    tmp_path: Path,
) -> None:
    folder = Folder.create(tmp_path / "shared")
    publish(folder, desk_over(waiting, set()))
    collected = collect(folder, desk_over({}, set()), keys)
    assert words_of(collected) == set(ana[:9])
    assert (collected.unreadable, collected.newer, collected.foreign) == (0, 0, 0)


def test_runs_come_oldest_first_whatever_the_listing(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    files = dict(seal_run([ana[at]]) for at in (5, 2, 9, 0))
    segments = collect(store_over(files), desk_over({}, set()), keys)
    assert [segment.first for _, segment in segments] == [1, 3, 6, 10]


def test_what_was_read_is_not_read_again(
    waiting: dict[str, bytes],
    keys: CoupleKeys,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    read: set[str] = set()
    desk = desk_over({}, read)
    for name, _ in collect(store_over(waiting), desk, keys):
        read.add(name)
    assert read == set(waiting)

    watched = Watched(store_over(waiting))
    assert list(collect(watched, desk, keys)) == []
    assert watched.opened == []


def test_collecting_killed_at_any_step_and_repeated_gives_the_same(
    ana: tuple[bytes, ...],
    waiting: dict[str, bytes],
    keys: CoupleKeys,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    completed = 0
    for steps in kills():
        read: set[str] = set()
        held: set[bytes] = set()
        store, desk = store_over(waiting), desk_over({}, read)
        try:
            killed = collect(KilledStore(store, steps), KilledDesk(desk, steps), keys)
            take_all(killed, held=held, read=read)
        except Killed:
            assert held < set(ana[:9])
        else:
            completed += 1
        take_all(collect(store, desk, keys), held=held, read=read)
        assert held == set(ana[:9])
    # One listing, then a question and a read for each of three.
    assert completed == (29 - 7) * 2


def test_a_place_that_was_emptied_takes_nothing_back(
    waiting: dict[str, bytes],
    keys: CoupleKeys,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    read = set(waiting)
    assert list(collect(store_over({}), desk_over({}, read), keys)) == []
    assert read == set(waiting)


def test_a_missing_folder_is_said_when_collecting(
    keys: CoupleKeys, desk_over: DeskOver, tmp_path: Path
) -> None:
    with pytest.raises(PlaceTrouble) as caught:
        collect(Folder(tmp_path / "stick"), desk_over({}, set()), keys)
    assert caught.value.say == NOT_THERE


@pytest.fixture
def looked_at(
    keys: CoupleKeys, store_over: StoreOver, desk_over: DeskOver
) -> Callable[[dict[str, bytes]], tuple[Collected, set[bytes]]]:
    """Collect from files once; return the walk with its counts, and the envelopes."""

    def look(files: dict[str, bytes]) -> tuple[Collected, set[bytes]]:
        collected = collect(store_over(files), desk_over({}, set()), keys)
        return collected, words_of(collected)

    return look


Look = Callable[[dict[str, bytes]], tuple[Collected, set[bytes]]]


def test_conflict_copies_are_found_and_one_that_opens_is_enough(
    ana: tuple[bytes, ...], seal_run: SealRun, looked_at: Look
) -> None:
    name, data = seal_run(ana[:2])
    copy = f"{name}.sync-conflict-20261124-054319-74R6LD6"
    for files in (
        {copy: data},
        {name: data, copy: data},
        {name: data[:-9], copy: data},
        {copy: data[:-9], name: data},
        {f"Copy of {name} (1)": data},
    ):
        collected, words = looked_at(files)
        assert words == set(ana[:2])
        assert (collected.unreadable, collected.foreign) == (0, 0)


def test_one_name_is_handed_out_once_however_many_copies_there_are(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    name, data = seal_run(ana[:2])
    files = {name: data, f"{name} (1)": data, f"{name} (2)": data}
    assert len(list(collect(store_over(files), desk_over({}, set()), keys))) == 1


def test_copies_read_in_vain_cost_a_little_and_keep_no_other_file_away(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    sealed = [seal_run([envelope]) for envelope in ana[:6]]
    files = {name: data[:200] + bytes(len(data) - 200) for name, data in sealed[:5]}
    files |= {f"{name} ({at})": data for name, data in files.items() for at in range(9)}
    files |= dict(sealed[5:])
    watched = Watched(store_over(files))
    # Of the 32 MiB that may be read in vain, all has been but for eight files.
    spent = VAIN_BYTES - 8 * len(sealed[0][1])
    in_vain = {Found("read before", spent, 0)}
    collected = collect(watched, desk_over({}, set()), keys, in_vain)
    assert words_of(collected) == {ana[5]}
    assert collected.unreadable == 5
    # Four of the first, four of the next, then one of each.
    assert len(watched.opened) == 4 + 4 + 3 + 1
    again = collect(watched, desk_over({}, set()), keys, in_vain)
    assert words_of(again) == {ana[5]}
    assert again.unreadable == 5
    assert len(watched.opened) == 4 + 4 + 3 + 1 + 1


def test_whoever_closes_the_vault_waits_for_no_more_than_one_file(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    class Closing(KilledDesk):
        left = 0

        @override
        def is_closing(self) -> bool:
            self.left -= 1
            return self.left < 0

    files = dict(seal_run([envelope]) for envelope in ana[:2])
    opened = []
    for asked in range(6):
        desk = Closing(desk_over({}, set()), Steps(99, after=True))
        desk.left = asked
        watched = Watched(store_over(files))
        list(collect(watched, desk, keys))
        opened.append(len(watched.opened))
    # It is asked for every name, and before every file.
    assert opened == [0, 0, 0, 0, 1, 1]


def test_damaged_files_are_counted_and_tried_again(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    sealed = [seal_run([envelope]) for envelope in ana[:6]]
    names = [name for name, _ in sealed]
    flipped = bytearray(sealed[1][1])
    flipped[200] ^= 1
    files = {
        names[0]: sealed[0][1],
        names[1]: bytes(flipped),
        names[2]: sealed[2][1][: len(sealed[2][1]) // 2],
        names[3]: b"",
        names[4]: sealed[5][1],
        names[5]: sealed[4][1],
    }
    read: set[str] = set()
    desk = desk_over({}, read)
    collected = collect(store_over(files), desk, keys)
    assert words_of(collected) == {ana[0]}
    assert collected.unreadable == 5
    read.add(names[0])
    files.update(sealed)
    again = collect(store_over(files), desk, keys)
    assert words_of(again) == set(ana[1:6])
    assert again.unreadable == 0


def test_a_renamed_file_and_another_couples_are_foreign(
    ana: tuple[bytes, ...],
    strangers: CoupleKeys,
    seal_run: SealRun,
    *,
    store_over: StoreOver,
    desk_over: DeskOver,
    looked_at: Look,
) -> None:
    name, data = seal_run(ana[:2])
    collected, words = looked_at({"holiday.seg": data, "a" * 64: data})
    assert words == set()
    assert (collected.foreign, collected.unreadable) == (2, 0)
    theirs = collect(store_over({name: data}), desk_over({}, set()), strangers)
    assert list(theirs) == []
    assert (theirs.foreign, theirs.unreadable) == (1, 0)


def test_a_newer_version_is_counted_apart_and_left_alone(
    ana: tuple[bytes, ...], seal_run: SealRun, looked_at: Look
) -> None:
    name, data = seal_run(ana[:2])
    newer = data[:3] + b"\x02" + data[4:]
    files = {name: newer, f"{name} (1)": data[:-1]}
    collected, words = looked_at(files)
    assert words == set()
    assert (collected.newer, collected.unreadable) == (1, 0)
    assert files[name] == newer


def test_files_that_cannot_be_read_or_leave_meanwhile_stop_nothing(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    sealed = [seal_run([envelope]) for envelope in ana[:3]]

    class Moving(Around):
        @override
        def get(self, name: str) -> bytes:
            if name == sealed[0][0]:
                raise PlaceTrouble
            if name == sealed[1][0]:
                raise NotFound
            return super().get(name)

    store = Moving(store_over(dict(sealed)))
    collected = collect(store, desk_over({}, set()), keys)
    assert words_of(collected) == {ana[2]}
    # One that left was no file that cannot be read.
    assert collected.unreadable == 1


def test_two_thousand_foreign_files_hide_nothing_and_none_is_opened(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    desk_over: DeskOver,
    tmp_path: Path,
) -> None:
    folder = Folder.create(tmp_path / "shared")
    for number in range(2_000):
        odd = sha256(b"%d" % number).hex()
        file_name = ("abcdefgh" * 8, f"IMG_{number}.jpg", odd)[number % 3]
        (folder.path / f"{file_name}{number}").write_bytes(b"SBG\x01" + bytes(200))
    name, data = seal_run(ana[:2])
    folder.put(name, data)
    watched = Watched(folder)
    collected = collect(watched, desk_over({}, set()), keys)
    assert words_of(collected) == set(ana[:2])
    assert collected.foreign == 2_000
    assert watched.opened == [name]


def test_an_old_file_put_back_changes_nothing(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    old_name, old = seal_run(ana[:2])
    new_name, new = seal_run(ana[:2])
    desk = desk_over({}, {new_name})
    files = {new_name: new, old_name: old}
    assert words_of(collect(store_over(files), desk, keys)) == set(ana[:2])
    # Replayed over the newer one's name it is not that segment.
    replayed = collect(store_over({new_name: old}), desk_over({}, set()), keys)
    assert list(replayed) == []
    assert replayed.unreadable == 1


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_order_repetition_and_part_first_give_the_same(
    ana: tuple[bytes, ...],
    ben: tuple[bytes, ...],
    keys: CoupleKeys,
    *,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
    data: st.DataObject,
) -> None:
    sealed: dict[str, bytes] = {}
    for story in (ana, ben):
        cuts = sorted(data.draw(st.sets(st.integers(1, 11))) | {0, 12})
        for start, end in pairwise(cuts):
            sealed |= [seal_run(story[start:end])]
    whole = set(ana[:12]) | set(ben[:12])
    order = data.draw(st.permutations(sorted(sealed)))
    some = data.draw(st.sets(st.sampled_from(order)))
    read: set[str] = set()
    held: set[bytes] = set()
    desk = desk_over({}, read)
    for names in ([name for name in order if name in some], order, order):
        store = store_over({name: sealed[name] for name in names})
        for name, segment in collect(store, desk, keys):
            held |= set(segment.envelopes)
            # Not always noted: then it comes again, and changes nothing.
            if data.draw(st.booleans()):
                read.add(name)
    assert held == whole


# Writing a segment anew.


def husks_of(envelopes: Sequence[bytes]) -> list[bytes]:
    husks: list[bytes] = []
    for envelope in envelopes:
        parsed = parse(envelope)
        assert isinstance(parsed, Envelope)
        husks.append(parsed.husk().packed())
    return husks


def test_a_segment_written_anew_replaces_the_old_one_and_its_copies(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    tmp_path: Path,
) -> None:
    folder = Folder.create(tmp_path / "shared")
    old, with_words = seal_run(ana[:2])
    kept, other = seal_run(ana[2:4])
    folder.put(old, with_words)
    folder.put(kept, other)
    (folder.path / f"{old} (conflicted copy)").write_bytes(with_words)
    (folder.path / f".{old}.part").write_bytes(with_words[:90])
    new_name, husks = seal_run(husks_of(ana[:2]))
    replace_segment(folder, old=old, new_name=new_name, data=husks)
    assert {path.name for path in folder.path.iterdir()} == {new_name, kept}
    opened = open_segment(folder.get(new_name), name=new_name, keys=keys)
    assert opened.envelopes == tuple(husks_of(ana[:2]))


def test_writing_anew_killed_at_any_step_and_repeated_gives_the_same(
    ana: tuple[bytes, ...], seal_run: SealRun, store_over: StoreOver
) -> None:
    old, with_words = seal_run(ana[:2])
    new_name, husks = seal_run(husks_of(ana[:2]))
    completed = 0
    for steps in kills():
        files = {old: with_words, f"{old} (1)": with_words}
        store = store_over(files)
        try:
            replace_segment(
                KilledStore(store, steps), old=old, new_name=new_name, data=husks
            )
        except Killed:
            # At no moment is neither there.
            assert files.get(new_name) == husks or files.get(old) == with_words
        else:
            completed += 1
        replace_segment(store, old=old, new_name=new_name, data=husks)
        assert files == {new_name: husks}
    # Six calls: put, get, list, and three times delete.
    assert completed == (29 - 6) * 2


def test_the_old_segment_stays_until_the_new_one_reads_back(
    ana: tuple[bytes, ...], seal_run: SealRun, store_over: StoreOver
) -> None:
    old, with_words = seal_run(ana[:2])
    new_name, husks = seal_run(husks_of(ana[:2]))
    files = {old: with_words}
    careless = Careless(store_over(files), lambda data: data[:-1])
    with pytest.raises(PlaceTrouble):
        replace_segment(careless, old=old, new_name=new_name, data=husks)
    assert files[old] == with_words


def test_an_old_segment_that_no_listing_shows_is_removed_all_the_same(
    ana: tuple[bytes, ...], seal_run: SealRun, store_over: StoreOver
) -> None:
    class Blind(Around):
        @override
        def list(self) -> Sequence[Found]:
            return []

    old, with_words = seal_run(ana[:2])
    new_name, husks = seal_run(husks_of(ana[:2]))
    files = {old: with_words}
    store = Blind(store_over(files))
    replace_segment(store, old=old, new_name=new_name, data=husks)
    assert files == {new_name: husks}


def test_a_segment_never_replaces_itself(
    ana: tuple[bytes, ...], seal_run: SealRun, store_over: StoreOver
) -> None:
    name, data = seal_run(ana[:2])
    files = {name: data}
    with pytest.raises(ValueError, match="new name"):
        replace_segment(store_over(files), old=name, new_name=name, data=data)
    assert files == {name: data}


def test_a_couple_that_changes_its_key_still_collects_what_came_before(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    store_over: StoreOver,
    desk_over: DeskOver,
) -> None:
    files = dict([seal_run(ana[:2])])
    later = replace(keys, epochs=(*keys.epochs, sha256(b"epoch 2")))
    collected = collect(store_over(files), desk_over({}, set()), later)
    assert words_of(collected) == set(ana[:2])
