"""A post: what it is, whom it answers to, its duties, what it cites, and its end."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from agreements.actions.organisation import OrganisationError, StaleOrganisationError
from agreements.actions.posts import add_post, change_post, end_post, save_citations, save_duties
from agreements.dependents import dependents_of
from agreements.forms.organisation.posts import CitationsForm, DutiesForm, EndPostForm, PostForm
from agreements.forms.rows import with_more_rows
from agreements.forms.seen import SEEN
from agreements.models import Appointment, Position, Regulation
from agreements.organisation import PostDetails
from agreements.queries.organisation import citations_of, duties_of, post_details, superiors_for
from agreements.views.organisation.desk import CONFLICT, REFUSED, keepers_only, page, post_or_404, unit_or_404


@keepers_only
def organisation_post(request: HttpRequest, unit: str, position: str) -> HttpResponse:
    """Show a post with everybody who holds, held or will hold it, its duties and what it cites."""
    post = post_or_404(unit_or_404(unit), position)
    appointments = Appointment.objects.filter(position=post).select_related("official").order_by("-start", "-pk")
    context = {
        "unit": post.unit,
        "post": post,
        "appointments": appointments,
        "today": timezone.localdate(),
        "duties": duties_of([post])[post.pk],
        "citations": citations_of([post]).get(post.pk, ()),
        "below": Position.objects.filter(superior=post).select_related("unit").order_by("order", "name"),
    }
    return page(request, "post", context)


@keepers_only
def post_new(request: HttpRequest, unit: str) -> HttpResponse:
    """Add a post to a unit."""
    row = unit_or_404(unit)
    superiors = superiors_for(row, timezone.localdate())
    last = Position.objects.filter(unit=row).order_by("-order").values_list("order", flat=True).first() or 0
    form = PostForm(request.POST or None, superiors=superiors, standing=None, own=row.pk)
    form.fields["order"].initial = last + 1
    context = {"unit": row, "post": None, "form": form}
    if request.method != "POST":
        return page(request, "post_edit", context)
    if form.is_valid():
        try:
            post = add_post(unit=row, details=form.details, by=request.user)
        except OrganisationError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, f"{post.name} ditambahkan.")
            return redirect("organisation_post", unit=row.slug, position=post.slug)
    return page(request, "post_edit", context, REFUSED)


@keepers_only
def post_edit(request: HttpRequest, unit: str, position: str) -> HttpResponse:
    """Rename a post, move it under another superior, or change how it reports."""
    post = post_or_404(unit_or_404(unit), position)
    superiors = [row for row in superiors_for(post.unit, timezone.localdate()) if row.pk != post.pk]
    if post.superior is not None and post.superior not in superiors:
        superiors.append(post.superior)

    def form_for(standing: PostDetails, data: Mapping[str, str] | None = None) -> PostForm:
        return PostForm(data, superiors=superiors, standing=standing, own=post.unit_id)

    def shown(form: PostForm, status: int = 200, standing: Position | None = None) -> HttpResponse:
        context = {"unit": post.unit, "post": post, "form": form, "dependents": dependents_of(post.unit, [post])}
        return page(request, "post_edit", context | {"standing": standing}, status)

    standing = post_details(post)
    if request.method != "POST":
        return shown(form_for(standing))
    form = form_for(standing, request.POST)
    if form.conflict:
        form.is_valid()
        return shown(form, CONFLICT, post)
    if not form.is_valid():
        return shown(form, REFUSED)
    try:
        changed = change_post(post=post, details=form.details, standing=standing, by=request.user)
    except StaleOrganisationError:
        post = post_or_404(post.unit, position)
        form = form_for(post_details(post), request.POST)
        form.is_valid()
        return shown(form, CONFLICT, post)
    except OrganisationError as error:
        form.add_error(error.field or None, str(error))
        return shown(form, REFUSED)
    messages.success(request, f"{form.details.name} disimpan." if changed else "Tidak ada yang berubah.")
    return redirect("organisation_post", unit=unit, position=position)


@keepers_only
def post_end(request: HttpRequest, unit: str, position: str) -> HttpResponse:
    """Ask for the last day of a post, and say what ends with it."""
    post = post_or_404(unit_or_404(unit), position)
    form = EndPostForm(request.POST or None, initial={"last_day": timezone.localdate()})
    context = {
        "unit": post.unit,
        "post": post,
        "form": form,
        "dependents": dependents_of(post.unit, [post]),
        "below": Position.objects.filter(superior=post, ended_on=None).order_by("order", "name"),
    }
    if request.method != "POST":
        return page(request, "post_end", context)
    if form.is_valid():
        try:
            ended = end_post(post=post, last_day=form.cleaned_data["last_day"], by=request.user)
        except OrganisationError as error:
            form.add_error(error.field or None, str(error))
        else:
            also = f" {ended} penugasan ikut berakhir." if ended else ""
            messages.success(request, f"{post.name} diakhiri.{also}")
            return redirect("organisation_unit", unit=unit)
    return page(request, "post_end", context, REFUSED)


@keepers_only
def post_duties(request: HttpRequest, unit: str, position: str) -> HttpResponse:
    """Write what a post is for, in order."""
    post = post_or_404(unit_or_404(unit), position)
    standing = duties_of([post])[post.pk]
    if request.method != "POST":
        return _lists_page(request, "duties", post, DutiesForm(standing=standing))
    if "add" in request.POST:
        wider = with_more_rows(request.POST, request.POST["add"])
        return _lists_page(request, "duties", post, DutiesForm(wider, standing=standing), adding=True)
    form = DutiesForm(request.POST, standing=standing)
    if not form.is_valid():
        return _lists_page(request, "duties", post, form, CONFLICT if form.conflict else REFUSED)
    try:
        changed = save_duties(post=post, duties=form.written, standing=standing, by=request.user)
    except StaleOrganisationError:
        post = post_or_404(post.unit, position)
        form = DutiesForm(request.POST, standing=duties_of([post])[post.pk])
        form.is_valid()
        return _lists_page(request, "duties", post, form, CONFLICT)
    except OrganisationError as error:
        form.add_error(None, str(error))
        return _lists_page(request, "duties", post, form, REFUSED)
    messages.success(request, f"Tugas {post.name} disimpan." if changed else "Tidak ada yang berubah.")
    return redirect("organisation_post", unit=unit, position=position)


@keepers_only
def post_citations(request: HttpRequest, unit: str, position: str) -> HttpResponse:
    """Write which regulations BAB I of a post cites."""
    post = post_or_404(unit_or_404(unit), position)
    register = list(Regulation.objects.order_by("short").values_list("short", flat=True))
    standing = citations_of([post]).get(post.pk, ())

    def form_for(data: Mapping[str, str] | None = None) -> CitationsForm:
        return CitationsForm(data, standing=standing, register=register)

    if request.method != "POST":
        return _lists_page(request, "citations", post, form_for())
    if "add" in request.POST:
        wider = with_more_rows(request.POST, request.POST["add"])
        return _lists_page(request, "citations", post, form_for(wider), adding=True)
    form = form_for(request.POST)
    if not form.is_valid():
        return _lists_page(request, "citations", post, form, CONFLICT if form.conflict else REFUSED)
    try:
        changed = save_citations(post=post, citations=form.written, standing=standing, by=request.user)
    except StaleOrganisationError:
        standing = citations_of([post]).get(post.pk, ())
        form = form_for(request.POST)
        form.is_valid()
        return _lists_page(request, "citations", post, form, CONFLICT)
    except OrganisationError as error:
        form.add_error(None, str(error))
        return _lists_page(request, "citations", post, form, REFUSED)
    messages.success(request, f"Dasar hukum {post.name} disimpan." if changed else "Tidak ada yang berubah.")
    return redirect("organisation_post", unit=unit, position=position)


def _lists_page(
    request: HttpRequest,
    name: str,
    post: Position,
    form: DutiesForm | CitationsForm,
    status: int = 200,
    *,
    adding: bool = False,
) -> HttpResponse:
    refused = status != 200
    context = {
        "unit": post.unit,
        "post": post,
        "form": form,
        # Rows were only added: what stands was not compared yet.
        "seen": request.POST.get(SEEN, "") if adding else form.seen,
        "conflict": form.conflict and not adding,
        "duties": duties_of([post])[post.pk],
        "citations": citations_of([post]).get(post.pk, ()),
        "faults": form.faults if refused else [],
        "general": form.non_field_errors() if refused else [],
        "dependents": dependents_of(post.unit, [post]),
        "adding": adding,
    }
    return page(request, name, context, status)
