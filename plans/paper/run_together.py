"""A paper's head that was copied as one line: where its parts begin."""

import re
from collections.abc import Iterator

MOTTO = re.compile(r"CỘNG\s+H[ÒO][ÀA]\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")
LEAST = 150  # characters; a shorter line holds no more than the two columns of a head
HEAD = 3_000
KINDS = "KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|CHƯƠNG TRÌNH|NGHỊ QUYẾT|THÔNG BÁO|HƯỚNG DẪN|CÔNG ĐIỆN"
BEGINS = re.compile(
    r"\s+(?=CỘNG\s+H[ÒO][ÀA]\s+XÃ|Độc lập\s*[-–]|Số\s*:|Căn cứ\s|Xét đề nghị|Theo đề nghị|Điều \d{1,2}\.|\((?:Ban hành k|K)èm theo"
    r"|QUYẾT ĐỊNH\s*:|[IVX]{1,4}\. [A-ZĐ]|\d\. [A-ZĐ])"
    r"|(?<=VIỆT NAM)\s+|(?<=Hạnh phúc)\s+"
    rf"|(?<=\d\d\d\d)\s+(?=(?:{KINDS})\b)"  # behind the day
    rf"|(?<=[a-zà-ỹ\d])\s+(?=(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|ỦY BAN NHÂN DÂN)\s+[A-ZĐ])"
    r"|(?<=[.;\d])\s+(?=Thực hiện\s+(?:Kế hoạch|Quyết định|Nghị quyết|Chỉ thị|Chương trình|Nghị định|Luật))"
)


def parts(words: str) -> Iterator[tuple[int, str]]:
    """The parts of a line, each with its place; a line that is no head run together is one part."""
    if len(words) < LEAST or not MOTTO.search(words, 0, HEAD):
        yield 0, words
        return
    start = 0
    for found in BEGINS.finditer(words, 0, HEAD):
        if found.start() > start:
            yield start, words[start : found.start()]
        start = found.end()
    yield start, words[start:]
