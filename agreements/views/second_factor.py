"""Signing in with two steps: what comes after the password, and the page where the second step is set up."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agreements.actions.attempts import count_attempt, forget_attempts
from agreements.actions.second_factor import (
    WRONG_CODE,
    drop_second_factor,
    renew_recovery_codes,
    set_up_second_factor,
    use_second_factor,
)
from agreements.forms.second_factor import ChallengeForm, CodeForm, SetUpForm
from agreements.models import SecondFactor, User
from agreements.models.signing_in import keys_of
from agreements.onetime import key_address, key_text
from agreements.policies import (
    Refused,
    can_drop_second_factor,
    can_set_up_second_factor,
    needs_second_factor,
)
from agreements.tries import how_long, limits_of_codes

Result = TypeVar("Result")

PASSED = "second_factor"
"""In the session of whoever came in by two steps."""

HALF = "half_signed_in"
HALF_FOR = 10 * 60
"""Seconds in which the second step has to follow the first."""

SAVE_CODES = "Simpan kode cadangan ini sekarang; halaman ini hanya tampil satu kali."


def enter(request: HttpRequest, user: User, to: str) -> HttpResponse:
    """Sign somebody in whose password was right, or ask for the second step where the account has one."""
    if not SecondFactor.objects.filter(user=user).exists():
        login(request, user)
        return redirect(to)
    logout(request)
    request.session[HALF] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": int(time.time()) + HALF_FOR,
        "to": to,
    }
    return redirect("second_factor_challenge")


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_challenge(request: HttpRequest) -> HttpResponse:
    """Ask for the second step of signing in."""
    half = request.session.get(HALF)
    user = _half_signed_in(half)
    if user is None:
        return redirect_to_login("/")
    form = ChallengeForm(request.POST or None)
    if not form.is_valid():
        return _challenge(request, form)
    if _has_to_wait(user, form):
        return _challenge(request, form, status=429)
    used = use_second_factor(typed=form.cleaned_data["code"], by=user)
    if used is None:
        form.add_error("code", WRONG_CODE)
        return _challenge(request, form)
    _forget_codes(user)
    del request.session[HALF]
    login(request, user)
    request.session[PASSED] = True
    if used.codes_left is not None:
        messages.warning(
            request,
            f"Satu kode cadangan terpakai, tersisa {used.codes_left}. Kode baru dibuat di halaman Akun saya.",
        )
    return redirect(half["to"])


def _half_signed_in(half: dict[str, object] | None) -> User | None:
    """Return whose password was right a moment ago, unless it changed or the account was deactivated since."""
    if half is None or half["until"] < time.time():
        return None
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    return user if user and constant_time_compare(user.get_session_auth_hash(), half["hash"]) else None


def _challenge(request: HttpRequest, form: ChallengeForm, status: int = 200) -> HttpResponse:
    return render(request, "agreements/account/second_factor_challenge.html", {"form": form}, status=status)


# -- the account's own page --------------------------------------------------------------------------------------------


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set the second step up, or renew its recovery codes, or do without it again."""
    user = User.objects.get(pk=request.user.pk)
    if SecondFactor.objects.filter(user=user).exists():
        return _keep(request, user)
    if not can_set_up_second_factor(user):
        return render(request, "agreements/account/second_factor_demo.html")
    return _set_up(request, user)


def _set_up(request: HttpRequest, user: User) -> HttpResponse:
    form = SetUpForm(user, request.POST or None)
    if form.is_valid():
        codes = _tried(
            request,
            form,
            lambda: set_up_second_factor(seed=form.plain_seed, code=form.cleaned_data["code"], by=user),
        )
        if codes is not None:
            _stay(request)
            request.session[PASSED] = True
            return _codes_page(request, codes)
    key = next(keys_of(form.plain_seed))
    return render(
        request,
        "agreements/account/second_factor_set_up.html",
        {
            "form": form,
            "address": key_address(key, user.username),
            "key": key_text(key),
            "needed": needs_second_factor(user),
        },
    )


def _keep(request: HttpRequest, user: User) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if request.POST.get("langkah") == "matikan":
            if _tried(request, form, lambda: drop_second_factor(typed=code, by=user) or True):
                _stay(request)
                request.session.pop(PASSED, None)
                messages.success(request, "Verifikasi dua langkah dimatikan.")
                return redirect("account")
        else:
            codes = _tried(request, form, lambda: renew_recovery_codes(typed=code, by=user))
            if codes is not None:
                return _codes_page(request, codes)
    left = user.second_factor.recovery_codes.filter(used_at=None).count()
    context = {"form": form, "factor": user.second_factor, "left": left, "may_drop": can_drop_second_factor(user)}
    return render(request, "agreements/account/second_factor.html", context)


def _tried(request: HttpRequest, form: CodeForm, action: Callable[[], Result]) -> Result | None:
    """Return what an action gives that a code opens, or None, with the reason in the form; codes can't be tried out."""
    if _has_to_wait(request.user, form):
        return None
    try:
        result = action()
    except Refused as refused:
        form.add_error("code", str(refused))
        return None
    _forget_codes(request.user)
    return result


def _has_to_wait(user: User, form: CodeForm) -> bool:
    """Count a code that is about to be looked at; say so in the form where there were too many wrong ones."""
    wait = count_attempt(limits=limits_of_codes(user.pk), by=user)
    if wait:
        form.add_error("code", f"Terlalu banyak kode yang salah. Coba lagi {how_long(wait)} lagi.")
    return bool(wait)


def _forget_codes(user: User) -> None:
    """Forget the wrong codes of who was right in the end."""
    forget_attempts(limits=limits_of_codes(user.pk), by=user)


def _stay(request: HttpRequest) -> None:
    """Keep this session, where all others of the account have just ended."""
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    messages.success(request, SAVE_CODES)
    return render(request, "agreements/account/recovery_codes.html", {"codes": codes})
