"""Every parser of bytes from outside, as one function of bytes each.

What comes from outside is an envelope, a segment, a key slot, an identity card, a
hand-over, a letter, a pack of prompts, another program's files, a typed code or day.
Some of it is only reached behind a true tag or box, which a partner with a changed
client can make: so these seal what they are given first. Whatever the bytes, only a
`JournalError` may come out.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from journal.crypto.envelope import open_mine, open_partners, withheld_facts
from journal.crypto.format import (
    Audience,
    Envelope,
    Json,
    Position,
    decode_json,
    encode_json,
    pad,
    parse,
    unpack_facts,
    unpad,
)
from journal.crypto.keys import (
    open_passphrase_slot,
    open_recovery_slot,
    passphrase_slot,
    read_code,
    recovery_slot,
    write_code,
)
from journal.crypto.letter import MAGIC_LETTER, seal_letter
from journal.crypto.pairing import hand_over, read_card, take_over
from journal.crypto.primitives import hkdf, seal_box
from journal.crypto.stretch import Stretch
from journal.domain.entries import EntryId, MomentId, PartnerId, Visibility
from journal.domain.own_prompts import own_prompt_from
from journal.domain.packs import parse_pack
from journal.domain.payload import Place, entry_from, offered_body
from journal.domain.prompts import parse_theme
from journal.domain.text import clean_line, clean_text, first_words, folded
from journal.errors import JournalError
from journal.exchange.segment import (
    name_inside,
    open_segment,
    read_name,
    seal_segment,
)
from journal.export import data_reader
from journal.imports.reading import read_shelf
from journal.imports.shelf import zip_of
from journal.services.letters import letter_in
from journal.services.sayings import Asides, Sayings
from journal.storage import prompt_files
from journal.ui.days import day_meant
from tests.crypto.people import TWO, US_STREAM, counted, retagged
from tests.crypto.test_pairing import CARDS, MEETING, PLAIN, signed
from tests.imports.exports import classic, day_one, jrnl

Parser = Callable[[bytes], object]

CHEAP = Stretch(m_kib=64, t=1, p=1, floor_kib=32)
DAY = date(2026, 11, 24)
ID = "0123456789abcdef" * 2
PLACE = Place(
    id=EntryId(ID),
    author=PartnerId(ID),
    moment=MomentId(ID),
    revision=1,
    written_at=datetime(2026, 11, 24, tzinfo=UTC),
    visibility=Visibility.OFFERED,
)
SEALED = TWO.sealed()
NAME, SEGMENT = seal_segment(
    [SEALED.packed()],
    stream=US_STREAM,
    first=1,
    head=SEALED.link,
    keys=TWO.couple,
    random=counted("segment"),
)
SLOT = passphrase_slot(
    bytes(TWO.ana.root), "passphrase", stretch=CHEAP, random=counted("slot")
).data

CODE = write_code(bytes(20))
LETTER: dict[str, Json] = {
    "day": "2026-11-24",
    "from": "Ana",
    "title": None,
    "words": "Look up.",
}


@dataclass(frozen=True)
class Target:
    """A parser, and sound bytes from which to begin."""

    run: Parser
    seeds: tuple[bytes, ...]


def envelope(data: bytes) -> None:
    """Read bytes as an envelope, as it lies in a vault or a segment."""
    _open_every_way(parse(data))


def tagged(data: bytes) -> None:
    """Read bytes as the body of an envelope whose tags are true."""
    _open_every_way(retagged(replace(SEALED, body=data)))


def slot(data: bytes) -> None:
    """Read bytes as the facts of an entry, which a partner has truly sealed."""
    with suppress(JournalError):
        unpack_facts(data)
    padded = (data + bytes(128))[:128]
    for audience in (Audience.OFFERED, Audience.SEALED):
        whole = TWO.sealed(audience)
        key = TWO.couple.epochs[0]
        box = seal_box(key, "slot-couple", whole.header, padded, random=counted("box"))
        with suppress(JournalError):
            _open_every_way(retagged(replace(whole, slot_couple=box)))


def body(data: bytes) -> None:
    """Read bytes as what an envelope holds: an entry, a question, something said."""
    with suppress(JournalError):
        unpad(data)
    said = decode_json(data)
    encode_json(said)
    with suppress(JournalError):
        read = entry_from(said, PLACE)
        if entry_from(offered_body(read), PLACE).words != read.words:
            raise AssertionError
    with suppress(JournalError):
        own_prompt_from(said, id_=EntryId(ID), author=PartnerId(ID), revision=1)
    sayings, asides = Sayings(), Asides()
    sayings.say(PartnerId(ID), EntryId(ID), said, 1)
    sayings.bonds([])
    asides.say(said, 1)


def key_slot(data: bytes) -> None:
    """Read bytes as the slots that hold a person's root."""
    with suppress(JournalError):
        open_recovery_slot(data, bytes(20))
    open_passphrase_slot(data, "passphrase", stretch=CHEAP)


