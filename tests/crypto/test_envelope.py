"""Envelopes: who opens them, and what becomes of every way to tamper with one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.crypto.envelope import (
    Direction,
    commitment_of,
    open_mine,
    open_partners,
    open_released,
    prompt_key,
    seal,
    verify_mine,
    verify_partners,
    withheld_facts,
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
    encode_json,
    parse,
    unpack_facts,
)
from journal.crypto.keys import CoupleKeys, Identity
from journal.crypto.primitives import open_box, seal_box, sha256
from journal.domain.text import WORDS_LIMIT_BYTES
from journal.errors import (
    BadTag,
    CannotOpen,
    CommitmentBroken,
    JournalError,
    Malformed,
    TooLong,
)
from tests.crypto.people import (
    BODY,
    ENTRY,
    SELF_STREAM,
    TWO,
    US_STREAM,
    counted,
    retagged,
)

CLO = Identity(sha256(b"clo"))
Opening = Callable[[bytes], None]


def by_author(data: bytes) -> None:
    parsed = parse(data)
    if isinstance(parsed, Husk):
        verify_mine(parsed, identity=TWO.ana, direction=TWO.to_ben)
    else:
        open_mine(parsed, identity=TWO.ana, direction=TWO.to_ben)


def by_partner(data: bytes) -> None:
    parsed = parse(data)
    if isinstance(parsed, Husk):
        verify_partners(parsed, direction=TWO.to_ben)
    else:
        open_partners(parsed, direction=TWO.to_ben)


def by_author_alone(data: bytes) -> None:
    parsed = parse(data)
    assert isinstance(parsed, Envelope)
    open_mine(parsed, identity=TWO.ana, direction=None)


def refusal(data: bytes, opening: Opening) -> type[JournalError] | None:
    """Return with what an opening refuses these bytes, or None."""
    try:
        opening(data)
    except JournalError as trouble:
        return type(trouble)
    return None


def next_after(envelope: Envelope) -> Position:
    place = envelope.position
    return Position(
        stream=place.stream, sequence=place.sequence + 1, previous=envelope.link
    )


# What opens


def test_what_is_offered_opens_for_both_and_says_the_same() -> None:
    sealed = TWO.sealed()
    mine = open_mine(sealed, identity=TWO.ana, direction=TWO.to_ben)
    theirs = open_partners(sealed, direction=TWO.to_ben)
    assert mine.body == theirs.body == BODY
    assert mine.facts.dek == theirs.facts.dek
    assert replace(mine.facts, created=theirs.facts.created) == theirs.facts


def test_the_partner_learns_the_day_of_offering_and_not_the_time() -> None:
    sealed = TWO.sealed()
    mine = open_mine(sealed, identity=TWO.ana, direction=TWO.to_ben)
    theirs = open_partners(sealed, direction=TWO.to_ben)
    assert mine.facts.created == ENTRY.created
    assert theirs.facts.created == day_start(ENTRY.created) != ENTRY.created


def test_what_is_private_opens_for_its_author_alone() -> None:
    sealed = TWO.sealed(Audience.PRIVATE)
    opened = open_mine(sealed, identity=TWO.ana, direction=None)
    assert opened.body == BODY
    for direction in (TWO.to_ben, TWO.to_ana):
        with pytest.raises(BadTag):
            open_partners(sealed, direction=direction)
        with pytest.raises(BadTag):
            open_mine(sealed, identity=TWO.ben, direction=direction)
    with pytest.raises(BadTag):
        open_mine(sealed, identity=TWO.ben, direction=None)


def test_no_key_of_the_couple_opens_the_couple_slot_of_a_private_entry() -> None:
    sealed = TWO.sealed(Audience.PRIVATE)
    for key in keys_of_ben():
        with pytest.raises(CannotOpen):
            open_box(key, "slot-couple", sealed.header, sealed.slot_couple)


def test_the_couple_slot_of_a_private_entry_is_chance_and_no_two_are_alike() -> None:
    slots = [
        TWO.sealed(Audience.PRIVATE, seed=seed).slot_couple for seed in ("one", "two")
    ]
    assert len(slots[0]) == len(TWO.sealed().slot_couple)
    assert not {slots[0][at : at + 8] for at in range(200)} & {bytes(8)}
    assert all(one != two for one, two in zip(*map(chunks, slots), strict=True))


def chunks(data: bytes) -> list[bytes]:
    return [data[at : at + 8] for at in range(0, len(data), 8)]


@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=3_000))
def test_every_text_comes_back_as_it_went_in(words: str) -> None:
    sealed = TWO.sealed(body={"words": words})
    assert open_partners(sealed, direction=TWO.to_ben).body == {"words": words}


def test_the_same_chance_gives_the_same_bytes_and_other_chance_none_of_them() -> None:
    assert TWO.sealed().packed() == TWO.sealed().packed()
    one, two = TWO.sealed().packed(), TWO.sealed(seed="other").packed()
    blocks = {one[at : at + 16] for at in range(96, len(one) - 16)}
    assert not any(two[at : at + 16] in blocks for at in range(96, len(two) - 16, 16))


def test_the_longest_entry_fits_whatever_it_is_made_of() -> None:
    for words in ('"' * WORDS_LIMIT_BYTES, "\n" * WORDS_LIMIT_BYTES):
        sealed = TWO.sealed(body={"words": words})
        assert open_partners(sealed, direction=TWO.to_ben).body == {"words": words}


@pytest.mark.parametrize("audience", [Audience.OFFERED, Audience.SEALED])
@pytest.mark.parametrize("step", [1024, 2048, 16_384])
def test_a_body_at_every_step_of_its_padding_comes_back(
    audience: Audience, step: int
) -> None:
    bare = len(encode_json({"words": ""})) + 4
    for more in range(-9, 10):
        words = "w" * (step - bare + more)
        whole = TWO.sealed(audience, body={"words": words})
        again = parse(whole.packed())
        assert isinstance(again, Envelope)
        opened = open_mine(again, identity=TWO.ana, direction=TWO.to_ben)
        assert opened.body == {"words": words}


def test_what_fits_no_envelope_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(TooLong):
        TWO.sealed(body={"words": "a" * (1_024 * 1_024)})


@pytest.mark.parametrize("audience", Audience)
def test_an_audience_and_its_keys_must_agree(audience: Audience) -> None:
    direction = TWO.to_ben if audience is Audience.PRIVATE else None
    with pytest.raises(Malformed):
        seal(
            replace(ENTRY, audience=audience),
            BODY,
            position=Position(stream=US_STREAM, sequence=1, previous=bytes(32)),
            identity=TWO.ana,
            direction=direction,
            random=counted("chance"),
        )


def test_a_prompt_is_named_by_sixteen_bytes_and_none_by_zeros() -> None:
    assert prompt_key("comfort-01") == sha256(b"sb1|prompt|comfort-01")[:16]
    assert prompt_key("comfort-01") != prompt_key("comfort-02")
    assert prompt_key(None) == prompt_key("") == bytes(16)


# Every byte, every length


@pytest.mark.parametrize("bit", [1, 128])
def test_every_changed_byte_is_refused_by_author_and_partner(bit: int) -> None:
    whole = TWO.sealed().packed()
    tag_self = range(len(whole) - 64, len(whole) - 32)
    passed = []
    for at in range(len(whole)):
        turned = whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
        assert refusal(turned, by_author) is not None
        if refusal(turned, by_partner) is None:
            passed.append(at)
    assert passed == list(tag_self)


def test_every_changed_byte_of_a_private_one_is_refused() -> None:
    whole = TWO.sealed(Audience.PRIVATE).packed()
    for at in range(len(whole)):
        turned = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert refusal(turned, by_author_alone) is not None


def test_every_changed_byte_of_a_husk_is_refused() -> None:
    whole = TWO.sealed().husk().packed()
    assert refusal(whole, by_author) is refusal(whole, by_partner) is None
    for at in range(len(whole)):
        turned = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert refusal(turned, by_author) is not None
        is_tag_self = 192 <= at < 224
        assert (refusal(turned, by_partner) is None) == is_tag_self


def test_every_length_but_its_own_is_refused() -> None:
    whole = TWO.sealed().packed()
    for size in range(len(whole)):
        assert refusal(whole[:size], by_author) is Malformed
        assert refusal(whole[:size], by_partner) is Malformed
    assert refusal(whole + b"\0", by_author) is Malformed


def test_every_header_byte_is_bound_to_every_box_even_under_true_tags() -> None:
    sealed = TWO.sealed(position=next_after(TWO.sealed()))
    whole = sealed.packed()
    for at in range(4, 96):
        turned = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            parsed = parse(turned)
        except Malformed:
            continue
        assert isinstance(parsed, Envelope)
        data = retagged(parsed).packed()
        assert refusal(data, by_author) is CannotOpen
        assert refusal(data, by_partner) is CannotOpen


# Swaps: with the tags as they were, and with true ones, as only the author makes them


def swaps() -> dict[str, Envelope]:
    """Return envelopes put together from the parts of several."""
    one = TWO.sealed(seed="one")
    two = TWO.sealed(
        seed="two",
        position=next_after(one),
        facts=replace(ENTRY, entry_id=sha256(b"entry two")[:16]),
    )
    private = TWO.sealed(Audience.PRIVATE, seed="private")
    other_stream = replace(one.position, stream=SELF_STREAM)
    return {
        "slots within": replace(
            one, slot_self=one.slot_couple, slot_couple=one.slot_self
        ),
        "both slots between": replace(
            one, slot_self=two.slot_self, slot_couple=two.slot_couple
        ),
        "slots and body between": replace(
            one, slot_self=two.slot_self, slot_couple=two.slot_couple, body=two.body
        ),
        "all but the place": replace(two, position=one.position),
        "body between": replace(one, body=two.body),
        "commitment between": replace(one, commitment=two.commitment),
        "another place": replace(one, position=two.position),
        "another stream": replace(one, position=other_stream),
        "private slots and body": replace(
            private, position=one.position, commitment=one.commitment
        ),
    }


@pytest.mark.parametrize("name", swaps())
def test_parts_that_do_not_belong_together_are_refused(name: str) -> None:
    swapped = swaps()[name]
    for opening in (by_author, by_partner):
        assert refusal(swapped.packed(), opening) is BadTag
        assert refusal(retagged(swapped).packed(), opening) is CannotOpen


@pytest.mark.parametrize("reader", ["author", "partner"])
def test_the_tags_of_another_envelope_are_refused(reader: str) -> None:
    one, two = TWO.sealed(seed="one"), TWO.sealed(seed="two")
    swapped = replace(one, tag_self=two.tag_self, tag_pair=two.tag_pair)
    opening = by_author if reader == "author" else by_partner
    assert refusal(swapped.packed(), opening) is BadTag
    turned = replace(one, tag_self=one.tag_pair, tag_pair=one.tag_self)
    assert refusal(turned.packed(), opening) is BadTag


@pytest.mark.parametrize("label", ["slot-couple", "body", "keyslot", "draft", "state"])
def test_a_box_sealed_under_another_label_opens_as_no_slot(label: str) -> None:
    sealed = TWO.sealed()
    plain = open_box(TWO.ana.self_key(0), "slot-self", sealed.header, sealed.slot_self)
    box = seal_box(
        TWO.ana.self_key(0), label, sealed.header, plain, random=counted("label")
    )
    confused = retagged(replace(sealed, slot_self=box))
    assert refusal(confused.packed(), by_author) is CannotOpen


def test_a_slot_that_says_something_else_breaks_the_commitment() -> None:
    sealed = TWO.sealed()
    key, header = TWO.couple.epochs[0], sealed.header
    facts = unpack_facts(open_box(key, "slot-couple", header, sealed.slot_couple))
    others = [
        replace(facts, kind=Kind.TOMBSTONE),
        replace(facts, entry_id=bytes(16)),
        replace(facts, revision=facts.revision + 1),
        replace(facts, prompt_key=bytes(16)),
        replace(facts, moment_id=bytes(16)),
        replace(facts, answers=b"a" * 16),
        replace(facts, created=facts.created + 86_400),
        replace(facts, dek=sha256(b"another")),
    ]
    for other in others:
        box = seal_box(key, "slot-couple", header, other.packed(), random=counted("c"))
        changed = retagged(replace(sealed, slot_couple=box))
        assert refusal(changed.packed(), by_partner) is CommitmentBroken
        assert refusal(changed.packed(), by_author) is None


def test_a_commitment_is_to_one_key_one_place_and_one_set_of_facts() -> None:
    facts = replace(ENTRY, dek=sha256(b"dek"))
    place = Position(stream=US_STREAM, sequence=1, previous=bytes(32))
    second = Position(stream=US_STREAM, sequence=2, previous=b"p" * 32)
    made = {
        commitment_of(facts, place),
        commitment_of(replace(facts, dek=sha256(b"other")), place),
        commitment_of(replace(facts, answers=b"a" * 16), place),
        commitment_of(facts, second),
        commitment_of(facts, replace(place, stream=SELF_STREAM)),
    }
    assert len(made) == 5
    in_the_day = replace(facts, created=facts.created + 1, epoch=3)
    assert commitment_of(in_the_day, place) == commitment_of(facts, place)


# Wrong keys


def test_other_people_and_other_couples_open_nothing() -> None:
    sealed = TWO.sealed()
    for identity in (TWO.ben, CLO):
        for direction in (TWO.to_ben, None):
            with pytest.raises(BadTag):
                open_mine(sealed, identity=identity, direction=direction)
    other = CoupleKeys(
        journal_id=TWO.couple.journal_id,
        pair_root=sha256(b"other root"),
        epochs=TWO.couple.epochs,
    )
    for direction in (
        TWO.to_ana,
        replace(TWO.to_ben, author=CLO.id),
        replace(TWO.to_ben, reader=CLO.id),
        replace(TWO.to_ben, couple=other),
    ):
        with pytest.raises(BadTag):
            open_partners(sealed, direction=direction)
        with pytest.raises(BadTag):
            open_mine(sealed, identity=TWO.ana, direction=direction)


def with_epochs(*names: bytes) -> Direction:
    couple = replace(TWO.couple, epochs=tuple(sha256(name) for name in names))
    return replace(TWO.to_ben, couple=couple)


def sealed_in(direction: Direction) -> Envelope:
    return seal(
        ENTRY,
        BODY,
        position=Position(stream=US_STREAM, sequence=1, previous=bytes(32)),
        identity=TWO.ana,
        direction=direction,
        random=counted("chance"),
    )


def test_earlier_epochs_stay_readable_and_a_missing_one_is_not() -> None:
    first, both = with_epochs(b"e0"), with_epochs(b"e0", b"e1")
    for sealed, direction in (
        (sealed_in(first), first),
        (sealed_in(first), both),
        (sealed_in(both), both),
    ):
        assert open_partners(sealed, direction=direction).body == BODY
    for sealed, direction in (
        (sealed_in(both), first),
        (sealed_in(first), with_epochs(b"e1")),
    ):
        with pytest.raises(CannotOpen):
            open_partners(sealed, direction=direction)


def test_an_envelope_reflected_at_its_author_is_refused() -> None:
    # Ben sends Ana's own words back to her as if he had written them.
    reflected = TWO.sealed()
    with pytest.raises(BadTag):
        open_partners(reflected, direction=TWO.to_ana)
    assert TWO.to_ben.tag(reflected.link) != TWO.to_ana.tag(reflected.link)


def test_what_a_partner_forges_in_anothers_name_fools_nobody_but_the_partner() -> None:
    # Both hold the pair's keys, so Ben can put words into Ana's mouth in his own
    # copy: that is the price of a file that proves nothing to a third party.
    forged = seal(
        ENTRY,
        {"words": "I never said this."},
        position=Position(stream=US_STREAM, sequence=1, previous=bytes(32)),
        identity=TWO.ben,
        direction=TWO.to_ben,
        random=counted("forged"),
    )
    assert refusal(forged.packed(), by_partner) is None
    with pytest.raises(BadTag):
        open_mine(forged, identity=TWO.ana, direction=TWO.to_ben)


def test_private_facts_in_what_both_hold_are_refused() -> None:
    sealed = TWO.sealed()
    key, header = TWO.ana.self_key(0), sealed.header
    facts = unpack_facts(open_box(key, "slot-self", header, sealed.slot_self))
    wrong = replace(facts, audience=Audience.PRIVATE)
    box = seal_box(key, "slot-self", header, wrong.packed(), random=counted("p"))
    changed = retagged(replace(sealed, slot_self=box))
    assert refusal(changed.packed(), by_author) is Malformed


# Sealed: the author's alone until the author reveals it


def keys_of_ben() -> list[bytes]:
    """Return every key that Ben holds, and the ones that everybody does."""
    keys, ana, ben = TWO.couple, TWO.ana.id, TWO.ben.id
    return [
        *keys.epochs,
        keys.pair_root,
        keys.deal_key,
        keys.names_key[:32],
        keys.names_key[32:],
        keys.link_key(ana, ben),
        keys.link_key(ben, ana),
        TWO.ben.self_key(0),
        TWO.ben.link_self,
        TWO.ben.state_key,
        TWO.ben.draft_key,
        bytes(TWO.ben.root),
        bytes(32),
    ]


def test_a_sealed_envelope_opens_for_its_author_and_no_way_for_the_partner() -> None:
    sealed = TWO.sealed(Audience.SEALED)
    assert open_mine(sealed, identity=TWO.ana, direction=TWO.to_ben).body == BODY
    for direction in (TWO.to_ben, TWO.to_ana):
        with pytest.raises((CannotOpen, BadTag)):
            open_partners(sealed, direction=direction)
        with pytest.raises(BadTag):
            open_mine(sealed, identity=TWO.ben, direction=direction)
    for key in [
        *keys_of_ben(),
        sealed.commitment,
        sealed.link,
        sealed.slot_couple[:32],
    ]:
        for label in ("body", "slot-self", "slot-couple"):
            for box in (sealed.body, sealed.slot_self):
                with pytest.raises(CannotOpen):
                    open_box(key, label, sealed.header, box)


def test_the_couple_slot_of_a_sealed_one_holds_no_key_to_its_words() -> None:
    sealed = TWO.sealed(Audience.SEALED)
    mine = open_mine(sealed, identity=TWO.ana, direction=TWO.to_ben)
    plain = open_box(
        TWO.couple.epochs[0], "slot-couple", sealed.header, sealed.slot_couple
    )
    theirs = unpack_facts(plain)
    assert theirs.dek == bytes(32)
    assert mine.facts.dek not in plain
    assert theirs.committed() == mine.facts.committed()


def test_a_sealed_one_stays_closed_even_if_its_key_is_in_the_couple_slot() -> None:
    sealed = TWO.sealed(Audience.SEALED)
    mine = open_mine(sealed, identity=TWO.ana, direction=TWO.to_ben)
    facts = replace(mine.facts, created=day_start(mine.facts.created))
    box = seal_box(
        TWO.couple.epochs[0],
        "slot-couple",
        sealed.header,
        facts.packed(),
        random=counted("leak"),
    )
    leaking = retagged(replace(sealed, slot_couple=box))
    assert refusal(leaking.packed(), by_partner) is CannotOpen


def test_what_was_sealed_under_one_prompt_cannot_be_shown_under_another() -> None:
    sealed = TWO.sealed(Audience.SEALED)
    mine = open_mine(sealed, identity=TWO.ana, direction=TWO.to_ben)
    other = replace(mine.facts, prompt_key=prompt_key("another"))
    assert commitment_of(mine.facts, sealed.position) == sealed.commitment
    assert commitment_of(other, sealed.position) != sealed.commitment


def test_the_partner_can_tell_what_is_withheld_from_what_is_damaged() -> None:
    sealed, offered = TWO.sealed(Audience.SEALED), TWO.sealed()
    facts = withheld_facts(sealed, direction=TWO.to_ben)
    assert facts is not None
    assert facts.dek == bytes(32)
    assert withheld_facts(offered, direction=TWO.to_ben) is None
    spoilt = retagged(replace(sealed, slot_couple=offered.slot_couple))
    assert withheld_facts(spoilt, direction=TWO.to_ben) is None
    with pytest.raises(BadTag):
        withheld_facts(sealed, direction=TWO.to_ana)


def test_the_key_its_author_gives_opens_what_was_sealed_and_no_other_does() -> None:
    sealed, offered = TWO.sealed(Audience.SEALED), TWO.sealed()
    mine = open_mine(sealed, identity=TWO.ana, direction=TWO.to_ben)
    opened = open_released(sealed, mine.facts.dek, direction=TWO.to_ben)
    assert opened.body == mine.body
    for key in (bytes(32), mine.facts.dek[:31], mine.facts.dek[::-1], b""):
        with pytest.raises(CommitmentBroken):
            open_released(sealed, key, direction=TWO.to_ben)
    with pytest.raises(Malformed):
        open_released(offered, mine.facts.dek, direction=TWO.to_ben)


# Shredding


@pytest.mark.parametrize("audience", Audience)
def test_a_husk_stands_in_the_chain_where_its_envelope_stood(
    audience: Audience,
) -> None:
    first = TWO.sealed(audience)
    second = TWO.sealed(audience, position=next_after(first))
    husk = parse(first.husk().packed())
    assert isinstance(husk, Husk)
    assert second.position.previous == husk.link == first.link
    direction = None if audience is Audience.PRIVATE else TWO.to_ben
    verify_mine(husk, identity=TWO.ana, direction=direction)
    if direction is not None:
        verify_partners(husk, direction=direction)


def test_a_husk_is_not_taken_for_an_envelope_nor_an_envelope_for_a_husk() -> None:
    sealed = TWO.sealed()
    whole, husk = sealed.packed(), sealed.husk().packed()
    for data in (b"SBX" + whole[3:], b"SBE" + husk[3:]):
        with pytest.raises(Malformed):
            parse(data)


def test_a_husk_that_someone_else_made_up_is_refused() -> None:
    husk = TWO.sealed().husk()
    for fake in (
        replace(husk, hash_body=sha256(b"")),
        replace(husk, hash_self=husk.hash_couple),
        replace(husk, commitment=bytes(32)),
        replace(husk, body_size=husk.body_size + 1),
        replace(husk, position=next_after(TWO.sealed())),
    ):
        assert refusal(fake.packed(), by_author) is BadTag
        assert refusal(fake.packed(), by_partner) is BadTag


# Nothing that is secret is ever printed


def test_no_key_and_no_word_is_ever_printed() -> None:
    sealed = TWO.sealed(body={"words": "Nobody prints this."})
    opened = open_mine(sealed, identity=TWO.ana, direction=TWO.to_ben)
    shown = " ".join(
        repr(one) + str(one)
        for one in (
            sealed,
            sealed.husk(),
            opened,
            opened.facts,
            TWO.couple,
            TWO.to_ben,
            TWO.ana,
        )
    )
    person = TWO.ana
    secrets = [
        bytes(person.root),
        person.signing_seed,
        *person.kem_seeds,
        person.link_self,
        person.self_key(0),
        person.draft_key,
        person.state_key,
        person.deal_key,
        opened.facts.dek,
        TWO.couple.pair_root,
        *TWO.couple.epochs,
        TWO.couple.link_key(TWO.ana.id, TWO.ben.id),
        sealed.body,
        sealed.slot_self,
    ]
    assert "Nobody" not in shown
    for secret in secrets:
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_travels_the_same_way(kind: Kind) -> None:
    facts: Facts = replace(ENTRY, kind=kind)
    body: dict[str, Json] = {"later": [1, {"two": None}]}
    sealed = TWO.sealed(facts=facts, body=body)
    opened = open_partners(sealed, direction=TWO.to_ben)
    assert opened.facts.kind is kind
    assert opened.body == body
