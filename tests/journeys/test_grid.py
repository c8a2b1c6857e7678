"""The entry grid in a real browser: keys, results as one types, a pasted block, saving by itself, a cut connection, colleagues."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from periods.period import PeriodKind
from targets.models import FigureChange, Submission
from targets.terms import Kind, Typed
from tests import make
from tests.conftest import DESKTOP, PHONE
from tests.documents.papers import PDF

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d")


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Đồng Vân", parent=province)


@pytest.fixture
def report(commune, province):
    """Two ratios under one heading; a number of conferences, a stock and a yes or no under another."""
    whole = make.indicator(code="TT01", case_noun="hồ sơ")
    form = make.report_form(
        whole,
        make.indicator("Hồ sơ đất đai đúng hạn", code="TT02", part_of=whole, case_noun="hồ sơ"),
        make.indicator("Hội nghị đối thoại", Kind.COUNT, code="DH01", unit="hội nghị"),
        make.indicator("Biên chế có mặt", Kind.STOCK, code="BM01", unit="người"),
        make.indicator("Đã ban hành quy chế", Kind.YES_NO, code="DH02"),
        owner=province,
        name="Số liệu CCHC của xã, phường, đặc khu",
    )
    form.lines.filter(order__lte=2).update(section="Thủ tục hành chính")
    form.lines.filter(order__gt=2).update(section="Chỉ đạo, điều hành")
    return make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))


@pytest.fixture
def long_report(commune, province):
    """Forty ratios under one heading."""
    form = make.report_form(*[make.indicator(f"Tỷ lệ {n}", code=f"T{n:02}") for n in range(1, 41)], owner=province)
    return make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))


@pytest.fixture
def sit_down(visit, commune):
    """A reporting officer in front of the report: the visitor's page, opened."""

    def begin(report, viewport=None, name="Trần Thị Báo", **habits):
        visitor = visit(viewport, **habits)
        visitor.log_in(make.user(commune, Role.REPORTER, full_name=name))
        visitor.open(reverse("targets:submission", args=[report.pk]))
        return visitor

    return begin


def figure(report, place: int):
    return report.figures.order_by("line__order")[place]


def box(page, report, place: int, name: str):
    return page.locator(f"#id_f{figure(report, place).pk}-{name}")


def state(page):
    return page.locator("[data-grid-state]")


def saved(page):
    state(page).filter(has_text=SAVED).wait_for()


def is_focused(locator) -> bool:
    return locator.evaluate("box => box === document.activeElement")


