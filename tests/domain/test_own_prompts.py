"""A question of one's own: what is kept of it, and what an act may hold."""

import pytest

from journal.domain.entries import EntryId, Json
from journal.domain.own_prompts import (
    LONGEST,
    OwnPrompt,
    clean_question,
    own_prompt_from,
    prompt_body,
)
from journal.domain.prompts import Depth, PromptRole
from journal.errors import Malformed, NothingWritten, NotPossible
from tests.domain.builders import ANA

ID = EntryId("a" * 32)
ASKED = OwnPrompt(
    id=ID, author=ANA, revision=2, text="What held?", role=PromptRole.CAREGIVER
)


def read(**said: Json) -> OwnPrompt:
    return own_prompt_from(said, id_=ID, author=ANA, revision=2)


def test_what_is_sealed_of_a_question_reads_back_as_it_was() -> None:
    body: dict[str, Json] = {"act": "prompt", "text": "What held?", "role": "caregiver"}
    assert prompt_body(ASKED) == body
    assert read(**body) == ASKED


def test_it_is_browsed_as_a_light_prompt_of_a_theme_of_its_own() -> None:
    prompt = ASKED.prompt
    assert (prompt.id, prompt.theme) == (f"own-{ID}", "own")
    assert (prompt.text, prompt.role) == ("What held?", PromptRole.CAREGIVER)
    assert (prompt.depth, prompt.follow_ups, prompt.idea) == (Depth.LIGHT, (), "")


@pytest.mark.parametrize("role", [None, 7, "witness", ["both"]])
def test_a_part_that_is_not_known_counts_as_not_said(role: Json) -> None:
    assert read(text="What held?", role=role).role is PromptRole.BOTH


@pytest.mark.parametrize("text", [None, 7, "", " \n", "\x1b"])
def test_an_act_without_a_question_is_none(text: Json) -> None:
    with pytest.raises(Malformed):
        read(text=text)


def test_a_question_from_elsewhere_is_one_line_and_cut_where_ones_own_ends() -> None:
    assert read(text="What\nheld?\x07").text == "What held?"
    assert read(text="x" * (LONGEST + 1)).text == "x" * LONGEST


def test_ones_own_question_is_one_line_and_never_cut() -> None:
    assert clean_question(" What\nheld? ") == "What held?"
    assert clean_question("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(NotPossible) as refused:
        clean_question("x" * (LONGEST + 1))
    assert refused.value.say == "A question has 400 characters at most."
    with pytest.raises(NothingWritten):
        clean_question(" \n")
