"""A person's telephone: an app that shows codes, and a browser that types them."""

from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

# The moment at which these tests take place, by the server's clock.
NOW = 1_764_000_000


def app_of(user: AbstractUser) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="app")


def code(device: TOTPDevice, steps: int = 0) -> str:
    """What the app shows, when its clock is some steps before or after the server's."""
    totp = TOTP(device.bin_key)
    totp.time = NOW + 30 * steps
    return f"{totp.token():06}"


def signed_in(user: AbstractUser, address: str = "203.0.113.7") -> Client:
    """By name and password, through the door; the cast's passwords are their names."""
    client = Client(REMOTE_ADDR=address)
    name = user.get_username()
    client.post(reverse("wagtailadmin_login"), {"username": name, "password": name})
    return client


def typed(client: Client, text: str, **also: str):
    return client.post(reverse("portal_second_step"), {"code": text, **also})


def gets_in(client: Client) -> bool:
    return client.get(reverse("wagtailadmin_home")).status_code == 200
