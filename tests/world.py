"""A small province with everything a page may show, and a person of each kind before it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils.timezone import localdate, now

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency
from documents.models import EvidenceFile
from documents.text import from_pasted
from dossiers.models import AgencyAlias, DossierSource, Loading
from intake.actions.intakes import begin
from periods.models import PeriodOpening
from plans.models import ProgressReport
from reports import actions as report_actions
from reports.ground import Question
from reports.summaries import table_of
from reports.table import Extent
from targets.models import Correction, Exemption, FigureUpload, Publication, ReportForm, SourcedCell, Submission
from targets.terms import AcrossAgencies, AcrossPeriods, Comparator, Kind, SourceKind, Way
from targets.workbooks.stored import Stored
from tests import make

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@dataclass
class World:
    """People by what they are, and the key of every object that an address may name."""

    people: dict[str, User | None] = field(default_factory=dict)
    keys: dict[str, object] = field(default_factory=dict)


def build() -> World:
    """One province with a department and two communes; another province with an office of its own."""
    world = World()
    province = make.agency("UBND tỉnh Lam Giang")
    department = make.agency("Sở Nội vụ", parent=province)
    commune = make.agency("UBND xã An Bình", parent=province, kind=Agency.Kind.COMMUNE)
    neighbour = make.agency("UBND xã Bình Minh", parent=province, kind=Agency.Kind.COMMUNE)
    elsewhere = make.agency("UBND tỉnh Sông Đà")
    _people(world, province, commune, neighbour, elsewhere)
    _plan(world, province, department, commune)
    _figures(world, province, commune)
    _flow(world, province, commune)
    _dossiers(world, province, commune)
    _enquiry(world, province, commune)
    _export(world, province)
    _opening(world, province, commune)
    _intake(world, province)
    world.keys |= {"agency_id": commune.pk, "agency_pk": commune.pk, "office_pk": province.pk, "key": "2026-q1"}
    return world


def _people(world: World, province: Agency, commune: Agency, neighbour: Agency, elsewhere: Agency) -> None:
    world.people = {
        "khách": None,
        "tỉnh khác": make.user(elsewhere, Role.OFFICE),
        "xã bên": make.user(neighbour, Role.REPORTER),
        "báo cáo": make.user(commune, Role.REPORTER),
        "lãnh đạo xã": make.user(commune, Role.LEADER),
        "lãnh đạo": make.user(province, Role.LEADER),
        "thẩm định": make.user(province, Role.APPRAISER),
        "kiểm tra": make.user(province, Role.INSPECTOR),
        "văn phòng": make.user(province, Role.OFFICE),
        "quản trị": make.user(province, Role.ADMINISTRATOR, is_staff=True),
        "toàn quyền": make.user(is_staff=True, is_superuser=True),
    }


def _intake(world: World, province: Agency) -> None:
    """A plan's document that the office of the province is entering, with one proposal."""
    person = world.people["văn phòng"]
    proposal = {"key": "c1", "sort": "target", "typed": {"indicator": "", "scope": "whole"}, "sentence": "Đúng hạn"}
    intake = begin(
        by=person, agency=province, title="Kế hoạch", text=from_pasted("Tối thiểu 95% đúng hạn."), proposals=[proposal]
    )
    intake.file = paper(province, person, "ke-hoach.pdf")
    intake.save()
    world.keys |= {"intake_id": intake.pk, "item_key": "c1"}


def paper(of: Agency, by: User, name: str = "quyet-dinh.pdf") -> EvidenceFile:
    """A small stored PDF."""
    stored = EvidenceFile(
        original_name=name, content_type="application/pdf", size=len(PDF), sha256="0" * 64, agency=of, uploaded_by=by
    )
    stored.file.save(name, ContentFile(PDF), save=True)
    return stored


def _plan(world: World, province: Agency, department: Agency, commune: Agency) -> None:
    by = world.people["văn phòng"]
    plan = make.plan(province, number="15/KH-UBND", number_key="15/KH-UBND", number_year=2026)
    plan.signed_file = paper(province, by)
    plan.save()
    task = make.task(plan, lead_agency=commune)
    report = ProgressReport.objects.create(
        task=task, reported_on=date(2026, 3, 1), percent=40, result="Đã rà soát 12 thủ tục", by=by
    )
    report.evidence.add(evidence := paper(commune, by, "ket-qua.pdf"))
    measured = make.indicator(owner=province)
    target = make.target(province, measured, within=plan)
    exemption = Exemption.objects.create(agency=commune, indicator=measured, reason="Không có thủ tục", by=by)
    world.keys |= {
        "plan_id": plan.pk,
        "task_id": task.pk,
        "evidence_id": evidence.pk,
        "indicator_id": measured.pk,
        "target_id": target.pk,
        "exemption_id": exemption.pk,
    }
    world.measured = measured


