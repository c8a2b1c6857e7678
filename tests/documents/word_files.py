"""Word files for tests, written as the XML that Word writes, so that a test shows exactly what it is about."""

from tests.documents.papers import zipped

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def docx(body: str, *, styles: str = "", numbering: str = "", head: str = "", main: str = "word/document.xml") -> bytes:
    """A Word file with this body; `head` stands before the root of the document."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        main: _part("document", f"<w:body>{body}</w:body>", head),
    }
    if styles:
        parts["word/styles.xml"] = _part("styles", styles)
    if numbering:
        parts["word/numbering.xml"] = _part("numbering", numbering)
    return zipped(parts)


def paragraph(words: str = "", *, style: str = "", listed: tuple[int, int] | None = None, mark: str = "") -> str:
    """A paragraph of one run, or of the runs given as XML; `listed` is the list and its level."""
    runs = words if words.startswith("<") or not words else run(words)
    shape = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        shape += f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>'
    shape += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{shape}</w:pPr>{runs}</w:p>"


def run(words: str, shape: str = "") -> str:
    return f'<w:r><w:rPr>{shape}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def inserted(words: str) -> str:
    return f'<w:ins w:id="1" w:author="an">{run(words)}</w:ins>'


def deleted(words: str) -> str:
    return f'<w:del w:id="2" w:author="an"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, shape: str = "") -> str:
    return f"<w:tr><w:trPr>{shape}</w:trPr>{''.join(cells)}</w:tr>"


def cell(words: str = "", *, span: int = 1, merge: str | None = None) -> str:
    """A cell; `merge` is "restart" where a cell goes down, "continue" where it has come from above."""
    shape = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shape += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{shape}</w:tcPr>{words if words.startswith('<') else paragraph(words)}</w:tc>"


def listing(*levels: tuple[str, str], number: int = 1) -> str:
    """numbering.xml with one list; a level is its form and its pattern: ("decimal", "%1.")."""
    written = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for place, (form, pattern) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{written}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )


def _part(name: str, inner: str, head: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:{name} {NAMESPACES}>{inner}</w:{name}>'.encode()
