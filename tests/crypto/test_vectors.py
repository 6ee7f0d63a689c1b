"""Format 1 is what these files say: each does what its `expect` line says it does.

Good vectors are made again from the chance they name and come out byte for byte.
"""

import importlib.util
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from journal.crypto.envelope import (
    Direction,
    Opened,
    open_mine,
    open_partners,
    seal,
    verify_mine,
    verify_partners,
)
from journal.crypto.format import (
    Audience,
    Envelope,
    Facts,
    Husk,
    Json,
    Kind,
    Position,
    day_start,
    decode_json,
    encode_json,
    parse,
)
from journal.crypto.keys import (
    CoupleKeys,
    Identity,
    open_passphrase_slot,
    open_recovery_slot,
    passphrase_slot,
    read_code,
    recovery_slot,
    write_code,
)
from journal.crypto.letter import open_letter, seal_letter
from journal.crypto.pairing import read_card, take_over
from journal.crypto.primitives import open_box, seal_box, sha256
from journal.crypto.stretch import Stretch
from journal.crypto.words import word_list
from journal.domain.entries import EntryId, MomentId, PartnerId, Visibility
from journal.domain.payload import Place, body_of, entry_from
from journal.errors import (
    BadSignature,
    BadTag,
    CannotOpen,
    CodeDoesNotOpen,
    CommitmentBroken,
    JournalError,
    KdfRefused,
    Malformed,
    Unsupported,
)
from journal.exchange.segment import open_segment, seal_segment
from tests.crypto.people import counted

Fields = Mapping[str, str]

FILES = sorted((Path(__file__).parents[1] / "vectors" / "v1").glob("*.txt"))
OUTCOMES: dict[type[JournalError], str] = {
    BadSignature: "bad-signature",
    BadTag: "bad-tag",
    CannotOpen: "cannot-open",
    CodeDoesNotOpen: "code-does-not-open",
    CommitmentBroken: "commitment-broken",
    KdfRefused: "kdf-refused",
    Malformed: "malformed",
    Unsupported: "unsupported",
}


def read(path: Path) -> dict[str, str]:
    fields = {}
    for line in path.read_text("utf-8").splitlines():
        key, _, value = line.partition(":")
        fields[key] = value.removeprefix(" ")
    return fields


def raw(fields: Fields, key: str) -> bytes:
    return bytes.fromhex(fields[key])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_vector_does_what_it_says(path: Path) -> None:
    fields = read(path)
    run = RUNS[fields["what"]]
    try:
        outcome = run(fields)
    except JournalError as trouble:
        outcome = OUTCOMES[type(trouble)]
    assert outcome == fields["expect"]


def test_there_are_good_and_bad_vectors_of_every_kind() -> None:
    seen = {(read(path)["what"], read(path)["expect"]) for path in FILES}
    for what in RUNS:
        assert {expect for one, expect in seen if one == what} & GOOD
    for expect in OUTCOMES.values():
        assert expect in {one for _, one in seen}


def run_key_slot(fields: Fields) -> str:
    m_kib, t, p, floor = (int(one) for one in fields["stretch"].split())
    stretch = Stretch(m_kib=m_kib, t=t, p=p, floor_kib=floor)
    slot, passphrase = raw(fields, "slot"), json.loads(fields["passphrase"])
    root = open_passphrase_slot(slot, passphrase, stretch=stretch)
    assert root == raw(fields, "root")
    if "seed" in fields:
        random = counted(fields["seed"])
        again = passphrase_slot(root, passphrase, stretch=stretch, random=random)
        assert again.data == slot
    return "opened"


def run_recovery_slot(fields: Fields) -> str:
    slot, code = raw(fields, "slot"), read_code(fields["code"])
    root = open_recovery_slot(slot, code)
    assert root == raw(fields, "root")
    assert recovery_slot(root, code, random=counted(fields["seed"])) == slot
    return "opened"


def run_recovery_code(fields: Fields) -> str:
    assert read_code(fields["code"]) == raw(fields, "secret")
    assert write_code(raw(fields, "secret")) == fields["written"]
    return "opened"


def run_letter(fields: Fields) -> str:
    data, code = raw(fields, "letter"), read_code(fields["code"])
    body = open_letter(data, code)
    assert encode_json(body).decode() == fields["body"]
    assert seal_letter(body, code, random=counted(fields["seed"])) == data
    return "opened"


def run_card(fields: Fields) -> str:
    card = read_card(raw(fields, "card"))
    assert card.id == fields["id"]
    assert Identity(raw(fields, "root")).card == card.data
    return "opened"


def run_envelope(fields: Fields) -> str:
    author = Identity(raw(fields, "author-root"))
    direction = direction_of(fields, author)
    parsed = parse(raw(fields, "envelope"))
    assert parsed.packed() == raw(fields, "envelope")
    if isinstance(parsed, Husk):
        return husk_outcome(fields, parsed, author, direction)
    if fields["reader"] == "partner":
        assert direction is not None
        opened = open_partners(parsed, direction=direction)
    else:
        opened = open_mine(parsed, identity=author, direction=direction)
    check_opened(fields, opened)
    check_made_again(fields, parsed, author, direction)
    return "opened"


def direction_of(fields: Fields, author: Identity) -> Direction | None:
    if "pair-root" not in fields:
        return None
    couple = CoupleKeys(
        journal_id=raw(fields, "journal"),
        pair_root=raw(fields, "pair-root"),
        epochs=(raw(fields, "epoch-0"),),
    )
    reader = Identity(raw(fields, "partner-root")).id
    return Direction(couple, author=author.id, reader=reader)


