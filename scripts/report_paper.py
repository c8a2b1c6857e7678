"""Makes reports/paper/bieu-tong-hop.docx, the frame of the consolidated table; run it after changing the measures.

An office may also change the file itself in Word: the words in braces are filled in, the table takes the place of
[[BIEU]].
"""

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports import paper_format as measures
from reports.word import FRAME, PLACE_OF_TABLE


def make() -> None:
    paper = Document()
    _set_page(paper.sections[0])
    _set_font(paper)
    for words, size, looks in HEAD:
        _say(paper, words, size=size, center=True, **looks)
    _say(paper, "")
    _say(paper, PLACE_OF_TABLE)
    for words, looks in FOOT:
        _say(paper, words, **looks)
    FRAME.parent.mkdir(exist_ok=True)
    paper.save(FRAME)


HEAD = [
    ("{{ head[0] }}", measures.TITLE_PT, {"bold": True}),
    ("{{ head[1] }}", measures.TITLE_PT, {"bold": True}),
    ("{{ head[2] }}", measures.TEXT_PT, {}),
    ("{%p for words in head[3:] %}", measures.TEXT_PT, {}),
    ("{{ words }}", measures.TEXT_PT, {"italic": True}),
    ("{%p endfor %}", measures.TEXT_PT, {}),
]
FOOT = [
    ("{%p for words in foot %}", {}),
    ("{{ words }}", {"italic": True}),
    ("{%p endfor %}", {}),
    ("{%p for heading, sentences in changes %}", {}),
    ("{{ heading }}", {"bold": True}),
    ("{%p for words in sentences %}", {}),
    ("- {{ words }}", {}),
    ("{%p endfor %}", {}),
    ("{%p endfor %}", {}),
]


def _set_page(section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(measures.PAGE_LONG_MM), Mm(measures.PAGE_SHORT_MM)
    section.top_margin, section.bottom_margin = Mm(measures.TOP_MM), Mm(measures.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(measures.LEFT_MM), Mm(measures.RIGHT_MM)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(number.add_run(), "PAGE")


def _add_field(run, code: str) -> None:
    """A field that Word fills in: the number of the page."""
    run.font.size = Pt(measures.PAGE_NUMBER_PT)
    for kind, words in (("begin", None), (None, code), ("end", None)):
        part = OxmlElement("w:instrText" if words else "w:fldChar")
        if words:
            part.text = words
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _set_font(paper) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = measures.FONT, Pt(measures.TEXT_PT)
    style.font.color.rgb = RGBColor(0, 0, 0)
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        style.element.rPr.rFonts.set(qn(script), measures.FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _say(paper, words: str, *, size: int = measures.TEXT_PT, center: bool = False, **looks) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(3)
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run.bold, run.italic = looks.get("bold"), looks.get("italic")


if __name__ == "__main__":
    make()
