"""Key slots, their limits, recovery codes, and what a root gives."""

import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.crypto.keys import (
    CODE_LENGTH,
    KEYSLOT_SIZE,
    CoupleKeys,
    Identity,
    NewSlot,
    new_recovery_code,
    open_passphrase_slot,
    open_recovery_slot,
    passphrase_slot,
    prepare_passphrase,
    read_code,
    recovery_slot,
    refuse_short,
    wipe,
    write_code,
)
from journal.crypto.primitives import hkdf, sha256
from journal.crypto.stretch import CEILING_KIB, Stretch
from journal.crypto.words import suggest_passphrase, suggested_words, word_list
from journal.errors import (
    CannotOpen,
    CodeDoesNotOpen,
    KdfRefused,
    Malformed,
    PassphraseTooShort,
)
from tests.crypto.people import TWO, counted

CHEAP = Stretch(m_kib=64, t=1, p=1, floor_kib=32)
ROOT = sha256(b"root")
WORDS = "six plain words one can remember"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ON_LINUX = sys.platform == "linux"


def slot(passphrase: str = WORDS, *, stretch: Stretch = CHEAP) -> bytes:
    made = passphrase_slot(ROOT, passphrase, stretch=stretch, random=counted("slot"))
    return made.data


# Passphrases


def test_a_slot_opens_by_its_passphrase_and_has_142_bytes() -> None:
    made = slot()
    assert len(made) == KEYSLOT_SIZE == 142
    assert open_passphrase_slot(made, WORDS, stretch=CHEAP) == ROOT


@pytest.mark.parametrize(
    "other", ["", WORDS + " ", WORDS.upper(), " " + WORDS, WORDS[:-1]]
)
def test_no_other_passphrase_opens_it_and_nothing_is_trimmed(other: str) -> None:
    with pytest.raises(CannotOpen):
        open_passphrase_slot(slot(), other, stretch=CHEAP)


@pytest.mark.parametrize(
    ("typed", "otherwise"),
    [("Käse", "Ka\u0308se"), ("①②", "12"), ("ﬁn", "fin"), ("가", "\u1100\u1161")],
)
def test_a_passphrase_is_the_same_on_every_keyboard(typed: str, otherwise: str) -> None:
    made = slot(typed + WORDS)
    assert open_passphrase_slot(made, otherwise + WORDS, stretch=CHEAP) == ROOT


def test_a_passphrase_that_no_terminal_decodes_can_still_be_stretched() -> None:
    assert prepare_passphrase("\udcff") == b"\xed\xb3\xbf"


@given(text=st.text(max_size=30))
def test_a_passphrase_of_ten_characters_is_long_enough(text: str) -> None:
    if len(prepare_passphrase(text).decode("utf-8", "surrogatepass")) < 10:
        with pytest.raises(PassphraseTooShort):
            refuse_short(text)
    else:
        refuse_short(text)


def test_ten_characters_are_enough_and_nine_are_not() -> None:
    refuse_short("0123456789")
    with pytest.raises(PassphraseTooShort):
        refuse_short("012345678")


def test_every_changed_byte_of_a_slot_keeps_it_closed() -> None:
    made = slot()
    for at in range(len(made)):
        turned = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
        with pytest.raises((CannotOpen, KdfRefused, Malformed)):
            open_passphrase_slot(turned, WORDS, stretch=CHEAP)


def test_the_slot_of_one_person_does_not_open_by_the_others_passphrase() -> None:
    theirs = passphrase_slot(
        sha256(b"other root"), "another passphrase", stretch=CHEAP, random=counted("2")
    ).data
    for spliced in (slot()[:30] + theirs[30:], theirs[:30] + slot()[30:]):
        for passphrase in (WORDS, "another passphrase"):
            with pytest.raises(CannotOpen):
                open_passphrase_slot(spliced, passphrase, stretch=CHEAP)


# The cost of a guess


def asking(m_kib: int, t: int, p: int) -> bytes:
    made = slot()
    cost = m_kib.to_bytes(4, "big") + t.to_bytes(2, "big") + p.to_bytes(1, "big")
    return made[:7] + cost + made[14:]


