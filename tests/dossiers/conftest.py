"""What tests of dossiers share: a province whose communes owe a form, and an export of its one-stop system."""

from dataclasses import dataclass, field

import pytest

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency
from dossiers.actions import loading as loading_actions
from dossiers.actions import sources as source_actions
from dossiers.headings import columns_at, guess
from dossiers.models import DossierSource, Loading
from dossiers.takeover import takeover_of
from targets.models import Figure, Indicator, Submission
from targets.terms import Kind
from tests import make
from tests.dossiers.exports import HEADINGS, TODAY


@dataclass
class OneStop:
    """A mapped source with the agencies that report on its form for Quý I/2026."""

    office: User
    province: Agency
    communes: list[Agency]
    on_time: Indicator
    received: Indicator
    source: DossierSource
    reports: dict[int, Submission] = field(default_factory=dict)

    def figure(self, commune: Agency, of: Indicator | None = None) -> Figure:
        return Figure.objects.select_related("submission").get(agency=commune, indicator=of or self.on_time)

    def read(self, upload, by: User | None = None) -> Loading:
        return loading_actions.read_file(by=by or self.office, source=self.source, period=make.period(), upload=upload)

    def load(self, upload, by: User | None = None) -> Loading:
        """Read a file and write what it would do."""
        loading = self.read(upload, by)
        digest = takeover_of(loading, TODAY).digest
        return loading_actions.take_over(by=by or self.office, loading=loading, digest=digest, today=TODAY)

    def would(self, upload):
        """What a file would do; nothing is written."""
        return takeover_of(self.read(upload), TODAY)


@pytest.fixture
def one_stop(db) -> OneStop:
    """Dossiers settled on time ("trước hạn" + "đúng hạn" of received) and dossiers received, for three communes."""
    province = make.agency("UBND tỉnh Lam Giang")
    names = ("UBND xã An Bình", "UBND xã Bình Minh", "UBND phường Cẩm Sơn")
    communes = [make.agency(name, parent=province, kind=Agency.Kind.COMMUNE) for name in names]
    on_time = make.indicator(case_noun="hồ sơ")
    received = make.indicator("Số hồ sơ tiếp nhận", Kind.COUNT, unit="hồ sơ")
    form = make.report_form(on_time, received, owner=province)
    office = make.user(province, Role.OFFICE)
    built = OneStop(office, province, communes, on_time, received, described(office, province, form, on_time, received))
    built.reports = {commune.pk: make.submission(commune, form) for commune in communes}
    return built


def described(office, province, form, on_time, received) -> DossierSource:
    rows = [HEADINGS, ["1", "UBND xã An Bình", "125", "20", "100", "5"]]
    place = guess(rows)
    source = source_actions.create_source(
        by=office,
        name="Hệ thống một cửa",
        office=province,
        form=form,
        sample_name="mau.csv",
        place=place,
        columns=columns_at(rows, place),
    )
    mapping = {
        (on_time.pk, "numerator"): ["Trước hạn", "Đúng hạn"],
        (on_time.pk, "denominator"): ["Tiếp nhận"],
        (received.pk, "value"): ["Tiếp nhận"],
    }
    return source_actions.map_columns(
        by=office,
        source=source,
        revision=source.revision,
        name=source.name,
        agency_heading="Đơn vị",
        agency_by="name",
        mapping=mapping,
    )
