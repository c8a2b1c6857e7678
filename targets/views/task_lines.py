"""Tasks of a report that an open page saves by itself, and their papers."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from documents.models import EvidenceFile
from documents.serving import serve
from targets.actions.figures import save_figures
from targets.actions.task_lines import TasksFaulty, TasksOvertaken
from targets.forms.task_lines import TaskLineForm, seen_of, told
from targets.permissions import can_fill
from targets.views.cells import may_save_from
from targets.views.report_page import ReportPage
from ui.permissions import Permission, require

GONE = 409  # the report is no longer open for typing: sending again would not help


@never_cache
@require_POST
def save_task(request, pk, line_pk):
    """Save what was typed about one task. Sending the same again does no harm."""
    page = ReportPage.find(request, pk)
    require(can_fill(request.user, page.submission))
    may_enter = may_save_from(page)
    if not may_enter:
        return JsonResponse({"message": may_enter.reason}, status=GONE)
    rows = [row for row in page.task_rows if row.line.pk == line_pk and not row.is_replaced]
    if not rows:
        return JsonResponse({"message": "Nhiệm vụ này không còn phải báo cáo trong kỳ."}, status=GONE)
    form = TaskLineForm(request.POST, row=rows[0])
    if not form.is_valid():
        return JsonResponse({"refused": {name: list(words) for name, words in form.errors.items()}})
    try:
        return JsonResponse(_kept(page, form))
    except ValidationError as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=GONE)


def _kept(page: ReportPage, form: TaskLineForm) -> dict:
    """What became of the task: saved, overtaken by a colleague, or refused."""
    line = form.line
    try:
        tasks = {line.pk: form.entry()}
        report = save_figures(
            by=page.request.user, submission=page.submission, entries={}, today=timezone.localdate(), tasks=tasks
        )
    except TasksOvertaken as overtaken:
        return {"overtaken": f"{overtaken.lines[line.pk].recorded_by} đã ghi: {told(overtaken.lines[line.pk])}"}
    except TasksFaulty as faulty:
        return {"refused": {problem.field: [problem.message] for problem in faulty.problems[line.pk]}}
    line.refresh_from_db()
    return {"revision": report.revision, "seen": seen_of(line), "at": f"{localtime(timezone.now()):%H:%M}"}


@require_safe
def evidence(request, pk, line_pk, file_pk):
    """A paper of a task, for whoever may read the whole report."""
    page = ReportPage.find(request, pk)
    if not page.may_read_all:
        require(Permission(False, "Tiến độ nhiệm vụ của đơn vị này không thuộc phạm vi của anh/chị."))
    papers = EvidenceFile.objects.filter(task_lines=line_pk, task_lines__submission=pk)
    return serve(get_object_or_404(papers, pk=file_pk))
