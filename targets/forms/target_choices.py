"""The choices of the target form in words that say what each one means."""

from periods.period import ROMAN
from targets.terms import Comparator, Path, RelativeKind, Scope

DAY = "day"
DUE_CHOICES = [
    ("year-1", "Năm"),
    ("half-1", "6 tháng đầu năm"),
    ("half-2", "6 tháng cuối năm"),
    *[(f"quarter-{order}", f"Quý {ROMAN[order]}") for order in range(1, 5)],
    *[(f"month-{order}", f"Tháng {order}") for order in range(1, 13)],
    (DAY, "Một ngày cụ thể"),
]
PATH_CHOICES = [
    (Path.HOLD, "Giữ trong suốt kỳ: lúc nào cũng phải đạt (đúng hạn, mức độ hài lòng, hồ sơ quá hạn)"),
    (Path.REACH, "Phấn đấu đạt vào cuối kỳ: tăng dần trong năm (bồi dưỡng, giải ngân, số hoá)"),
]
SCOPE_CHOICES = [
    (Scope.WHOLE, "Toàn cơ quan, tính gộp cả đơn vị trực thuộc"),
    (Scope.EACH, "Từng đơn vị của một nhóm, mỗi đơn vị một đánh giá"),
    (Scope.SHARE, "Tỷ lệ đơn vị của một nhóm đạt điều kiện, ví dụ “100% phường, xã …”"),
]
RANK_WORDS = {
    Comparator.AT_MOST: "thuộc nhóm … dẫn đầu (hạng này hoặc tốt hơn)",
    Comparator.LESS_THAN: "trên hạng (tốt hơn hẳn)",
    Comparator.EQUAL: "đạt hạng",
    Comparator.BETWEEN: "trong khoảng hạng",
}
RELATIVE_WORDS = {
    RelativeKind.NONE: "Không so sánh: giá trị phải đạt là số tuyệt đối",
    RelativeKind.PERCENT: "Tăng, giảm theo %",
    RelativeKind.POINTS: "Tăng, giảm theo điểm, số lượng",
    RelativeKind.TIMES: "Gấp số lần",
    RelativeKind.PLACES: "Tăng số bậc xếp hạng",
}
GRADE_WORDS = {
    Comparator.AT_LEAST: "từ bậc này trở lên",
    Comparator.EQUAL: "đạt bậc",
    Comparator.AT_MOST: "không quá bậc",
}
USUAL_MILESTONES = (("quarter", 1), ("half", 1), ("quarter", 3))
MILESTONE_LABELS = {"quarter": "Hết Quý {}", "month": "Hết tháng {}", "half": "Hết 6 tháng đầu năm"}
CONDITION = ("comparator", "value", "value_max")
INNER = tuple(f"inner_{name}" for name in CONDITION)
BLANK_TEXT = ("comparator", "inner_comparator", "direction", "leader", "stretch", "quote", "quote_place", "path")
SHAPING = ("indicator", "scope", "judged_group", "comparator", "inner_comparator", "relative_kind", "due", "path")
BOUNDED = (Comparator.EQUAL, Comparator.BETWEEN)
DRAW_ANEW = {"data-redraws": ""}  # with script, changing such a choice brings the fields anew (static/js/redraw.js)
NOT_AMOUNTS = ("baseline_year", "baseline_source")
WORDS = ("label", "area", "lead_agency", "watching_agency", "leader", "stretch", "quote", "quote_place")
