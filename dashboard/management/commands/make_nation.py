"""Fill an empty demonstration database with a made-up nation, for measuring and for trying."""

from time import perf_counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dashboard.demo.people import PASSWORD
from dashboard.nation import landmarks, making
from dashboard.nation.people import accounts
from dashboard.nation.sizes import SIZES


class Command(BaseCommand):
    help = (
        "Tạo dữ liệu cả nước tự sinh để đo tốc độ và dùng thử: 34 tỉnh, 3.321 xã, khoảng 15.000 đơn vị. "
        "Chỉ chạy trên cơ sở dữ liệu trống dùng thử."
    )

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=SIZES, default="nation", help="quy mô (mặc định: nation, cả nước)")
        parser.add_argument("--seed", type=int, default=1, help="số gieo: cùng số thì cùng dữ liệu")
        parser.add_argument(
            "--without-totals", action="store_true", help="không tính số cộng dồn; sau đó chạy rebuild_rollups"
        )
        parser.add_argument("--years", type=int, choices=range(1, 6), default=3, help="số năm có số liệu")

    def handle(self, *, size: str, seed: int, years: int, without_totals: bool, **options):
        self._require_demonstration_database()
        if landmarks.is_made():
            self.stdout.write("Dữ liệu cả nước tự tạo đã có; không tạo lại.")
        else:
            self._require_empty_database()
            self._make(size, seed, years)
            if not without_totals:
                self._add_up()
        self._print_accounts()

    def _require_demonstration_database(self) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError(
                "Không tạo dữ liệu tự sinh trên hệ thống vận hành. Chỉ đặt DEMO_ALLOWED=true trên máy dùng thử."
            )

    def _require_empty_database(self) -> None:
        if found := making.holds():
            there = ", ".join(f"{count} {name}" for name, count in found)
            raise CommandError(
                f"Cơ sở dữ liệu đã có {there}; không tạo dữ liệu cả nước vào đây và không ghi gì. "
                "Hãy dùng một cơ sở dữ liệu trống (DATABASE_URL), sau khi chạy migrate."
            )

    def _make(self, size: str, seed: int, years: int) -> None:
        began = perf_counter()
        made = making.make(SIZES[size], seed=seed, years=years, tell=self._tell)
        self.stdout.write(
            f"Đã tạo trong {perf_counter() - began:.0f} giây: {made.agencies} đơn vị, {made.people} người dùng, "
            f"{made.targets} chỉ tiêu kế hoạch, {made.reports} báo cáo, {made.figures} số liệu."
        )

    def _add_up(self) -> None:
        began = perf_counter()
        making.add_up(tell=lambda words: self.stdout.write(f"Đã tính số cộng dồn {words} chỉ tiêu, năm.", ending="\r"))
        self.stdout.write(f"\nĐã tính số cộng dồn trong {perf_counter() - began:.0f} giây.")

    def _tell(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _print_accounts(self) -> None:
        self.stdout.write(f"\nTài khoản dùng thử, mật khẩu chung: {PASSWORD}")
        for username, words in accounts():
            self.stdout.write(f"  {username:<18}  {words}")
