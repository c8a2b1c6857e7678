"""A document cut into pieces, plain and marked."""

from hypothesis import given
from hypothesis import strategies as st

from documents.text import Cell, Paragraph, Row, Table, Text, from_pasted
from intake.deciding import items_of
from intake.marking import marks_of, shown

WORDS = "Phấn đấu tối thiểu 95% hồ sơ đúng hạn."


def proposals(*places: tuple[int, int], sort: str = "target") -> list:
    letter = "c" if sort == "target" else "n"
    found = [
        {"key": f"{letter}{n}", "sort": sort, "typed": {}, "start": start, "end": end}
        for n, (start, end) in enumerate(places, start=1)
    ]
    return items_of(found, {})


def pieces(text: Text, items) -> list[tuple[str, str, str]]:
    """(words, key of the mark, anchor) of all paragraphs."""
    blocks = shown(text, marks_of(items))
    return [
        (piece.text, piece.mark.key if piece.mark else "", piece.anchor) for block in blocks for piece in block.pieces
    ]


def paragraph(words: str, start: int = 0) -> Text:
    return Text((Paragraph(words, start),), " " * start + words)


def test_a_place_is_marked_within_its_paragraph():
    assert pieces(paragraph(WORDS), proposals((9, 22))) == [
        ("Phấn đấu ", "", ""),
        ("tối thiểu 95%", "c1", "c1"),
        (" hồ sơ đúng hạn.", "", ""),
    ]


def test_the_shorter_of_two_places_lies_on_top_and_each_has_one_address():
    items = [*proposals((19, 22)), *proposals((0, 38), sort="task")]
    found = pieces(paragraph(WORDS), items)
    assert [(key, anchor) for _, key, anchor in found] == [("n1", "n1"), ("c1", "c1"), ("n1", "")]
    assert "".join(words for words, _, _ in found) == WORDS


def test_a_plan_is_marked_at_each_place_it_was_read_from_and_has_one_address():
    read = {"key": "kh", "sort": "plan", "typed": {}, "start": 0, "end": 4, "places": [[0, 4], [23, 28]]}
    found = pieces(paragraph(WORDS), items_of([read], {}))
    assert [(words, anchor) for words, key, anchor in found if key == "kh"] == [("Phấn", "kh"), ("hồ sơ", "")]


def test_a_row_of_a_table_is_marked_through_its_cells_and_merged_cells_are_one():
    cells = (Cell("1", 0), Cell("Rà soát", 2), Cell("Rà soát", 2, is_repeated=True))
    text = Text((Table((Row(cells),), 1),), "1\tRà soát")
    row = shown(text, marks_of(proposals((0, 9), sort="task")))[0].rows[0]
    assert [(cell.columns, [piece.text for piece in cell.pieces]) for cell in row] == [(1, ["1"]), (2, ["Rà soát"])]
    assert all(piece.mark.key == "n1" for cell in row for piece in cell.pieces)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_marking_never_loses_or_repeats_a_letter(places):
    text = from_pasted("Mục tiêu chung năm 2026.\n\n- Đạt 95% hồ sơ đúng hạn.\n\n- Không còn hồ sơ quá hạn.")
    ordered = [(min(place), max(place)) for place in places]
    for block, original in zip(shown(text, marks_of(proposals(*ordered))), text.blocks, strict=True):
        assert "".join(piece.text for piece in block.pieces) == original.text
