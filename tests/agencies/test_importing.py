"""A list of agencies from a file: what is read, what is refused, and that all or nothing is written."""

import io
import unicodedata
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies import actions, sheets
from agencies.importing import check_rows, in_order_of_parents, read_rows
from agencies.models import Agency, Placement
from agencies.sheets import read_sheet
from tests import make

HEAD = "Mã đơn vị;Tên đơn vị;Loại;Mã đơn vị cấp trên;Thành lập từ ngày"
TODAY = date(2026, 4, 1)
WORDS = ["Mã đơn vị"]


def csv(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines]).encode()


def xlsx(*rows) -> bytes:
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            sheet.write(number, place, cell, day if isinstance(cell, date) else None)
    book.close()
    return stored.getvalue()


class TestReading:
    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(csv("A;Sở Nội vụ;Khác;;"), id="UTF-8"),
            pytest.param("\ufeff".encode() + csv("A;Sở Nội vụ;Khác;;"), id="UTF-8 có dấu đầu tệp"),
            pytest.param(csv("A;Sở Nội vụ;Khác;;").decode().encode("utf-16"), id="UTF-16"),
        ],
    )
    def test_the_usual_encodings(self, content):
        assert read_sheet("don-vi.csv", content, WORDS)[1][1] == "Sở Nội vụ"

    def test_windows_1258_is_known_by_its_headings(self):
        text = "Mã đơn vị;Tên đơn vị\nA;Sở Nội vụ"
        decomposed = "".join(_as_1258(char) for char in text)
        rows = read_sheet("don-vi.csv", decomposed.encode("cp1258"), WORDS)
        assert rows == [["Mã đơn vị", "Tên đơn vị"], ["A", "Sở Nội vụ"]]

    def test_an_encoding_that_cannot_be_told_is_refused_with_the_remedy(self):
        with pytest.raises(ValidationError, match="CSV UTF-8"):
            read_sheet("don-vi.csv", b"M\xb5 \xae\xac\xf1n v\xde;T\xaan", WORDS)

    def test_numbers_and_days_of_a_sheet_read_as_they_are_shown(self):
        content = xlsx(["Mã", "Ngày"], [101, date(2025, 7, 1)])
        assert read_sheet("a.xlsx", content)[1] == ["101", "01/07/2025"]

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            pytest.param("a.xls", b"x", "Chỉ nhận tệp .xlsx hoặc .csv", id="đuôi tệp khác"),
            pytest.param("a.xlsx", b"not a zip", "Không mở được tệp", id="không phải xlsx"),
            pytest.param("a.csv", b"  ", "không có nội dung", id="rỗng"),
            pytest.param("a.csv", b"x" * (sheets.MOST_BYTES + 1), "lớn hơn 2 MB", id="quá lớn"),
            pytest.param("a.csv", b'a;b\n"c;d', "dấu ngoặc kép", id="ngoặc kép hở"),
            pytest.param("a.csv", b"a\n" * (sheets.MOST_ROWS + 2), "tối đa 5000 dòng", id="quá nhiều dòng"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_refused(self, name, content, words):
        with pytest.raises(ValidationError, match=words):
            read_sheet(name, content)

    def test_a_sheet_that_unpacks_to_far_too_much_is_refused(self, monkeypatch):
        monkeypatch.setattr(sheets, "MOST_UNPACKED_BYTES", 100)
        with pytest.raises(ValidationError, match="quá lớn"):
            read_sheet("a.xlsx", xlsx(["Mã"]))

    def test_one_stray_cell_far_away_is_refused_before_room_is_made_for_it(self):
        stored = io.BytesIO()
        book = xlsxwriter.Workbook(stored)
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Mã")
        sheet.write(1_048_575, 16_383, "lạc")
        book.close()
        with pytest.raises(ValidationError, match="ở rất xa"):
            read_sheet("a.xlsx", stored.getvalue())

    def test_empty_cells_far_away_are_only_their_look(self):
        stored = io.BytesIO()
        book = xlsxwriter.Workbook(stored)
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Mã")
        sheet.write_blank(9_999, 2_000, None, book.add_format({"bold": True}))
        book.close()
        assert read_sheet("a.xlsx", stored.getvalue()) == [["Mã"]]

    def test_a_part_that_states_less_than_it_unpacks_to_is_refused(self):
        packed = bytearray(xlsx(["Mã"], *[["0" * 100] for _ in range(500)]))
        with zipfile.ZipFile(io.BytesIO(packed)) as pack:
            entry = pack.getinfo("xl/worksheets/sheet1.xml")
        listed = packed.rindex(b"xl/worksheets/sheet1.xml") - 46  # its line in the directory at the end of the file
        assert int.from_bytes(packed[listed + 24 : listed + 28], "little") == entry.file_size
        packed[listed + 24 : listed + 28] = (10).to_bytes(4, "little")
        with pytest.raises(ValidationError, match="Không mở được"):
            read_sheet("a.xlsx", bytes(packed))


def _as_1258(char: str) -> str:
    """windows-1258 writes tones as marks of their own, but ă â ê ô ơ ư đ as letters."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    letters = unicodedata.normalize("NFD", char)
    base = unicodedata.normalize("NFC", "".join(mark for mark in letters if mark not in tones))
    return base + "".join(mark for mark in letters if mark in tones)


class TestColumns:
    def test_headings_are_known_without_accents_and_in_any_order(self):
        rows, problems = read_rows(
            [["LOAI *", "Ten don vi", "ma đơn vị", "Mã đơn vị cấp trên"], ["Khác", "X", "A", ""]]
        )
        assert (rows[0].code, rows[0].name, rows[0].kind, problems) == ("A", "X", "other", [])

    def test_wrong_columns_are_named(self):
        with pytest.raises(ValidationError) as refusal:
            read_rows([["Mã đơn vị", "Địa chỉ", "Loại", "Loại"], ["A", "", "", ""]])
        assert [message.split(".")[0] for message in refusal.value.messages] == [
            "Không biết cột “Địa chỉ”",
            "Cột “Loại” có hai lần",
            "Thiếu cột “Tên đơn vị”",
            "Thiếu cột “Mã đơn vị cấp trên”",
        ]

    def test_headings_alone_are_no_list(self):
        with pytest.raises(ValidationError, match="chưa có đơn vị nào"):
            read_rows([HEAD.split(";")])

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            pytest.param(";X;Khác;;", "Thiếu mã đơn vị.", id="thiếu mã"),
            pytest.param("A;;Khác;;", "Thiếu tên đơn vị.", id="thiếu tên"),
            pytest.param("A;X;Hội;;", "Không biết loại “Hội”", id="loại lạ"),
            pytest.param("A;X;Khác;;31/02/2026", "Ngày 31/02/2026 không có trong lịch.", id="ngày không có"),
            pytest.param("A;=HYPERLINK(1);Khác;;", "không nhận công thức", id="công thức"),
            pytest.param("A;@SUM;Khác;;", "không nhận công thức", id="công thức kiểu @"),
            pytest.param(f"{'A' * 31};X;Khác;;", "Mã đơn vị dài quá 30 ký tự", id="mã quá dài"),
        ],
    )
    def test_a_wrong_cell_is_named_with_its_row(self, line, message):
        rows, problems = read_rows(read_sheet("a.csv", csv("B;Được;Khác;;", "", line), WORDS))
        assert [row.code for row in rows] == ["B"]
        assert [problem.row for problem in problems] == [4]
        assert message in problems[0].message


@pytest.mark.django_db
class TestChecking:
    def problems(self, by, *lines):
        rows, problems = read_rows(read_sheet("a.csv", csv(*lines), WORDS))
        assert not problems
        return [(problem.row, problem.message) for problem in check_rows(rows, by)]

    @pytest.fixture
    def by(self):
        return make.user(is_superuser=True)

    def test_a_repeated_code_in_the_file(self, by):
        assert self.problems(by, "A;X;Khác;;", "A;Y;Khác;;") == [(3, "Mã đơn vị A lặp lại, đã có ở dòng 2.")]

    def test_a_code_on_file(self, by):
        make.agency("Sở cũ", code="A")
        assert self.problems(by, "A;X;Khác;;") == [(2, "Mã đơn vị A đã có: Sở cũ.")]

    def test_a_parent_that_does_not_exist(self, by):
        [(row, message)] = self.problems(by, "A;X;Khác;KHONG;")
        assert (row, message.startswith("Không có đơn vị cấp trên mang mã KHONG")) == (2, True)

    def test_parents_in_a_circle(self, by):
        found = self.problems(by, "A;X;Khác;B;", "B;Y;Khác;A;", "C;Z;Khác;B;")
        assert [row for row, message in found if "quay vòng" in message] == [2, 3]

    def test_a_parent_that_has_ended(self, by):
        make.agency("Sở cũ", code="S", dissolved_on=date(2025, 7, 1))
        [(_, message)] = self.problems(by, "A;X;Khác;S;01/08/2025")
        assert "kết thúc hoạt động từ ngày 01/07/2025" in message

    def test_a_unit_older_than_its_parent_in_the_file(self, by):
        [(_, message)] = self.problems(by, "A;X;Khác;;01/07/2025", "B;Y;Khác;A;01/01/2025")
        assert "thành lập trước đơn vị cấp trên X (dòng 2)" in message

    def test_an_administrator_reaches_only_below_their_own_agency(self):
        own, strange = make.agency("Tỉnh A", code="A"), make.agency("Tỉnh B", code="B")
        by = make.user(own, "administrator")
        found = self.problems(by, "X;Sở X;Khác;A;", f"Y;Sở Y;Khác;{strange.code};", "Z;Tỉnh Z;Khác;;")
        assert [row for row, _ in found] == [3, 4]


@pytest.mark.django_db
class TestWriting:
    def test_parents_may_come_later_in_the_file(self):
        by = make.user(is_superuser=True)
        rows, _ = read_rows(
            read_sheet("a.csv", csv("C;Trạm;Khác;B;", "B;Sở;Sở, ban, ngành;A;01/03/2025", "A;Tỉnh;Khác;;"), WORDS)
        )
        assert [row.code for row in in_order_of_parents(rows)] == ["A", "B", "C"]
        actions.import_agencies(by=by, rows=rows, today=TODAY)
        station = Agency.objects.get(code="C")
        assert (station.depth, station.parent.name, station.sort_key != "") == (2, "Sở", True)
        assert Placement.objects.get(agency=station).from_day == date(2025, 3, 1)

    def test_a_few_statements_however_many_rows(self, django_assert_max_num_queries):
        by, top = make.user(is_superuser=True), make.agency("Tỉnh", code="A")
        rows, _ = read_rows(read_sheet("a.csv", csv(*(f"A.{n};Xã {n};Khác;A;01/07/2025" for n in range(60))), WORDS))
        with django_assert_max_num_queries(25):
            actions.import_agencies(by=by, rows=rows, today=TODAY)
        assert top.children.filter(depth=1, path__startswith=top.path).exclude(search_text="").count() == 60

    def test_nothing_is_written_when_one_row_no_longer_fits(self):
        by = make.user(is_superuser=True)
        rows, _ = read_rows(read_sheet("a.csv", csv("A;Tỉnh;Khác;;", "B;Sở;Khác;A;"), WORDS))
        make.agency("Chen ngang", code="B")
        with pytest.raises(ValidationError, match="Dòng 3: Mã đơn vị B đã có"):
            actions.import_agencies(by=by, rows=rows, today=TODAY)
        assert not Agency.objects.filter(code="A").exists()


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def page(self, client):
        client.force_login(make.user(is_superuser=True, is_staff=True))
        return client

    def upload(self, page, content, name="don-vi.csv"):
        url = reverse("admin:agencies_agency_import")
        return page.post(url, {"file": SimpleUploadedFile(name, content)})

    def confirmation(self, shown) -> dict:
        """What the page's button sends."""
        form = shown.context["confirmation"]
        return {"confirm": "1", "content": form["content"].value(), "once": form["once"].value()}

    def test_preview_writes_nothing_and_confirmation_writes_what_was_shown(self, page):
        shown = self.upload(page, csv("A;Tỉnh Một;Khác;;", "B;Sở Hai;Khác;A;"))
        assert "Sẽ lập 2 đơn vị" in shown.text
        assert not Agency.objects.exists()
        done = page.post(reverse("admin:agencies_agency_import"), self.confirmation(shown), follow=True)
        assert "Đã nhập 2 đơn vị." in done.text
        assert set(Agency.objects.values_list("code", flat=True)) == {"A", "B"}

    def test_a_second_press_leads_to_the_same_place(self, page):
        sent = self.confirmation(self.upload(page, csv("A;Tỉnh Một;Khác;;")))
        answers = [page.post(reverse("admin:agencies_agency_import"), sent) for _ in range(2)]
        assert {answer.url for answer in answers} == {reverse("admin:agencies_agency_changelist")}
        assert Agency.objects.count() == 1

    def test_a_file_that_no_longer_fits_is_told_by_row(self, page):
        sent = self.confirmation(self.upload(page, csv("A;Tỉnh Một;Khác;;")))
        make.agency("Chen ngang", code="A")
        answer = page.post(reverse("admin:agencies_agency_import"), sent)
        assert "Dòng 2: Mã đơn vị A đã có: Chen ngang." in answer.text

    def test_what_was_not_previewed_is_not_taken(self, page):
        sent = self.confirmation(self.upload(page, csv("A;Tỉnh Một;Khác;;")))
        answer = page.post(reverse("admin:agencies_agency_import"), {**sent, "content": "giả mạo"})
        assert "tải tệp lên lần nữa" in answer.text
        assert not Agency.objects.exists()

    def test_a_preview_of_somebody_else_is_not_taken(self, page, client):
        sent = self.confirmation(self.upload(page, csv("A;Tỉnh Một;Khác;;")))
        client.force_login(make.user(is_superuser=True, is_staff=True))
        client.post(reverse("admin:agencies_agency_import"), sent)
        assert not Agency.objects.exists()

    def test_who_stands_below_a_faulty_row_is_not_blamed_for_it(self, page):
        shown = self.upload(page, csv("A;Xã A;Loại lạ;;", "A.1;Phòng A;Khác;A;"))
        assert "Không biết loại “Loại lạ”" in shown.text
        assert "Không có đơn vị cấp trên mang mã A" not in shown.text

    def test_faults_are_shown_by_row_and_cannot_be_confirmed(self, page):
        shown = self.upload(page, csv("A;Tỉnh;Khác;;", "A;Lặp;Khác;;", "B;Sở;Hội;;"))
        assert shown.context["confirmation"] is None
        assert "2 chỗ cần sửa; chưa có gì được ghi" in shown.text
        assert "lặp lại, đã có ở dòng 2" in shown.text
        assert "Không biết loại “Hội”" in shown.text

    def test_the_template_is_a_file_that_the_import_takes(self, page):
        answer = page.get(reverse("admin:agencies_agency_import_template"))
        [head] = read_sheet("mau.xlsx", answer.content)
        assert head[:4] == ["Mã đơn vị *", "Tên đơn vị *", "Tên gọi tắt", "Loại *"]
        with pytest.raises(ValidationError, match="chưa có đơn vị nào"):
            read_rows([head])
