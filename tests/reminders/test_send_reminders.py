"""manage.py send_reminders: one mail a person a day, none lost, none twice."""

from datetime import date, timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from accounts.roles import Role
from reminders.actions import digests
from reminders.models import Digest, ReminderChoice
from tests import make

pytestmark = pytest.mark.django_db
DAY = "2026-03-20"


class DownBackend(BaseEmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError("Connection refused")

    def send_messages(self, messages):
        raise AssertionError("nothing is sent without a connection")


class PickyBackend(BaseEmailBackend):
    """A mail server that knows no "la" for good, hangs up on "dut" once, and takes everybody else.

    As Django's own: `open` does nothing while it holds a connection, even one at which nobody listens any more.
    """

    taken: list[str] = []
    has_hung_up = False
    is_alive = None

    def open(self):
        self.is_alive = True if self.is_alive is None else self.is_alive

    def close(self):
        self.is_alive = None

    def send_messages(self, messages):
        (to,) = messages[0].to
        if to.startswith("la@"):
            raise SMTPRecipientsRefused({to: (550, b"No such user")})
        if to.startswith("dut@") and not PickyBackend.has_hung_up:
            PickyBackend.has_hung_up, self.is_alive = True, False
        if not self.is_alive:
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        PickyBackend.taken.append(to)
        return 1


@pytest.fixture
def commune():
    province = make.agency("UBND tỉnh Lam Giang")
    found = make.agency("UBND xã An Bình", parent=province)
    make.submission(found, make.report_form(make.indicator(), owner=province))
    return found


def reporter(commune, email="baocao@angbinh.vn", **fields):
    return make.user(commune, Role.REPORTER, email=email, **fields)


def run(today=DAY, **options):
    out = StringIO()
    call_command("send_reminders", today=today, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_one_digest_a_person_however_much_waits(commune):
    person = reporter(commune)
    make.enquiry(commune, by=make.user(commune.parent, Role.LEADER))
    run()
    (message,) = mail.outbox
    assert message.to == [person.email]
    assert "1 báo cáo phải gửi, 1 quá hạn" in message.subject
    assert "quá hạn 3 ngày" in message.body
    assert "Đôn đốc của UBND tỉnh Lam Giang" in message.body


def test_the_second_run_of_a_day_sends_nothing_and_the_next_day_sends_again(commune):
    reporter(commune)
    run()
    assert "Lập 0 thư, gửi 0, còn chờ 0." in run()
    assert (len(mail.outbox), Digest.objects.count()) == (1, 1)
    run("2026-03-21")
    assert len(mail.outbox) == 2


def test_links_are_written_in_full_with_the_sites_own_name(commune, settings):
    settings.SITE_URL = "https://cchc.lamgiang.gov.vn/"
    reporter(commune)
    run()
    (message,) = mail.outbox
    html = message.alternatives[0][0]
    report = f"https://cchc.lamgiang.gov.vn/so-lieu/{commune.submissions.get().pk}/"
    assert report in message.body
    assert f'href="{report}"' in html
    assert 'href="/' not in html
    assert message.extra_headers["List-Unsubscribe"] == "<https://cchc.lamgiang.gov.vn/tai-khoan/thu-nhac-viec/>"


def test_words_of_people_are_shown_as_words_in_the_html(commune):
    reporter(commune)
    make.enquiry(commune, by=make.user(commune.parent, Role.LEADER), words="Nêu <b>rõ</b> & đủ")
    run()
    (message,) = mail.outbox
    assert "Nêu <b>rõ</b> & đủ" in message.body
    assert "Nêu &lt;b&gt;rõ&lt;/b&gt; &amp; đủ" in message.alternatives[0][0]


def test_a_mail_server_that_is_down_loses_nothing(commune, settings):
    reporter(commune)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.DownBackend"
    with pytest.raises(CommandError, match="Còn 1 thư"):
        run()
    waiting = Digest.objects.get()
    assert (waiting.state, waiting.attempts, waiting.last_error) == ("queued", 1, "Connection refused")
    settings.EMAIL_BACKEND = backend
    run()
    assert len(mail.outbox) == 1
    sent = Digest.objects.get()
    assert (sent.state, sent.attempts, sent.last_error) == ("sent", 2, "")


def test_one_persons_trouble_stops_nobody_else(commune, settings):
    for name in ("la", "dut", "baocao"):
        reporter(commune, f"{name}@lamgiang.vn")
    settings.EMAIL_BACKEND = f"{__name__}.PickyBackend"
    with pytest.raises(CommandError, match="Còn 1 thư"):
        run()
    assert PickyBackend.taken == ["baocao@lamgiang.vn"]
    run()
    assert PickyBackend.taken == ["baocao@lamgiang.vn", "dut@lamgiang.vn"]
    states = dict(Digest.objects.values_list("person__email", "state"))
    assert states == {"la@lamgiang.vn": "failed", "dut@lamgiang.vn": "sent", "baocao@lamgiang.vn": "sent"}


def test_yesterdays_unsent_mail_gives_way_to_todays(commune, settings):
    reporter(commune)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.DownBackend"
    with pytest.raises(CommandError):
        run("2026-03-20")
    settings.EMAIL_BACKEND = backend
    run("2026-03-21")
    assert [message.subject[:30] for message in mail.outbox] == ["Việc cần làm ngày 21/03/2026: "]
    assert list(Digest.objects.order_by("day").values_list("state", flat=True)) == ["dropped", "sent"]


def test_a_mail_in_another_runs_hands_is_left_to_it_until_it_has_surely_died(commune):
    reporter(commune)
    digests.write(date.fromisoformat(DAY), 5)
    Digest.objects.update(taken_at=now())
    with pytest.raises(CommandError):
        run()
    assert mail.outbox == []
    Digest.objects.update(taken_at=now() - timedelta(minutes=20))
    run()
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"].startswith(f"<viec-{Digest.objects.get().pk}@")


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param(lambda person: setattr(person, "is_active", False), id="người đã nghỉ"),
        pytest.param(lambda person: setattr(person, "email", ""), id="không có địa chỉ"),
        pytest.param(lambda person: ReminderChoice.objects.create(person=person, by_mail=False), id="đã tắt thư"),
    ],
)
def test_who_is_not_to_be_mailed_gets_none_not_even_one_that_waits(commune, gone):
    person = reporter(commune)
    digests.write(date.fromisoformat(DAY), 5)
    gone(person)
    person.save()
    run()
    run("2026-03-21")
    assert mail.outbox == []
    assert [digest.state for digest in Digest.objects.all()] == ["dropped"]


