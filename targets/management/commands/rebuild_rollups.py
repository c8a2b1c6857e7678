"""Make all stored totals from nothing."""

from django.core.management.base import BaseCommand
from django.db import transaction

from agencies.locks import tree_lock
from targets import rollup


class Command(BaseCommand):
    help = "Tính lại từ đầu mọi số cộng dồn đang lưu. Trong khi chạy, việc xác nhận và đính chính phải chờ."

    @transaction.atomic
    def handle(self, **options):
        tree_lock()
        rollup.rebuild(lambda words: self.stdout.write(f"Đã tính {words} chỉ tiêu, năm.", ending="\r"))
        self.stdout.write("\nĐã tính lại mọi số cộng dồn.")
