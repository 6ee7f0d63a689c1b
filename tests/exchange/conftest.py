"""Two people with a few dozen envelopes each, and small stand-ins for their places."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import count

import pytest
from typing_extensions import override

from journal.crypto.chance import Randomness, system_random
from journal.crypto.envelope import Direction, seal
from journal.crypto.format import Audience, Facts, Kind, Position, parse
from journal.crypto.keys import CoupleKeys, Identity
from journal.crypto.primitives import sha256
from journal.errors import NotFound
from journal.exchange.segment import seal_segment
from journal.exchange.store import Found, Store
from journal.exchange.sync import Desk

SealRun = Callable[[Sequence[bytes]], tuple[str, bytes]]

_STORY_LENGTH = 24


class Memory(Store):
    """A place over a dict."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    @override
    def list(self) -> Sequence[Found]:
        return [Found(name, len(data), 0) for name, data in self.files.items()]

    @override
    def get(self, name: str) -> bytes:
        if name not in self.files:
            raise NotFound
        return self.files[name]

    @override
    def put(self, name: str, data: bytes) -> None:
        self.files[name] = data

    @override
    def delete(self, name: str) -> None:
        self.files.pop(name, None)


class PlainDesk(Desk):
    """A desk over a dict and a set."""

    def __init__(self, waiting: dict[str, bytes], read: set[str]) -> None:
        self.waiting = waiting
        self.read = read

    @override
    def outbox(self) -> Iterable[tuple[str, bytes]]:
        return self.waiting.items()

    @override
    def posted(self, name: str) -> None:
        del self.waiting[name]

    @override
    def has_read(self, name: str) -> bool:
        return name in self.read

    @override
    def is_closing(self) -> bool:
        return False


@pytest.fixture(scope="session")
def store_over() -> Callable[[dict[str, bytes]], Store]:
    return Memory


@pytest.fixture(scope="session")
def desk_over() -> Callable[[dict[str, bytes], set[str]], Desk]:
    return PlainDesk


def _counted(seed: bytes) -> Randomness:
    """Return bytes that look random and are the same in every run."""
    number = count()
    return lambda size: b"".join(
        sha256(seed + b"%d" % next(number)) for _ in range(0, size, 32)
    )[:size]


def _couple(seed: bytes) -> CoupleKeys:
    return CoupleKeys(
        journal_id=sha256(seed)[:16],
        pair_root=sha256(seed + b"root"),
        epochs=(sha256(seed + b"epoch 0"), sha256(seed + b"epoch 1")),
    )


def _story(writer: bytes, reader: bytes, keys: CoupleKeys) -> tuple[bytes, ...]:
    identity = Identity(sha256(writer))
    direction = Direction(keys, author=identity.id, reader=Identity(sha256(reader)).id)
    random = _counted(writer)
    previous = bytes(32)
    story: list[bytes] = []
    for sequence in range(1, _STORY_LENGTH + 1):
        envelope = seal(
            Facts(
                kind=Kind.ENTRY,
                audience=Audience.OFFERED,
                entry_id=sha256(writer + bytes([sequence]))[:16],
                created=int(datetime(2026, 11, 24, tzinfo=UTC).timestamp()),
            ),
            # One in four is long, so that runs differ in size.
            {"words": "Tea. " * (600 if sequence % 4 == 0 else 1)},
            position=Position(
                stream=sha256(writer + b"us")[:16],
                sequence=sequence,
                previous=previous,
            ),
            identity=identity,
            direction=direction,
            random=random,
        )
        previous = envelope.link
        story.append(envelope.packed())
    return tuple(story)


@pytest.fixture(scope="session")
def keys() -> CoupleKeys:
    return _couple(b"Ana and Ben")


@pytest.fixture(scope="session")
def strangers() -> CoupleKeys:
    return _couple(b"Cleo and Dan")


@pytest.fixture(scope="session")
def ana(keys: CoupleKeys) -> tuple[bytes, ...]:
    """What Ana has offered: her stream from its first envelope."""
    return _story(b"Ana", b"Ben", keys)


@pytest.fixture(scope="session")
def ben(keys: CoupleKeys) -> tuple[bytes, ...]:
    return _story(b"Ben", b"Ana", keys)


@pytest.fixture(scope="session")
def seal_run(keys: CoupleKeys) -> SealRun:
    """Seal a run of envelopes as a segment, the rest being read from them."""

    def sealed(envelopes: Sequence[bytes]) -> tuple[str, bytes]:
        first, last = parse(envelopes[0]), parse(envelopes[-1])
        return seal_segment(
            envelopes,
            stream=first.position.stream,
            first=first.position.sequence,
            head=last.link,
            keys=keys,
            random=system_random,
        )

    return sealed
