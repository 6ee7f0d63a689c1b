"""Find prompts, have them dealt, keep them, and read what was answered to one."""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator

from journal.cli import prompt_words, words
from journal.cli.prompt_words import Shown
from journal.cli.world import (
    World,
    how_it_was,
    named_prompt,
    said_whose,
    unlocked,
)
from journal.domain.attachment import SupportFunction
from journal.domain.entries import Entry, PromptId
from journal.domain.own_prompts import THEME as OWN
from journal.domain.prompts import Depth, Prompt, PromptRole
from journal.domain.text import folded
from journal.errors import NotFound, NotPossible
from journal.services import asking, packs, shipped
from journal.services.asking import Table
from journal.services.preferences import preferences
from journal.services.session import Session

NONE_OF_THOSE = "None of those."
NOT_KEPT = "That prompt is not among the kept ones. Nothing was changed."


# Listing.


def listed(arguments: argparse.Namespace, world: World) -> int:
    """List the prompts: the shipped ones, or with `--as` all that one has."""
    if not arguments.name:
        return _shipped(arguments, world)
    with unlocked(arguments, world) as session:
        _refuse_other_theme(arguments, session)
        fits = _fitting(arguments)
        partner = prompt_words.partner_of(session)
        rows = [
            shown
            for shown in _shown(session, kept=arguments.kept, own=arguments.own)
            if fits(shown.prompt, partner)
        ]
        _print(session, rows, arguments, world)
        return how_it_was(session)


def _shipped(arguments: argparse.Namespace, world: World) -> int:
    if arguments.kept or arguments.own:
        raise NotPossible("To list your own prompts, say who you are: --as NAME.")
    _refuse_other_theme(arguments, None)
    fits = _fitting(arguments)
    chosen = [one for one in shipped.library().prompts() if fits(one, None)]
    if arguments.json:
        rows = [prompt_words.prompt_json(one) for one in chosen]
        world.talk.say_json({"prompts": list(rows)})
        return 0
    for one in chosen:
        text = prompt_words.prompt_text(one, follow_ups=arguments.follow_ups)
        world.talk.say(text)
    if not chosen:
        world.talk.say(NONE_OF_THOSE)
    return 0


def _refuse_other_theme(arguments: argparse.Namespace, session: Session | None) -> None:
    themes = [theme.id for theme in shipped.library().themes]
    if session is not None:
        themes += [OWN, *(held.pack.theme for held in packs.packs(session))]
    if arguments.theme and _theme(arguments.theme, themes) is None:
        raise NotPossible(f"The themes are: {', '.join(themes)}.")


def _theme(said: str, themes: list[str]) -> str | None:
    """Return the theme that was named; a pack is named by its id as well."""
    return next((one for one in (said, f"pack-{said}") if one in themes), None)


def _fitting(arguments: argparse.Namespace) -> Callable[[Prompt, str | None], bool]:
    """Return what tells whether a prompt is one of those that were asked for."""
    themes = {arguments.theme, f"pack-{arguments.theme}"} - {None}
    role = PromptRole(arguments.role) if arguments.role else None
    depth = Depth(arguments.depth) if arguments.depth else None
    functions = {arguments.function, SupportFunction.BOTH}
    terms = folded(arguments.find or "").split()

    def fits(prompt: Prompt, partner: str | None) -> bool:
        return (
            (not arguments.theme or prompt.theme in themes)
            and (role is None or prompt.role is role)
            and (depth is None or prompt.depth is depth)
            and (not arguments.function or prompt.function in functions)
            and all(term in folded(prompt.asked(partner)) for term in terms)
        )

    return fits


def _shown(session: Session, *, kept: bool, own: bool) -> Iterator[Shown]:
    if kept:
        prompts = list(asking.kept_prompts(session))
    else:
        prompts = [*shipped.library().prompts(), *asking.prompts_here(session)]
    dress = _dressing(session)
    for prompt in prompts:
        if not own or prompt.theme == OWN:
            yield dress(prompt)


