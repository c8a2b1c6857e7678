"""Words without a layout of their own (a text file, pasted words) to paragraphs and tables."""

import re
from collections.abc import Iterator

from documents.reading import lines, pipes, stacked, tabs
from documents.reading.blocks import Assembly, Spot, Text, Unreadable, dotted, too_much
from documents.reading.cleaning import clean_signs
from documents.reading.columns import aligned_rows
from documents.reading.encodings import decoded, refuse_old_encodings

MOST_BYTES = 6_000_000  # three times what the most characters take
LONGEST_LINE = 200_000  # characters; a whole plan on one line has fifty thousand
STRAY_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def from_text_file(content: bytes, name: str) -> Text:
    """A text file in UTF-8 or UTF-16."""
    if len(content) > MOST_BYTES:
        raise too_much(f"Tệp “{name}” có quá nhiều chữ")
    return _read(decoded(content, name), f"Tệp “{name}”")


def from_words(words: str) -> Text:
    """Words that a person has pasted."""
    return _read(words, "Đoạn văn bản đã dán")


def _read(words: str, what: str) -> Text:
    _refuse_what_is_no_text(words, what)
    refuse_old_encodings(words, what)
    assembly = Assembly()
    for piece in _pieces(clean_signs(tabs.with_held_breaks(words)).split("\n")):
        if isinstance(piece, str):
            assembly.add_paragraph(piece)
        else:
            assembly.add_table(piece)
    text = assembly.text()
    if not text.content:
        raise Unreadable(f"{what} không có chữ nào. Hãy kiểm tra lại rồi nhập tệp khác hoặc dán phần chữ của văn bản.")
    return text


def _refuse_what_is_no_text(words: str, what: str) -> None:
    if "\0" in words or len(STRAY_CONTROLS.findall(words)) > 0.01 * len(words):
        raise Unreadable(
            f"{what} có ký tự rỗng (NUL) hoặc ký tự điều khiển, không phải văn bản đọc được. "
            "Hãy sao chép lại phần chữ từ Word hoặc PDF rồi dán."
        )
    longest = max((len(line) for line in words.splitlines()), default=0)
    if longest > LONGEST_LINE:
        raise Unreadable(
            f"{what} có một dòng dài {dotted(longest)} ký tự không xuống dòng, không phải văn bản đọc được. "
            "Hãy nhập tệp Word hoặc PDF gốc, hoặc sao chép lại từng phần rồi dán."
        )


def _pieces(raw: list[str]) -> Iterator[str | list[list[Spot]]]:
    """Paragraphs and grids in order; lines that are neither row nor column gather until a table begins."""
    waiting: list[str] = []
    place = 0
    while place < len(raw):
        for reader in (pipes.pieces_at, tabs.pieces_at, stacked.pieces_at, aligned_rows):
            if found := reader(raw, place):
                pieces, place = found
                yield from lines.paragraphs(waiting)
                waiting = []
                yield from pieces
                break
        else:
            waiting.append(" ".join(raw[place].replace(tabs.HELD_BREAK, " ").split()))
            place += 1
    yield from lines.paragraphs(waiting)
