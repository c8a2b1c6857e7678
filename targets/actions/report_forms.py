"""Making and changing report forms; proposing one from the targets of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.models import Agency, AgencyGroup
from periods.period import Calendar, Period, periods_of
from plans.models import Plan
from targets.form_days import LineGround, opened_periods, periods_to_begin, usual_beginning
from targets.models import FormLine, Indicator, ReportForm, TargetVersion
from targets.terms import AcrossPeriods, Kind, SourceKind, Typed
from ui.revisions import require_revision

USUALLY_TYPED = {
    Kind.RATIO: Typed.FLOW,
    Kind.RATIO_OF_STOCKS: Typed.AS_OF,
    Kind.COUNT: Typed.FLOW,
    Kind.STOCK: Typed.AS_OF,
    Kind.LEVEL: Typed.FLOW,
    Kind.GRADE: Typed.AS_OF,
    Kind.RANK: Typed.AS_OF,
    Kind.YES_NO: Typed.FLOW,
}
MOST_LINES = 200


@dataclass(frozen=True)
class LineValues:
    """One line as it was typed; `pk` None for a new one."""

    indicator: Indicator
    pk: int | None = None
    order: int = 0
    section: str = ""
    typed: str = ""
    group: AgencyGroup | None = None
    about_group: AgencyGroup | None = None

    @property
    def typed_or_usual(self) -> Typed:
        return Typed(self.typed) if self.typed else USUALLY_TYPED[Kind(self.indicator.kind)]


@dataclass(frozen=True)
class FormValues:
    """A form's own fields as they were typed."""

    code: str
    name: str
    owner: Agency
    checker: Agency
    calendar: str
    groups: Sequence[AgencyGroup] = ()
    agencies: Sequence[Agency] = ()
    from_day: date | None = None
    until: date | None = None
    needs_leader: bool = False
    with_tasks: bool = False
    most_explanations: int = 5


FIELDS = (
    "code",
    "name",
    "owner",
    "checker",
    "calendar",
    "from_day",
    "until",
    "needs_leader",
    "with_tasks",
    "most_explanations",
)


class LineRefused(ValidationError):
    """A refusal that belongs to one line: its place in the list as it was typed."""

    def __init__(self, place: int, message: dict[str, str]):
        self.place = place
        super().__init__(message)


@transaction.atomic
def create_form(*, by: User, values: FormValues, lines: Sequence[LineValues]) -> ReportForm:
    """A new form with its lines."""
    form = ReportForm()
    _set(form, by, values)
    _keep_lines(form, lines, None)
    ActionRecord.note(by, "lập biểu mẫu", form)
    return form


@transaction.atomic
def change_form(
    *,
    by: User,
    form: ReportForm,
    revision: int,
    values: FormValues,
    lines: Sequence[LineValues],
    begins: Period | None = None,
) -> ReportForm:
    """Changes a form; what was opened before keeps its own rows.

    begins: the first period for which the lines hold as they now are; None for the next one not opened yet.
    """
    form = ReportForm.objects.select_for_update().get(pk=form.pk)
    require_revision(form.revision, revision, "biểu mẫu này", saved_by=form.changed_by, saved_at=form.changed_at)
    if form.calendar != values.calendar and form.submissions.exists():
        raise ValidationError(
            {"calendar": "Biểu đã mở kỳ, không đổi loại kỳ được. Kết thúc biểu này và lập biểu mới cho loại kỳ khác."}
        )
    begins = _beginning(form, begins)
    form.revision += 1
    _set(form, by, values)
    _require_opened_inside(form)
    _keep_lines(form, lines, begins)
    ActionRecord.note(by, "sửa biểu mẫu", form, **({"begins": begins.slug} if begins else {}))
    return form


def _beginning(form: ReportForm, begins: Period | None) -> Period | None:
    """The period from which a change holds; None while nothing was opened."""
    possible = periods_to_begin(form)
    if not possible or begins is None:
        return usual_beginning(form, possible)
    calendar = Calendar(form.calendar)
    if begins < possible[0] or begins not in periods_of(calendar, begins.year):
        raise ValidationError({"begins": f"Thay đổi áp dụng được từ {possible[0]} trở đi, theo {calendar.label}."})
    return begins


