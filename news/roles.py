"""Who may do what? Groups, their permissions, and the workflow on the index."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from news.conf import setting
from news.models import Meeting, ModerationTask, ReturnReason
from news.translating import share_work

# Names are data, shown as they are in the admin's lists of groups.
EDITORS = "Biên tập viên"
MODERATORS = "Kiểm duyệt viên"
ADMINISTRATORS = "Quản trị"
WORKFLOW = "Duyệt tin"
TASK = "Kiểm duyệt"
LEADERS = "Lãnh đạo duyệt đăng"
SECOND_TASK = "Duyệt đăng"
REASONS = [
    "Thiếu chú thích ảnh",
    "Thiếu nguồn ảnh hoặc văn bản thay thế",
    "Sai hoặc thiếu cụm, đơn vị, ngày họp",
    "Câu chữ cần sửa",
    "Nội dung chưa đủ căn cứ",
    "Lý do khác (ghi rõ bên dưới)",
]

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
# On a home page that says so: there, and on all that stands below it.
ON_HOME = {
    EDITORS: ["change_page"],
    MODERATORS: ["change_page", "publish_page"],
}
ON_MEETINGS = {
    EDITORS: ["add", "change"],
    MODERATORS: ["add", "change", "delete"],
    ADMINISTRATORS: ["add", "change", "delete"],
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
        group.permissions.add(*_admin_access(), *_register_views(), *_translation())
        group.permissions.add(*_on(Meeting, ON_MEETINGS[name]))
    groups[ADMINISTRATORS].permissions.add(*_administration())
    home = index.get_site().root_page
    _grant_pages(groups[ADMINISTRATORS], home, ON_PAGES[ADMINISTRATORS])
    _tie_workflow(index, groups[MODERATORS])
    # Only where it says so: rights on it are rights on all of the site below it.
    if getattr(home.specific_class, "is_arranged_by_newsroom", False):
        for name, codenames in ON_HOME.items():
            _grant_pages(groups[name], home, codenames)
        _let_be_handed_in(home)
    for page in (home, index):
        for translation in page.get_translations():
            share_work(page, translation)
    if not ReturnReason.objects.exists():
        ReturnReason.objects.bulk_create(
            ReturnReason(text=text, order=order) for order, text in enumerate(REASONS)
        )


def _grant_pages(group: Group, page: Page, codenames: list[str]) -> None:
    for permission in _of(Page).filter(codename__in=codenames):
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=permission
        )


def _on(model: type, acts: list[str]) -> QuerySet[Permission]:
    names = [f"{act}_{model._meta.model_name}" for act in acts]
    return _of(model).filter(codename__in=names)


def _grant_files(group: Group) -> None:
    root = Collection.get_first_root_node()
    for model in (Image, Document):
        for permission in _on(model, ON_FILES):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def _tie_workflow(index: Page, moderators: Group) -> None:
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    first = _step(TASK, moderators)
    _tie(workflow, first, 0)
    for old in workflow.tasks.filter(name=TASK).exclude(pk=first.pk):
        _replace(workflow, old, first)
    if setting("NEWS_SECOND_APPROVAL"):
        _tie(workflow, _step(SECOND_TASK, _leaders(index)), 1)
    else:
        # Posts that are at the second step just now are still decided there.
        workflow.workflow_tasks.filter(task__name=SECOND_TASK).delete()
    WorkflowPage.objects.update_or_create(page=index, defaults={"workflow": workflow})


def _let_be_handed_in(home: Page) -> None:
    """By the way of the posts; whoever gave the page another one keeps it."""
    workflow = Workflow.objects.get(name=WORKFLOW)
    WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})


def _step(name: str, group: Group) -> ModerationTask:
    task, _ = ModerationTask.objects.get_or_create(name=name)
    task.groups.add(group)
    return task


def _tie(workflow: Workflow, task: Task, order: int) -> None:
    WorkflowTask.objects.get_or_create(
        workflow=workflow, task=task, defaults={"sort_order": order}
    )


def _leaders(index: Page) -> Group:
    group, _ = Group.objects.get_or_create(name=LEADERS)
    _grant_pages(group, index, ["change_page", "publish_page"])
    group.permissions.add(*_admin_access(), *_register_views())
    return group


def _replace(workflow: Workflow, old: Task, new: ModerationTask) -> None:
    """Put our step in the place of a plain one; what waits in it starts again."""
    waiting = TaskState.objects.filter(task=old, status=TaskState.STATUS_IN_PROGRESS)
    for state in waiting.select_related("workflow_state"):
        flow = state.workflow_state
        TaskState.objects.filter(pk=state.pk).update(status=TaskState.STATUS_CANCELLED)
        flow.goes_back = True
        flow.current_task_state = new.start(flow, user=flow.requested_by)
        flow.save()
    # A returned post is handed in again to the step that returned it.
    returned = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    TaskState.objects.filter(
        task=old, pk__in=returned.values("current_task_state")
    ).update(task=new)
    workflow.workflow_tasks.filter(task=old).delete()
    Task.objects.filter(pk=old.pk).update(active=False)


def _of(model: type) -> QuerySet[Permission]:
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.filter(content_type=content_type)


def _admin_access() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )


def _register_views() -> QuerySet[Permission]:
    """Everybody in the newsroom may look into the registers and choose from them."""
    registers = [
        *("cluster", "clusterterm", "organisation", "author", "topic"),
        *("returnreason", "meeting"),
    ]
    return Permission.objects.filter(
        content_type__app_label="news",
        codename__in=[f"view_{name}" for name in registers],
    )


def _translation() -> QuerySet[Permission]:
    """Where a site has Wagtail's simple translation; what it needs besides is a page
    that the person may edit."""
    return Permission.objects.filter(
        content_type__app_label="simple_translation", codename="submit_translation"
    )


def _administration() -> QuerySet[Permission]:
    apps = Q(content_type__app_label__in=ADMINISTERED_APPS)
    return Permission.objects.filter(apps).exclude(codename__startswith="delete_page")
