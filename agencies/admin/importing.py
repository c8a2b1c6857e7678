"""A list of agencies from a file: read, shown with everything wrong in it, and only then written, all or nothing."""

import io

import xlsxwriter
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from agencies import actions
from agencies.forms import ConfirmImportForm, ImportForm
from agencies.importing import COLUMNS, REQUIRED, ImportRow, check_rows, read_rows
from agencies.models import Agency
from agencies.sheets import read_sheet

SALT = "agencies.import"
KEPT_FOR = 2 * 60 * 60  # seconds between preview and confirmation
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    return signing.dumps([request.user.pk, [row.packed() for row in rows]], salt=SALT, compress=True)


def _unpack(request, content: str) -> list[ImportRow]:
    try:
        person, rows = signing.loads(content, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        person, rows = None, []
    if person != request.user.pk:
        raise ValidationError("Bản xem trước đã quá hai giờ hoặc không phải của anh/chị. Hãy tải tệp lên lần nữa.")
    return [ImportRow(*row) for row in rows]


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
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("Đơn vị")
    for place, (field, heading) in enumerate(COLUMNS.items()):
        sheet.set_column(place, place, 34 if field == "name" else 24, text)
        sheet.write_string(0, place, f"{heading} *" if field in REQUIRED[:3] else heading, head)
    kinds = list(Agency.Kind.labels)
    lists = book.add_worksheet("Loại")
    lists.set_column(0, 0, 40)
    for place, label in enumerate(kinds):
        lists.write_string(place, 0, label)
    column = list(COLUMNS).index("kind")
    sheet.data_validation(1, column, 5000, column, {"validate": "list", "source": f"='Loại'!$A$1:$A${len(kinds)}"})
    sheet.freeze_panes(1, 0)
    _write_example(book, head)
    book.close()
    response = HttpResponse(stored.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="mau-nhap-don-vi.xlsx"'
    return response


def _write_example(book, head) -> None:
    example = book.add_worksheet("Ví dụ")
    lines = [
        list(COLUMNS.values()),
        ["T01", "UBND tỉnh Ví Dụ", "", Agency.Kind.PROVINCE.label, "", "", ""],
        ["T01.SNV", "Sở Nội vụ", "SNV", Agency.Kind.DEPARTMENT.label, "T01", "01/03/2025", "01/QĐ-UBND"],
    ]
    for row, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            example.write_string(row, place, cell, head if row == 0 else None)
    example.set_column(0, len(COLUMNS) - 1, 24)
