"""The second step of signing in, and what a person has set up for it."""

import segno
from django.contrib import messages
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from portal.doors import shut

from . import codes, doors, losing, rules
from .forms import AppForm, CodeForm, PasswordForm
from .traces import traced

NEW_KEY = "portal_new_key"
APP = TOTPDevice._meta.model_name


@sensitive_post_parameters("code", "password")
@doors.for_the_person
def second_step(request: HttpRequest) -> HttpResponse:
    """A factor, of whoever has one; the password once more, of whoever has none."""
    kind = CodeForm if rules.has_factor(request.user) else PasswordForm
    form = kind(request.POST or None)
    if form.is_bound:
        if not doors.is_open(request):
            return shut(request, None, doors.tried(request.user))
        if form.is_valid() and proved(request, **form.cleaned_data):
            return redirect(doors.back_to(request))
    shown = {
        "form": form,
        "next": doors.back_to(request),
        "has_passkey": rules.has_passkey(request.user),
        "asks_password": kind is PasswordForm,
    }
    return render(request, "portal/factors/step.html", shown)


def proved(request: HttpRequest, code: str = "", password: str = "") -> bool:
    if password:
        name = request.user.get_username()
        if authenticate(request, username=name, password=password) == request.user:
            doors.password_was_right(request)
            return True
        messages.error(request, _("This is not your password."))
        return False
    device = codes.accepted(request.user, code)
    if device is None:
        doors.refused(request)
        messages.error(
            request,
            _(
                "This code is not right, or was used before. Wait for the next one. Do "
                "the clocks of telephone and server agree?"
            ),
        )
        return False
    doors.let_in(request, device)
    if isinstance(device, StaticDevice):
        tell_what_is_left(request)
    return True


def tell_what_is_left(request: HttpRequest) -> None:
    left = rules.codes_left(request.user)
    told = ngettext(
        "You have %(left)d code on paper left.",
        "You have %(left)d codes on paper left.",
        left,
    )
    messages.warning(request, told % {"left": left})


@doors.for_the_person
def factors(request: HttpRequest) -> HttpResponse:
    own = rules.factors_of(request.user)
    shown = {
        "factors": [(one, one._meta.label_lower, is_app(one)) for one in own],
        "codes_left": rules.codes_left(request.user),
        "must": rules.must_have(request.user),
        "is_fresh": doors.is_fresh(request),
        "next": doors.back_to(request),
    }
    return render(request, "portal/factors/factors.html", shown)


def is_app(factor: object) -> bool:
    return isinstance(factor, TOTPDevice)


@sensitive_post_parameters("code")
@doors.for_the_person
@doors.freshly
def app(request: HttpRequest) -> HttpResponse:
    """The key waits in the session until the app has shown that it has it."""
    key = request.session.setdefault(NEW_KEY, default_key())
    device = TOTPDevice(user=request.user, key=key, name="app")
    form = AppForm(request.POST or None)
    if form.is_valid():
        if stored := taken(device, form.cleaned_data["code"]):
            del request.session[NEW_KEY]
            doors.let_in(request, stored)
            if stored is not device:
                return sent_twice(request)
            traced(request.user, "factor_added", by=request.user, kind=APP)
            return after_adding(request)
        form.add_error(
            "code",
            _("This is not the code of this moment. Do telephone and server agree?"),
        )
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    shown = {
        "form": form,
        "picture": segno.make(device.config_url, error="m").svg_data_uri(
            scale=5, border=4, dark="#000", light="#fff"
        ),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "next": doors.back_to(request),
    }
    return render(request, "portal/factors/app.html", shown)


def taken(device: TOTPDevice, typed: str) -> TOTPDevice | None:
    """Stored only when it is proved to work, and once, if the form was sent twice."""
    code = codes.NOISE.sub("", typed)
    if not (code.isascii() and codes.OF_AN_APP.fullmatch(code)):
        return None
    with transaction.atomic():
        codes.one_by_one(device.user)
        same = TOTPDevice.objects.filter(user=device.user, key=device.key)
        if stored := same.filter(confirmed=True).first():
            return stored
        device.confirmed = False
        device.save()
        if not device.verify_token(code):
            device.delete()
            return None
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    return device


def sent_twice(request: HttpRequest) -> HttpResponse:
    """The answer to the first was lost, and codes on paper that stood there with it."""
    if codes.just_made(request.user):
        return written(request)
    return redirect("portal_factors")


def after_adding(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The second factor is set up."))
    if rules.has_codes(request.user):
        return redirect("portal_factors")
    return written(request)


@doors.for_the_person
@require_POST
@doors.freshly
def paper(request: HttpRequest) -> HttpResponse:
    """New codes, shown once; "first": a passkey was just made."""
    if not rules.has_factor(request.user):
        return redirect("portal_factors")
    if "first" in request.POST:
        return after_adding(request)
    return written(request)


def written(request: HttpRequest) -> HttpResponse:
    shown = {"codes": codes.made(request.user), "next": doors.back_to(request)}
    traced(request.user, "codes_made", by=request.user)
    return render(request, "portal/factors/codes.html", shown)


@doors.for_the_person
@require_POST
@doors.freshly
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    models = {model._meta.label_lower: model for model in rules.KINDS}
    if kind not in models:
        raise Http404
    factor = get_object_or_404(models[kind], pk=pk, user=request.user)
    if rules.must_have(request.user) and len(rules.factors_of(request.user)) == 1:
        messages.error(
            request,
            _("Your account must have a second factor: set up another one first."),
        )
    else:
        opened_this = request.session.get(DEVICE_ID_SESSION_KEY) == factor.persistent_id
        losing.remove(factor, by=request.user)
        if opened_this:
            # By their own hand: that shuts no door behind them.
            del request.session[DEVICE_ID_SESSION_KEY]
        messages.success(request, _("The second factor is removed."))
    return redirect("portal_factors")
