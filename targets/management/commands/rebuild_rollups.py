"""Make all stored totals from nothing."""

from django.core.management.base import BaseCommand
from django.db import transaction

from agencies.locks import tree_lock
from targets import rollup
from targets.models import Figure, UnitTotal


class Command(BaseCommand):
    help = "Tính lại từ đầu mọi số cộng dồn đang lưu. Trong khi chạy, việc xác nhận và đính chính phải chờ."

    def add_arguments(self, parser):
        parser.add_argument("--if-missing", action="store_true", help="chỉ khi có số liệu mà chưa lưu số cộng dồn nào")

    @transaction.atomic
    def handle(self, *, if_missing: bool, **options):
        if if_missing and (UnitTotal.objects.exists() or not Figure.objects.exists()):
            return
        tree_lock()
        rollup.rebuild(lambda words: self.stdout.write(f"Đã tính {words} chỉ tiêu, năm.", ending="\r"))
        self.stdout.write("\nĐã tính lại mọi số cộng dồn.")
