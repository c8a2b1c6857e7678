"""When a target falls due and what it is measured against: "đến năm 2025", "so với năm 2024"."""

import re
from datetime import date

from targets.reading.letters import Line

YEAR = r"20\d\d"
SPAN = re.compile(
    rf"\b(?:giai doan|trong|tu nam|cac nam|nam|thoi ky)\s(?:nam )?(?P<first>{YEAR})\s?(?:-|den(?: nam)?"
    rf"|va(?: nam)?)\s?(?P<last>{YEAR})"
)
ONE_YEAR = re.compile(
    rf"\b(?:(?P<until>den het|den cuoi|den|cuoi|het|vao|trong|ngay trong|truoc) )?(?:nam )(?P<year>{YEAR})\b"
    rf"|\bden (?P<bare>{YEAR})\b"
)
BASE = re.compile(
    r"\bso voi (?:(?!20\d\d)[^,;.]){0,60}$|\b(?:so voi|so cung ky|cua|ngay|thang \d{1,2}|quy [ivx]+|theo ke hoach|ke hoach"
    r"|chi so [^,;]{1,40})\s?(?:cuoi )?$"
)
QUARTER = re.compile(rf"\bquy (?P<order>i{{1,3}}|iv|[1-4])(?:\s?/\s?| nam ){YEAR}")
PARTS = [
    (re.compile(r"\bca nam\b"), "cả năm"),
    (re.compile(r"\b0?6 thang dau nam\b"), "6 tháng đầu năm"),
    (re.compile(r"\b0?6 thang cuoi nam\b"), "6 tháng cuối năm"),
    (re.compile(r"\b(?:cuoi|het|trong|den het) nhiem ky\b"), "cuối nhiệm kỳ"),
]
EVERY = re.compile(r"\b(?:hang|moi) (?:nam|quy|thang)\b")
LOW_EVERY = {
    "hằng năm",
    "hàng năm",
    "mỗi năm",
    "hằng quý",
    "hàng quý",
    "mỗi quý",
    "hằng tháng",
    "hàng tháng",
    "mỗi tháng",
}
BASELINE = re.compile(r"\bso (?:với|cùng kỳ)[^,;.()]{0,80}")
ASIDE = re.compile(r" ?\(((?:năm|hiện nay|thực hiện năm|kết quả năm)[^)]{0,60}\d[^)]{0,20})\)")
STOP = re.compile(
    r",|;|\.(?:\s|$)|\)|\(| va (?:duy tri|bao dam|thuc hien|khong|nam|thuoc|dung|xep|tang|giam|dat|phan dau)| de | nham "
)
DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:\s?[/.-]\s?| thang )(?P<month>\d{{1,2}})(?:(?:\s?[/.-]\s?| nam )(?P<year>{YEAR}))?\b"
)


UNTIL_DAY = re.compile(r"\b(?:den|den het|truoc)(?: ngay)? (?=\d{1,2}/\d{1,2}/20\d\d)")
YEAR_ALONE = re.compile(r"\s*20\d\d\s*")


def due_words(bare: str, low: str) -> str:
    """The year, span or rhythm named in these words: "2025", "2026-2030", "hằng năm"; empty where none is."""
    for span in SPAN.finditer(bare):
        if not BASE.search(bare[: span.start()]):
            return f"{span['first']}-{span['last']}"
    if by_day := UNTIL_DAY.search(bare):
        return day_of(DAY.match(bare, by_day.end()), None)[1]
    for year in ONE_YEAR.finditer(bare):
        if not BASE.search(bare[: year.start()]):
            return year["year"] or year["bare"]
    if quarter := QUARTER.search(bare):
        return low[quarter.start() : quarter.end()].replace(
            "quý " + quarter["order"], f"quý {quarter['order'].upper()}"
        )
    for part, words in PARTS:
        if part.search(bare):
            return words
    for every in EVERY.finditer(bare):
        if low[every.start() : every.end()] in LOW_EVERY:
            return low[every.start() : every.end()].replace("hàng", "hằng")
    return ""


def due_of_head(head: str) -> str:
    """The year or span of a column by its head, which may hold nothing but the year."""
    return head.strip() if YEAR_ALONE.fullmatch(head) else due_words(head, head)


def baseline(line: Line, start: int, number_end: int, end: int) -> str:
    """What comes after "so với" between two places, or in brackets right after the number, as written."""
    found = BASELINE.search(line.low, start, end)
    if not found:
        aside = ASIDE.match(line.low, number_end)
        return line.text[aside.start(1) : aside.end(1)] if aside else ""
    words = line.text[found.start() : found.end()]
    cut = STOP.search(line.bare[found.start() : found.end()])
    words = words[: cut.start()] if cut else words
    return re.sub(r"^so (?:với|voi)\s*", "", words.strip(), flags=re.I).strip(" ,;.")


def day_of(found: re.Match, year: int | None) -> tuple[date | None, str]:
    """The day, and its words: "2026-06-30", or "06-30" where no year is known. Both empty for no real day."""
    known = int(found["year"]) if found["year"] else year
    try:
        day = date(known or 2024, int(found["month"]), int(found["day"]))
    except ValueError:
        return None, ""
    return (day, day.isoformat()) if known else (None, f"{day:%m-%d}")


def last_day_of_month(year: int, month: int) -> date:
    """The month's last day."""
    return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)


def due_near(line: Line, begin: int, start: int, end: int, until: int) -> str:
    """The year that the words name after the number, before they turn to something else, or before it."""
    after, before = slice(end, until), slice(begin, start)
    return due_words(line.bare[after], line.low[after]) or due_words(line.bare[before], line.low[before])
