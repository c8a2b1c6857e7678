"""How a whole paper's reading is printed: the plan's own data, its targets and its tasks, as JSON or as a page of text."""

from collections.abc import Iterator, Sequence
from datetime import date

from documents.text import Text
from intake.printed import target_to_json
from plans.reading import Found, PlanReading, ReadKind, TaskReading, read_plan
from targets.target_reading import TargetReading
from targets.wording import read_targets
from ui.days import write_day

KINDS = {
    ReadKind.ANNUAL: "hằng năm",
    ReadKind.MULTI_YEAR: "nhiều năm",
    ReadKind.INSPECTION: "kiểm tra",
    ReadKind.PUBLICATION: "công bố chỉ số",
    ReadKind.OTHER: "khác",
}
FIELDS = (
    ("Số, ký hiệu", "number"),
    ("Ngày ban hành", "issued_on"),
    ("Nơi ban hành", "issued_in"),
    ("Cơ quan ban hành", "issuer"),
    ("Cơ quan chủ quản", "superior"),
    ("Trích yếu", "title"),
    ("Từ năm", "year_from"),
    ("Đến năm", "year_to"),
    ("Người ký", "signer"),
    ("Chức vụ người ký", "signer_title"),
    ("Thay thế", "replaces"),
)


def read_paper(text: Text) -> tuple[PlanReading, tuple[TargetReading, ...]]:
    """The plan and its targets, the targets in the light of the plan's year; a plan of many years gives none."""
    plan = read_plan(text)
    return plan, read_targets(text, year=None if plan.kind == ReadKind.MULTI_YEAR else year_of(plan))


def year_of(plan: PlanReading) -> int | None:
    """The year a plan is listed under: its own; a plan of many years is listed under the year of its issue."""
    if plan.kind == ReadKind.MULTI_YEAR and plan.issued_on:
        return plan.issued_on.value.year
    named = plan.year_from or plan.year_to
    return int(named.value) if named else None


# --- as JSON --------------------------------------------------------------------------------------------------------------


def paper_to_json(plan: PlanReading, targets: Sequence[TargetReading]) -> dict:
    return {
        "number": _plain(plan.number),
        "issued_on": _plain(plan.issued_on),
        "issued_in": _plain(plan.issued_in),
        "issuer": _plain(plan.issuer),
        "superior": _plain(plan.superior),
        "title": _plain(plan.title),
        "year": year_of(plan),
        "year_from": _plain(plan.year_from),
        "year_to": _plain(plan.year_to),
        "signer": _plain(plan.signer),
        "signer_title": _plain(plan.signer_title),
        "kind": str(plan.kind),
        "based_on": [paper.value for paper in plan.based_on],
        "replaces": _plain(plan.replaces),
        "targets": [_within_years(target_to_json(target), plan) for target in targets],
        "tasks": [task_to_json(task) for task in plan.tasks],
    }


def _within_years(target: dict, plan: PlanReading) -> dict:
    """A target without a time of its own is due within the plan's years: "2026", "2026-2030"."""
    if target["due"] or plan.year_to is None:
        return target
    first, last = (plan.year_from or plan.year_to).value, plan.year_to.value
    return target | {"due": str(last) if first == last else f"{first}-{last}"}


def task_to_json(task: TaskReading) -> dict:
    return {
        "content": task.content,
        "section": task.section,
        "lead": task.lead,
        "supporting": list(task.supporting),
        "deliverable": task.deliverable,
        "due_text": task.due_text,
        "due": task.due.isoformat() if task.due else None,
        "starts_on": task.starts_on.isoformat() if task.starts_on else None,
        "is_regular": task.is_regular,
        "person": task.person,
        "budget_text": task.budget_text,
        "place": task.place,
        "doubts": list(task.doubts),
    }


def _plain(found: Found | None) -> str | int | None:
    if found is None:
        return None
    return found.value.isoformat() if isinstance(found.value, date) else found.value


# --- as a page of text ----------------------------------------------------------------------------------------------------


def paper_as_text(plan: PlanReading, targets: Sequence[TargetReading]) -> str:
    parts = [_plan_lines(plan), _target_lines(targets), _task_lines(plan.tasks)]
    return "\n".join(line for part in parts for line in part)


def _plan_lines(plan: PlanReading) -> Iterator[str]:
    yield "KẾ HOẠCH"
    for label, name in FIELDS:
        yield f"  {label}: {_written(getattr(plan, name))}"
    yield f"  Loại: {KINDS[plan.kind]}"
    for paper in plan.based_on:
        yield f"  Căn cứ: {paper.value}"


def _written(found: Found | None) -> str:
    if found is None:
        return "chưa rõ"
    words = write_day(found.value) if isinstance(found.value, date) else str(found.value)
    return f"{words} [xem lại: {found.doubt}]" if found.doubt else words


def _target_lines(targets: Sequence[TargetReading]) -> Iterator[str]:
    yield f"\nCHỈ TIÊU ({len(targets)})"
    for number, target in enumerate(targets, start=1):
        printed = target_to_json(target)
        rule = " ".join(str(printed[name]) for name in ("comparator", "value", "unit") if printed[name] is not None)
        yield f"  {number}. {target.indicator}: {rule} ({printed['kind']})"
        yield f"     “{' '.join(target.sentence.split())}”"
        yield from (f"     [xem lại: {doubt}]" for doubt in target.doubts)


def _task_lines(tasks: Sequence[TaskReading]) -> Iterator[str]:
    yield f"\nNHIỆM VỤ ({len(tasks)})"
    for number, task in enumerate(tasks, start=1):
        yield f"  {number}. {task.content}"
        yield from (f"     {label}: {words}" for label, words in _told(task) if words)
        yield from (f"     [xem lại: {doubt}]" for doubt in task.doubts)


def _told(task: TaskReading) -> Iterator[tuple[str, str]]:
    yield "Chủ trì", task.lead
    yield "Phối hợp", "; ".join(task.supporting)
    yield "Người phụ trách", task.person
    yield "Sản phẩm", task.deliverable
    yield "Thời gian", f"{task.due_text} ({write_day(task.due)})" if task.due else task.due_text
    yield "Kinh phí", task.budget_text
    yield "Chỗ đọc", task.place
