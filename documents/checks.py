"""What an uploaded file really is, judged by its content; what is refused, why, and what to do instead."""

import hashlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from documents.signs import (
    KNOWN_STRANGERS,
    OLE_KINDS,
    OLE_LOCKED,
    OLE_SIGN,
    SIMPLE_SIGNS,
    ZIP_SIGN,
    has_entry,
    office_kind,
)

MEGABYTE = 1024 * 1024
NAME_LENGTH = 200
HEAD_LENGTH = 2048
ZIP_MOST_PARTS = 5_000
ZIP_MOST_UNPACKED = 400 * MEGABYTE
ZIP_MOST_TYPES = 2 * MEGABYTE  # of [Content_Types].xml, the only part that is unpacked here

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
SAME_ENDING = {"jpeg": "jpg", "jpe": "jpg"}
ACCEPTED = "PDF, Word (.docx, .doc), Excel (.xlsx, .xls), OpenDocument (.odt, .ods), ảnh (.jpg, .png)"
PLAN_PAPERS = ("docx", "pdf")
TABLES = "Chỉ nhận tệp .xlsx hoặc .csv: mở tệp bằng Excel, chọn “Lưu thành” dạng .xlsx rồi tải lại."
ACCEPT_ATTRIBUTE = ",".join(f".{ending}" for ending in [*CONTENT_TYPES, "jpeg"])

MACRO_PARTS = re.compile(r"(^|/)(vbaProject|vbaData)\.(bin|xml)$|^Basic/", re.IGNORECASE)
OLE_MACROS = ("_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR")
INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # control, direction, private and separator characters


@dataclass(frozen=True)
class CheckedUpload:
    """What is known of a file that passed."""

    name: str
    ending: str
    content_type: str
    size: int
    sha256: str


def check_upload(upload: UploadedFile) -> CheckedUpload:
    """What the file is, or a ValidationError that names what is wrong with it and the remedy."""
    name = clean_name(upload.name)
    _check_size(upload, name)
    found = _kind_of(upload, name)
    ending = _ending(name)
    if SAME_ENDING.get(ending, ending) != found:
        raise ValidationError(
            f"Tệp “{name}” mang đuôi .{ending} nhưng nội dung là .{found}. Hãy đổi đúng đuôi tệp rồi tải lại."
            if ending
            else f"Tệp “{name}” không có đuôi. Nội dung là .{found}: hãy đổi tên tệp, thêm đuôi .{found}, rồi tải lại."
        )
    return CheckedUpload(name, found, CONTENT_TYPES[found], upload.size, _sha256(upload))


def check_table(upload: UploadedFile) -> CheckedUpload:
    """A sheet that figures are read from: XLSX by its content, or text named .csv; whether it can be read, its reader says."""
    name = clean_name(upload.name)
    if _ending(name) == "csv":
        _check_size(upload, name)
        if _has_foreign_sign(upload):
            raise ValidationError(f"Tệp “{name}” mang đuôi .csv nhưng nội dung không phải văn bản. {TABLES}")
        return CheckedUpload(name, "csv", "text/csv", upload.size, _sha256(upload))
    checked = check_upload(upload)
    if checked.ending != "xlsx":
        raise ValidationError(f"Tệp “{name}” không phải bảng số liệu. {TABLES}")
    return checked


def check_plan_paper(upload: UploadedFile) -> CheckedUpload:
    """A paper that a plan is read from: Word or PDF by its content, or text named .txt; whether it can be read, its reader says."""
    name = clean_name(upload.name)
    _check_size(upload, name)
    if not _has_foreign_sign(upload):
        if _ending(name) != "txt":
            raise ValidationError(
                f"Tệp “{name}” không phải Word hay PDF. Nếu là văn bản thuần, hãy đổi đuôi tệp thành .txt."
            )
        return CheckedUpload(name, "txt", "text/plain", upload.size, _sha256(upload))
    checked = check_upload(upload)
    if checked.ending not in PLAN_PAPERS:
        raise ValidationError(
            f"Tệp “{name}” không phải văn bản kế hoạch. Chỉ nhận Word (.docx), PDF có chữ, hoặc .txt."
        )
    return checked


