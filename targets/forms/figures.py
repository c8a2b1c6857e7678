"""Typing figures: one small form for each figure, all of them on one sheet with one revision."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django import forms

from documents.fields import PapersField, PapersMixin
from targets.actions.figures import Entry, Overtaken
from targets.actions.submissions import LONGEST_REASON
from targets.checking import asked_of
from targets.checks import MAY_NOT_OCCUR, PLACE_OF, Asked, Parts, Problem, places_of
from targets.content import PARTS, WORDS, content_of, print_of
from targets.models import Figure, Submission
from targets.terms import Kind
from ui.fields import DayField, DecimalField, WholeNumberField
from ui.forms import BaseForm
from ui.revisions import StaleRevision

DIGITS = {"max_digits": 18, "decimal_places": 4}
MOST_SAMPLE, MOST_OUT_OF = 2_147_483_647, 32_767
DONE = [("", "Chưa nhập"), ("yes", "Đã thực hiện"), ("no", "Chưa thực hiện")]
ANSWERS = {"yes": True, "no": False}
MOST_COLUMNS = 3


class PartsForm(BaseForm):
    """The boxes that an indicator's kind asks for, named in the indicator's own words."""

    use_required_attribute = False

    def __init__(self, *args, asked: Asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked

    @staticmethod
    def part_fields(asked: Asked, steps: Sequence[str]) -> dict[str, forms.Field]:
        """Field by part; none of them required: what is missing is said by the checks."""
        unit = f" ({asked.unit})" if asked.unit else ""
        match asked.kind:
            case Kind.RATIO | Kind.RATIO_OF_STOCKS:
                return {name: DecimalField(label=asked.words_for(name), **DIGITS) for name in asked.fields}
            case Kind.COUNT | Kind.STOCK:
                return {"value": DecimalField(label=f"Số lượng{unit}", **DIGITS)}
            case Kind.LEVEL:
                sample = WholeNumberField(label="Số phiếu, cỡ mẫu (nếu có)", min_value=0, max_value=MOST_SAMPLE)
                return {"value": DecimalField(label=f"Giá trị{unit}", **DIGITS), "sample": sample}
            case Kind.GRADE:
                choices = [("", "Chưa nhập"), *((place, step) for place, step in enumerate(steps, start=1))]
                return {"value": forms.TypedChoiceField(label="Bậc", choices=choices, coerce=Decimal, empty_value=None)}
            case Kind.RANK:
                out_of = WholeNumberField(label="Trên tổng số", min_value=1, max_value=MOST_OUT_OF)
                return {"value": DecimalField(label="Hạng", **DIGITS), "out_of": out_of}
            case Kind.YES_NO:
                done = forms.TypedChoiceField(label="Kết quả", choices=DONE, coerce=ANSWERS.get, empty_value=None)
                return {"done": done, "done_on": DayField(label="Ngày thực hiện")}

    @property
    def parts(self) -> Parts:
        """What was typed, as plain values; only after `is_valid`."""
        typed = {name: self.cleaned_data.get(name) for name in Parts.__dataclass_fields__ if name in self.fields}
        if "nothing_occurred" in typed:
            typed["nothing_occurred"] = bool(typed["nothing_occurred"])
        return Parts(**typed)

    def show(self, problems: Sequence[Problem]) -> None:
        """Put problems beside their fields; one about a field that is not on the form above them."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)

    def part_boxes(self) -> list[forms.BoundField]:
        """The boxes of its parts; none where nobody types them."""
        return [self[name] for name in self.asked.fields if name in self.fields]


