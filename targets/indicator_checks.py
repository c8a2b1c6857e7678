"""Whether an indicator is described in a way that can be reported, added up and judged (DESIGN §3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from targets.kinds import shape_of
from targets.terms import AcrossAgencies, AcrossPeriods, Kind, SourceKind

Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Described:
    """An indicator in plain values. kind_of_whole, kind_of_origin: kinds of what it is "trong đó" of or split from."""

    kind: Kind | str
    unit: str = ""
    numerator_label: str = ""
    denominator_label: str = ""
    across_periods: AcrossPeriods | str = ""
    across_agencies: AcrossAgencies | str = ""
    grade_steps: tuple[str, ...] = ()
    source_kind: SourceKind | str = SourceKind.OWN
    has_source_agency: bool = False
    publication_years: tuple[int, ...] = ()
    kind_of_whole: Kind | str | None = None
    kind_of_origin: Kind | str | None = None
    is_in_circle: bool = False


def faults(described: Described) -> dict[str, str]:
    """The field and what is wrong with it, with the remedy; the first fault of each field."""
    found: dict[str, str] = {}
    for check in (_parts, _unit, _steps, _combining, _source, _family):
        for field, message in check(described):
            found.setdefault(field, message)
    return found


def _parts(described: Described) -> Iterator[Fault]:
    if described.kind not in (Kind.RATIO, Kind.RATIO_OF_STOCKS):
        return
    if not described.numerator_label:
        yield "numerator_label", "Tỷ lệ cần tên tử số, ví dụ “Hồ sơ trước hạn, đúng hạn”."
    if not described.denominator_label:
        yield "denominator_label", "Tỷ lệ cần tên mẫu số, ví dụ “Tổng hồ sơ đã giải quyết”."


def _unit(described: Described) -> Iterator[Fault]:
    if described.kind in (Kind.COUNT, Kind.STOCK, Kind.LEVEL) and not described.unit:
        yield "unit", "Nhập đơn vị tính, ví dụ hồ sơ, hội nghị, %, điểm."


def _steps(described: Described) -> Iterator[Fault]:
    if described.kind != Kind.GRADE:
        return
    if len(described.grade_steps) < 2:
        yield "grade_steps", "Xếp loại cần ít nhất hai bậc, mỗi dòng một bậc, từ thấp đến cao."
    elif len({*described.grade_steps}) < len(described.grade_steps):
        yield "grade_steps", "Có bậc bị lặp lại. Mỗi bậc chỉ ghi một lần."


def _combining(described: Described) -> Iterator[Fault]:
    shape = shape_of(described.kind)
    kind = Kind(described.kind).label
    if described.across_periods not in shape.periods:
        fitting = ", ".join(f"“{choice.label}”" for choice in shape.periods)
        yield "across_periods", f"Loại “{kind}” chỉ gộp các kỳ theo cách {fitting}."
    if described.across_agencies not in shape.agencies:
        fitting = ", ".join(f"“{choice.label}”" for choice in shape.agencies)
        yield "across_agencies", f"Loại “{kind}” chỉ gộp các đơn vị theo cách {fitting}."


def _source(described: Described) -> Iterator[Fault]:
    if described.source_kind == SourceKind.NAMED and not described.has_source_agency:
        yield "source_agency", "Chọn cơ quan nhập số liệu cho mọi đơn vị."
    if described.source_kind == SourceKind.OUTSIDE and not described.publication_years:
        yield "source_kind", "Nguồn ngoài cần ngày dự kiến công bố của ít nhất một năm (nhập ở mục bên dưới)."
    if described.source_kind != SourceKind.OUTSIDE and described.publication_years:
        yield "source_kind", "Chỉ nguồn ngoài mới có ngày dự kiến công bố. Đổi nguồn, hoặc xoá các ngày bên dưới."
    if described.source_kind == SourceKind.COMPUTED and not _is_share_on_a_day(described):
        yield "source_kind", "Hệ thống tính tỷ lệ nhiệm vụ đã hoàn thành: chọn loại “tỷ lệ theo thời điểm”."
    if len({*described.publication_years}) < len(described.publication_years):
        yield "source_kind", "Mỗi năm chỉ có một ngày dự kiến công bố."


def _is_share_on_a_day(described: Described) -> bool:
    return described.kind in (Kind.RATIO, Kind.RATIO_OF_STOCKS) and described.across_periods == AcrossPeriods.LATEST


def _family(described: Described) -> Iterator[Fault]:
    if described.kind_of_whole and described.kind_of_origin:
        yield "split_from", "Chỉ chọn một: “trong đó”, hoặc “tách riêng”."
    if described.kind_of_whole and described.kind_of_whole != described.kind:
        whole = Kind(described.kind_of_whole).label
        yield "part_of", f"Chỉ tiêu “trong đó” phải cùng loại số liệu với chỉ tiêu chứa nó ({whole})."
    if described.kind_of_origin and described.kind_of_origin != described.kind:
        origin = Kind(described.kind_of_origin).label
        yield "split_from", f"Chỉ tiêu tách riêng phải cùng loại số liệu với chỉ tiêu gốc ({origin})."
    if described.is_in_circle:
        yield "part_of", "Hai chỉ tiêu không thể là “trong đó” của nhau."
