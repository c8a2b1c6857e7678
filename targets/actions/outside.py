"""Figures that somebody else publishes (SIPAS, PAR Index): one person records them, another confirms."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from agencies.models import Agency
from documents.actions import files_follow_transaction, store
from periods.models import ReportingPeriod
from targets import rollup
from targets.actions.submissions import AlreadyDone, moment
from targets.checking import asked_of
from targets.checks import Parts, check_alone
from targets.models import Figure, Indicator
from targets.terms import SourceKind, Typed


def record_outside(
    *,
    by: User,
    indicator: Indicator,
    agency: Agency,
    period: ReportingPeriod,
    parts: Parts,
    source: str,
    uploads: Iterable[UploadedFile] = (),
    today: date,
) -> Figure:
    """Write a published figure down; it does not count until a second person has confirmed it."""
    require_lawful(indicator, period, parts, source, today)
    with files_follow_transaction():
        tree_lock(shared=True)
        _require_new(indicator, agency, period)
        figure = Figure(
            indicator=indicator,
            agency=agency,
            reported_by=indicator.owner or agency,
            period=period,
            typed=Typed.AS_OF,
            source=source.strip(),
            recorded_by=by,
            recorded_at=timezone.now(),
            is_sample=agency.is_sample,
        )
        figure.take(parts)
        figure.save()
        _keep_papers(by, figure, uploads)
        ActionRecord.note(by, "nhập số liệu do bên ngoài công bố", figure)
        rollup.recount_figures([figure])
    return figure


def change_outside(
    *, by: User, figure: Figure, seen: str, parts: Parts, source: str, uploads: Iterable[UploadedFile] = (), today: date
) -> Figure:
    """Mend a published figure that nobody has confirmed yet. `seen`: its stamp when the page was opened."""
    require_lawful(figure.indicator, figure.period, parts, source, today)
    with files_follow_transaction():
        figure = _locked(figure)
        _require_unconfirmed(figure)
        _require_seen(figure, seen)
        figure.take(parts)
        figure.source = source.strip()
        figure.recorded_by, figure.recorded_at = by, timezone.now()
        figure.changed_at = figure.recorded_at
        figure.save()
        _keep_papers(by, figure, uploads)
        ActionRecord.note(by, "sửa số liệu do bên ngoài công bố", figure)
    return figure


@transaction.atomic
def confirm_outside(*, by: User, figure: Figure, seen: str) -> Figure:
    """A second person has compared the figure with its source; from here on it counts."""
    figure = _locked(figure)
    _require_unconfirmed(figure)
    if figure.recorded_by == by:
        raise ValidationError("Người nhập không tự xác nhận số liệu của mình.")
    _require_seen(figure, seen)
    figure.approved_by, figure.approved_at = by, timezone.now()
    figure.save(update_fields=["approved_by", "approved_at"])
    ActionRecord.note(by, "xác nhận số liệu do bên ngoài công bố", figure)
    rollup.recount_figures([figure])
    return figure


def stamp(figure: Figure) -> str:
    """What changes whenever the figure is saved, for a page to carry along."""
    return figure.changed_at.isoformat()


def require_lawful(indicator: Indicator, period: ReportingPeriod, parts: Parts, source: str, today: date) -> None:
    """The figure satisfies its checks and says where it was published."""
    if indicator.source_kind != SourceKind.OUTSIDE:
        raise ValidationError({"indicator": "Chỉ tiêu này do đơn vị báo cáo, không nhập ở trang này."})
    days = (period.data_from, period.data_to)
    problems = {
        problem.field: problem.message
        for problem in check_alone(asked_of(indicator, Typed.AS_OF), parts, days=days, today=today)
    }
    if not source.strip():
        problems["source"] = "Ghi nguồn: số, ngày văn bản hoặc ấn phẩm công bố."
    if problems:
        raise ValidationError(problems)


def _require_new(indicator: Indicator, agency: Agency, period: ReportingPeriod) -> None:
    ReportingPeriod.objects.select_for_update().get(pk=period.pk)  # two people recording the same figure queue up here
    if Figure.objects.filter(indicator=indicator, agency=agency, period=period).exists():
        raise ValidationError(f"{indicator.name} của {agency}, {period} đã có trong danh sách. Mở dòng đó để sửa.")


def _locked(figure: Figure) -> Figure:
    tree_lock(shared=True)
    names = ("indicator__owner", "agency", "period", "recorded_by", "approved_by")
    return Figure.objects.select_for_update(of=("self",)).select_related(*names).get(pk=figure.pk)


def _require_unconfirmed(figure: Figure) -> None:
    if figure.approved_at:
        raise AlreadyDone(f"Số liệu này đã được {figure.approved_by} xác nhận lúc {moment(figure.approved_at)}.")


def _require_seen(figure: Figure, seen: str) -> None:
    if stamp(figure) != seen:
        raise ValidationError(
            f"{figure.recorded_by} đã sửa số liệu này lúc {moment(figure.changed_at)}, sau khi anh/chị mở trang. "
            "Xem lại số liệu đang lưu rồi làm tiếp."
        )


def _keep_papers(by: User, figure: Figure, uploads: Iterable[UploadedFile]) -> None:
    figure.evidence.add(*[store(by=by, agency=figure.agency, upload=upload) for upload in uploads])
