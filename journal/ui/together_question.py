"""A question for two to talk about. Nothing is written here."""

from collections.abc import Sequence
from typing import ClassVar

from typing_extensions import override

from journal.domain.marks import Span, Tone
from journal.services.together import Sitting
from journal.ui.together_page import Step, StepsPage, Table


class QuestionPage(StepsPage):
    """One question, put to each of the two; the one who begins changes with each."""

    FOOTER: ClassVar = (
        "together.on",
        "together.another",
        "together.turn",
        "together.close",
    )

    def __init__(self, table: Table, sitting: Sitting) -> None:
        super().__init__(table, sitting)
        self._number = 0

    @override
    def steps(self) -> Sequence[Step]:
        questions, people = self.sitting.questions, self.sitting.people
        question = questions[self._number % len(questions)]
        order = people if self._number % 2 == 0 else people[::-1]
        return [
            Step(
                question.asked(self.other(person).name),
                head=self.by(person, Span(f"  {does}", Tone.MUTED)),
                turns=(self.turn_of(person, "tells"), self.heard(person)),
                title="a question",
            )
            for person, does in zip(order, ("begins", "goes on"), strict=True)
        ]

    def action_another(self) -> None:
        """Show another question."""
        self._number += 1
        self.begin()
