"""Small PDF files for tests, written by hand: words in Vietnamese and ruling lines at given places."""

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842  # A4 in points
LOCK = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'5a' * 32}>/U<{'a5' * 32}>>>/ID[<{'1b' * 16}><{'1b' * 16}>]"


@dataclass
class Sheet:
    """One page; places are measured in points from the top left, as shown.

    A page `on_its_side` is stored upright with its words running upwards, and turned when it is shown.
    """

    on_its_side: bool = False
    drawn: list[str] = field(default_factory=list)
    words: list[tuple[float, float, float, str]] = field(default_factory=list)

    def say(self, left: float, base: float, words: str, size: float = 12) -> None:
        self.words.append((left, base, size, words))

    def lines(self, left: float, base: float, *lines: str, size: float = 12) -> None:
        for place, words in enumerate(lines):
            self.say(left, base + place * size * 1.3, words, size)

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        self.drawn.append(f"{left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S")

    def grid(self, columns: list[float], rows: list[float]) -> None:
        """Ruling lines around every cell."""
        for place in rows:
            self.rule(columns[0], place, columns[-1], place)
        for place in columns:
            self.rule(place, rows[0], place, rows[-1])


def pdf(*sheets: Sheet, extra: str = "", locked: bool = False) -> bytes:
    """The file; `extra` goes into every page's dictionary, and nobody knows the password of a locked one."""
    letters = sorted({letter for sheet in sheets for *_, words in sheet.words for letter in words})
    codes = {letter: code for code, letter in enumerate(letters, start=33)}
    first = 5
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(sheets)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>",
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 4 0 R/FirstChar 33/LastChar {32 + len(letters)}"
        f"/Widths[{'500 ' * len(letters)}]/Encoding/WinAnsiEncoding>>",
        _stream(_meaning(codes)),
    ]
    for place, sheet in enumerate(sheets):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {first + 2 * place + 1} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>{'/Rotate 90' * sheet.on_its_side}{extra}>>"
        )
        objects.append(_stream("\n".join([*sheet.drawn, *(_said(codes, sheet, *words) for words in sheet.words)])))
    return _file(objects, LOCK if locked else "")


def _said(codes: dict[str, int], sheet: Sheet, left: float, base: float, size: float, words: str) -> str:
    hexed = "".join(f"{codes[letter]:02x}" for letter in words)
    place = f"0 1 -1 0 {base} {left}" if sheet.on_its_side else f"1 0 0 1 {left} {HEIGHT - base}"
    return f"BT /F {size} Tf {place} Tm <{hexed}> Tj ET"


def _meaning(codes: dict[str, int]) -> str:
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )


def _stream(inner: str) -> str:
    return f"<</Length {len(inner)}>>stream\n{inner}\nendstream"


def _file(objects: list[str], lock: str) -> bytes:
    written, places = "%PDF-1.4\n", []
    for number, inner in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj{inner}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{written}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R{lock}>>\nstartxref\n{len(written)}\n%%EOF"
    ).encode()
