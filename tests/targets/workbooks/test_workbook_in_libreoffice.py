"""The Excel form in LibreOffice: opened, saved and brought back, its limits and its content are what they were."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from targets.checks import Parts
from targets.models import Figure
from targets.terms import Kind
from targets.workbooks.layout import KEYS_SHEET
from targets.workbooks.reading import read_workbook
from targets.workbooks.reports import standings
from targets.workbooks.stored import stored_from
from targets.workbooks.writing import workbook_of
from tests import make

pytestmark = pytest.mark.django_db
RULE = re.compile(r"<dataValidation (?P<look>[^>]*)>(?P<inside>.*?)</dataValidation>", re.DOTALL)


@pytest.fixture
def report():
    province = make.agency("UBND tỉnh Lam Giang")
    form = make.report_form(
        make.indicator(case_noun="hồ sơ"),
        make.indicator("Tỷ lệ giải ngân vốn đầu tư công", case_noun="triệu đồng"),
        make.indicator("Mức độ hài lòng", Kind.LEVEL, unit="%"),
        make.indicator("Cấp độ chuyển đổi số", Kind.GRADE, grade_steps=["Cấp độ 1", "Cấp độ 2"]),
        make.indicator("Ban hành kế hoạch CCHC", Kind.YES_NO),
        owner=province,
        code="1",
    )
    made = make.submission(make.agency("UBND xã An Bình", parent=province), form, make.period("quarter", 2026, 3))
    given = (
        Parts(numerator=Decimal(97), denominator=Decimal(1234)),
        Parts(numerator=Decimal("123456789.25"), denominator=Decimal("12345678901234.5678")),
        Parts(value=Decimal("95.5"), sample=120),
        Parts(value=Decimal(2)),
        Parts(done=True, done_on=date(2026, 9, 1)),
    )
    for figure, parts in zip(made.figures.order_by("line__order"), given, strict=True):
        figure.take(parts)
        figure.note, figure.cause_and_remedy = "=1+1 là ghi chú", "dòng một\r\ndòng hai"
        figure.save()
    return made


@pytest.fixture
def written(report):
    return workbook_of(standings(make.user(report.agency), [report]))


@pytest.fixture
def saved(written, libreoffice):
    return libreoffice(written, "xlsx", "xlsx")


def sheet_of(content: bytes, number: int = 1) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return pack.read(f"xl/worksheets/sheet{number}.xml").decode()


def rules_of(content: bytes) -> set[tuple[str, str, str]]:
    """(cell, kind, list or limit) of everything that limits what may be typed."""
    found = set()
    for rule in RULE.finditer(sheet_of(content)):
        kind = re.search(r'type="(\w+)"', rule["look"])[1]
        limit = re.search(r"<formula1>(.*?)</formula1>", rule["inside"])[1].replace("'", "").replace("&apos;", "")
        for area in re.search(r'sqref="([^"]*)"', rule["look"])[1].split():
            found |= {(cell, kind, limit) for cell in cells_of(area)}
    return found


def cells_of(area: str) -> list[str]:
    """The single cells of "D9:E9"."""
    (left, top), (right, bottom) = (re.fullmatch(r"([A-Z])(\d+)", end).groups() for end in (area.split(":") * 2)[:2])
    columns = range(ord(left), ord(right) + 1)
    return [f"{chr(column)}{row}" for column in columns for row in range(int(top), int(bottom) + 1)]


def test_what_may_be_typed_stays_limited(written, saved):
    assert rules_of(saved) == rules_of(written)
    assert {kind for _, kind, _ in rules_of(saved)} == {"whole", "decimal", "list", "date", "textLength"}


def test_labels_stay_locked_and_the_keys_stay_hidden(saved):
    assert '<sheetProtection sheet="true"' in sheet_of(saved)
    with zipfile.ZipFile(io.BytesIO(saved)) as pack:
        book = pack.read("xl/workbook.xml").decode()
    assert re.search(f'name="{KEYS_SHEET}"[^>]*state="(hidden|veryHidden)"', book)
    assert re.search(r'<col [^>]*hidden="true"[^>]*max="15"', sheet_of(saved))


def test_it_comes_back_with_nothing_touched(report, saved):
    figures = {figure.pk: figure for figure in Figure.objects.select_related("indicator").filter(submission=report)}
    stored = stored_from(read_workbook(saved), figures)
    assert (stored.rows, stored.faults, stored.remarks, stored.untouched) == ([], [], [], 5)


def test_what_differs_comes_back_the_same_as_without_libreoffice(report, written, saved):
    figures = {figure.pk: figure for figure in Figure.objects.select_related("indicator").filter(submission=report)}
    direct, through = read_workbook(written), read_workbook(saved)
    for reading in (direct, through):
        for row in reading.rows:
            row.cells["numerator"], row.cells["note"] = row.cells["denominator"], row.cells["note"] + " thêm"
    assert stored_from(direct, figures) == stored_from(through, figures)
    assert len(stored_from(through, figures).rows) == 5


def test_a_sheet_prints_on_few_pages(written, libreoffice):
    pages = libreoffice(written, "xlsx", "pdf").count(b"/Type/Page") - 1
    assert pages == 1
