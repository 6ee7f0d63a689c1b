"""Whatever bytes come in, only a `JournalError` comes out."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.crypto.envelope import open_mine, open_partners
from journal.crypto.format import (
    Envelope,
    Json,
    decode_json,
    encode_json,
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
)
from journal.crypto.pairing import hand_over, read_card, take_over
from journal.crypto.primitives import aes_siv_open, hpke_open, open_box, seal_box
from journal.crypto.stretch import Stretch
from journal.errors import JournalError
from tests.crypto.people import ENTRY, TWO, counted, retagged
from tests.crypto.test_format import BODIES, VALUES
from tests.crypto.test_pairing import CARDS, MEETING, PLAIN, signed

CHEAP = Stretch(m_kib=64, t=1, p=1, floor_kib=32)
SEALED = TWO.sealed().packed()
SLOT = passphrase_slot(
    bytes(TWO.ana.root), "passphrase", stretch=CHEAP, random=counted("slot")
).data
RECOVERY = recovery_slot(bytes(TWO.ana.root), bytes(20), random=counted("slot"))
HANDED_OVER = hand_over(MEETING, inviter=TWO.ana, cards=CARDS)


@st.composite
def mangled(draw: st.DrawFn, whole: bytes) -> bytes:
    """Return sound bytes with pieces overwritten, cut out or put in."""
    data = whole
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        piece = draw(st.binary(max_size=24) | st.sampled_from([b"\xff" * 8, bytes(8)]))
        over = draw(st.sampled_from([0, len(piece), len(piece), len(piece), 400]))
        data = data[:at] + piece + data[at + over :]
    return data


def only_our_errors(run: Callable[..., object], *given: Any, **named: Any) -> None:
    with contextlib.suppress(JournalError):
        run(*given, **named)


def open_every_way(data: bytes | Envelope) -> None:
    parsed = parse(data) if isinstance(data, bytes) else data
    if isinstance(parsed, Envelope):
        only_our_errors(open_mine, parsed, identity=TWO.ana, direction=TWO.to_ben)
        only_our_errors(open_partners, parsed, direction=TWO.to_ben)


@given(data=st.binary(max_size=600) | mangled(SEALED))
def test_any_bytes_as_an_envelope(data: bytes) -> None:
    only_our_errors(open_every_way, data)


@given(data=mangled(SEALED), body=st.binary(min_size=1_104, max_size=1_300))
def test_any_bytes_under_true_tags(data: bytes, body: bytes) -> None:
    def run() -> None:
        parsed = parse(data)
        if isinstance(parsed, Envelope):
            open_every_way(retagged(parsed))
            open_every_way(retagged(replace(parsed, body=body)))

    only_our_errors(run)


@given(plain=st.binary(min_size=128, max_size=128) | mangled(ENTRY.packed()))
def test_any_slot_that_a_partner_may_truly_seal(plain: bytes) -> None:
    sealed = TWO.sealed()
    only_our_errors(unpack_facts, plain)
    padded = (plain + bytes(128))[:128]
    box = seal_box(
        TWO.couple.epochs[0],
        "slot-couple",
        sealed.header,
        padded,
        random=counted("slot"),
    )
    open_every_way(retagged(replace(sealed, slot_couple=box)))


@given(data=st.binary(max_size=200) | mangled(encode_json(PLAIN)))
def test_any_bytes_as_a_body(data: bytes) -> None:
    only_our_errors(unpad, data)
    only_our_errors(decode_json, data)


@given(text=st.text(st.characters(codec=None), max_size=80))
def test_any_text_as_a_body_or_a_code(text: str) -> None:
    only_our_errors(decode_json, text.encode("utf-8", "surrogatepass"))
    only_our_errors(read_code, text)
    only_our_errors(encode_json, {"words": text})


@given(text=st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZoilOIL- ıſß", max_size=60))
def test_any_text_like_a_code(text: str) -> None:
    only_our_errors(read_code, text)


@given(data=st.binary(max_size=200) | mangled(TWO.ana.card))
def test_any_bytes_as_a_card(data: bytes) -> None:
    only_our_errors(read_card, data)


@given(data=st.binary(max_size=200) | mangled(SLOT))
def test_any_bytes_as_a_key_slot(data: bytes) -> None:
    only_our_errors(open_passphrase_slot, data, "passphrase", stretch=CHEAP)


@given(data=st.binary(max_size=200) | mangled(RECOVERY))
def test_any_bytes_as_a_recovery_slot(data: bytes) -> None:
    only_our_errors(open_recovery_slot, data, bytes(20))


@given(data=st.binary(max_size=200))
def test_any_bytes_as_a_box(data: bytes) -> None:
    only_our_errors(open_box, bytes(32), "body", b"", data)
    only_our_errors(lambda: aes_siv_open(bytes(range(64)), data))
    only_our_errors(hpke_open, *TWO.ana.kem_seeds, info=b"", sealed=data)


@given(
    body=BODIES,
    key=st.sampled_from(sorted(HANDED_OVER)),
    value=VALUES,
    without=st.booleans(),
)
def test_any_object_as_a_hand_over(
    body: dict[str, Json], key: str, value: Json, *, without: bool
) -> None:
    changed = HANDED_OVER | {key: value}
    if without:
        del changed[key]
    for any_body in (body, changed):
        only_our_errors(take_over, any_body, me=TWO.ben)


@settings(max_examples=40)
@given(
    plain=st.binary(max_size=100)
    | mangled(encode_json(PLAIN))
    | st.builds(
        lambda key, value: encode_json(PLAIN | {key: value}),
        st.sampled_from(sorted(PLAIN)),
        st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    )
)
def test_anything_that_an_inviter_may_truly_sign(plain: bytes) -> None:
    body = signed(plain)
    only_our_errors(take_over, body, me=TWO.ben)
