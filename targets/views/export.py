"""The figures of the reports on the list, as one Excel file."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies import scope
from targets import export
from targets.views.submission_list import Chosen
from targets.views.workbooks import XLSX
from ui.filters import chips
from ui.numbers import write_number

TOO_MANY = "Có hơn {most} số liệu, một tệp Excel không nên chứa nhiều hơn. Chọn thêm kỳ báo cáo, biểu mẫu hoặc đơn vị rồi tải lại."
NONE_THERE = "Không có số liệu nào để tải. Bỏ bớt điều kiện lọc rồi tải lại."


@require_safe
def export_figures(request):
    """A file of the figures of all reports that the list shows with the same address, on all of its pages."""
    today = timezone.localdate()
    chosen = Chosen.by(request, today)
    about = scope.sees(request.user) if chosen.by_others else None  # of what others give, only one's own part is read
    wanted = export.Wanted(chosen.reports, about)
    count = wanted.count_to_the_most()
    if not 0 < count <= export.MOST_FIGURES:
        messages.error(request, TOO_MANY.format(most=write_number(export.MOST_FIGURES)) if count else NONE_THERE)
        return redirect(f"{reverse('targets:submissions')}?{request.GET.urlencode()}".rstrip("?"))
    filtered = [f"{chip.label}: {chip.value}" for chip in chips(chosen.filters, request.GET)]
    asked = f"{'; '.join(filtered) or 'Mọi báo cáo'}. {write_number(count)} số liệu"
    kept = export.write_figures(wanted, asked=asked, today=today)
    response = FileResponse(kept, as_attachment=True, filename=f"so-lieu-{today:%Y-%m-%d}.xlsx", content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response
