"""Everything in its order, in one transaction."""

from django.db import transaction

from agencies.locks import tree_lock
from agencies.models import Agency
from dashboard.demo import asking, cycle, dossiers, reports
from dashboard.demo.agencies import SAMPLE_PROVINCE, write_agencies, write_groups
from dashboard.demo.forms import write_forms
from dashboard.demo.indicators import write_areas, write_indicators
from dashboard.demo.people import write_people
from dashboard.demo.plans import write_plans
from dashboard.demo.targets import World, write_targets
from plans.models import Plan
from targets import rollup


def is_loaded() -> bool:
    return Agency.objects.filter(code=SAMPLE_PROVINCE, is_sample=True).exists()


def holds_real_work() -> bool:
    """Whether the database holds agencies or plans that are not sample data."""
    return not is_loaded() and (Agency.objects.exists() or Plan.objects.exists())


@transaction.atomic
def load(*, with_plans: bool = True) -> None:
    """Write the sample data; without plans, only agencies, people and indicators."""
    tree_lock()
    agencies = write_agencies()
    groups = write_groups(agencies)
    people = write_people(agencies)
    areas = write_areas()
    indicators = write_indicators(agencies, areas)
    if not with_plans:
        return
    plans = write_plans(agencies, areas, people)
    write_targets(plans, World(agencies, groups, indicators), people)
    forms = write_forms(agencies, groups, indicators)
    periods = reports.write_periods(people)
    reports.write_exemptions(agencies, indicators, people)
    reports.write_reports(forms, periods, people)
    reports.write_outside_figures(agencies, indicators, periods, people)
    reports.close_periods(agencies, periods, people)
    cycle.write_corrections(periods, people)
    cycle.write_task_reports(periods)
    asking.write_enquiries(agencies, plans, periods, people)
    dossiers.write_source(agencies, forms, indicators, periods, people)
    cycle.write_opening(agencies, periods, people)
    rollup.rebuild()
