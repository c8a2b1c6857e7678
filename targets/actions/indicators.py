"""What people do with the library of indicators: enter, correct, retire; and mark whom an indicator does not concern."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from targets import rollup
from targets.indicator_checks import Described, faults
from targets.judged import GIVEN
from targets.kinds import PARTS, shape_of
from targets.models import Exemption, Figure, Indicator, Publication
from targets.terms import Kind, SourceKind
from ui.days import write_day
from ui.revisions import require_revision
from ui.vietnamese import fold, sort_key

FIXED_ONCE_REPORTED = ("kind", "part_of_id", "across_periods", "across_agencies", "grade_steps", "source_kind")
KIND_OF_TEXT = ("unit", "numerator_label", "denominator_label", "case_noun", "failed_noun")


@transaction.atomic
def create_indicator(*, by: User, indicator: Indicator, publications: Sequence[Publication] = ()) -> Indicator:
    """Enter an indicator; without a code it takes the next free one."""
    indicator.code = indicator.code or _next_code()
    _save(by, indicator, publications)
    ActionRecord.note(by, "thêm chỉ tiêu thống kê", indicator)
    return indicator


@transaction.atomic
def edit_indicator(
    *, by: User, indicator: Indicator, revision: int, publications: Sequence[Publication] = ()
) -> Indicator:
    """Correct an indicator. Once figures exist, what they are made of stays as it is."""
    tree_lock()
    on_file = Indicator.objects.select_for_update(of=["self"]).select_related("changed_by").get(pk=indicator.pk)
    require_revision(
        on_file.revision,
        revision,
        "chỉ tiêu thống kê này",
        saved_by=on_file.changed_by,
        saved_at=on_file.changed_at,
    )
    _refuse_change_under_figures(on_file, indicator)
    indicator.revision = on_file.revision + 1
    _save(by, indicator, publications)
    ActionRecord.note(by, "sửa chỉ tiêu thống kê", indicator)
    if any(getattr(on_file, name) != getattr(indicator, name) for name in FIXED_ONCE_REPORTED):
        rollup.recount_indicator(indicator.pk)
    return indicator


@transaction.atomic
def exempt(*, by: User, exemption: Exemption) -> Exemption:
    """Mark that an indicator does not concern an agency, from a day, with a reason."""
    tree_lock(shared=True)
    Indicator.objects.select_for_update().get(pk=exemption.indicator_id)
    if _overlapping(exemption).exists():
        raise ValidationError({"agency": f"{exemption.agency} đã được đánh dấu không áp dụng trong thời gian này."})
    exemption.by = by
    exemption.full_clean()
    exemption.save()
    ActionRecord.note(
        by, f"đánh dấu không áp dụng với {exemption.agency}", exemption.indicator, reason=exemption.reason
    )
    rollup.recount([exemption.agency_id], indicators=[exemption.indicator_id], touch=True)
    return exemption


@transaction.atomic
def end_exemption(*, by: User, exemption: Exemption, day: date) -> None:
    """From a day on the indicator concerns the agency again."""
    tree_lock(shared=True)
    exemption = (
        Exemption.objects.select_for_update(of=["self"]).select_related("agency", "indicator").get(pk=exemption.pk)
    )
    if exemption.until:
        raise ValidationError(f"Đánh dấu này đã kết thúc từ ngày {write_day(exemption.until)}.")
    if exemption.from_day and day <= exemption.from_day:
        raise ValidationError({"until": f"Chọn ngày sau {write_day(exemption.from_day)}."})
    exemption.until = day
    exemption.save(update_fields=["until"])
    ActionRecord.note(by, f"áp dụng lại với {exemption.agency} từ ngày {write_day(day)}", exemption.indicator)
    rollup.recount([exemption.agency_id], indicators=[exemption.indicator_id], touch=True)


def has_figures(indicator: Indicator) -> bool:
    """Whether anybody has given a figure of it."""
    return Figure.objects.filter(GIVEN, indicator=indicator).exists()


def fixed_fields(indicator: Indicator) -> list[str]:
    """The form's fields that may no longer change, because figures exist."""
    return [name.removesuffix("_id") for name in FIXED_ONCE_REPORTED] if has_figures(indicator) else []


