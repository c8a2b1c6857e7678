"""Handing in an Excel file in a real browser: with and without script, on a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.conftest import PHONE
from tests.targets.workbooks.files import Filled
from tests.targets.workbooks.steps import all_filled, figures_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def hand_in(visitor, report, filled: Filled, folder) -> None:
    file = folder / "bieu-mau.xlsx"
    file.write_bytes(filled.content)
    visitor.open(reverse("targets:upload_workbook", args=[report.pk]))
    visitor.page.get_by_label("Tệp Excel đã nhập số liệu").set_input_files(file)
    visitor.page.get_by_role("button", name="Nạp tệp và xem trước").press("Enter")
    expect(visitor.page.get_by_role("heading", name="Xem trước tệp Excel")).to_be_visible()


@pytest.mark.parametrize("javascript", [pytest.param(True, id="có script"), pytest.param(False, id="không script")])
def test_a_file_is_previewed_and_written(visit, person, report, tmp_path, javascript):
    visitor = visit(javascript=javascript)
    visitor.log_in(person)
    hand_in(visitor, report, all_filled(person, report), tmp_path)
    visitor.page.get_by_role("button", name="Ghi vào bản nháp").press("Enter")
    expect(visitor.page.get_by_text("Đã ghi 6 số liệu từ tệp vào bản nháp")).to_be_visible()
    assert figures_of(report)[0].numerator == 97


def test_a_colleague_s_number_is_kept_or_replaced_by_keyboard(visit, person, report, tmp_path, axe_violations):
    visitor = visit(PHONE)
    visitor.log_in(person)
    filled = all_filled(person, report)
    figure = figures_of(report)[0]
    figure.numerator, figure.denominator, figure.revision = 5, 10, 2
    figure.recorded_by = person
    figure.save()
    hand_in(visitor, report, filled, tmp_path)
    assert axe_violations(visitor.page) == []
    assert not visitor.overflows()
    mine = visitor.page.get_by_label("Ghi số trong tệp")
    mine.focus()
    mine.press("Space")
    visitor.page.get_by_role("button", name="Ghi vào bản nháp").press("Enter")
    expect(visitor.page.get_by_text("Đã ghi 6 số liệu")).to_be_visible()
    assert figures_of(report)[0].numerator == 97
