"""The steps that a person takes with a file: downloading, filling in, handing in, confirming."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from targets.actions.workbooks import apply_upload, take_in
from targets.models import Figure, FigureUpload
from targets.workbooks.comparing import compare
from targets.workbooks.reading import read_workbook
from targets.workbooks.reports import standings
from targets.workbooks.writing import workbook_of
from tests.targets.workbooks.files import Filled

TODAY = date(2026, 9, 16)


def figures_of(report) -> list[Figure]:
    return list(report.figures.order_by("line__order", "agency__sort_key"))


def downloaded(person, *reports) -> Filled:
    return Filled(workbook_of(standings(person, list(reports))))


def handed_in(person, filled: Filled | bytes, report=None) -> FigureUpload:
    content = filled if isinstance(filled, bytes) else filled.content
    paper = SimpleUploadedFile("bieu.xlsx", content)
    return take_in(by=person, paper=paper, reading=read_workbook(content), report=report)


def confirmed(person, upload, mine=()):
    stamp = compare(upload, user=person, today=TODAY).stamp
    return apply_upload(by=person, upload=upload, stamp=stamp, mine=mine, today=TODAY)


def all_filled(person, report) -> Filled:
    ratio, count, level, grade, rank, yes = figures_of(report)
    filled = downloaded(person, report)
    filled.put(ratio, numerator=97, denominator="1.234", note="đã đối chiếu")
    filled.put(count, value=3.0, cause_and_remedy="thiếu người", explanation="gộp hai quý")
    filled.put(level, value="95,5", beside=120)
    filled.put(grade, value="Cấp độ 3")
    filled.put(rank, value=5, beside=34)
    filled.put(yes, value="Có", beside=date(2026, 9, 1))
    return filled
