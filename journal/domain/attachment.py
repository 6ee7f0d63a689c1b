"""The theory's words as types. Their values are stored and never change.

`None` beside any of them means "not said", never "no".
"""

from enum import StrEnum, unique


@unique
class Role(StrEnum):
    """Which side of a moment its writer was on, in their own view."""

    CARE_SEEKER = "care-seeker"
    CAREGIVER = "caregiver"
    BOTH = "both"
    UNCLEAR = "unclear"


@unique
class SupportFunction(StrEnum):
    """What the partner was for the other: a haven to come back to, or a base."""

    SAFE_HAVEN = "safe-haven"
    SECURE_BASE = "secure-base"
    BOTH = "both"


@unique
class Signal(StrEnum):
    """How a need showed, in its writer's view."""

    ASKED = "asked"
    HINTED = "hinted"
    SHOWED = "showed"
    KEPT_BACK = "kept-back"
    SIDEWAYS = "sideways"
    UNPROMPTED = "unprompted"
    NOT_SEEN = "not-seen"


@unique
class Response(StrEnum):
    """What came back: one list for both sides, so that two tellings can be compared."""

    WAS_REACHABLE = "was-reachable"
    ASKED_ABOUT = "asked-about"
    LISTENED = "listened"
    STAYED_NEAR = "stayed-near"
    TOUCH = "touch"
    TOOK_SERIOUSLY = "took-seriously"
    REASSURED = "reassured"
    PRACTICAL_HELP = "practical-help"
    IDEAS = "ideas"
    ENCOURAGED = "encouraged"
    MADE_ROOM = "made-room"
    CAME_BACK = "came-back"
    CELEBRATED = "celebrated"
    TOOK_OVER = "took-over"
    MOVED_ON = "moved-on"
    NOT_THERE = "not-there"


@unique
class Landing(StrEnum):
    """How a response reached the care-seeker."""

    LANDED = "landed"
    PARTLY = "partly"
    TOO_MUCH = "too-much"
    MISSED = "missed"
    LATER = "later"


@unique
class Context(StrEnum):
    """What kind of time it was."""

    ORDINARY = "ordinary"
    HARD_DAY = "hard-day"
    WORRY = "worry"
    LOSS = "loss"
    ILLNESS = "illness"
    BETWEEN_US = "between-us"
    GOAL = "goal"
    RISK = "risk"
    GOOD_NEWS = "good-news"
    PARTING = "parting"
