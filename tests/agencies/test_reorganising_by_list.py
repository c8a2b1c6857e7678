"""Reorganisations from one file: what its lines do together, what is refused by line, and that all or nothing is written."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import ActionRecord
from agencies import actions, lifecycle
from agencies.admin.reorganise_list import EXAMPLE
from agencies.listed_rows import COLUMNS, ListedRow, read_listed
from agencies.listed_steps import work_out
from agencies.models import Agency, Succession
from agencies.sheets import read_sheet
from tests import make

pytestmark = pytest.mark.django_db

BEFORE, DAY, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 4, 1)
DECISION = "202/2025/QH15"


def lines(*rows: str) -> list[list[str]]:
    """A sheet with the usual headings; a line is "form;old;new;name;kind;parent;short" of the usual day and decision."""
    cells = ([cell.strip() for cell in f"{row};;;;;;".split(";")[:7]] for row in rows)
    return [list(COLUMNS.values()), *(["01/07/2025", DECISION, *line, ""] for line in cells)]


def read(*rows: str) -> list[ListedRow]:
    read, problems, _ = read_listed(lines(*rows))
    assert not problems
    return read


def problems(by, *rows: str) -> list[tuple[int, str]]:
    read, problems, unread = read_listed(lines(*rows))
    found = [*problems, *work_out(read, by=by, unread=unread).problems]
    return [(problem.row, problem.message) for problem in found]


@pytest.fixture
def by():
    return make.user(is_superuser=True)


@pytest.fixture
def country():
    """Two provinces; A with two districts of two communes each and a department, B with a department."""
    for province in "AB":
        top = make.agency(f"Tỉnh {province}", code=province)
        make.agency(f"Sở {province}", code=f"{province}.S", parent=top, kind="department")
    for district in "12":
        above = make.agency(
            f"Huyện {district}", code=f"H{district}", parent=Agency.objects.get(code="A"), kind="district"
        )
        for commune in "ab":
            code = f"X{district}{commune}"
            make.agency(f"Xã {district}{commune}", code=code, parent=above, kind="commune")
    return Agency.objects.in_bulk(field_name="code")


WHOLE = [
    "sáp nhập;A;N;Tỉnh N;UBND tỉnh, thành phố",
    "sáp nhập;B;N",
    "sáp nhập;X1a;P1;Phường Một;UBND xã, phường, đặc khu;N;P.1",
    "sáp nhập;X1b;P1",
    "sáp nhập;X2a;X2b",
    "chuyển;X2b;;;;N",
    "giải thể;H1;N",
    "giải thể;H2;N",
    "đổi tên;B.S;;Sở Bê",
]


def done(by, *rows: str, **given):
    return actions.reorganise_by_list(by=by, rows=read(*rows), pass_groups=True, today=TODAY, **given)


class TestWholeFile:
    def test_communes_districts_and_provinces_in_one_file_whatever_its_order(self, country, by):
        done(by, *reversed(WHOLE))
        now = Agency.objects.in_bulk(field_name="code")
        new, commune = now["N"], now["P1"]
        assert (new.parent, new.founded_on, new.decision) == (None, DAY, DECISION)
        assert (commune.path, commune.short_name) == (f"{new.path}{commune.pk}/", "P.1")
        assert {agency.code for agency in now.values() if agency.dissolved_on == DAY} == {
            *("A", "B", "H1", "H2", "X1a", "X1b", "X2a"),
        }
        assert {unit.code for unit in new.children.filter(dissolved_on=None)} == {"A.S", "B.S", "P1", "X2b"}
        assert now["B.S"].name == "Sở Bê"
        assert {agency.code for agency in lifecycle.at_or_below_on(now["A"], BEFORE)} == {
            *("A", "A.S", "H1", "H2", "X1a", "X1b", "X2a", "X2b"),
        }
        steps = Succession.objects.exclude(kind="rename").values_list("kind", "predecessor__code", "successor__code")
        assert set(steps) == {
            *(("merge", "A", "N"), ("merge", "B", "N"), ("merge", "X1a", "P1"), ("merge", "X1b", "P1")),
            *(("merge", "X2a", "X2b"), ("dissolve", "H1", "N"), ("dissolve", "H2", "N")),
        }

    def test_it_leaves_what_the_single_steps_leave(self, country, by):
        """The same rules: a merger from a file and one from the page write the same rows."""
        old = [country["X1a"], country["X1b"]]
        make.agency("Trường", code="T", parent=old[0])
        make.group(*old, code="XA")
        done(by, "sáp nhập;X1a;P1;Phường Một;UBND xã, phường, đặc khu;H1", "sáp nhập;X1b;P1")
        heir = Agency.objects.get(code="P1")
        assert [unit.code for unit in lifecycle.at_or_below_on(heir, DAY).exclude(pk=heir.pk)] == ["T"]
        groups = [list(agency.group_memberships.values_list("from_day", "until")) for agency in (*old, heir)]
        assert groups == [[(None, DAY)], [(None, DAY)], [(DAY, None)]]
        assert ActionRecord.objects.about(heir).filter(verb="sáp nhập").get().detail["decision"] == DECISION
        assert ActionRecord.objects.get(verb="sắp xếp theo danh sách").detail == {
            "rows": 2,
            "said": "lập 1 đơn vị, kết thúc hoạt động 2 đơn vị, chuyển cấp trên 1 đơn vị",
        }

    def test_a_commune_cut_in_two_gives_one_part_to_a_merger(self, country, by):
        done(
            by,
            "tách;X1a;P1;Phường Một;UBND xã, phường, đặc khu;H1",
            "tách;X1a;X2b",
            "sáp nhập;X1b;P1",
        )
        heir = Agency.objects.get(code="P1")
        steps = heir.origins.values_list("kind", "predecessor__code")
        assert set(steps) == {("split", "X1a"), ("merge", "X1b")}
        assert Agency.objects.get(code="X1a").dissolved_on == DAY

    def test_what_was_split_lives_on_where_it_is_named_among_the_parts(self, country, by):
        done(by, "tách;A.S;A.S", "tách;A.S;A.M;Sở Mới;Sở, ban, ngành;A")
        assert Agency.objects.get(code="A.S").dissolved_on is None
        assert Agency.objects.get(code="A.M").origins.get().kind == "split"

    def test_a_few_statements_however_many_lines(self, country, by, django_assert_max_num_queries):
        top = country["A"]
        codes = [make.agency(parent=top, kind="commune").code for _ in range(60)]
        rows = [
            f"sáp nhập;{code};M{place // 3};Xã mới {place // 3};UBND xã, phường, đặc khu;A"
            for place, code in enumerate(codes)
        ]
        sheet = read(*rows)
        with django_assert_max_num_queries(40):
            assert not work_out(sheet, by=by).problems
        with django_assert_max_num_queries(
            40 + 3 * 20
        ):  # a founding, a merger and its reading: a line of the record each
            actions.reorganise_by_list(by=by, rows=sheet, pass_groups=True, today=TODAY)


class TestRefusals:
    def test_nothing_is_written_though_only_the_last_line_is_wrong(self, country, by):
        rows = read(*WHOLE, "giải thể;B.S;KHÔNG")
        with pytest.raises(ValidationError, match="Dòng 11: Không có đơn vị nào mang mã KHÔNG"):
            actions.reorganise_by_list(by=by, rows=rows, pass_groups=True, today=TODAY)
        assert not Succession.objects.exists()
        assert not Agency.objects.filter(code__in=["N", "P1"]).exists()

    def test_nothing_is_written_when_the_world_changed_after_the_preview(self, country, by):
        rows = read(*WHOLE)
        seen = work_out(rows, by=by).fingerprint
        make.agency("Trạm y tế", parent=country["X1a"])
        with pytest.raises(actions.ChangedSincePreview):
            actions.reorganise_by_list(by=by, rows=rows, pass_groups=True, today=TODAY, seen=seen)
        assert not Succession.objects.exists()

    def test_the_same_file_shows_the_same_print(self, country, by):
        rows = read(*WHOLE)
        seen = work_out(rows, by=by).fingerprint
        actions.reorganise_by_list(by=by, rows=rows, pass_groups=True, today=TODAY, seen=seen)
        assert Agency.objects.filter(code="N").exists()

    @pytest.mark.parametrize(
        ("rows", "row", "words"),
        [
            pytest.param(["sáp nhập;X9;X1a"], 2, "Không có đơn vị nào mang mã X9", id="mã cũ lạ"),
            pytest.param(["sáp nhập;X1a;P1", "sáp nhập;X1b;P1"], 2, "ghi tên và loại", id="đơn vị mới thiếu tên"),
            pytest.param(
                ["sáp nhập;X1a;P1;Phường Một;Khác;A"], 2, "cần ít nhất hai đơn vị", id="một đơn vị thành đơn vị mới"
            ),
            pytest.param(
                ["sáp nhập;X1a;P1;Phường Một;Khác;A", "sáp nhập;X1b;P1;Phường Hai"],
                *(2, "Dòng 2 và dòng 3 ghi khác nhau về đơn vị mới P1: “Phường Một” và “Phường Hai”"),
                id="hai tên cho một mã",
            ),
            pytest.param(["sáp nhập;X1a;X1b;Phường Một"], 2, "Mã X1b đã có: Xã 1b", id="tên mới cho mã đã có"),
            pytest.param(["sáp nhập;X1a;X1b;;Khác"], 2, "Để trống cột “Loại”", id="loại khác của mã đã có"),
            pytest.param(["sáp nhập;X1a;X1b;;;B"], 2, "thêm một dòng “chuyển”", id="cấp trên khác của mã đã có"),
            pytest.param(["sáp nhập;X1a;X1b", "sáp nhập;X1a;X1b"], 2, "lặp lại ở dòng 2 và dòng 3", id="dòng lặp"),
            pytest.param(["giải thể;H1"], 2, "Huyện 1 còn đơn vị trực thuộc (Xã 1a)", id="còn đơn vị trực thuộc"),
            pytest.param(["tách;X1a;P1;Phường Một;Khác;A"], 2, "Tách cần ít nhất 2", id="tách làm một"),
            pytest.param(["đổi tên;X1a;;Xã 1a"], 2, "trùng với tên đang dùng", id="tên như cũ"),
            pytest.param(["chuyển;H1;;;;X1a"], 2, "không thể chuyển một đơn vị vào dưới chính nó", id="quay vòng"),
            pytest.param(["chuyển;X1a;;Tên;;H2"], 2, "không dùng cột “Tên đơn vị mới”", id="ô thừa"),
            pytest.param(["đổi tên;X1a;X9;Xã Mới"], 2, "không dùng cột “Mã đơn vị mới”", id="đổi tên không đổi mã"),
            pytest.param(["xoá;X1a"], 2, "Không biết hình thức “xoá”", id="hình thức lạ"),
            pytest.param(["sáp nhập;X1a"], 2, "Thiếu mã đơn vị mới", id="thiếu mã mới"),
            pytest.param(["sáp nhập;=1+1;X1b"], 2, "không nhận công thức", id="công thức"),
        ],
    )
    def test_a_fault_is_named_with_its_line_and_the_remedy(self, country, by, rows, row, words):
        [(found, message)] = problems(by, *rows)
        assert found == row
        assert words in message

    def test_who_hangs_on_a_faulty_line_is_not_blamed_for_it(self, country, by):
        rows = [line.replace("sáp nhập;X1b;P1", "sáp nhập;X9;P1") for line in WHOLE]
        [(row, message)] = problems(by, *rows)
        assert (row, "các dòng" in message) == (4, True)

    def test_nor_who_still_has_a_unit_because_of_it(self, country, by):
        rows = ["sáp nhập;X1a;P1;Phường Một;Khác;A", "sáp nhập;X9;P1", "sáp nhập;X1b;X2b", "giải thể;H1"]
        assert [row for row, _ in problems(by, *rows)] == [2]

    def test_nor_on_a_line_that_could_not_be_read(self, country, by):
        rows = [line.replace("sáp nhập;X1b;P1", "xoá;X1b;P1") for line in WHOLE]
        assert [row for row, _ in problems(by, *rows)] == [5]

    def test_but_everything_else_in_the_file_is_looked_at(self, country, by):
        """A line that cannot be read below Tỉnh A hides no fault of another line that names Tỉnh A as parent."""
        rows = ["xoá;X1a", "tách;X2a;P1;Phường;Khác;A", "tách;X2a;X2b", "tách;X9;P1"]
        assert [row for row, _ in problems(by, *rows)] == [2, 5]

    def test_an_administrator_reaches_only_below_their_own_agency(self, country):
        by = make.user(country["A"], "administrator")
        assert problems(by, "sáp nhập;X1a;X1b") == []
        assert problems(by, "chuyển;X1a;;;;B") == [(2, "Anh/chị không quản trị đơn vị mang mã B.")]
        [(_, message)] = problems(by, "chuyển;X1a")
        assert "chỉ quản trị toàn hệ thống" in message

    def test_who_is_founded_later_in_the_file_is_told_with_its_day(self, country, by):
        sheet = lines("chuyển;X1a;;;;P2", "tách;X2a;P2;Phường;Khác;A", "tách;X2a;X2b")
        for line in sheet[2:]:
            line[0] = "01/08/2025"
        read, _, _ = read_listed(sheet)
        [problem] = work_out(read, by=by).problems
        assert problem.message == "Mã P2 chỉ có từ ngày 01/08/2025 (dòng 3), sau ngày này."


class TestPage:
    URL = "admin:agencies_agency_reorganise_list"

    @pytest.fixture
    def page(self, client):
        client.force_login(make.user(is_superuser=True, is_staff=True))
        return client

    def upload(self, page, *rows: str):
        text = "\n".join(";".join(cells) for cells in lines(*rows))
        file = SimpleUploadedFile("sap-xep.csv", text.encode())
        return page.post(reverse(self.URL), {"file": file, "pass_groups": "on"})

    def confirmation(self, shown) -> dict:
        """What the page's button sends."""
        form = shown.context["confirmation"]
        return {"confirm": "1", **{name: form[name].value() for name in ("content", "once", "seen")}}

    def test_preview_writes_nothing_and_confirmation_does_what_was_shown(self, page, country):
        shown = self.upload(page, *WHOLE)
        assert "lập 2 đơn vị, kết thúc hoạt động 7 đơn vị, chuyển cấp trên 3 đơn vị, đổi tên 1 đơn vị." in shown.text
        assert "Xã 1a, Xã 1b sáp nhập thành Phường Một" in shown.text
        assert "Sẽ chuyển: Sở A từ Tỉnh A sang Tỉnh N, từ ngày 01/07/2025" in shown.text
        assert not Succession.objects.exists()
        done = page.post(reverse(self.URL), self.confirmation(shown), follow=True)
        assert "Đã sắp xếp theo danh sách: lập 2 đơn vị, kết thúc hoạt động 7 đơn vị" in done.text
        assert Agency.objects.get(code="N").origins.count() == 4

    def test_faults_are_shown_by_line_and_cannot_be_confirmed(self, page, country):
        shown = self.upload(page, "xoá;X1a", "sáp nhập;X9;X1b")
        assert shown.context["confirmation"] is None
        assert "2 chỗ cần sửa; chưa có gì được ghi" in shown.text

    def test_what_changed_since_the_preview_is_shown_anew(self, page, country):
        shown = self.upload(page, "sáp nhập;X1a;X1b")
        make.agency("Trạm y tế", parent=country["X1a"])
        again = page.post(reverse(self.URL), self.confirmation(shown))
        assert "Tình hình đã thay đổi sau khi anh/chị xem trước." in again.text
        assert "Sẽ chuyển: Trạm y tế" in again.text
        assert not Succession.objects.exists()
        page.post(reverse(self.URL), self.confirmation(again))
        assert Succession.objects.count() == 1

    def test_what_was_not_previewed_by_this_person_is_not_taken(self, page, client, country):
        sent = self.confirmation(self.upload(page, "sáp nhập;X1a;X1b"))
        assert "tải tệp lên lần nữa" in page.post(reverse(self.URL), {**sent, "content": "giả mạo"}).text
        client.force_login(make.user(is_superuser=True, is_staff=True))
        client.post(reverse(self.URL), sent)
        assert not Succession.objects.exists()

    def test_the_example_in_the_template_is_a_file_that_is_taken(self, page, by):
        content = page.get(reverse("admin:agencies_agency_list_template")).content
        [head] = read_sheet("mau.xlsx", content)
        top = make.agency("Tỉnh", code="T01")
        for code in ("X01", "X02", "X03", "X04", "S01", "S05", "S07", "B01", "H01"):
            make.agency(code, code=code, parent=top)
        rows, faults, _ = read_listed([head, *EXAMPLE])
        listed = work_out(rows, by=by)
        assert (faults, listed.problems) == ([], [])
        assert listed.counts == {"lập": 4, "kết thúc hoạt động": 5, "chuyển cấp trên": 1, "đổi tên": 1}