def letter(data: bytes) -> None:
    """Read bytes as the file of a letter, and as what such a file holds."""
    with suppress(JournalError):
        letter_in(data, CODE)
    header = MAGIC_LETTER + b"\1" + bytes(16)
    key = hkdf(bytes(20), salt=bytes(16), info=b"sb1|letter", length=32)
    for plain in (data, pad(data)):
        box = seal_box(key, "letter", header, plain, random=counted("letter"))
        with suppress(JournalError):
            letter_in(header + box, CODE)


def card(data: bytes) -> None:
    """Read bytes as an identity card."""
    read_card(data)


def handed(data: bytes) -> None:
    """Read bytes as what an inviter has truly signed and sealed."""
    take_over(signed(data), me=TWO.ben)


def handing(data: bytes) -> None:
    """Read bytes as a hand-over that anyone has made."""
    take_over(decode_json(data), me=TWO.ben)


def segment(data: bytes) -> None:
    """Read bytes as a file in the folder between two people."""
    text = data[:80].decode("utf-8", "replace")
    with suppress(JournalError):
        read_name(name_inside(text) or text, TWO.couple)
    open_segment(data, name=NAME, keys=TWO.couple)


def run_of_envelopes(data: bytes) -> None:
    """Read bytes as the inside of a segment, which a partner has truly sealed."""
    key = TWO.couple.epochs[0]
    box = seal_box(key, "segment", NAME.encode(), data, random=counted("box"))
    open_segment(SEGMENT[:4] + box, name=NAME, keys=TWO.couple)


def pack(data: bytes) -> None:
    """Read bytes as a counsellor's pack, and as a theme."""
    text = data.decode("utf-8", "replace")
    with suppress(JournalError):
        parse_theme(text, file_stem="comfort")
    parse_pack(text, file="pack.toml")


def typed(data: bytes) -> None:
    """Read bytes as what somebody types: words, a code, a day."""
    text = data.decode("utf-8", "surrogateescape")
    cleaned = clean_text(text)
    if clean_text(cleaned) != cleaned:
        raise AssertionError
    for shorter in (clean_line, first_words, folded):
        shorter(text)
    for read in (read_code, lambda said: day_meant(said, DAY)):
        with suppress(JournalError):
            read(text)


@dataclass(frozen=True)
class OneFile:
    """A folder with one file in it."""

    name: str
    data: bytes

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def read(self, name: str) -> bytes:
        return self.data if name == self.name else b""

    def changed_on(self, name: str) -> date | None:
        return DAY if name == self.name else None


def _elsewhere(*names: str) -> Parser:
    def run(data: bytes) -> None:
        for name in names:
            with suppress(JournalError):
                found = read_shelf(OneFile(name, data), today=DAY, here=UTC)
                for one in found.entries:
                    if clean_text(one.words) != one.words or one.day > DAY:
                        raise AssertionError

    return run


def zipped(data: bytes) -> None:
    """Read bytes as a zip of another program's."""
    read_shelf(zip_of(BytesIO(data)), today=DAY, here=UTC)


def taken_out(data: bytes) -> None:
    """Read bytes as all that was taken out of a journal."""
    data_reader.read(data)


def _open_every_way(parsed: object) -> None:
    if isinstance(parsed, Envelope):
        withheld = withheld_facts
        for run in (
            lambda: open_mine(parsed, identity=TWO.ana, direction=TWO.to_ben),
            lambda: open_partners(parsed, direction=TWO.to_ben),
            lambda: withheld(parsed, direction=TWO.to_ben),
        ):
            with suppress(JournalError):
                run()


def _two_envelopes() -> bytes:
    after = Position(stream=US_STREAM, sequence=2, previous=SEALED.link)
    other = TWO.sealed(position=after, seed="other")
    whole = [SEALED.packed(), other.packed()]
    sized = (len(one).to_bytes(4, "big") + one for one in whole)
    return len(whole).to_bytes(4, "big") + b"".join(sized)


