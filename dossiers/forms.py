"""What is asked of an office about a source and its files, and of an agency about a number."""

import hashlib
from collections.abc import Iterable, Mapping

from django import forms
from django.db.models import Q

from accounts.models import User
from accounts.once import OnceMixin
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from dossiers.actions.settling import LONGEST_REASON
from dossiers.headings import MOST_DEPTH, Column
from dossiers.models import DossierSource
from dossiers.takeover import Unknown
from periods.models import ReportingPeriod
from targets.checking import asked_of
from targets.checks import FIELDS
from targets.models import FormLine, ReportForm, SourcedCell, Submission
from targets.terms import Kind, SourceKind
from ui.filters import FilterForm
from ui.forms import BaseForm, RevisionMixin, SearchSelect, WholeNumberField, adapt
from ui.vietnamese import fold

FILE_HELP = (
    "Tệp .xlsx (đọc trang tính đầu tiên), hoặc .csv bảng mã UTF-8, UTF-16; ngăn cách bằng dấu phẩy, chấm phẩy hoặc tab. "
    "Mỗi đơn vị một dòng."
)
AGENCY_WORDS = ("don vi", "co quan", "ubnd", "xa, phuong", "so, nganh")
SET_ASIDE = "0"
PART_WORDS = {"numerator": "tử số", "denominator": "mẫu số", "sample": "số phiếu", "out_of": "trên tổng số"}


class ExportField(forms.FileField):
    """An export of another system."""

    widget = forms.FileInput

    def widget_attrs(self, widget):
        return {"accept": ".xlsx,.csv"}


class SampleFields(BaseForm):
    """A sample of an export, and where its headings stand if the file does not show it."""

    sample = ExportField(label="Tệp xuất mẫu", help_text=FILE_HELP)
    first_row = WholeNumberField(
        label="Dòng đầu của tiêu đề",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="Để trống: hệ thống tự tìm. Chỉ ghi khi tự tìm không đúng.",
    )
    depth = WholeNumberField(
        label="Tiêu đề gồm mấy dòng", required=False, min_value=1, max_value=MOST_DEPTH, help_text="Để trống: tự tìm."
    )


class NewSourceForm(OnceMixin, SampleFields):
    """A new source: its name, whose it is, the form that it fills, and a sample of its export."""

    field_order = ["name", "form", "office", "sample", "first_row", "depth"]

    name = forms.CharField(label="Tên nguồn", max_length=100, help_text=DossierSource._meta.get_field("name").help_text)
    form = forms.ModelChoiceField(ReportForm.objects.none(), label="Biểu mẫu nhận số liệu", empty_label="Chọn biểu")
    office = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Cơ quan nạp",
        empty_label=None,
        help_text="Tệp của nguồn này gồm cơ quan này và đơn vị cấp dưới.",
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        offices = scope.acts_for(user, Action.LOAD_SOURCES)
        own = offices.filter(Q(pk__in=scope.own_agencies(user)) | Q(depth=0))
        self.fields["office"].queryset = own.order_by("depth", "sort_key")
        self.fields["form"].queryset = ReportForm.objects.seen_by(user).order_by("code")


class NewSampleForm(RevisionMixin, SampleFields):
    """The export looks different now."""

    def __init__(self, *args, source: DossierSource, **kwargs):
        self.instance = source
        super().__init__(*args, **kwargs)


class MappingForm(RevisionMixin, BaseForm):
    """Which column names the agency, and for each part of each line the columns that are added up."""

    name = forms.CharField(label="Tên nguồn", max_length=100)
    agency_heading = forms.ChoiceField(label="Cột ghi đơn vị")
    agency_by = forms.ChoiceField(label="Cột đó ghi", choices=DossierSource.AgencyBy.choices)

    def __init__(self, *args, source: DossierSource, headings: Mapping[int, Mapping[str, list[str]]], **kwargs):
        self.instance = source
        columns = source.known_columns
        initial = {
            "name": source.name,
            "agency_heading": source.agency_heading or likely_agency(columns),
            "agency_by": source.agency_by,
        }
        super().__init__(*args, initial=initial, **kwargs)
        chosen = [("", "Chọn cột"), *((column.heading, label_of(column)) for column in columns)]
        self.fields["agency_heading"].choices = chosen
        self.lines = list(lines_of(source))
        for line in self.lines:
            for part in FIELDS[Kind(line.indicator.kind)]:
                self._add(line, part, columns, headings.get(line.indicator_id, {}).get(part, []))

    def _add(self, line: FormLine, part: str, columns: list[Column], chosen: list[str]) -> None:
        name = field_name(line.indicator_id, part)
        self.fields[name] = forms.MultipleChoiceField(
            label=part_label(line, part),
            required=False,
            choices=[(column.heading, label_of(column)) for column in columns],
            widget=forms.CheckboxSelectMultiple,
        )
        adapt(name, self.fields[name])
        self.initial[name] = chosen

    def sections(self) -> list[tuple[FormLine, list[dict]]]:
        """Each line with its parts, and for each what stands in it now, in words."""
        return [(line, [self._part(line, part) for part in FIELDS[Kind(line.indicator.kind)]]) for line in self.lines]

    def _part(self, line: FormLine, part: str) -> dict:
        box = self[field_name(line.indicator_id, part)]
        letters = {column.heading: column.letter for column in self.instance.known_columns}
        chosen = [f"cột {letters.get(heading, '?')}" for heading in (box.value() or [])]
        return {"box": box, "words": " + ".join(chosen)}

    @property
    def mapping(self) -> dict[tuple[int, str], list[str]]:
        """The headings chosen, by indicator and part; parts without any are left out."""
        asked = ((line.indicator_id, part) for line in self.lines for part in FIELDS[Kind(line.indicator.kind)])
        chosen = {(pk, part): self.cleaned_data.get(field_name(pk, part)) for pk, part in asked}
        return {key: headings for key, headings in chosen.items() if headings}


