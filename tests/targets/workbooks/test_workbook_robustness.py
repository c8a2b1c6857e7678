"""Excel files as nobody should make them: never a broken page, never half of a file; long ones within bounds."""

import io
import subprocess
import sys
import uuid
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from targets.models import Figure, FigureChange, FigureUpload
from targets.terms import Kind
from targets.workbooks.layout import ENTRY_COLUMNS, MARK
from targets.workbooks.reading import MOST_ROWS
from targets.workbooks.reports import standings
from targets.workbooks.writing import workbook_of
from tests import make
from tests.targets.workbooks.files import Filled
from ui.numbers import write_number

ROOT = Path(__file__).resolve().parents[3]
MOST_MEGABYTES = 300
pytestmark = pytest.mark.django_db

ODD_WORDS = [
    "1.234,5",
    "1,234.5",
    "12.5",
    " 97 ",
    "1 234",
    "=1/0",
    "=2+3",
    "#REF!",
    "97%",
    "x",
    "X",
    "Có",
    "khong",
    "−5",
    "46266",
    "05/01/2026",
    "31/02/2026",
    "1e5",
    "\xa012\n",
    "ĐÚNG",
    "Cấp độ 2",
    "'97",
    "\ufeff9",
    "9999999999999999999999999999999999999999",
]
WHAT_HAPPENS = """cell|cell|cell|merge|lose column|lose row|double row|swap keys|new sheet|insert row|spoil key|spoil head|spoil seal
|lose keys|cut|other encoding|shift rows|all as text""".replace("\n", "").split("|")
WRONG_CELLS = st.one_of(
    st.text(max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**17), 10**17),
    st.booleans(),
    st.dates(min_value=date(1900, 3, 1), max_value=date(2199, 12, 31)),
    st.sampled_from(ODD_WORDS),
)
FAULTS = st.sampled_from(WHAT_HAPPENS)

# What a file says is read before any database is asked: all of them on one, some on the other.
SHEETS = 200 if connection.vendor == "sqlite" else 40


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report():
    province = make.agency("UBND tỉnh Lam Giang")
    form = make.report_form(
        make.indicator(case_noun="hồ sơ"),
        make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị"),
        make.indicator("Mức độ hài lòng", Kind.LEVEL, unit="%"),
        make.indicator("Cấp độ chuyển đổi số", Kind.GRADE, grade_steps=["Cấp độ 1", "Cấp độ 2"]),
        make.indicator("Xếp hạng chuyển đổi số", Kind.RANK),
        make.indicator("Ban hành kế hoạch CCHC", Kind.YES_NO),
        owner=province,
        code="1",
    )
    return make.submission(make.agency("UBND xã An Bình", parent=province), form, make.period("quarter", 2026, 3))


