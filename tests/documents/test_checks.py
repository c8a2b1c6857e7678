"""Which uploads are taken, by content and not by name."""

import hashlib

import pytest
from django.core.exceptions import ValidationError

from cchc.uploads import OversizedFile
from documents.checks import MEGABYTE, check_plan_paper, check_upload, clean_name
from tests.documents.papers import EXCEL, EXE, JPG, ODT, PDF, PNG, WORD, ole, upload, zipped


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        pytest.param("kế hoạch.pdf", PDF, "pdf", id="kế hoạch.pdf"),
        pytest.param("KẾ HOẠCH.PDF", PDF, "pdf", id="KẾ HOẠCH.PDF"),
        pytest.param("báo cáo.docx", zipped(WORD), "docx", id="báo cáo.docx"),
        pytest.param("phụ lục.xlsx", zipped(EXCEL), "xlsx", id="phụ lục.xlsx"),
        pytest.param("báo cáo.odt", zipped(ODT), "odt", id="báo cáo.odt"),
        pytest.param("văn bản cũ.doc", ole("WordDocument", "1Table"), "doc", id="văn bản cũ.doc"),
        pytest.param("bảng cũ.xls", ole("Workbook"), "xls", id="bảng cũ.xls"),
        pytest.param("ảnh.png", PNG, "png", id="ảnh.png"),
        pytest.param("ảnh.jpg", JPG, "jpg", id="ảnh.jpg"),
        pytest.param("ảnh.jpeg", JPG, "jpg", id="ảnh.jpeg"),
    ],
)
def test_papers_that_an_office_uses_are_taken(name, content, ending):
    checked = check_upload(upload(name, content))
    assert checked.ending == ending
    assert checked.size == len(content)
    assert checked.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("bao-cao.pdf", EXE, "chương trình chạy được trên Windows", id="exe đổi tên thành pdf"),
        pytest.param("may.exe", EXE, "chương trình chạy được trên Windows", id="exe"),
        pytest.param("may.pdf", b"\x7fELF" + b"\0" * 9, "chương trình chạy được", id="chương trình Linux"),
        pytest.param("trang.pdf", b"<!doctype html><script>", "không phải loại được nhận", id="trang web đổi tên"),
        pytest.param("rỗng.pdf", b"", "rỗng", id="tệp rỗng"),
        pytest.param("ảnh.pdf", PNG, "mang đuôi .pdf nhưng nội dung là .png", id="ảnh mang đuôi pdf"),
        pytest.param("báo cáo", PDF, "không có đuôi", id="không có đuôi"),
        pytest.param("tài liệu.zip", zipped({"a.txt": b"a"}), "tệp nén", id="tệp nén"),
        pytest.param("tài liệu.docx", zipped({"a.txt": b"a"}), "tệp nén", id="tệp nén đổi tên thành docx"),
        pytest.param("gói.rar", b"Rar!\x1a\x07", "tệp nén RAR", id="rar"),
        pytest.param("hỏng.docx", zipped(WORD)[:60], "có thể tệp đã hỏng", id="docx hỏng"),
        pytest.param("macro.docx", zipped(WORD | {"word/vbaProject.bin": b"x"}), "macro", id="macro trong docx"),
        pytest.param(
            "macro.xlsx",
            zipped(EXCEL | {"[Content_Types].xml": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"}),
            "macro",
            id="xlsm đổi tên",
        ),
        pytest.param("macro.doc", ole("WordDocument", "Macros"), "macro", id="macro trong doc"),
        pytest.param("khoá.xlsx", ole("EncryptedPackage", "EncryptionInfo"), "mật khẩu", id="xlsx có mật khẩu"),
        pytest.param("khác.doc", ole("PowerPoint Document"), "không phải văn bản Word", id="trình chiếu đổi tên"),
        pytest.param("bom.docx", zipped(WORD | {f"p{n}.xml": b"" for n in range(5001)}), "quá nhiều", id="bom nén"),
    ],
)
def test_what_is_not_a_paper_is_refused_with_the_reason(name, content, reason):
    with pytest.raises(ValidationError, match=reason):
        check_upload(upload(name, content))


def test_a_file_above_the_limit_is_refused_without_reading_it(settings):
    sixty = OversizedFile(name="quét.pdf", content_type="application/pdf", size=60 * MEGABYTE, charset=None)
    with pytest.raises(ValidationError, match="nặng 60,0 MB, vượt mức 20 MB"):
        check_upload(sixty)


def test_a_bomb_is_refused_by_what_it_says_it_unpacks_to(monkeypatch):
    monkeypatch.setattr("documents.checks.ZIP_MOST_UNPACKED", 10)
    with pytest.raises(ValidationError, match="quá nhiều nội dung nén"):
        check_upload(upload("bom.docx", zipped(WORD | {"word/media.bin": b"0" * 1000})))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param(
            "kế hoạch.txt", zipped(WORD), "mang đuôi .txt nhưng nội dung là .docx", id="docx đổi tên thành txt"
        ),
        pytest.param("kế hoạch.txt", PDF, "mang đuôi .txt nhưng nội dung là .pdf", id="pdf đổi tên thành txt"),
        pytest.param(
            "kế hoạch.docx", "KẾ HOẠCH".encode(), "đổi đuôi tệp thành .txt", id="văn bản thuần đổi tên thành docx"
        ),
        pytest.param("bảng.xlsx", zipped(EXCEL), "không phải văn bản kế hoạch", id="bảng tính"),
    ],
)
def test_a_plans_paper_is_kept_as_what_it_is(name, content, reason):
    with pytest.raises(ValidationError, match=reason):
        check_plan_paper(upload(name, content))


def test_plain_text_is_kept_as_a_plans_paper():
    assert check_plan_paper(upload("kế hoạch.txt", "KẾ HOẠCH".encode())).content_type == "text/plain"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/kế hoạch.pdf", "kế hoạch.pdf"),
        ("C:\\Users\\an\\báo cáo.docx", "báo cáo.docx"),
        ("báo\u202ecod.exe.pdf", "báocod.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("Kế hoạch.pdf", "Kế hoạch.pdf"),
        ("", "tai-lieu"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_could_do_harm(sent, kept):
    assert clean_name(sent) == kept
