"""A Word file opened with care: bounded sizes, no outside entities, no document type."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from documents.reading.blocks import Unreadable
from documents.signs import main_part

MEGABYTE = 1024 * 1024
MOST_PARTS = 5_000
MOST_UNPACKED = 400 * MEGABYTE  # all parts by what they say of themselves; pictures are never unpacked
MOST_OF_DOCUMENT = 60 * MEGABYTE  # sixty pages have three
MOST_OF_SMALL_PART = 8 * MEGABYTE  # styles, numbering
SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
)


class Package:
    """The parts of one Word file."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN:
            raise self.broken() from None
        self._parts = {part.filename: part for part in self._archive.infolist()}
        if len(self._parts) > MOST_PARTS or sum(part.file_size for part in self._parts.values()) > MOST_UNPACKED:
            raise self.bomb()
        if any(part.flag_bits & 0x1 for part in self._parts.values()):
            raise Unreadable(f"Tệp “{name}” có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nhập lại.")

    def events(self, watched: list[str]) -> Iterator[tuple[str, etree._Element]]:
        """Starts and ends of the watched elements of the document, as they are read."""
        part = main_part(self._parts, "docx")
        if part is None:
            raise self.broken()
        try:
            with self._archive.open(self._bounded(part, MOST_OF_DOCUMENT)) as stream:
                is_first = True
                for event, element in etree.iterparse(stream, events=("start", "end"), tag=watched, **SAFE):
                    if is_first:
                        self._refuse_document_type(element)
                        is_first = False
                    yield event, element
        except (etree.XMLSyntaxError, RuntimeError, *BROKEN) as fault:
            raise self._refusal(fault) from None

    def tree(self, part: str) -> etree._Element | None:
        """A small part as a tree; None where the file has none."""
        if part not in self._parts:
            return None
        try:
            content = self._archive.read(self._bounded(part, MOST_OF_SMALL_PART))
            root = etree.fromstring(content, etree.XMLParser(**SAFE))
        except (etree.XMLSyntaxError, RuntimeError, *BROKEN) as fault:
            raise self._refusal(fault) from None
        self._refuse_document_type(root)
        return root

    def broken(self) -> Unreadable:
        return Unreadable(
            f"Không mở được tệp “{self.name}”, có thể tệp đã hỏng. Hãy mở tệp bằng Word, lưu lại rồi nhập lại; "
            "hoặc sao chép phần chữ rồi dán."
        )

    def bomb(self) -> Unreadable:
        return Unreadable(
            f"Tệp “{self.name}” chứa quá nhiều nội dung nén nên không đọc. Hãy mở tệp bằng Word, sao chép phần kế hoạch "
            "sang tệp mới rồi nhập tệp đó; hoặc dán phần chữ."
        )

    def _bounded(self, part: str, most: int) -> zipfile.ZipInfo:
        if self._parts[part].file_size > most:
            raise self.bomb()
        return self._parts[part]

    def _refuse_document_type(self, element: etree._Element) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(
                f"Tệp “{self.name}” có khai báo thực thể XML mà Word không tạo ra, có thể là tệp độc hại, nên không đọc. "
                "Hãy mở tệp bằng Word, lưu lại thành .docx rồi nhập lại; hoặc sao chép phần chữ rồi dán."
            )

    def _refusal(self, fault: Exception) -> Unreadable:
        if isinstance(fault, Unreadable):
            return fault
        is_swollen = isinstance(fault, etree.XMLSyntaxError) and fault.code == etree.ErrorTypes.ERR_NO_MEMORY
        return self.bomb() if is_swollen else self.broken()
