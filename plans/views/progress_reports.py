"""Reporting on a task, and its evidence."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from documents.actions import files_follow_transaction
from documents.models import EvidenceFile
from documents.serving import serve
from plans import actions
from plans.forms.progress_reports import ProgressForm
from plans.models import ProgressReport, Task
from plans.permissions import can_read_reports, can_report_progress
from ui.permissions import require


@require_http_methods(["GET", "POST"])
def report_progress(request, task_id):
    task = get_object_or_404(_seen(request).with_latest_report(), pk=task_id)
    require(can_report_progress(request.user, task))
    blank = ProgressReport(task=task, reported_on=localdate(), by=request.user)
    form = ProgressForm(request.POST or None, request.FILES or None, instance=blank)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            address = _report(request, form)
            messages.success(request, "Đã lưu báo cáo tiến độ.")
            return redirect(address)
    context = {
        "form": form,
        "task": task,
        "progress": task.progress_on(localdate()),
        "has_sample_data": task.plan.is_sample,
    }
    return render(request, "plans/progress_form.html", context)


def _report(request, form: ProgressForm) -> str:
    """Report once, however often the button was pressed; the address of the task."""

    def act() -> str:
        report = actions.report_progress(
            by=request.user, report=form.instance, papers=form.cleaned_data["papers"], today=localdate()
        )
        return reverse("plans:task", args=[report.task_id])

    with files_follow_transaction():
        return do_once(form, by=request.user, act=act)


@require_safe
def evidence(request, task_id, evidence_id):
    task = get_object_or_404(_seen(request), pk=task_id)
    require(can_read_reports(request.user, task))
    papers = EvidenceFile.objects.filter(progress_reports__task=task).distinct()
    return serve(get_object_or_404(papers, pk=evidence_id))


def _seen(request):
    tasks = Task.objects.seen_by(request.user).prefetch_related("supporting_agencies")
    return tasks.select_related("plan__issuer", "lead_agency")
