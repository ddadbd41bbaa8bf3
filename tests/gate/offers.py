"""What Wagtail and this project offer, and by which ways each is tried.

`NONE`: it brings no post before readers, for the reason in the comment above it.
"""

from collections.abc import Collection

from wagtail import VERSION

NONE: frozenset[str] = frozenset()

ADDRESSES: dict[str, Collection[str]] = {
    "add": {"submit a new post", "publish a new post", "schedule a new post"},
    "edit": {"submit", "publish", "publish again", "schedule", "approve from the form"},
    "copy": {"copy and publish", "copy as alias", "copy all below and publish"},
    "workflow_action": {"approve", "approve at the second step"},
    "revisions_revert": {"publish an old version"},
    # They show, list or preview to people who are signed in.
    **dict.fromkeys(("preview_on_add", "preview_on_edit", "view_draft"), NONE),
    **dict.fromkeys(("workflow_preview", "revisions_view", "revisions_compare"), NONE),
    **dict.fromkeys(("type_use", "type_use_results", "usage", "search"), NONE),
    **dict.fromkeys(("search_results", "history", "history_results"), NONE),
    **dict.fromkeys(("workflow_history", "workflow_history_detail"), NONE),
    **dict.fromkeys(("revisions_index", "choose_parent", "add_subpage"), NONE),
    # They ask for a comment, or whether; the answer goes to `edit`.
    "collect_workflow_action_data": NONE,
    "confirm_workflow_cancellation": NONE,
    # They take away, hold back or put elsewhere what is as public as it was.
    **dict.fromkeys(("delete", "unpublish", "lock", "unlock", "move"), NONE),
    **dict.fromkeys(("move_confirm", "set_page_position", "convert_alias"), NONE),
    **dict.fromkeys(("revisions_unschedule", "set_privacy"), NONE),
}
BULK: dict[str, Collection[str]] = {
    "publish": {"publish in bulk", "publish all below in bulk"},
    **dict.fromkeys(("delete", "move", "unpublish"), NONE),
}
INTERFACE: dict[str, Collection[str]] = {
    "publish": {"publish by the interface"},
    "create_alias": {"alias by the interface"},
    "copy": {"copy by the interface"},
    # Drafts; an alias in another language is refused (tests/languages).
    **dict.fromkeys(("revert_to_page_revision", "copy_for_translation"), NONE),
    **dict.fromkeys(("convert_alias", "delete", "unpublish", "move"), NONE),
}
ACTS: dict[str, Collection[str]] = {
    "publish_page_revision": {"PublishPageRevisionAction"},
    "publish_revision": {"revision.publish"},
    "copy_page": {"copy in code"},
    "create_alias": {"alias in code"},
    "revert_to_page_revision": {"schedule an old version"},
    # In another language a copy is a draft, and an alias refused (tests/languages).
    **dict.fromkeys(("convert_alias", "copy_for_translation", "delete_page"), NONE),
    **dict.fromkeys(("move_page", "unpublish", "unpublish_page"), NONE),
}
COMMANDS: dict[str, Collection[str]] = {
    "run_scheduler": {"scheduler"},
    "publish_scheduled": {"Wagtail's scheduler"},
    "publish_scheduled_pages": {"Wagtail's scheduler's old name"},
    "import_news": {"import"},
    # Its posts come as published before: what is found is put on record.
    "backup": NONE,
    "verify_audit": NONE,
    "verify_backup": NONE,
    # What it puts back has passed the gate, or a person, before.
    "restore": NONE,
    # It takes out what is public, and into an empty site what was so elsewhere.
    **dict.fromkeys(("export", "import"), NONE),
    "load_demo": NONE,
    # Its posts are of the program's own words; tests/bulk shows that they pass.
    "make_posts": NONE,
    # Its versions come out by `revision.publish`; tests/repairing sees them stopped.
    "repair_text": NONE,
    "check_addresses": NONE,
    "check_import": NONE,
    "forget_pages": NONE,
    "thin_out_revisions": NONE,
    "index_posts": NONE,
    **dict.fromkeys(("forget_factor", "sendtestemail"), NONE),
    "prepare_photos": NONE,
    # It starts the scheduler and the server.
    "serve": NONE,
    **dict.fromkeys(("set_up_news", "erase_post"), NONE),
    # Wagtail's, for its tables, files and indexes.
    **dict.fromkeys(("convert_mariadb_uuids", "fixtree", "move_pages"), NONE),
    **dict.fromkeys(("create_log_entries_from_revisions", "purge_embeds"), NONE),
    **dict.fromkeys(("purge_revisions", "rebuild_references_index"), NONE),
    **dict.fromkeys(("set_url_paths", "show_references_index"), NONE),
    "wagtail_update_image_renditions": NONE,
}
if VERSION >= (8, 0):
    # They store by `add_child` or `save`, and come out by `Revision.publish`.
    stored = ("create", "create_page", "edit", "edit_page", "revert_to_revision")
    ACTS |= {name: {"revision.publish"} for name in stored}
    ACTS |= dict.fromkeys(("base", "registry", "delete"), NONE)
    # It hands out tokens; what they open is tried as an interface.
    COMMANDS["api_tokens"] = NONE
