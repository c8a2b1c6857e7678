"""Typing the progress of a report's tasks: one small form for each task, beside the grid of figures."""

from collections.abc import Mapping, Sequence

from django import forms

from documents.fields import PapersField, PapersMixin
from plans.progress import Timing
from targets.actions.task_lines import TaskEntry, TasksOvertaken, content_of
from targets.checks import Problem
from targets.content import print_of
from targets.forms.figures import split_seen
from targets.models import TaskLine
from targets.task_rows import TaskRow, prefix_of
from ui.fields import DayField, WholeNumberField
from ui.forms import BaseForm


class TaskLineForm(PapersMixin, BaseForm):
    """What the lead agency says of one task. Nothing is required: what is missing is said by the checks.

    What was reported on the task's own page within these days stands in the boxes and is saved with the rest.
    """

    use_required_attribute = False

    percent = WholeNumberField(label="Tiến độ (%)", min_value=0, max_value=100, required=False)
    done_on = DayField(label="Hoàn thành ngày", required=False)
    result = forms.CharField(
        label="Kết quả đã làm được", widget=forms.Textarea(attrs={"rows": 2}), max_length=5000, required=False
    )
    difficulty = forms.CharField(
        label="Khó khăn, nguyên nhân",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
        required=False,
    )
    papers = PapersField(label="Thêm tài liệu kiểm chứng", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    removed = forms.TypedMultipleChoiceField(
        label="Bỏ tài liệu", widget=forms.CheckboxSelectMultiple, coerce=int, required=False
    )

    def __init__(self, data=None, files=None, *, row: TaskRow):
        self.row, self.line = row, row.line
        stands = content_of(row.offer or row.line)
        super().__init__(data, files, prefix=prefix_of(row.line), initial=stands | {"seen": seen_of(row.line)})
        if row.task.timing == Timing.ONGOING:
            del self.fields["done_on"]
        papers = list(row.line.evidence.all())
        if papers:
            self.fields["removed"].choices = [(paper.pk, str(paper)) for paper in papers]
        else:
            del self.fields["removed"]

    @property
    def is_touched(self) -> bool:
        """Whether the person changed anything since their page was opened; a colleague's change is not theirs. A page
        that shows no task at all touches none."""
        entry, seen = self.entry(), self.cleaned_data["seen"]
        return bool(seen) and (bool(entry.uploads or entry.removed) or print_of(entry.content) != split_seen(seen)[1])

    def entry(self) -> TaskEntry:
        typed = self.cleaned_data
        return TaskEntry(
            percent=typed["percent"],
            done_on=typed.get("done_on"),
            result=typed["result"],
            difficulty=typed["difficulty"],
            uploads=tuple(typed["papers"]),
            removed=frozenset(typed.get("removed", ())),
            seen=split_seen(typed["seen"])[0],
        )

    def show(self, problems: Sequence[Problem]) -> None:
        """Put problems beside their fields."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)

    def show_again(self, line: TaskLine) -> None:
        """What was typed stays; from here on it is held against the line as on file now."""
        self._set_typed(self.add_prefix("seen"), seen_of(line))

    @property
    def about(self) -> str:
        """Which task it is, said before each of its faults."""
        return f"Nhiệm vụ {self.row.task.label or str(self.row.task)[:40]}"

    @property
    def has_more(self) -> bool:
        """Whether something stands, or is wrong, in the folded part of the row."""
        return bool(self.line.evidence.all()) or (self.is_bound and bool(self["papers"].errors))


def seen_of(line: TaskLine) -> str:
    """What a page carries for one line: the revision that it shows, and a print of its content."""
    return f"{line.revision}:{print_of(content_of(line))}"


class TaskSheet:
    """The forms of all tasks of one report."""

    def __init__(self, data=None, files=None, *, rows: Sequence[TaskRow]):
        self.is_bound = data is not None
        self.forms = [TaskLineForm(data, files, row=row) for row in rows if not row.is_replaced]
        for form in self.forms:
            form.row.form = form

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]  # every one, so that all that is wrong shows at once
        return all(valid)

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms)

    def entries(self) -> dict[int, TaskEntry]:
        """The tasks that the person touched."""
        return {form.line.pk: form.entry() for form in self.forms if form.is_touched}

    def show(self, problems: Mapping[int | str, Sequence[Problem]]) -> None:
        """Put problems beside their fields, whether they are told by line or by the prefix of its boxes."""
        for form in self.forms:
            form.show(problems.get(form.line.pk, problems.get(form.prefix, ())))

    def refuse(self, refusal: TasksOvertaken) -> None:
        """What a colleague saved stands beside what was typed here; saving once more is a decision."""
        for form in self.forms:
            if form.line.pk in refusal.lines:
                on_file = refusal.lines[form.line.pk]
                form.show_again(on_file)
                form.add_error(None, f"{on_file.recorded_by} đã ghi: {told(on_file)}")

    def remind_of_papers(self) -> None:
        """What is wrong anywhere brings the whole page back, and with it the files of all tasks."""
        for form in self.forms:
            form.remind_of_papers(is_coming_back=True)

    def non_form_errors(self) -> list[str]:
        """Nothing of the tasks as a whole: what concerns all stands on the sheet of figures."""
        return []

    def go_on(self) -> None:
        """Go on from what has just been saved; the lines are as on file."""
        for form in self.forms:
            form.show_again(form.line)


def told(line: TaskLine) -> str:
    """What a line says, in one sentence."""
    percent = f"{line.percent}%" if line.percent is not None else "chưa có phần trăm"
    return f"{percent}; {line.result or 'chưa ghi kết quả'}"
