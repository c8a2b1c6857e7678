"""Addresses of forms, periods, reports and figures."""

from django.urls import path, register_converter

from periods.converter import PeriodConverter
from targets.views import (
    approve_many,
    cells,
    corrections,
    entry,
    figure_history,
    openings,
    outside,
    periods,
    report_forms,
    signing,
    submission_list,
    submissions,
    task_lines,
)

register_converter(PeriodConverter, "period")

urlpatterns = [
    path("so-lieu/", submission_list.submissions, name="submissions"),
    path("so-lieu/<int:pk>/", entry.submission, name="submission"),
    path("so-lieu/<int:pk>/luu-o/", cells.save_cells, name="save_cells"),
    path("so-lieu/<int:pk>/xac-nhan/", submissions.approve, name="approve_submission"),
    path("so-lieu/<int:pk>/tra-lai/", submissions.return_for_revision, name="return_submission"),
    path("so-lieu/<int:pk>/rut-lai/", submissions.withdraw, name="withdraw_submission"),
    path("so-lieu/<int:pk>/duyet/", signing.sign, name="sign_submission"),
    path("so-lieu/<int:pk>/duyet/tra-lai/", signing.decline, name="decline_submission"),
    path("so-lieu/<int:pk>/ban-ky/<int:file_pk>/", signing.signed_paper, name="signed_paper"),
    path("so-lieu/xac-nhan/", approve_many.approve_many, name="approve_many"),
    path("so-lieu/dinh-chinh/", corrections.corrections, name="corrections"),
    path("so-lieu/dinh-chinh/<int:pk>/", corrections.decide_correction, name="decide_correction"),
    path("so-lieu/dinh-chinh/<int:pk>/rut/", corrections.withdraw_correction, name="withdraw_correction"),
    path("so-lieu/dinh-chinh/<int:pk>/tai-lieu/<int:file_pk>/", corrections.evidence, name="correction_evidence"),
    path("so-lieu/o/<int:figure_pk>/", figure_history.figure_history, name="figure_history"),
    path("so-lieu/o/<int:figure_pk>/dinh-chinh/", corrections.request_correction, name="request_correction"),
    path("so-lieu/<int:pk>/tai-lieu/<int:figure_pk>/<int:file_pk>/", submissions.evidence, name="figure_evidence"),
    path("so-lieu/<int:pk>/nhiem-vu/<int:line_pk>/luu/", task_lines.save_task, name="save_task"),
    path("so-lieu/<int:pk>/nhiem-vu/<int:line_pk>/<int:file_pk>/", task_lines.evidence, name="task_evidence"),
    path("so-lieu/nguon-ngoai/", outside.figures, name="outside_figures"),
    path("so-lieu/nguon-ngoai/them/", outside.record, name="record_outside"),
    path("so-lieu/nguon-ngoai/<int:pk>/", outside.figure, name="outside_figure"),
    path("so-lieu/nguon-ngoai/<int:pk>/sua/", outside.change, name="change_outside"),
    path("so-lieu/nguon-ngoai/<int:pk>/xac-nhan/", outside.confirm, name="confirm_outside"),
    path("so-lieu/nguon-ngoai/<int:pk>/tai-lieu/<int:file_pk>/", outside.evidence, name="outside_evidence"),
    path("bieu-mau/", report_forms.forms, name="forms"),
    path("bieu-mau/them/", report_forms.create, name="create_form"),
    path("bieu-mau/<int:pk>/", report_forms.form, name="form"),
    path("bieu-mau/<int:pk>/sua/", report_forms.change, name="change_form"),
    path("ky-bao-cao/", periods.periods, name="periods"),
    path("ky-bao-cao/tao/", periods.make, name="make_periods"),
    path("ky-bao-cao/<int:office_pk>/mo-tat-ca/", periods.open_all, name="open_all_periods"),
    path("ky-bao-cao/mo-rieng/", openings.openings, name="openings"),
    path("ky-bao-cao/mo-rieng/<int:pk>/ket-thuc/", openings.end_opening, name="end_opening"),
    path("ky-bao-cao/<period:key>/mo-rieng/<int:agency_pk>/", openings.open_for_agency, name="open_for_agency"),
    path("ky-bao-cao/<period:key>/bieu/<int:form_pk>/mo/", periods.open_form, name="open_period"),
    path("ky-bao-cao/<period:key>/<int:office_pk>/ngay/", periods.dates, name="period_dates"),
    path("ky-bao-cao/<period:key>/<int:office_pk>/khoa/", periods.close, name="close_period"),
    path("ky-bao-cao/<period:key>/<int:office_pk>/mo-lai/", periods.reopen, name="reopen_period"),
]
