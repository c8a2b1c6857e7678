"""From pasted text to a stored plan in a real browser: few clicks, by keyboard, on a phone, without script."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from documents.text import Table, from_pasted
from intake.models import PlanIntake
from plans.models import Plan
from targets.restating import sentence_of
from tests import make
from tests.conftest import DESKTOP, PHONE
from tests.intake import made
from tests.intake.read import target

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]  # what pages send is tried without one
MOST_CLICKS = 19
ANNOUNCED = """Tin hoạt động
Thanh tra Thành phố triển khai cải cách hành chính năm 2026
Ngày đăng 03/03/2026 | Lượt xem: 517

Ngày 12/02/2026, đồng chí Đỗ Minh Khang - Chánh Thanh tra Thành phố đã ký ban hành Kế hoạch số 318/KH-TTTP về công tác cải cách hành chính năm 2026.

Kế hoạch nhằm nâng cao chất lượng phục vụ, giữ nghiêm kỷ cương trong thực thi công vụ.

Các chỉ tiêu chủ yếu của Kế hoạch gồm:

- Mức độ hài lòng của người dân, doanh nghiệp về giải quyết thủ tục hành chính tại cơ quan đạt tối thiểu 88%.

- Tối thiểu 92% hồ sơ thủ tục hành chính được giải quyết trước hạn và đúng hạn.

- 100% cán bộ, công chức làm nhiệm vụ tiếp công dân được bồi dưỡng kỹ năng giao tiếp; 100% lãnh đạo các phòng chuyên môn được quán triệt kế hoạch cải cách hành chính của Thành phố.