@pytest.mark.parametrize(
    ("m_kib", "t", "p"),
    [
        (65_535, 3, 1),
        (0, 3, 1),
        (64, 1, 1),
        (CEILING_KIB + 1, 2, 1),
        (2**31, 2, 1),
        (2**32 - 1, 3, 1),
        (CEILING_KIB, 4, 1),
        (314_573, 10, 1),
        (65_536, 0, 1),
        (65_536, 1, 1),
        (65_536, 11, 1),
        (65_536, 65_535, 1),
        (65_536, 3, 0),
        (65_536, 3, 5),
        (65_536, 3, 255),
    ],
)
def test_a_cost_out_of_bounds_is_refused_before_any_memory_is_taken(
    m_kib: int, t: int, p: int
) -> None:
    resource = pytest.importorskip("resource")
    data = asking(m_kib, t, p)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    try:
        with pytest.raises(KdfRefused):
            open_passphrase_slot(data, WORDS, stretch=Stretch())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert peak < 1_000_000
    assert grown < 16 * 1_024 * (1 if ON_LINUX else 1_024)


@pytest.mark.parametrize(
    ("m_kib", "t", "p"), [(65_536, 2, 1), (CEILING_KIB, 3, 4), (314_572, 10, 1)]
)
def test_a_cost_at_the_bounds_is_within_them(m_kib: int, t: int, p: int) -> None:
    Stretch().refuse_unreasonable(m_kib, t, p)


def test_the_default_cost_is_what_the_specification_says() -> None:
    assert Stretch() == Stretch(m_kib=262_144, t=3, p=1, floor_kib=65_536)


def test_a_slot_made_by_a_test_does_not_open_in_production() -> None:
    with pytest.raises(KdfRefused):
        open_passphrase_slot(slot(), WORDS, stretch=Stretch())


@contextmanager
def little_memory(spare: int) -> Iterator[None]:
    """Let this process have only so many bytes more than it has."""
    resource = pytest.importorskip("resource")
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = pages * resource.getpagesize() + spare
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@pytest.mark.skipif(not ON_LINUX, reason="only Linux can withhold memory here")
def test_a_computer_with_little_memory_gets_a_cheaper_slot_and_is_told() -> None:
    dear = Stretch(m_kib=4 * CEILING_KIB, t=1, p=1, floor_kib=64)
    with little_memory(CEILING_KIB * 1_024):
        made = passphrase_slot(ROOT, WORDS, stretch=dear, random=counted("little"))
    assert made.lowered
    assert open_passphrase_slot(made.data, WORDS, stretch=dear) == ROOT


@pytest.mark.skipif(not ON_LINUX, reason="only Linux can withhold memory here")
def test_a_computer_with_too_little_memory_makes_no_slot() -> None:
    dear = Stretch(m_kib=4 * CEILING_KIB, t=1, p=1, floor_kib=2 * CEILING_KIB)
    with little_memory(CEILING_KIB * 1_024), pytest.raises(KdfRefused):
        passphrase_slot(ROOT, WORDS, stretch=dear, random=counted("little"))


@pytest.mark.skipif(not ON_LINUX, reason="only Linux can withhold memory here")
def test_lacking_the_memory_to_open_is_said_and_is_not_called_damage() -> None:
    with (
        little_memory(128 * 1_024 * 1_024),
        pytest.raises(KdfRefused, match="more memory than this computer"),
    ):
        open_passphrase_slot(asking(CEILING_KIB, 3, 1), WORDS, stretch=Stretch())


def test_a_slot_made_with_the_memory_at_hand_is_not_lowered() -> None:
    made = passphrase_slot(ROOT, WORDS, stretch=CHEAP, random=counted("x"))
    assert made == NewSlot(made.data, lowered=False)


# Recovery codes

CODE = "67RE-PWVV-1AAC-KFPJ-8V82-RGGG-8XRK-GN6C"


