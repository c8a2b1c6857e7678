"""Taking a filled Excel file in, and writing what it holds into the reports: as shown before, all of it or nothing."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from accounts.roles import Action
from agencies import scope
from agencies.locks import tree_lock
from agencies.models import Agency
from documents.actions import files_follow_transaction, store
from targets.actions.figures import Entry, save_figures
from targets.actions.submissions import AlreadyDone, moment
from targets.checks import Parts
from targets.content import PARTS, WORDS
from targets.models import FigureUpload, Submission
from targets.permissions import can_fill
from targets.terms import Way
from targets.workbooks.comparing import Comparison, RowChange, compare, reports_of
from targets.workbooks.reading import Reading
from targets.workbooks.reports import ReportStanding, standings
from targets.workbooks.seal import Seal
from targets.workbooks.stored import Stored, stored_from

MOST_NAMES = 3


def take_in(*, by: User, paper: UploadedFile, reading: Reading, report: Submission | None = None) -> FigureUpload:
    """Keep a file that was read, with what it would change; nothing is written to any report.

    `report`: where the file was handed in for one report; other files are refused with the reason.
    """
    if report:
        _require_for(report, reading.seal)
    known = _fillable(by, reading.seal)
    figures = {figure.pk: figure for standing in known for figure in standing.figures}
    first = known[0].report
    with files_follow_transaction():
        office = first.agency if len(known) == 1 else _office_of(by, first)
        upload = FigureUpload.objects.create(
            way=Way.WORKBOOK,
            office=office,
            form=first.form,
            period=first.period,
            file=store(by=by, agency=office, upload=paper),
            rows=stored_from(reading, figures).to_json(),
            by=by,
        )
        ActionRecord.note(by, "nạp tệp Excel số liệu để xem trước", upload, reports=[row.report.pk for row in known])
    return upload


@transaction.atomic
def apply_upload(*, by: User, upload: FigureUpload, stamp: str, mine: Collection[int], today: date) -> list[Submission]:
    """Write what the person was shown into the drafts, in one transaction; answers with the reports written to.

    `stamp`: the print of what was shown. `mine`: figures that a colleague changed meanwhile and that the file wins.
    """
    tree_lock(shared=True)
    upload = FigureUpload.objects.select_for_update().get(pk=upload.pk)
    if upload.applied_at:
        raise AlreadyDone(f"Tệp này đã được ghi vào báo cáo lúc {moment(upload.applied_at)}.")
    reports = {report.pk: report for report in _held(upload)}
    found = compare(upload, user=by, today=today)
    _require_as_shown(found, stamp)
    for change in found.taken:
        entries = {row.figure.pk: entry_of(row) for row in change.rows if not row.overtaken or row.figure.pk in mine}
        report = reports[change.report.pk]
        save_figures(by=by, submission=report, entries=entries, today=today, way=Way.WORKBOOK, upload=upload)
    upload.applied_at = timezone.now()
    upload.save(update_fields=["applied_at"])
    ActionRecord.note(by, "ghi số liệu từ tệp Excel", upload, reports=[change.report.pk for change in found.taken])
    return [change.report for change in found.taken]


def may_open(user: User, upload: FigureUpload) -> bool:
    """Whether a person may see what a file holds: whoever may fill in all its reports."""
    reports = reports_of(Stored.from_json(upload.rows))
    return bool(reports) and all(can_fill(user, report) for report in reports)


def entry_of(row: RowChange) -> Entry:
    """What the file gives a figure, against the revision that was on file when it was shown."""
    parts = Parts(**{name: row.content[name] for name in PARTS})
    return Entry(parts=parts, seen=row.figure.revision, **{name: row.content[name] for name in WORDS})


def _held(upload: FigureUpload) -> list[Submission]:
    """The reports of a file, held until the end of the transaction, always in the same order."""
    rows = Submission.objects.select_for_update(of=("self",)).filter(pk__in=Stored.from_json(upload.rows).reports)
    return list(rows.order_by("pk"))


def _require_as_shown(found: Comparison, stamp: str) -> None:
    if found.stamp != stamp:
        raise ValidationError(
            "Có số liệu hoặc báo cáo vừa thay đổi sau khi anh/chị mở trang này, nên chưa ghi gì. Xem lại các chỗ khác nhau "
            "bên dưới rồi bấm ghi lần nữa."
        )
    if not found.may_apply:
        raise ValidationError("Tệp còn chỗ sai hoặc không có gì thay đổi, nên không ghi. Sửa trong tệp rồi nạp lại.")


def _require_for(report: Submission, seal: Seal) -> None:
    """Refuse a file that was made for something else, naming what differs."""
    if seal.reports == (report.pk,):
        return
    if report.pk in seal.reports:
        raise ValidationError(f"Tệp này gồm nhiều đơn vị ({seal.about}). Hãy nạp ở trang “Nhập bằng Excel”.")
    differs = "khác biểu mẫu" if seal.form != report.form_id else "khác đơn vị"
    if seal.form == report.form_id and seal.period != report.period_id:
        differs = "khác kỳ báo cáo"
    raise ValidationError(
        f"Tệp này là {seal.about}, {differs}. Trang này chỉ nhận tệp của báo cáo {report}. Hãy chọn đúng tệp."
    )


def _fillable(by: User, seal: Seal) -> list[ReportStanding]:
    """The reports of a file; refused where the person may not fill one in, or none takes figures any more."""
    reports = Submission.objects.filter(pk__in=seal.reports, form=seal.form, period=seal.period)
    known = standings(by, reports_of(Stored([*reports.values_list("pk", flat=True)])))
    if not known:
        raise ValidationError(f"Báo cáo của tệp này ({seal.about}) không còn. Hãy tải tệp mới.")
    if not_theirs := [row.report.agency.name for row in known if not can_fill(by, row.report)]:
        names = ", ".join(not_theirs[:MOST_NAMES]) + ("…" if len(not_theirs) > MOST_NAMES else "")
        raise ValidationError(f"Anh/chị không được nhập số liệu cho: {names}. Hãy dùng tệp anh/chị tự tải về.")
    if not any(row.may_enter for row in known):
        raise ValidationError(f"{known[0].may_enter.reason} Tệp không được nạp.")
    return known


def _office_of(by: User, report: Submission) -> Agency:
    """The highest agency of the person's own for which they fill in reports; of an administrator, the form's owner."""
    own = scope.acts_for(by, Action.ENTER_FIGURES).filter(pk__in=scope.own_agencies(by))
    return own.order_by("depth", "pk").first() or report.form.owner
