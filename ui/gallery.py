"""What the gallery shows: believable content for each component. The forms stand here as examples of their kind."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms

from ui import charts
from ui.drawing import HeatCell, heat_cells
from ui.filters import FilterForm
from ui.forms import (
    BaseForm,
    BaseFormSet,
    DayField,
    DecimalField,
    FilesField,
    RevisionMixin,
    SearchSelect,
    WholeNumberField,
    YearField,
)
from ui.revisions import StaleRevision
from ui.states import STATES, state

AGENCIES = [
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Xây dựng",
    "Sở Giáo dục và Đào tạo",
    "Sở Nông nghiệp và Môi trường",
    "Phường Hồng Lĩnh Thượng",
    "Phường Ân Điền",
    "Xã Đông Quỳnh",
]
LONG_LIST = [(str(place), f"Phường {place}") for place in range(1, 61)] + [
    (name, name) for name in [*AGENCIES, "Xã Quảng Oai Hạ", "Đặc khu Hòn Nghê"]
]


class PlanForm(BaseForm):
    """One field of each kind."""

    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, required=False, help_text="Để trống nếu nguồn không ghi số."
    )
    summary = forms.CharField(label="Trích yếu", widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    kind = forms.ChoiceField(
        label="Loại kế hoạch", choices=[("", "– Chọn loại –"), ("annual", "Kế hoạch năm"), ("other", "Khác")]
    )
    issuer = forms.ChoiceField(
        label="Cơ quan ban hành", choices=[("", "– Chọn cơ quan –"), *LONG_LIST], widget=SearchSelect
    )
    issued_on = DayField(label="Ngày ban hành")
    first_year = YearField(label="Năm thực hiện")
    value = DecimalField(label="Giá trị chỉ tiêu", max_digits=8, decimal_places=2, help_text="Ví dụ 95,5.")
    cases = WholeNumberField(label="Số hồ sơ", min_value=0, required=False)
    path = forms.ChoiceField(
        label="Lộ trình",
        widget=forms.RadioSelect,
        choices=[("hold", "Giữ trong suốt kỳ"), ("reach", "Phấn đấu đạt vào cuối kỳ")],
    )
    areas = forms.MultipleChoiceField(
        label="Lĩnh vực",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("tc", "Cải cách thể chế"), ("tthc", "Cải cách thủ tục hành chính"), ("cds", "Chuyển đổi số")],
    )
    files = FilesField(label="Văn bản ký số", required=False, help_text="Tệp PDF hoặc Word, mỗi tệp tối đa 20 MB.")
    agreed = forms.BooleanField(label="Tôi đã đối chiếu với văn bản gốc", required=False)


class ListFilter(FilterForm):
    tu_khoa = forms.CharField(label="Từ khoá")
    nam = forms.ChoiceField(label="Năm", choices=[("", "Tất cả"), ("2026", "2026"), ("2025", "2025")])
    linh_vuc = forms.ChoiceField(label="Lĩnh vực", choices=[("", "Tất cả"), ("tthc", "Thủ tục hành chính")])


class TaskForm(BaseForm):
    content = forms.CharField(label="Nội dung")
    deadline = DayField(label="Thời hạn", required=False)


TaskRows = forms.formset_factory(TaskForm, formset=BaseFormSet, extra=1, can_delete=True)


@dataclass
class SavedPlan:
    revision: int = 4


class StalePlanForm(RevisionMixin, BaseForm):
    """A form whose object was saved by another while it was open."""

    instance = SavedPlan()
    summary = forms.CharField(label="Trích yếu")
    issued_on = DayField(label="Ngày ban hành")


def wrong_form() -> PlanForm:
    """The form as it comes back after wrong input."""
    typed = {
        "number": "495/KH-UBND",
        "issued_on": "31/02/2026",
        "value": "95,5.3",
        "first_year": "26",
        "cases": "1.234,5",
        "kind": "khác",
    }
    return PlanForm({f"sai-{name}": text for name, text in typed.items()}, prefix="sai")


def stale_form() -> StalePlanForm:
    """The form as the second of two people sees it."""
    form = StalePlanForm(
        {"cu-summary": "Kế hoạch CCHC năm 2026 của tỉnh", "cu-issued_on": "05/01/2026", "cu-revision": "3"},
        initial={"summary": "Kế hoạch cải cách hành chính năm 2026", "issued_on": date(2026, 1, 5)},
        prefix="cu",
    )
    form.is_valid()
    with form.refusals():
        raise StaleRevision(
            "kế hoạch này", revision=4, saved_by="Trần Thị Bích", saved_at=datetime(2026, 1, 5, 2, 12, tzinfo=UTC)
        )
    return form


def parts() -> dict:
    """Everything that is not a form."""
    return {
        "families": STATES,
        "tiles": tiles(),
        "groups": charts.stack(
            [(look.label, look.sign, look.tone, COUNTS[key]) for key, look in STATES["group"].items()]
        ),
        "targets": targets(),
        "other_bullets": other_bullets(),
        "heat": heat(),
        "records": records(),
        "facts": FACTS,
        "crumbs": [("Kế hoạch", "#"), ("Kế hoạch CCHC năm 2026", "#")],
        "tabs": [("Chỉ tiêu", "#", True), ("Nhiệm vụ", "#", False), ("Lịch sử", "#", False)],
        "effects": EFFECTS,
    }


COUNTS = {"good": 14, "attention": 6, "failed": 3, "unjudged": 7}
NOTES = {"good": "9 đã chắc chắn đạt", "attention": "", "failed": "1 không thể đạt", "unjudged": "2 chờ công bố"}


def tiles() -> list[dict]:
    return [
        vars(look) | {"count": COUNTS[key], "note": NOTES[key], "url": "#chi-tieu"}
        for key, look in STATES["group"].items()
    ]


@dataclass(frozen=True)
class TargetRow:
    """A line of the table of targets; the view of a real page fills it from the verdict."""

    code: str
    name: str
    planned: str
    actual: str
    before: str
    verdict: str
    bullet: charts.Bullet | None = None
    spark: charts.Spark | None = None
    word: str = ""
    gap: str = ""
    agency: str = "Sở Nội vụ"
    is_provisional: bool = False


def _bullet(label: str, tone: str, value: str | None, target: str, **more) -> charts.Bullet:
    numbers = {key: Decimal(text) if isinstance(text, str) else text for key, text in more.items()}
    return charts.bullet(
        label=label, tone=tone, value=None if value is None else Decimal(value), target=Decimal(target), **numbers
    )


def _spark(label: str, target: str, this_year: str, last_year: str = "") -> charts.Spark:
    """Courses as words: "88 ? 89.3" leaves a gap in the middle."""
    now, before = ([None if word == "?" else Decimal(word) for word in year.split()] for year in (this_year, last_year))
    return charts.spark(now, before, target=Decimal(target), label=label)


def targets() -> list[TargetRow]:
    """One target for each way of looking."""
    return [
        TargetRow(
            "CT1", "Hồ sơ giải quyết đúng hạn hoặc trước hạn", "≥ 98%", "98,6%", "96,9%", "met",
            _bullet("Thực hiện 98,6%, kế hoạch tối thiểu 98%: đạt", "good", "98.6", "98", tolerance="1", end="100"),
            _spark("Quý I 97,1%, 6 tháng 98,2%, Quý III 98,6%", "98", "97.1 98.2 98.6", "95.8 96.4 96.9 97.2"),
        ),
        TargetRow(
            "CT2", "Hồ sơ thanh toán trực tuyến", "≥ 60%", "64,9%", "41,2%", "on_track",
            _bullet("Thực hiện 64,9%, kế hoạch tối thiểu 60%: đang đạt, tạm tính", "running", "64.9", "60", tolerance="3", end="100", is_provisional=True),
            _spark("Quý I 58%, 6 tháng 61%, Quý III 64,9%", "60", "58 61 64.9", "30 38 41.2 47"),
            is_provisional=True,
        ),
        TargetRow(
            "CT3", "Mức độ hài lòng của người dân, tổ chức", "≥ 90%", "89,3%", "88,1%", "near",
            _bullet("Thực hiện 89,3%, kế hoạch tối thiểu 90%: gần đạt", "near", "89.3", "90", tolerance="3", end="100"),
            _spark("Quý I 88%, 6 tháng chưa báo cáo, Quý III 89,3%", "90", "88 ? 89.3", "87 87.5 88.1 88.4"),
            gap="thiếu 0,7 điểm %",
        ),
        TargetRow(
            "CT4", "Số hoá kết quả giải quyết thủ tục hành chính", "100%", "57,8%", "33,0%", "behind",
            _bullet("Thực hiện 57,8%, kế hoạch 100%: chậm tiến độ", "behind", "57.8", "100", end="100"),
            _spark("Quý I 31%, 6 tháng 44%, Quý III 57,8%", "100", "31 44 57.8"),
            word="Chậm tiến độ", gap="mốc đến nay 75%", agency="Sở Tư pháp",
        ),
        TargetRow(
            "CT5", "Hồ sơ quá hạn tại chi nhánh Văn phòng đăng ký đất đai", "≤ 320 hồ sơ", "400", "512", "out_of_reach",
            _bullet("400 hồ sơ quá hạn, kế hoạch tối đa 320: không thể đạt", "bad", "400", "320", tolerance="32", lower_is_better=True),
            _spark("Quý I 120, 6 tháng 260, Quý III 400", "320", "120 260 400", "150 310 512 690"),
            gap="vượt 80 hồ sơ", agency="Sở Nông nghiệp và Môi trường",
        ),
        TargetRow(
            "CT6", "Xếp hạng Chỉ số cải cách hành chính (PAR Index)", "trong 15", "–", "17/34", "awaiting",
            _bullet("Chưa công bố, kế hoạch trong 15 hạng đầu", "empty", None, "15", lower_is_better=True, start="1", end="34"),
        ),
        TargetRow("CT7", "Cán bộ, công chức được bồi dưỡng nghiệp vụ CCHC", "100%", "–", "92,4%", "no_data"),
    ]  # fmt: skip


def other_bullets() -> list[tuple[str, charts.Bullet]]:
    return [
        ("Trong khoảng 40–60%", _bullet("72%, trong khoảng 40–60%", "behind", "72", "40", upper="60", tolerance="3", end="100")),
        ("Trục bắt đầu từ 90%", _bullet("97,3%, tối thiểu 98%", "near", "97.3", "98", tolerance="1", start="90", end="100")),
        ("Xếp hạng 17/34, trong 15", _bullet("Hạng 17, trong 15", "near", "17", "15", tolerance="2", lower_is_better=True, start="1", end="34", is_provisional=True)),
    ]  # fmt: skip


SHOWN = {"met": "98,6", "near": "97,2", "behind": "88,1", "missed": "57,8", "on_track": "98,1"}
HEAT_VERDICTS = [
    "met",
    "near",
    "behind",
    "missed",
    "no_data",
    "on_track",
    "nothing_occurred",
    "not_applicable",
    "awaiting",
]


def heat() -> dict:
    columns = [{"code": f"CT{place}", "label": f"Chỉ tiêu {place}", "url": "#chi-tieu"} for place in range(1, 8)]
    return {
        "columns": columns,
        "rows": [_heat_row(down, agency) for down, agency in enumerate(AGENCIES)],
        "caption": "Kết quả theo cơ quan, đơn vị",
        "first": "Cơ quan, đơn vị",
        "last": "Đạt",
    }


def _heat_row(down: int, agency: str) -> dict:
    keys = [HEAT_VERDICTS[(down * 2 + across * 4) % len(HEAT_VERDICTS)] for across in range(7)]
    looks = [(key, state("verdict", key)) for key in keys]
    cells = [
        HeatCell(look.sign, look.label, look.tone, SHOWN.get(key, ""), is_provisional=key == "on_track", url="#")
        for key, look in looks
    ]
    return {
        "label": agency,
        "url": "#",
        "units_url": "#" if down == 0 else "",
        "drawn": heat_cells(cells),
        "total": f"{keys.count('met')}/{len(keys)}",
    }


def records() -> list[dict]:
    return [
        {"at": datetime(2026, 9, 16, 3, 20, tzinfo=UTC), "by": "Trần Thị Bích", "verb": "xác nhận số liệu", "note": ""},
        {"at": datetime(2026, 9, 15, 8, 5, tzinfo=UTC), "by": "Lê Văn Đồng", "verb": "gửi lại báo cáo", "note": ""},
        {"at": datetime(2026, 9, 15, 2, 0, tzinfo=UTC), "by": "Trần Thị Bích", "verb": "trả lại để hoàn thiện", "note": "Tổng hồ sơ thấp hơn kỳ trước, xin giải thích."},
    ]  # fmt: skip


FACTS = [
    ("Số, ký hiệu", "495/KH-UBND"),
    ("Ngày ban hành", "05/01/2026"),
    ("Người ký", None),
    ("Cơ quan ban hành", "UBND tỉnh Hồng Lam"),
]
EFFECTS = [
    "Xã Đông Quỳnh và Xã Quảng Oai Hạ kết thúc hoạt động từ ngày 01/07/2025.",
    "Xã Đông Quảng thành lập từ ngày 01/07/2025, thuộc UBND tỉnh Hồng Lam.",
    "Số liệu đã báo cáo ở lại với hai xã cũ; Xã Đông Quảng được cộng số liệu của đơn vị tiền thân.",
]