def _save(by: User, indicator: Indicator, publications: Sequence[Publication]) -> None:
    """Drop what the kind does not ask for, check, and write the indicator with its publication days."""
    indicator.code = indicator.code.strip().upper()
    _leave_out_what_the_kind_does_not_ask(indicator)
    if found := faults(_described(indicator, publications)):
        raise ValidationError(found)
    indicator.search_text = fold(f"{indicator.code} {indicator.name}")
    indicator.sort_key = sort_key(indicator.name)
    indicator.changed_by, indicator.changed_at = by, timezone.now()
    indicator.full_clean()
    _write(indicator)
    indicator.publications.all().delete()
    for row in publications:
        row.indicator = indicator
    Publication.objects.bulk_create(publications)


def _write(indicator: Indicator) -> None:
    """Save; a code that somebody took at this very moment is told like any other that is taken."""
    try:
        with transaction.atomic():
            indicator.save()
    except IntegrityError:
        raise ValidationError({"code": "Mã chỉ tiêu này vừa được người khác dùng. Bấm lưu lần nữa."}) from None


def _leave_out_what_the_kind_does_not_ask(indicator: Indicator) -> None:
    asks = shape_of(indicator.kind).asks
    for name in {*KIND_OF_TEXT} - {*asks}:
        setattr(indicator, name, "")
    if not {*PARTS} <= {*asks}:
        indicator.may_exceed = False
    if indicator.kind != Kind.GRADE:
        indicator.grade_steps = []
    if indicator.source_kind != SourceKind.NAMED:
        indicator.source_agency = None


def _described(indicator: Indicator, publications: Sequence[Publication]) -> Described:
    return Described(
        kind=indicator.kind,
        unit=indicator.unit,
        numerator_label=indicator.numerator_label,
        denominator_label=indicator.denominator_label,
        across_periods=indicator.across_periods,
        across_agencies=indicator.across_agencies,
        grade_steps=tuple(indicator.grade_steps),
        source_kind=indicator.source_kind,
        has_source_agency=indicator.source_agency_id is not None,
        publication_years=tuple(row.year for row in publications),
        kind_of_whole=indicator.part_of.kind if indicator.part_of else None,
        kind_of_origin=indicator.split_from.kind if indicator.split_from else None,
        is_in_circle=_is_in_circle(indicator),
    )


def _is_in_circle(indicator: Indicator) -> bool:
    """Whether, going up from "trong đó" to whole, one comes back to the indicator itself."""
    whole, seen = indicator.part_of, set()
    while whole is not None and whole.pk not in seen:
        if indicator.pk and whole.pk == indicator.pk:
            return True
        seen.add(whole.pk)
        whole = whole.part_of
    return False


def _refuse_change_under_figures(on_file: Indicator, indicator: Indicator) -> None:
    changed = [name for name in FIXED_ONCE_REPORTED if getattr(on_file, name) != getattr(indicator, name)]
    if changed and has_figures(on_file):
        words = "Đã có đơn vị báo cáo số liệu theo chỉ tiêu này nên không đổi được mục này. Lập chỉ tiêu mới và thôi dùng chỉ tiêu cũ."
        raise ValidationError({name.removesuffix("_id"): words for name in changed})


def _next_code() -> str:
    taken = Indicator.objects.filter(code__regex=r"^CT[0-9]+$").values_list("code", flat=True)
    return f"CT{max((int(code[2:]) for code in taken), default=0) + 1:02}"


def _overlapping(exemption: Exemption):
    same = Exemption.objects.filter(indicator=exemption.indicator, agency=exemption.agency)
    rows = same.exclude(until__isnull=False, until__lte=exemption.from_day) if exemption.from_day else same
    return rows.exclude(from_day__gte=exemption.until) if exemption.until else rows
