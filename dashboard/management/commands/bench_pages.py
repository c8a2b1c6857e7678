"""Measure the main pages on a large made-up office, in a database of its own that is thrown away afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from dashboard.bench_data import Office, Size, make_office
from dashboard.measuring import Cost, cost_of

STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # needs no collectstatic
HEAD = f"{'Trang':<34}{'truy vấn':>9}{'KB':>8}{'ms':>9}{'SQL ms':>9}{'ms/SQL':>8}"


class Command(BaseCommand):
    help = "Đo số truy vấn, dung lượng và thời gian của các trang chính trên dữ liệu tự tạo, trong cơ sở dữ liệu riêng."

    def add_arguments(self, parser):
        size = Size()
        parser.add_argument("--agencies", type=int, default=size.agencies, help="số đơn vị cấp dưới")
        parser.add_argument("--targets", type=int, default=size.targets, help="số chỉ tiêu của kế hoạch")
        parser.add_argument("--shared", type=int, default=size.shared, help="số chỉ tiêu mà mọi đơn vị báo cáo")
        parser.add_argument("--years", type=int, default=size.years, help="số năm, mỗi năm bốn kỳ")
        parser.add_argument("--repeat", type=int, default=5, help="số lần đo mỗi trang")

    def handle(self, *, agencies: int, targets: int, shared: int, years: int, repeat: int, **options):
        size = Size(agencies=agencies, targets=targets, shared=min(shared, targets), years=years)
        storages = settings.STORAGES | {"staticfiles": STATIC}
        with _own_database(), override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=storages):
            office = make_office(size)
            self.stdout.write(
                f"{agencies} đơn vị · {targets} chỉ tiêu · {years} năm · {repeat} lần đo · {connection.vendor}\n{HEAD}"
            )
            client = Client()
            client.force_login(office.person)
            for label, path in _pages(office):
                self.stdout.write(_line(label, cost_of(client, path, repeat=repeat)))


@contextmanager
def _own_database() -> Iterator[None]:
    """A new database beside the configured one: a temporary SQLite file, or on PostgreSQL one with the prefix test_."""
    real_name = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="cchc-bench-") as room:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{room}/bench.sqlite3"
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(real_name, verbosity=0)


def _pages(office: Office) -> list[tuple[str, str]]:
    """The main pages, each with the address of its heaviest case."""
    return [
        ("Tổng quan", reverse("dashboard:home")),
        ("Kế hoạch với chỉ tiêu", reverse("dashboard:plan", args=[office.plan.pk])),
        ("Căn cứ và cách tính", reverse("dashboard:basis", args=[office.target.pk])),
        ("Một đơn vị", reverse("dashboard:agency", args=[office.agency.pk])),
        ("Danh sách đơn vị", reverse("agencies:list")),
        ("Danh sách kế hoạch", reverse("plans:list")),
        ("Danh sách nhiệm vụ", reverse("plans:tasks")),
        ("Danh sách chỉ tiêu kế hoạch", reverse("targets:list")),
        ("Một chỉ tiêu kế hoạch", reverse("targets:detail", args=[office.target.pk])),
        ("Chỉ tiêu thống kê", reverse("targets:indicators")),
        ("Danh sách báo cáo số liệu", reverse("targets:submissions")),
        ("Nhập số liệu", reverse("targets:submission", args=[office.report.pk])),
        ("Nhập số liệu, biểu dài", reverse("targets:submission", args=[office.long_report.pk])),
        ("Xác nhận nhiều báo cáo", reverse("targets:approve_many")),
        ("Đính chính", reverse("targets:corrections")),
        ("Việc cần làm", reverse("reminders:duties")),
        ("Tình hình báo cáo, 12 tháng", f"{reverse('targets:overview')}?bieu={office.monthly.pk}"),
        ("Tình hình báo cáo, mọi biểu", reverse("targets:overview")),
        ("Xếp hạng đúng hạn", reverse("targets:timeliness")),
        ("Kỳ báo cáo", reverse("targets:periods")),
        ("Biểu tổng hợp", f"{reverse('reports:consolidated')}?bieu={office.report.form_id}&ky={_slug(office)}"),
    ]


def _slug(office: Office) -> str:
    return office.report.period.key.slug


def _line(label: str, cost: Cost) -> str:
    return f"{label:<34}{cost.queries:>9}{len(cost.content) / 1024:>8.0f}{cost.times.median:>9.1f}{cost.sql_ms:>9.1f}{cost.ratio:>8.1f}"
