from dataclasses import replace
from typing import Any

import pytest

from journal.domain.entries import PromptId
from journal.domain.prompt_lint import COVERAGE, lint, reading_ease
from journal.domain.prompts import Care, Depth, Library, Prompt, PromptRole, Theme
from tests.domain.library_of import library_of, pair, prompt, theme_of

IDEAS = {"seed"}
NUMBERS = [f"{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200)]


def full_theme(name: str, *, mirrored: bool = False) -> Theme:
    """A theme with exactly as many prompts as its cells ask for."""
    prompts: list[Prompt] = []
    for role, by_depth in zip(PromptRole, COVERAGE[name], strict=True):
        for depth, count in zip(Depth, by_depth, strict=True):
            for _ in range(count):
                word = NUMBERS[len(prompts)]
                told = {
                    "text": f"{word}{name[:4]} {word}a {name[:4]} {word}b {word}?",
                    "follow_ups": (f"{word} {name}?", f"And {word} {name}?"),
                    "care": Care.NONE if depth is Depth.LIGHT else Care.TENDER,
                }
                one = prompt(f"{name}-{word}", role, depth=depth, **told)
                prompts.append(one)
    return theme_of(name, *(mirror_all(prompts) if mirrored else prompts))


def mirror_all(prompts: list[Prompt]) -> list[Prompt]:
    reached = [one for one in prompts if one.role is PromptRole.CARE_SEEKER]
    there = [one for one in prompts if one.role is PromptRole.CAREGIVER]
    mirrors = dict(zip((p.id for p in reached), (p.id for p in there), strict=False))
    mirrors |= {theirs: mine for mine, theirs in mirrors.items()}
    return [replace(one, mirror=mirrors.get(one.id)) for one in prompts]


def findings(*prompts: Prompt) -> list[str]:
    """What is found but for the cells that a few prompts cannot fill."""
    found = lint(library_of(*prompts), IDEAS)
    few = ("are the least", "hard to read", "ask on in the same words")
    return [one for one in found if not any(words in one for words in few)]


@pytest.mark.parametrize("name", COVERAGE)
def test_a_theme_that_fills_its_cells_has_no_findings(name: str) -> None:
    assert lint(Library((full_theme(name),)), IDEAS) == []


def test_the_cells_are_the_ones_agreed() -> None:
    sums = [sum(cells) for theme in COVERAGE.values() for cells in theme]
    assert sum(sums) == 262
    assert [sum(sums[role::4]) for role in range(4)] == [67, 66, 61, 68]


def test_a_cell_that_is_not_full_is_named() -> None:
    whole = full_theme("okay")
    short = replace(whole, prompts=whole.prompts[1:])
    assert lint(Library((short,)), IDEAS) == [
        "okay holds 1 light prompts for care-seeker, and 2 are the least."
    ]
    retired = replace(whole.prompts[0], retired=True)
    same = replace(whole, prompts=(retired, *whole.prompts[1:]))
    assert len(lint(Library((same,)), IDEAS)) == 1


def test_with_every_theme_there_the_totals_count_too() -> None:
    themes = [full_theme(name, mirrored=True) for name in COVERAGE]
    assert lint(Library(tuple(themes)), IDEAS) == []
    unpaired = [full_theme(name) for name in COVERAGE]
    assert lint(Library(tuple(unpaired)), IDEAS) == [
        "There are 0 mirror pairs, and 50 are the least."
    ]
    few = [replace(theme, prompts=theme.prompts[:3]) for theme in themes]
    found = lint(Library(tuple(few)), IDEAS)
    assert "There are 36 prompts, and 262 are the least." in found


def test_a_theme_nobody_planned_is_named() -> None:
    assert findings(prompt("weather-rain")) == ["weather is not one of the themes."]


def test_a_theme_speaks_plainly_too() -> None:
    theme = replace(theme_of("okay"), blurb="x" * 101, title="your style")
    found = lint(Library((theme,)), IDEAS)
    assert found[:2] == [
        "okay: the blurb is longer than 100 characters.",
        "okay: the title or blurb says 'style'.",
    ]


def test_an_id_that_is_there_twice_is_named() -> None:
    themes = (theme_of("okay", prompt("okay-a")), theme_of("room", prompt("okay-a")))
    assert "okay-a is there twice." in lint(Library(themes), IDEAS)


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ({"text": "x" * 161}, "the text is longer than 160 characters."),
        ({"text": "What? And how?"}, "the text asks more than one question."),
        ({"follow_ups": ("One?",)}, "there are not two or three follow-ups."),
        ({"follow_ups": ("1?", "2?", "3?", "4?")},
         "there are not two or three follow-ups."),
        ({"follow_ups": ("One?", "x" * 121)},
         "a follow-up is longer than 120 characters."),
        ({"text": "Look at that!"}, "there is an exclamation mark."),
        ({"text": "What did {name} do?"},
         "something other than {partner} stands in braces."),
        ({"text": "What did {partner do?"},
         "something other than {partner} stands in braces."),
        ({"text": "Why did you go?"}, "it says 'why'."),
        ({"text": "What would she say?"}, "it says 'she'."),
        ({"text": "What if he's late?"}, "it says 'he'."),
        ({"follow_ups": ("What should it be?", "And then?")}, "it says 'should'."),
        ({"text": "What did your Husband do?"}, "it says 'husband'."),
        ({"idea": "nowhere"}, "'nowhere' is not among the ideas."),
        ({"depth": Depth.DEEP},
         "it is deep, so its care has to be tender or heavy."),
        ({"mirror": PromptId("okay-none")}, "the mirror okay-none is not there."),
    ],
)  # fmt: skip
def test_what_does_not_belong_is_named(said: dict[str, Any], finding: str) -> None:
    assert findings(prompt("okay-a", **said)) == [f"okay-a: {finding}"]


