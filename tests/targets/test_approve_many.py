"""Many reports confirmed at once, after a look at what is odd in each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from targets.models import Submission
from targets.waiting import looked_at, waiting_for
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def form(province):
    return make.report_form(make.indicator(), make.indicator("Tỷ lệ trực tuyến"), owner=province)


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


@pytest.fixture
def colleague(province):
    return make.user(province, Role.OFFICE, full_name="Lê Thị Cộng")


def sent(report, by):
    now = timezone.now()
    Submission.objects.filter(pk=report.pk).update(
        state="submitted", submitted_by=by, submitted_at=now, first_submitted_at=now
    )
    report.refresh_from_db()
    return report


@pytest.fixture
def hand_in(province, form, colleague):
    """A commune's report of Quý I/2026; `before`: its share in last year's period, odd where it is far off."""

    def make_one(name, before=97, by=None):
        commune = make.agency(name, parent=province)
        earlier = make.submission(commune, form, make.period("quarter", 2025, 1))
        earlier.figures.update(numerator=before, denominator=100)
        sent(earlier, colleague)
        Submission.objects.filter(pk=earlier.pk).update(
            state="approved", approved_by=make.user(), approved_at=make.NOON
        )
        report = make.submission(commune, form, make.period("quarter", 2026, 1))
        report.figures.update(numerator=97, denominator=100)
        return sent(report, by or make.user(commune, Role.REPORTER))

    return make_one


def seen(*reports):
    return [f"{report.pk}:{report.revision}" for report in reports]


def address():
    return reverse("targets:approve_many")


def text(response) -> str:
    return response.content.decode()


def states(*reports):
    return [Submission.objects.get(pk=report.pk).state for report in reports]


def test_the_page_shows_counts_and_spells_out_what_is_odd_unexplained_first(client, officer, hand_in):
    odd = hand_in("UBND xã Khác Thường", before=50)
    odd.figures.filter(indicator__name="Tỷ lệ hồ sơ giải quyết đúng hạn").update(explanation="Mở thêm một cửa")
    hand_in("UBND xã Bình Thường")
    client.force_login(officer)
    page = text(client.get(address()))
    assert "Có số liệu cần xem kỹ: 1 báo cáo" in page
    assert "Không có số liệu khác thường: 1 báo cáo" in page
    assert "chênh từ 10 điểm % trở lên so với cùng kỳ năm trước" in page
    assert "đã nhập 2/2" in page
    assert "cần xem kỹ 2, 1 chưa thuyết minh" in page
    assert page.index("Tỷ lệ trực tuyến") < page.index("Mở thêm một cửa")


def test_all_that_is_not_odd_is_confirmed_by_one_tick(client, officer, hand_in):
    plain, other, odd = hand_in("UBND xã Một"), hand_in("UBND xã Hai"), hand_in("UBND xã Ba", before=50)
    client.force_login(officer)
    answer = client.post(address(), {"all_plain": "on", "plain": seen(plain, other)}, follow=True)
    assert "Đã xác nhận 2 báo cáo." in text(answer)
    assert states(plain, other, odd) == ["approved", "approved", "submitted"]
    assert plain.figures.filter(approved_by=officer).count() == 2


def test_an_odd_report_needs_its_own_tick_whatever_the_page_sends(client, officer, hand_in):
    odd, other = hand_in("UBND xã Ba", before=50), hand_in("UBND xã Bốn", before=50)
    client.force_login(officer)
    answer = client.post(address(), {"all_plain": "on", "plain": seen(odd, other), "chosen": seen(other)}, follow=True)
    assert states(odd, other) == ["submitted", "approved"]
    assert "cần đánh dấu riêng" in text(answer)


def test_a_report_that_changed_meanwhile_is_left_out_and_named(client, officer, hand_in):
    changed, gone, good = hand_in("UBND xã Đổi"), hand_in("UBND xã Rút"), hand_in("UBND xã Tốt")
    ticked = seen(changed, gone, good)
    Submission.objects.filter(pk=changed.pk).update(revision=9)
    Submission.objects.filter(pk=gone.pk).update(state="draft")
    client.force_login(officer)
    page = text(client.post(address(), {"chosen": ticked}, follow=True))
    assert states(changed, gone, good) == ["submitted", "draft", "approved"]
    assert "Đã xác nhận 1 báo cáo." in page
    assert f"Chưa xác nhận {changed}: đã thay đổi sau khi anh/chị mở trang." in page
    assert f"Chưa xác nhận {gone}: không còn chờ anh/chị xác nhận." in page


def test_ones_own_reports_are_never_offered_nor_taken(client, officer, hand_in):
    own, handed = hand_in("UBND xã Của Tôi", by=officer), hand_in("UBND xã Tôi Trình")
    Submission.objects.filter(pk=handed.pk).update(handed_by=officer, handed_at=timezone.now())
    assert not waiting_for(officer).exists()
    client.force_login(officer)
    assert "Của Tôi" not in text(client.get(address()))
    client.post(address(), {"chosen": seen(own, handed)})
    assert states(own, handed) == ["submitted", "submitted"]


def test_reports_that_others_check_are_not_confirmed_by_a_made_up_form(client, hand_in):
    report = hand_in("UBND xã Một")
    client.force_login(make.user(make.agency("UBND tỉnh khác")))
    page = text(client.post(address(), {"chosen": seen(report)}, follow=True))
    assert states(report) == ["submitted"]
    assert "UBND xã Một" not in page


@pytest.mark.parametrize("chosen", [["1"], ["a:b"], ["1:2:3"], ["9" * 30 + ":1"], ["²:1"]])
def test_a_form_that_cannot_be_read_confirms_nothing(client, officer, hand_in, chosen):
    report = hand_in("UBND xã Một")
    client.force_login(officer)
    assert "không đọc được" in text(client.post(address(), {"chosen": chosen}))
    assert states(report) == ["submitted"]


def test_nothing_ticked_is_said(client, officer, hand_in):
    report = hand_in("UBND xã Một")
    client.force_login(officer)
    assert "Chưa chọn báo cáo nào" in text(client.post(address(), {"plain": seen(report)}))


def test_the_page_is_narrowed_by_period_and_form(client, officer, hand_in, province):
    hand_in("UBND xã Một")
    other = make.submission(
        make.agency("UBND xã Hai", parent=province), make.report_form(make.indicator(), owner=province)
    )
    sent(other, make.user())
    client.force_login(officer)
    page = text(client.get(address(), {"bieu": other.form_id}))
    assert "UBND xã Hai" in page
    assert "UBND xã Một" not in page


def test_sixty_reports_take_as_many_queries_as_two(client, officer, hand_in):
    client.force_login(officer)
    counts = []
    for size in (2, 18):
        for place in range(size):
            hand_in(f"UBND xã {size}-{place}", before=50 if place % 2 else 97)
        with CaptureQueriesContext(connection) as queries:
            client.get(address())
        counts.append(len(queries))
        assert len(looked_at(list(waiting_for(officer)[:30]))) in (2, 20)
    assert counts[0] == counts[1]