def test_who_has_nothing_pressing_gets_no_mail(commune):
    reporter(commune)
    commune.submissions.update(due_on=date(2026, 3, 26))
    run()
    assert mail.outbox == []
    run("2026-03-21")
    assert len(mail.outbox) == 1


def test_a_dry_run_says_whom_and_writes_nothing(commune):
    reporter(commune)
    said = run(dry_run=True)
    assert "baocao@angbinh.vn" in said
    assert (mail.outbox, Digest.objects.count()) == ([], 0)


def test_a_day_that_cannot_be_read_is_said_so(commune):
    with pytest.raises(CommandError, match="Không đọc được ngày"):
        call_command("send_reminders", "--today", "20/03/2026")


def test_each_switches_their_own_mail_off_and_on(client, commune):
    person, other = reporter(commune), reporter(commune, "khac@angbinh.vn")
    client.force_login(person)
    page = "/tai-khoan/thu-nhac-viec/"
    assert "checked" in client.get(page).content.decode()
    client.post(page, {})
    assert "checked" not in client.get(page).content.decode()
    run()
    assert [message.to for message in mail.outbox] == [[other.email]]
    client.post(page, {"by_mail": "on"})
    run()
    assert len(mail.outbox) == 2


def test_mail_to_many_takes_as_many_queries_to_write_as_to_few(commune, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(2):
        reporter(commune, f"a{number}@x.vn")
    with CaptureQueriesContext(connection) as counted:
        digests.write(date(2026, 3, 20), 5)
    for number in range(20):
        reporter(commune, f"b{number}@x.vn")
    with django_assert_num_queries(len(counted)):
        assert digests.write(date(2026, 3, 21), 5) == 22
