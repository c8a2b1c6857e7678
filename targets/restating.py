"""A stored version of a target as the plain rule that is put into words; and what two versions differ in."""

from decimal import Decimal

from agencies.models import Agency
from targets.models import TargetVersion
from targets.terms import Kind, Path, Scope, SourceKind
from targets.worded_rule import Condition, Rule, quantity, unit_of
from targets.wording import condition_text, sentence, when_text
from ui.days import write_day


def rule_of(version: TargetVersion) -> Rule:
    """The rule in plain values. The target's indicator and, with `with_names`, everybody named cost no query."""
    indicator = version.target.indicator
    outer = Condition(version.comparator, version.value, version.value_max)
    inner = Condition(version.inner_comparator, version.inner_value, version.inner_value_max)
    is_share = version.scope == Scope.SHARE
    return Rule(
        indicator=indicator.name,
        kind=indicator.kind,
        condition=inner if is_share else outer,
        outer=outer if is_share else Condition(),
        unit=indicator.unit,
        better=indicator.better,
        grade_steps=tuple(indicator.grade_steps),
        part_of=indicator.part_of.name if indicator.part_of else "",
        split_from=indicator.split_from.name if indicator.split_from else "",
        scope=version.scope,
        judged=judged_name(version),
        unit_noun=version.judged_group.unit_noun if version.judged_group else "đơn vị",
        exact=version.exact,
        relative_kind=version.relative_kind,
        goes_down=version.direction == TargetVersion.Direction.DOWN,
        baseline_year=version.baseline_year,
        baseline=baseline_of_whole(version) if version.pk else None,
        path=version.path,
        window=version.window,
        first_year=version.first_year,
        last_year=version.last_year,
        due_kind=version.due_kind,
        due_order=version.due_order,
        due_on=version.due_on,
        stretch=version.stretch,
        is_published=indicator.source_kind == SourceKind.OUTSIDE,
    )


def sentence_of(version: TargetVersion) -> str:
    return sentence(rule_of(version))


def condition_of(version: TargetVersion) -> str:
    return condition_text(rule_of(version))


def judged_name(version: TargetVersion) -> str:
    """Who is judged, by name: a group, an agency, else the plan's issuer."""
    judged: Agency = version.judged_group or version.judged_agency or version.target.plan.issuer
    return judged.name


def baseline_of_whole(version: TargetVersion) -> Decimal | None:
    """The typed baseline of the judged whole; None where none was typed."""
    return next((row.value for row in version.baselines.all() if row.agency_id is None), None)


def facts_of(version: TargetVersion) -> list[tuple[str, str]]:
    """(term, value) of everything that the sentence leaves out or that a reader looks up; only what is filled in."""
    rule = rule_of(version)
    unit = unit_of(rule.kind, rule.unit)
    facts = [
        ("Phạm vi đánh giá", f"{version.get_scope_display()}: {judged_name(version)}"),
        ("Chủ trì", version.lead_agency),
        ("Theo dõi, đánh giá", version.watching_agency),
        ("Lãnh đạo phụ trách", version.leader),
        ("Điều kiện", condition_text(rule)),
        ("Thời gian đánh giá", when_text(rule)),
        ("Cách phấn đấu", "" if rule.kind in (Kind.COUNT, Kind.YES_NO) else Path(version.path).label),
        ("Ngưỡng gần đạt", near_words(rule.kind, version.tolerance, unit)),
        ("Mốc phấn đấu", milestone_words(version, unit)),
        ("Giá trị gốc", baseline_words(version, unit)),
        ("Hướng tới", version.stretch),
    ]
    return [(term, _begun(str(value))) for term, value in facts if value]


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def near_words(kind: str, tolerance, unit: str) -> str:
    """ "thiếu không quá 1 điểm phần trăm"; empty where nothing is ever near."""
    if not tolerance:
        return ""
    if kind == Kind.RANK:
        return f"kém không quá {quantity(tolerance, 'bậc')}"
    return f"kém không quá {quantity(tolerance, 'điểm phần trăm' if unit == '%' else unit)}"


def milestone_words(version: TargetVersion, unit: str) -> str:
    rows = sorted(version.milestones.all(), key=lambda row: row.period.sort_key)
    return "; ".join(
        f"hết {row.period.name[:1].lower()}{row.period.name[1:]}: {quantity(row.value, unit)}" for row in rows
    )


def baseline_words(version: TargetVersion, unit: str) -> str:
    """The typed baselines; without one, the year whose result is taken."""
    typed = [
        f"{f'{row.agency}: ' if row.agency else ''}{quantity(row.value, unit)}{f' ({row.source})' if row.source else ''}"
        for row in version.baselines.all()
    ]
    if not typed and version.baseline_year:
        return f"kết quả năm {version.baseline_year} trong hệ thống"
    return "; ".join(typed)


def differences(old: TargetVersion, new: TargetVersion) -> list[tuple[str, str, str]]:
    """(term, before, after) of everything in which two versions of one target differ."""
    before, after = dict(facts_of(old)), dict(facts_of(new))
    terms = list(dict.fromkeys([*before, *after]))
    changed = [(term, str(before.get(term, "")), str(after.get(term, ""))) for term in terms]
    return [row for row in changed if row[1] != row[2]]


def life_of(version: TargetVersion) -> str:
    """ "từ 01/07/2026", "đến trước 01/07/2026", "từ đầu"."""
    since = f"từ ngày {write_day(version.from_day)}" if version.from_day else "từ đầu"
    return f"{since}, đến trước ngày {write_day(version.until)}" if version.until else since
