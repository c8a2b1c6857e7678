"""How one figure came to be what it is: every change, the steps of its report, its corrections, its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User
from targets.checking import asked_of
from targets.content import PARTS, WORDS, content_of, parts_from_json, to_json
from targets.models import Correction, Figure, FigureChange, SourcedCell, SubmissionEvent
from targets.sheet import figure_words
from targets.terms import Way

LABELS = {
    "note": "Ghi chú",
    "cause_and_remedy": "Nguyên nhân, giải pháp",
    "explanation": "Thuyết minh",
}
DECIDED = {
    Correction.State.APPROVED: "duyệt đính chính; số liệu thay đổi từ lúc này",
    Correction.State.REFUSED: "không chấp nhận đính chính",
    Correction.State.WITHDRAWN: "rút đề nghị đính chính",
}
SETTLED = {
    SourcedCell.State.CONFIRMED: "đối chiếu số lấy từ nguồn: đúng",
    SourcedCell.State.DISPUTED: "có ý kiến khác về số lấy từ nguồn",
}


@dataclass(frozen=True)
class Deed:
    """One line of the history: who did what and when; what differed (label, old, new), why, and which correction."""

    at: datetime
    by: User | None
    verb: str
    note: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    correction: Correction | None = None


def deeds_of(figure: Figure, *, with_reasons: bool = True) -> list[Deed]:
    """Everything that happened to the figure, newest first; five queries.

    `with_reasons`: why its report came back, which may name other agencies' figures: for who reads the whole report.
    """
    deeds = [*_steps(figure, with_reasons), *_writing(figure), *_corrections(figure), *_settling(figure)]
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)


def words_of(figure: Figure, kept: Mapping[str, object]) -> str:
    """Parts kept as JSON, in one line: "97,3% (973 / 1.000)"."""
    steps = tuple(figure.indicator.grade_steps)
    shown, beside = figure_words(asked_of(figure.indicator, figure.typed), parts_from_json(kept), steps)
    return f"{shown} ({beside})" if beside else shown


def _writing(figure: Figure) -> list[Deed]:
    """Each change with what stood before and after it, walking back from what stands now."""
    after = to_json(content_of(figure))
    deeds, changes = [], figure.changes.select_related("by", "upload__file").order_by("-at", "-pk")
    for change in changes:
        before = after | change.old
        if change.way != Way.CORRECTION:  # said where it was agreed to
            deeds.append(Deed(change.at, change.by, _verb(change), changes=_differences(figure, change, before, after)))
        after = before
    is_first_known = parts_from_json(after).is_given and figure.recorded_at and not deeds
    if is_first_known:
        given = [("Số liệu", "", words_of(figure, after))]
        deeds.append(Deed(figure.recorded_at, figure.recorded_by, "nhập số liệu", figure.source, given))
    if figure.submission_id is None and figure.approved_at:
        deeds.append(Deed(figure.approved_at, figure.approved_by, "xác nhận số liệu"))
    return deeds


def _verb(change: FigureChange) -> str:
    if change.upload:
        return f"{change.get_way_display()} “{change.upload.file}”"
    return "nhập, sửa số liệu" if change.way == Way.TYPED else change.get_way_display()


def _differences(figure: Figure, change: FigureChange, before: dict, after: dict) -> list[tuple[str, str, str]]:
    rows = []
    if any(name in change.new for name in PARTS):
        rows.append(("Số liệu", words_of(figure, before), words_of(figure, after)))
    return rows + [(LABELS[name], before[name], after[name]) for name in WORDS if name in change.new]


def _steps(figure: Figure, with_reasons: bool) -> Iterable[Deed]:
    """The steps of its report; corrections of other figures are theirs."""
    if figure.submission_id is None:
        return []
    events = figure.submission.events.exclude(kind=SubmissionEvent.Kind.CORRECTED).select_related("by")
    return [
        Deed(event.at, event.by, f"báo cáo: {event.get_kind_display()}", event.reason if with_reasons else "")
        for event in events
    ]


def _corrections(figure: Figure) -> Iterable[Deed]:
    for correction in figure.corrections.select_related("requested_by", "decided_by"):
        change = [("Số liệu", words_of(figure, correction.old), words_of(figure, correction.new))]
        yield Deed(
            correction.requested_at,
            correction.requested_by,
            "đề nghị đính chính",
            correction.reason,
            change,
            correction,
        )
        if correction.decided_at:
            decided = change if correction.state == Correction.State.APPROVED else []
            verb = DECIDED[correction.state]
            yield Deed(correction.decided_at, correction.decided_by, verb, correction.answer, decided, correction)


def _settling(figure: Figure) -> Iterable[Deed]:
    cell = SourcedCell.objects.filter(figure=figure, at__isnull=False).select_related("by").first()
    return [Deed(cell.at, cell.by, SETTLED[cell.state], cell.reason)] if cell and cell.state in SETTLED else []