@pytest.mark.parametrize(
    "text",
    [
        "{partner}'s day, and then?",
        "Think of a time you stayed out of {partner}'s way.",
        "Where were the others when they heard this?",
        "What does the showcase or the logbook say?",
    ],
)
def test_what_only_looks_like_a_refused_word_is_left_alone(text: str) -> None:
    assert findings(prompt("okay-a", text=text)) == []


@pytest.mark.parametrize("theme", ["missed", "repair"])
def test_a_warm_prompt_about_what_went_by_is_brought_gently(theme: str) -> None:
    warm = prompt(f"{theme}-a", depth=Depth.WARM)
    assert findings(warm) == [
        f"{theme}-a: it is warm in this theme, so its care has to be tender or heavy."
    ]
    assert findings(replace(warm, care=Care.TENDER)) == []
    assert findings(replace(warm, depth=Depth.LIGHT)) == []
    assert findings(prompt("okay-a", depth=Depth.WARM)) == []


def test_nothing_deep_is_shared_about_what_was_missed() -> None:
    deep = prompt("missed-a", depth=Depth.DEEP, care=Care.HEAVY)
    assert findings(deep) == ["missed-a: this theme has no deep prompt for both."]
    assert findings(replace(deep, role=PromptRole.SELF)) == []


def test_mirrors_name_each_other_and_stand_on_two_sides() -> None:
    reached, there = pair("okay-a")
    assert findings(reached, there) == []
    assert findings(reached, replace(there, mirror=None)) == [
        "okay-a-reached: the mirror okay-a-there does not name it in return."
    ]
    same = replace(there, role=PromptRole.CARE_SEEKER)
    assert len(findings(reached, same)) == 2
    elsewhere = replace(there, id=PromptId("room-a"), theme="room")
    assert findings(replace(reached, mirror=elsewhere.id), elsewhere) == [
        "okay-a-reached: the mirror room-a is in another theme.",
        "room-a: the mirror okay-a-reached is in another theme.",
    ]


def test_a_mirror_that_was_retired_is_not_there() -> None:
    reached, there = pair("okay-a")
    assert findings(reached, replace(there, retired=True)) == [
        "okay-a-reached: the mirror okay-a-there is not there."
    ]


def test_two_prompts_that_share_most_of_their_wording_are_named() -> None:
    one = prompt("okay-a", text="What did you do when the rain came in at the door?")
    two = prompt("okay-b", text="What did you do when the rain came in by surprise?")
    assert findings(one, two) == [
        "okay-a and okay-b share more than half of their wording."
    ]
    assert findings(one, replace(two, text="What did you do?")) != []
    assert findings(one, replace(two, text="And then?")) == []


# How it reads.


@pytest.mark.parametrize(
    ("text", "ease"),
    [
        ("What did the cat do?", 5),
        ("It rained. You came in! And then?", 7 / 3),
        ("Uncomfortable circumstances notwithstanding.", 3 + 100),
        ("'I can't', you said: what then?", 3),
        ("", 0),
        # Seven letters are long and six are not; an apostrophe is no letter.
        ("shelter", 1 + 100),
        ("mother's", 1 + 100),
        ("kettle", 1),
    ],
)
def test_reading_ease_counts_words_to_a_sentence_and_long_words(
    text: str, ease: float
) -> None:
    assert reading_ease(text) == pytest.approx(ease)


def test_a_text_that_is_hard_to_read_is_named() -> None:
    hard = "What uncomfortable circumstances notwithstanding encouraged conversation?"
    found = lint(library_of(prompt("okay-a", text=hard)), IDEAS)
    assert "okay-a: the text is hard to read, at 89.3." in found
    assert any(one.startswith("okay: its texts are hard to read") for one in found)


def test_an_opening_that_is_used_too_often_is_named() -> None:
    stock = [prompt(f"okay-{n}", text=f"Think of {n}a b{n} c{n}.") for n in "abcd"]
    assert findings(*stock[:3]) == []
    assert findings(*stock) == ["okay: 4 texts begin with 'think of'."]
    retired = replace(stock[0], retired=True)
    assert findings(retired, *stock[1:]) == []
    whats = [prompt(f"okay-{n}", text=f"What {n}a b{n} c{n}.") for n in NUMBERS[:11]]
    assert findings(*whats[:10]) == []
    assert findings(*whats) == ["okay: 11 texts begin with 'what'."]


def test_a_follow_up_in_the_same_words_as_another_is_named() -> None:
    one = prompt("okay-a", follow_ups=("What then?", "And what now?"))
    two = prompt("room-b", follow_ups=("And so?", "and what, now"))
    assert "okay-a and room-b ask on in the same words." in lint(
        library_of(one, two), IDEAS
    )
    apart = replace(two, follow_ups=("And so?", "And where?"))
    assert not any("ask on" in said for said in lint(library_of(one, apart), IDEAS))


@pytest.mark.parametrize(
    "word", ["apology", "trauma", "boundaries", "grateful", "attachment", "promise"]
)
def test_the_consulting_room_and_the_greeting_card_stay_outside(word: str) -> None:
    assert findings(prompt("okay-a", text=f"What of the {word}?")) == [
        f"okay-a: it says {word!r}."
    ]
