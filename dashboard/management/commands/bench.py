"""Measure pages and actions at the scale of a nation, on a database made by make_nation, beside the same by bare SQL."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from agencies.models import Agency
from dashboard.benching import doing, lines, load, pages
from dashboard.benching.clients import Found, Orders
from dashboard.benching.lines import Line
from dashboard.demo.people import PASSWORD
from dashboard.nation import landmarks
from ui.numbers import write_number
from ui.vietnamese import fold

STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # needs no collectstatic
STATIC_ROOT = settings.BASE_DIR / "static"


class Command(BaseCommand):
    help = (
        "Đo các trang và thao tác chính trên dữ liệu cả nước do make_nation tạo, so với SQL viết tay. Không để lại gì."
    )

    def add_arguments(self, parser):
        parser.add_argument("--repeat", type=int, default=20, help="số lần đo mỗi việc")
        parser.add_argument("--only", default="", help="chỉ đo việc có những từ này trong tên, không cần dấu")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument("--clients", type=int, default=0, help="đo tải: số người cùng đọc trang Tổng quan")
        parser.add_argument("--seconds", type=int, default=60, help="đo tải trong bao nhiêu giây")

    def handle(self, *, repeat: int, only: str, clients: int, seconds: int, **options):
        if not landmarks.is_made():
            raise CommandError("Cơ sở dữ liệu này không có dữ liệu cả nước tự tạo. Chạy make_nation trước khi đo.")
        if repeat < 1 or not 0 <= clients <= load.MOST_CLIENTS or not 1 <= seconds <= load.MOST_SECONDS:
            raise CommandError(f"Đo ít nhất 1 lần; nhiều nhất {load.MOST_CLIENTS} người, {load.MOST_SECONDS} giây.")
        if clients:
            self._under_load(clients, seconds, options["json"])
        else:
            self._line_by_line(repeat, fold(only), options["json"])

    def _line_by_line(self, repeat: int, only: str, as_json: bool) -> None:
        storages = settings.STORAGES | {"staticfiles": STATIC}
        with override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=storages, STATIC_ROOT=STATIC_ROOT, DEBUG=False):
            if not as_json:
                self.stdout.write(f"{_where()} · {repeat} lần đo\n{lines.head()}")
            found = []
            for line in _measured(repeat, only):
                found.append(line)
                if not as_json:
                    self.stdout.write(lines.written(line))
                    self.stdout.flush()
        if as_json:
            self.stdout.write(json.dumps([line.as_json for line in found], ensure_ascii=False, indent=1))
        elif missed := lines.missed(found):
            self.stdout.write(f"Chưa đạt: {'; '.join(missed)}")

    def _under_load(self, clients: int, seconds: int, as_json: bool) -> None:
        try:
            with load.serving() as port:
                found = load.load(Orders(port, _readers(clients), [reverse("dashboard:home")], clients, seconds))
        except load.ServerFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(vars(found), ensure_ascii=False) if as_json else _load_words(found, clients))
        if found.failed:
            raise CommandError(f"{found.failed} yêu cầu không được trả lời đúng.")


def _measured(repeat: int, only: str) -> Iterator[Line]:
    """The file first: a page that went before would leave its memory to it."""
    for label, work in doing.WORKS.items():
        if only in fold(label):
            yield work(label, repeat)
    for page in pages.pages():
        if only in fold(page.label):
            yield pages.measured(page, repeat)


def _where() -> str:
    agencies = write_number(Agency.objects.count())
    return f"{connection.vendor} · {agencies} cơ quan, đơn vị"


def _readers(clients: int) -> list[tuple[str, str]]:
    """The leaders of the nation and of every province, in turn."""
    offices = [landmarks.nation(), *landmarks.provinces()][:clients]
    return [(landmarks.leader(office).username, PASSWORD) for office in offices]


def _load_words(found: Found, clients: int) -> str:
    words = [
        f"{_where()} · gunicorn {load.WORKERS} tiến trình × {load.THREADS} luồng",
        f"{clients} người cùng đọc ({found.people} tài khoản) trong {lines.number(found.seconds, 1)} giây",
        f"{write_number(found.requests)} trang, {found.failed} lỗi, {lines.number(found.a_second, 1)} trang/giây",
        f"trung vị {lines.number(found.median, 0)} ms, p95 {lines.number(found.high, 0)} ms, "
        f"lâu nhất {lines.number(found.longest, 0)} ms",
        *found.errors,
    ]
    return "\n".join(words)
