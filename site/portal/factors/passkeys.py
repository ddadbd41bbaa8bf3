"""How does a passkey become a second factor, and how is it shown?

The ceremonies are django-otp-webauthn's. Here stand who may begin them, how often they
may fail, and that whatever a browser sends is answered, not crashed on.
"""

import json
import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django_otp_webauthn import exceptions, views
from django_otp_webauthn.models import AbstractWebAuthnCredential

from portal.doors import shut

from . import doors
from .traces import traced

logger = logging.getLogger(__name__)
PASSKEY = "webauthncredential"


class Answered:
    """Every refusal is JSON with a status of its own."""

    def _parse_request_data(self, request: HttpRequest) -> dict[str, Any]:
        try:
            data = json.loads(request.body or b"{}")
        except (ValueError, RecursionError) as error:
            raise exceptions.MalformedRequest from error
        if not isinstance(data, dict):
            raise exceptions.MalformedRequest
        return data

    def handle_exception(self, error: Exception) -> HttpResponse:
        if isinstance(error, Http404 | PermissionDenied):
            raise error
        if not isinstance(error, exceptions.OTPWebAuthnApiError):
            # The library trusts a browser to send what the standard says.
            if not isinstance(
                error, LookupError | TypeError | ValueError | AttributeError
            ):
                raise error
            logger.info("A passkey could not be read: %r", error)
            error = exceptions.UnprocessableEntity()
        return super().handle_exception(error)


class NewPasskey(Answered, views.BeginCredentialRegistrationView):
    def check_can_register(self) -> None:
        if not doors.is_fresh(self.request):
            raise exceptions.NotVerified


class PasskeyMade(Answered, views.CompleteCredentialRegistrationView):
    def check_can_register(self) -> None:
        if not doors.is_fresh(self.request):
            raise exceptions.NotVerified

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            answer = super().post(request)
        except IntegrityError as error:
            raise exceptions.UnprocessableEntity from error
        traced(request.user, "factor_added", by=request.user, kind=PASSKEY)
        return answer


class Shown(Answered):
    def check_can_authenticate(self) -> None:
        if not self.request.user.is_authenticated:
            raise exceptions.NotAuthenticated


class Passkey(Shown, views.BeginCredentialAuthenticationView):
    pass


class PasskeyShown(Shown, views.CompleteCredentialAuthenticationView):
    def post(self, request: HttpRequest) -> HttpResponse:
        if not doors.is_open(request):
            return shut(request, None, doors.tried(request.user))
        return super().post(request)

    def handle_exception(self, error: Exception) -> HttpResponse:
        answer = super().handle_exception(error)
        if self.request.user.is_authenticated:
            doors.refused(self.request)
        return answer

    def complete_auth(self, device: AbstractWebAuthnCredential) -> None:
        doors.let_in(self.request, device)

    def get_success_url(self) -> str:
        return doors.back_to(self.request)
