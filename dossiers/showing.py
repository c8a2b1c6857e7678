"""A number of a source beside the number in the report, as a page shows both."""

from dossiers.models import DisputeAnswer
from dossiers.takeover import words_of
from targets.content import parts_from_json
from targets.models import Figure, SourcedCell
from targets.sheet import Words


class Comparison:
    """One cell: what the source gives, what stands in the report, what was said about it."""

    def __init__(self, cell: SourcedCell, figure: Figure | None = None):
        self.cell, self.figure = cell, figure or cell.figure

    @property
    def source(self) -> Words:
        return words_of(self.figure, parts_from_json(self.cell.given))

    @property
    def own(self) -> Words:
        """What stands in the report."""
        return words_of(self.figure, self.figure.parts)

    @property
    def is_disputed(self) -> bool:
        return self.cell.state == SourcedCell.State.DISPUTED

    @property
    def agrees(self) -> bool:
        """Whether the report says the same as the source by now."""
        return parts_from_json(self.cell.given) == self.figure.parts

    @property
    def answers(self) -> list[DisputeAnswer]:
        """What the office has said to the opinion that stands now."""
        if not self.is_disputed:
            return []
        return [answer for answer in self.cell.dispute_answers.all() if answer.at >= self.cell.at]
