"""Sentences with their ids to the targets read from them, a line each; needs no database."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from intake.printed import target_to_json
from targets.wording import read_sentence


class Command(BaseCommand):
    help = "Đọc chỉ tiêu từ từng câu: mỗi dòng vào là {id, sentence}, mỗi dòng ra là {id, targets}."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("--jsonl", required=True, type=Path, help="tệp JSON từng dòng, mã UTF-8")

    def handle(self, *args, **options):
        for place, line in enumerate(_lines(options["jsonl"]), start=1):
            if line.strip():
                row = _row(line, place)
                targets = [target_to_json(reading) for reading in read_sentence(row["sentence"])]
                self.stdout.write(json.dumps({"id": row["id"], "targets": targets}, ensure_ascii=False))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Không đọc được tệp {path}: {error}") from error


def _row(line: str, place: int) -> dict:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CommandError(f"Dòng {place}: không phải JSON ({error}).") from error
    if not isinstance(row, dict) or not isinstance(row.get("sentence"), str) or "id" not in row:
        raise CommandError(f"Dòng {place}: cần một đối tượng có “id” và “sentence” (chữ).")
    return row
