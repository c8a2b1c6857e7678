"""Sources: the list, describing a new one from a sample, mapping its columns."""

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import do_once
from documents.checks import clean_name
from dossiers.actions import sources as actions
from dossiers.forms import MappingForm, NewSampleForm, NewSourceForm, disputed_for
from dossiers.models import AgencyAlias, DossierSource
from dossiers.permissions import can_load, can_load_somewhere
from dossiers.reading import place_of, read_export, require_columns
from dossiers.takeover import headings_of
from ui.filters import page_of
from ui.permissions import require

SHOWN_NAMES = 200


def crumbs(*more) -> list[tuple[str, str]]:
    return [
        ("Số liệu", reverse("targets:submissions")),
        ("Số liệu từ hệ thống khác", reverse("dossiers:sources")),
        *more,
    ]


def found_source(request, pk: int) -> DossierSource:
    """A source within the person's scope, which they may use."""
    seen = DossierSource.objects.seen_by(request.user).select_related("office", "form", "changed_by")
    source = get_object_or_404(seen, pk=pk)
    require(can_load(request.user, source))
    return source


@require_safe
def sources(request):
    require(can_load_somewhere(request.user))
    rows = (
        DossierSource.objects.loaded_by(request.user)
        .select_related("office", "form")
        .annotate(
            mapped_count=Count("mapped__indicator", distinct=True),
            last_loaded_at=Max("loadings__upload__applied_at", filter=Q(loadings__upload__applied_at__isnull=False)),
        )
        .order_by("name", "pk")
    )
    page = page_of(rows, request.GET)
    context = {
        "page": page,
        "disputed_count": disputed_for(request.user).count(),
        "has_sample_data": any(row.office.is_sample for row in page.object_list),
        "crumbs": crumbs()[:1],
    }
    return render(request, "dossiers/sources.html", context)


@require_http_methods(["GET", "POST"])
def create(request):
    require(can_load_somewhere(request.user))
    form = NewSourceForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():

        def act() -> str:
            given = form.cleaned_data
            made = actions.create_source(
                by=request.user, name=given["name"], office=given["office"], form=given["form"], **sample_of(form)
            )
            return reverse("dossiers:edit", args=[made.pk])

        with form.refusals():
            address = do_once(form, by=request.user, act=act)
            messages.success(request, "Đã đọc tệp mẫu. Bước tiếp theo: chọn cột cho từng số liệu.")
            return redirect(address)
    return render(request, "dossiers/source_form.html", {"form": form, "crumbs": crumbs()})


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    source = found_source(request, pk)
    form = MappingForm(request.POST or None, source=source, headings=headings_of(source))
    if form.is_valid():
        given = form.cleaned_data
        with form.refusals():
            actions.map_columns(
                by=request.user,
                source=source,
                revision=form.revision,
                name=given["name"],
                agency_heading=given["agency_heading"],
                agency_by=given["agency_by"],
                mapping=form.mapping,
            )
            messages.success(request, "Đã lưu cách nối cột. Từ nay chỉ cần nạp tệp mỗi kỳ.")
            return redirect("dossiers:upload", source.pk)
    context = {
        "form": form,
        "source": source,
        "columns": source.known_columns,
        "sections": form.sections(),
        "aliases": source.aliases.select_related("agency", "by")[:SHOWN_NAMES],
        "has_sample_data": source.office.is_sample,
        "crumbs": crumbs(),
    }
    return render(request, "dossiers/source_edit.html", context)


@require_http_methods(["GET", "POST"])
def sample(request, pk):
    source = found_source(request, pk)
    form = NewSampleForm(request.POST or None, request.FILES or None, source=source)
    if form.is_valid():
        with form.refusals():
            actions.change_sample(by=request.user, source=source, revision=form.revision, **sample_of(form))
            messages.success(request, "Đã đọc tệp mẫu mới. Xem lại các cột đã nối.")
            return redirect("dossiers:edit", source.pk)
    trail = crumbs((str(source), reverse("dossiers:edit", args=[source.pk])))
    return render(request, "dossiers/source_form.html", {"form": form, "source": source, "crumbs": trail})


def sample_of(form) -> dict:
    """What the sample shows: where its headings stand, and its columns."""
    upload = form.cleaned_data["sample"]
    rows = read_export(upload)
    place = place_of(rows, form.cleaned_data["first_row"], form.cleaned_data["depth"])
    return {"sample_name": clean_name(upload.name), "place": place, "columns": require_columns(rows, place)}


@require_POST
def forget(request, pk, alias_pk):
    source = found_source(request, pk)
    alias = get_object_or_404(AgencyAlias.objects.select_related("source"), pk=alias_pk, source=source)
    actions.forget_name(by=request.user, alias=alias)
    messages.success(request, f"Đã bỏ tên “{alias.text}”; lần nạp sau sẽ hỏi lại nếu chưa nhận ra.")
    return redirect("dossiers:edit", source.pk)
