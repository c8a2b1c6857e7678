"""A list of agencies from a file: read, shown with everything wrong in it, and only then written, all or nothing."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from agencies import actions
from agencies.admin.previewed import pack, unpack
from agencies.admin.templates import as_download, written_template
from agencies.forms import ConfirmImportForm, ImportForm
from agencies.importing import COLUMNS, REQUIRED, ImportRow, check_rows, read_rows
from agencies.models import Agency
from agencies.sheets import read_sheet

SALT = "agencies.import"


@require_http_methods(["GET", "HEAD", "POST"])
def import_agencies(request):
    """Preview first; what is confirmed is exactly what was shown: it travels, signed, inside the page."""
    if request.method == "POST" and "confirm" in request.POST:
        return _confirmed(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    rows, problems = [], []
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            file = form.cleaned_data["file"]
            rows, problems = read_rows(read_sheet(file.name, file.read(), [COLUMNS["code"], COLUMNS["name"]]))
            unread = {problem.code for problem in problems} - {""}
            problems = sorted([*problems, *check_rows(rows, request.user, unread)], key=lambda problem: problem.row)
    return _page(request, form, rows, problems)


def _page(request, form, rows, problems):
    """A file with anything wrong is shown with what is wrong; only one without faults can be confirmed."""
    on_file = Agency.objects.in_bulk([row.parent_code for row in rows], field_name="code")
    names = {**{code: agency.name for code, agency in on_file.items()}, **{row.code: row.name for row in rows}}
    is_faultless = bool(rows) and not problems
    context = {
        **admin.site.each_context(request),
        "title": "Nhập đơn vị từ tệp",
        "opts": Agency._meta,
        "form": form,
        "rows": [(row, names.get(row.parent_code, "")) for row in rows],
        "problems": problems,
        "columns": COLUMNS.values(),
        "confirmation": ConfirmImportForm(initial={"content": _pack(request, rows)}) if is_faultless else None,
    }
    return render(request, "admin/agencies/import.html", context)


def _pack(request, rows: list[ImportRow]) -> str:
    return pack(request.user, [row.packed() for row in rows], salt=SALT)


def _unpack(request, content: str) -> list[ImportRow]:
    return [ImportRow(*row) for row in unpack(request.user, content, salt=SALT)]


def _confirmed(request):
    confirmation = ConfirmImportForm(request.POST)
    if confirmation.is_valid():
        try:
            return redirect(do_once(confirmation, by=request.user, act=lambda: _write(request, confirmation)))
        except ValidationError as refusal:
            confirmation.refuse(refusal)
    for message in confirmation.non_field_errors() or ["Hãy tải tệp lên lần nữa."]:
        messages.error(request, message)
    return _page(request, ImportForm(), [], [])


def _write(request, confirmation: ConfirmImportForm) -> str:
    rows = _unpack(request, confirmation.cleaned_data["content"])
    made = actions.import_agencies(by=request.user, rows=rows, today=timezone.localdate())
    messages.success(request, f"Đã nhập {len(made)} đơn vị.")
    return reverse("admin:agencies_agency_changelist")


@require_safe
def template_file(request):
    """An empty sheet with the right headings, the kinds to choose from, and two lines of example beside it."""
    content = written_template(
        title="Đơn vị",
        headings=[f"{heading} *" if field in REQUIRED[:3] else heading for field, heading in COLUMNS.items()],
        choices={list(COLUMNS).index("kind"): list(Agency.Kind.labels)},
        example=[
            list(COLUMNS.values()),
            ["T01", "UBND tỉnh Ví Dụ", "", Agency.Kind.PROVINCE.label, "", "", ""],
            ["T01.SNV", "Sở Nội vụ", "SNV", Agency.Kind.DEPARTMENT.label, "T01", "01/03/2025", "01/QĐ-UBND"],
        ],
    )
    return as_download(content, "mau-nhap-don-vi.xlsx")