def _require_opened_inside(form: ReportForm) -> None:
    """The first and last period of a form hold what was opened: its reports are on file."""
    for period in opened_periods(form):
        if form.from_day and period.data_to < form.from_day:
            raise ValidationError({"first_period": f"Biểu đã mở {period}; kỳ đầu phải từ kỳ đó trở về trước."})
        if form.until and form.until <= period.data_to:
            raise ValidationError({"last_period": f"Biểu đã mở {period}; kỳ cuối phải từ kỳ đó trở đi."})


def _set(form: ReportForm, by: User, values: FormValues) -> None:
    if not values.groups and not values.agencies:
        raise ValidationError({"groups": "Chọn ít nhất một nhóm hoặc một đơn vị phải báo cáo."})
    _require_below(values)
    for name in FIELDS:
        setattr(form, name, getattr(values, name))
    form.changed_by, form.changed_at = by, timezone.now()
    form.full_clean(exclude=["changed_by"])
    form.save()
    form.groups.set(values.groups)
    form.agencies.set(values.agencies)


def _require_below(values: FormValues) -> None:
    """A form asks only the issuing agency and those below it; what it asks of others it would also confirm."""
    owner = values.owner
    outside = [agency for agency in values.agencies if not agency.path.startswith(owner.path)]
    if outside:
        names = ", ".join(str(agency) for agency in outside[:5])
        raise ValidationError({"agencies": f"Không thuộc {owner}: {names}. Chỉ chọn {owner} và đơn vị cấp dưới."})
    for group in values.groups:
        _require_group_below(owner, group, "groups")


def _require_group_below(owner: Agency, group: AgencyGroup, field: str) -> None:
    if not AgencyGroup.objects.within(owner).filter(pk=group.pk).exists():
        text = (
            f"Nhóm “{group}” có đơn vị không thuộc {owner}. Chọn nhóm chỉ gồm đơn vị cấp dưới, hoặc chọn từng đơn vị."
        )
        raise ValidationError({field: text})


def _keep_lines(form: ReportForm, lines: Sequence[LineValues], begins: Period | None) -> None:
    """The lines as typed, holding from a period on; one left out ends there, and goes where it never held.

    A line that names another indicator than before is another line.
    """
    if not lines:
        raise ValidationError("Biểu mẫu cần ít nhất một dòng. Thêm chỉ tiêu thống kê ở cuối trang.")
    if len(lines) > MOST_LINES:
        raise ValidationError(f"Biểu mẫu nhiều nhất {MOST_LINES} dòng. Chia thành nhiều biểu.")
    open_lines = {line.pk: line for line in form.lines.filter(until__isnull=True).select_related("indicator")}
    _require_lawful(form.owner, lines)
    ground = LineGround.of(form, begins)
    for place, values in enumerate(lines):
        _require_same_typing(open_lines.get(values.pk), values, place, ground)
    kept = {values.pk for values in lines if _is_same(open_lines.get(values.pk), values)}
    _end_lines([line for pk, line in open_lines.items() if pk not in kept], ground)
    for place, values in enumerate(lines):
        line = open_lines[values.pk] if values.pk in kept else FormLine(form=form, from_day=ground.start)
        _set_line(line, values, place, ground)


def _is_same(line: FormLine | None, values: LineValues) -> bool:
    return line is not None and line.indicator_id == values.indicator.pk


def _require_lawful(owner: Agency, lines: Sequence[LineValues]) -> None:
    first_place: dict[int, int] = {}
    for place, values in enumerate(lines):
        earlier = first_place.setdefault(values.indicator.pk, place)
        if earlier != place:
            raise LineRefused(place, {"indicator": f"Chỉ tiêu này đã có ở dòng {earlier + 1}."})
        if problem := why_not_typed(values.indicator, values.typed_or_usual):
            raise LineRefused(place, {"typed": problem})
        if values.indicator.source_kind == SourceKind.OUTSIDE:
            text = "Số liệu do bên ngoài công bố, không đơn vị nào phải nhập. Bỏ dòng này khỏi biểu."
            raise LineRefused(place, {"indicator": text})
        if values.about_group and values.indicator.source_kind == SourceKind.COMPUTED:
            text = "Hệ thống tính cho từng đơn vị báo cáo; không nhập thay cho đơn vị của nhóm."
            raise LineRefused(place, {"about_group": text})
        if values.about_group:
            try:
                _require_group_below(owner, values.about_group, "about_group")
            except ValidationError as refusal:
                raise LineRefused(place, refusal.message_dict) from None


