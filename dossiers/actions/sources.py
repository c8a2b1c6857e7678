"""Describing a source: its sample, which column names the agency, which columns fill which part."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.models import Agency
from dossiers.headings import Column
from dossiers.models import AgencyAlias, DossierSource, MappedColumn
from dossiers.reading import Place
from targets.checks import FIELDS, OPTIONAL
from targets.models import Indicator, ReportForm
from targets.terms import Kind
from ui.revisions import require_revision
from ui.vietnamese import fold

Mapping_ = Mapping[tuple[int, str], Sequence[str]]  # headings by indicator and part


@transaction.atomic
def create_source(
    *, by: User, name: str, office: Agency, form: ReportForm, sample_name: str, place: Place, columns: Sequence[Column]
) -> DossierSource:
    """A new source with what its sample shows; nothing is mapped yet."""
    source = DossierSource(name=name, office=office, form=form)
    _take_sample(source, sample_name, place, columns)
    _save(by, source)
    ActionRecord.note(by, "khai nguồn số liệu hồ sơ", source, sample=sample_name)
    return source


@transaction.atomic
def change_sample(
    *, by: User, source: DossierSource, revision: int, sample_name: str, place: Place, columns: Sequence[Column]
) -> DossierSource:
    """The export looks different now; columns that are still there keep where they go."""
    source = _locked(source, revision)
    _take_sample(source, sample_name, place, columns)
    known = {column.key for column in columns}
    gone = [mapped.pk for mapped in source.mapped.all() if fold(mapped.heading) not in known]
    source.mapped.filter(pk__in=gone).delete()
    if fold(source.agency_heading) not in known:
        source.agency_heading = ""
    source.revision += 1
    _save(by, source)
    ActionRecord.note(by, "thay tệp mẫu của nguồn số liệu hồ sơ", source, sample=sample_name)
    return source


@transaction.atomic
def map_columns(
    *, by: User, source: DossierSource, revision: int, name: str, agency_heading: str, agency_by: str, mapping: Mapping_
) -> DossierSource:
    """Which column names the agency and which columns fill which part; replaces the mapping as a whole."""
    source = _locked(source, revision)
    source.name, source.agency_heading, source.agency_by = name, agency_heading, agency_by
    _require_lawful(source, mapping)
    source.revision += 1
    _save(by, source)
    source.mapped.all().delete()
    rows = [(pk, part, heading) for (pk, part), headings in mapping.items() for heading in headings]
    MappedColumn.objects.bulk_create(
        MappedColumn(source=source, indicator_id=pk, part=part, heading=heading, order=order)
        for order, (pk, part, heading) in enumerate(rows)
    )
    ActionRecord.note(by, "nối cột của nguồn số liệu hồ sơ", source, columns=len(rows))
    return source


@transaction.atomic
def name_agency(*, by: User, source: DossierSource, text: str, agency: Agency | None) -> None:
    """From now on this text in the source's files means this agency, or no agency at all."""
    if agency and not agency.path.startswith(source.office.path):
        raise ValidationError(f"{agency} không thuộc {source.office}.")
    AgencyAlias.objects.update_or_create(
        source=source,
        key=fold(text)[:300],
        defaults={"text": text[:300], "agency": agency, "by": by, "at": timezone.now()},
    )
    ActionRecord.note(by, "chọn đơn vị cho tên trong nguồn số liệu", source, text=text, agency=agency and agency.pk)


@transaction.atomic
def forget_name(*, by: User, alias: AgencyAlias) -> None:
    """The next file asks again which agency the text means."""
    ActionRecord.note(by, "bỏ tên đã chọn của nguồn số liệu", alias.source, text=alias.text)
    alias.delete()


def _locked(source: DossierSource, revision: int) -> DossierSource:
    source = (
        DossierSource.objects.select_for_update(of=("self",)).select_related("changed_by", "form").get(pk=source.pk)
    )
    require_revision(source.revision, revision, "nguồn này", saved_by=source.changed_by, saved_at=source.changed_at)
    return source


def _take_sample(source: DossierSource, sample_name: str, place: Place, columns: Sequence[Column]) -> None:
    source.sample_name = sample_name[:200]
    source.heading_row, source.heading_depth = place.row + 1, place.depth
    source.columns = [column.packed() for column in columns]


def _save(by: User, source: DossierSource) -> None:
    source.changed_by, source.changed_at = by, timezone.now()
    source.full_clean(exclude=["changed_by", "columns"])
    source.save()


def _require_lawful(source: DossierSource, mapping: Mapping_) -> None:
    """Every part that a figure needs is there; no column names the agency and counts as a number."""
    if not mapping:
        raise ValidationError("Chọn cột cho ít nhất một chỉ tiêu thống kê.")
    if any(fold(heading) == fold(source.agency_heading) for headings in mapping.values() for heading in headings):
        raise ValidationError({"agency_heading": "Cột này đang được chọn làm số liệu. Chọn cột ghi đơn vị khác."})
    indicators = Indicator.objects.in_bulk({pk for pk, _ in mapping})
    refusals = {}
    for pk, indicator in indicators.items():
        for part in FIELDS[Kind(indicator.kind)]:
            if part not in OPTIONAL and (pk, part) not in mapping:
                refusals[f"cot_{pk}_{part}"] = f"“{indicator.name}” cần đủ các phần của số liệu: chọn cột cho phần này."
    if refusals:
        raise ValidationError(refusals)
