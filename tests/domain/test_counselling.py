"""What a pack for counselling holds, and what agreement to it means."""

from dataclasses import replace
from datetime import date

from journal.domain.counselling import Account, Own, Pack, Told

PACK = Pack(
    is_ours=True,
    names=("Ana", "B."),
    first="March 2026",
    last="April 2026",
    help=(Own(name="Ana", text="How to say it sooner."),),
    moments=(
        Told(
            title="The hall light",
            when="March 2026",
            accounts=(Account(name="Ana", role="reached", words="I hoped you'd ask."),),
        ),
    ),
)


def test_that_agreement_lapses_when_a_single_letter_changes() -> None:
    (told,) = PACK.moments
    (account,) = told.accounts
    other = replace(account, words="I hoped you'd ask!")
    changed = replace(PACK, moments=(replace(told, accounts=(other,)),))
    assert changed.digest() != PACK.digest()


def test_that_agreeing_is_no_change_of_what_was_agreed_to() -> None:
    assert replace(PACK, agreed_on=date(2026, 11, 24)).digest() == PACK.digest()


def test_that_two_who_read_the_same_agree_to_the_same() -> None:
    assert replace(PACK).digest() == PACK.digest()
    assert replace(PACK, names=PACK.names[::-1]).digest() != PACK.digest()


def test_that_what_is_agreed_to_is_the_same_wherever_it_is_worked_out() -> None:
    pack = Pack(is_ours=False, names=("Zoë", "B."), help=(Own(name="B.", text="Oh?"),))
    assert pack.digest() == (
        "ca8f9b9b80f820b8a5347a9997d26fda0f2c4a7028438fb0aeda7f7b9303dce9"
    )
