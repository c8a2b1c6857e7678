"""manage.py read_plan: a plan's document as a page of text or as JSON, without a database."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.plans.reading import papers

PROJECT = Path(__file__).resolve().parent.parent.parent
FIELDS = ["number", "issued_on", "issuer", "title", "year", "signer", "signer_title", "kind"]
TASK_FIELDS = {"content", "lead", "supporting", "deliverable", "due_text", "due", "budget_text"}


@pytest.fixture
def file_of(tmp_path):
    def make(content: str | bytes, name: str = "ke-hoach.txt") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return make


def printed(*arguments) -> str:
    out = StringIO()
    call_command("read_plan", *arguments, stdout=out)
    return out.getvalue()


def test_the_plan_is_printed_as_json(file_of):
    plan = json.loads(printed(file_of(papers.DEPARTMENT), "--json"))
    assert [plan[name] for name in FIELDS] == [
        "77/KH-SNV",
        "2025-04-03",
        "Sở Nội vụ",
        "Kế hoạch kiểm tra công tác cải cách hành chính năm 2025",
        2025,
        "Đỗ Quang Vinh",
        "Phó Giám đốc",
        "inspection",
    ]
    assert all(set(task) >= TASK_FIELDS for task in plan["tasks"])
    assert plan["tasks"][-1]["due"] == "2025-06-30"


def test_a_plan_of_many_years_is_listed_under_the_year_of_its_issue_and_lends_its_targets_all_its_years(file_of):
    paper = papers.PROVINCE_ON_LINES_OF_BARS.replace("1. Nâng cao chất lượng phục vụ.", "1. Trên 95% hồ sơ đúng hạn.")
    plan = json.loads(printed(file_of(paper), "--json"))
    assert (plan["year"], plan["year_from"], plan["year_to"]) == (2026, 2026, 2030)
    assert [target["due"] for target in plan["targets"]] == ["2026-2030"]


def test_without_json_a_person_can_read_it(file_of):
    page = printed(file_of(papers.PAGE_NAMING_THE_DISTRICT))
    assert "Số, ký hiệu: 23/KH-UBND" in page
    assert "Ngày ban hành: 28/01/2019" in page
    assert "[xem lại:" in page


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        pytest.param(b"", "rong.txt", "rỗng", id="tệp rỗng"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "anh.pdf", "ảnh", id="ảnh đổi tên"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(file_of, content, name, said):
    with pytest.raises(CommandError, match=said):
        printed(file_of(content, name))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"khong-co\.docx"):
        printed(str(tmp_path / "khong-co.docx"))


def test_a_refusal_goes_to_the_error_stream_and_ends_with_1(file_of):
    done = subprocess.run(
        [sys.executable, "manage.py", "read_plan", file_of(b"", "rong.docx"), "--json"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "rong.docx" in done.stderr
