"""A list of reorganisations from a file: read, shown as it will happen with everything wrong in it, and only then done."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from agencies import actions
from agencies.actions import ChangedSincePreview
from agencies.admin.previewed import pack, unpack
from agencies.admin.templates import as_download, written_template
from agencies.forms import ConfirmListForm, ListForm
from agencies.importing import Problem
from agencies.listed_rows import COLUMNS, REQUIRED, Form, ListedRow, read_listed
from agencies.listed_steps import Listed, work_out
from agencies.models import Agency
from agencies.sheets import read_sheet

SALT = "agencies.reorganise_list"
PASS_GROUPS = "pass_groups"


@require_http_methods(["GET", "HEAD", "POST"])
def reorganise_by_list(request):
    """Preview first; what is confirmed is exactly what was shown: it travels, signed, inside the page."""
    if request.method == "POST" and "confirm" in request.POST:
        return _confirmed(request)
    form = ListForm(request.POST or None, request.FILES or None)
    rows, listed = [], None
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            file = form.cleaned_data["file"]
            rows, problems, unread = read_listed(read_sheet(file.name, file.read(), [*COLUMNS.values()]))
            listed = _worked_out(request, rows, form.cleaned_data[PASS_GROUPS], problems, unread)
    return _page(request, form, rows, listed)


def _worked_out(request, rows: list[ListedRow], pass_groups: bool, problems=(), unread=()) -> Listed:
    listed = work_out(rows, by=request.user, pass_groups=pass_groups, unread=unread)
    listed.problems = sorted([*problems, *listed.problems], key=lambda problem: problem.row)
    return listed


def _page(request, form: ListForm, rows: list[ListedRow], listed: Listed | None):
    """A file with anything wrong is shown with what is wrong; only one without faults can be confirmed."""
    problems: list[Problem] = listed.problems if listed else []
    is_faultless = bool(listed and listed.steps and not problems)
    content = _pack(request, rows, listed.pass_groups) if is_faultless else ""
    context = {
        **admin.site.each_context(request),
        "title": "Sắp xếp theo danh sách",
        "opts": Agency._meta,
        "form": form,
        "problems": problems,
        "steps": listed.steps if is_faultless else [],
        "said": listed.said if is_faultless else "",
        "notices": listed.notices if is_faultless else [],
        "columns": COLUMNS.values(),
        "confirmation": ConfirmListForm(initial={"content": content, "seen": listed.fingerprint}) if content else None,
    }
    return render(request, "admin/agencies/reorganise_list.html", context)


def _pack(request, rows: list[ListedRow], pass_groups: bool) -> str:
    return pack(request.user, [[row.packed() for row in rows], pass_groups], salt=SALT)


def _unpack(request, content: str) -> tuple[list[ListedRow], bool]:
    rows, pass_groups = unpack(request.user, content, salt=SALT)
    return [ListedRow(*row) for row in rows], pass_groups


def _confirmed(request):
    confirmation, rows, listed = ConfirmListForm(request.POST), [], None
    if confirmation.is_valid():
        try:
            return redirect(do_once(confirmation, by=request.user, act=lambda: _carry_out(request, confirmation)))
        except ChangedSincePreview as refusal:
            rows, pass_groups = _unpack(request, confirmation.cleaned_data["content"])
            listed = _worked_out(request, rows, pass_groups)
            confirmation.refuse(refusal)
        except ValidationError as refusal:
            confirmation.refuse(refusal)
    for message in confirmation.non_field_errors() or ["Hãy tải tệp lên lần nữa."]:
        messages.error(request, message)
    return _page(request, ListForm(), rows, listed)


def _carry_out(request, confirmation: ConfirmListForm) -> str:
    given = confirmation.cleaned_data
    rows, pass_groups = _unpack(request, given["content"])
    listed = actions.reorganise_by_list(
        by=request.user, rows=rows, pass_groups=pass_groups, today=timezone.localdate(), seen=given["seen"]
    )
    messages.success(request, f"Đã sắp xếp theo danh sách{f': {listed.said}' if listed.said else ''}.")
    return reverse("admin:agencies_agency_changelist")


@require_safe
def list_template(request):
    """An empty sheet with the right headings, forms and kinds to choose from, and an example of each form beside it."""
    content = written_template(
        title="Sắp xếp",
        headings=[f"{heading} *" if field in REQUIRED[:3] else heading for field, heading in COLUMNS.items()],
        choices={list(COLUMNS).index("kind"): list(Form), list(COLUMNS).index("agency_kind"): list(Agency.Kind.labels)},
        example=[list(COLUMNS.values()), *EXAMPLE],
    )
    return as_download(content, "mau-sap-xep-don-vi.xlsx")


_PAPER = ["01/07/2025", "01/NQ-HĐND"]
EXAMPLE = [
    [*_PAPER, "sáp nhập", "X01", "P01", "Phường Ví Dụ", Agency.Kind.COMMUNE.label, "T01", "P. Ví Dụ", "Hai xã thành phường mới"],
    [*_PAPER, "sáp nhập", "X02", "P01", "", "", "", "", "Tên, loại, cấp trên chỉ cần ghi ở một dòng"],
    [*_PAPER, "sáp nhập", "X03", "X04", "", "", "", "", "X03 nhập vào X04 đang có"],
    [*_PAPER, "tách", "S01", "S02", "Sở Văn hoá", Agency.Kind.DEPARTMENT.label, "T01", "", "S01 kết thúc, chia làm hai"],
    [*_PAPER, "tách", "S01", "S03", "Sở Thể thao", Agency.Kind.DEPARTMENT.label, "T01", "", ""],
    [*_PAPER, "tách", "S05", "S05", "", "", "", "", "S05 vẫn hoạt động"],
    [*_PAPER, "tách", "S05", "S06", "Ban Dân tộc", Agency.Kind.DEPARTMENT.label, "T01", "", "phần tách ra từ S05"],
    [*_PAPER, "đổi tên", "S07", "", "Sở Nông nghiệp và Môi trường", "", "", "SNNMT", "Mã giữ nguyên"],
    [*_PAPER, "chuyển", "B01", "", "", "", "S07", "", "B01 về trực thuộc S07"],
    [*_PAPER, "giải thể", "H01", "T01", "", "", "", "", "T01 tiếp nhận; để trống nếu không có"],
]  # fmt: skip
