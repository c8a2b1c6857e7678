"""The papers of a report's tasks."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from documents.models import EvidenceFile
from documents.serving import serve
from targets.views.report_page import ReportPage
from ui.permissions import Permission, require


@require_safe
def evidence(request, pk, line_pk, file_pk):
    """A paper of a task, for whoever may read the whole report."""
    page = ReportPage.find(request, pk)
    if not page.may_read_all:
        require(Permission(False, "Tiến độ nhiệm vụ của đơn vị này không thuộc phạm vi của anh/chị."))
    papers = EvidenceFile.objects.filter(task_lines=line_pk, task_lines__submission=pk)
    return serve(get_object_or_404(papers, pk=file_pk))