def why_not_typed(indicator: Indicator, typed: Typed) -> str:
    """Why an indicator cannot be typed in this way; empty where it can."""
    if indicator.kind in (Kind.STOCK, Kind.RANK, Kind.GRADE) and typed != Typed.AS_OF:
        return f"{indicator.get_kind_display().capitalize()} chỉ nhập theo thời điểm."
    if indicator.across_periods == AcrossPeriods.SUM and typed == Typed.AS_OF:
        return "Chỉ tiêu này cộng các kỳ trong năm: chọn “kỳ” hoặc “lũy kế”."
    if indicator.source_kind == SourceKind.COMPUTED and typed != Typed.AS_OF:
        return "Số do hệ thống tính từ tiến độ nhiệm vụ là số đến ngày chốt: chọn “thời điểm”."
    return ""


def _require_same_typing(line: FormLine | None, values: LineValues, place: int, ground: LineGround) -> None:
    """Within a year of figures an indicator is typed in one way, and its line keeps it."""
    if line and line.indicator_id in ground.typed and not _is_same(line, values):
        text = "Dòng này đã có số liệu trong năm. Bỏ dòng này và thêm chỉ tiêu mới ở dòng khác."
        raise LineRefused(place, {"indicator": text})
    known = ground.typed.get(values.indicator.pk)
    if known and known != values.typed_or_usual:
        text = f"Chỉ tiêu này đã có số liệu trong năm theo cách nhập “{known.label}”. Đổi được từ năm sau."
        raise LineRefused(place, {"typed": text})


def _end_lines(lines: Sequence[FormLine], ground: LineGround) -> None:
    for line in lines:
        if ground.held_before(line):
            line.until = ground.start
            line.save(update_fields=["until"])
        else:
            line.delete()


def _set_line(line: FormLine, values: LineValues, place: int, ground: LineGround) -> None:
    """Order is free; anything else of a line that held before ends it, and a line like it begins."""
    typed = values.typed_or_usual
    asked = {"typed": typed, "section": values.section, "group": values.group, "about_group": values.about_group}
    if ground.held_before(line) and any(getattr(line, name) != value for name, value in asked.items()):
        _end_lines([line], ground)
        line = FormLine(form=line.form, from_day=ground.start)
    for name, value in asked.items():
        setattr(line, name, value)
    line.indicator, line.order = values.indicator, place + 1
    line.save()


@dataclass(frozen=True)
class Proposal:
    """What a form made from a plan would hold, for the person to look over before anything is written."""

    values: FormValues
    lines: tuple[LineValues, ...] = ()
    left_out: tuple[str, ...] = field(default=())


def proposed_from(plan: Plan, *, code: str, calendar: str) -> Proposal:
    """A form for the indicators of a plan's targets; the agencies and groups that they judge owe it."""
    versions = (
        TargetVersion.objects.filter(target__plan=plan, until__isnull=True, target__withdrawn_on__isnull=True)
        .select_related("target__indicator__area", "target__area", "judged_agency", "judged_group")
        .order_by("target__order", "target_id")
    )
    lines: dict[int, LineValues] = {}
    groups: dict[int, AgencyGroup] = {}
    agencies: dict[int, Agency] = {}
    left_out = []
    for version in versions:
        indicator = version.target.indicator
        if indicator.source_kind == SourceKind.OUTSIDE:
            left_out.append(f"{indicator.name}: do {indicator.source_name or 'bên ngoài'} công bố")
            continue
        area = version.target.area or indicator.area
        lines.setdefault(indicator.pk, LineValues(indicator, section=area.name if area else ""))
        if version.judged_group:
            groups[version.judged_group_id] = version.judged_group
        else:
            judged = version.judged_agency or plan.issuer
            agencies[judged.pk] = judged
    values = FormValues(
        code=code,
        name=f"Số liệu thực hiện {plan}"[:200],
        owner=plan.issuer,
        checker=plan.issuer,
        calendar=calendar,
        groups=tuple(groups.values()),
        agencies=tuple(agencies.values()),
    )
    return Proposal(values, tuple(_by_section(lines.values())), tuple(left_out))


def _by_section(lines) -> list[LineValues]:
    """Lines of one section together, sections in the order in which they first appear."""
    lines = list(lines)
    first = {}
    for place, line in enumerate(lines):
        first.setdefault(line.section, place)
    return sorted(lines, key=lambda line: first[line.section])
