"""Makes the periods of the year and opens every form that has reached its opening day. For cron, safe to run twice."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from periods.actions import make_periods
from periods.period import reporting_year
from targets.actions.opening import open_all_due
from targets.models import ReportForm


class Command(BaseCommand):
    help = "Mở kỳ cho mọi biểu đã đến ngày mở mà người đứng tên được quản lý; chạy lại không mở thêm lần nữa."

    def add_arguments(self, parser):
        parser.add_argument("--by", required=True, help="tên đăng nhập của cán bộ đứng tên mở kỳ")
        parser.add_argument("--today", help="coi như hôm nay là ngày này (yyyy-mm-dd)")

    def handle(self, *, by: str, today: date | str | None = None, **options):
        person = _person(by)
        today = _day(today) if isinstance(today, str) else today or localdate()
        make_periods(by=person, year=reporting_year(today))
        managed = scope.acts_for(person, Action.MANAGE_FORMS)
        forms = ReportForm.objects.filter(owner__in=managed).select_related("owner").order_by("code")
        opened = open_all_due(by=person, forms=forms, today=today)
        self.stdout.write(f"Mở {opened.forms} biểu, {opened.reports} báo cáo.")
        for words in opened.refused:
            self.stderr.write(words)
        if opened.refused:
            raise CommandError(f"Chưa mở được {len(opened.refused)} biểu.")


def _person(username: str) -> User:
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(f"Không có tài khoản “{username}” đang hoạt động.")
    if not scope.may_somewhere(person, Action.MANAGE_FORMS):
        raise CommandError(f"“{username}” không được mở kỳ báo cáo ở cơ quan nào.")
    return person


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise CommandError(f"Không đọc được ngày “{typed}”. Viết như 2026-04-17.") from None
