"""manage.py read_plan FILE [--json]: what a plan's document says, without a database."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.text import Unreadable, from_upload
from intake.printed_plan import paper_as_text, paper_to_json, read_paper


class Command(BaseCommand):
    help = (
        "Đọc một văn bản kế hoạch (.docx, .pdf, .txt): dữ liệu kế hoạch, chỉ tiêu, nhiệm vụ. Không cần cơ sở dữ liệu."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="In ra JSON thay cho trang chữ.")

    def handle(self, *args, file: Path, json: bool = False, **options):
        plan, targets = read_paper(self._text(file))
        self.stdout.write(_as_json(paper_to_json(plan, targets)) if json else paper_as_text(plan, targets))

    def _text(self, file: Path):
        try:
            return from_upload(file.read_bytes(), file.name)
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as problem:
            raise CommandError(f"Không mở được tệp “{file}”. Hãy kiểm tra đường dẫn và quyền đọc tệp.") from problem


def _as_json(printed: dict) -> str:
    return json.dumps(printed, ensure_ascii=False, indent=1)