def lines_of(source: DossierSource):
    """The lines of the form that an export can fill: quantities that people report."""
    lines = source.form.lines.filter(until__isnull=True).exclude(indicator__kind=Kind.YES_NO)
    return lines.exclude(indicator__source_kind=SourceKind.COMPUTED).select_related("indicator").order_by("order", "pk")


def field_name(indicator: int, part: str) -> str:
    return f"cot_{indicator}_{part}"


def label_of(column: Column) -> str:
    return f"{column.letter} · {column.heading}"


def part_label(line: FormLine, part: str) -> str:
    """The indicator's own words for a part, and what part that is."""
    words = asked_of(line.indicator, line.typed).words_for(part) if part in ("numerator", "denominator") else ""
    if words:
        return f"{words} ({PART_WORDS[part]})"
    return PART_WORDS[part].capitalize() if part in PART_WORDS else "Số liệu"


def likely_agency(columns: Iterable[Column]) -> str:
    """The first column whose words speak of agencies; "" where none does."""
    named = (column.heading for column in columns if any(word in fold(column.heading) for word in AGENCY_WORDS))
    return next(named, "")


class UploadForm(OnceMixin, BaseForm):
    """One file of a source, for one period."""

    period = forms.ModelChoiceField(ReportingPeriod.objects.none(), label="Kỳ báo cáo", empty_label="Chọn kỳ")
    file = ExportField(label="Tệp xuất từ hệ thống", help_text=FILE_HELP)

    def __init__(self, *args, source: DossierSource, **kwargs):
        super().__init__(*args, **kwargs)
        reports = Submission.objects.filter(form=source.form_id, agency__path__startswith=source.office.path)
        opened = reports.order_by().values("period")
        self.fields["period"].queryset = ReportingPeriod.objects.filter(pk__in=opened).order_by(
            "-data_to", "-data_from"
        )
        waiting = reports.filter(state__in=Submission.OPEN_STATES).order_by("-data_to", "-data_from")
        self.fields["period"].initial = waiting.values_list("period", flat=True).first()


class ConfirmForm(BaseForm):
    """Writes what the page has shown, nothing else."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NamesForm(BaseForm):
    """For each name that was not recognised the agency that it means."""

    def __init__(self, *args, unknown: Iterable[Unknown], agencies: Iterable[Agency], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [
            ("", "Chưa chọn"),
            (SET_ASIDE, "Không lấy dòng này"),
            *((str(agency.pk), str(agency)) for agency in sorted(agencies, key=lambda agency: agency.sort_key)),
        ]
        self.texts: dict[str, str] = {}
        for one in unknown:
            name = f"ten_{hashlib.sha256(one.text.encode()).hexdigest()[:12]}"
            self.texts[name] = one.text
            rows = ", ".join(str(row) for row in one.rows[:5])
            self.fields[name] = forms.ChoiceField(
                label=f"“{one.text}”", choices=choices, required=False, widget=SearchSelect, help_text=f"Dòng {rows}"
            )
            adapt(name, self.fields[name])

    def chosen(self) -> list[tuple[str, int | None]]:
        """The text and the agency's id, None where its line is not taken."""
        answers = [(text, self.cleaned_data.get(name)) for name, text in self.texts.items()]
        return [(text, None if answer == SET_ASIDE else int(answer)) for text, answer in answers if answer]


class SeenForm(BaseForm):
    """A decision about a number as the person has read it."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class DisputeForm(SeenForm):
    """Why a source's number is not right."""

    reason = forms.CharField(
        label="Lý do",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Người nạp và người xác nhận đọc nguyên văn lý do này.",
    )


class AnswerForm(OnceMixin, BaseForm):
    """The office's answer to another opinion."""

    accepted = forms.ChoiceField(
        label="Trả lời",
        choices=[("yes", "Đồng ý dùng số của đơn vị"), ("no", "Đề nghị đơn vị làm rõ thêm")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="Ý kiến", max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def answer(self) -> dict:
        return {"accepted": self.cleaned_data["accepted"] == "yes", "words": self.cleaned_data["words"]}


class DisputeFilter(FilterForm):
    """Source and period of the disputed numbers listed."""

    nguon = forms.ModelChoiceField(DossierSource.objects.none(), label="Nguồn", empty_label="Tất cả")
    ky = forms.ModelChoiceField(ReportingPeriod.objects.none(), label="Kỳ báo cáo", empty_label="Tất cả")

    def __init__(self, data, *, cells):
        super().__init__(data)
        sources = cells.order_by().values("upload__loading__source")
        self.fields["nguon"].queryset = DossierSource.objects.filter(pk__in=sources)
        periods = cells.order_by().values("figure__period")
        self.fields["ky"].queryset = ReportingPeriod.objects.filter(pk__in=periods).order_by("-data_to", "-data_from")

    def narrowed(self, cells):
        if source := self.chosen("nguon"):
            cells = cells.filter(upload__loading__source=source)
        if period := self.chosen("ky"):
            cells = cells.filter(figure__period=period)
        return cells


def disputed_for(user: User):
    """The disputed numbers that this person may answer."""
    loads = scope.acts_for(user, Action.LOAD_SOURCES)
    checks = scope.acts_for(user, Action.APPROVE_FIGURES)
    return SourcedCell.objects.filter(state=SourcedCell.State.DISPUTED).filter(
        Q(upload__office__in=loads) | Q(figure__submission__form__checker__in=checks)
    )
