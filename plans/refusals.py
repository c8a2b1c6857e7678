"""Refusals that a page answers with more than words."""

from django.core.exceptions import ValidationError

from plans.models import Plan


class NumberTaken(ValidationError):
    """The issuer already has a plan of this number in the year; the page links to it."""

    def __init__(self, on_file: Plan):
        self.on_file = on_file
        issued = f" ban hành ngày {on_file.issued_on:%d/%m/%Y}" if on_file.issued_on else ""
        super().__init__(
            {
                "number": f"{on_file.issuer} đã có kế hoạch số {on_file.number}{issued} trong hệ thống: "
                f"“{on_file.summary}”. Mở kế hoạch đó để làm tiếp, hoặc xem lại số."
            }
        )
