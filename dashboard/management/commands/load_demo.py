"""Fill an empty demonstration database: five public plans and one invented province with two years of figures."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dashboard.demo import loading
from dashboard.demo.people import PASSWORD, accounts


class Command(BaseCommand):
    help = "Nạp dữ liệu minh hoạ: năm kế hoạch công khai và một tỉnh giả định. Chỉ dùng trên cơ sở dữ liệu dùng thử."

    def add_arguments(self, parser):
        parser.add_argument(
            "--without-plans", action="store_true", help="chỉ nạp đơn vị, người dùng và chỉ tiêu thống kê"
        )

    def handle(self, *, without_plans: bool, **options):
        self._require_demonstration_database()
        if loading.is_loaded():
            self.stdout.write("Dữ liệu minh hoạ đã có; không nạp lại.")
        else:
            loading.load(with_plans=not without_plans)
            self.stdout.write("Đã nạp dữ liệu minh hoạ.")
        self._print_accounts()

    def _require_demonstration_database(self) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError(
                "Không nạp dữ liệu minh hoạ trên hệ thống vận hành. Chỉ đặt DEMO_ALLOWED=true trên máy dùng thử."
            )
        if loading.holds_real_work():
            raise CommandError(
                "Cơ sở dữ liệu đã có đơn vị hoặc kế hoạch của cơ quan; không nạp dữ liệu minh hoạ vào đây. "
                "Hãy dùng một cơ sở dữ liệu trống (DATABASE_URL)."
            )

    def _print_accounts(self) -> None:
        rows = accounts()
        width = max(len(row.username) for row in rows)
        role_width = max(len(row.role) for row in rows)
        self.stdout.write(f"\nTài khoản dùng thử, mật khẩu chung: {PASSWORD}")
        for row in rows:
            self.stdout.write(f"  {row.username:<{width}}  {row.role:<{role_width}}  {row.agency}")
