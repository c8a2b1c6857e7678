"""Words that are a number: "mọi", "toàn bộ", "tất cả" (100%), "không để", "không còn" (0)."""

import re
from decimal import Decimal

from targets.reading.amounts import EQUAL
from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.reading.nouns import is_of_units
from targets.target_reading import ReadKind

COUNTABLE = (
    r"hồ sơ|thủ tục|tthc|văn bản|cơ quan|đơn vị|sở|xã|phường|thị trấn|quận|huyện|ubnd|cán bộ|công chức|viên chức"
    r"|người|nhiệm vụ|kiến nghị|phản ánh|dịch vụ công|báo cáo"
    r"|hệ thống|kết quả|quy trình|giao dịch|đơn thư|vụ việc|cơ sở|trường|thôn|khiếu nại|tố cáo|chế độ báo cáo"
    r"|lãnh đạo|đảng viên|hội viên|đoàn viên|học sinh|chi bộ|địa phương|hộ\b|doanh nghiệp|cấp\b|cuộc họp|thông tin|dữ liệu|khoản|chi nhánh|trung tâm|bộ phận|cổng|trang"
)
ALL = re.compile(
    rf"\b(?:mọi|toàn bộ|toàn thể|tất cả)(?: các| số| những)?(?: \d{{1,4}})? (?={COUNTABLE})[^;.]{{3,200}}?\b(?:được|đều|phải|cần"
    rf"|bảo đảm|đảm bảo|thực hiện|hoàn thành|có|đạt|vận hành|sử dụng|triển khai|kết nối|áp dụng|tổ chức|công khai"
    rf"|ban hành|xây dựng)\b"
)
WORD = re.compile(r"mọi|toàn bộ|toàn thể|tất cả")
AFTER_VERB = re.compile(
    r"\b(?:hoàn thành|việc|triển khai|rà soát|kết nối|với|của|cho|tới|đến|trong|trên|và|về|từ|bởi|tại|thay thế"
    r"|bãi bỏ|quản lý|theo dõi|chịu trách nhiệm|đối với|cả|xem|thông qua|bao gồm|gồm|nội dung) $"
)
NONE = re.compile(
    r"\b(?P<word>không (?:để(?: xảy ra| phát sinh| tồn tại| còn| có)?|còn|có|phát sinh|xảy ra)|chấm dứt)(?: việc"
    r"| các| bất kỳ| bất cứ)?"
    r" (?P<noun>[^\W\d]+(?:,? [^\W\d]+)?(?= nào\b)|hồ sơ|đơn thư|đơn(?! vị)|văn bản|nhiệm vụ|phản ánh|kiến nghị|vụ việc"
    r"|vi phạm|trường hợp|đơn vị|cơ quan|cán bộ|công chức|đảng viên|chi bộ|hộ|thôn|địa phương|trường(?! hợp)|dự án|sự cố|khiếu nại|khiếu kiện|thủ tục hành chính|thủ tục|tthc|xã|phường|sở|phòng"
    r"|tồn đọng|nợ đọng|người|giấy tờ|tổ chức|lỗi)"
)
BAD = re.compile(
    r"phản ánh|quá hạn|trễ hạn|chậm|tồn đọng|tồn|vi phạm|kỷ luật|khiếu nại|sai|nợ|trái|bị|mất|lộ|xếp loại|dưới|kém|yếu|nghèo"
    r"|không hoàn thành|không đạt|nào|bức xúc|phiền hà|nhũng nhiễu|tiêu cực|sự cố|kéo dài|yêu cầu|giấy|vượt cấp"
    r"|đông người"
)
CONDITION = re.compile(r"\b(?:nếu|trường hợp|khi|vì|do|mà|đối với)\b[^,;]{0,80}$")


def wholes(line: Line) -> list[Find]:
    """Every "all" and "none" that is asked of something countable."""
    found = [_all(line, word) for word in ALL.finditer(line.low) if not AFTER_VERB.search(line.low[: word.start()])]
    for none in NONE.finditer(line.low):
        if BAD.search(line.low[none.start("noun") : none.end() + 60]) and not CONDITION.search(
            line.low[: none.start()]
        ):
            found.append(_none(line, none))
    return sorted(found, key=lambda find: find.start)


def _all(line: Line, found: re.Match) -> Find:
    word = WORD.match(line.low, found.start())
    is_units = is_of_units(line.low[word.end() :])
    kind = ReadKind.SHARE_OF_UNITS if is_units else ReadKind.RATIO
    return Find(word.start(), word.end(), kind, EQUAL, Decimal(100), "%")


def _none(line: Line, found: re.Match) -> Find:
    unit = line.text[found.start("noun") : found.end("noun")]
    return Find(found.start(), found.end("word"), ReadKind.COUNT, EQUAL, Decimal(0), unit)
