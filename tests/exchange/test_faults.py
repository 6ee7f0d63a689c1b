"""Two people, a place that does everything wrong for a while, and what is left.

Nothing that either wrote may be lost to the other once the trouble is over, and
nothing may be held that nobody wrote. Each seed is one story and always the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random  # noqa: TID251 - seeded: the same story every time

import pytest
from typing_extensions import override

from journal.crypto.format import parse
from journal.crypto.keys import CoupleKeys
from journal.errors import NoRoom, NotFound, PlaceTrouble
from journal.exchange.segment import Segment, seal_segment
from journal.exchange.store import Found, Store
from journal.exchange.sync import Desk, collect, publish, replace_segment

Stories = tuple[Sequence[bytes], Sequence[bytes]]
StoreOver = Callable[[dict[str, bytes]], Store]

SEEDS = range(30)
TURNS = 60
LIKELIHOOD = 0.12


class Killed(BaseException):
    """The program is gone; nothing in it runs on."""


class Trouble:
    """Whether something goes wrong now, and what has gone wrong so far."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.seen: set[str] = set()

    def strikes(self, what: str) -> bool:
        struck = self.chance.random() < LIKELIHOOD
        if struck:
            self.seen.add(what)
        return struck


class BadPlace(Store):
    """A shared folder on a bad day: every call may fail, lie, or be the last."""

    def __init__(self, inner: Store, trouble: Trouble) -> None:
        self.inner = inner
        self.trouble = trouble

    @override
    def list(self) -> Sequence[Found]:
        listed = list(self.inner.list())
        self.trouble.chance.shuffle(listed)
        if self.trouble.strikes("partial list"):
            return listed[: len(listed) // 2]
        if self.trouble.strikes("no list"):
            raise PlaceTrouble
        return listed

    @override
    def get(self, name: str) -> bytes:
        data = self.inner.get(name)
        if self.trouble.strikes("short read"):
            return data[: self.trouble.chance.randrange(len(data) + 1)]
        if self.trouble.strikes("gone before it is read"):
            raise NotFound
        return data

    @override
    def put(self, name: str, data: bytes) -> None:
        if self.trouble.strikes("killed before a put"):
            raise Killed
        if self.trouble.strikes("dropped put"):
            return
        if self.trouble.strikes("full, with half a file left"):
            self.inner.put(name, data[: len(data) // 2])
            raise NoRoom
        self.inner.put(name, data)
        if self.trouble.strikes("killed after a put"):
            raise Killed

    @override
    def delete(self, name: str) -> None:
        if self.trouble.strikes("killed before a delete"):
            raise Killed
        if not self.trouble.strikes("deleted but still there"):
            self.inner.delete(name)


def spoil(files: dict[str, bytes], trouble: Trouble) -> None:
    """Do to the files what engines, people and disks do to them."""
    chance = trouble.chance
    if trouble.strikes("wiped folder") and trouble.strikes("really wiped"):
        files.clear()
    if not files:
        return
    one, other = chance.choice(sorted(files)), chance.choice(sorted(files))
    at = chance.randrange(len(files[one]) + 1)
    if trouble.strikes("truncated"):
        files[one] = files[one][:at]
    if trouble.strikes("flipped") and at < len(files[one]):
        flipped = bytearray(files[one])
        flipped[at] ^= 1 << chance.randrange(8)
        files[one] = bytes(flipped)
    if trouble.strikes("swapped"):
        files[one], files[other] = files[other], files[one]
    if trouble.strikes("duplicated"):
        files[f"{one} (1)"] = files[one]
    if trouble.strikes("conflict copy of half"):
        files[f"{one}.sync-conflict-20261124"] = files[one][:at]
    if trouble.strikes("renamed"):
        files["renamed by someone"] = files.pop(other)
    elif trouble.strikes("deleted"):
        del files[other]


class Device(Desk):
    """One person's vault, reduced to what the exchange touches. It loses nothing."""

    def __init__(
        self, story: Sequence[bytes], keys: CoupleKeys, trouble: Trouble
    ) -> None:
        self.to_write = list(reversed(story))
        self.keys = keys
        self.chance = trouble.chance
        self.written: set[bytes] = set()
        self.sent: dict[str, list[bytes]] = {}
        self.held: dict[tuple[bytes, int], bytes] = {}
        self.waiting: dict[str, bytes] = {}
        self.read: set[str] = set()
        self.trouble: Trouble | None = trouble

    @override
    def outbox(self) -> Iterable[tuple[str, bytes]]:
        return self.waiting.items()

    @override
    def posted(self, name: str) -> None:
        if self.trouble is not None and self.trouble.strikes("killed before a note"):
            raise Killed
        del self.waiting[name]

    @override
    def has_read(self, name: str) -> bool:
        return name in self.read

    @override
    def is_closing(self) -> bool:
        return False

    def write(self, count: int) -> None:
        run = [self.to_write.pop() for _ in range(count) if self.to_write]
        if run:
            self.written |= set(run)
            self.keep(run)
            self.send(run)

    def keep(self, envelopes: Iterable[bytes]) -> None:
        for envelope in envelopes:
            position = parse(envelope).position
            place = (position.stream, position.sequence)
            assert self.held.setdefault(place, envelope) == envelope

    def send(self, run: list[bytes]) -> None:
        name, data = self.sealed(run)
        self.waiting[name] = data

    def write_anew(self, store: Store) -> None:
        """Replace a segment that was sent by one of the same run."""
        old = self.chance.choice(sorted(self.sent))
        run = self.sent[old]
        name, data = self.sealed(run)
        replace_segment(store, old=old, new_name=name, data=data)
        self.waiting.pop(old, None)
        del self.sent[old]

    def sealed(self, run: list[bytes]) -> tuple[str, bytes]:
        last = parse(run[-1])
        name, data = seal_segment(
            run,
            stream=last.position.stream,
            first=last.position.sequence - len(run) + 1,
            head=last.link,
            keys=self.keys,
            random=self.chance.randbytes,
        )
        self.sent[name] = run
        self.read.add(name)
        return name, data

    def send_all_again(self) -> None:
        for run in self.runs():
            self.send(run)

    def runs(self) -> Iterator[list[bytes]]:
        """Yield what is held as runs without holes."""
        run: list[bytes] = []
        before: tuple[bytes, int] | None = None
        for stream, sequence in sorted(self.held):
            if run and before != (stream, sequence - 1):
                yield run
                run = []
            run.append(self.held[stream, sequence])
            before = (stream, sequence)
        yield run

    def take(self, segments: Iterable[tuple[str, Segment]]) -> None:
        for name, segment in segments:
            self.keep(segment.envelopes)
            if self.trouble is not None and self.trouble.strikes("killed before read"):
                raise Killed
            self.read.add(name)

    def sync(self, store: Store, *, anew: bool = False) -> None:
        self.take(collect(store, self, self.keys))
        publish(store, self)
        if anew and self.sent:
            self.write_anew(store)


def sync_badly(device: Device, store: Store) -> None:
    try:
        device.sync(store, anew=device.chance.random() < LIKELIHOOD)
    except (Killed, PlaceTrouble):
        return


class Story:
    """Two people through a bad time, and the place as it is after."""

    def __init__(
        self, seed: int, stories: Stories, keys: CoupleKeys, store_over: StoreOver
    ) -> None:
        self.files: dict[str, bytes] = {}
        self.place = store_over(self.files)
        self.trouble = Trouble(Random(seed))  # noqa: S311 - a story, not a secret
        self.both = [Device(story, keys, self.trouble) for story in stories]

    def happen(self, *, files_spoil: bool) -> None:
        bad_place = BadPlace(self.place, self.trouble)
        for _ in range(TURNS):
            device = self.trouble.chance.choice(self.both)
            device.write(self.trouble.chance.randrange(3))
            sync_badly(device, bad_place)
            if files_spoil:
                spoil(self.files, self.trouble)
        for device in self.both:
            device.trouble = None

    @property
    def written(self) -> set[bytes]:
        return {one for device in self.both for one in device.written}

    def sync_all(self) -> None:
        # Twice round: the first to look cannot have what the second has yet to put.
        for device in self.both * 2:
            device.sync(self.place)


@pytest.fixture
def told(
    ana: tuple[bytes, ...],
    ben: tuple[bytes, ...],
    keys: CoupleKeys,
    store_over: StoreOver,
) -> Callable[[int], Story]:
    return lambda seed: Story(seed, (ana, ben), keys, store_over)


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_trouble_both_hold_exactly_what_either_wrote(
    seed: int, told: Callable[[int], Story]
) -> None:
    story = told(seed)
    story.happen(files_spoil=True)
    for device in story.both:
        device.send_all_again()
    story.sync_all()
    for device in story.both:
        assert {*device.held.values()} == story.written
        assert device.waiting == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_published_arrives_without_being_sent_again_where_files_keep(
    seed: int, told: Callable[[int], Story]
) -> None:
    story = told(seed)
    story.happen(files_spoil=False)
    story.sync_all()
    for device in story.both:
        assert {*device.held.values()} == story.written


def test_the_stories_hold_every_kind_of_trouble(told: Callable[[int], Story]) -> None:
    seen: set[str] = set()
    for seed in SEEDS:
        story = told(seed)
        story.happen(files_spoil=True)
        seen |= story.trouble.seen
    assert seen == {
        "partial list",
        "no list",
        "short read",
        "gone before it is read",
        "killed before a put",
        "dropped put",
        "full, with half a file left",
        "killed after a put",
        "killed before a delete",
        "deleted but still there",
        "killed before a note",
        "killed before read",
        "wiped folder",
        "really wiped",
        "truncated",
        "flipped",
        "swapped",
        "duplicated",
        "conflict copy of half",
        "renamed",
        "deleted",
    }
