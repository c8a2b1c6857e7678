"""Every address by every kind of person: who gets in, who is told why not, for whom nothing is there.

One line an address and a method: 200 opened or done (302: done, and led on), 403 seen but not allowed, 404 out of scope;
an anonymous visitor is led to log-in (302) or told that the session ended (403).
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from periods.period import parse_slug
from tests import world

WHO = (
    "khách",
    "tỉnh khác",
    "xã bên",
    "báo cáo",
    "lãnh đạo xã",
    "lãnh đạo",
    "thẩm định",
    "kiểm tra",
    "văn phòng",
    "quản trị",
    "toàn quyền",
)
# khách, tỉnh khác, xã bên, báo cáo, lãnh đạo xã, lãnh đạo, thẩm định, kiểm tra, văn phòng, quản trị, toàn quyền
TABLE = """
POST accounts:logout              403 302 302 302 302 302 302 302 302 302 302
GET  accounts:password_change     302 200 200 200 200 200 200 200 200 200 200
POST accounts:password_change     403 200 200 200 200 200 200 200 200 200 200
GET  accounts:profile             302 200 200 200 200 200 200 200 200 200 200
GET  agencies:list                302 200 200 200 200 200 200 200 200 200 200
GET  plans:list                   302 200 200 200 200 200 200 200 200 200 200
GET  plans:create                 302 200 403 403 403 403 403 403 200 403 200
POST plans:create                 403 200 403 403 403 403 403 403 200 403 200
GET  plans:edit                   302 404 404 403 403 403 403 403 200 403 200
POST plans:edit                   403 404 404 403 403 403 403 403 200 403 200
GET  plans:signed_file            302 404 404 200 200 200 200 200 200 200 200
GET  plans:add_task               302 404 404 403 403 403 403 403 200 403 200
POST plans:add_task               403 404 404 403 403 403 403 403 200 403 200
GET  plans:tasks                  302 200 200 200 200 200 200 200 200 200 200
GET  plans:task                   302 404 404 200 200 200 200 200 200 200 200
GET  plans:edit_task              302 404 404 403 403 403 403 403 200 403 200
POST plans:edit_task              403 404 404 403 403 403 403 403 200 403 200
GET  plans:delete_task            302 404 404 403 403 403 403 403 200 403 200
POST plans:delete_task            403 404 404 403 403 403 403 403 302 403 302
POST plans:move_task              403 404 404 403 403 403 403 403 302 403 302
GET  plans:report_progress        302 404 404 200 403 403 403 403 200 403 200
POST plans:report_progress        403 404 404 200 403 403 403 403 200 403 200
GET  plans:evidence               302 404 404 200 200 200 200 200 200 200 200
GET  targets:list                 302 200 200 200 200 200 200 200 200 200 200
GET  targets:detail               302 404 404 200 200 200 200 200 200 200 200
GET  targets:edit                 302 404 404 403 403 403 403 403 200 403 200
POST targets:edit                 403 404 404 403 403 403 403 403 200 403 200
GET  targets:amend                302 404 404 403 403 403 403 403 200 403 200
POST targets:amend                403 404 404 403 403 403 403 403 200 403 200
GET  targets:withdraw             302 404 404 403 403 403 403 403 200 403 200
POST targets:withdraw             403 404 404 403 403 403 403 403 200 403 200
POST targets:restore              403 404 404 403 403 403 403 403 302 403 302
GET  targets:delete               302 404 404 403 403 403 403 403 200 403 200
POST targets:delete               403 404 404 403 403 403 403 403 200 403 200
POST targets:move                 403 404 404 403 403 403 403 403 302 403 302
GET  targets:create               302 404 404 403 403 403 403 403 200 403 200
POST targets:create               403 404 404 403 403 403 403 403 200 403 200
POST targets:restate              403 404 404 403 403 403 403 403 200 403 200
GET  targets:copy_plan            302 404 404 403 403 403 403 403 200 403 200
POST targets:copy_plan            403 404 404 403 403 403 403 403 200 403 200
GET  targets:delete_draft         302 404 404 403 403 403 403 403 403 403 403
POST targets:delete_draft         403 404 404 403 403 403 403 403 403 403 403
GET  targets:review_copy          302 404 404 403 403 403 403 403 200 403 200
GET  targets:indicators           302 200 200 200 200 200 200 200 200 200 200
GET  targets:create_indicator     302 200 403 403 403 403 403 403 200 403 200
POST targets:create_indicator     403 200 403 403 403 403 403 403 200 403 200
GET  targets:indicator            302 200 200 200 200 200 200 200 200 200 200
GET  targets:edit_indicator       302 403 403 403 403 403 403 403 200 403 200
POST targets:edit_indicator       403 403 403 403 403 403 403 403 200 403 200
GET  targets:indicator_checks     302 403 403 403 403 403 403 403 200 403 200
POST targets:indicator_checks     403 403 403 403 403 403 403 403 200 403 200
GET  targets:exempt               302 200 403 403 403 403 403 403 200 403 200
POST targets:exempt               403 200 403 403 403 403 403 403 200 403 200
GET  targets:end_exemption        302 404 404 403 403 403 403 403 200 403 200
POST targets:end_exemption        403 404 404 403 403 403 403 403 200 403 200
GET  targets:submissions          302 200 200 200 200 200 200 200 200 200 200
GET  targets:export_figures       302 302 302 200 200 200 200 200 200 200 200
GET  targets:overview             302 200 200 200 200 200 200 200 200 200 200
GET  targets:timeliness           302 200 200 200 200 200 200 200 200 200 200
GET  targets:submission           302 404 404 200 200 200 200 200 200 200 200
POST targets:submission           403 404 404 200 403 403 403 403 200 403 200
POST targets:save_cells           403 404 404 409 403 403 403 403 409 403 409
GET  targets:approve_submission   302 404 404 403 403 403 403 403 200 403 200
POST targets:approve_submission   403 404 404 403 403 403 403 403 200 403 200
GET  targets:return_submission    302 404 404 403 403 403 403 403 200 403 200
POST targets:return_submission    403 404 404 403 403 403 403 403 200 403 200
GET  targets:withdraw_submission  302 404 404 200 403 403 403 403 403 403 403
POST targets:withdraw_submission  403 404 404 200 403 403 403 403 403 403 403
GET  targets:sign_submission      302 404 404 403 200 403 403 403 403 403 200
POST targets:sign_submission      403 404 404 403 200 403 403 403 403 403 200
GET  targets:decline_submission   302 404 404 403 200 403 403 403 403 403 200
POST targets:decline_submission   403 404 404 403 200 403 403 403 403 403 200
GET  targets:signed_paper         302 404 404 200 200 200 200 200 200 200 200
GET  targets:approve_many         302 200 403 403 403 403 403 403 200 403 200
POST targets:approve_many         403 200 403 403 403 403 403 403 200 403 200
GET  targets:corrections          302 200 200 200 200 200 200 200 200 200 200
GET  targets:request_correction   302 404 404 200 403 403 403 403 200 403 200
POST targets:request_correction   403 404 404 200 403 403 403 403 200 403 200
GET  targets:decide_correction    302 404 404 200 200 200 200 200 200 200 200
POST targets:decide_correction    403 404 404 403 403 403 403 403 200 403 200
POST targets:withdraw_correction  403 404 404 302 403 403 403 403 403 403 403
GET  targets:correction_evidence  302 404 404 200 200 200 200 200 200 200 200
GET  targets:figure_history       302 404 404 200 200 200 200 200 200 200 200
GET  targets:figure_evidence      302 404 404 200 200 200 200 200 200 200 200
GET  targets:workbook             302 404 404 200 200 200 200 200 200 200 200
GET  targets:workbooks            302 200 200 200 403 403 403 403 200 403 200
GET  targets:upload_workbook      302 404 404 403 403 403 403 403 403 403 403
POST targets:upload_workbook      403 404 404 403 403 403 403 403 403 403 403
GET  targets:upload_workbooks     302 200 200 200 403 403 403 403 200 403 200
POST targets:upload_workbooks     403 200 200 200 403 403 403 403 200 403 200
GET  targets:workbook_preview     302 404 404 200 404 404 404 404 200 404 200
POST targets:workbook_preview     403 404 404 200 404 404 404 404 200 404 200
GET  targets:workbook_file        302 404 404 200 404 404 404 404 200 404 200
POST targets:save_task            403 404 404 409 403 403 403 403 409 403 409
GET  targets:task_evidence        302 404 404 200 200 200 200 200 200 200 200
GET  targets:outside_figures      302 200 200 200 200 200 200 200 200 200 200
GET  targets:record_outside       302 200 403 403 403 403 403 403 200 403 200
POST targets:record_outside       403 200 403 403 403 403 403 403 200 403 200
GET  targets:outside_figure       302 404 404 404 404 200 200 200 200 200 200
GET  targets:change_outside       302 404 404 404 404 403 403 403 200 403 200
POST targets:change_outside       403 404 404 404 404 403 403 403 200 403 200
GET  targets:confirm_outside      302 404 404 404 404 403 403 403 403 403 200
POST targets:confirm_outside      403 404 404 404 404 403 403 403 403 403 200
GET  targets:outside_evidence     302 404 404 404 404 200 200 200 200 200 200
GET  targets:forms                302 200 200 200 200 200 200 200 200 200 200
GET  targets:create_form          302 200 403 403 403 403 403 403 200 403 200
POST targets:create_form          403 200 403 403 403 403 403 403 200 403 200
GET  targets:form                 302 404 404 200 200 200 200 200 200 200 200
GET  targets:change_form          302 404 404 403 403 403 403 403 200 403 200
POST targets:change_form          403 404 404 403 403 403 403 403 200 403 200
GET  targets:periods              302 200 403 403 403 403 403 403 200 403 200
POST targets:make_periods         403 302 403 403 403 403 403 403 302 403 302
POST targets:open_period          403 404 404 403 403 403 403 403 302 403 302
POST targets:open_all_periods     403 404 404 404 404 403 403 403 302 403 302
GET  targets:period_dates         302 404 404 404 404 403 403 403 200 403 200
POST targets:period_dates         403 404 404 404 404 403 403 403 200 403 200
GET  targets:close_period         302 404 404 404 404 403 403 403 200 403 200
POST targets:close_period         403 404 404 404 404 403 403 403 302 403 302
GET  targets:reopen_period        302 404 404 404 404 403 403 403 200 403 200
POST targets:reopen_period        403 404 404 404 404 403 403 403 200 403 200
GET  targets:openings             302 200 403 403 403 403 403 403 200 403 200
GET  targets:open_for_agency      302 404 404 403 403 403 403 403 200 403 200
POST targets:open_for_agency      403 404 404 403 403 403 403 403 200 403 200
GET  targets:end_opening          302 404 404 403 403 403 403 403 200 403 200
POST targets:end_opening          403 404 404 403 403 403 403 403 302 403 302
GET  dossiers:sources             302 200 403 403 403 403 403 403 200 403 200
GET  dossiers:create              302 200 403 403 403 403 403 403 200 403 200
POST dossiers:create              403 200 403 403 403 403 403 403 200 403 200
GET  dossiers:edit                302 404 404 404 404 403 403 403 200 403 200
POST dossiers:edit                403 404 404 404 404 403 403 403 200 403 200
GET  dossiers:sample              302 404 404 404 404 403 403 403 200 403 200
POST dossiers:sample              403 404 404 404 404 403 403 403 200 403 200
POST dossiers:forget_name         403 404 404 404 404 403 403 403 302 403 302
GET  dossiers:upload              302 404 404 404 404 403 403 403 200 403 200
POST dossiers:upload              403 404 404 404 404 403 403 403 200 403 200
GET  dossiers:review              302 404 404 404 404 403 403 403 200 403 200
POST dossiers:review              403 404 404 404 404 403 403 403 200 403 200
POST dossiers:name_agencies       403 404 404 404 404 403 403 403 302 403 302
GET  dossiers:file                302 404 404 404 404 403 403 403 200 403 200
GET  dossiers:report              302 404 404 200 200 200 200 200 200 200 200
POST dossiers:report              403 404 404 200 403 403 403 403 200 403 200
GET  dossiers:settle              302 404 404 200 200 200 200 200 200 200 200
POST dossiers:settle              403 404 404 200 403 403 403 403 403 403 200
GET  dossiers:disputes            302 200 403 403 403 403 403 403 200 403 200
GET  dossiers:answer              302 404 404 403 403 403 403 403 200 403 200
POST dossiers:answer              403 404 404 403 403 403 403 403 200 403 200
GET  intake:begin                 302 200 403 403 403 403 403 403 200 403 200
POST intake:begin                 403 200 403 403 403 403 403 403 200 403 200
GET  intake:begin_for_plan        302 404 404 403 403 403 403 403 200 403 200
POST intake:begin_for_plan        403 404 404 403 403 403 403 403 200 403 200
GET  intake:review                302 404 404 404 404 404 404 404 200 404 200
GET  intake:file                  302 404 404 404 404 404 404 404 200 404 200
POST intake:accept_settled        403 404 404 404 404 404 404 404 302 404 302
GET  intake:drop                  302 404 404 404 404 404 404 404 200 404 200
POST intake:drop                  403 404 404 404 404 404 404 404 302 404 302
GET  intake:add                   302 404 404 404 404 404 404 404 200 404 200
POST intake:add                   403 404 404 404 404 404 404 404 200 404 200
POST intake:write                 403 404 404 404 404 404 404 404 200 404 200
POST intake:add_to_plan           403 404 404 404 404 404 404 404 302 404 302
POST intake:decide                403 404 404 404 404 404 404 404 302 404 302
GET  intake:change                302 404 404 404 404 404 404 404 200 404 200
POST intake:change                403 404 404 404 404 404 404 404 200 404 200
POST intake:restate               403 404 404 404 404 404 404 404 200 404 200
GET  reminders:duties             302 200 200 200 200 200 200 200 200 200 200
GET  reminders:enquiries          302 200 200 200 200 200 200 200 200 200 200
GET  reminders:ask                302 200 403 403 200 200 403 403 200 403 200
POST reminders:ask                403 200 403 403 200 200 403 403 200 403 200
POST reminders:nudge              403 404 404 403 302 302 403 403 302 403 302
POST reminders:nudge_late         403 404 403 403 404 404 403 403 404 403 404
GET  reminders:enquiry            302 404 404 200 200 200 200 200 200 200 200
GET  reminders:answer             302 404 404 200 200 403 403 403 403 403 200
POST reminders:answer             403 404 404 200 200 403 403 403 403 403 200
POST reminders:ask_more           403 404 404 403 403 200 403 403 200 403 200
POST reminders:close              403 404 404 403 403 200 403 403 200 403 200
GET  reminders:paper              302 404 404 200 200 200 200 200 200 200 200
GET  reminders:choices            302 200 200 200 200 200 200 200 200 200 200
POST reminders:choices            403 302 302 302 302 302 302 302 302 302 302
GET  reports:consolidated         302 200 200 200 200 200 200 200 200 200 200
POST reports:consolidated         403 200 200 200 200 200 200 200 200 200 200
GET  reports:exports              302 200 200 200 200 200 200 200 200 200 200
GET  reports:exported             302 404 404 404 404 200 200 200 200 200 200
GET  reports:exported_word        302 404 404 404 404 200 200 200 200 200 200
GET  reports:exported_sheet       302 404 404 404 404 200 200 200 200 200 200
GET  reports:mark_issued          302 404 404 404 404 403 403 403 200 403 200
POST reports:mark_issued          403 404 404 404 404 403 403 403 200 403 200
POST reports:unmark_issued        403 404 404 404 404 403 403 403 302 403 302
GET  dashboard:home               302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:by_agency          302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:ranking            302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:ranking_file       302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:ranking_by_plan    302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:ranking_by_plan_file 302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:not_reported       302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:duties             302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:find_office        302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:suggest_offices    302 200 200 200 200 200 200 200 200 200 200
GET  dashboard:basis              302 404 404 404 404 200 200 200 200 200 200
GET  dashboard:agency             302 404 404 200 200 200 200 200 200 200 200
GET  dashboard:plan               302 404 404 200 200 200 200 200 200 200 200
GET  dashboard:plan_tasks         302 404 404 200 200 200 200 200 200 200 200
GET  dashboard:plan_document      302 404 404 200 200 200 200 200 200 200 200
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
SPOKEN_OF_ELSEWHERE = {
    "accounts:login": "tests/accounts",
    "ui:gallery": "tests/ui, there only while developing",
}
APPS = (
    "accounts",
    "agencies",
    "periods",
    "plans",
    "targets",
    "dossiers",
    "intake",
    "reminders",
    "reports",
    "dashboard",
    "ui",
)
KEYS = {  # an address says pk; what it means stands before it
    "targets:sign_submission": "handed",
    "targets:decline_submission": "handed",
    "targets:signed_paper": "handed",
    "targets:decide_correction": "correction",
    "targets:withdraw_correction": "correction",
    "targets:correction_evidence": "correction",
    "targets:outside_figure": "outside",
    "targets:change_outside": "outside",
    "targets:confirm_outside": "outside",
    "targets:outside_evidence": "outside",
    "targets:workbook_preview": "workbook",
    "targets:workbook_file": "workbook",
    "targets:form": "form",
    "targets:change_form": "form",
    "targets:open_period": "form",
    "targets:end_opening": "opening",
    **dict.fromkeys(("dossiers:edit", "dossiers:sample", "dossiers:forget_name", "dossiers:upload"), "source"),
    **dict.fromkeys(("dossiers:review", "dossiers:name_agencies", "dossiers:file"), "loading"),
    **dict.fromkeys(("dossiers:settle", "dossiers:answer"), "sourced_figure"),
    "dossiers:report": "sourced_report",
    **dict.fromkeys((f"reminders:{step}" for step in ("enquiry", "answer", "ask_more", "close", "paper")), "enquiry"),
    **dict.fromkeys(
        (f"reports:{step}" for step in ("exported", "exported_word", "exported_sheet", "mark_issued", "unmark_issued")),
        "export",
    ),
}
FILES = {
    "targets:outside_evidence": "outside_file",
    "targets:figure_evidence": "figure_file",
    "targets:task_evidence": "task_file",
    "targets:signed_paper": "signed_file",
    "targets:correction_evidence": "correction_file",
    "reminders:paper": "answer_file",
}
FIGURES = {"targets:request_correction": "confirmed_figure"}


