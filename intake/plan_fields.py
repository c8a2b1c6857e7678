"""A plan's data as read, put as the plan form asks it; and what a person should look at."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from plans.reading import Found, PlanReading
from ui.days import write_day

TYPE_NAME = re.compile(r"^kế hoạch\s+(về\s+(việc\s+)?)?", re.IGNORECASE)
LENGTHS = {"number": 60, "summary": 500, "signer": 120, "signer_title": 150}
NAMES = {
    "number": "Số, ký hiệu",
    "issued_on": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "title": "Trích yếu",
    "year_from": "Năm",
    "year_to": "Đến năm",
    "signer": "Người ký",
    "signer_title": "Chức vụ người ký",
    "replaces": "Kế hoạch được thay thế",
}


@dataclass(frozen=True)
class Finder:
    """What the system knows: `issuer_of` finds an agency for which the person enters plans, `plan_of` a plan of theirs by
    its number, `higher_of` a plan that a paper rests on by the words that name it.
    """

    issuer_of: Callable[[str], str]
    plan_of: Callable[[str], str]
    higher_of: Callable[[str], str] = lambda words: ""
    own_issuer: str = ""
    this_year: int = 2000


def plan_fields(reading: PlanReading, finder: Finder) -> dict[str, str]:
    """The fields of the plan form. What was not found stays empty, for the screen says "chưa rõ"."""
    year_from = _text(reading.year_from) or _year_of(reading) or str(finder.this_year)
    typed = {
        "number": _text(reading.number),
        "summary": _summary(reading),
        "kind": str(reading.kind),
        "state": "issued",
        "issuer": finder.issuer_of(_text(reading.issuer)) or finder.own_issuer,
        "signer": _text(reading.signer),
        "signer_title": _text(reading.signer_title),
        "issued_on": _day(reading.issued_on),
        "year_from": year_from,
        "year_to": _text(reading.year_to) or year_from,
    }
    typed = {name: value[: LENGTHS.get(name, len(value))] for name, value in typed.items()}
    return typed | _resting_on(reading, finder) | _replacing(reading, finder)


def _resting_on(reading: PlanReading, finder: Finder) -> dict[str, str]:
    """The first of the papers after "Căn cứ" that is a plan of the system is the one that this plan carries out."""
    known = (finder.higher_of(_text(paper)) for paper in reading.based_on)
    higher = next(filter(None, known), "")
    return {"higher_plan": higher} if higher else {}


def _summary(reading: PlanReading) -> str:
    """The title as it stands below the word KẾ HOẠCH, without that word."""
    title = TYPE_NAME.sub("", _text(reading.title))
    return title[:1].upper() + title[1:]


def _replacing(reading: PlanReading, finder: Finder) -> dict[str, str]:
    """Only a plan that the system has can be named as replaced, and only from a known day."""
    earlier = finder.plan_of(_text(reading.replaces)) if reading.replaces else ""
    if not earlier or not reading.issued_on:
        return {}
    return {"earlier_plan": earlier, "effect": "replaces", "effective_from": _day(reading.issued_on)}


def plan_doubts(reading: PlanReading, finder: Finder) -> list[str]:
    """What was guessed, what is missing, and what the system does not know."""
    said = [
        f"{name}: {found.doubt}" for field, name in NAMES.items() if (found := _found(reading, field)) and found.doubt
    ]
    missing = [NAMES[name].lower() for name in ("number", "issued_on", "title") if getattr(reading, name) is None]
    if missing:
        said.append(f"Không đọc thấy {', '.join(missing)}: điền nếu văn bản có.")
    issuer = _text(reading.issuer)
    if not finder.issuer_of(issuer):
        said.append(
            f"Cơ quan ban hành “{issuer}” không có trong các đơn vị anh/chị được nhập kế hoạch: chọn lại cơ quan."
            if issuer
            else "Không đọc thấy cơ quan ban hành: chọn cơ quan."
        )
    if reading.replaces and not finder.plan_of(_text(reading.replaces)):
        said.append(f"Văn bản nói thay thế “{_text(reading.replaces)}” nhưng hệ thống chưa có kế hoạch đó.")
    return said


def places_of(reading: PlanReading) -> list[list[int]]:
    """Where what was found stands, as [start, end], in the order of the document."""
    found = [_found(reading, field) for field in NAMES]
    return sorted([one.start, one.end] for one in found if one and one.end > one.start)


def _found(reading: PlanReading, field: str) -> Found | None:
    return getattr(reading, field)


def _text(found: Found | None) -> str:
    return "" if found is None else " ".join(str(found.value).split())


def _day(found: Found | None) -> str:
    return "" if found is None else write_day(found.value)


def _year_of(reading: PlanReading) -> str:
    return "" if reading.issued_on is None else str(reading.issued_on.value.year)
