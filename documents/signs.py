"""How the bytes of a file begin, and what that says of its kind."""

import re
from collections.abc import Iterable

OLE_ENTRY = 128  # bytes of a directory entry; entries begin at multiples of this

SIMPLE_SIGNS = [(b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png")]
ZIP_SIGN = b"PK\x03\x04"
OLE_SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KNOWN_STRANGERS = [
    (b"MZ", "chương trình chạy được trên Windows (.exe)"),
    (b"\x7fELF", "chương trình chạy được"),
    (b"#!", "tập lệnh chạy được"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"{\\rtf", "tệp RTF"),
]
OFFICE_PARTS = {"docx": re.compile(r"word/document\d*\.xml"), "xlsx": re.compile(r"xl/workbook\d*\.xml")}
OLE_KINDS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
OLE_LOCKED = ("EncryptedPackage", "EncryptionInfo")


def has_entry(content: bytes, entry: str) -> bool:
    """Whether a directory entry bears this name: UTF-16, padded with zeros, at the start of an entry."""
    wanted = entry.encode("utf-16-le") + b"\0\0"
    place = content.find(wanted)
    while place != -1:
        if place % OLE_ENTRY == 0:
            return True
        place = content.find(wanted, place + 1)
    return False


def main_part(names: Iterable[str], kind: str) -> str | None:
    """The part of a Word or Excel file that all others belong to; some programs number it."""
    return next((name for name in names if OFFICE_PARTS[kind].fullmatch(name)), None)


def office_kind(names: Iterable[str]) -> str | None:
    """docx or xlsx, by the names of a file's parts."""
    parts = list(names)
    return next((kind for kind in OFFICE_PARTS if main_part(parts, kind)), None)
