"""Making and changing report forms; making one from a plan's targets."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from periods.period import Calendar, Period, PeriodKind
from targets.actions.report_forms import (
    FormValues,
    LineRefused,
    LineValues,
    change_form,
    create_form,
    proposed_from,
)
from targets.models import FormLine, ReportForm
from targets.terms import AcrossPeriods, Kind, Scope, SourceKind, Typed
from tests import make
from ui.revisions import StaleRevision

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


def values(province, **more) -> FormValues:
    fields = {
        "code": "B01",
        "name": "Số liệu CCHC",
        "owner": province,
        "checker": province,
        "calendar": Calendar.CCHC,
        "agencies": [province],
    }
    return FormValues(**fields | more)


def created(officer, province, *lines, **more) -> ReportForm:
    return create_form(by=officer, values=values(province, **more), lines=lines)


def changed(officer, form, *lines, revision=None, begins=None, **more):
    form.refresh_from_db()
    change_form(
        by=officer,
        form=form,
        revision=form.revision if revision is None else revision,
        values=values(form.owner, **more),
        lines=lines,
        begins=begins,
    )


def as_values(line: FormLine, **more) -> LineValues:
    fields = {"indicator": line.indicator, "pk": line.pk, "section": line.section, "typed": line.typed}
    return LineValues(**fields | more)


def test_a_form_keeps_its_lines_in_order(officer, province):
    first, second = make.indicator(), make.indicator()
    form = created(officer, province, LineValues(second, section="A"), LineValues(first, section="A"))
    assert [(line.order, line.indicator) for line in form.lines.all()] == [(1, second), (2, first)]
    assert (form.changed_by, list(form.agencies.all())) == (officer, [province])


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.RATIO, Typed.FLOW),
        (Kind.RATIO_OF_STOCKS, Typed.AS_OF),
        (Kind.COUNT, Typed.FLOW),
        (Kind.STOCK, Typed.AS_OF),
        (Kind.LEVEL, Typed.FLOW),
        (Kind.GRADE, Typed.AS_OF),
        (Kind.RANK, Typed.AS_OF),
        (Kind.YES_NO, Typed.FLOW),
    ],
)
def test_each_kind_has_its_usual_way_of_typing(officer, province, kind, typed):
    form = created(officer, province, LineValues(make.indicator("Chỉ tiêu", kind)))
    assert form.lines.get().typed == typed


@pytest.mark.parametrize(
    ("kind", "typed", "allowed"),
    [
        (Kind.RATIO, Typed.CUMULATIVE, True),
        (Kind.RATIO, Typed.AS_OF, False),
        (Kind.COUNT, Typed.AS_OF, False),
        (Kind.STOCK, Typed.FLOW, False),
        (Kind.STOCK, Typed.CUMULATIVE, False),
        (Kind.RATIO_OF_STOCKS, Typed.CUMULATIVE, True),
        (Kind.GRADE, Typed.FLOW, False),
        (Kind.RANK, Typed.CUMULATIVE, False),
    ],
)
def test_some_ways_of_typing_make_no_sense_for_a_kind(officer, province, kind, typed, allowed):
    line = LineValues(make.indicator("Chỉ tiêu", kind), typed=typed)
    if allowed:
        assert created(officer, province, line).lines.get().typed == typed
    else:
        with pytest.raises(LineRefused) as refusal:
            created(officer, province, line)
        assert "typed" in refusal.value.message_dict


def test_a_ratio_whose_latest_figure_stands_may_be_typed_as_of_a_day(officer, province):
    latest = make.indicator(across_periods=AcrossPeriods.LATEST)
    assert created(officer, province, LineValues(latest, typed=Typed.AS_OF)).lines.get().typed == Typed.AS_OF


def test_an_indicator_stands_once_on_a_form(officer, province):
    twice = LineValues(make.indicator())
    with pytest.raises(LineRefused, match="đã có ở dòng 1") as refusal:
        created(officer, province, twice, twice)
    assert refusal.value.place == 1
    assert not ReportForm.objects.exists()


def test_what_comes_from_outside_is_not_asked_of_anyone(officer, province):
    sipas = make.indicator("SIPAS", Kind.LEVEL, source_kind=SourceKind.OUTSIDE)
    with pytest.raises(LineRefused, match="bên ngoài công bố"):
        created(officer, province, LineValues(sipas))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"agencies": []}, "ít nhất một nhóm"),
        ({"from_day": date(2026, 5, 1), "until": date(2026, 5, 1)}, "kết thúc sau ngày bắt đầu"),
    ],
)
def test_a_form_that_cannot_work_is_refused(officer, province, more, words):
    with pytest.raises(ValidationError, match=words):
        created(officer, province, LineValues(make.indicator()), **more)


def test_a_form_needs_a_line(officer, province):
    with pytest.raises(ValidationError, match="ít nhất một dòng"):
        created(officer, province)


def test_a_code_is_used_once(officer, province):
    created(officer, province, LineValues(make.indicator()))
    with pytest.raises(ValidationError, match="Mã biểu này đã có"):
        created(officer, province, LineValues(make.indicator()))


@pytest.fixture
def opened(officer, province):
    """A form with two lines, of which a report of this year was written."""
    form = created(officer, province, LineValues(make.indicator(code="A")), LineValues(make.indicator(code="B")))
    make.submission(province, form, make.period(PeriodKind.QUARTER, 2026, 1))
    return form


def test_the_way_of_typing_does_not_change_within_a_year_of_figures(officer, opened):
    first, second = opened.lines.all()
    with pytest.raises(LineRefused, match="Đổi được từ năm sau"):
        changed(officer, opened, as_values(first, typed=Typed.CUMULATIVE), as_values(second))


def test_the_way_of_typing_may_change_in_the_next_year(officer, opened):
    first, second = opened.lines.all()
    lines = as_values(first, typed=Typed.CUMULATIVE), as_values(second)
    changed(officer, opened, *lines, begins=Period(PeriodKind.QUARTER, 2027, 1))
    before, after = opened.lines.filter(indicator=first.indicator).order_by("pk")
    assert (before.typed, before.until) == (Typed.FLOW, date(2026, 12, 15))
    assert (after.typed, after.from_day, after.until) == (Typed.CUMULATIVE, date(2026, 12, 15), None)
    assert opened.submissions.get().figures.filter(indicator=first.indicator).get().typed == Typed.FLOW


def test_a_line_with_figures_ends_and_one_without_goes(officer, opened, province):
    first, second = opened.lines.all()
    added = LineValues(make.indicator(code="C"))
    changed(officer, opened, as_values(first), added)
    second.refresh_from_db()
    assert second.until == date(2026, 3, 15)  # 6 tháng is the next that was not opened
    third = opened.lines.get(indicator__code="C")
    changed(officer, opened, as_values(first))
    assert not FormLine.objects.filter(pk=third.pk).exists()


def test_a_line_with_figures_keeps_its_indicator(officer, opened):
    first, second = opened.lines.all()
    with pytest.raises(LineRefused, match="thêm chỉ tiêu mới ở dòng khác"):
        changed(officer, opened, as_values(first, indicator=make.indicator()), as_values(second))


def test_the_calendar_stays_once_reports_were_written(officer, opened):
    lines = [as_values(line) for line in opened.lines.all()]
    with pytest.raises(ValidationError) as refusal:
        changed(officer, opened, *lines, calendar=Calendar.MONTHS)
    assert "calendar" in refusal.value.message_dict


def test_the_second_of_two_people_is_told(officer, opened):
    lines = [as_values(line) for line in opened.lines.all()]
    changed(officer, opened, *lines, name="Tên mới")
    with pytest.raises(StaleRevision, match="Nguyễn Văn Phòng đã lưu biểu mẫu này"):
        changed(officer, opened, *lines, revision=1)


def test_the_database_holds_lines_and_days_together(opened):
    line = opened.lines.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.line(opened, line.indicator)
    line.until = TODAY
    line.save()
    make.line(opened, line.indicator)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportForm.objects.update(from_day=TODAY, until=TODAY)


# --- from a plan ----------------------------------------------------------------------------------------------------------


def test_a_plan_proposes_its_indicators_and_whoever_it_judges(province):
    plan = make.plan(province)
    wards = make.group(make.agency(parent=province), name="Phường, xã")
    on_time = make.indicator("Đúng hạn", area=make.area("Thủ tục"))
    trained = make.indicator("Bồi dưỡng", area=make.area("Công vụ"))
    sipas = make.indicator("SIPAS", Kind.LEVEL, source_kind=SourceKind.OUTSIDE, source_name="Bộ Nội vụ")
    make.target(province, on_time, within=plan)
    make.target(None, on_time, within=plan, scope=Scope.EACH, judged_group=wards)
    make.target(None, trained, within=plan, order=2)
    make.target(province, sipas, within=plan, order=3)
    proposal = proposed_from(plan, code="B1", calendar=Calendar.CCHC)
    assert [(line.indicator, line.section) for line in proposal.lines] == [(on_time, "Thủ tục"), (trained, "Công vụ")]
    assert proposal.values.groups == (wards,)
    assert proposal.values.agencies == (province,)
    assert proposal.left_out == ("SIPAS: do Bộ Nội vụ công bố",)


def test_a_withdrawn_target_proposes_nothing(province):
    plan = make.plan(province)
    target = make.target(province, within=plan)
    target.withdrawn_on = TODAY
    target.save()
    assert proposed_from(plan, code="B1", calendar=Calendar.CCHC).lines == ()


# --- pages ------------------------------------------------------------------------------------------------------------------


def text(response) -> str:
    return response.content.decode()


def typed_form(province, *indicators, **more) -> dict:
    data = {
        "code": "B01",
        "name": "Số liệu CCHC",
        "owner": province.pk,
        "checker": province.pk,
        "calendar": "cchc",
        "agencies": [province.pk],
        "once": "7d9c5a52-8f1f-4a55-9a3c-2f5d0a4b8c11",
        "lines-TOTAL_FORMS": len(indicators) + 3,
        "lines-INITIAL_FORMS": 0,
    }
    for place, indicator in enumerate(indicators):
        data[f"lines-{place}-indicator"] = indicator.pk
    return data | more


def test_an_officer_makes_a_form_once_however_often_the_button_is_pressed(client, officer, province):
    client.force_login(officer)
    data = typed_form(province, make.indicator(), make.indicator())
    first = client.post(reverse("targets:create_form"), data)
    again = client.post(reverse("targets:create_form"), data)
    form = ReportForm.objects.get()
    assert first.url == again.url == reverse("targets:form", args=[form.pk])
    assert form.lines.count() == 2


def test_a_repeated_indicator_is_refused_on_its_row_and_nothing_typed_is_lost(client, officer, province):
    client.force_login(officer)
    indicator = make.indicator()
    answer = text(client.post(reverse("targets:create_form"), typed_form(province, indicator, indicator)))
    assert "Chỉ tiêu này đã có ở dòng 1" in answer
    assert 'value="Số liệu CCHC"' in answer
    assert not ReportForm.objects.exists()


def test_a_repeated_indicator_is_named_by_the_rows_as_the_page_numbers_them(client, officer, province):
    client.force_login(officer)
    dropped, twice = make.indicator(), make.indicator()
    data = typed_form(province, dropped, twice, twice) | {"lines-0-DELETE": "on"}
    answer = text(client.post(reverse("targets:create_form"), data))
    assert "Dòng 3: Chỉ tiêu thống kê" in answer
    assert "Chỉ tiêu này đã có ở dòng 2" in answer


def test_a_refused_change_keeps_the_forms_own_name_above_what_was_typed(client, officer, province):
    client.force_login(officer)
    form = make.report_form(owner=province, name="Số liệu CCHC")
    data = typed_form(province, make.indicator()) | {"name": "", "revision": form.revision}
    answer = text(client.post(reverse("targets:change_form", args=[form.pk]), data))
    assert f"<h1>Sửa {form}</h1>" in answer


def test_more_rows_are_offered_without_losing_what_was_typed(client, officer, province):
    client.force_login(officer)
    answer = text(client.post(reverse("targets:create_form"), typed_form(province, make.indicator(), add_rows="1")))
    assert 'name="lines-TOTAL_FORMS" value="9"' in answer
    assert 'value="Số liệu CCHC"' in answer


def test_a_form_is_filled_in_from_a_plan_and_saved_as_proposed(client, officer, province):
    plan = make.plan(province)
    make.target(province, within=plan)
    client.force_login(officer)
    url = reverse("targets:create_form")
    page = client.get(url, {"ke_hoach": plan.pk, "ky": "cchc"})
    assert "Đã điền 1 chỉ tiêu từ kế hoạch, chưa lưu" in text(page)
    rows = page.context["rows"]
    data = typed_form(province, lines=None)
    data = {key: what for key, what in data.items() if what is not None} | {
        "lines-TOTAL_FORMS": rows.total_form_count(),
        "lines-INITIAL_FORMS": rows.initial_form_count(),
    }
    for name in ("indicator", "typed", "section", "place"):
        data[f"lines-0-{name}"] = rows.forms[0].initial[name]
    client.post(f"{url}?ke_hoach={plan.pk}&ky=cchc", data)
    assert ReportForm.objects.get().lines.count() == 1


def test_a_form_is_changed_and_a_line_left_out(client, officer, opened, province):
    client.force_login(officer)
    first, second = opened.lines.all()
    data = typed_form(province) | {"revision": opened.revision, "name": "Tên mới"}
    data |= {"lines-TOTAL_FORMS": 2, "lines-INITIAL_FORMS": 2}
    for place, line in enumerate((first, second)):
        data |= {f"lines-{place}-line": line.pk, f"lines-{place}-indicator": line.indicator_id}
        data |= {f"lines-{place}-typed": line.typed, f"lines-{place}-place": 2 - place}
    data["lines-0-DELETE"] = "on"
    client.post(reverse("targets:change_form", args=[opened.pk]), data)
    opened.refresh_from_db()
    assert opened.name == "Tên mới"
    assert list(opened.lines.filter(until__isnull=True)) == [second]


@pytest.mark.parametrize(
    ("role", "own", "create", "change"),
    [
        (Role.OFFICE, True, 200, 200),
        (Role.LEADER, True, 403, 403),
        (Role.REPORTER, True, 403, 403),
        (Role.OFFICE, False, 200, 404),
    ],
)
def test_who_may_make_and_change_forms(client, opened, province, role, own, create, change):
    client.force_login(make.user(province if own else make.agency("Nơi khác"), role))
    assert client.get(reverse("targets:create_form")).status_code == create
    assert client.get(reverse("targets:change_form", args=[opened.pk])).status_code == change


def test_the_list_finds_a_form_without_accents(client, officer, opened):
    client.force_login(officer)
    url = reverse("targets:forms")
    assert "B01" in text(client.get(url, {"tu_khoa": "so lieu"}))
    assert "<tbody>" not in text(client.get(url, {"tu_khoa": "khong co"}))
    assert "Chỉ tiêu thống kê" in text(client.get(reverse("targets:form", args=[opened.pk])))


def test_the_pages_take_as_many_queries_for_twenty_as_for_two(client, officer, province):
    client.force_login(officer)
    counts = {"list": [], "form": [], "change": []}
    for more in (2, 18):
        for _ in range(more):
            form = make.report_form(owner=province)
            form.groups.add(make.group(owner=province))
        for _ in range(more):
            make.line(form, make.indicator())
        urls = {
            "list": reverse("targets:forms"),
            "form": reverse("targets:form", args=[form.pk]),
            "change": reverse("targets:change_form", args=[form.pk]),
        }
        for name, url in urls.items():
            with CaptureQueriesContext(connection) as caught:
                assert client.get(url).status_code == 200
            counts[name].append(len(caught))
    assert all(first == second < 20 for first, second in counts.values())
