"""Whatever file is handed in: it is read or refused in words, never a fault, never written in part."""

import io
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from dossiers.actions.loading import take_over
from dossiers.headings import columns_at, guess
from dossiers.models import Loading
from dossiers.reading import read_export, require_columns
from dossiers.takeover import takeover_of
from targets.models import FigureChange, SourcedCell
from tests import make
from tests.dossiers.exports import HEADINGS, TODAY, csv

AGENCIES = ["UBND xã An Bình", "xã bình minh", "UBND phường Cẩm Sơn", "Tổng cộng", "Xã lạ", "", "I"]
IS_FIRST = connection.vendor == "sqlite"  # what a file says is read before any database is asked
WRITTEN = settings(max_examples=100 if IS_FIRST else 30, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANSWERED = settings(WRITTEN, max_examples=40 if IS_FIRST else 15)

texts = st.one_of(
    st.sampled_from(
        ["1.234,5", "1,234.5", "12.5", "-5", "0", "", "–", "5%", "=1+1", "#REF!", "1e9", "１２", "٣", "\x00", "_x0000_"]
    ),
    st.text(max_size=40),
    st.integers(-(10**20), 10**20).map(str),
)
cells = st.one_of(
    texts,
    st.integers(-(10**6), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(lambda day: datetime(day.year, day.month, day.day)),
    st.sampled_from(["=SUM(A1:A3)", "=1/0"]),
    st.none(),
)
counts = st.lists(st.integers(0, 200), min_size=3, max_size=3).map(lambda made: [sum(made), *made])
numbers = st.one_of(
    counts, st.lists(cells, max_size=6), st.tuples(counts, cells).map(lambda made: [*made[0][:3], made[1]])
)
rows = st.lists(st.tuples(cells, st.sampled_from(AGENCIES), numbers).map(lambda row: [*row[:2], *row[2]]), max_size=6)
headings = st.sampled_from([HEADINGS] * 4 + [HEADINGS[::-1], HEADINGS[:4], []]).flatmap(
    lambda known: st.one_of(st.just(known), st.lists(texts, max_size=3).map(lambda more: [*known, *more]))
)


@st.composite
def sheets(draw) -> SimpleUploadedFile:
    """An XLSX with moved or missing columns, any kinds of cells, merged ranges, more sheets, maybe cut off."""
    packed = io.BytesIO()
    with Workbook(packed, {"strings_to_numbers": False, "nan_inf_to_errors": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        above = draw(st.lists(st.lists(texts, max_size=3), max_size=3))
        for number, row in enumerate([*above, draw(headings), *draw(rows)]):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell, day if isinstance(cell, datetime) else None)
        if draw(st.booleans()):
            top = draw(st.integers(0, 6))
            sheet.merge_range(top, 0, top + draw(st.integers(0, 2)), draw(st.integers(1, 4)), "gộp")
        for _ in range(draw(st.integers(0, 2))):
            book.add_worksheet().write(0, 0, "trang khác")
    content = packed.getvalue()
    return SimpleUploadedFile("tep.xlsx", content[: draw(st.sampled_from([len(content)] * 6 + [len(content) // 2]))])


@st.composite
def written(draw) -> SimpleUploadedFile:
    """A CSV in any encoding and delimiter, with any quotes and lines."""
    delimiter = draw(st.sampled_from([";", ",", "\t", ";", "|"]))
    lines = [draw(headings), *draw(rows)]
    text = "\n".join(delimiter.join("" if cell is None else str(cell) for cell in line) for line in lines)
    encoding = draw(
        st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "shift_jis", "utf-32"])
    )
    return SimpleUploadedFile(
        "tep.csv",
        draw(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf", b"\xff\xfe"])) + text.encode(encoding, "replace"),
    )


raw = st.tuples(st.sampled_from(["tep.csv", "tep.xlsx", "tep.xls", "tep", "tep.pdf"]), st.binary(max_size=400)).map(
    lambda made: SimpleUploadedFile(*made)
)
files = st.one_of(sheets(), written(), sheets(), written(), raw)


@settings(max_examples=250)
@given(upload=files)
def test_a_sample_is_read_or_refused_in_words(upload):
    try:
        found = read_export(upload)
        place = guess(found)
        if place:
            assert require_columns(found, place) == columns_at(found, place)
        words = ["đọc được"]
    except ValidationError as refusal:
        words = refusal.messages
    assert words
    assert all(words)


@WRITTEN
@given(upload=files)
def test_a_file_is_written_whole_or_not_at_all(one_stop, upload):
    with transaction.atomic():  # each file meets empty reports
        changed = written_by(one_stop, upload)
        assert FigureChange.objects.count() == changed
        assert SourcedCell.objects.count() == changed
        transaction.set_rollback(True)


def written_by(one_stop, upload) -> int:
    """How many cells a file fills; 0 where it is refused."""
    try:
        loading = one_stop.read(upload)
    except ValidationError:
        return 0
    found = takeover_of(loading, TODAY)
    if not found.to_write:
        return 0
    take_over(by=one_stop.office, loading=loading, digest=found.digest, today=TODAY)
    return len(found.changes)


@ANSWERED
@given(upload=files)
def test_the_pages_answer_whatever_is_handed_in(one_stop, client, upload):
    client.force_login(one_stop.office)
    with transaction.atomic():
        address = reverse("dossiers:upload", args=[one_stop.source.pk])
        sent = {"period": make.period().pk, "file": upload, "once": "6f9619ff-8b86-d011-b42d-00cf4fc964ff"}
        answer = client.post(address, sent)
        assert answer.status_code in (200, 302)
        if answer.status_code == 302:
            loading = Loading.objects.get()
            assert client.get(answer["Location"]).status_code == 200
            digest = takeover_of(loading, TODAY).digest
            assert client.post(answer["Location"], {"digest": digest}).status_code in (200, 302)
        else:
            assert "Traceback" not in answer.content.decode()
        transaction.set_rollback(True)


def test_a_stray_cell_far_away_is_refused(one_stop):
    packed = io.BytesIO()
    with Workbook(packed) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(ValidationError, match="rất xa"):
        one_stop.read(SimpleUploadedFile("tep.xlsx", packed.getvalue()))


@pytest.mark.parametrize("count", [2, 40])
def test_two_thousand_lines_are_taken_over_in_one_go_with_few_questions_for_each_report(
    one_stop, count, django_assert_max_num_queries
):
    """Reading asks a fixed number of questions; writing a fixed number for each report that changes."""
    for _ in range(count - len(one_stop.communes)):
        make.submission(make.agency(parent=one_stop.province), one_stop.source.form)
    names = list(one_stop.source.form.submissions.values_list("agency__name", flat=True))
    strangers = [["", f"Đơn vị không có ở đây {number}", "1", "1", "0", "0"] for number in range(2000 - len(names))]
    upload = csv(*([["1", name, "125", "20", "100", "5"] for name in names] + strangers))
    with django_assert_max_num_queries(40 + 20 * len(names)):
        loading = one_stop.load(upload)
    assert loading.report_count == len(names)
    assert len(takeover_of(loading, TODAY).unknown) == len(strangers)
