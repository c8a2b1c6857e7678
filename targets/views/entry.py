"""The page where the figures of a report are typed, or read by those who may not type them."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import TextChoices
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from agencies import scope
from targets.actions import figures as figure_actions
from targets.actions.figures import Entry, Faulty
from targets.actions.submissions import AlreadyDone
from targets.actions.task_lines import TaskEntry, TasksFaulty, TasksOvertaken
from targets.checking import Checker
from targets.forms.figures import FigureForm, SheetForm
from targets.forms.task_lines import TaskSheet
from targets.grid import GridPart, carried_parts, days_words, grid_of
from targets.models import Figure, Submission
from targets.permissions import can_fill
from targets.sheet import Section, sections_of
from targets.views.report_page import ReportPage
from ui.permissions import require

JUST_SET = (
    "vua-ghi"  # in the address: figures that one press has just answered with "nothing", to be taken back by one more
)


class Press(TextChoices):
    """What a person asks for by a button of the page; each is the button's name."""

    SAVE = "save"
    SEND = "send"
    KEEP_ALL = "keep_all"
    NOTHING = "nothing"
    UNDO = "undo"


@dataclass
class Desk:
    """A report laid out to be typed: its figures, the grid, what is offered and what is locked."""

    page: ReportPage
    figures: list[Figure]
    sections: list[Section]
    grid: list[GridPart]

    @classmethod
    def of(cls, page: ReportPage) -> "Desk":
        figures = page.figures()
        sections = sections_of(page.submission, figures)
        return cls(page, figures, sections, grid_of(page.submission, sections))

    @property
    def rows(self) -> list:
        return [row for section in self.sections for row in section.rows]

    def figures_in_section(self, number: str) -> set[int]:
        sections = [section for part in self.grid for section in part.sections if str(section.number) == number]
        return {row.figure.pk for section in sections for row in section.cells}

    def sheet(self, posted=None, files=None) -> SheetForm:
        locked = {row.figure.pk: row.locked for row in self.rows if row.locked}
        return SheetForm(
            posted,
            files,
            submission=self.page.submission,
            figures=self.figures,
            carried=carried_parts(self.rows),
            locked=locked,
        )

    def tasks(self, posted=None, files=None) -> TaskSheet:
        return TaskSheet(posted, files, rows=self.page.task_rows)


@require_http_methods(["GET", "POST"])
def submission(request, pk):
    """The page where figures are typed, or read by those who may not type them."""
    page = ReportPage.find(request, pk)
    if request.method == "POST":
        return keep(page)
    if not page.rights()["enter"]:
        return render(
            request, "targets/submission_read.html", page.context(sections_of(page.submission, page.figures()))
        )
    desk = Desk.of(page)
    return entry_page(desk, desk.sheet(), desk.tasks())


def keep(page: ReportPage):
    """Save what was typed, and do what the pressed button asks for."""
    request, report = page.request, page.submission
    require(can_fill(request.user, report))
    desk = Desk.of(page)
    sheet, tasks = desk.sheet(request.POST, request.FILES), desk.tasks(request.POST, request.FILES)
    if not all([sheet.is_valid(), tasks.is_valid()]):  # both, so that all that is wrong shows at once
        return come_back(desk, sheet, tasks)
    press = pressed(request)
    entries = entries_for(press, sheet, desk)
    problems = None
    with sheet.refusals():
        try:
            problems = write(press, sheet, page, entries, tasks.entries())
        except AlreadyDone as done:
            report.refresh_from_db()
            if report.is_from(request.user):  # a second press; a colleague's page keeps what was typed
                messages.info(request, done.messages[0])
                return redirect("targets:submission", report.pk)
            raise
        except Faulty as faulty:
            sheet.show(faulty.problems)
        except TasksFaulty as faulty:
            tasks.show(faulty.problems)
            raise
        except TasksOvertaken as overtaken:
            tasks.refuse(overtaken)
            raise
    if sheet.errors or tasks.has_errors or any(row.errors for row in sheet.forms):
        return come_back(desk, sheet, tasks)
    if problems:
        return still_to_mend(page, problems)
    return said_and_done(press, page, sheet, entries)


def come_back(desk: Desk, sheet: SheetForm, tasks: TaskSheet):
    """The page with what is wrong on it; it says which papers must be chosen again."""
    sheet.remind_of_papers()
    tasks.remind_of_papers()
    return entry_page(desk, sheet, tasks)


