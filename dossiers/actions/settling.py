"""An agency confirms a source's number, or disputes it with a reason and types its own; the office answers."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from dossiers.actions.loading import source_words
from dossiers.models import DisputeAnswer, Loading
from targets.actions.figures import Entry, opened_for_entry, save_figures
from targets.actions.submissions import AlreadyDone
from targets.content import parts_from_json, print_of
from targets.models import Figure, SourcedCell, Submission
from targets.terms import Way

State = SourcedCell.State
LONGEST_REASON = 1000


@transaction.atomic
def confirm(*, by: User, figure: Figure, seen: str) -> None:
    """The agency has compared the number with its own books: it is right."""
    cell = _held(figure)
    if cell.state == State.CONFIRMED:
        raise AlreadyDone(f"Số này đã được {cell.by} đối chiếu.")
    if cell.state == State.DISPUTED:
        raise ValidationError("Đơn vị đang có ý kiến khác về số này. Rút ý kiến để dùng lại số của nguồn.")
    _require_seen(cell, seen)
    _put(cell, State.CONFIRMED, by)
    ActionRecord.note(by, "xác nhận số lấy từ nguồn", cell.figure)


@transaction.atomic
def confirm_all(*, by: User, submission: Submission, seen: str) -> int:
    """Every number of a report that nobody has compared yet; says how many."""
    opened_for_entry(submission)
    cells = waiting_in(submission).select_for_update(of=("self",))
    if not cells:
        raise AlreadyDone("Không còn số nào chờ đối chiếu.")
    if print_of_all(cells) != seen:
        raise ValidationError(NEWER)
    now = timezone.now()
    for cell in cells:
        cell.state, cell.by, cell.at, cell.reason = State.CONFIRMED, by, now, ""
    SourcedCell.objects.bulk_update(cells, ["state", "by", "at", "reason"])
    ActionRecord.note(by, "xác nhận mọi số lấy từ nguồn", submission, cells=len(cells))
    return len(cells)


@transaction.atomic
def dispute(*, by: User, figure: Figure, seen: str, reason: str) -> None:
    """The agency says why the number is not right; from here on it types its own."""
    cell = _held(figure)
    reason = reason.strip()
    if cell.state == State.DISPUTED:
        raise AlreadyDone("Đơn vị đã có ý kiến khác về số này.")
    if not reason:
        raise ValidationError({"reason": "Ghi lý do số của nguồn chưa đúng."})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": f"Lý do dài quá {LONGEST_REASON} ký tự."})
    _require_seen(cell, seen)
    _put(cell, State.DISPUTED, by, reason)
    Figure.objects.filter(pk=cell.figure_id).update(source="")
    ActionRecord.note(by, "có ý kiến khác về số lấy từ nguồn", cell.figure, reason=reason)


@transaction.atomic
def withdraw_dispute(*, by: User, figure: Figure, seen: str, today: date) -> None:
    """The agency takes the source's number after all: it stands in the report again, as compared."""
    cell = _held(figure)
    if cell.state != State.DISPUTED:
        raise AlreadyDone("Ý kiến này đã được rút.")
    _require_seen(cell, seen)
    figure = cell.figure
    words = {name: getattr(figure, name) for name in ("note", "cause_and_remedy", "explanation")}
    save_figures(
        by=by,
        submission=figure.submission,
        entries={figure.pk: Entry(parts_from_json(cell.given), **words)},
        today=today,
        way=Way.SOURCE,
        upload=cell.upload,
    )
    _put(cell, State.CONFIRMED, by)
    loading = Loading.objects.select_related("source", "upload__file").get(upload=cell.upload_id)
    Figure.objects.filter(pk=figure.pk).update(source=source_words(loading))
    ActionRecord.note(by, "rút ý kiến khác về số lấy từ nguồn", figure)


@transaction.atomic
def answer(*, by: User, figure: Figure, accepted: bool, words: str = "") -> DisputeAnswer:
    """The office lets the agency's number stand, or asks on. Whoever confirms the report decides in the end."""
    cell = SourcedCell.objects.select_for_update(of=("self",)).select_related("figure").get(figure=figure)
    words = words.strip()
    if cell.state != State.DISPUTED:
        raise ValidationError("Đơn vị đã rút ý kiến, không còn gì để trả lời.")
    if cell.by == by:
        raise ValidationError("Người nêu ý kiến không tự trả lời ý kiến của mình.")
    if not accepted and not words:
        raise ValidationError({"words": "Ghi điều cần đơn vị làm rõ."})
    if len(words) > LONGEST_REASON:
        raise ValidationError({"words": f"Ý kiến dài quá {LONGEST_REASON} ký tự."})
    made = DisputeAnswer.objects.create(cell=cell, accepted=accepted, words=words, by=by)
    ActionRecord.note(by, "trả lời ý kiến về số lấy từ nguồn", cell.figure, accepted=accepted)
    return made


def waiting_in(submission: Submission):
    """The numbers of a report that nobody has compared yet."""
    return SourcedCell.objects.filter(figure__submission=submission, state=State.GIVEN).order_by("pk")


def print_of_all(cells) -> str:
    """A short print of what a list of cells gives, equal where a person would see the same."""
    return print_of({str(cell.pk): sorted(cell.given.items()) for cell in cells})


NEWER = "Nguồn vừa nạp số mới sau khi anh/chị mở trang này, nên chưa ghi gì. Xem lại số của nguồn rồi bấm lần nữa."


def _held(figure: Figure) -> SourcedCell:
    """The cell as on file, its report held and still open for entry."""
    opened_for_entry(figure.submission)
    names = ("figure__submission", "upload", "by")
    return SourcedCell.objects.select_for_update(of=("self",)).select_related(*names).get(figure=figure)


def _require_seen(cell: SourcedCell, seen: str) -> None:
    if print_of(cell.given) != seen:
        raise ValidationError(NEWER)


def _put(cell: SourcedCell, state: State, by: User, reason: str = "") -> None:
    cell.state, cell.by, cell.at, cell.reason = state, by, timezone.now(), reason
    cell.save(update_fields=["state", "by", "at", "reason"])
