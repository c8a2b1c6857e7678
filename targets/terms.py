"""The words of indicators, targets and verdicts: every fixed choice, its stored value and what a screen says."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What an indicator's figure is made of (DESIGN §3)."""

    RATIO = "ratio", "tỷ lệ"
    RATIO_OF_STOCKS = "ratio_of_stocks", "tỷ lệ theo thời điểm"
    COUNT = "count", "số lượng"
    STOCK = "stock", "số lượng tại thời điểm"
    LEVEL = "level", "mức"
    GRADE = "grade", "xếp loại"
    RANK = "rank", "xếp hạng"
    YES_NO = "yes_no", "có/không"


class Better(TextChoices):
    """Which side of an indicator is the good one."""

    HIGHER = "higher", "càng cao càng tốt"
    LOWER = "lower", "càng thấp càng tốt"
    NONE = "none", "không có chiều tốt hơn"


class AcrossPeriods(TextChoices):
    """How the periods of one year combine, for one agency."""

    SUM = "sum", "cộng các kỳ"
    LATEST = "latest", "lấy số mới nhất"
    WEIGHTED = "weighted", "bình quân theo số phiếu"
    ONCE = "once", "một lần có là có"


class AcrossAgencies(TextChoices):
    """How agencies combine, in one period."""

    SUM = "sum", "cộng các đơn vị"
    WEIGHTED = "weighted", "bình quân theo số phiếu"
    OWN = "own", "số riêng, không cộng"
    COUNT_DONE = "count_done", "đếm số đơn vị đã có"


class SourceKind(TextChoices):
    """Who gives an indicator's figures."""

    OWN = "own", "từng đơn vị tự báo cáo"
    NAMED = "named", "một cơ quan nhập cho từng đơn vị"
    OUTSIDE = "outside", "nguồn ngoài công bố"
    COMPUTED = "computed", "hệ thống tính từ tiến độ nhiệm vụ"


class Typed(TextChoices):
    """Which days a typed figure covers; belongs to the line of a form."""

    FLOW = "flow", "kỳ"
    CUMULATIVE = "cumulative", "lũy kế"
    AS_OF = "as_of", "thời điểm"


class Way(TextChoices):
    """How a figure came to stand as it does."""

    TYPED = "typed", "nhập trên trang"
    WORKBOOK = "workbook", "nạp từ tệp Excel"
    SOURCE = "source", "lấy từ hệ thống một cửa"
    COMPUTED = "computed", "hệ thống tính"
    CORRECTION = "correction", "đính chính"


class Comparator(TextChoices):
    """How a figure is held against a target's value."""

    AT_LEAST = "gte", "tối thiểu"
    AT_MOST = "lte", "tối đa"
    EQUAL = "eq", "bằng"
    MORE_THAN = "gt", "trên"
    LESS_THAN = "lt", "dưới"
    BETWEEN = "between", "trong khoảng"


class Scope(TextChoices):
    """Of whom a target speaks (DESIGN §4)."""

    WHOLE = "whole", "toàn cơ quan"
    EACH = "each", "từng đơn vị"
    SHARE = "share", "tỷ lệ đơn vị"


class Path(TextChoices):
    """What is expected before the due day."""

    HOLD = "hold", "giữ trong suốt kỳ"
    REACH = "reach", "phấn đấu đạt vào cuối kỳ"


class Window(TextChoices):
    """Over which parts of the due period a target is judged."""

    FULL = "full", "cả kỳ"
    HALF = "half", "mỗi 6 tháng"
    QUARTER = "quarter", "mỗi quý"


class RelativeKind(TextChoices):
    """How the value of a target leans on a baseline."""

    NONE = "none", "giá trị tuyệt đối"
    PERCENT = "percent", "tăng, giảm theo % so với giá trị gốc"
    POINTS = "points", "tăng, giảm theo điểm so với giá trị gốc"
    TIMES = "times", "gấp số lần giá trị gốc"
    PLACES = "places", "tăng số bậc xếp hạng so với giá trị gốc"


class Verdict(TextChoices):
    """The verdict on a target, in the order in which it is decided (DESIGN §4)."""

    NOT_APPLICABLE = "not_applicable", "Không áp dụng"
    NOT_DUE = "not_due", "Chưa đến kỳ"
    AWAITING = "awaiting", "Chờ công bố"
    NO_DATA = "no_data", "Chưa báo cáo"
    NOTHING_OCCURRED = "nothing_occurred", "Không phát sinh"
    MET = "met", "Đạt"
    MISSED = "missed", "Không đạt"
    OUT_OF_REACH = "out_of_reach", "Không thể đạt"
    UNLIKELY = "unlikely", "Khó đạt"
    ON_TRACK = "on_track", "Đang đạt"
    NEAR = "near", "Gần đạt"
    BEHIND = "behind", "Chưa đạt"


class VerdictGroup(TextChoices):
    """How a dashboard gathers verdicts."""

    GOOD = "good", "Đạt và vượt, đang đạt"
    ATTENTION = "attention", "Cần chú ý"
    FAILED = "failed", "Không đạt"
    UNJUDGED = "unjudged", "Chưa đánh giá"
