"""Compare the stored totals with a fresh computation."""

import sys

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from targets import rollup


class Command(BaseCommand):
    help = "So số cộng dồn đang lưu với số tính lại từ số liệu; in mọi chỗ khác nhau, mã kết thúc 1 nếu có."

    def handle(self, **options):
        with transaction.atomic():
            if connection.vendor == "postgresql":  # one moment for all that is compared, and nobody has to wait
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            found = list(rollup.differences())
        for words in found:
            self.stdout.write(words)
        if found:
            self.stderr.write(f"{len(found)} chỗ khác nhau. Chạy rebuild_rollups để tính lại.")
            sys.exit(1)
        self.stdout.write("Số cộng dồn khớp với số liệu.")
