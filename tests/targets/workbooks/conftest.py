"""A commune that owes a form with every kind of figure, and the person who fills it in."""

import pytest

from accounts.roles import Role
from targets.terms import Kind
from tests import make


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def person(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def indicators():
    return [
        make.indicator(case_noun="hồ sơ"),
        make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị"),
        make.indicator("Mức độ hài lòng", Kind.LEVEL, unit="%"),
        make.indicator("Cấp độ chuyển đổi số", Kind.GRADE, grade_steps=["Cấp độ 1", "Cấp độ 2", "Cấp độ 3"]),
        make.indicator("Xếp hạng chuyển đổi số", Kind.RANK),
        make.indicator("Ban hành kế hoạch CCHC", Kind.YES_NO),
    ]


@pytest.fixture
def form(province, indicators):
    return make.report_form(*indicators, owner=province, code="1")


@pytest.fixture
def report(commune, form):
    return make.submission(commune, form, make.period("quarter", 2026, 3))
