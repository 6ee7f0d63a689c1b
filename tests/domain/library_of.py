"""Invented prompts: a library of any size for what is dealt and what is checked."""

from journal.domain.entries import PromptId
from journal.domain.prompts import Care, Depth, Library, Prompt, PromptRole, Theme


def prompt(name: str, role: PromptRole = PromptRole.BOTH, **said: object) -> Prompt:
    """A prompt of the theme before the first hyphen of its name."""
    given: dict[str, object] = {
        "depth": Depth.LIGHT,
        "text": f"{name.replace('-', ' ')} and what came of it?",
        "follow_ups": ("What then?", "And after?"),
        "idea": "seed",
    } | said
    theme = name.partition("-")[0]
    return Prompt(id=PromptId(name), theme=theme, role=role, **given)  # type: ignore[arg-type]  # the tests choose


def pair(name: str, **said: object) -> tuple[Prompt, Prompt]:
    """Two prompts that mirror each other."""
    reached, there = f"{name}-reached", f"{name}-there"
    return (
        prompt(reached, PromptRole.CARE_SEEKER, mirror=PromptId(there), **said),
        prompt(there, PromptRole.CAREGIVER, mirror=PromptId(reached), **said),
    )


def theme_of(name: str, *prompts: Prompt) -> Theme:
    """A theme that holds these."""
    return Theme(
        id=name, title=name, blurb="Somewhere.", function=None, prompts=prompts
    )


def library_of(*prompts: Prompt) -> Library:
    """A library of these, by theme."""
    names = sorted({one.theme for one in prompts})
    return Library(
        tuple(
            theme_of(name, *(one for one in prompts if one.theme == name))
            for name in names
        )
    )


def never_dealt() -> tuple[Prompt, ...]:
    """One of each kind that is chosen and never dealt."""
    return (
        *pair("comfort-deep", depth=Depth.DEEP, care=Care.TENDER),
        *pair("comfort-heavy", care=Care.HEAVY),
        prompt("comfort-gone", retired=True),
        *pair("missed-light"),
        *pair("missed-warm", depth=Depth.WARM, care=Care.TENDER),
        *pair("repair-warm", depth=Depth.WARM, care=Care.TENDER),
        prompt("repair-both-warm", depth=Depth.WARM, care=Care.TENDER),
    )


def library_with(units: int) -> Library:
    """A library with that many units to deal, pairs and single ones by turns."""
    dealt: list[Prompt] = []
    for number in range(units):
        name = f"{('comfort', 'room', 'launch')[number % 3]}-{number}"
        depth = Depth.WARM if number % 2 else Depth.LIGHT
        if number % 4 == 0:
            dealt.append(prompt(name, depth=depth))
        else:
            dealt += pair(name, depth=depth)
    alone = (
        prompt("comfort-self", PromptRole.SELF),
        prompt("comfort-unpaired", PromptRole.CARE_SEEKER),
        prompt("room-lost", PromptRole.CARE_SEEKER, mirror=PromptId("room-nowhere")),
    )
    return library_of(*dealt, *never_dealt(), *alone)