def _bodies() -> tuple[bytes, ...]:
    said: list[dict[str, Json]] = [
        {
            "words": "You made tea.",
            "written_on": "2026-11-24",
            "title": "Tea",
            "role": "care-seeker",
            "function": "safe-haven",
            "hoped": ["asked-about"],
            "response": ["came-back", "stayed-near"],
            "landing": "landed",
            "signal": "sideways",
            "after": {"i": 3, "we": 4},
            "repairs": ID,
            "prompt": "comfort-last-biscuit",
        },
        {"act": "prompt", "text": "What helped?", "role": "both"},
        {"act": "link", "with": ID[::-1]},
        {"act": "thank", "words": "it helped"},
        {"act": "mute", "days": ["2026-01-01", "2026-02-01"], "kept": True},
        {
            "act": "season",
            "id": ID,
            "name": "The winter",
            "first": "2026-01-01",
            "last": None,
            "hard": True,
        },
    ]
    return tuple(encode_json(one) for one in said)


PACK = """schema = 1
[pack]
id = "evenings"
title = "Evenings"
author = "A counsellor"
purpose = "To notice what helps."
not_when = "You are afraid."
days = 7
[[prompt]]
id = "tea"
role = "both"
depth = "light"
text = "Who made the tea?"
"""

EXPORT = b"""{"format": "leanto-export", "version": 1, "made_on": "2026-11-24",
"mine": {"person": {"id": "%s", "name": "Ana"}, "entries": [], "questions": [],
"unfinished": []}, "others": []}""" % ID.encode()
TEXTS = (
    b"---\ntitle: 'A'\ntags: [a, b]\ndate: 2024-02-29\n---\n# B\n\nWords.",
    b"[2024-01-15 09:30] A title. *\nWords.\n[2024-01-16 10:00 PM] More.",
    b"\tDate:\t15 January 2024 at 9:30 GMT+1\n\tTags:\ta, b\n\n# A\n\nWords\\.",
)
PAGE = b"""<div class="pageHeader">17 December 2023</div><div class='title'>A</div>
<span><div class="assetGrid"><img src="a"></div></span><p class="bodyText">&lt;B</p>"""


def _zip() -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("a/Journal.json"), day_one({"text": "# A\n\nB."}))
        archive.writestr(ZipInfo("a/photos/1.jpg"), b"")
    return held.getvalue()


TARGETS = {
    "envelope": Target(envelope, (SEALED.packed(),)),
    "tagged": Target(tagged, (SEALED.body,)),
    "slot": Target(slot, (bytes(128),)),
    "body": Target(body, _bodies()),
    "key-slot": Target(
        key_slot,
        (SLOT, recovery_slot(bytes(TWO.ana.root), bytes(20), random=counted("slot"))),
    ),
    "letter": Target(
        letter,
        (
            encode_json(LETTER),
            seal_letter(LETTER, bytes(20), random=counted("letter")),
        ),
    ),
    "card": Target(card, (TWO.ana.card,)),
    "handed": Target(handed, (encode_json(PLAIN),)),
    "handing": Target(
        handing, (encode_json(hand_over(MEETING, inviter=TWO.ana, cards=CARDS)),)
    ),
    "segment": Target(segment, (SEGMENT, NAME.encode())),
    "run": Target(run_of_envelopes, (_two_envelopes(),)),
    "pack": Target(pack, (PACK.encode(), prompt_files.read_theme("comfort").encode())),
    "import-json": Target(
        _elsewhere("Journal.json"),
        (
            day_one({"text": "# A\n\nB\\.", "tags": ["c"], "photos": [{}]}),
            jrnl({"title": "A", "body": "B", "tags": ["@c"]}),
            b'{"id": "1", "date_journal": 1593556200000, "text": "<p>A</p>"}',
        ),
    ),
    "import-text": Target(_elsewhere("2024-02-29.md", "a.txt", "journal"), TEXTS),
    "import-page": Target(_elsewhere("2023-12-17.html"), (PAGE,)),
    "import-plist": Target(
        _elsewhere("a.doentry"), (classic(Entry_Text="# A\n\nB", Time_Zone="GMT+2"),)
    ),
    "import-zip": Target(zipped, (_zip(),)),
    "taken-out": Target(taken_out, (EXPORT,)),
    "typed": Target(typed, (b"yesterday", b"2026-11-22", b"67RE-PWVV-1AAC-KFPJ")),
}


def only_ours(target: Target, data: bytes) -> None:
    """Run a parser; whatever it raises that is not ours comes out."""
    with suppress(JournalError):
        target.run(data)