def paste(locator, text: str) -> None:
    """What a browser does on Ctrl+V, without the clipboard of the machine."""
    locator.focus()
    locator.evaluate(
        """(box, text) => {
            const carried = new DataTransfer();
            carried.setData("text/plain", text);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_row_is_typed_with_tab_and_enter_and_saves_itself(sit_down, report):
    page = sit_down(report).page
    box(page, report, 0, "numerator").focus()
    page.keyboard.type("1.234")
    page.keyboard.press("Tab")
    page.keyboard.type("1.300")
    expect(page.locator(f'[data-result="{figure(report, 0).pk}"]')).to_have_text("94,9%")
    page.keyboard.press("Enter")
    assert is_focused(box(page, report, 1, "numerator"))  # the column in which the row was begun
    saved(page)
    assert (figure(report, 0).numerator, figure(report, 0).denominator) == (1234, 1300)
    report.refresh_from_db()
    assert report.state == "draft"
    expect(page.locator("[data-given]")).to_have_text("1")


def test_arrows_go_to_the_next_cell_only_at_the_edge_of_the_text(sit_down, report):
    page = sit_down(report).page
    first, second, below = (
        box(page, report, 0, "numerator"),
        box(page, report, 0, "denominator"),
        box(page, report, 1, "numerator"),
    )
    first.focus()
    page.keyboard.type("90")
    page.keyboard.press("ArrowLeft")
    assert is_focused(first)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert is_focused(second)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert is_focused(below)
    page.keyboard.press("ArrowUp")
    assert is_focused(first)
    page.keyboard.press("F2")
    page.keyboard.type("1")
    expect(first).to_have_value("901")
    page.keyboard.press("Escape")
    expect(first).to_have_value("90")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Enter")
    assert is_focused(first)


def test_what_is_wrong_is_said_at_the_cell_at_once(sit_down, report):
    page = sit_down(report).page
    box(page, report, 0, "numerator").fill("101")
    box(page, report, 0, "denominator").fill("100")
    page.get_by_text("Cần sửa trước khi gửi: Hồ sơ trước hạn, đúng hạn (101) lớn hơn").wait_for()
    box(page, report, 2, "value").fill("-3")
    page.get_by_text("Số liệu không được âm.").wait_for()
    state(page).filter(has_text="1 ô chưa lưu được").wait_for()
    assert figure(report, 2).value is None
    box(page, report, 2, "value").fill("3")
    box(page, report, 0, "numerator").fill("99")
    saved(page)
    assert page.get_by_text("Cần sửa trước khi gửi").count() == 0
    assert (figure(report, 2).value, figure(report, 0).numerator) == (3, 99)


def test_a_block_of_forty_rows_by_three_columns_is_pasted(sit_down, long_report):
    page = sit_down(long_report).page
    lines = [f"1.2{n:02}\t1.3{n:02}\t95,5%" for n in range(40)]
    lines[7] = "chín mươi\t1.307\t95%"
    paste(box(page, long_report, 0, "numerator"), "\r\n".join(lines) + "\r\n")
    said = page.locator(".grid-said")
    said.filter(has_text="Đã dán 79 ô. Bỏ qua 40 ô kết quả, trang tự tính. Không nhận 1 ô: T08").wait_for()
    expect(said).to_contain_text("“chín mươi”")
    saved(page)
    stored = list(long_report.figures.order_by("line__order").values_list("numerator", "denominator"))
    wanted = [(1200 + n, 1300 + n) for n in range(40)]
    wanted[7] = (None, 1307)
    assert stored == wanted
    assert FigureChange.objects.count() == 40


def test_a_block_goes_around_headings_and_cells_that_take_nothing(sit_down, report):
    page = sit_down(report).page
    block = "90\t100\t\n40\t50\t\n\t\t\n\t\t2\n\t\t57"  # as copied from a sheet with the same heading between
    paste(box(page, report, 0, "numerator"), block)
    saved(page)
    assert [figure(report, place).value for place in (2, 3)] == [2, 57]
    assert figure(report, 1).numerator == 40
    page.get_by_role("button", name="Bỏ phần vừa dán").click()
    page.get_by_text("Đã bỏ phần vừa dán ở 6 ô.").wait_for()
    saved(page)
    page.locator("[data-given]").filter(has_text=re.compile("^0$")).wait_for()
    assert not any(each.is_given for each in report.figures.all())


def test_a_cut_connection_loses_nothing_and_doubles_nothing(sit_down, report):
    visitor = sit_down(report)
    page = visitor.page
    visitor.context.set_offline(True)
    box(page, report, 0, "numerator").fill("90")
    box(page, report, 0, "denominator").fill("100")
    page.keyboard.press("Tab")
    state(page).filter(has_text="Chưa gửi được 1 ô, đang thử lại").wait_for()
    box(page, report, 2, "value").fill("7")
    box(page, report, 0, "numerator").fill("95")
    assert not any(each.is_given for each in report.figures.all())
    visitor.context.set_offline(False)
    saved(page)
    assert (figure(report, 0).numerator, figure(report, 0).denominator, figure(report, 2).value) == (95, 100, 7)
    assert FigureChange.objects.filter(figure=figure(report, 2)).count() == 1
    assert page.evaluate("Object.keys(localStorage)") == []
    visitor.forgive("ERR_INTERNET_DISCONNECTED")


def test_what_could_not_be_sent_is_there_again_after_the_page_was_closed(sit_down, report):
    visitor = sit_down(report)
    page = visitor.page
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    page.route("**/luu-o/", lambda route: route.abort())
    box(page, report, 2, "value").press_sequentially("7")
    state(page).filter(has_text="Chưa gửi được 1 ô").wait_for()
    page.reload()
    assert warnings == ["beforeunload"]
    page.unroute("**/luu-o/")
    page.get_by_text("Đã đưa lại 1 ô mà lần trước chưa gửi được (DH01)").wait_for()
    expect(box(page, report, 2, "value")).to_have_value("7")
    saved(page)
    assert figure(report, 2).value == 7
    page.get_by_role("button", name="Bỏ phần vừa đưa lại").click()  # it may be of a week ago
    saved(page)
    assert figure(report, 2).value is None
    visitor.forgive("ERR_")


def test_after_the_session_ended_the_page_keeps_what_was_typed_and_sends_it_after_log_in(sit_down, report, commune):
    visitor = sit_down(report)
    page, cookies = visitor.page, visitor.context.cookies()
    visitor.context.clear_cookies(name="sessionid")
    box(page, report, 2, "value").fill("7")
    state(page).filter(has_text="Phiên làm việc đã hết. 1 ô vừa nhập vẫn được giữ").wait_for()
    assert state(page).get_by_role("link", name="Đăng nhập ở thẻ mới").get_attribute("href") == reverse(
        "accounts:login"
    )
    assert figure(report, 2).value is None
    visitor.context.add_cookies(cookies)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    assert figure(report, 2).value == 7
    visitor.forgive("403")


def test_somebody_else_who_logged_in_saves_nothing_in_their_name(sit_down, report, commune):
    visitor = sit_down(report)
    visitor.log_in(make.user(commune, Role.REPORTER, full_name="Người Khác"))
    box(visitor.page, report, 2, "value").fill("7")
    state(visitor.page).filter(has_text="Trang này do người khác mở, nay Người Khác đang đăng nhập.").wait_for()
    assert figure(report, 2).value is None
    visitor.forgive("409")


@pytest.mark.parametrize("choice", ["Giữ số của tôi", "Lấy số của Lê Văn Hai"])
def test_of_two_officers_in_one_cell_the_later_is_told_and_decides(sit_down, report, choice):
    first, second = sit_down(report, name="Lê Văn Hai").page, sit_down(report, name="Trần Thị Báo").page
    box(first, report, 2, "value").fill("5")
    saved(first)
    box(second, report, 2, "value").fill("8")
    second.get_by_text(re.compile(r"Lê Văn Hai đã lưu ô này lúc \d\d:\d\d: 5 hội nghị")).wait_for()
    assert figure(report, 2).value == 5  # never a silent overwrite
    expect(box(second, report, 2, "value")).to_have_value("8")
    second.get_by_role("button", name=choice).click()
    kept = 8 if choice == "Giữ số của tôi" else 5
    if kept == 8:
        saved(second)
    expect(box(second, report, 2, "value")).to_have_value(str(kept))
    assert figure(report, 2).value == kept


def test_a_second_window_of_the_same_person_is_no_colleague(sit_down, report):
    first = sit_down(report).page
    second = first.context.new_page()
    second.goto(first.url)
    box(first, report, 2, "value").fill("5")
    saved(first)
    box(second, report, 2, "value").fill("8")
    second.get_by_text(re.compile(r"Ở cửa sổ khác, anh/chị đã lưu ô này lúc \d\d:\d\d: 5 hội nghị")).wait_for()
    box(second, report, 2, "value").fill("9")  # nothing goes before the choice, and the page still says so
    state(second).filter(has_text="1 ô chưa lưu được: xem chỗ đánh dấu").wait_for()
    second.get_by_role("button", name="Giữ số ở đây").click()
    saved(second)
    assert figure(report, 2).value == 9


def test_whoever_types_on_without_a_pause_is_saved_meanwhile(sit_down, report):
    page = sit_down(report).page
    page.clock.install()
    note = box(page, report, 2, "note")
    for _ in range(60):
        note.press_sequentially("a")
        page.clock.run_for(1000)
        if figure(report, 2).note:
            break
    assert figure(report, 2).note.startswith("aaaa")


def test_what_a_colleague_saves_elsewhere_appears_and_is_not_sent_unseen(sit_down, report):
    first, second = sit_down(report, name="Lê Văn Hai").page, sit_down(report, name="Trần Thị Báo").page
    box(first, report, 3, "value").fill("57")
    saved(first)
    box(second, report, 2, "value").fill("8")
    saved(second)
    expect(box(second, report, 3, "value")).to_have_value("57")
    second.get_by_text(re.compile(r"Lê Văn Hai sửa \d\d:\d\d")).wait_for()


def test_the_report_is_sent_from_what_saved_itself(sit_down, report):
    page = sit_down(report).page
    for place, top in ((0, "90"), (1, "40")):
        box(page, report, place, "numerator").fill(top)
        box(page, report, place, "denominator").fill("100" if place == 0 else "50")
    box(page, report, 2, "value").fill("2")
    box(page, report, 3, "value").fill("57")
    box(page, report, 4, "done").select_option("no")
    page.get_by_role("button", name=re.compile("Lưu và gửi")).click()  # at once, while cells are still on their way
    page.get_by_text("Đã gửi, chờ xác nhận").first.wait_for()
    report.refresh_from_db()
    assert report.state == "submitted"
    assert FigureChange.objects.count() == 5


def test_one_press_says_that_nothing_occurred_in_a_section_and_one_takes_it_back(sit_down, report):
    page = sit_down(report).page
    page.get_by_role("button", name="Không phát sinh cả mục Thủ tục hành chính").click()
    page.get_by_text("Đã ghi “không phát sinh” cho 2 dòng, số 0 cho 0 dòng").wait_for()
    saved(page)
    assert [each.nothing_occurred for each in report.figures.order_by("line__order")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    page.get_by_role("button", name="Không phát sinh cả mục Chỉ đạo, điều hành").click()
    page.get_by_text("số 0 cho 1 dòng").wait_for()
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_text("Đã bỏ trống lại 1 dòng.").wait_for()
    saved(page)
    assert figure(report, 2).value is None


@pytest.fixture
def stock_of_last_period(commune, report):
    """Biên chế of the half year: 55, sent."""
    earlier = make.submission(commune, report.form, make.period(PeriodKind.HALF, 2025, 1))
    reporter = make.user(commune, Role.REPORTER)
    now = earlier.changed_at
    Submission.objects.filter(pk=earlier.pk).update(
        state="submitted", submitted_by=reporter, submitted_at=now, first_submitted_at=now
    )
    earlier.figures.filter(typed=Typed.AS_OF, indicator__kind=Kind.STOCK).update(value=55)


def test_a_stock_of_the_last_period_is_offered_and_counts_only_once_it_is_kept(sit_down, report, stock_of_last_period):
    page = sit_down(report).page
    expect(box(page, report, 3, "value")).to_have_value("55")
    page.get_by_text("Số lấy từ kỳ trước, chưa lưu.").wait_for()
    box(page, report, 2, "value").fill("7")
    saved(page)
    assert figure(report, 3).value is None
    page.get_by_role("button", name="Giữ nguyên tất cả số kỳ trước").click()
    page.get_by_text("Số lấy từ kỳ trước, chưa lưu.").wait_for(state="detached")
    saved(page)
    assert figure(report, 3).value == 55


def test_papers_go_with_the_button_and_the_page_says_that_they_wait(sit_down, report):
    page = sit_down(report).page
    page.get_by_role("button", name=re.compile("^Thêm")).first.click()
    paper = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": PDF}
    box(page, report, 0, "papers").set_input_files(paper)
    state(page).filter(has_text="Tài liệu vừa chọn chưa lưu: bấm “Lưu bản nháp”").wait_for()
    page.get_by_role("button", name="Lưu bản nháp").click()
    page.get_by_role("link", name=re.compile("bien-ban.pdf")).wait_for()
    assert figure(report, 0).evidence.count() == 1


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
def test_the_grid_is_readable_by_all_and_never_scrolls_sideways(
    sit_down, report, stock_of_last_period, axe_violations, viewport
):
    visitor = sit_down(report, viewport)
    page = visitor.page
    box(page, report, 0, "numerator").fill("101")
    box(page, report, 0, "denominator").fill("100")
    page.get_by_text("Cần sửa trước khi gửi").first.wait_for()
    page.get_by_role("button", name=re.compile("^Thêm")).nth(1).click()
    expect(box(page, report, 0, "numerator")).to_have_attribute("inputmode", "decimal")
    assert not visitor.overflows()
    assert axe_violations(page) == []