def husk_outcome(
    fields: Fields, husk: Husk, author: Identity, direction: Direction | None
) -> str:
    if fields["reader"] == "partner":
        assert direction is not None
        verify_partners(husk, direction=direction)
    else:
        verify_mine(husk, identity=author, direction=direction)
    whole = parse(raw(fields, "husk-of"))
    assert isinstance(whole, Envelope)
    assert whole.husk() == husk
    assert husk.link == whole.link == raw(fields, "link")
    return "husk"


def check_opened(fields: Fields, opened: Opened) -> None:
    facts = facts_of(fields)
    created = facts.created
    if fields["reader"] == "partner":
        created = day_start(created)
    assert opened.facts.created == created
    assert opened.facts.committed() == facts.committed()
    assert opened.body == decode_json(fields["body"].encode())
    if "unknown" in fields:
        check_unknown_kept(opened, json.loads(fields["unknown"]))


def check_unknown_kept(opened: Opened, unknown: dict[str, Json]) -> None:
    place = Place(
        id=EntryId(opened.facts.entry_id.hex()),
        author=PartnerId("00" * 16),
        moment=MomentId(opened.facts.moment_id.hex()),
        revision=opened.facts.revision,
        written_at=datetime.fromtimestamp(opened.facts.created, UTC),
        visibility=Visibility.PRIVATE,
    )
    entry = entry_from(opened.body, place)
    assert entry.unknown == unknown
    assert encode_json(body_of(entry)) == encode_json(opened.body)


def check_made_again(
    fields: Fields,
    parsed: Envelope,
    author: Identity,
    direction: Direction | None,
) -> None:
    assert parsed.link == raw(fields, "link")
    again = seal(
        facts_of(fields),
        decode_json(fields["body"].encode()),
        position=Position(
            stream=raw(fields, "stream"),
            sequence=int(fields["sequence"]),
            previous=raw(fields, "previous"),
        ),
        identity=author,
        direction=direction,
        random=counted(fields["seed"]),
    )
    assert again == parsed


def facts_of(fields: Fields) -> Facts:
    return Facts(
        kind=Kind(int(fields["kind"])),
        audience=Audience(int(fields["audience"])),
        entry_id=raw(fields, "entry-id"),
        revision=int(fields["revision"]),
        prompt_key=raw(fields, "prompt-key"),
        moment_id=raw(fields, "moment-id"),
        answers=raw(fields, "answers"),
        created=int(fields["created"]),
    )


def run_box(fields: Fields) -> str:
    person = Identity(raw(fields, "root"))
    label = fields["key"]
    key = {"draft": person.draft_key, "state": person.state_key}[label]
    aad = raw(fields, "aad")
    plain = open_box(key, label, aad, raw(fields, "box"))
    assert plain == raw(fields, "plain")
    again = seal_box(key, label, aad, plain, random=counted(fields["seed"]))
    assert again == raw(fields, "box")
    return "opened"


def run_segment(fields: Fields) -> str:
    direction = direction_of(fields, Identity(raw(fields, "author-root")))
    assert direction is not None
    name, data = fields["name"], raw(fields, "segment")
    segment = open_segment(data, name=name, keys=direction.couple)
    assert segment.alias == raw(fields, "alias")
    assert (segment.first, segment.last) == (1, len(segment.envelopes))
    assert [one.hex() for one in segment.envelopes] == fields["envelopes"].split()
    again = seal_segment(
        segment.envelopes,
        stream=raw(fields, "stream"),
        first=segment.first,
        head=raw(fields, "head"),
        keys=direction.couple,
        random=counted(fields["seed"]),
    )
    assert again == (name, data)
    return "opened"


def run_keys(fields: Fields) -> str:
    body = decode_json(fields["body"].encode())
    meeting = take_over(body, me=Identity(raw(fields, "root")))
    assert meeting.couple.pair_root == raw(fields, "pair-root")
    assert meeting.couple.epochs == (raw(fields, "epoch-0"),)
    assert list(meeting.names) == json.loads(fields["names"])
    assert meeting.streams == tuple(map(bytes.fromhex, fields["streams"].split()))
    assert meeting.place == json.loads(fields["place"])
    return "opened"


def run_word_list(fields: Fields) -> str:
    words = word_list()
    assert len(words) == len(set(words)) == int(fields["count"])
    assert sha256(("\n".join(words) + "\n").encode()) == raw(fields, "sha256")
    return "frozen"


GOOD = {"opened", "frozen"}
RUNS: dict[str, Callable[[Fields], str]] = {
    "key-slot": run_key_slot,
    "recovery-slot": run_recovery_slot,
    "recovery-code": run_recovery_code,
    "letter": run_letter,
    "card": run_card,
    "envelope": run_envelope,
    "box": run_box,
    "segment": run_segment,
    "keys": run_keys,
    "word-list": run_word_list,
}


@pytest.fixture
def make() -> ModuleType:
    """Return the script that makes the vectors."""
    path = Path(__file__).parents[1] / "vectors" / "make.py"
    spec = importlib.util.spec_from_file_location("vectors_make", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_making_the_vectors_again_changes_none_of_them(
    make: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in FILES}
    make.main()
    assert capsys.readouterr().out == ""
    assert {path.name: path.read_bytes() for path in FILES} == before


def test_a_vector_that_differs_is_refused_and_left_as_it_is(
    make: ModuleType, tmp_path: Path
) -> None:
    make.FOLDER = tmp_path  # type: ignore[attr-defined]
    make.write("one", {"what": "card", "expect": "opened"})
    make.write("one", {"what": "card", "expect": "opened"})
    with pytest.raises(SystemExit, match="Vectors never change"):
        make.write("one", {"what": "card", "expect": "malformed"})
    assert read(tmp_path / "one.txt")["expect"] == "opened"
