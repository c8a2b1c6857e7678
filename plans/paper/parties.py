"""Agencies named together, one by one: "Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch và các cơ quan liên quan" are three."""

import re

MOST_READ = 3_000
BULLET = re.compile(r"^[-–+•*]\s*")
BEGINS = re.compile(
    r"(?:Các|các|Những|những|Một số|Toàn thể|Tất cả|Mọi|100%|Sở|Bộ|Ban|UBND|U[ỷy]\s?ban|Ủy ban|Uỷ ban|UBMTTQ(?:VN)?|HĐND|Hội|Văn phòng|VP|Phòng"
    r"|Công an|Công chức|Thanh tra|Trung tâm|Chi cục|Cục|Tổng cục|Vụ|Viện|Trường|Học viện|Bệnh viện|Đảng ủy|Tỉnh ủy|Thành ủy"
    r"|Huyện ủy|Bộ phận|Bưu điện|Bảo hiểm|Kho bạc|Thuế|Ngân hàng|Đài|Báo|Cổng|Mặt trận|MTTQ|Tỉnh đoàn|Thành đoàn|Đoàn|Liên đoàn"
    r"|Liên minh|Tòa án|Viện kiểm sát|Kiểm toán|Chi nhánh|Cơ quan|cơ quan|Đơn vị|đơn vị|Chủ tịch|Giám đốc|Thủ trưởng|Tổ |Thành viên"
    r"|Địa phương|Xã|Phường|xã|Điện lực|Đội|Ban Chỉ|BCH|BHXH|MTTQ|TTPVHCC|Bí thư|Trưởng|Doanh nghiệp|Tập đoàn|Tổng công ty)(?!\w)"
)
GROUP = re.compile(r"(?:Các|các|Những|những|Một số|Toàn thể|Tất cả)\b")
HALF_OFFICE = re.compile(
    r"Văn phòng\s+(?:Đoàn\s+(?:ĐBQH|đại biểu Quốc hội)(?:,|\s+và)?\s*)?(?:HĐND|Hội đồng nhân dân|Đoàn ĐBQH|Đoàn đại biểu Quốc hội)"
    r"(?:\s+(?:xã|phường|tỉnh|thành phố|huyện|quận))?$|VP\s+HĐND$"
)
WAITS = re.compile(
    r"Văn phòng|Sở|Phòng|Ban|Ban Quản lý|Bộ|Chi cục|Cục|Trung tâm|Chi nhánh|UBND|Ủy ban nhân dân|Các|các"
)
HELPED = re.compile(
    r"[,;.(\n-]?\s*(?:(?:các\s+)?(?:đơn vị|cơ quan)\s+)?phối hợp\s*(?::|với|cùng|thực hiện:)\s*", re.IGNORECASE
)
LEADS_THEN_HELPS = re.compile(
    r"^(?P<lead>[^;:]{2,200}?)\s+chủ trì\s*[;,.]\s*(?P<help>(?!phối hợp)[^;:]{2,400}?)\s+(?:cùng\s+)?phối hợp(?:\s+thực hiện)?\W*$"
)
MARKED_LEAD = re.compile(r"^(?P<lead>[^,;()]{2,200}?)\s*\(chủ trì\)\s*[;,]\s*(?P<help>.+)$", re.DOTALL)
BREAKS = re.compile(
    r"\s*[;\n]\s*(?:[-–+]\s*)?|\s*,\s*(?:và\s+)?|\s+và\s+|\s+cùng\s+(?=các\b)|\s*/\s*(?=Sở|UBND|Phòng)|\s+[-–]\s+(?=Sở|UBND)"
)
HEADED_LIST = re.compile(
    r"^(?:[Cc]ác\s+)?(?P<head>[Ss]ở|[Bb]ộ|[Pp]hòng)(?:,\s*(?:ban|ngành))*(?:\s+[^:;,]{0,20})?\s*:\s*(?P<names>.+)$"
)
HEADED_PLACES = re.compile(
    r"^(?P<head>UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?:các\s+)?(?P<level>xã|phường|thị trấn|huyện|quận|thị xã)\s*:\s*(?P<names>.+)$"
)
LONG_NAMES = {  # first word of a name, and the words that go on with it behind a comma
    "Văn": re.compile(r"(?:Thể thao|Thông tin|Khoa học|Gia đình|Xã hội|TT)\b"),
    "VH": re.compile(r"TT"),
    "Kinh": re.compile(r"(?:Hạ tầng|Đô thị)\b"),
    "Lao": re.compile(r"(?:Thương binh)\b"),
    "Nông": re.compile(r"(?:Xây dựng|Thủy sản|Môi trường)\b"),
}
DEPARTMENT = re.compile(r"(?:Các\s+|các\s+)?(?P<head>[Ss]ở|Phòng)\s+[A-ZĐÂÊÔƠƯĂ]")
COMMA_OUTSIDE_BRACKETS = re.compile(r"\s*,\s*(?![^()]*\))")
AND_OR_COMMA = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
NAME_OF_SUBJECT = re.compile(r"[A-ZÀ-ỸĐ]")


