"""What changes something, measured and taken back: a report confirmed, many agencies merged; and the large Excel file."""

from collections.abc import Callable
from statistics import median

from django.db import connection, transaction

from accounts.models import User
from accounts.roles import Role
from agencies.actions import reorganise_by_list
from agencies.listed_rows import COLUMNS, Form, read_listed
from agencies.models import Agency
from dashboard.benching import bare
from dashboard.benching.forgetting import forget
from dashboard.benching.lines import Limit, Line
from dashboard.benching.memory import begin_anew, peak_mb
from dashboard.measuring import MILLISECONDS, Recorder, Times, milliseconds, run
from dashboard.nation import codes, landmarks
from targets.actions import submissions
from targets.export import Wanted, write_figures
from targets.models import Submission
from ui.days import write_day
from ui.numbers import write_number

ROWS_OF_A_FILE = 50_000
FEWER = 10  # what takes seconds is done so many times less often
MERGED_TOGETHER, MOST_MERGED = 3, 300
MERGED_ON = codes.SEEN_ON.replace(day=1)


def taken_back(work: Callable[[], object]) -> tuple[float, Recorder]:
    """Milliseconds and queries of something done in a transaction, with the constraints that are checked at its end;
    then it is undone."""
    recorder = Recorder()

    def as_committed():
        with connection.execute_wrapper(recorder):
            work()
        if connection.vendor == "postgresql":
            connection.check_constraints()

    with transaction.atomic():
        taken = milliseconds(as_committed)
        transaction.set_rollback(True)
    return taken, recorder


def rows_said_by(recorder: Recorder) -> int | None:
    """SQLite does not say how many rows a query reads."""
    return recorder.rows if connection.vendor == "postgresql" else None


def approval(label: str, repeat: int) -> Line:
    """One report of thirty figures, five levels below the top, confirmed by its province."""
    report, checker = landmarks.deep_report(), landmarks.checkers()[0]

    def approve():
        submissions.approve(by=checker, submission=report, revision=report.revision)

    begin_anew()
    forget()
    first, _ = taken_back(approve)
    tries = [(taken_back(approve), taken_back(lambda: bare.approve(report))) for _ in range(repeat)]
    times, recorders = zip(*(own for own, _ in tries), strict=True)
    return Line(
        label=label,
        remark=f"{report.figures.count()} số liệu, cấp {report.agency.depth}",
        queries=len(recorders[0].queries),
        rows=rows_said_by(recorders[0]),
        ms=Times(times).median,
        high=Times(times).high,
        first=first,
        sql=median(recorder.seconds for recorder in recorders) * MILLISECONDS,
        bare=median(taken for _, (taken, _) in tries),
        mb=peak_mb(),
        limit=Limit(ms=60),
    )


def excel_file(label: str, repeat: int) -> Line:
    """The figures of many reports of a province, as its officer downloads them."""
    officer = landmarks.officer(landmarks.province())
    reports = _reports_of_a_file(officer)
    wanted = Wanted(reports)
    begin_anew()
    tries = [_written(wanted) for _ in range(max(repeat // FEWER, 1))]
    mb = peak_mb()
    times, recorder = Times([taken for taken, _ in tries]), tries[0][1]
    return Line(
        label=label,
        remark=f"{write_number(wanted.count_to_the_most())} dòng",
        queries=len(recorder.queries),
        rows=run(recorder.queries),
        ms=times.median,
        high=times.high,
        first=times.each[0],
        sql=milliseconds(lambda: run(recorder.queries)),
        bare=milliseconds(lambda: bare.figures_of(reports)),
        mb=mb,
        limit=Limit(mb=200),
    )


def _written(wanted: Wanted) -> tuple[float, Recorder]:
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        taken = milliseconds(lambda: write_figures(wanted, asked="Đo", today=codes.SEEN_ON).close())
    return taken, recorder


def _reports_of_a_file(officer: User):
    """So many reports that they hold about as many figures as are asked for; the nation's first province has them."""
    form = landmarks.form()
    some = Submission.objects.filter(form=form).order_by("pk").values("pk")[: ROWS_OF_A_FILE // form.lines.count()]
    return Submission.objects.given_or_checked_by(officer).filter(pk__in=some)


def mergers(label: str, repeat: int) -> Line:
    """Communes merged three by three by one file, with everything that follows: tree, groups, totals."""
    by = User.objects.get(username=codes.username(codes.ROOT, Role.ADMINISTRATOR))
    rows, _, _ = read_listed(_sheet_of_mergers())

    def merge():
        reorganise_by_list(by=by, rows=rows, pass_groups=True, today=codes.SEEN_ON)

    begin_anew()
    tries = [taken_back(merge) for _ in range(max(repeat // FEWER, 1))]
    times, recorder = Times([taken for taken, _ in tries]), tries[0][1]
    return Line(
        label=label,
        remark=f"{len(rows)} thành {len(rows) // MERGED_TOGETHER}",
        queries=len(recorder.queries),
        rows=rows_said_by(recorder),
        ms=times.median,
        high=times.high,
        first=times.each[0],
        sql=recorder.seconds * MILLISECONDS,
        mb=peak_mb(),
        limit=Limit(ms=60_000),
    )


def _sheet_of_mergers() -> list[list[str]]:
    """A file as an administrator uploads it: neighbours of one province become one commune of a new name."""
    communes = Agency.objects.filter(
        kind=Agency.Kind.COMMUNE, dissolved_on__isnull=True, path__startswith=landmarks.nation().path
    )
    of_parents: dict[int, list[Agency]] = {}
    for commune in communes.select_related("parent").order_by("path"):
        of_parents.setdefault(commune.parent_id, []).append(commune)
    sheet = [list(COLUMNS.values())]
    for siblings in of_parents.values():
        for start in range(0, len(siblings) - len(siblings) % MERGED_TOGETHER, MERGED_TOGETHER):
            together = siblings[start : start + MERGED_TOGETHER]
            if len(sheet) <= MOST_MERGED:
                sheet += [_line(commune, together[0]) for commune in together]
    return sheet


def _line(commune: Agency, first: Agency) -> list[str]:
    kind = Agency.Kind.COMMUNE.label
    written = {
        "day": write_day(MERGED_ON),
        "decision": "1/NQ-UBTVQH",
        "kind": Form.MERGE,
        "old_code": commune.code,
        "new_code": f"{first.code}.M",
        "new_name": f"{first.name} mới",
        "agency_kind": kind,
        "parent_code": first.parent.code,
    }
    return [written.get(field, "") for field in COLUMNS]


WORKS: dict[str, Callable[[str, int], Line]] = {
    "Tệp Excel của số liệu": excel_file,
    "Xác nhận một báo cáo": approval,
    "Sáp nhập xã bằng một tệp": mergers,
}
