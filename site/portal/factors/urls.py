"""Which addresses lead to the second step, and to what is set up for it?"""

from django.urls import path

from . import desk, passkeys, views

urlpatterns = [
    path("second-step/", views.second_step, name="portal_second_step"),
    path("second-factor/", views.factors, name="portal_factors"),
    path("second-factor/app/", views.app, name="portal_app"),
    path("second-factor/paper/", views.paper, name="portal_paper"),
    path(
        "second-factor/remove/<str:kind>/<int:pk>/",
        views.remove,
        name="portal_factor_remove",
    ),
    path(
        "second-factor/passkey/new/",
        passkeys.NewPasskey.as_view(),
        name="portal_new_passkey",
    ),
    path(
        "second-factor/passkey/made/",
        passkeys.PasskeyMade.as_view(),
        name="portal_passkey_made",
    ),
    path("second-step/passkey/", passkeys.Passkey.as_view(), name="portal_passkey"),
    path(
        "second-step/passkey/shown/",
        passkeys.PasskeyShown.as_view(),
        name="portal_passkey_shown",
    ),
    path("second-factor/forget/<int:pk>/", desk.forget, name="portal_forget_factor"),
]