def split_parties(words: str) -> tuple[str, ...]:
    """Each agency or group once, in order; names with commas and "và" of their own stay whole."""
    names: list[str] = []
    for piece, is_hard in _pieces(words[:MOST_READ]):
        if names and not is_hard and _goes_on(names[-1], piece[1]):
            names[-1] += piece[0] + piece[1]
        else:
            names.append(piece[1])
    return tuple(dict.fromkeys(name for name in map(_tidy, _with_heads(names)) if name))


def split_lead(words: str) -> tuple[str, str]:
    """Who leads and who helps, where one text says both: "Chủ trì: Sở Nội vụ; phối hợp: Sở Tư pháp"."""
    both = LEADS_THEN_HELPS.match(words) or MARKED_LEAD.match(words)
    if both:
        return both["lead"].strip(" ,.;-–+"), both["help"].strip(" ,.;")
    helped = HELPED.search(words)
    lead, helping = (words[: helped.start()], words[helped.end() :]) if helped else (words, "")
    lead = re.sub(
        r"^\W*(?:(?:Đơn vị|Cơ quan)\s+)?chủ trì\s*:\s*|\s+(?:là\s+)?chủ trì\W*$", "", lead, flags=re.IGNORECASE
    )
    return lead.strip(" ,.;-–+"), helping.strip(" ,.;")


def on_one_line(words: str) -> str:
    """Names on lines of their own parted by ";"; a name broken over lines is whole again."""
    lines: list[str] = []
    for line in filter(None, (BULLET.sub("", one.strip()) for one in words.split("\n"))):
        begins = BEGINS.match(line) and (line[0].isupper() or GROUP.match(line))
        if lines and (not begins or lines[-1].endswith((",", " và")) or WAITS.fullmatch(lines[-1])):
            lines[-1] += f" {line}"
        else:
            lines.append(line.rstrip(";"))
    return "; ".join(lines)


def _pieces(words: str):
    """Pieces with the break before each; breaks inside brackets are none, ";" always parts."""
    start, before, hard = 0, "", True
    for found in BREAKS.finditer(words):
        if words.count("(", start, found.start()) > words.count(")", start, found.start()):
            continue
        yield (before, words[start : found.start()]), hard
        start, before, hard = found.end(), found[0], ";" in found[0] or "\n" in found[0]
    yield (before, words[start:]), hard


def _goes_on(name: str, piece: str) -> bool:
    """Whether a piece belongs to the name before it: it begins no agency, or the name waits for it."""
    if HALF_OFFICE.search(name) and re.match(r"(?:HĐND|UBND|Ủy ban nhân dân|Hội đồng nhân dân)", piece):
        return True
    if GROUP.match(name) and re.match(r"(?:đơn vị|cơ quan|xã|phường)(?!\w)", piece):
        return True
    return not BEGINS.match(piece.strip())


def _with_heads(names: list[str]) -> list[str]:
    """ "Các sở: Tài chính, Nội vụ" and "Sở Tài chính, Nội vụ": each name with the word that all share."""
    whole: list[str] = []
    for name in names:
        headed = HEADED_LIST.match(BULLET.sub("", name.strip()))
        places = HEADED_PLACES.match(BULLET.sub("", name.strip()))
        department = DEPARTMENT.match(name.strip())
        if places:
            whole += [f"{places['head']} {places['level']} {one}" for one in AND_OR_COMMA.split(places["names"])]
        elif headed:
            whole += [f"{headed['head'].capitalize()} {one}" for one in _subjects(headed["names"])]
        elif department and ", " in name:
            first, *others = _subjects(name.strip())
            first = re.sub(r"^[Cc]ác\s+[Ss]ở", "Sở", first)
            whole += [first, *(f"{department['head'].capitalize()} {one}" for one in others)]
        else:
            whole.append(name)
    return whole


def _subjects(names: str) -> list[str]:
    """Fields of departments, parted at commas; "Văn hóa, Thể thao và Du lịch" is one."""
    subjects: list[str] = []
    for name in COMMA_OUTSIDE_BRACKETS.split(names):
        if subjects and (_is_second_of_name(subjects[-1], name) or not NAME_OF_SUBJECT.match(name)):
            subjects[-1] += f", {name}"
        else:
            subjects.append(name)
    return subjects


def _is_second_of_name(before: str, name: str) -> bool:
    first = re.sub(r"^(?:[Cc]ác\s+)?(?:[Ss]ở|Phòng|Bộ)\s+", "", before).split(" ", 1)[0]
    return first in LONG_NAMES and bool(LONG_NAMES[first].match(name))


def _tidy(name: str) -> str:
    return BULLET.sub("", " ".join(name.split())).strip(" .,;:")
