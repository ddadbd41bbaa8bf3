"""Who may do what? Groups, their permissions, and the workflow on the index."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

# Names are data, shown as they are in the admin's lists of groups.
EDITORS = "Biên tập viên"
MODERATORS = "Kiểm duyệt viên"
ADMINISTRATORS = "Quản trị"
WORKFLOW = "Duyệt tin"
TASK = "Kiểm duyệt"

ON_PAGES = {
    EDITORS: ["add_page", "change_page"],
    MODERATORS: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    ADMINISTRATORS: [
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    ],
}
ON_FILES = ["add", "change", "choose"]
ADMINISTERED_APPS = [
    "auth",
    "news",
    "portal",
    "taggit",
    "wagtailcore",
    "wagtaildocs",
    "wagtailimages",
    "wagtailredirects",
    "wagtailusers",
]


def set_up(index: Page) -> None:
    """Make or complete the three groups and the workflow; a second call adds nothing.

    Permissions that an administrator took away by hand come back: the command says
    so in its help.
    """
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ON_PAGES}
    for name, group in groups.items():
        _grant_pages(group, index, ON_PAGES[name])
        _grant_files(group)
        group.permissions.add(*_admin_access(), *_register_views())
    groups[ADMINISTRATORS].permissions.add(*_administration())
    _grant_pages(
        groups[ADMINISTRATORS], index.get_site().root_page, ON_PAGES[ADMINISTRATORS]
    )
    _tie_workflow(index, groups[MODERATORS])


def _grant_pages(group: Group, page: Page, codenames: list[str]) -> None:
    for permission in _of(Page).filter(codename__in=codenames):
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=permission
        )


def _grant_files(group: Group) -> None:
    root = Collection.get_first_root_node()
    for model in (Image, Document):
        names = [f"{act}_{model._meta.model_name}" for act in ON_FILES]
        for permission in _of(model).filter(codename__in=names):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def _tie_workflow(index: Page, moderators: Group) -> None:
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    task, _ = GroupApprovalTask.objects.get_or_create(name=TASK)
    task.groups.add(moderators)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=index, defaults={"workflow": workflow})


def _of(model: type) -> QuerySet[Permission]:
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.filter(content_type=content_type)


def _admin_access() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )


def _register_views() -> QuerySet[Permission]:
    """Everybody in the newsroom may look into the registers and choose from them."""
    registers = ["cluster", "clusterterm", "organisation", "author", "topic"]
    return Permission.objects.filter(
        content_type__app_label="news",
        codename__in=[f"view_{name}" for name in registers],
    )


def _administration() -> QuerySet[Permission]:
    apps = Q(content_type__app_label__in=ADMINISTERED_APPS)
    return Permission.objects.filter(apps).exclude(codename__startswith="delete_page")
