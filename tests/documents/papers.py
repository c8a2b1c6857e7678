"""Small real files for tests: each has the bytes that its kind has."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 32
EXE = b"MZ\x90\x00" + b"\0" * 200
WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
EXCEL = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"}


def zipped(parts: dict[str, bytes]) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return room.getvalue()


def ole(*entries: str) -> bytes:
    """An older Office file: its head and directory entries of these names."""
    directory = b"".join((entry.encode("utf-16-le") + b"\0\0").ljust(128, b"\0") for entry in ("Root Entry", *entries))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory


def upload(name: str = "kế hoạch 495.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
