"""Grids of targets: a row for each body, a column for each indicator, as annexes that hand targets out have them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.text import Row
from targets.reading.cells import told_in
from targets.reading.dues import due_of_head
from targets.reading.letters import Line
from targets.reading.readings import reading
from targets.reading.trail import Trail
from targets.target_reading import TargetReading

BODIES = re.compile(
    r"\W*(?:ten )?(?:cac )?(?:don vi(?! (?:tinh|do))|co quan|dia phuong|so,? (?:ban,? )?nganh|xa\b|huyen\b|linh vuc)"
)
WATCHING = re.compile(r"\b(?:theo doi|chu tri|phoi hop|phu trach|thuc hien|chiu trach nhiem|tham muu)\b")
BODY = re.compile(
    r"\W*(?:so|ubnd|uy ban|ban|van phong|thanh tra|phong|chi cuc|cuc|xa|phuong|dac khu|thi tran|thi xa|huyen|quan"
    r"|thanh pho|tp|trung tam|cong an|bao hiem|truong|benh vien|kho bac|thue|bo|tong cuc|vien)\b"
)
INDICATOR = re.compile(
    r"\b(?:ty le|ti le|so (?:luong|ho so|tthc|thu tuc|dich vu|van ban|sang kien)|muc do|chi so|diem)\b|%"
)
REACHED = re.compile(r"\b(?:ket qua (?:thuc hien|dat)|thuc hien nam|da (?:dat|thuc hien|giai quyet)|hien trang)\b")
HEAD_ALONE = re.compile(
    r"^\W*(?:(?:giao )?chỉ tiêu|mục tiêu)(?: giao)?(?: về)? (?=\w)|,? (?:đến )?(?:hết )?năm 20\d\d", re.IGNORECASE
)


def bodies_column(heads: list[str], rows: tuple[Row, ...]) -> int | None:
    """Which column names the bodies, first but for the running number; None where the rows are not of bodies."""
    for place, head in enumerate(heads[:2]):
        cells = [row.cells[place].text for row in rows if place < len(row.cells) and row.cells[place].text]
        if (
            BODIES.match(head)
            and not WATCHING.search(head)
            and cells
            and 2 * sum(bool(BODY.match(Line(one).bare)) for one in cells) > len(cells)
        ):
            return place
    return None


def _name(head: str) -> str:
    """The indicator that the head names, without "Chỉ tiêu" before it and its year."""
    return HEAD_ALONE.sub("", head).strip() or head


def read_grid(
    heads: list[str], written: list[str], rows: tuple[Row, ...], bodies: int, content: str, trail: Trail, table: int
) -> Iterator[TargetReading]:
    """The targets of each body; `heads` without their marks, `written` as they stand."""
    columns = [
        place
        for place, head in enumerate(heads)
        if place != bodies and INDICATOR.search(head) and not REACHED.search(head)
    ]
    for number, row in enumerate(rows, start=1):
        cells = row.cells
        if bodies >= len(cells) or not BODY.match(Line(cells[bodies].text).bare):
            continue
        start, end = cells[0].start, max(cell.end for cell in cells)
        for place in columns:
            if place >= len(cells) or cells[place].is_repeated:
                continue
            told = told_in(_name(written[place]), cells[place].text, "", heads[place])
            if told is None:
                continue
            shift = cells[place].start - start
            scope = " ".join(cells[bodies].text.split())
            due = told.due or due_of_head(heads[place])
            find = replace(told, start=shift + told.start, end=shift + told.end, scope=scope, due=due)
            yield reading(
                trail.over(find),
                content[start:end],
                start,
                section=trail.section,
                area=trail.area,
                place=f"bảng {table}, dòng {number}",
            )
