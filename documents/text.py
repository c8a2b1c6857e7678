"""A docx, pdf or pasted text as clean NFC text: paragraphs and tables, each knowing where it stands in the whole."""

import io
import zipfile

from documents import signs
from documents.reading import plain_text
from documents.reading.apart import DOCX, PDF, read_apart
from documents.reading.blocks import Cell, Paragraph, Row, Table, Text, Unreadable

__all__ = ["Cell", "Paragraph", "Row", "Table", "Text", "Unreadable", "from_pasted", "from_upload"]

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 20
HEAD = 200  # bytes that tell a web page
WEB_PAGE = (b"<!doctype html", b"<html", b"<?xml", b"mime-version:")
PASTE = "hoặc sao chép phần chữ rồi dán"
SAVE_AS_DOCX = f"Hãy mở tệp bằng Word, chọn “Lưu thành” dạng .docx rồi nhập lại; {PASTE}."
AS_TEXT = f"Chỉ đọc được Word (.docx), PDF có lớp chữ và văn bản thuần (.txt): hãy nhập một trong các dạng đó; {PASTE}."


def from_pasted(words: str) -> Text:
    """The text of words that a person has pasted; Unreadable where there is nothing to read."""
    return plain_text.from_words(words)


def from_upload(content: bytes, name: str) -> Text:
    """The text of a file; its kind is judged by content, the name is only for messages."""
    if not content:
        raise Unreadable(f"Tệp “{name}” rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi chọn lại.")
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        raise Unreadable(f"Tệp “{name}” nặng hơn {MOST_MEGABYTES} MB. Hãy nén nhỏ ảnh trong tệp rồi nhập lại; {PASTE}.")
    if content.startswith(signs.ZIP_SIGN):
        return _from_zip(content, name)
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return read_apart(content, name, PDF)
    if content.startswith(signs.OLE_SIGN):
        raise _older_office(content, name)
    _refuse_strangers(content, name)
    return plain_text.from_text_file(content, name)


def _from_zip(content: bytes, name: str) -> Text:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise Unreadable(
            f"Không mở được tệp “{name}”, có thể tệp đã hỏng hoặc tải về chưa hết. Hãy mở tệp bằng Word, lưu lại rồi nhập lại; "
            f"{PASTE}."
        ) from None
    kind = signs.office_kind(parts)
    if kind == "docx":
        return read_apart(content, name, DOCX)
    if kind == "xlsx":
        raise _table(name)
    if "mimetype" in parts:
        raise Unreadable(f"Tệp “{name}” là tài liệu OpenDocument. {SAVE_AS_DOCX}")
    raise Unreadable(
        f"Tệp “{name}” là tệp nén, không phải văn bản Word. Hãy giải nén rồi nhập từng tài liệu. {AS_TEXT}"
    )


def _older_office(content: bytes, name: str) -> Unreadable:
    if any(signs.has_entry(content, entry) for entry in signs.OLE_LOCKED):
        return Unreadable(f"Tệp “{name}” có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nhập lại; {PASTE}.")
    kind = next((kind for entry, kind in signs.OLE_KINDS.items() if signs.has_entry(content, entry)), None)
    if kind == "xls":
        return _table(name)
    return Unreadable(f"Tệp “{name}” là văn bản Word đời cũ (.doc) hoặc tài liệu Office cũ. {SAVE_AS_DOCX}")


def _table(name: str) -> Unreadable:
    return Unreadable(
        f"Tệp “{name}” là bảng tính Excel, không phải văn bản kế hoạch. Hãy chọn vùng bảng trong Excel, sao chép rồi dán "
        "vào ô “Dán văn bản”; hoặc nhập tệp Word, PDF của kế hoạch."
    )


def _refuse_strangers(content: bytes, name: str) -> None:
    kind = next((kind for sign, kind in signs.SIMPLE_SIGNS if content.startswith(sign)), None)
    if kind in ("jpg", "png") or content.startswith((b"GIF8", b"II*\0", b"MM\0*")):
        raise Unreadable(
            f"Tệp “{name}” thực chất là ảnh, không có lớp chữ. Hãy nhập bản Word hoặc PDF có chữ; hoặc nhận dạng chữ (OCR) "
            "rồi dán phần chữ."
        )
    if content[:5] == b"{\\rtf":
        raise Unreadable(f"Tệp “{name}” là tệp RTF. {SAVE_AS_DOCX}")
    stranger = next((words for sign, words in signs.KNOWN_STRANGERS if content.startswith(sign)), None)
    if stranger:
        raise Unreadable(f"Tệp “{name}” thực chất là {stranger}, không đọc. {AS_TEXT}")
    if content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(WEB_PAGE):
        raise Unreadable(
            f"Tệp “{name}” là trang web đã lưu, không phải văn bản. Hãy mở trang, sao chép phần chữ rồi dán."
        )