def broken(content: bytes, data) -> bytes:
    """The file after one to four things that people and programs do to files."""
    filled = Filled(content)
    faults = data.draw(st.lists(FAULTS, min_size=1, max_size=4))
    for fault in faults:
        _break(filled, fault, data)
    kept = filled.content if "other encoding" not in faults else encoded_otherwise(filled.content)
    if "cut" not in faults:
        return kept
    kept_tenths_of_percent = data.draw(st.integers(0, 1000))  # not a count of bytes: two writings differ in length
    return kept[: len(kept) * kept_tenths_of_percent // 1000]


def _break(filled: Filled, fault: str, data) -> None:
    rows, lines = filled.rows, list(filled.lines())
    if not lines:
        return
    row, column = data.draw(st.sampled_from(lines)), data.draw(st.integers(0, len(rows[filled.head]) - 1))
    key, entry = filled.place.get("key", 0), data.draw(st.sampled_from(ENTRY_COLUMNS))
    match fault:
        case "cell":
            _put(rows, row, filled.place.get(entry, column), data.draw(WRONG_CELLS))
        case "merge":
            down, right = data.draw(st.integers(0, 2)), data.draw(st.integers(1, 3))
            filled.merges[filled.name] = [(row, column, row + down, column + right)]
        case "lose column":
            for line in rows:
                del line[column : column + 1]
        case "lose row":
            del rows[row]
        case "double row":
            rows.append(list(rows[row]))
        case "swap keys":
            other = data.draw(st.sampled_from(lines))
            rows[row][key : key + 1], rows[other][key : key + 1] = rows[other][key : key + 1], rows[row][key : key + 1]
        case "new sheet":
            filled.sheets["Trang khác"] = [["key", "numerator", data.draw(WRONG_CELLS)], ["TT", 1, "=1/0"]]
        case "insert row":
            rows.insert(row, [data.draw(WRONG_CELLS) for _ in rows[filled.head]])
        case "spoil key":
            _put(rows, row, key, data.draw(st.one_of(WRONG_CELLS, st.from_regex(r"[0-9]{1,30}\.[0-9]{1,12}\.x\.y"))))
        case "spoil head":
            _put(rows, filled.head, column, data.draw(WRONG_CELLS))
        case "spoil seal":
            filled.sheets["_khoa"] = [[MARK], [data.draw(st.text(max_size=50))]]
        case "lose keys":
            filled.sheets.pop("_khoa", None)
        case "shift rows":
            rows.insert(0, [""] * data.draw(st.integers(0, 3)))
        case "all as text":
            for line in lines:
                rows[line] = [str(cell) for cell in rows[line]]


def _put(rows: list[list], row: int, column: int, cell) -> None:
    if row < len(rows) and column < len(rows[row]):
        rows[row][column] = cell


def encoded_otherwise(content: bytes) -> bytes:
    """The parts as UTF-16, of which the pack says nothing."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(kept, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.decode().encode("utf-16") if name.endswith("sheet1.xml") else part)
    return kept.getvalue()


def figures_now() -> list[tuple]:
    return list(
        Figure.objects.order_by("pk").values_list("pk", "numerator", "denominator", "value", "done", "revision")
    )


class TestBrokenSheets:
    @pytest.fixture
    def person(self, client, report):
        person = make.user(report.agency, Role.REPORTER)
        client.force_login(person)
        return person

    @pytest.fixture
    def content(self, person, report):
        return workbook_of(standings(person, [report]))

    @settings(max_examples=SHEETS, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_no_file_breaks_a_page_or_is_written_in_part(self, client, report, content, data):
        """Each file is handed in; what is kept is previewed and confirmed: then all of what was shown is there, or nothing."""
        before = figures_now()
        with transaction.atomic():
            self.walk(client, report, broken(content, data), before)
            transaction.set_rollback(True)

    def walk(self, client, report, content: bytes, before: list[tuple]) -> None:
        address = reverse("targets:upload_workbook", args=[report.pk])
        form = {"paper": SimpleUploadedFile("bieu.xlsx", content), "once": "7f9c24e5-0c1f-4f0f-9a83-1c1d2c0a5a11"}
        response = client.post(address, form)
        assert response.status_code in (200, 302)
        assert figures_now() == before
        if response.status_code == 200:
            assert response.context["form"].errors
            assert not FigureUpload.objects.exists()
            return
        found = client.get(response.url).context["found"]
        confirmed = client.post(response.url, {"stamp": found.stamp})
        assert confirmed.status_code == (302 if found.may_apply else 200)
        assert FigureChange.objects.count() == (len(found.rows) if found.may_apply else 0)
        assert (figures_now() != before) == found.may_apply


class TestLongFiles:
    AGENCIES, LINES = 50, 40

    def test_two_thousand_figures_of_fifty_agencies_go_in_at_once(self, client):
        """In one transaction; of queries a fixed number for the file and a fixed number for each report."""
        all_of_it = self.write(client, self.AGENCIES, self.LINES)
        few_lines = self.write(client, self.AGENCIES, 4)
        few_agencies = self.write(client, 5, self.LINES)
        each = (all_of_it - few_agencies) / (self.AGENCIES - 5)
        assert each <= 30
        assert all_of_it - few_lines <= self.AGENCIES * 3  # SQLite takes a long update in a few pieces

    def write(self, client, agencies: int, lines: int) -> int:
        """How many queries it takes to confirm a file in which every figure of every agency is new."""
        province = make.agency("UBND tỉnh")
        measured = [make.indicator(f"Số việc {number}", Kind.COUNT, unit="việc") for number in range(lines)]
        form = make.report_form(*measured, owner=province)
        period = make.period("quarter", 2026, 3)
        reports = [make.submission(make.agency(parent=province), form, period) for _ in range(agencies)]
        office = make.user(province)
        filled = Filled(workbook_of(standings(office, reports)))
        for number in filled.lines():
            filled.rows[number][filled.place["value"]] = number
        client.force_login(office)
        form_data = {"paper": SimpleUploadedFile("bieu.xlsx", filled.content), "once": str(uuid.uuid4())}
        address = client.post(reverse("targets:upload_workbooks"), form_data).url
        stamp = client.get(address).context["found"].stamp
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.post(address, {"stamp": stamp}).status_code == 302
        written = Figure.objects.filter(submission__in=reports, value__isnull=False)
        assert written.count() == agencies * lines
        return len(queries)

    def test_fifty_thousand_rows_are_refused_within_the_memory_of_a_small_machine(self, tmp_path):
        file = tmp_path / "dai.xlsx"
        file.write_bytes(long_file(50_000))
        said, megabytes = read_by_itself(file)
        assert f"quá {write_number(MOST_ROWS)}" in said
        assert megabytes < MOST_MEGABYTES

    def test_the_longest_file_that_is_read_stays_within_it_too(self, tmp_path):
        file = tmp_path / "dai.xlsx"
        file.write_bytes(long_file(MOST_ROWS - 100))
        said, megabytes = read_by_itself(file)
        assert "Không tìm thấy dòng nào" in said
        assert megabytes < MOST_MEGABYTES


def long_file(rows: int) -> bytes:
    """A sheet of our columns with every entry cell filled, and a seal that nobody signed."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Biểu 1")
        for number in range(rows):
            for column in range(15):
                if column % 3:
                    sheet.write_number(number, column, number * 1.5 + column)
                else:
                    sheet.write_string(number, column, f"chỉ tiêu {number}")
        keys = book.add_worksheet("_khoa")
        keys.write_string(0, 0, MARK)
    return kept.getvalue()


def read_by_itself(file: Path) -> tuple[str, int]:
    """What reading a file answers in a process of its own, and the most memory (MB) that this process ever held."""
    program = (
        "import sys, django; django.setup()\n"
        "from django.core.exceptions import ValidationError\n"
        "from targets.workbooks import reading\n"
        "reading._seal_of = lambda book: None\n"
        "try:\n"
        "    reading.read_workbook(open(sys.argv[1], 'rb').read())\n"
        "except ValidationError as refusal:\n"
        "    print(refusal.messages[0])\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    said, kilobytes = done.stdout.strip().splitlines()
    return said, int(kilobytes) // 1024
