"""An office tunes what of an indicator's figures is asked about."""

from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from targets.models import Indicator, IndicatorCheck
from ui.revisions import require_revision

NEVER_SET = 0  # the revision of checks that nobody has set yet


@transaction.atomic
def set_checks(*, by: User, check: IndicatorCheck, revision: int) -> IndicatorCheck:
    """Keep an indicator's checks. `check` is not saved yet; `revision`: as the person's page showed them."""
    Indicator.objects.select_for_update(of=["self"]).get(pk=check.indicator_id)  # the first setting queues up here too
    on_file = IndicatorCheck.objects.filter(indicator=check.indicator_id).select_related("changed_by").first()
    found = on_file.revision if on_file else NEVER_SET
    require_revision(
        found,
        revision,
        "cách kiểm tra này",
        saved_by=on_file and on_file.changed_by,
        saved_at=on_file and on_file.changed_at,
    )
    check.pk = on_file.pk if on_file else None
    check.revision = found + 1
    check.changed_by, check.changed_at = by, timezone.now()
    check.full_clean()
    check.save(force_insert=on_file is None, force_update=on_file is not None)
    ActionRecord.note(by, "đặt cách kiểm tra số liệu", check.indicator)
    return check
