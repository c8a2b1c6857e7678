"""The pages on which a reorganisation is typed, shown as it will happen, and confirmed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.once import do_once
from agencies import actions, reorganising
from agencies.actions import ChangedSincePreview
from agencies.changes import Reorganisation
from agencies.forms import DissolveForm, MergeForm, MoveForm, RenameForm, SplitForm, SplitParts
from agencies.models import Agency
from agencies.permissions import managed_agencies


@dataclass
class Step:
    """One kind of reorganisation on its page. `preview` reads the valid form; `carry_out` does it, given what was seen."""

    title: str
    action: str
    form: object
    preview: Callable[[], Reorganisation]
    carry_out: Callable[[str], object]
    done: str
    back_url: str
    about: Agency | None = None
    parts: object = None
    is_ending: bool = False

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.parts is None or self.parts.is_valid()])


def page(request, step: Step):
    """First the form, then the form with what will happen, then the deed; anything that changed between is shown anew."""
    plan = None
    if request.method == "POST" and step.is_valid():
        seen = request.POST.get("seen", "") if "confirm" in request.POST else ""
        try:
            if seen:
                return redirect(do_once(step.form, by=request.user, act=lambda: _carry_out(request, step, seen)))
            plan = step.preview()
        except ValidationError as refusal:
            step.form.refuse(refusal)
            plan = step.preview() if isinstance(refusal, ChangedSincePreview) else None
    context = {
        **admin.site.each_context(request),
        "title": step.title,
        "step": step,
        "form": step.form,
        "plan": plan,
        "notices": plan.notices if plan else (),
        "opts": Agency._meta,
        "media": step.form.media,
    }
    return render(request, "admin/agencies/reorganise.html", context)


def _carry_out(request, step: Step, seen: str) -> str:
    step.carry_out(seen)
    messages.success(request, step.done)
    return step.back_url


def _agency(request, pk: int) -> Agency:
    return get_object_or_404(managed_agencies(request.user), pk=pk)


def _back(agency: Agency) -> str:
    return reverse("admin:agencies_agency_change", args=[agency.pk])


def _given(form, *names: str) -> dict:
    return {name: form.cleaned_data[name] for name in names}


def _paper(form) -> dict:
    return {**_given(form, "day", "decision", "note"), "today": timezone.localdate()}


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request, pk: int):
    agency = _agency(request, pk)
    form = RenameForm(request.POST or None, user=request.user, initial={"new_name": agency.name})
    step = Step(
        title=f"Đổi tên: {agency}",
        action="Đổi tên",
        form=form,
        about=agency,
        preview=lambda: reorganising.renaming(agency, **_given(form, "new_name", "day", "new_short_name")),
        carry_out=lambda seen: actions.rename(
            by=request.user, agency=agency, **_given(form, "new_name", "new_short_name"), **_paper(form), seen=seen
        ),
        done=f"Đã ghi việc đổi tên {agency}.",
        back_url=_back(agency),
    )
    return page(request, step)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk: int):
    agency = _agency(request, pk)
    form = MoveForm(request.POST or None, user=request.user)
    step = Step(
        title=f"Chuyển cấp trên: {agency}",
        action="Chuyển cấp trên",
        form=form,
        about=agency,
        preview=lambda: reorganising.moving(agency, **_given(form, "parent", "day")),
        carry_out=lambda seen: actions.place(
            by=request.user, agency=agency, **_given(form, "parent"), **_paper(form), seen=seen
        ),
        done=f"Đã ghi việc chuyển cấp trên của {agency}.",
        back_url=_back(agency),
    )
    return page(request, step)


@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request, pk: int):
    agency = _agency(request, pk)
    form = DissolveForm(request.POST or None, user=request.user)
    step = Step(
        title=f"Giải thể: {agency}",
        action="Giải thể",
        form=form,
        about=agency,
        preview=lambda: reorganising.dissolution(agency, **_given(form, "taker", "day")),
        carry_out=lambda seen: actions.dissolve(
            by=request.user, agency=agency, **_given(form, "taker"), **_paper(form), seen=seen
        ),
        done=f"Đã ghi việc giải thể {agency}.",
        back_url=_back(agency),
        is_ending=True,
    )
    return page(request, step)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request):
    form = MergeForm(request.POST or None, user=request.user, initial={"agencies": request.GET.getlist("agencies")})

    def carry_out(seen):
        actions.merge(
            by=request.user,
            predecessors=form.predecessors,
            successor=form.heir,
            **_given(form, "pass_groups"),
            **_paper(form),
            seen=seen,
        )

    step = Step(
        title="Sáp nhập đơn vị",
        action="Sáp nhập",
        form=form,
        preview=lambda: reorganising.merger(form.predecessors, form.heir, **_given(form, "day", "pass_groups")),
        carry_out=carry_out,
        done="Đã ghi việc sáp nhập.",
        back_url=reverse("admin:agencies_agency_changelist"),
        is_ending=True,
    )
    return page(request, step)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request, pk: int):
    agency = _agency(request, pk)
    form = SplitForm(request.POST or None, user=request.user)
    parts = SplitParts(request.POST or None, prefix="parts", form_kwargs={"user": request.user})
    terms = partial(_terms_of_split, form, parts)
    step = Step(
        title=f"Tách: {agency}",
        action="Tách",
        form=form,
        parts=parts,
        about=agency,
        preview=lambda: reorganising.split(agency, day=form.cleaned_data["day"], **terms()),
        carry_out=lambda seen: actions.split(by=request.user, predecessor=agency, **terms(), **_paper(form), seen=seen),
        done=f"Đã ghi việc tách {agency}.",
        back_url=_back(agency),
        is_ending=True,
    )
    return page(request, step)


def _terms_of_split(form: SplitForm, parts) -> dict:
    """Into whom, and who gets the units below."""
    successors = [part.new_agency() for part in parts if part.is_filled]
    successors += list(form.cleaned_data["existing"].order_by("sort_key"))
    wanted = form.cleaned_data["children_code"].strip()
    codes = [successor.code for successor in successors]
    if wanted and wanted not in codes:
        raise ValidationError({"children_code": f"Không có đơn vị tiếp nhận nào mang mã {wanted}."})
    return {
        "successors": successors,
        "children_to": codes.index(wanted) if wanted else None,
        **_given(form, "continues", "pass_groups"),
    }
