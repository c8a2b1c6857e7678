"""How a state, a percent, a quantity, a day looks on every page. A builtin: no {% load %} needed."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.timezone import localtime

from ui import drawing, states
from ui.days import write_day
from ui.forms import error_links
from ui.numbers import round_half_up, write_number

register = template.Library()
NOTHING = "–"
MEGABYTE = Decimal(1024 * 1024)


@register.filter
def number(value, places=None):
    """1234.50 as "1.234,5"; with `places` exactly so many decimals; None as a dash."""
    return NOTHING if value in (None, "") else write_number(value, places)


@register.filter
def percent(value, places=None):
    """97.26 as "97,26%"; with `places` exactly so many decimals; None as a dash."""
    return NOTHING if value in (None, "") else f"{write_number(value, places)}%"


@register.filter
def day(value):
    """05/01/2026; None as "chưa rõ"."""
    if isinstance(value, datetime):
        value = localtime(value).date()
    return write_day(value) if isinstance(value, date) else or_unknown(value)


@register.filter
def moment(value):
    """09:12 ngày 05/01/2026, in Vietnam's time; None as "chưa rõ"."""
    return f"{localtime(value):%H:%M} ngày {write_day(localtime(value).date())}" if value else or_unknown(value)


@register.filter
def or_unknown(value):
    """What a source does not give reads "chưa rõ"."""
    return "chưa rõ" if value in (None, "") else value


@register.filter
def file_size(size):
    """A file's size as people say it: 340 KB, 2,4 MB."""
    if size < MEGABYTE:
        return f"{write_number(round_half_up(Decimal(size) / 1024, 0))} KB"
    return f"{write_number(round_half_up(size / MEGABYTE, 1))} MB"


@register.filter
def state(key, family):
    """The look of a state: {% with s=target.verdict|state:"verdict" %}{{ s.sign }} {{ s.label }}{% endwith %}."""
    return states.state(family, str(key))


@register.simple_tag
def badge(family, key, label="", provisional=False):
    """A state as a badge: {% badge "verdict" result.verdict label=result.word provisional=result.is_provisional %}."""
    return drawing.badge(states.state(family, str(key), str(label)), provisional)


@register.filter
def drawn_badge(look, provisional=False):
    """A state (an object with sign, label, tone) as a badge."""
    return drawing.badge(look, bool(provisional))


@register.filter
def drawn_bullet(found):
    """A ui.charts.Bullet, or None where there is no value."""
    return drawing.bullet(found or None)


@register.filter
def drawn_spark(found, size=""):
    """A ui.charts.Spark, or None where nothing is known; as wide as its place where `size` is "large"."""
    return drawing.spark(found or None, is_large=size == "large")


@register.filter
def drawn_stack(segments, caption):
    """The segments of ui.charts.stack, and what is counted."""
    return drawing.stack(segments, caption)


@register.inclusion_tag("components/state_legend.html")
def state_legend(family):
    """What the signs of one family of states mean, for a page that shows signs alone."""
    return {"states": states.STATES[family].values()}


@register.inclusion_tag("components/form_errors.html")
def form_errors(form, *formsets):
    """The summary of everything wrong, above a form; silent when all is well. Formsets follow their form."""
    forms = [form, *(part for formset in formsets for part in formset.forms)]
    links = [link for part in forms if part.is_bound for link in error_links(part)]
    links += [("", message, "") for formset in formsets for message in formset.non_form_errors()]
    at_fields = sum(1 for *_, target in links if target)
    return {"links": links, "at_fields": at_fields, "stale_form": form if getattr(form, "is_stale", False) else None}


@register.filter
def page_numbers(page):
    """The pages to offer around this one, with "…" for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