class FigureForm(PapersMixin, PartsForm):
    """One figure of a report.

    `carried`: what stood there in the last period and is offered again; it is not given before the person says so.
    `locked`: why nobody types the number here; words and papers may still be given.
    """

    nothing_occurred = forms.BooleanField(label="Không phát sinh trong kỳ", required=False)
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)
    cause_and_remedy = forms.CharField(
        label="Nguyên nhân, giải pháp (khi chưa đạt kế hoạch)",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
        required=False,
    )
    explanation = forms.CharField(
        label="Thuyết minh (khi số liệu khác thường)",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    papers = PapersField(label="Thêm tài liệu kiểm chứng", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    removed = forms.TypedMultipleChoiceField(
        label="Bỏ tài liệu", widget=forms.CheckboxSelectMultiple, coerce=int, required=False
    )

    keep = forms.BooleanField(label="Giữ nguyên số kỳ trước", required=False)

    def __init__(self, data=None, files=None, *, figure: Figure, carried: Parts | None = None, locked: str = ""):
        asked = asked_of(figure.indicator, figure.typed)
        self.figure, self.carried, self.locked = figure, carried, locked
        parts = {} if locked else self.part_fields(asked, figure.indicator.grade_steps)
        self.base_fields = {**parts, **type(self).base_fields}
        for name in parts:
            self.base_fields[name].required = False
        super().__init__(data, files, asked=asked, prefix=f"f{figure.pk}", initial=initial_of(figure, carried))
        self._drop_what_is_not_asked()

    def _drop_what_is_not_asked(self) -> None:
        if self.asked.kind not in MAY_NOT_OCCUR or self.locked:
            del self.fields["nothing_occurred"]
        if self.carried is None:
            del self.fields["keep"]
        papers = list(self.figure.evidence.all())
        if papers:
            self.fields["removed"].choices = [(paper.pk, str(paper)) for paper in papers]
        else:
            del self.fields["removed"]

    @property
    def is_touched(self) -> bool:
        """Whether the person changed anything on the row since their page was opened; a colleague's change is not theirs."""
        entry = self.entry()
        _, print_then = split_seen(self.cleaned_data["seen"])
        return bool(entry.uploads or entry.removed) or print_of(entry.content) != print_then

    def entry(self) -> Entry:
        return Entry(
            parts=self._given(),
            note=self.cleaned_data["note"],
            cause_and_remedy=self.cleaned_data["cause_and_remedy"],
            explanation=self.cleaned_data["explanation"],
            seen=split_seen(self.cleaned_data["seen"])[0],
            uploads=tuple(self.cleaned_data["papers"]),
            removed=frozenset(self.cleaned_data.get("removed", ())),
        )

    def _given(self) -> Parts:
        """What the person gives: not the number that nobody types here, nor one of the last period left as it was offered."""
        if self.locked:
            return self.figure.parts
        is_only_offered = self.carried is not None and self.parts == self.carried and not self.cleaned_data["keep"]
        return Parts() if is_only_offered else self.parts

    def with_offer_taken(self) -> Entry:
        """As typed, the number of the last period taken where it was left standing."""
        is_left_standing = self.carried is not None and self.parts == self.carried
        return replace(self.entry(), parts=self.carried) if is_left_standing else self.entry()

    @property
    def way_to_say_nothing(self) -> str:
        """For the page's script: "tick" the box, write "zero", or not at all."""
        if self.locked:
            return ""
        return {None: "", Parts(nothing_occurred=True): "tick"}.get(nothing_of(self.asked.kind), "zero")

    @property
    def says_nothing(self) -> bool:
        """Whether the figure on file says that there was nothing."""
        return self.figure.parts == nothing_of(self.asked.kind)

    def with_nothing(self) -> Entry:
        """As typed; where nothing was, "không phát sinh", or zero of what is counted (a count of nothing is zero)."""
        entry, nothing = self.entry(), nothing_of(self.asked.kind)
        return replace(entry, parts=nothing) if nothing and not entry.parts.is_given and not self.locked else entry

    def columns(self) -> list[forms.BoundField | None]:
        """The boxes in their columns of the grid: numerator, denominator (or size), value; None where there is no box."""
        boxes = {PLACE_OF[name]: self[name] for name in self.asked.fields if name in self.fields}
        return [boxes.get(place) for place in range(MOST_COLUMNS)]

    def narrow_columns(self) -> list[forms.BoundField | None]:
        """Only the columns that figures of this kind fill; for a table with columns of its own."""
        columns = self.columns()
        return [columns[place] for place in places_of(self.asked.kind)]

    def boxes(self) -> dict[str, str | bool]:
        """What stands in every box, as the page writes it; for a page that is already open."""
        return {
            name: written_in(self[name])
            for name in (*self.asked.fields, "nothing_occurred", *WORDS)
            if name in self.fields
        }

    @property
    def about(self) -> str:
        """Which line of the sheet it is, said before each of its faults."""
        code = self.figure.indicator.code
        return f"{code}, {self.figure.agency}" if self.figure.is_of_a_group else code

    def show_again(self, figure: Figure) -> None:
        """What was typed stays; from here on it is held against the figure as on file now."""
        self._set_typed(self.add_prefix("seen"), seen_of(figure))

    @property
    def has_more(self) -> bool:
        """Whether something stands, or is wrong, in the folded part of the row."""
        figure = self.figure
        folded = ("cause_and_remedy", "explanation", "papers")
        return bool(figure.cause_and_remedy or figure.explanation or figure.evidence.all()) or any(
            self[name].errors for name in folded if self.is_bound
        )


def initial_of(figure: Figure, carried: Parts | None = None) -> dict:
    """What stands in the boxes before anything is typed."""
    initial = content_of(figure) | {"seen": seen_of(figure)}
    if carried:
        initial |= {name: getattr(carried, name) for name in PARTS}
    if figure.done is not None:
        initial["done"] = "yes" if figure.done else "no"
    if figure.indicator.kind == Kind.GRADE and figure.value is not None:
        initial["value"] = int(figure.value)
    return initial


def nothing_of(kind: Kind) -> Parts | None:
    """How a line says that there was nothing; None where there always is something (a stock, a step, a place)."""
    if kind in MAY_NOT_OCCUR:
        return Parts(nothing_occurred=True)
    return Parts(value=Decimal(0)) if kind == Kind.COUNT else None


def written_in(box: forms.BoundField) -> str | bool:
    if isinstance(box.field, forms.BooleanField):
        return bool(box.value())
    value = box.field.widget.format_value(box.value())
    return "".join(value) if isinstance(value, list) else str(value or "")


def seen_of(figure: Figure) -> str:
    """What a page carries for one figure: the revision that it shows, and a print of its content."""
    return f"{figure.revision}:{print_of(content_of(figure))}"


def split_seen(seen: str) -> tuple[int, str]:
    """The revision and the print that a page carried; where they are missing, those of a figure never written."""
    revision, _, content = seen.partition(":")
    return (int(revision), content) if revision.isdecimal() and len(revision) < 10 else (1, "")


class SheetForm(BaseForm):
    """All figures of one report, opened at one revision. `forms` are the rows, in the order of the figures."""

    def __init__(
        self,
        data=None,
        files=None,
        *,
        submission: Submission,
        figures: Sequence[Figure],
        carried: Mapping[int, Parts] | None = None,
        locked: Mapping[int, str] | None = None,
    ):
        super().__init__(data, files)
        carried, locked = carried or {}, locked or {}
        self.fields["revision"] = WholeNumberField(widget=forms.HiddenInput, initial=submission.revision)
        self.forms = [
            FigureForm(data, files, figure=figure, carried=carried.get(figure.pk), locked=locked.get(figure.pk, ""))
            for figure in figures
        ]
        self.is_stale = False

    def is_valid(self) -> bool:
        rows = [row.is_valid() for row in self.forms]  # every row, so that all that is wrong shows at once
        valid = super().is_valid() and all(rows)
        if self.is_bound and not valid:
            self.remind_of_papers()
        return valid

    def entries(self) -> dict[int, Entry]:
        """The rows that the person touched; what they left alone is nobody's change."""
        return {row.figure.pk: row.entry() for row in self.forms if row.is_touched}

    def entries_with_offers_taken(self) -> dict[int, Entry]:
        """As `entries`, and the numbers of the last period wherever they were left standing."""
        offered = {row.figure.pk: row.with_offer_taken() for row in self.forms if row.carried}
        return self.entries() | {pk: entry for pk, entry in offered.items() if entry.parts.is_given}

    def entries_with_nothing_in(self, chosen: Collection[int]) -> dict[int, Entry]:
        """As `entries`, and "nothing" for those of the chosen figures that stand empty."""
        empty = [
            row for row in self.forms if row.figure.pk in chosen and not row.carried and not row.entry().parts.is_given
        ]
        said = {row.figure.pk: row.with_nothing() for row in empty}
        return self.entries() | {pk: entry for pk, entry in said.items() if entry.parts.is_given}

    def entries_without(self, chosen: Collection[int]) -> dict[int, Entry]:
        """As `entries`, the chosen figures empty again where they still say "nothing"."""
        rows = [
            row for row in self.forms if row.figure.pk in chosen and row.entry().parts == nothing_of(row.asked.kind)
        ]
        return self.entries() | {row.figure.pk: replace(row.entry(), parts=Parts()) for row in rows}

    def show(self, problems: Mapping[int, Sequence[Problem]]) -> None:
        """Put the problems of the checks beside their fields."""
        for row in self.forms:
            row.show(problems.get(row.figure.pk, ()))
        if any(problems.values()):
            self.remind_of_papers()

    def refuse(self, refusal) -> None:
        if isinstance(refusal, StaleRevision):
            self.is_stale = True
            self._set_typed("revision", str(refusal.revision))
        if isinstance(refusal, Overtaken):
            self.is_stale = True
            self._set_typed("revision", str(refusal.revision))
            for row in self.forms:
                if row.figure.pk in refusal.figures:
                    row.show_again(refusal.figures[row.figure.pk])
        super().refuse(refusal)
        self.remind_of_papers()

    def remind_of_papers(self) -> None:
        """What is wrong on one row brings the whole page back, and with it the files of all rows."""
        for row in self.forms:
            row.remind_of_papers(is_coming_back=True)

    def take_revision(self, revision: int) -> None:
        """Go on from what has just been saved; the rows' figures are as on file."""
        self._set_typed("revision", str(revision))
        for row in self.forms:
            row.show_again(row.figure)

    def differences(self) -> list[tuple[str, str, str]]:
        """(figure and field, on file, typed here) wherever the page differs from what is on file now."""
        rows = []
        for row in self.forms:
            about = f"{row.figure.indicator.name}, {row.figure.agency}"
            changed = [name for name in row.changed_data if name not in ("papers", "removed", "seen", "keep")]
            for name in changed:
                box = row[name]
                rows.append((f"{about}: {box.label}", words_of(box, box.initial), words_of(box, box.value())))
        return rows

    def non_form_errors(self) -> list[str]:
        """Nothing of the sheet as a whole: its own refusals stand on the form."""
        return []


def words_of(box: forms.BoundField, value) -> str:
    """What stands in a box, as a person reads it."""
    if isinstance(box.field, forms.BooleanField):
        return "có" if value else "không"
    choices = getattr(box.field, "choices", None)
    if choices:
        return next((str(words) for key, words in choices if str(key) == str(value or "")), "")
    return str(box.field.widget.format_value(value) or "")


class ReasonForm(BaseForm):
    """Why a report goes back; carries the revision that the person has read."""

    reason = forms.CharField(
        label="Lý do trả lại",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Đơn vị đọc nguyên văn lý do này: nêu rõ chỉ tiêu nào, cần hoàn thiện gì.",
    )
    revision = WholeNumberField(widget=forms.HiddenInput)


class RevisionForm(BaseForm):
    """A decision about a report as the person has read it."""

    revision = WholeNumberField(widget=forms.HiddenInput)