def test_a_code_has_nine_groups_of_four_and_is_read_back() -> None:
    for seed in ("one", "two", "three"):
        text = new_recovery_code(counted(seed))
        assert [len(group) for group in text.split("-")] == [4] * 9
        assert write_code(read_code(text)) == text


@given(secret=st.binary(min_size=20, max_size=20))
def test_every_code_is_read_back(secret: bytes) -> None:
    assert read_code(write_code(secret)) == secret


def test_every_single_wrong_letter_of_a_code_is_noticed() -> None:
    letters = new_recovery_code(counted("code")).replace("-", "")
    tried = 0
    for at in range(CODE_LENGTH):
        for other in ALPHABET.replace(letters[at], ""):
            tried += 1
            with pytest.raises(CodeDoesNotOpen):
                read_code(letters[:at] + other + letters[at + 1 :])
    assert tried == 1_116


def test_every_two_neighbours_exchanged_are_noticed() -> None:
    letters = new_recovery_code(counted("code")).replace("-", "")
    for at in range(CODE_LENGTH - 1):
        turned = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        if turned != letters:
            with pytest.raises(CodeDoesNotOpen):
                read_code(turned)


@given(
    secret=st.binary(min_size=20, max_size=20),
    at=st.integers(32, 35),
    other=st.sampled_from(ALPHABET),
)
def test_a_wrong_letter_in_the_checksum_is_noticed_in_every_code(
    secret: bytes, at: int, other: str
) -> None:
    letters = write_code(secret).replace("-", "")
    changed = letters[:at] + other + letters[at + 1 :]
    if changed == letters:
        assert read_code(changed) == secret
    else:
        with pytest.raises(CodeDoesNotOpen):
            read_code(changed)


def test_case_spaces_and_letters_that_look_like_digits_are_forgiven() -> None:
    secret = b"\0\0\1" + sha256(b"secret")[:17]
    text = write_code(secret)
    assert "0" in text
    assert "1" in text
    for zero in "0Oo":
        for one in "1IilL":
            written = text.replace("0", zero).replace("1", one)
            for again in (
                written,
                written.lower(),
                written.replace("-", ""),
                written.replace("-", " "),
                f"  {written.replace('-', '- ')}\n",
                written.replace("-", "\t"),
            ):
                assert read_code(again) == secret


@pytest.mark.parametrize("text", ["", "-", CODE, CODE + "-UUUU", CODE + "-0000-0"])
def test_what_is_no_code_is_not_read(text: str) -> None:
    with pytest.raises(CodeDoesNotOpen):
        read_code(text)


def test_a_code_opens_its_own_slot_alone() -> None:
    code, other = sha256(b"code")[:20], sha256(b"other")[:20]
    made = recovery_slot(ROOT, code, random=counted("recovery"))
    assert open_recovery_slot(made, code) == ROOT
    with pytest.raises(CodeDoesNotOpen):
        open_recovery_slot(made, other)
    with pytest.raises(Malformed):
        open_recovery_slot(slot(), code)
    with pytest.raises(Malformed):
        open_passphrase_slot(made, WORDS, stretch=CHEAP)


def test_an_old_code_does_not_open_the_slot_that_replaced_its_own() -> None:
    old, new = sha256(b"old")[:20], sha256(b"new")[:20]
    replaced = recovery_slot(ROOT, new, random=counted("recovery"))
    with pytest.raises(CodeDoesNotOpen):
        open_recovery_slot(replaced, old)


# What a root gives


def test_one_root_always_gives_the_same_person() -> None:
    one, again = Identity(ROOT), Identity(bytearray(ROOT))
    assert one.card == again.card
    assert one.id == again.id
    assert one.self_key(0) == again.self_key(0)
    assert Identity(sha256(b"other")).id != one.id


