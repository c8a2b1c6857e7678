"""Where a plan stands on a day: from its state, its years and the plans that replace or amend it."""

from datetime import date

from django.db.models import TextChoices


class Standing(TextChoices):
    """The keys are those of ui.states, family "plan"."""

    DRAFT = "draft", "Bản thảo, đang soát"
    UPCOMING = "upcoming", "Chưa đến năm thực hiện"
    IN_FORCE = "in_force", "Đang thực hiện"
    AMENDED = "amended", "Đã sửa đổi, bổ sung"
    REPLACED = "replaced", "Đã được thay thế"
    ENDED = "ended", "Đã kết thúc"


def standing_of(
    is_issued: bool, year_from: int, year_to: int, replaced_on: date | None, amended_on: date | None, today: date
) -> Standing:
    """A draft binds nobody; a replacement counts from its day on and outweighs the years; an amended plan stays in force."""
    if not is_issued:
        return Standing.DRAFT
    if replaced_on and replaced_on <= today:
        return Standing.REPLACED
    if today.year > year_to:
        return Standing.ENDED
    if today.year < year_from:
        return Standing.UPCOMING
    return Standing.AMENDED if amended_on and amended_on <= today else Standing.IN_FORCE
