"""Who was given which rights, and who lost them? Whose password was changed?

Wagtail's log says that an account or a group was saved; not what that changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from .writing import note

RIGHTS = "portal.rights_changed"
PASSWORD = "portal.password_changed"  # noqa: S105 - the name of an act
FLAGS = ("is_superuser", "is_active", "is_staff")
ACTS = {"post_add": "added", "post_remove": "removed"}
PLACED = (GroupPagePermission, GroupCollectionPermission)


def connect() -> None:
    user = get_user_model()
    pre_save.connect(remember, sender=user, dispatch_uid="portal.audit.account")
    post_save.connect(saved, sender=user, dispatch_uid="portal.audit.account")
    for through in (user.groups, user.user_permissions, Group.permissions):
        m2m_changed.connect(
            given, sender=through.through, dispatch_uid="portal.audit.rights"
        )
    for model in PLACED:
        post_save.connect(placed, sender=model, dispatch_uid="portal.audit.placed")
        post_delete.connect(displaced, sender=model, dispatch_uid="portal.audit.placed")


def remember(instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """The flags as they are stored, where this saving may change them."""
    instance.flags_were = {}
    touches = update_fields is None or set(FLAGS) & set(update_fields)
    if raw or instance._state.adding or not touches:
        return
    stored = type(instance)._default_manager.filter(pk=instance.pk)
    instance.flags_were = stored.values(*FLAGS).first() or {}


def saved(instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if raw:
        return
    before = dict.fromkeys(FLAGS, False) | {"is_active": True}
    before = before if created else instance.flags_were
    now = {name: getattr(instance, name) for name in before}
    changed = {name: now[name] for name in before if now[name] != before[name]}
    if changed:
        note(RIGHTS, instance, details={"now": changed})
    # Django clears it where it only stores the same password with a newer hash.
    if not created and instance._password is not None:
        note(PASSWORD, instance)


def given(
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    """From whichever side it was changed, told is it of each account or group."""
    if action == "pre_clear":
        note(RIGHTS, instance, details={"removed": ["*"]})
    elif action in ACTS and pk_set and not reverse:
        note(RIGHTS, instance, details={ACTS[action]: named(model, pk_set)})
    elif action in ACTS and pk_set:
        for row in model._default_manager.filter(pk__in=pk_set):
            note(RIGHTS, row, details={ACTS[action]: [str(instance)]})


def named(model: type[Model], keys: set[int]) -> list[str]:
    rows = model._default_manager.filter(pk__in=keys).order_by()
    if model is Permission:
        pairs = rows.values_list("content_type__app_label", "codename")
        return sorted(map(".".join, pairs))
    return sorted(map(str, rows))


def placed(instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if created and not raw:
        note(RIGHTS, instance.group, details={"added": [place(instance)]})


def displaced(instance: Any, **kwargs: Any) -> None:
    note(RIGHTS, instance.group, details={"removed": [place(instance)]})


@contextmanager
def giving(group: Group) -> Iterator[None]:
    """Wagtail's forms give in bulk, and no signal tells; what they take, one does."""
    before = set(placed_for(group))
    yield
    given = sorted(place(row) for row in placed_for(group) if row not in before)
    if given:
        note(RIGHTS, group, details={"added": given})


def placed_for(group: Group) -> Iterator[Model]:
    if group.pk:
        for model in PLACED:
            yield from model.objects.filter(group=group)


def place(row: Any) -> str:
    where = getattr(row, "page", None) or getattr(row, "collection", None)
    return f"{row.permission.codename}: {where}"
