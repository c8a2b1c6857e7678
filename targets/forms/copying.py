"""For which year a plan is copied."""

from accounts.once import OnceMixin
from ui.forms import BaseForm, YearField


class CopyPlanForm(OnceMixin, BaseForm):
    year = YearField(label="Năm của kế hoạch mới")
