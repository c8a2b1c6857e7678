"""Taking a file of a source over: read and kept first, written once, all reports together or none."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from documents.actions import files_follow_transaction, store
from documents.checks import check_table
from dossiers.models import DossierSource, Loading
from dossiers.reading import read_export, rows_of
from dossiers.takeover import Brought, Takeover, takeover_of
from periods.models import ReportingPeriod
from targets.actions.figures import Entry, save_figures
from targets.actions.submissions import AlreadyDone, moment
from targets.models import Figure, FigureUpload, SourcedCell, Submission
from targets.terms import Way
from ui.days import write_day

SOURCE_LENGTH = Figure._meta.get_field("source").max_length


def read_file(*, by: User, source: DossierSource, period: ReportingPeriod, upload: UploadedFile) -> Loading:
    """Read a file for one period and keep it with what was read. No report changes."""
    headings = list(dict.fromkeys(source.mapped.values_list("heading", flat=True)))
    if not headings:
        raise ValidationError("Nguồn này chưa nối cột nào. Nối cột trước rồi nạp tệp.")
    rows = rows_of(read_export(upload), source, headings)
    with files_follow_transaction():
        kept = FigureUpload.objects.create(
            way=Way.SOURCE,
            office=source.office,
            form=source.form,
            period=period,
            file=store(by=by, agency=source.office, upload=upload, check=check_table),
            rows=[row.packed() for row in rows],
            by=by,
        )
        loading = Loading.objects.create(upload=kept, source=source)
        ActionRecord.note(by, "đọc tệp số liệu hồ sơ", loading, rows=len(rows))
    return loading


def take_over(*, by: User, loading: Loading, digest: str, today: date) -> Loading:
    """Write exactly what the person has seen (`digest`) into all reports as drafts, in one transaction."""
    with files_follow_transaction():
        loading = _locked(loading)
        _hold_reports(loading)
        plan = takeover_of(loading, today)
        if plan.digest != digest:
            raise ValidationError(
                "Số liệu trong các báo cáo, hoặc cách nối cột, đã thay đổi sau khi anh/chị mở trang này, nên chưa ghi gì. "
                "Xem lại các thay đổi bên dưới rồi bấm ghi lần nữa."
            )
        if not plan.to_write:
            raise ValidationError("Tệp này không làm thay đổi ô nào, không có gì để ghi.")
        _write(by, loading, plan, today)
    return loading


def source_words(loading: Loading) -> str:
    """What a figure says of where it comes from: system, file, day."""
    tail = f", tệp {loading.upload.file}, ngày {write_day(timezone.localdate(loading.upload.at))}"
    if len(loading.source.name) + len(tail) > SOURCE_LENGTH:
        tail = tail[: SOURCE_LENGTH - len(loading.source.name) - 1] + "…"
    return f"{loading.source.name}{tail}"


def _locked(loading: Loading) -> Loading:
    tree_lock(shared=True)
    upload = FigureUpload.objects.select_for_update(of=("self",)).select_related("by").get(pk=loading.upload_id)
    if upload.applied_at:
        raise AlreadyDone(f"Tệp này đã được ghi vào các báo cáo lúc {moment(upload.applied_at)}.")
    names = ("source__office", "source__form", "upload__file", "upload__period", "upload__by")
    return Loading.objects.select_related(*names).get(pk=loading.pk)


def _hold_reports(loading: Loading) -> None:
    """Hold every report that the file may reach, in one order."""
    reports = Submission.objects.filter(
        form=loading.source.form, period=loading.upload.period, agency__path__startswith=loading.source.office.path
    )
    list(reports.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _write(by: User, loading: Loading, plan: Takeover, today: date) -> None:
    by_report: dict[int, list[Brought]] = defaultdict(list)
    for one in plan.changes:
        by_report[one.figure.submission_id].append(one)
    for _, brought in sorted(by_report.items()):
        save_figures(
            by=by,
            submission=brought[0].figure.submission,
            entries={one.figure.pk: entry_of(one) for one in brought},
            today=today,
            way=Way.SOURCE,
            upload=loading.upload,
        )
    _mark(loading, plan.to_write)
    loading.upload.applied_at = timezone.now()
    loading.upload.save(update_fields=["applied_at"])
    loading.written_count, loading.report_count = len(plan.changes), len(by_report)
    loading.save(update_fields=["written_count", "report_count"])
    ActionRecord.note(by, "nạp số liệu hồ sơ vào báo cáo", loading, cells=len(plan.changes), reports=len(by_report))


def entry_of(one: Brought) -> Entry:
    """The source's number beside the words that the agency gave."""
    figure = one.figure
    return Entry(
        one.parts,
        note=figure.note,
        cause_and_remedy=figure.cause_and_remedy,
        explanation=figure.explanation,
        seen=figure.revision,
    )


def _mark(loading: Loading, brought: Sequence[Brought]) -> None:
    """Keep of each figure what the source gave; a disputed one keeps its dispute, any other is to be looked at again."""
    fresh, known = [], []
    for one in brought:
        cell, is_disputed = one.cell, one.is_disputed
        (known if cell else fresh).append(cell := cell or SourcedCell(figure_id=one.figure.pk))
        cell.upload, cell.given = loading.upload, one.given
        if not is_disputed:
            cell.state, cell.reason, cell.by, cell.at = SourcedCell.State.GIVEN, "", None, None
    SourcedCell.objects.bulk_create(fresh)
    SourcedCell.objects.bulk_update(known, ["upload", "given", "state", "reason", "by", "at"])
    figures = [one.figure.pk for one in brought if not one.is_disputed]
    Figure.objects.filter(pk__in=figures).update(source=source_words(loading))
