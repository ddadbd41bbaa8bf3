"""How is an entry told to people?"""

from typing import Any

from django.apps import apps
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry

from .models import AuditEntry
from .permissions import right

OWN: dict[str, Promise] = {
    "portal.signed_in": gettext_lazy("Signed in"),
    "portal.signed_out": gettext_lazy("Signed out"),
    "portal.refused": gettext_lazy("Wrong password at the door"),
    "portal.code_refused": gettext_lazy("Wrong code at the door"),
    "portal.password_changed": gettext_lazy("Changed a password"),
    "portal.rights_changed": gettext_lazy("Changed rights"),
    "portal.sessions_ended": gettext_lazy("Ended sessions"),
    "portal.import_begun": gettext_lazy("Began an import"),
    "portal.import_undone": gettext_lazy("Took an import back"),
    "portal.backup": gettext_lazy("Made a backup"),
    "portal.restored": gettext_lazy("Restored a backup"),
    "portal.uploads_placed": gettext_lazy("Put uploads of a restore in place"),
    "portal.exported": gettext_lazy("Exported what is public"),
    "portal.imported": gettext_lazy("Imported an exported site"),
    "portal.file_left_out": gettext_lazy("Left a file out of an import"),
    "portal.audit_exported": gettext_lazy("Exported the audit log"),
    "portal.addresses_forgotten": gettext_lazy("Forgot old addresses"),
    "portal.audit_torn": gettext_lazy("Found the end of the audit log changed"),
}
# Of what is kept of an act, the words that are ours.
KEYS: dict[str, Promise] = {
    "added": gettext_lazy("given"),
    "removed": gettext_lazy("taken away"),
    "now": gettext_lazy("is now"),
    "revision": gettext_lazy("version"),
    "reason": gettext_lazy("reason"),
    "name": gettext_lazy("name"),
    "kind": gettext_lazy("kind"),
    "count": gettext_lazy("count"),
    "file": gettext_lazy("file"),
    "head_of_before": gettext_lazy("end of the log before"),
    "is_superuser": gettext_lazy("every right"),
    "is_active": gettext_lazy("active"),
    "is_staff": gettext_lazy("staff"),
}
FACTORS: dict[str, Promise] = {
    "totpdevice": gettext_lazy("App with codes"),
    "webauthncredential": gettext_lazy("Passkey"),
}


def actions() -> list[tuple[str, str]]:
    known = {name: force_str(label) for name, label in registry.get_choices()}
    known |= {name: str(label) for name, label in OWN.items()}
    return sorted(known.items(), key=lambda pair: pair[1].lower())


def act(entry: AuditEntry) -> str:
    if entry.action in OWN:
        return str(OWN[entry.action])
    registry.scan_for_actions()
    formatter = registry.formatters.get(entry.action)
    return force_str(formatter.label) if formatter else entry.action


def who(entry: AuditEntry) -> str:
    if entry.user_name:
        return entry.user_name
    if entry.user:
        return _("account %(number)s") % {"number": entry.user}
    return _("nobody signed in") if not entry.command else _("nobody")


def whence(entry: AuditEntry) -> str:
    if entry.command:
        return _("command %(name)s") % {"name": entry.command}
    return entry.address


def what(entry: AuditEntry) -> str:
    if not entry.kind:
        return entry.label
    label = _("(erased)") if entry.is_erased else entry.label
    return f"{kind(entry.kind)}: {label}"


def kind(name: str) -> str:
    try:
        return str(capfirst(apps.get_model(name)._meta.verbose_name))
    except (LookupError, ValueError):
        return name


def details(entry: AuditEntry) -> str:
    told = entry.told.items()
    return "; ".join(
        f"{KEYS.get(key, key)}: {value_of(key, value)}" for key, value in told
    )


def value_of(key: str, value: Any) -> str:
    match key, value:
        case "added" | "removed", list():
            return ", ".join(right(said(one)) for one in value)
        case "kind", str():
            return str(FACTORS.get(value, value))
        case _:
            return said(value)


def said(value: Any) -> str:
    match value:
        case True:
            return _("yes")
        case False:
            return _("no")
        case dict():
            return ", ".join(
                f"{KEYS.get(key, key)}: {said(one)}" for key, one in value.items()
            )
        case list():
            return ", ".join(map(said, value))
        case _:
            return str(value)
