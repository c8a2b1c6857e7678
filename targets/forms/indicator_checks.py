"""What an office types about the checks of an indicator: only the thresholds that its kind has."""

from targets.check_words import thresholds_of
from targets.checks import RATIOS
from targets.models import IndicatorCheck
from ui.forms import BaseModelForm, RevisionMixin

COMPARED = ("watches_last_period", "watches_last_year", "asks_explanation")
THRESHOLDS = ("points_apart", "times_apart", "fewest_cases", "lowest", "highest")


class IndicatorCheckForm(RevisionMixin, BaseModelForm):
    class Meta:
        model = IndicatorCheck
        fields = (*COMPARED, *THRESHOLDS, "asks_cause")
        help_texts = {
            "fewest_cases": "Dưới số này, tăng gấp đôi cũng chưa nói lên điều gì.",
            "lowest": "Để trống: không xét. Thấp hơn thì hỏi trước mọi số khác.",
            "highest": "Để trống: không xét. Cao hơn thì hỏi trước mọi số khác.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.instance.indicator.kind
        asked = thresholds_of(kind)
        unused = {*THRESHOLDS} - {*asked} if asked else {*THRESHOLDS, *COMPARED}
        for name in unused:
            del self.fields[name]
        if "points_apart" in self.fields:
            self.fields["points_apart"].label = "Chênh từ (điểm %)" if kind in RATIOS else "Chênh từ (đơn vị)"

    def clean(self):
        """Said at the box, where the table's own constraint would only say it above the form."""
        cleaned = super().clean()
        lowest, highest = cleaned.get("lowest"), cleaned.get("highest")
        if lowest is not None and highest is not None and highest < lowest:
            self.add_error("highest", "Giá trị cao nhất phải từ giá trị thấp nhất trở lên.")
        return cleaned

    @property
    def compares(self) -> bool:
        """Whether figures of this kind are held against earlier ones at all."""
        return "asks_explanation" in self.fields
