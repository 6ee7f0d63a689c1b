"""Which questions are shown: whose moment, how deep, somewhere hard or possible."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from journal.domain.attachment import SupportFunction
from journal.domain.prompts import Depth, Prompt, PromptRole
from journal.domain.wording import PROMPT_ROLE_WORDS
from journal.services.session import Session
from journal.ui.ticks import Tick, TicksPage
from journal.ui.which import FUNCTION_WORDS


@dataclass(frozen=True, slots=True)
class Which:
    """What is chosen, at most one of each kind; nothing is everything."""

    role: PromptRole | None = None
    depth: Depth | None = None
    function: SupportFunction | None = None

    def takes(self, prompt: Prompt) -> bool:
        """Is a prompt among them? One of both functions is among those of either."""
        return (
            self.role in {None, prompt.role}
            and self.depth in {None, prompt.depth}
            and (
                self.function in {None, prompt.function}
                or prompt.function is SupportFunction.BOTH
            )
        )

    @property
    def words(self) -> str:
        """What is chosen, such as "you reached · light"; empty for everything."""
        said = []
        if self.role is not None:
            said.append(PROMPT_ROLE_WORDS[self.role])
        if self.depth is not None:
            said.append(self.depth.value)
        if self.function is not None:
            said.append(FUNCTION_WORDS[self.function])
        return " · ".join(said)


EVERY = Which()


class PromptWhichPage(TicksPage[Which]):
    """Chooses among questions; `choose` is told at once of every change."""

    def __init__(
        self, session: Session, chosen: Which, choose: Callable[[Which], object]
    ) -> None:
        super().__init__(session, chosen, EVERY, _groups(), choose)


def _groups() -> Iterator[list[Tick[Which]]]:
    yield [
        Tick(words, Which(role=role), ("role",))
        for role, words in PROMPT_ROLE_WORDS.items()
    ]
    yield [Tick(depth.value, Which(depth=depth), ("depth",)) for depth in Depth]
    yield [
        Tick(words, Which(function=function), ("function",))
        for function, words in FUNCTION_WORDS.items()
    ]
