"""The pages of a source in a real browser: fit for a phone, for a keyboard and for a screen reader."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from dossiers.actions import settling
from targets.content import print_of
from tests import make
from tests.conftest import DESKTOP, PHONE
from tests.dossiers.exports import csv

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def disputed(one_stop):
    """A loaded file, one number of which its agency disputes; and a second file that waits for a decision."""
    one_stop.load(csv(["1", "UBND xã An Bình", "125", "20", "100", "5"]))
    figure = one_stop.figure(one_stop.communes[0])
    reporter = make.user(one_stop.communes[0], Role.REPORTER)
    settling.dispute(by=reporter, figure=figure, seen=print_of(figure.sourced.given), reason="Thiếu 3 hồ sơ giấy")
    rows = [["1", "UBND xã An Bình", "126", "20", "101", "5"], ["2", "Một cửa xã Bình Minh", "9", "x", "1", "1"]]
    waiting = one_stop.read(csv(*rows, ["3", "UBND phường Cẩm Sơn", "10", "9", "9", "0"]))
    return one_stop, figure, waiting, reporter


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["bàn", "điện thoại"])
def test_every_page_fits_and_has_no_barrier(visit, disputed, axe_violations, viewport):
    one_stop, figure, waiting, reporter = disputed
    source = [one_stop.source.pk]
    for person, name, keys in [
        (one_stop.office, "sources", []),
        (one_stop.office, "create", []),
        (one_stop.office, "edit", source),
        (one_stop.office, "upload", source),
        (one_stop.office, "review", [waiting.pk]),
        (one_stop.office, "disputes", []),
        (one_stop.office, "answer", [figure.pk]),
        (reporter, "settle", [figure.pk]),
        (reporter, "report", [figure.submission_id]),
    ]:
        visitor = visit(viewport)
        visitor.log_in(person)
        visitor.open(reverse(f"dossiers:{name}", args=keys))
        assert (name, axe_violations(visitor.page), visitor.overflows()) == (name, [], False)
        visitor.context.close()


def test_a_mapping_is_chosen_by_keyboard_without_script(visit, one_stop):
    visitor = visit(javascript=False)
    visitor.log_in(one_stop.office)
    visitor.open(reverse("dossiers:edit", args=[one_stop.source.pk]))
    page = visitor.page
    page.locator("summary", has_text="Tổng hồ sơ đã giải quyết (mẫu số)").focus()
    page.keyboard.press("Enter")
    box = page.locator(f"[name=cot_{one_stop.on_time.pk}_denominator][value='Quá hạn']")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Lưu cách nối cột").press("Enter")
    page.get_by_text("Đã lưu cách nối cột").wait_for()
    assert one_stop.source.mapped.filter(part="denominator").count() == 2