def pressed(request) -> Press:
    return next((press for press in Press if press != Press.SAVE and press in request.POST), Press.SAVE)


def entries_for(press: Press, sheet: SheetForm, desk: Desk) -> dict[int, Entry]:
    """What the press gives beside what was typed."""
    chosen = desk.page.request.POST.get(press, "")
    match press:
        case Press.SEND | Press.KEEP_ALL:
            return sheet.entries_with_offers_taken()
        case Press.NOTHING:
            return sheet.entries_with_nothing_in(desk.figures_in_section(chosen))
        case Press.UNDO:
            return sheet.entries_without(numbers_in(chosen))
        case _:
            return sheet.entries()


def write(press: Press, sheet: SheetForm, page: ReportPage, entries: dict[int, Entry], tasks: dict[int, TaskEntry]):
    """Save, or save and send; answers with what keeps the report from being sent."""
    given = {
        "by": page.request.user,
        "submission": page.submission,
        "entries": entries,
        "tasks": tasks,
        "today": timezone.localdate(),
    }
    if press == Press.SEND:
        return figure_actions.save_and_send(revision=sheet.cleaned_data["revision"], **given)
    figure_actions.save_figures(**given)
    return None


def said_and_done(press: Press, page: ReportPage, sheet: SheetForm, entries: dict[int, Entry]):
    """Say what was done and show the page anew."""
    report, request = page.submission, page.request
    address = reverse("targets:submission", args=[report.pk])
    if press == Press.NOTHING:
        before = {row.figure.pk for row in sheet.forms if row.entry().parts.is_given}
        just_set = sorted(entries.keys() - before)
        return redirect(f"{address}?{urlencode({JUST_SET: ','.join(map(str, just_set))})}")
    messages.success(request, done_words(press, report))
    return redirect(address)


def done_words(press: Press, report: Submission) -> str:
    if press != Press.SEND:
        return f"Đã lưu bản nháp {report}."
    report.refresh_from_db()
    waits = report.state == Submission.State.LEADER
    return f"Đã lưu và trình lãnh đạo đơn vị duyệt {report}." if waits else f"Đã gửi {report}."


def still_to_mend(page: ReportPage, problems):
    """What was typed is kept as a draft; the page says at each field what keeps it from being sent."""
    page = ReportPage.find(page.request, page.submission.pk)
    desk = Desk.of(page)
    sheet, tasks = desk.sheet(page.request.POST), desk.tasks(page.request.POST)
    sheet.is_valid()
    tasks.is_valid()
    sheet.take_revision(page.submission.revision)
    tasks.go_on()
    sheet.show(problems)
    tasks.show(problems)
    messages.warning(page.request, "Đã lưu bản nháp, chưa gửi được: sửa các chỗ đánh dấu rồi gửi lại.")
    return entry_page(desk, sheet, tasks)


def entry_page(desk: Desk, sheet: SheetForm, tasks: TaskSheet):
    """The page to type on: each row with its form and, on a draft, what is wrong so far."""
    page = desk.page
    rows = {row.figure.pk: row for row in desk.rows}
    for form in sheet.forms:
        rows[form.figure.pk].form = form
    if not sheet.is_bound:
        show_problems(page, desk.figures, rows)
    context = page.context(
        desk.sections,
        sheet=sheet,
        tasks=tasks,
        grid=desk.grid,
        days=days_words(page.submission, desk.rows),
        offered=sum(1 for form in sheet.forms if form.carried),
        stands_in=page.submission.agency_id not in scope.own_agencies(page.request.user),
        just_set=just_set(page.request, sheet.forms),
    )
    return render(page.request, "targets/submission_entry.html", context)


def show_problems(page: ReportPage, figures: list[Figure], rows: dict) -> None:
    checker = Checker(page.submission, figures, today=timezone.localdate())
    for figure in figures:
        if figure.is_given:
            rows[figure.pk].warnings = checker.faults.get(figure.pk, [])
    for pk, asks in checker.asks.items():
        rows[pk].asks = [ask.request for ask in asks if not ask.is_answered]


def just_set(request, forms: list[FigureForm]) -> list[FigureForm]:
    """The figures that the last press answered with "nothing", while they still say so."""
    asked = numbers_in(request.GET.get(JUST_SET, ""))
    return [form for form in forms if form.figure.pk in asked and form.says_nothing]


def numbers_in(words: str) -> set[int]:
    """The numbers of a list with commas; whatever is no number is left out."""
    return {int(word) for word in words.split(",") if word.isdecimal() and len(word) < 19}
