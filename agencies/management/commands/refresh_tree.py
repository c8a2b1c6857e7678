"""Once a day: moves and names that were dated ahead come true in the index of today's tree."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from agencies.actions import refresh_tree


class Command(BaseCommand):
    help = "Cập nhật cây tổ chức và tên đơn vị theo ngày hôm nay (chạy mỗi ngày một lần)."

    def handle(self, **options):
        changed = refresh_tree(today=timezone.localdate())
        self.stdout.write(f"Đã cập nhật {changed} đơn vị.")