def _dressing(session: Session) -> Callable[[Prompt], Shown]:
    """Return what makes of a prompt the prompt as this person has it."""
    kept = set(preferences(session).kept)
    owns = {one.prompt.id: one for one in asking.our_prompts(session)}
    answered: defaultdict[PromptId, list[Entry]] = defaultdict(list)
    for entry in session.library.own_entries():
        if entry.prompt:
            answered[entry.prompt].append(entry)

    def dress(prompt: Prompt) -> Shown:
        has_answers = prompt.id in answered
        return Shown(
            prompt=prompt,
            is_kept=prompt.id in kept,
            answered=asking.answers(session, prompt.id) if has_answers else (),
            own=owns.get(prompt.id),
        )

    return dress


def _print(
    session: Session, rows: list[Shown], arguments: argparse.Namespace, world: World
) -> None:
    if arguments.json:
        found = [prompt_words.shown_json(session, one) for one in rows]
        world.talk.say_json({"prompts": list(found)})
        return
    for one in rows:
        text = prompt_words.shown_text(session, one, follow_ups=arguments.follow_ups)
        world.talk.say(text)
    if not rows:
        world.talk.say(NONE_OF_THOSE)


# What is dealt.


def today(arguments: argparse.Namespace, world: World) -> int:
    """Print the prompts that lie on the table today."""
    return _dealt(arguments, world, asking.table)


def another(arguments: argparse.Namespace, world: World) -> int:
    """Set today's prompts aside, and print others."""
    return _dealt(arguments, world, asking.another)


def _dealt(
    arguments: argparse.Namespace, world: World, deal: Callable[[Session], Table]
) -> int:
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        table = deal(session)
        rows = [*map(_dressing(session), table.prompts)]
        if arguments.json:
            found = [prompt_words.shown_json(session, one) for one in rows]
            asks = table.homework.held.pack.id if table.homework else None
            world.talk.say_json(
                {"prompts": list(found), "rests": table.rests, "homework": asks}
            )
        elif rows:
            if table.homework is not None:
                world.talk.say(prompt_words.homework(table.homework))
            _print(session, rows, arguments, world)
        else:
            world.talk.say(prompt_words.instead(table))
        if table.is_gentle and not arguments.json:
            world.talk.say(prompt_words.STOP_HERE)
        return how_it_was(session)


# Keeping.


def keep(arguments: argparse.Namespace, world: World) -> int:
    """Put a prompt among the kept ones, at their end."""
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        prompt = named_prompt(session, arguments.prompt)
        asking.keep_prompt(session, prompt.id, is_kept=True)
    return 0


def let_go(arguments: argparse.Namespace, world: World) -> int:
    """Take a prompt out of the kept ones."""
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        prompt = _known_id(session, arguments.prompt)
        if prompt not in preferences(session).kept:
            raise NotFound(NOT_KEPT)
        asking.keep_prompt(session, prompt, is_kept=False)
    return 0


def _known_id(session: Session, given: str) -> PromptId:
    """Return the id of a prompt, which may have gone with its pack."""
    try:
        return named_prompt(session, given).id
    except NotFound:
        return PromptId(given)


# Answers.


def then_and_now(arguments: argparse.Namespace, world: World) -> int:
    """Print my answers to one prompt, the first one first, with no word about them."""
    with unlocked(arguments, world) as session:
        prompt = _known_id(session, arguments.prompt)
        answers = asking.answers(session, prompt)
        asked = _asked(session, prompt, answers)
        if arguments.json:
            rows = [
                {
                    **words.entry_json(session, entry),
                    "answered_on": prompt_words.answered_on(session, entry.id),
                }
                for entry in answers
            ]
            world.talk.say_json(
                {"prompt": prompt, "text": asked, "answers": list(rows)}
            )
        else:
            world.talk.say(prompt_words.answers_text(session, asked, answers))
        return how_it_was(session)


def _asked(session: Session, prompt: PromptId, answers: tuple[Entry, ...]) -> str:
    """Return the question; where it has gone, as it was asked the last time."""
    try:
        return asking.asked(session, asking.find_prompt(session, prompt))
    except NotFound:
        if not answers:
            raise
        return answers[-1].asked or ""
