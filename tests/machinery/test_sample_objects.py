"""tests/make.py makes valid objects, so that a failing test speaks of the code and not of its sample."""

from decimal import Decimal

import pytest

from tests import make


@pytest.mark.django_db
def test_every_sample_object_passes_its_own_models_rules():
    office, measured = make.agency("Tỉnh An Bình"), make.indicator()
    department = make.agency("Sở Nội vụ", parent=office)
    form = make.report_form(measured, owner=office)
    submission = make.submission(department, form)
    objects = [
        office,
        department,
        make.user(office),
        make.group(department, owner=office),
        make.area(),
        make.plan(office),
        make.task(),
        make.target(office, measured),
        make.target(office).versions.get(),
        form,
        submission,
        submission.figures.get(),
        make.figure(office, measured, approved_by=make.user(), numerator=Decimal(9), denominator=Decimal(10)),
    ]
    for made in objects:
        made.full_clean()
    assert department.path == f"/{office.pk}/{department.pk}/"
