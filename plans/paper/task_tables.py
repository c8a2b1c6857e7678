"""Tasks from the tables of an annex: one row is a task, a row that spans the table is a section."""

import re
from dataclasses import dataclass, field, replace

from documents.text import Cell, Row, Table, Text
from plans.paper.columns import Column, Columns, columns_of
from plans.paper.due import read_due
from plans.paper.lines import MARKER, MOST_MARK
from plans.paper.parties import on_one_line, split_lead, split_parties
from plans.paper.places import places_of
from plans.paper.shapes import TaskReading
from ui.vietnamese import fold

ORDER = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđA-HĐ]|[IVX]+\.\d+(?:\.\d+)?)[.)]?|[-–+•]|\(\d+\)")
ROMAN = re.compile(r"[IVXLC]{1,6}(?:\.\d{1,2})?[.)]?|[A-HĐ][.)]?")
DITTO = re.compile(r"(?:-\s*)?(?:nt|nhu tren)(?:\s*-)?|[\"”]|''|-\s*//\s*-|//")
NOTHING = re.compile(r"[-–—./\s]*")
BELOW = re.compile(r"Nơi nhận\s*:")  # the foot of the paper, drawn by tabs like the table above it
PARTIES = (Column.LEAD, Column.SUPPORTING)
NO_LEAD = "Chưa rõ cơ quan chủ trì."


def read_tables(text: Text, year: int | None) -> tuple[TaskReading, ...]:
    """The tasks of every table of tasks; a table without heading goes on with the one before of the same width."""
    places = places_of(text)
    found: list[TaskReading] = []
    last: Columns | None = None
    section = ""
    for table in (block for block in text.blocks if isinstance(block, Table) and block.rows):
        columns = columns_of(table.rows)
        if columns is None and last and len(last.kinds) == len(table.rows[0].cells):
            columns = replace(last, body_at=0)
        elif columns is not None:
            section = ""
        if columns is None or not columns.is_of_tasks:
            last = None
            continue
        reader = TableReader(columns, year, places[table.number], section)
        found += reader.tasks_of(table.rows[columns.body_at :])
        last, section = columns, reader.section
    return tuple(found)


