"""Words of the document that a person marks because something in them was not found."""

import re
from functools import cached_property

from django import forms

from documents.text import Text
from intake.deciding import Sort
from intake.spots import Spots
from plans.models import Plan
from plans.progress import Timing
from targets.terms import Path, Scope
from ui.forms import BaseForm

LONGEST = 4000


class AddForm(BaseForm):
    """What was marked, and as what. `start` is where the words stand in the document; None where they do not."""

    sort = forms.ChoiceField(
        label="Thêm",
        choices=[(Sort.TARGET, "Chỉ tiêu"), (Sort.TASK, "Nhiệm vụ")],
        initial=Sort.TARGET,
        widget=forms.RadioSelect,
    )
    quote = forms.CharField(
        label="Nguyên văn trong văn bản",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text="Câu hoặc đoạn ghi chỉ tiêu, nhiệm vụ. Hệ thống đọc lại câu này; anh/chị sửa ở bước sau.",
    )

    def __init__(self, *args, text: Text, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text

    @property
    def words(self) -> str:
        """As the document has them; as they were typed where it does not have them."""
        found = self._found
        return found.group(0) if found else " ".join(self.cleaned_data["quote"].split())

    @property
    def start(self) -> int | None:
        return self._found.start() if self._found else None

    @property
    def place(self) -> str:
        return "" if self.start is None else Spots(self.text).at(self.start)

    @cached_property
    def _found(self) -> re.Match | None:
        """Their place in the document, wherever its lines and cells break."""
        typed = self.cleaned_data["quote"].split()
        return re.search(r"\s+".join(map(re.escape, typed)), self.text.content) if typed else None

    @property
    def is_target(self) -> bool:
        return self.cleaned_data["sort"] == Sort.TARGET

    def blank(self, plan: Plan) -> dict:
        """A proposal of these words alone, for a person to fill in."""
        start = self.start
        return {
            "sort": self.cleaned_data["sort"],
            "quote": self.words,
            "place": self.place,
            "start": start,
            "end": None if start is None else start + len(self.words),
            "typed": self._target(plan) if self.is_target else self._task(),
            "doubts": ["Anh/chị thêm: điền đủ rồi nhận."],
        }

    def _target(self, plan: Plan) -> dict:
        return {
            "indicator": "",
            "scope": str(Scope.WHOLE),
            "comparator": "",
            "value": "",
            "path": str(Path.HOLD),
            "due": "year-1",
            "first_year": str(plan.year_from),
            "last_year": str(plan.year_to),
            "quote": self.words,
            "quote_place": self.place,
        }

    def _task(self) -> dict:
        return {"content": self.words, "timing": str(Timing.UNKNOWN), "quote": self.words, "supporting_agencies": []}