- 100% phản ánh, kiến nghị của người dân, tổ chức được tiếp nhận và xử lý đúng quy định.
"""


class Clicks:
    """Presses what a person would press, and counts."""

    def __init__(self):
        self.count = 0

    def on(self, locator) -> None:
        locator.click()
        self.count += 1


@pytest.fixture
def inspectorate(visit):
    """In front of the list of plans: the reform officer of an inspectorate that has a library of indicators, no plan yet."""
    call_command("load_demo", without_plans=True, verbosity=0)
    visitor = visit()
    visitor.log_in(User.objects.get(username="tttp.vanphong"))
    visitor.open(reverse("plans:list"))
    return visitor


@pytest.fixture
def department():
    return make.agency("Sở Nội vụ", parent=make.agency("UBND tỉnh Lam Giang"))


@pytest.fixture
def officer(department):
    return make.user(department)


def document(officer) -> PlanIntake:
    """Two doubtful targets and a task without doubt."""
    count = target("Số cuộc họp", "count", value="4", unit="cuộc", sentence="Tối thiểu 4 cuộc họp.")
    return made.intake(officer, made.on_time(), count, tasks=[made.task_proposal()])


def opened(visit, officer, intake, screen=DESKTOP, **habits):
    visitor = visit(screen, **habits)
    visitor.log_in(officer)
    visitor.open(reverse("intake:review", args=[intake.pk]))
    return visitor


def accept(page: Page, clicks: Clicks) -> None:
    """Every card that still waits, one after the other."""
    button = page.get_by_role("button", name=re.compile("^Nhận (Thông tin|Chỉ tiêu|Nhiệm vụ)"))
    while left := button.count():
        clicks.on(button.first)
        expect(button).to_have_count(left - 1)


def test_a_plan_with_five_targets_is_stored_in_few_clicks(inspectorate):
    page, clicks = inspectorate.page, Clicks()
    clicks.on(page.get_by_role("link", name="Nhập từ văn bản").first)
    clicks.on(page.get_by_label("Dán văn bản"))
    page.keyboard.insert_text(ANNOUNCED)
    clicks.on(page.get_by_role("button", name="Đọc văn bản"))
    expect(page.get_by_role("heading", name="Xem đề xuất từ văn bản")).to_be_visible()
    everything = page.get_by_role("button", name="Nhận tất cả")
    if everything.count():
        clicks.on(everything)
        expect(page.get_by_text("không còn nghi vấn.", exact=False).first).to_be_visible()
    accept(page, clicks)
    expect(page.get_by_text("Đã xem hết các đề xuất.")).to_be_visible()
    clicks.on(page.get_by_role("button", name="Ghi vào kế hoạch"))
    expect(page.get_by_text("Đã ghi Kế hoạch số 318/KH-TTTP với 5 chỉ tiêu")).to_be_visible()
    plan = Plan.objects.get()
    sentences = [sentence_of(one.last_version) for one in plan.targets.with_rules()]
    assert (plan.signer, f"{plan.issued_on:%d/%m/%Y}") == ("Đỗ Minh Khang", "12/02/2026")
    assert [re.search(r"(tối thiểu )?\d+%", words)[0] for words in sentences] == [
        "tối thiểu 88%",
        "tối thiểu 92%",
        "100%",
        "100%",
        "100%",
    ]
    assert clicks.count <= MOST_CLICKS, clicks.count


def test_choosing_one_shows_the_other(visit, officer):
    intake = document(officer)
    page = opened(visit, officer, intake).page
    page.locator("#o-c2").click()
    expect(page.locator("article#c2")).to_be_focused()
    expect(page.locator("article#c2")).to_have_class(re.compile("is-chosen"))
    page.locator("article#c1").get_by_role("link", name="Xem trong văn bản").click()
    expect(page.locator("#o-c1")).to_have_class(re.compile("is-chosen"))
    expect(page.locator("#o-c1")).to_be_in_viewport()


def test_cards_are_decided_by_keyboard_and_the_focus_stays(visit, officer):
    page = opened(visit, officer, document(officer)).page
    page.locator("#nut-c1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("article#c1")).to_contain_text("Đã nhận")
    expect(page.locator("#nut-c1")).to_be_focused()
    expect(page.locator("[data-mark=c1]").first).to_have_class(re.compile("is-accepted"))
    expect(page.locator("#tinh-hinh")).to_contain_text("1 đã nhận")


def test_another_choice_on_a_card_is_told_at_once(visit, officer):
    page = opened(visit, officer, document(officer)).page
    page.locator("article#c1").get_by_role("radio", name="Phấn đấu đạt vào cuối kỳ").check()
    expect(page.locator("article#c1")).to_contain_text("vào cuối năm 2026")
    expect(page.locator("#cach-c1-reach")).to_be_focused()


def test_words_marked_in_the_document_become_a_proposal(visit, officer):
    page = opened(visit, officer, document(officer)).page
    page.get_by_text("3. Rà soát quy chế làm việc, xong trước ngày 30/6/2026.").first.select_text()
    page.get_by_role("button", name="Thêm chỉ tiêu").click()
    expect(page.locator("article#c3")).to_be_visible()
    expect(page.locator("article#c3")).to_contain_text("Rà soát quy chế làm việc")


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["1440", "390"])
def test_pages_are_accessible_and_fit_the_screen(visit, axe_violations, officer, screen):
    tables = "\n\n".join(
        "TT\tNhiệm vụ\tThời gian\n1\tRà soát\tQuý II\n2\tTập huấn\tQuý III\n\nPhụ lục" for _ in range(2)
    )
    intake = made.intake(
        officer, made.on_time(), tasks=[made.task_proposal()], text=from_pasted(f"{made.WORDS}\n\n{tables}")
    )
    assert sum(isinstance(block, Table) for block in intake.read_text.blocks) == 2
    visitor = opened(visit, officer, intake, screen)
    paths = [reverse(f"intake:{name}", args=[intake.pk]) for name in ("review", "add", "drop")]
    changes = [reverse("intake:change", args=[intake.pk, key]) for key in ("kh", "c1", "n1")]
    for path in [*paths, *changes, reverse("intake:begin")]:
        visitor.open(path)
        assert axe_violations(visitor.page) == [], path
        assert not visitor.overflows(), path


def test_without_script_the_same_is_done_by_forms(visit, officer):
    page = opened(visit, officer, document(officer), javascript=False).page
    page.get_by_role("button", name="Nhận tất cả").click()
    for name in ("Chỉ tiêu 1", "Chỉ tiêu 2"):
        page.get_by_role("button", name=f"Nhận {name}").click()
    page.get_by_role("button", name="Ghi vào kế hoạch").click()
    expect(page.get_by_text("Đã ghi Kế hoạch số 12/KH-SNV với 2 chỉ tiêu và 1 nhiệm vụ.")).to_be_visible()
