"""Files that cannot be read: each is refused with its reason and a remedy, quickly and in little memory."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading.apart import ROOT
from documents.reading.docx_text import from_docx
from documents.reading.pdf_text import from_pdf
from documents.text import Paragraph, Text, Unreadable, from_pasted, from_upload
from tests.documents.papers import EXCEL, EXE, JPG, ODT, PNG, ole, zipped
from tests.documents.pdf_files import Sheet, pdf
from tests.documents.word_files import cell, docx, paragraph, row, table

REMEDY = "Hãy "
MOST_SECONDS_OF_A_PLAN = 3
MOST_MEGABYTES = 300
MOST_SECONDS = 5  # of the processor: how busy a machine is says nothing of the reader
WORD_FILE = docx(paragraph("Kế hoạch cải cách hành chính " * 50))


def written_pdf(pages: int = 1) -> bytes:
    sheet = Sheet()
    sheet.say(85, 60, "Kế hoạch cải cách hành chính của Sở Nội vụ năm 2026")
    return pdf(*[sheet] * pages)


PDF_FILE = written_pdf()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "rỗng", id="tệp rỗng"),
        pytest.param(b" \n\t ", "không có chữ nào", id="chỉ có dấu cách"),
        pytest.param(ole("WordDocument", "1Table"), "Word đời cũ", id="doc đổi tên thành docx"),
        pytest.param(PNG, "là ảnh", id="ảnh png đổi tên thành pdf"),
        pytest.param(JPG, "là ảnh", id="ảnh jpg đổi tên thành pdf"),
        pytest.param(ole("EncryptedPackage", "EncryptionInfo"), "mật khẩu", id="docx có mật khẩu"),
        pytest.param(pdf(Sheet(), locked=True), "mật khẩu", id="pdf có mật khẩu"),
        pytest.param(zipped(EXCEL), "bảng tính Excel", id="xlsx đổi tên"),
        pytest.param(ole("Workbook"), "bảng tính Excel", id="xls đổi tên"),
        pytest.param(zipped(ODT), "OpenDocument", id="odt"),
        pytest.param(zipped({"a.txt": b"a"}), "tệp nén", id="tệp nén"),
        pytest.param(EXE, "chương trình", id="chương trình"),
        pytest.param(b"{\\rtf1 abc}", "RTF", id="rtf"),
        pytest.param(b"\xef\xbb\xbf<!DOCTYPE html><html>", "trang web", id="trang web"),
        pytest.param(WORD_FILE[: len(WORD_FILE) // 2], "hỏng", id="docx tải về chưa hết"),
        pytest.param(zipped({"[Content_Types].xml": b"", "word/document.xml": b"<w:p"}), "hỏng", id="docx có XML hỏng"),
        pytest.param(docx(""), "không có chữ nào", id="docx không có chữ"),
        pytest.param(PDF_FILE[:200], "hỏng", id="pdf tải về chưa hết"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 40, "hỏng", id="pdf toàn rác"),
        pytest.param(pdf(Sheet(), Sheet()), "bản quét", id="pdf không có lớp chữ"),
        pytest.param(b"x" * (20 * 1024 * 1024 + 1), "nặng hơn 20 MB", id="tệp quá nặng"),
    ],
)
def test_what_cannot_be_read_is_refused_with_reason_and_remedy(content, reason):
    with pytest.raises(Unreadable, match=f"“kế hoạch.docx”.*{reason}") as refusal:
        from_upload(content, "kế hoạch.docx")
    assert REMEDY in refusal.value.message or "Chỉ đọc được" in refusal.value.message


OUTSIDE = '<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE w [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 50}'>" for before, name in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)
DEEP = 100_000
BIG = {
    "thực thể từ ngoài tệp": (lambda: docx(paragraph("&secret;"), head=OUTSIDE), "thực thể XML"),
    "thực thể lồng nhau": (lambda: docx(paragraph("&h;"), head=LAUGHS), "thực thể XML"),
    "bom nén một phần": (lambda: docx(" " * 64_000_000), "quá nhiều nội dung nén"),
    "bom nén một đoạn triệu phần tử": (lambda: docx(f"<w:p>{'<w:r/>' * 3_000_000}</w:p>"), "quá nhiều nội dung nén"),
    "bom nén triệu đoạn trống": (lambda: docx("<w:p/>" * 1_000_000), "đoạn"),
    "XML lồng quá sâu": (lambda: docx("<w:sdt>" * DEEP + "</w:sdt>" * DEEP), "hỏng"),
    "bảng 5.000 dòng": (lambda: docx(table(*[row(cell("1"), cell("Rà soát"))] * 5_000)), "hơn 2.000 dòng"),
    "bảng 5.000 dòng dán vào": (lambda: b"1\tR\xc3\xa0 so\xc3\xa1t\n" * 5_000, "hơn 2.000 dòng"),
    "pdf 2.000 trang": (lambda: written_pdf(2_000), "2.000 trang"),
    "một dòng 3 MB": (lambda: b"ab " * 1_000_000, "một dòng dài 3.000.000 ký tự"),
    "3 MB ký tự rỗng": (lambda: bytes(3_000_000), "NUL"),
    "trăm nghìn dòng ngắn": (lambda: b"ab  c\n" * 100_000, "đoạn"),
    "gạch ngang không dứt": (lambda: (b"-" * 190_000 + b"a\nb\n") * 10, "dài hơn 1.000.000 ký tự"),
    "cột không thẳng": (lambda: ("CỘNG HÒA XÃ HỘI  " + "a  " * 50_000 + "\n").encode() * 20, "dài hơn 1.000.000 ký tự"),
    "gạch đứng không dứt": (lambda: b"|a|b||" * 30_000, "dòng"),
}


def measured(content: bytes, path: Path) -> tuple[str, int, float]:
    """What reading says (the message, or how many characters it read), the megabytes and the processor's seconds it takes.

    Measured in a process that does nothing else, together with the process that reads for it.
    """
    path.write_bytes(content)
    script = (
        "import json, re, resource, sys\n"
        "from documents.text import Unreadable, from_upload\n"
        "try:\n    said = str(len(from_upload(open(sys.argv[1], 'rb').read(), 'a').content))\n"
        "except Unreadable as refusal:\n    said = refusal.message\n"
        "own = int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])\n"
        "both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "seconds = sum(each.ru_utime + each.ru_stime for each in both)\n"
        "print(json.dumps([said, (own + both[1].ru_maxrss) // 1024, seconds]))"
    )
    done = subprocess.run([sys.executable, "-c", script, path], cwd=ROOT, capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


@pytest.mark.parametrize(("make", "reason"), BIG.values(), ids=BIG.keys())
def test_a_file_made_to_swell_is_refused_within_time_and_memory(make, reason, tmp_path):
    message, megabytes, seconds = measured(make(), tmp_path / "tệp")
    assert reason in message
    assert REMEDY in message
    assert megabytes < MOST_MEGABYTES
    assert seconds < MOST_SECONDS


PAGES = 60
SENTENCE = "Tỷ lệ hồ sơ giải quyết đúng hạn đạt tối thiểu 95% tại các cơ quan;"
LINES = 40  # of a page


def long_pdf() -> bytes:
    sheet = Sheet()
    sheet.lines(60, 60, *[SENTENCE] * (LINES - 15))
    sheet.grid([60, 100, 300, 500], [480 + 30 * place for place in range(11)])
    for place in range(10):
        sheet.say(110, 495 + 30 * place, "Rà soát thủ tục")
    return pdf(*[sheet] * PAGES)


def long_docx() -> bytes:
    line = row(cell("1"), cell("Rà soát thủ tục"), cell("Sở Nội vụ"))
    return docx((paragraph(SENTENCE) * (LINES - 15) + table(*[line] * 10)) * PAGES)


@pytest.mark.parametrize("make", [long_docx, long_pdf], ids=["docx", "pdf"])
def test_a_plan_of_sixty_pages_is_read_within_time_and_memory(make, tmp_path):
    characters, megabytes, seconds = measured(make(), tmp_path / "tệp")
    assert int(characters) > PAGES * (LINES - 15) * len(SENTENCE)
    assert megabytes < MOST_MEGABYTES
    assert seconds < MOST_SECONDS_OF_A_PLAN


def holds(text: Text) -> bool:
    pieces = [
        piece
        for block in text.blocks
        for piece in ([block] if isinstance(block, Paragraph) else [each for line in block.rows for each in line.cells])
    ]
    return all(text.content[piece.start : piece.end] == piece.text for piece in pieces)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from('aăấđ1.;:-|\t\n "/%IV()“\u00a0\u200b\u0301\ue000•'), max_size=200))
def test_any_words_are_read_or_refused_and_every_place_holds(words):
    try:
        text = from_pasted(words)
    except Unreadable:
        return
    assert holds(text)
    assert text.content


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    with suppress(Unreadable):
        assert holds(from_upload(content, "tệp"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WORD_FILE) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_word_file_is_read_or_refused(place, damage):
    with suppress(Unreadable):
        assert holds(from_docx(WORD_FILE[:place] + damage + WORD_FILE[place + len(damage) :], "tệp"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PDF_FILE) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_pdf_is_read_or_refused(place, damage):
    with suppress(Unreadable):
        assert holds(from_pdf(PDF_FILE[:place] + damage + PDF_FILE[place + len(damage) :], "tệp"))
