"""The report forms of the sample province and their lines."""

from agencies.models import Agency, AgencyGroup
from dashboard.demo.agencies import SAMPLE_PROVINCE
from dashboard.demo.reading import read
from targets.models import FormLine, Indicator, ReportForm


def write_forms(
    agencies: dict[str, Agency], groups: dict[str, AgencyGroup], indicators: dict[str, Indicator]
) -> dict[str, ReportForm]:
    """All forms by code, with who owes them."""
    made = {}
    for entry in read("forms")["form"]:
        form = ReportForm.objects.create(
            code=entry["code"],
            name=entry["name"],
            owner=agencies[SAMPLE_PROVINCE],
            checker=agencies[entry["checker"]],
            calendar=entry["calendar"],
            from_day=entry.get("from_day"),
            with_tasks=entry.get("with_tasks", False),
            needs_leader=entry["code"] == read("cycle")["leader"]["form"],
        )
        form.groups.set(groups[code] for code in entry.get("groups", []))
        form.agencies.set(agencies[code] for code in entry.get("agencies", []))
        FormLine.objects.bulk_create(_lines(form, entry, groups, indicators))
        made[form.code] = form
    return made


def _lines(form: ReportForm, entry: dict, groups: dict[str, AgencyGroup], indicators: dict[str, Indicator]):
    asked = [(section, code, typed) for section, lines in entry["sections"].items() for code, typed in lines.items()]
    for order, (section, code, typed) in enumerate(asked, start=1):
        yield FormLine(
            form=form,
            order=order,
            section=section,
            indicator=indicators[code],
            typed=typed,
            group=groups.get(entry.get("only", {}).get(code)),
            about_group=groups.get(entry.get("about")),
            from_day=entry.get("since", {}).get(code),
        )
