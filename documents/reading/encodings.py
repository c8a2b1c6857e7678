"""Bytes to words in UTF-8 or UTF-16; words in an older Vietnamese encoding are recognised and refused with the remedy."""

import codecs
import re

from documents.reading.blocks import Unreadable

REMEDY = (
    "Hãy mở văn bản bằng Word, chuyển mã sang Unicode (công cụ chuyển mã của UniKey: Ctrl+Shift+F6, nguồn là bảng mã cũ, "
    "đích là Unicode), đổi phông sang Times New Roman, lưu lại rồi nhập lại; hoặc dán phần chữ đã chuyển mã."
)
SAVE_AS_UTF8 = (
    "Hãy mở tệp bằng Notepad hoặc Word, chọn “Lưu thành” với mã hoá UTF-8 rồi nhập lại; hoặc sao chép phần chữ rồi dán."
)
BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
LEAST_HITS = 3
LEAST_SHARE = 0.005  # of the words; one name of a foreign city is no other encoding
LEAST_VIQR_SHARE = 0.2
LEAST_LOST_SHARE = 0.02

# Signs of Latin-1 that Vietnamese words do not have, within a word: TCVN3 writes "ho¹ch", VNI "hoaïch".
OLD_SIGNS = "¡¢£¤¥¦¨©ª¬®¯´µ¶·¸¹¼½¾ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ"
OLD = re.compile(rf"[^\W\d_][{OLD_SIGNS}]|[{OLD_SIGNS}](?=[a-z])")
# UTF-8 that was read as Windows-1252: "Káº¿ hoáº¡ch".
MISREAD = re.compile("áº|á»|Æ°|Æ¡|Ä\u2018|Ä\x91|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]")
VIQR = re.compile(r"[aeoAEO]\^|[aA]\([a-z'`?~.]|[uoUO]\+[a-z'`?~.]|[aeiouyAEIOUY]['`~?](?=[a-z])|\b[dD]d[a-z]")
LOST = re.compile("\ufffd|[A-Za-z]\\?[a-z]")
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
WORD = re.compile(r"\S+")


def decoded(content: bytes, name: str) -> str:
    """The words of a text file; refused where they are neither UTF-8 nor UTF-16."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _strictly(content[len(bom) :], encoding, name)
    if b"\0" in content:
        return _without_bom(content, name)
    return _strictly(content, "utf-8", name)


def refuse_old_encodings(words: str, what: str) -> None:
    """Unreadable where the words are TCVN3, VNI, VIQR or misread; `what` begins the sentence: "Tệp “a.txt”"."""
    count = max(1, sum(1 for _ in WORD.finditer(words)))
    if sample := _sample(MISREAD, words, count, LEAST_SHARE):
        raise Unreadable(f"{what} bị vỡ chữ vì đã mở nhầm bảng mã, ví dụ “{sample}”. {SAVE_AS_UTF8}")
    if sample := old_signs(words, count):
        raise Unreadable(old_encoding(what, sample))
    if not VIETNAMESE.search(words) and (sample := _sample(VIQR, words, count, LEAST_VIQR_SHARE)):
        raise Unreadable(f"{what} gõ theo kiểu VIQR (dấu rời), ví dụ “{sample}”, nên không đọc đúng được chữ. {REMEDY}")
    if sample := _sample(LOST, words, count, LEAST_LOST_SHARE):
        raise Unreadable(f"{what} đã mất chữ có dấu, ví dụ “{sample}”, không khôi phục được. Hãy lấy lại bản gốc. ")


def old_signs(words: str, count: int | None = None) -> str:
    """A sample of TCVN3 or VNI; with a count of all words only where there is enough of it."""
    if count is None:
        found = OLD.search(words)
        return _around(words, found.start()) if found else ""
    return _sample(OLD, words, count, LEAST_SHARE)


def old_encoding(what: str, sample: str) -> str:
    """The message on words in TCVN3 or VNI."""
    return f"{what} dùng bảng mã cũ (TCVN3 với phông .VnTime, hoặc VNI), ví dụ “{sample}”, nên không đọc đúng được chữ. {REMEDY}"


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        misread = content[: fault.start].decode(encoding, "replace") + content[fault.start :].decode(
            "cp1252", "replace"
        )
        refuse_old_encodings(misread, f"Tệp “{name}”")
        line = content[: fault.start].decode(encoding, "replace").count("\n") + 1
        raise Unreadable(f"Tệp “{name}” có chữ không phải Unicode ở dòng {line}. {SAVE_AS_UTF8}") from None


def _without_bom(content: bytes, name: str) -> str:
    """UTF-16 of either order without its mark; other files with NULs are no text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        usual = sum(1 for char in words if char in "\t\r\n" or " " <= char < "\u0250" or "\u1e00" <= char < "\u2100")
        if usual >= 0.9 * len(words):
            return words
    raise Unreadable(f"Tệp “{name}” có ký tự rỗng (NUL) nên không phải văn bản đọc được. {SAVE_AS_UTF8}")


def _sample(pattern: re.Pattern[str], words: str, count: int, share: float) -> str:
    """The first hit with the words around it, where there are enough of them."""
    hits = [found.start() for found in pattern.finditer(words)]
    if len(hits) < max(LEAST_HITS, share * count):
        return ""
    return _around(words, hits[0])


def _around(words: str, place: int) -> str:
    before = words[max(0, place - 30) : place].split()
    after = words[place : place + 30].split()
    joined = words[place - 1 : place].strip() != ""
    left = before[-2:] if joined else before[-1:]
    return " ".join([*left, *after[:2]]) if not joined else " ".join([*left[:-1], left[-1] + after[0], *after[1:2]])
