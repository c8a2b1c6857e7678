"""A docx, pdf or pasted text as clean NFC text: paragraphs and tables, each knowing where it stands in the whole."""

from documents import plain_text
from documents.blocks import Cell, Paragraph, Row, Table, Text, Unreadable

__all__ = ["Cell", "Paragraph", "Row", "Table", "Text", "Unreadable", "from_pasted", "from_upload"]


def from_pasted(words: str) -> Text:
    """The text of words that a person has pasted; Unreadable where there is nothing to read."""
    return plain_text.from_words(words)


def from_upload(content: bytes, name: str) -> Text:
    """The text of a file; its kind is judged by content, the name is only for messages."""
    return plain_text.from_text_file(content, name)
