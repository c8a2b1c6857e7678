"""bench_pages: that it runs, counts, and keeps away from the configured database. What it measures is not a test."""

import os
import re
import subprocess
import sys

from django.conf import settings

SMALL = ("--agencies", "4", "--targets", "5", "--shared", "3", "--years", "1", "--repeat", "1")


def test_bench_pages_counts_queries_on_data_of_its_own(tmp_path):
    configured = tmp_path / "office.sqlite3"
    surroundings = os.environ | {
        "ENV_FILE": "",
        "SECRET_KEY": "chỉ-dùng-khi-kiểm-thử",
        "DATABASE_URL": f"sqlite:///{configured}",
        "DJANGO_SETTINGS_MODULE": "cchc.settings",
        "LOG_LEVEL": "ERROR",
    }
    ran = subprocess.run(
        [sys.executable, "manage.py", "bench_pages", *SMALL],
        cwd=settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    rows = re.findall(r"^(.+?)\s{2,}(\d+)\s+\d+\s+\d+\.\d\s+\d+\.\d\s+\d+\.\d$", ran.stdout, re.MULTILINE)
    counts = {label: int(queries) for label, queries in rows}
    assert {"Tổng quan", "Kế hoạch với chỉ tiêu", "Nhập số liệu", "Danh sách nhiệm vụ"} <= set(counts)
    assert 0 < counts["Kế hoạch với chỉ tiêu"] <= 15
    assert not configured.exists()