@dataclass
class TableReader:
    """Reads the rows of one table from above, keeping the section and what "như trên" points to."""

    columns: Columns
    year: int | None
    place: str
    section: str = ""
    above: dict[Column, str] = field(default_factory=dict)

    def tasks_of(self, rows: tuple[Row, ...]) -> list[TaskReading]:
        tasks: list[TaskReading] = []
        for at, row in enumerate(rows, start=1):
            if BELOW.match(row.cells[0].text):
                break
            if self._is_blank_or_heading(row):
                continue
            if self._is_section(row):
                self.section = _heading(row) or self.section
            elif tasks and self._goes_on(row):
                tasks[-1] = self._joined(tasks[-1], row)
            else:
                tasks += self._task(row, at)
        return tasks

    def _is_blank_or_heading(self, row: Row) -> bool:
        filled = [cell.text for cell in row.cells if cell.text]
        if not filled or all(re.fullmatch(r"\(?\d{1,2}\)?", words) for words in filled):
            return True
        again = columns_of((row,))
        return again is not None and again.kinds == self.columns.kinds

    def _is_section(self, row: Row) -> bool:
        """One text across the row, or a text with nothing beside it but its number."""
        if row.is_section:
            return True
        own = [cell for cell in row.cells if cell.text and not cell.is_repeated]
        words = [cell for cell in own if not ORDER.fullmatch(cell.text)]
        if len(words) != 1:
            return False
        if len(own) > 1 and ROMAN.fullmatch(own[0].text):
            return True  # "II", a heading, and cells merged with those above
        if any(cell.text and cell.is_repeated and cell.start != words[0].start for cell in row.cells):
            return False
        named = ROMAN.match(words[0].text) or words[0].text.isupper() or words[0] is row.cells[0]
        return len(own) > 1 or bool(named)

    def _goes_on(self, row: Row) -> bool:
        """A row broken by the end of a page: no number of its own, and words that begin small."""
        order, content = self._cell(row, Column.ORDER), self._cell(row, Column.CONTENT)
        if order and order.text and not order.is_repeated:
            return False
        if content is None or content.is_repeated:
            return False
        return bool(content.text[:1].islower()) and self._cell(row, Column.ORDER) is not None

    def _joined(self, task: TaskReading, row: Row) -> TaskReading:
        """The task with the rest of each of its cells."""
        due_text = _with(task.due_text, self._words(row, Column.DUE))
        due = read_due(due_text, self.year)
        return replace(
            task,
            content=_with(task.content, self._words(row, Column.CONTENT)),
            end=max(cell.end for cell in row.cells if cell.text),
            lead=_with(task.lead, self._words(row, Column.LEAD)),
            supporting=split_parties(_with("; ".join(task.supporting), self._words(row, Column.SUPPORTING))),
            deliverable=_with(task.deliverable, self._words(row, Column.DELIVERABLE)),
            budget_text=_with(task.budget_text, self._words(row, Column.BUDGET)),
            due_text=due_text,
            due=due.day,
            is_regular=due.is_regular,
            starts_on=due.starts_on,
        )

    def _task(self, row: Row, at: int) -> list[TaskReading]:
        content, section = self._content(row)
        if not content:
            return []
        due_text = self._words(row, Column.DUE) or self._marked(row)
        due = read_due(due_text, self.year)
        lead, helping = split_lead(self._words(row, Column.LEAD))
        order = self._words(row, Column.ORDER)
        return [
            TaskReading(
                content=content,
                start=min(cell.start for cell in row.cells if cell.text),
                end=max(cell.end for cell in row.cells if cell.text),
                place=f"{self.place}, dòng {order.rstrip('.') if order else at}",
                section=section,
                lead=_bare(lead),
                supporting=split_parties(self._words(row, Column.SUPPORTING) or helping),
                person=self._words(row, Column.PERSON),
                deliverable=self._words(row, Column.DELIVERABLE),
                due_text=due_text,
                due=due.day,
                is_regular=due.is_regular,
                starts_on=due.starts_on,
                budget_text=self._words(row, Column.BUDGET),
                doubts=() if lead else (NO_LEAD,),
            )
        ]

    def _content(self, row: Row) -> tuple[str, str]:
        """The task and its section; where the narrower column is empty the wider one is the task."""
        narrow, wide = self._words(row, Column.CONTENT), self._words(row, Column.SECTION)
        if wide and not narrow:
            return _unmarked(wide), self.section
        return _unmarked(narrow), _unmarked(wide) or self.section

    def _cell(self, row: Row, kind: Column) -> Cell | None:
        place = self.columns.place(kind)
        return row.cells[place] if place is not None and place < len(row.cells) else None

    def _words(self, row: Row, kind: Column) -> str:
        cell = self._cell(row, kind)
        words = (on_one_line(cell.text) if kind in PARTIES else " ".join(cell.text.split())) if cell else ""
        if DITTO.fullmatch(fold(words)):
            words = self.above.get(kind, "")
        elif NOTHING.fullmatch(words):
            words = ""
        if words and kind != Column.ORDER:
            self.above[kind] = words
        return words

    def _marked(self, row: Row) -> str:
        """The headings of the columns in which a cross is set: "Quý II, Quý IV"."""
        marks = [place for place, kind in enumerate(self.columns.kinds) if kind == Column.MARK]
        return ", ".join(
            self.columns.headings[place] for place in marks if place < len(row.cells) and row.cells[place].text
        )


def _heading(row: Row) -> str:
    """The words of a section's row without its number."""
    return next((_unmarked(cell.text) for cell in row.cells if cell.text and not ORDER.fullmatch(cell.text)), "")


def _with(first: str, second: str) -> str:
    return f"{first} {second}".strip()


def _bare(words: str) -> str:
    return re.sub(r"^[-–+•]\s*", "", words).strip(" ;.")


def _unmarked(words: str) -> str:
    """A row's words without the number before them."""
    found = MARKER.match(words, 0, MOST_MARK)
    return words[found.end() :].strip() if found else words.strip()