def test_no_two_keys_of_one_person_are_the_same() -> None:
    person = Identity(ROOT)
    keys = [
        person.signing_seed,
        *person.kem_seeds,
        person.link_self,
        person.state_key,
        person.draft_key,
        person.deal_key,
        person.self_key(0),
        person.self_key(1),
        ROOT,
    ]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("label", "size"),
    [("link-self", 32), ("state", 32), ("draft", 32), ("deal", 32), ("self|0", 32)],
)
def test_keys_are_derived_as_the_format_says(label: str, size: int) -> None:
    person = Identity(ROOT)
    expected = hkdf(ROOT, salt=None, info=b"sb1|" + label.encode(), length=size)
    assert expected in {
        person.link_self,
        person.state_key,
        person.draft_key,
        person.deal_key,
        person.self_key(0),
    }


def test_a_person_who_is_forgotten_gives_no_more_keys() -> None:
    # From a wiped root would come keys that everybody can compute.
    person = Identity(ROOT)
    person.forget()
    assert person.root == bytes(32)
    with pytest.raises(CannotOpen):
        person.self_key(0)
    with pytest.raises(CannotOpen):
        passphrase_slot(person.root, WORDS, stretch=CHEAP, random=counted("x"))
    with pytest.raises(CannotOpen):
        recovery_slot(person.root, bytes(20), random=counted("x"))


@pytest.mark.parametrize("root", [bytes(32), b"", b"k" * 31, b"k" * 33])
def test_a_root_that_is_none_gives_nobody(root: bytes) -> None:
    with pytest.raises(CannotOpen):
        Identity(root)


def test_wiping_leaves_zeros_in_place() -> None:
    secret = bytearray(b"secret")
    wipe(secret)
    assert secret == bytes(6)


def couple(epochs: tuple[bytes, ...], *, pair_root: bytes = ROOT) -> CoupleKeys:
    return CoupleKeys(journal_id=bytes(16), pair_root=pair_root, epochs=epochs)


def test_a_couple_has_a_key_for_each_direction_and_purpose() -> None:
    keys, ana, ben = TWO.couple, TWO.ana.id, TWO.ben.id
    made = {
        keys.link_key(ana, ben),
        keys.link_key(ben, ana),
        keys.deal_key,
        keys.names_key,
        keys.names_key[:32],
        keys.pair_root,
        keys.epochs[0],
    }
    assert len(made) == 7
    assert len(keys.names_key) == 64


@pytest.mark.parametrize("count", [1, 64])
def test_a_couple_has_up_to_64_epochs(count: int) -> None:
    assert couple((ROOT,) * count).epoch == count - 1


def test_keys_that_no_couple_has_are_refused() -> None:
    for epochs in ((), (ROOT,) * 65, (ROOT[:-1],)):
        with pytest.raises(Malformed):
            couple(epochs)
    with pytest.raises(Malformed):
        couple((ROOT,), pair_root=b"")
    with pytest.raises(Malformed):
        CoupleKeys(journal_id=b"", pair_root=ROOT, epochs=(ROOT,))


# Words


def test_a_suggested_passphrase_is_six_words_and_long_enough() -> None:
    suggested = suggest_passphrase(counted("words"))
    assert len(suggested.split()) == 6
    assert set(suggested.split()) <= set(word_list())
    refuse_short(suggested)


@given(at=st.integers(0, 1_000), more=st.integers(0, 33))
def test_every_word_is_drawn_by_as_many_draws_as_any_other(at: int, more: int) -> None:
    words = suggested_words()
    drawn = suggest_passphrase(lambda _: (more * len(words) + at).to_bytes(2, "big"))
    assert drawn == " ".join([words[at]] * 6)
    # What is above the last whole round is not taken.
    chances = iter([b"\xff\xff", *[bytes(2)] * 6])
    assert suggest_passphrase(lambda _: next(chances)) == " ".join([words[0]] * 6)


def test_nobody_is_given_a_word_of_harm_to_type_every_day() -> None:
    words = {*suggested_words()}
    assert words < {*word_list()}
    assert not words & {"knife", "prison", "anxiety", "shove", "tornado", "weapon"}
    assert 6 * log2(len(words)) > 65


def test_words_are_told_apart_by_their_first_four_letters() -> None:
    assert len({word[:4] for word in word_list()}) == 2_048