def _figures(world: World, province: Agency, commune: Agency) -> None:
    by = world.people["văn phòng"]
    form = make.report_form(world.measured, owner=province)
    form.agencies.add(commune)
    sent = make.submission(
        commune,
        form,
        make.period(),
        state="submitted",
        submitted_by=world.people["báo cáo"],
        submitted_at=now(),
        first_submitted_at=now(),
    )
    figure = sent.figures.get()
    figure.numerator, figure.denominator = Decimal(97), Decimal(100)
    figure.save()
    line = sent.task_lines.create(task_id=world.keys["task_id"])
    line.evidence.add(of_task := paper(commune, world.people["báo cáo"], "nhiem-vu.pdf"))
    figure.evidence.add(proof := paper(commune, world.people["báo cáo"], "so-lieu.pdf"))
    rank = make.indicator(
        "Xếp hạng PAR Index",
        Kind.RANK,
        source_kind=SourceKind.OUTSIDE,
        across_periods=AcrossPeriods.LATEST,
        across_agencies=AcrossAgencies.OWN,
        owner=province,
    )
    Publication.objects.create(indicator=rank, year=2025, expected_on=date(2026, 4, 1))
    make.target(province, rank, within=form_plan(world), comparator=Comparator.AT_MOST, value=Decimal(15), order=2)
    outside = make.figure(
        province, rank, make.period("year", 2025), value=Decimal(12), recorded_by=by, recorded_at=now()
    )
    outside.evidence.add(published := paper(province, by, "cong-bo.pdf"))
    world.keys |= {
        "submission": sent.pk,
        "figure_pk": figure.pk,
        "figure_file": proof.pk,
        "line_pk": line.pk,
        "task_file": of_task.pk,
        "form": form.pk,
        "outside": outside.pk,
        "outside_file": published.pk,
        "workbook": workbook(sent, world.people["báo cáo"]).pk,
    }


def _dossiers(world: World, province: Agency, commune: Agency) -> None:
    """A source loaded by the office into a draft of the commune, which disputes its number."""
    by, form = world.people["văn phòng"], ReportForm.objects.get(pk=world.keys["form"])
    draft = make.submission(commune, form, make.period(order=2), state="draft")
    source = DossierSource.objects.create(name="Hệ thống một cửa", office=province, form=form, agency_heading="Đơn vị")
    source.mapped.create(indicator=world.measured, part="numerator", heading="Đúng hạn")
    upload = FigureUpload.objects.create(
        way=Way.SOURCE, office=province, form=form, period=draft.period, file=paper(province, by, "mot-cua.pdf"), by=by
    )
    figure = draft.figures.get()
    SourcedCell.objects.create(
        figure=figure,
        upload=upload,
        given={"numerator": "5", "denominator": "6"},
        state=SourcedCell.State.DISPUTED,
        reason="Thiếu hồ sơ giấy",
        by=world.people["báo cáo"],
        at=now(),
    )
    world.keys |= {
        "source": source.pk,
        "loading": Loading.objects.create(upload=upload, source=source).pk,
        "alias_pk": AgencyAlias.objects.create(source=source, text="An Bình", key="an binh", agency=commune, by=by).pk,
        "sourced_figure": figure.pk,
        "sourced_report": draft.pk,
    }


def workbook(report: Submission, by: User) -> FigureUpload:
    """A handed-in Excel file of one report that changes nothing."""
    stored = Stored([report.pk]).to_json()
    about = {"office": report.agency, "form": report.form, "period": report.period}
    return FigureUpload.objects.create(way=Way.WORKBOOK, file=paper(report.agency, by), by=by, rows=stored, **about)


def _flow(world: World, province: Agency, commune: Agency) -> None:
    """A report that waits for the commune's leader, and a confirmed one of which a correction was asked for."""
    reporter, moment = world.people["báo cáo"], now()
    form = make.report_form(make.indicator(owner=province), make.indicator(owner=province), owner=province)
    handed = make.submission(commune, form, make.period(), state="leader", handed_by=reporter, handed_at=moment)
    handed.signed_papers.add(signed := paper(commune, reporter, "ban-ky.pdf"))
    confirmed = make.submission(
        commune,
        form,
        make.period(year=2025),
        state="approved",
        submitted_by=reporter,
        submitted_at=moment,
        first_submitted_at=moment,
        approved_by=world.people["toàn quyền"],
        approved_at=moment,
    )
    confirmed.figures.update(numerator=97, denominator=100, approved_by=world.people["toàn quyền"], approved_at=moment)
    corrected, other = confirmed.figures.order_by("pk")
    correction = Correction.objects.create(
        figure=corrected,
        old={"numerator": "97", "denominator": "100"},
        new={"numerator": "96", "denominator": "100"},
        reason="Đếm trùng",
        requested_by=reporter,
    )
    correction.evidence.add(proof := paper(commune, reporter, "van-ban.pdf"))
    world.keys |= {
        "handed": handed.pk,
        "signed_file": signed.pk,
        "confirmed_figure": other.pk,
        "correction": correction.pk,
        "correction_file": proof.pk,
    }


def _enquiry(world: World, province: Agency, commune: Agency) -> None:
    """Asked of the commune by the province's office, answered with a paper."""
    asked = make.enquiry(commune, by=world.people["văn phòng"], asked_from=province, answered_at=now())
    answer = asked.answers.create(text="Đã gửi lại hồ sơ", by=world.people["báo cáo"])
    answer.papers.add(sent := paper(commune, world.people["báo cáo"], "tra-loi.pdf"))
    world.keys |= {"enquiry": asked.pk, "answer_file": sent.pk}


def _export(world: World, province: Agency) -> None:
    """The province's totals of the form, handed out by its office."""
    form, period = ReportForm.objects.get(pk=world.keys["form"]), make.period()
    question = Question(form, period, province, Extent.ALL, date(2026, 4, 1))
    kept = report_actions.export(
        by=world.people["văn phòng"],
        question=question,
        columns=None,
        format="docx",
        seen=report_actions.print_of(table_of(question)),
    )
    world.keys["export"] = kept.pk


def _opening(world: World, province: Agency, commune: Agency) -> None:
    """A period of last year, opened for the commune by the province's office."""
    opening = PeriodOpening.objects.create(
        period=make.period(year=2025),
        agency=commune,
        office=province,
        last_day=localdate(),
        reason="Bổ sung",
        by=world.people["văn phòng"],
    )
    world.keys["opening"] = opening.pk


def form_plan(world: World):
    from plans.models import Plan

    return Plan.objects.get(pk=world.keys["plan_id"])