def clean_name(name: str) -> str:
    """A file's own name without folders, invisible or direction-changing characters; long ones keep their ending."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name or ""))[-1]
    visible = "".join(char for char in last if unicodedata.category(char) not in INVISIBLE)
    tidy = re.sub(r'[<>:"|?*]', "_", " ".join(visible.split())).strip(". ")
    path = PurePath(tidy or "tai-lieu")
    return path.stem[: NAME_LENGTH - len(path.suffix)].rstrip() + path.suffix


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def check_size(upload: UploadedFile) -> None:
    """Neither empty nor too heavy; what it is, is not asked."""
    _check_size(upload, clean_name(upload.name))


def _check_size(upload: UploadedFile, name: str) -> None:
    limit = settings.UPLOAD_MAX_MB
    if not upload.size:
        raise ValidationError(f"Tệp “{name}” rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi chọn lại.")
    if upload.size > limit * MEGABYTE:
        size = f"{upload.size / MEGABYTE:.1f}".replace(".", ",")
        raise ValidationError(
            f"Tệp “{name}” nặng {size} MB, vượt mức {limit} MB. Hãy nén nhỏ (ví dụ lưu lại PDF ở chất lượng thấp hơn) "
            "hoặc tách thành nhiều tệp."
        )


def _has_foreign_sign(upload: UploadedFile) -> bool:
    """Whether the content begins as a known kind of file does, so that it is no plain text."""
    upload.seek(0)
    head = upload.read(HEAD_LENGTH)
    return head.startswith((*(sign for sign, _ in (*SIMPLE_SIGNS, *KNOWN_STRANGERS)), ZIP_SIGN, OLE_SIGN))


def _kind_of(upload: UploadedFile, name: str) -> str:
    """The kind by content: a key of CONTENT_TYPES."""
    upload.seek(0)
    head = upload.read(HEAD_LENGTH)
    for sign, kind in SIMPLE_SIGNS:
        if head.startswith(sign):
            return kind
    if head.startswith(ZIP_SIGN):
        return _kind_of_zip(upload, name)
    if head.startswith(OLE_SIGN):
        return _kind_of_ole(upload, name)
    raise ValidationError(_what_it_is(head, name))


def _what_it_is(head: bytes, name: str) -> str:
    stranger = next((words for sign, words in KNOWN_STRANGERS if head.startswith(sign)), None)
    if stranger:
        return f"Tệp “{name}” thực chất là {stranger}, không nhận dù mang đuôi nào. Chỉ nhận: {ACCEPTED}."
    return f"Nội dung tệp “{name}” không phải loại được nhận, hoặc tệp đã hỏng. Chỉ nhận: {ACCEPTED}."


def _kind_of_zip(upload: UploadedFile, name: str) -> str:
    """docx, xlsx, odt or ods; a plain archive, a macro, a password or a bomb is refused. Nothing is unpacked but one small part."""
    try:
        upload.seek(0)
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts, name)
            _refuse_locked(parts, name)
            _refuse_macros(archive, parts, name)
            kind = _kind_of_parts(archive, {part.filename for part in parts})
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise ValidationError(
            f"Không mở được tệp “{name}”, có thể tệp đã hỏng. Hãy mở và lưu lại tệp, rồi tải lại."
        ) from None
    if kind is None:
        raise ValidationError(f"Tệp “{name}” là tệp nén. Hãy giải nén và tải từng tài liệu lên. Chỉ nhận: {ACCEPTED}.")
    return kind


def _refuse_bomb(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > ZIP_MOST_PARTS or sum(part.file_size for part in parts) > ZIP_MOST_UNPACKED:
        raise ValidationError(f"Tệp “{name}” chứa quá nhiều nội dung nén. Hãy lưu lại thành PDF rồi tải lên.")


def _refuse_locked(parts: list[zipfile.ZipInfo], name: str) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise ValidationError(_locked(name))


def _locked(name: str) -> str:
    return f"Tệp “{name}” có mật khẩu nên người khác không đọc được. Hãy bỏ mật khẩu rồi tải lại."


def _refuse_macros(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str) -> None:
    if any(MACRO_PARTS.search(part.filename) for part in parts) or b"macroEnabled" in _content_types(archive):
        raise ValidationError(_macros(name))


def _macros(name: str) -> str:
    return f"Tệp “{name}” có chứa macro (mã lệnh). Hãy lưu lại thành .docx, .xlsx hoặc PDF không có macro rồi tải lại."


def _content_types(archive: zipfile.ZipFile) -> bytes:
    """The list of part types of a Word or Excel file; empty for any other archive."""
    try:
        with archive.open("[Content_Types].xml") as part:
            return part.read(ZIP_MOST_TYPES)
    except KeyError:
        return b""


def _kind_of_parts(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    if "[Content_Types].xml" in names:
        return office_kind(names)
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            said = part.read(100).decode("ascii", "replace").strip()
        return next((kind for kind in ("odt", "ods") if CONTENT_TYPES[kind] == said), None)
    return None


def _kind_of_ole(upload: UploadedFile, name: str) -> str:
    """doc or xls, by the names in the directory of an older Office file."""
    upload.seek(0)
    content = upload.read()
    if any(has_entry(content, entry) for entry in OLE_LOCKED):
        raise ValidationError(_locked(name))
    if any(has_entry(content, entry) for entry in OLE_MACROS):
        raise ValidationError(_macros(name))
    kind = next((kind for entry, kind in OLE_KINDS.items() if has_entry(content, entry)), None)
    if kind is None:
        raise ValidationError(f"Tệp “{name}” không phải văn bản Word hay bảng tính Excel. Chỉ nhận: {ACCEPTED}.")
    return kind


def _sha256(upload: UploadedFile) -> str:
    upload.seek(0)
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()
