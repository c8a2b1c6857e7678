"""The nouns that decide what a number counts: state bodies, times, units of count, and what sets nothing."""

import re

OF_UNITS = (  # low spelling, at the head of what a share is of
    r"(?:cơ quan(?! báo chí)|đơn vị(?! tính)|ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|chính quyền|địa phương"
    r"|xã\b|phường|thị trấn|thị xã|đặc khu|quận|huyện|thành phố|tỉnh\b|cấp (?:xã|huyện|tỉnh)\b(?!,? được)"
    r"|sở\b|ban(?=,| ngành| quản lý| chỉ đạo| đảng)|ngành(?=,| và| tỉnh)|bộ(?=,| và| ngành| trưởng)"
    r"|chi nhánh|chi cục|cục(?=,| và| thuộc)|vụ(?=,| và| thuộc)|tổng cục|văn phòng|phòng(?=,| ban| chuyên môn| và"
    r"| thuộc| nội vụ| văn hóa)"
    r"|bộ phận (?:một cửa|tiếp nhận)|trung tâm(?! dữ liệu| điều hành)|trường(?= |,)(?! hợp)|cơ sở (?:giáo dục|y tế"
    r"|khám|đào tạo|trực thuộc|nhà nước)"
    r"|trạm y tế|bệnh viện|thôn\b|bản làng|tổ dân phố|khu phố|ấp\b|khu dân cư|tổ chức (?:cơ sở đảng|hành chính|đảng"
    r"|chính trị|hội|đoàn thể)"
    r"|doanh nghiệp nhà nước|đảng bộ|chi bộ|hội, đoàn thể|đoàn thể|điểm (?:tiếp nhận|giao dịch))"
)
HEAD = re.compile(r"(?:\s|trong số|tổng |số lượng |số |các |những |mọi |toàn bộ |tất cả |trở lên |\d{1,4} )*")
IS_UNIT = re.compile(OF_UNITS)

TIMES = re.compile(
    r"\s?(?P<unit>ngay lam viec|ngay cong|ngay|gio lam viec|gio|phut|giay|tuan|thang|nam)\b(?! dau| cuoi"
    r"|\s?/\s?(?:nam|thang|quy|tuan|ngay))"
)
PERIODS = r"(?P<period>nam|quy|thang|tuan|ngay|ky|nhiem ky|hoc ky|6 thang|06 thang|hai nam|nua nam|dot)"
PER = re.compile(
    rf"^(?P<noun>[^\d;:.()]{{1,60}}?)\s?(?:/|\btrong mot |\btren mot |\bmoi |\btrong moi |\bhang |\bmot )\s?(?:0?1 "
    rf"|mot )?{PERIODS}\b"
    rf"|^\s?(?P<times>lan) trong (?P<span>nam|quy|thang)\b(?! [\d#])"
)
EVERY = re.compile(
    rf"\b(?:moi|hang|dinh ky hang|dinh ky moi|dinh ky) (?:mot )?{PERIODS}\b(?: mot lan| 1 lan| 01 lan)?,?"
    r"|\b(?:sau|0?6) thang (?:mot|1|01) lan\b"
)

LONG_NOUNS = (  # two syllables or more that name one thing; the longest first
    "ngày làm việc|giờ làm việc|tình nguyện viên|thủ tục hành chính|cơ sở dữ liệu|dịch vụ công trực tuyến"
    "|dịch vụ công|tổ dân phố|tin, bài|tin bài|báo cáo viên|tuyên truyền viên"
    "|chữ ký số|bản tin|trụ sở|cộng tác viên|cán bộ, công chức|văn bản quy phạm pháp luật|câu lạc bộ|cơ quan, đơn vị"
)
ONE_SYLLABLE = (
    "lần|cuộc|lớp|buổi|đợt|tin|bài|đoàn|phiếu|sàn|cụm|bộ|tập|kênh|điểm|xã|phường|huyện|quận|tỉnh|trường|giờ|năm|quý|tháng|ngày|tuần"
    "|người|lượt|vụ|việc|video|clip"
    "|cổng|kho|trang|số|mục|bậc|hạng|loại|cấp|mức|nhóm|thôn|ấp|trạm|hộ|giải(?! pháp| trình)|tuyến|vòng|chương|tổ|máy|ki-ốt|kiosk|app"
    "|phóng|bản|chuyến|suất|gói|ca|câu|hệ|bảng|pa-nô|quyển|cuốn|tờ|đơn(?! vị)|bệ|trụ|quầy|chợ|xe|bến"
)
NOUN = re.compile(
    rf"\s?(?P<noun>(?:{LONG_NOUNS})\b|(?:{ONE_SYLLABLE})(?=$|[\s/,.;)])(?! (?:phận|sơ|cầu|bộ|thống|mục|sự|đề|viên|vị"
    rf"|hợp|chức|huấn|thể|đồ))|tthc\b|[^\W\d]+(?: [^\W\d]+)?)"
)
NO_OUTPUT = re.compile(  # a plain number of these tells how something is arranged, not what is to be reached
    r"\s?(?:chi tieu|nhom|nhiem vu|muc tieu|noi dung|linh vuc|tieu chi|phan\b|buoc|giai doan|chuong|dieu|muc\b|cap\b"
    r"|ben\b|nguon|loai|hinh thuc"
    r"|thanh vien|nguoi|dong chi|ong\b|ba\b|can bo|cong chuc|vien chuc|lanh dao|pho\b|truong\b(?! hop)|to vien"
    r"|uy vien|nguyen tac|quan diem"
    r"|giai phap|dot pha|truc\b|tru cot|khau\b|yeu to|dac diem|ly do|nguyen nhan|nam\b|thang\b|ngay\b|tuan\b|gio\b"
    r"|phut\b|ban\b"
    r"|chu so|diem(?=$|[,.;)])|tuoi|so voi|va\b|hoac\b|den\b|cot\b|dong\b|phuong an|dai bieu|ho dan|trieu|ty\b|xa\b|ro\b|khong\b|tai cho"
    r"|phuong\b|huyen\b|tinh\b|quan\b|km|so, |don vi hanh chinh|ton tai|han che)"
)


def noun_after(low_after: str) -> tuple[int, int] | None:
    """Where the noun that a number counts stands in the words after it: "cụm", "kịch bản", "thủ tục hành chính"."""
    found = NOUN.match(low_after)
    return found.span("noun") if found else None


def is_of_units(low_after: str) -> bool:
    """Whether what follows a share names state bodies: "100% UBND các phường", "90% số xã"."""
    return bool(IS_UNIT.match(low_after, HEAD.match(low_after).end()))
