"""An export of the sample province's dossier system: mapped to the communes' form, and one file that waits to be taken over."""

from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from agencies.models import Agency
from dashboard.demo.agencies import SAMPLE_PROVINCE
from dashboard.demo.reading import read
from dashboard.demo.reports import OFFICE
from dossiers.actions.loading import read_file
from dossiers.actions.sources import create_source, map_columns
from dossiers.models import DossierSource
from dossiers.reading import place_of, read_export, require_columns
from periods.models import ReportingPeriod
from periods.period import Period, parse_slug
from targets.models import Figure, Indicator, ReportForm

AGENCY = "Đơn vị"
HEADINGS = (AGENCY, "Giải quyết trước hạn", "Giải quyết đúng hạn", "Giải quyết quá hạn", "Tổng số đã giải quyết")


def write_source(
    agencies: dict[str, Agency],
    forms: dict[str, ReportForm],
    indicators: dict[str, Indicator],
    periods: dict[Period, ReportingPeriod],
    people: dict[str, User],
) -> None:
    """The source with its mapping, and a file of the last quarter, read and not yet written into the reports."""
    entry, by = read("cycle")["source"], people[OFFICE]
    period, indicator = periods[parse_slug(entry["period"])], indicators[entry["indicator"]]
    export = _export(indicator, period, forms[entry["form"]], entry["not_in_file"])
    rows = read_export(export)
    place = place_of(rows, None, None)
    source = create_source(
        by=by,
        name=entry["name"],
        office=agencies[SAMPLE_PROVINCE],
        form=forms[entry["form"]],
        sample_name=export.name,
        place=place,
        columns=require_columns(rows, place),
    )
    source = _mapped(by, source, indicator)
    export.seek(0)
    read_file(by=by, source=source, period=period, upload=export)


def _mapped(by: User, source: DossierSource, indicator: Indicator) -> DossierSource:
    """Early and in time together are the numerator."""
    return map_columns(
        by=by,
        source=source,
        revision=source.revision,
        name=source.name,
        agency_heading=AGENCY,
        agency_by=DossierSource.AgencyBy.NAME,
        mapping={(indicator.pk, "numerator"): HEADINGS[1:3], (indicator.pk, "denominator"): HEADINGS[4:]},
    )


def _export(
    indicator: Indicator, period: ReportingPeriod, form: ReportForm, not_in_file: list[str]
) -> SimpleUploadedFile:
    figures = Figure.objects.filter(indicator=indicator, period=period, submission__form=form, numerator__isnull=False)
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Thống kê")
        sheet.write_row(0, 0, HEADINGS)
        given = figures.exclude(agency__code__in=not_in_file).select_related("agency").order_by("agency__sort_key")
        for number, figure in enumerate(given, start=1):
            in_time, solved = int(figure.numerator), int(figure.denominator)
            late = solved - in_time
            sheet.write_row(number, 0, [figure.agency.name, in_time // 4, in_time - in_time // 4, late, solved])
    return SimpleUploadedFile("thong-ke-mot-cua-quy-3-2026.xlsx", kept.getvalue())
