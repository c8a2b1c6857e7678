"""The words that name what is measured, cut out of the sentence so that they read as an indicator's name."""

import re

from targets.reading.letters import Line

YEARS = r"(?:20\d\d(?:\s?(?:-|đến năm|đến)\s?20\d\d)?)"
OPENING = re.compile(  # what a sentence begins with before it comes to the matter
    r"(?:theo (?:kế hoạch|nghị quyết|quyết định|chương trình|đề án|chỉ đạo|thông báo)[^,;:]{0,80}, |[\s\-+*•·●○▪➢✓:;,.“”\"'‘’…()]+|(?:chỉ tiêu|mục tiêu|tiêu chí) \d{1,2}[:.]|(?:\d{1,2}\.)*\d{1,2}[.)]\s"
    r"|[a-zđ]\)\s|[ivx]{1,4}[.)]\s"
    r"|(?:phấn đấu|quyết tâm|tiếp tục|nỗ lực|bảo đảm|đảm bảo|duy trì|giữ vững|đạt|có|để|theo đó|trong đó|riêng"
    r"|đồng thời|ngoài ra|cụ thể|như sau|sau đây|mục tiêu|kế hoạch"
    r"|(?:[^\W\d]+ ){0,2}đặt (?:ra )?(?:các )?(?:mục tiêu|chỉ tiêu)|(?:[^\W\d]+ ){0,3}đề ra (?:các "
    r"|\d{1,2} )?(?:mục tiêu|chỉ tiêu)|chỉ tiêu|theo kế hoạch|tối thiểu|ít nhất|yêu cầu|và|với|là|rằng|cũng|phải|cần"
    r"|sẽ|từ nay|vươn lên|trong số các|trong số|hoàn thành)\b"
    rf"|(?:đến|vào|trong|hết|cuối|ngay trong)?\s?(?:hết |cuối )?(?:giai đoạn|năm)\s?{YEARS}(?=[ ,:])"
    r"|(?:hằng|hàng|mỗi) (?:năm|quý|tháng)\b"
    r"|trong (?:năm|kỳ|quý|tháng)(?=,)"
    r"|[^;:]{3,120}? (?:cho biết|nhấn mạnh|khẳng định|lưu ý|thông tin)(?: rằng)?[:,] "
    r"|[^,;:]{3,80}? (?:đặt|đề) (?:ra )?(?:các )?(?:mục tiêu|chỉ tiêu)(?: là)?\b"
    r"|(?:tăng|nâng cao|nâng|giảm|hạ|rút ngắn|cải thiện|đẩy nhanh|kéo giảm)\s(?=tỷ lệ|tỉ lệ|thời gian|mức|số|chỉ số"
    r"|điểm))"
)
COUNTER = re.compile(r"(?:[\s,:;)-]+|trở lên|(?:số lượng|tổng số|số|các|những|toàn bộ|tất cả|mọi)(?=\s\S))")
CLOSING = re.compile(
    r"(?:[\s\-,;:.…]+|\b(?:đạt được|đạt|chiếm|là|tỷ lệ|mức|ở mức|phải|cần|bằng|(?<!trở )lên|xuống|còn|từ|tối thiểu"
    r"|ít nhất|được|và|với|trong đó|(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần)|mỗi 6 tháng"
    r"|hoàn thành|khoảng|trên|trung bình|bình quân|(?<!gia )tăng|(?<!cắt )giảm|gấp|không|quá|đến|dưới|(?<!hiện )có|phấn đấu|(?<!tự )bảo đảm"
    r"|(?<!tự )đảm bảo|thêm|cụ thể|riêng|duy trì|chỉ|sẽ|tương ứng|lần lượt|trong số đó|thuộc|nằm|vào|(?<!bên )trong|đứng|(?<!sắp )xếp)\b)$"
)
TAIL = re.compile(r",? (?:theo (?:đúng )?(?:quy định|kế hoạch|yêu cầu|quy trình|thẩm quyền))$")
BASE_TAIL = re.compile(r",? (?:so với|so cùng kỳ) [^,;]*$")
ASIDE_TAIL = re.compile(r",? (?:đặc biệt(?: là)?|nhất là|góp phần|nhằm|qua đó) [^;]*$")
YEAR_TAIL = re.compile(r" năm 20\d\d$|/(?:năm|quý|tháng|tuần)$")
DUE_TAIL = re.compile(
    r",? ?\b(?:đến|vào|trong|trước|chậm nhất|hết)\s(?:hết |cuối )?(?:(?:năm|quý|tháng|ngày|giai đoạn) ?"
    r"|(?=\d))[\divx][^,;]{0,40}$|,? từ (?:ngày|năm|tháng|vị trí|hạng)(?: thứ)? \d[\d/.-]*$"
)
LIKE_A_COMPARATOR = re.compile(r"^(.{3,60}?) trở lên(?= (?:hoàn thành|đạt|có|được|thực hiện)\b)")
MOST = 260


def name_after(line: Line, start: int, end: int) -> str:
    """The measured thing from the words after the number: "số hồ sơ được giải quyết đúng hạn" → "hồ sơ được …"."""
    return _tidy(line, _past(COUNTER, line, start, end), end)


def name_before(line: Line, start: int, end: int) -> str:
    """The measured thing from the words before the number, without "Phấn đấu", "Đến năm 2030," and "đạt"."""
    return _tidy(line, _past(OPENING, line, start, end), end)


def _past(shape: re.Pattern, line: Line, start: int, end: int) -> int:
    while (found := shape.match(line.low, start, end)) and found[0]:
        start = found.end()
    return start


def _tidy(line: Line, begin: int, end: int) -> str:
    end = min(end, begin + MOST)
    while found := next(
        (
            found
            for shape in (CLOSING, TAIL, ASIDE_TAIL, BASE_TAIL, DUE_TAIL, YEAR_TAIL)
            if (found := shape.search(line.low, begin, end))
        ),
        None,
    ):
        end = found.start()
    words = " ".join(line.text[begin:end].split()).strip(" -,;:.…/")
    words = re.sub(r" nào\b| \(%\)", "", words)
    words = LIKE_A_COMPARATOR.sub(r"\1", words)
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].rstrip(" ,;:-")
    return words


def as_rate(words: str) -> str:
    """ "hồ sơ được giải quyết đúng hạn" as an indicator's name: "Tỷ lệ hồ sơ được giải quyết đúng hạn"."""
    if not words or re.match(r"(?i)(tỷ|tỉ) (lệ|trọng)|mức|chỉ số|tổng|điểm|số |giá trị|kinh phí|tốc độ|kinh tế", words):
        return capital(words)
    return f"Tỷ lệ {inside(words)}"


def as_number(words: str) -> str:
    """ "hội nghị đối thoại" as an indicator's name: "Số hội nghị đối thoại"."""
    return f"Số {words}" if words else ""


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def inside(words: str) -> str:
    """The words in the middle of a name: a capital that only begins a sentence becomes small."""
    first, second = words[:1], words[1:2]
    is_name = second.isupper() or re.match(r"(?:Sở|Bộ|Chỉ số|Cổng|Trung tâm|Bộ phận|Hệ thống|Ủy ban) ", words)
    return words if is_name else first.lower() + words[1:]
