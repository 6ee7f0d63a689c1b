"""What a shipped prompt has to keep to, said as one sentence for each finding.

It reads what a machine can: shape, length, words that do not belong, how many of
each kind there are. Whether a question is kind is for a person to hear.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from journal.domain.entries import PromptId
from journal.domain.prompts import (
    PLACEHOLDER,
    Care,
    Depth,
    Library,
    Prompt,
    PromptRole,
    Theme,
)

TEXT_LIMIT = 160
FOLLOW_UP_LIMIT = 120
BLURB_LIMIT = 100
FOLLOW_UPS = (2, 3)
ALL_THEMES_TOTAL = 262
ALL_THEMES_PAIRS = 50
OPENINGS = 4
"""Texts of a theme that may begin with the same two words."""
FIRST_WORDS = 12
"""Texts of a theme that may begin with the same word."""
CLOSINGS = 3
"""Texts of a theme that may end with the same three words."""
READING_EASE = 40
"""The highest LIX of a text: words to a sentence, and how many in a hundred have more
than six letters (C.-H. Björnsson, 1968, Läsbarhet). Up to 30 is a children's book, up
to 40 a story; newspapers lie around 45."""
THEME_READING_EASE = 28
"""The highest LIX of a theme's texts on average."""

# Light, warm and deep prompts a theme holds at least, for care-seeker, caregiver,
# both and self. The zeros are deliberate: nothing deep that two people would share
# about what was missed, what was mended, or what was learned as a child.
COVERAGE = {
    "signal": ((3, 2, 1), (3, 2, 1), (2, 2, 1), (2, 2, 1)),
    "comfort": ((3, 3, 1), (3, 3, 1), (2, 2, 1), (2, 2, 1)),
    "launch": ((3, 3, 1), (3, 3, 1), (2, 2, 1), (2, 2, 1)),
    "room": ((2, 3, 1), (2, 3, 1), (2, 2, 1), (2, 2, 1)),
    "goodnews": ((3, 2, 1), (3, 2, 1), (3, 2, 1), (2, 2, 0)),
    "presence": ((3, 2, 1), (3, 2, 0), (3, 2, 1), (2, 2, 1)),
    "missed": ((2, 2, 1), (2, 2, 1), (2, 1, 0), (2, 3, 2)),
    "repair": ((2, 2, 1), (2, 2, 1), (2, 1, 0), (2, 3, 2)),
    "okay": ((2, 2, 1), (2, 2, 1), (2, 2, 1), (2, 3, 2)),
    "turns": ((2, 2, 1), (2, 2, 1), (3, 3, 1), (2, 2, 1)),
    "roots": ((1, 2, 1), (1, 2, 1), (2, 2, 0), (2, 3, 3)),
    "seasons": ((2, 2, 1), (2, 2, 1), (2, 3, 2), (2, 2, 1)),
}
_SHARED_NEVER_DEEP = frozenset({"missed", "repair", "roots"})
_ROLES = tuple(PromptRole)
_DEPTHS = tuple(Depth)

# Labels, scores and blame.
_LABELS = """
avoidant anxious disorganised style styles type types needy clingy score scores rating
ratings compliance failure failures victim fault faults incident incidents log logs
case cases
"""
# What makes a question an accusation, a lesson, or an oath.
_LESSONS = """
always never should why forgive forgiven forgiveness apologise apology apologies prove
blame guilty deserve deserved confess promise promised
"""
# The consulting room, and the greeting card.
_JARGON = """
attachment boundary boundaries codependent communicate communication dysfunctional
gaslight healing intimacy journey mindful narcissist nurture nurturing partnership
process processing regulate regulated regulation soulmate toxic trauma traumatic
trigger triggers triggered validate validated validation vulnerable vulnerability
blessed blessing grateful gratitude amazing wonderful special sex sexual
"""
# A partner has no gender here, and no certificate.
_GENDERED = "spouse husband wife he him his himself she her hers herself"
_REFUSED = frozenset(f"{_LABELS} {_LESSONS} {_JARGON} {_GENDERED}".split())
_SENTENCE = re.compile(r"[.?!:;](?=\s|['’]|$)")  # noqa: RUF001 - an apostrophe
_LONG_WORD = 6
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")  # noqa: RUF001 - an apostrophe
_BRACES = re.compile(r"[{}]")


def lint(library: Library, ideas: set[str]) -> list[str]:
    """Return one sentence for each thing that is not as it has to be."""
    live = library.prompts()
    by_id = {prompt.id: prompt for prompt in live}
    return [
        *_twice(library),
        *(f for theme in library.themes for f in _theme_findings(theme)),
        *(f for prompt in live for f in _prompt_findings(prompt, ideas)),
        *(f for prompt in live for f in _mirror_findings(prompt, by_id)),
        *_too_alike(live),
        *_said_twice(live),
        *_totals(library),
    ]


def reading_ease(text: str) -> float:
    """Return the LIX of a text: the lower, the easier it reads."""
    words = _words(text)
    sentences = max(1, len(_SENTENCE.findall(text)))
    letters = (sum(map(str.isalpha, word)) for word in words)
    long = sum(count > _LONG_WORD for count in letters)
    return len(words) / sentences + 100 * long / max(1, len(words))


def _twice(library: Library) -> Iterator[str]:
    ids = Counter(one.id for theme in library.themes for one in theme.prompts)
    for prompt_id, times in ids.items():
        if times > 1:
            yield f"{prompt_id} is there twice."


