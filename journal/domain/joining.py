"""Which entries tell one moment: what each named, what both linked, what was parted.

A pure function of what is offered and said about it, so both people come to the same.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable

from journal.domain.bonds import Bonds
from journal.domain.entries import Entry, EntryId, MomentId, PartnerId

_Told = defaultdict[MomentId, list[Entry]]
_Key = tuple[PartnerId, EntryId]


def told_together(
    entries: Iterable[Entry], bonds: Bonds
) -> dict[MomentId, list[Entry]]:
    """Return which entries tell each moment, one by each person, in order.

    Of an entry that comes in several revisions the latest counts; of several entries
    by one person about one moment, the one that was there first.
    """
    heads: dict[_Key, Entry] = {}
    for entry in entries:
        known = heads.get(_key(entry))
        if known is None or known.revision < entry.revision:
            heads[_key(entry)] = entry
    told = _placed(sorted(heads.values(), key=when), bonds)
    _join(told, bonds)
    return {id_: _one_by_each(held) for id_, held in told.items()}


def own_moment(entry: EntryId) -> MomentId:
    """Return the moment that an entry tells once it is parted from another's.

    Both work it out alone and come to the same.
    """
    digest = hashlib.sha256(b"sb1|apart|" + entry.encode())
    return MomentId(digest.hexdigest()[:32])


def when(entry: Entry) -> tuple[float, EntryId, PartnerId]:
    """Return what tells which of several entries was offered first."""
    return entry.written_at.timestamp(), entry.id, entry.author


def opening(entry: Entry) -> tuple[bool, float, EntryId, PartnerId]:
    """Return what tells which of several entries opens the moment they tell."""
    # A side told in answer never opens a moment, even if its clock ran behind.
    return entry.read_other_first is not None, *when(entry)


def _placed(entries: list[Entry], bonds: Bonds) -> _Told:
    """Return which entries tell each moment before any are linked, in order."""
    ever_parted = frozenset[EntryId]().union(*bonds.apart)
    named = {(one.moment, one.author) for one in entries}
    names = {moment for moment, _ in named}
    about: _Told = defaultdict(list)
    for entry in entries:
        own = own_moment(entry.id) if entry.id in ever_parted else entry.moment
        # What the other has told since about its own moment stays with it, whatever
        # has been taken back meanwhile.
        is_answered = own in names and (own, entry.author) not in named
        about[own if is_answered else entry.moment].append(entry)
    placed: _Told = defaultdict(list)
    for moment, held in about.items():
        stay = _staying(moment, held, bonds, ever_parted)
        for entry in held:
            is_here = _key(entry) in stay
            placed[moment if is_here else own_moment(entry.id)].append(entry)
    return placed


def _staying(
    moment: MomentId, held: list[Entry], bonds: Bonds, ever_parted: frozenset[EntryId]
) -> Collection[_Key]:
    """Return which entries tell a moment still; what was parted from them does not."""

    def comes_before(entry: Entry) -> tuple[object, ...]:
        is_its_own = entry.id in ever_parted and moment == own_moment(entry.id)
        return not is_its_own, *opening(entry)

    stay = [entry for entry in held if entry.id not in ever_parted]
    if len(stay) == len(held):
        return frozenset(map(_key, stay))
    for entry in sorted(held, key=comes_before):
        if entry.id in ever_parted and not any(
            # One that the same person told since takes its place: none is hidden.
            entry.author == other.author
            or frozenset({entry.id, other.id}) in bonds.apart
            for other in stay
        ):
            stay.append(entry)
    return frozenset(map(_key, stay))


def _key(entry: Entry) -> _Key:
    """Return what tells an entry from all others that are told here."""
    return entry.author, entry.id


def _join(told: _Told, bonds: Bonds) -> None:
    """Set beside each other what both have linked, where each is told by one alone."""
    alone = {
        held[0].id: (held[0], id_)
        for id_, held in told.items()
        if len({one.author for one in held}) == 1
    }
    pairs = [
        sorted((alone[one], alone[other]), key=lambda held: when(held[0]))
        for one, other in map(tuple, bonds.linked - bonds.apart)
        if one in alone and other in alone
    ]
    for pair in sorted(pairs, key=lambda both: [when(entry) for entry, _ in both]):
        (first, stays), (second, leaves) = pair
        if first.author != second.author and {first.id, second.id} <= alone.keys():
            told[stays].append(second)
            told[leaves].remove(second)
            if not told[leaves]:
                del told[leaves]
            del alone[first.id], alone[second.id]


def _one_by_each(held: list[Entry]) -> list[Entry]:
    first: dict[PartnerId, Entry] = {}
    for entry in held:
        first.setdefault(entry.author, entry)
    return list(first.values())
