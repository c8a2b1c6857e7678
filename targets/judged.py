"""Which figures a target is judged by: they decide whether its rule may still be corrected in place."""

from django.db.models import Q, QuerySet

from agencies.models import Agency, GroupMembership
from targets.models import Figure, Target, TargetVersion

GIVEN = (  # anything was typed, "không phát sinh" included
    Q(numerator__isnull=False)
    | Q(denominator__isnull=False)
    | Q(value__isnull=False)
    | Q(done__isnull=False)
    | Q(nothing_occurred=True)
)


def figures_behind(version: TargetVersion) -> QuerySet[Figure]:
    """Figures of the indicator, in the years of the rule, of whoever it judges: given or still owed."""
    if version.judged_group_id:
        members = GroupMembership.objects.filter(group=version.judged_group_id)
        judged = Q(agency__in=members.values("agency"))
    else:
        whole = version.judged_agency or version.target.plan.issuer
        judged = Q(agency__in=Agency.objects.at_or_below(whole))
    return Figure.objects.filter(
        judged,
        indicator=version.target.indicator_id,
        period__year__gte=version.first_year,
        period__year__lte=version.last_year,
    )


def is_judged(target: Target) -> bool:
    """Whether approved figures were already held against the newest rule; then it changes only from a day on."""
    version = target.last_version
    return version is not None and figures_behind(version).filter(approved_at__isnull=False).exists()


def has_figures(target: Target) -> bool:
    """Whether anything was given, approved or not, that any rule of this target is judged by."""
    return any(figures_behind(version).filter(GIVEN).exists() for version in target.versions.all())