def _theme_findings(theme: Theme) -> Iterator[str]:
    if len(theme.blurb) > BLURB_LIMIT:
        yield f"{theme.id}: the blurb is longer than {BLURB_LIMIT} characters."
    for word in _refused(f"{theme.title} {theme.blurb}"):
        yield f"{theme.id}: the title or blurb says {word!r}."
    yield from _opening_findings(theme)
    targets = COVERAGE.get(theme.id)
    if targets is None:
        yield f"{theme.id} is not one of the themes."
        return
    held = Counter((p.role, p.depth) for p in theme.prompts if not p.retired)
    for role, by_depth in zip(_ROLES, targets, strict=True):
        for depth, target in zip(_DEPTHS, by_depth, strict=True):
            if held[role, depth] < target:
                yield (
                    f"{theme.id} holds {held[role, depth]} {depth} prompts "
                    f"for {role}, and {target} are the least."
                )


def _opening_findings(theme: Theme) -> Iterator[str]:
    texts = [prompt.text for prompt in theme.prompts if not prompt.retired]
    for length, most in ((2, OPENINGS), (1, FIRST_WORDS)):
        openings = Counter(" ".join(_words(text)[:length]) for text in texts)
        for opening, times in openings.items():
            if times > most:
                yield f"{theme.id}: {times} texts begin with {opening!r}."
    closings = Counter(" ".join(_words(text)[-3:]) for text in texts)
    for closing, times in closings.items():
        if times > CLOSINGS:
            yield f"{theme.id}: {times} texts end with {closing!r}."
    mean = sum(map(reading_ease, texts)) / max(1, len(texts))
    if mean > THEME_READING_EASE:
        yield f"{theme.id}: its texts are hard to read, at {mean:.1f}."


def _prompt_findings(prompt: Prompt, ideas: set[str]) -> Iterator[str]:
    named = f"{prompt.id}: "
    texts = (prompt.text, *prompt.follow_ups)
    if len(prompt.text) > TEXT_LIMIT:
        yield named + f"the text is longer than {TEXT_LIMIT} characters."
    ease = reading_ease(prompt.text)
    if ease > READING_EASE:
        yield named + f"the text is hard to read, at {ease:.1f}."
    if prompt.text.count("?") > 1:
        yield named + "the text asks more than one question."
    if len(prompt.follow_ups) not in FOLLOW_UPS:
        yield named + "there are not two or three follow-ups."
    if any(len(text) > FOLLOW_UP_LIMIT for text in prompt.follow_ups):
        yield named + f"a follow-up is longer than {FOLLOW_UP_LIMIT} characters."
    if any("!" in text for text in texts):
        yield named + "there is an exclamation mark."
    if any(_BRACES.search(text.replace(PLACEHOLDER, "")) for text in texts):
        yield named + f"something other than {PLACEHOLDER} stands in braces."
    for word in _refused(" ".join(texts)):
        yield named + f"it says {word!r}."
    if prompt.idea not in ideas:
        yield named + f"{prompt.idea!r} is not among the ideas."
    yield from (named + finding for finding in _care_findings(prompt))


def _care_findings(prompt: Prompt) -> Iterator[str]:
    if prompt.care is Care.NONE and prompt.depth is Depth.DEEP:
        yield "it is deep, so its care has to be tender or heavy."
    tender_when_warm = prompt.theme in {"missed", "repair"}
    if prompt.care is Care.NONE and prompt.depth is Depth.WARM and tender_when_warm:
        yield "it is warm in this theme, so its care has to be tender or heavy."
    is_shared = prompt.role is PromptRole.BOTH and prompt.theme in _SHARED_NEVER_DEEP
    if prompt.depth is Depth.DEEP and is_shared:
        yield "this theme has no deep prompt for both."


def _mirror_findings(prompt: Prompt, by_id: dict[PromptId, Prompt]) -> Iterator[str]:
    if prompt.mirror is None:
        return
    named = f"{prompt.id}: the mirror {prompt.mirror} "
    mirror = by_id.get(prompt.mirror)
    if mirror is None:
        yield named + "is not there."
        return
    if mirror.mirror != prompt.id:
        yield named + "does not name it in return."
    if {prompt.role, mirror.role} != {PromptRole.CARE_SEEKER, PromptRole.CAREGIVER}:
        yield named + "is not the other side of one who reached and one who was there."
    if mirror.theme != prompt.theme:
        yield named + "is in another theme."


def _too_alike(prompts: Iterable[Prompt]) -> Iterator[str]:
    grams = [(prompt.id, _trigrams(prompt.text)) for prompt in prompts]
    for (one, ours), (other, theirs) in combinations(grams, 2):
        if 2 * len(ours & theirs) > min(len(ours), len(theirs)):
            yield f"{one} and {other} share more than half of their wording."


def _said_twice(prompts: Iterable[Prompt]) -> Iterator[str]:
    """Name follow-ups that stand in the same words elsewhere."""
    first: dict[str, PromptId] = {}
    for prompt in prompts:
        for text in prompt.follow_ups:
            said = " ".join(_words(text))
            if said in first:
                yield f"{first[said]} and {prompt.id} ask on in the same words."
            first.setdefault(said, prompt.id)


def _totals(library: Library) -> Iterator[str]:
    if {theme.id for theme in library.themes} != set(COVERAGE):
        return
    live = library.prompts()
    if len(live) < ALL_THEMES_TOTAL:
        yield f"There are {len(live)} prompts, and {ALL_THEMES_TOTAL} are the least."
    pairs = sum(1 for prompt in live if prompt.mirror) // 2
    if pairs < ALL_THEMES_PAIRS:
        yield f"There are {pairs} mirror pairs, and {ALL_THEMES_PAIRS} are the least."


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace(PLACEHOLDER, "partner").lower())


def _trigrams(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def _refused(text: str) -> list[str]:
    bare = {re.split("['’]", word)[0] for word in _words(text)}  # noqa: RUF001
    return sorted(bare & _REFUSED)
