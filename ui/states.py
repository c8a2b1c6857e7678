"""How each state looks: a sign, a word and a tone. Colour only repeats what sign and word say (DESIGN §4, §7)."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class State:
    """`tone` names a colour of static/css/tokens.css: good, running, near, behind, bad, plain, busy, empty."""

    sign: str
    label: str
    tone: str


UNKNOWN = State("–", "Chưa rõ", "empty")

STATES = {
    "verdict": {
        "not_applicable": State("/", "Không áp dụng", "empty"),
        "not_due": State("–", "Chưa đến kỳ", "empty"),
        "awaiting": State("…", "Chờ công bố", "empty"),
        "no_data": State("○", "Chưa báo cáo", "empty"),
        "unconfirmed": State("◔", "Đã gửi, chờ xác nhận", "empty"),
        "nothing_occurred": State("∅", "Không phát sinh", "empty"),
        "met": State("✓", "Đạt", "good"),
        "exceeded": State("✓", "Vượt", "good"),
        "missed": State("✕", "Không đạt", "bad"),
        "out_of_reach": State("✕", "Không thể đạt", "bad"),
        "unlikely": State("▽", "Khó đạt", "behind"),
        "on_track": State("●", "Đang đạt", "running"),
        "near": State("△", "Gần đạt", "near"),
        "behind": State("▽", "Chưa đạt", "behind"),
    },
    "group": {
        "good": State("✓", "Đạt và vượt, đang đạt", "good"),
        "attention": State("△", "Cần chú ý", "near"),
        "failed": State("✕", "Không đạt", "bad"),
        "unjudged": State("–", "Chưa đánh giá", "empty"),
    },
    "report": {
        "not_started": State("○", "Chưa nhập", "empty"),
        "draft": State("◐", "Bản nháp", "plain"),
        "leader": State("◑", "Chờ lãnh đạo đơn vị duyệt", "plain"),
        "submitted": State("◕", "Đã gửi, chờ xác nhận", "busy"),
        "returned": State("↩", "Trả lại để hoàn thiện", "behind"),
        "approved": State("✓", "Đã xác nhận", "good"),
        "overdue": State("✕", "Quá hạn, chưa gửi", "bad"),
        "not_due": State("–", "Chưa đến kỳ", "empty"),
        "not_owed": State("/", "Không phải báo cáo", "empty"),
        "not_opened": State("…", "Đã đến kỳ, chưa mở", "empty"),
    },
    "correction": {
        "requested": State("◕", "Đề nghị đính chính, chờ duyệt", "busy"),
        "approved": State("✓", "Đã đính chính", "good"),
        "refused": State("✕", "Không chấp nhận", "behind"),
        "withdrawn": State("–", "Đã rút đề nghị", "empty"),
    },
    "sourced": {
        "given": State("○", "Chưa đối chiếu", "empty"),
        "confirmed": State("✓", "Đơn vị đã đối chiếu", "good"),
        "disputed": State("△", "Đơn vị có ý kiến khác", "near"),
    },
    "opening": {
        "in_force": State("●", "Đang mở riêng", "running"),
        "over": State("■", "Đã hết ngày", "plain"),
        "ended": State("■", "Đã kết thúc", "plain"),
    },
    "enquiry": {
        "open": State("●", "Đang chờ trả lời", "busy"),
        "overdue": State("✕", "Quá hạn, chưa trả lời", "bad"),
        "answered": State("✓", "Đã trả lời", "good"),
        "closed": State("■", "Đã kết thúc", "plain"),
    },
    "task": {
        "not_started": State("○", "Chưa đến thời gian thực hiện", "empty"),
        "done": State("✓", "Hoàn thành đúng hạn", "good"),
        "done_late": State("✓", "Hoàn thành quá hạn", "near"),
        "doing": State("●", "Đang thực hiện, trong hạn", "running"),
        "overdue": State("✕", "Quá hạn, chưa hoàn thành", "bad"),
        "done_undated": State("✓", "Đã hoàn thành, chưa rõ thời hạn", "good"),
        "standing": State("↻", "Thường xuyên", "plain"),
        "undated": State("–", "Chưa rõ thời hạn", "empty"),
    },
    "plan": {
        "draft": State("◐", "Bản thảo, đang soát", "plain"),
        "upcoming": State("○", "Chưa đến năm thực hiện", "empty"),
        "in_force": State("●", "Đang thực hiện", "running"),
        "amended": State("△", "Đã sửa đổi, bổ sung", "near"),
        "replaced": State("↷", "Đã được thay thế", "plain"),
        "ended": State("✓", "Đã kết thúc", "plain"),
    },
    "period": {
        "upcoming": State("○", "Sắp tới", "empty"),
        "open": State("●", "Đang mở", "running"),
        "due": State("△", "Đến hạn hôm nay", "near"),
        "late": State("✕", "Quá hạn, còn đơn vị chưa gửi", "bad"),
        "complete": State("✓", "Hết hạn, đã gửi đủ", "good"),
        "closed": State("■", "Đã khoá", "plain"),
    },
}


def state(family: str, key: str, label: str = "") -> State:
    """The look of one state; `label` replaces the usual word ("Đúng tiến độ" for on_track of a count)."""
    known = STATES[family].get(key, UNKNOWN)
    return replace(known, label=label) if label else known
