"""manage.py measure_reading FOLDER [--misses]: readings scored against hand-made ones, a table; needs no database."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.text import Unreadable, from_upload
from intake.measuring import Score, score_paper, score_sentence
from intake.printed import target_to_json
from intake.printed_plan import paper_to_json, read_paper
from targets.wording import read_sentence

PAPERS = (".txt", ".docx", ".pdf")
HEADS = ("Chính xác", "Bao phủ", "F1", "Đúng loại", "Báo nhầm", "Trường đúng", "Nhiệm vụ")
WIDE = 28


class Command(BaseCommand):
    help = (
        "Chấm việc đọc theo bản đọc tay: *.jsonl (mỗi dòng {sentence, targets}) và *.txt, *.docx, *.pdf có "
        "*.expected.json bên cạnh. Không cần cơ sở dữ liệu."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--misses", action="store_true", help="in từng chỗ thiếu, thừa, sai loại")

    def handle(self, *args, folder: Path, misses: bool = False, **options):
        scores = dict(measured(folder))
        if not scores:
            raise CommandError(f"Không thấy bản đọc tay nào trong “{folder}”.")
        self.stdout.write(row("Tệp", HEADS))
        for name, score in scores.items():
            self.stdout.write(row(name, figures(score)))
        whole = sum(scores.values(), start=Score())
        self.stdout.write(row("Tất cả", figures(whole)))
        if misses:
            self.stdout.write("\n".join(["", *whole.told]))


def measured(folder: Path) -> Iterator[tuple[str, Score]]:
    """Each file of the folder with its score."""
    for path in sorted(folder.glob("*.jsonl")):
        yield path.name, sum(_scores_of_sentences(path), start=Score())
    for path in sorted(one for one in folder.iterdir() if one.suffix in PAPERS):
        expected = path.with_suffix(".expected.json")
        if expected.exists():
            yield path.name, _score_of_paper(path, expected)


def _scores_of_sentences(path: Path) -> Iterator[Score]:
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if line.strip():
            case = _loaded(line, f"{path.name}, dòng {number}")
            found = [target_to_json(reading) for reading in read_sentence(case["sentence"])]
            yield score_sentence(case["targets"], found, f"{path.stem} {case.get('id', number)}")


def _score_of_paper(path: Path, expected: Path) -> Score:
    try:
        text = from_upload(path.read_bytes(), path.name)
    except Unreadable as refusal:
        raise CommandError(f"{path.name}: {refusal}") from refusal
    printed = paper_to_json(*read_paper(text))
    return score_paper(_loaded(expected.read_text(encoding="utf-8-sig"), expected.name), printed, path.stem)


def _loaded(words: str, where: str) -> dict:
    try:
        return json.loads(words)
    except json.JSONDecodeError as error:
        raise CommandError(f"{where}: không phải JSON ({error}).") from error


def figures(score: Score) -> tuple[str, ...]:
    return (
        percent(score.precision),
        percent(score.recall),
        percent(score.f1),
        percent(score.kind_accuracy),
        f"{score.negatives_alarmed}/{score.negatives}" if score.negatives else "–",
        f"{score.fields_right}/{score.fields}" if score.fields else "–",
        f"{score.tasks_found}/{score.tasks}" if score.tasks else "–",
    )


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}".replace(".", ",")


def row(name: str, cells: tuple[str, ...]) -> str:
    return f"{name[:WIDE]:<{WIDE}}" + "".join(f"{cell:>13}" for cell in cells)