def patterns() -> dict[str, list[str]]:
    """Each named address of our own apps, with the names of what it takes."""
    found = {}
    for app, (_, resolver) in get_resolver().namespace_dict.items():
        if app in APPS:
            for name in filter(lambda key: isinstance(key, str), resolver.reverse_dict):
                found[f"{app}:{name}"] = resolver.reverse_dict[name][0][0][1]
    return found


def address(name: str, keys: dict) -> str:
    """The address with the world's own objects in it."""
    known = {**keys, "key": parse_slug(keys["key"]), "pk": keys[KEYS.get(name, "submission")], "form_pk": keys["form"]}
    known["submission_pk"] = keys["submission"]
    known["file_pk"] = keys[FILES.get(name, "figure_file")]
    known["figure_pk"] = keys[FIGURES.get(name, "figure_pk")]
    return reverse(name, kwargs={taken: known[taken] for taken in patterns()[name]})


def session_of(person) -> dict[str, str]:
    """The cookies of somebody who has logged in; of a visitor none."""
    client = Client()
    if person:
        client.force_login(person)
    return {name: cookie.value for name, cookie in client.cookies.items()}


def answer(session: dict[str, str], method: str, path: str) -> str:
    """The status, with whatever the request did undone."""
    client = Client()
    client.cookies.load(session)
    with transaction.atomic():
        response = getattr(client, method.lower())(path)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return str(response.status_code)


@pytest.fixture(scope="module")
def built(kept):
    return kept(world.build)


@pytest.fixture(scope="module")
def sessions(kept, built):
    return kept(lambda: {who: session_of(person) for who, person in built.people.items()})


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_who_gets_in(built, sessions, row):
    method, name, *expected = row
    path = address(name, built.keys)
    answers = {who: answer(sessions[who], method, path) for who in WHO}
    assert answers == dict(zip(WHO, expected, strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted({row[1] for row in ROWS}))
def test_a_method_that_is_not_in_the_table_is_refused(built, sessions, name):
    allowed = {row[0] for row in ROWS if row[1] == name}
    refused = {"GET", "POST", "PUT", "DELETE"} - allowed
    path = address(name, built.keys)
    assert {answer(sessions["toàn quyền"], method, path) for method in refused} == {"405"}


def test_every_address_is_in_the_table():
    spoken_of = {row[1] for row in ROWS} | set(SPOKEN_OF_ELSEWHERE)
    assert set(patterns()) == spoken_of


def test_the_people_stand_in_the_order_of_the_table():
    assert all(re.fullmatch(r"\d{3}", code) for row in ROWS for code in row[2:])
    assert {len(row) for row in ROWS} == {2 + len(WHO)}
