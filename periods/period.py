"""A reporting period: its key, name and data days by law, and which periods fill which."""

from django.db.models import TextChoices


class PeriodKind(TextChoices):
    """The length of a period. Its key is (kind, year, order)."""

    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    HALF = "half", "6 tháng"
    YEAR = "year", "năm"


class Calendar(TextChoices):
    """Which periods of a year a form is reported for."""

    MONTHS = "months", "hằng tháng"
    QUARTERS = "quarters", "hằng quý"
    CCHC = "cchc", "báo cáo CCHC (Quý I, 6 tháng, Quý III, năm)"
    HALVES = "halves", "6 tháng một lần"
    YEAR = "year", "hằng năm"
