"""The nouns that decide what a number counts: state bodies, times, units of count, and people and headings that set nothing."""

import re

OF_UNITS = (  # low spelling, at the head of what a share is of
    r"(?:cơ quan|đơn vị(?! tính)|ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|chính quyền|địa phương"
    r"|xã\b|phường|thị trấn|thị xã|đặc khu|quận|huyện|thành phố|tỉnh\b|cấp (?:xã|huyện|tỉnh)\b(?!,? được)"
    r"|sở\b|ban(?=,| ngành| quản lý| chỉ đạo| đảng)|ngành(?=,| và| tỉnh)|bộ(?=,| và| ngành| trưởng)|các bộ"
    r"|chi nhánh|chi cục|cục(?=,| và| thuộc)|vụ(?=,| và| thuộc)|tổng cục|văn phòng|phòng(?=,| ban| chuyên môn| và| thuộc| nội vụ| văn hóa)"
    r"|bộ phận (?:một cửa|tiếp nhận)|trung tâm(?! dữ liệu| điều hành)|trường(?= |,)(?! hợp)|cơ sở (?:giáo dục|y tế|khám|đào tạo)"
    r"|trạm y tế|bệnh viện|thôn\b|bản làng|tổ dân phố|khu phố|ấp\b|khu dân cư|tổ chức (?:hành chính|đảng|chính trị|hội|đoàn thể)"
    r"|đảng bộ|chi bộ|doanh nghiệp nhà nước|hội, đoàn thể|đoàn thể|điểm (?:tiếp nhận|giao dịch))"
)
HEAD = re.compile(r"(?:\s|tổng |số lượng |số |các |những |mọi |toàn bộ |tất cả |trở lên )*")
IS_UNIT = re.compile(OF_UNITS)

TIMES = re.compile(
    r"\s?(?P<unit>ngay lam viec|ngay cong|ngay|gio lam viec|gio|phut|giay|tuan|thang|nam)\b(?! dau| cuoi|/)"
)
PERIODS = r"(?P<period>nam|quy|thang|tuan|ngay|ky|nhiem ky|hoc ky|6 thang|06 thang|hai nam|nua nam|dot)"
PER = re.compile(
    rf"^(?P<noun>[^\d;:.()]{{1,60}}?)\s?(?:/|trong mot|tren mot|moi|trong moi|hang|trong)\s?(?:0?1 |mot )?{PERIODS}\b"
)
EVERY = re.compile(
    rf"\b(?:moi|hang|dinh ky hang|dinh ky moi|dinh ky) (?:mot )?{PERIODS}\b(?: mot lan| 1 lan| 01 lan)?,?"
)

ONE_WORD_UNITS = set(
    [
        "lan",
        "cuoc",
        "lop",
        "buoi",
        "dot",
        "tin",
        "bai",
        "doan",
        "phieu",
        "san",
        "cum",
        "bo",
        "tap",
        "kenh",
        "diem",
        "xa",
        "phuong",
        "truong",
        "gio",
        "nam",
        "quy",
        "thang",
        "ngay",
        "tuan",
        "nguoi",
        "luot",
        "vu",
        "viec",
        "video",
        "clip",
        "app",
        "cong",
        "kho",
        "trang",
        "so",
        "muc",
        "bac",
        "hang",
        "loai",
        "cap",
        "muc",
        "nhom",
        "thon",
        "khu",
        "ap",
        "tram",
        "ho",
        "co",
        "giai",
        "tuyen",
        "don",
        "vong",
        "chuong",
        "du",
    ]
)
TWO_WORD_STARTS = {  # nouns whose first syllable alone would say little
    "hoi nghi", "hoi thao", "hoi thi", "sang kien", "mo hinh", "kich ban", "dich vu", "don vi", "co quan", "van ban", "ho so",
    "thu tuc", "tthc", "nen tang", "ung dung", "phan mem", "san pham", "de tai", "giai phap", "can bo", "cong chuc", "doanh nghiep",
    "du an", "chuyen de", "phong su", "ban tin", "bai viet", "tai lieu", "quy trinh", "quy dinh", "nghi quyet", "chi tieu",
    "trung tam", "dia phuong", "phong trao", "chuyen muc", "co so", "bao cao", "ke hoach", "de an", "diem cau", "toa dam",
    "khoa hoc", "khoa dao", "lop boi", "to chuc", "he thong", "tinh nang", "quyet dinh", "chuong trinh", "sang che", "dau moi",
    "phong ban", "co so du", "khu pho", "to dan", "cau lac", "hoc vien", "thanh vien", "tieu chi", "linh vuc", "cong trinh",
}  # fmt: skip
NO_OUTPUT = re.compile(  # a plain number of these tells how something is arranged, not what is to be reached
    r"\s?(?:chi tieu|nhom|nhiem vu|muc tieu|noi dung|linh vuc|tieu chi|phan\b|buoc|giai doan|chuong|dieu|muc\b|cap\b|ben\b|nguon|loai|hinh thuc"
    r"|thanh vien|nguoi|dong chi|ong\b|ba\b|can bo|cong chuc|vien chuc|lanh dao|pho\b|truong\b|to vien|uy vien|nguyen tac|quan diem"
    r"|giai phap|dot pha|truc\b|tru cot|khau\b|yeu to|dac diem|ly do|nguyen nhan|nam\b|thang\b|ngay\b|tuan\b|gio\b|phut\b|ban\b|trang\b"
    r"|chu so|diem\b|tuoi|so voi|va\b|hoac\b|den\b|cot\b|dong\b|phuong an|dai bieu|ho dan|trieu|ty\b|xa\b|phuong\b|huyen\b|tinh\b|quan\b|km|so, )"
)


def unit_of(after: str) -> str:
    """The noun that a number counts, from the bare words after it: "cụm", "kịch bản", "hội nghị" (as positions' length).

    Returned is the bare text of the unit; the caller cuts the same length from the words as written.
    """
    words = re.match(r"\s?([^\W\d_]+)(?: ([^\W\d_]+))?", after)
    if not words:
        return ""
    first, second = words[1], words[2]
    if second and f"{first} {second}" in TWO_WORD_STARTS:
        return f"{first} {second}"
    if first in ONE_WORD_UNITS or not second:
        return first
    return f"{first} {second}" if f"{first} {second}" in TWO_WORD_STARTS else first


def is_of_units(low_after: str) -> bool:
    """Whether what follows a share names state bodies: "100% UBND các phường", "90% số xã"."""
    return bool(IS_UNIT.match(low_after, HEAD.match(low_after).end()))
