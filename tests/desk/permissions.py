"""The rights of each role: a line for every address and every act of ours.

A name stands for a person: an editor, a moderator, an administrator, a staff account
without groups, a superuser; "anonymous" has not signed in. A line names who gets
through; everybody else must be turned away. An address of the registers holds for all
of them (`*`). "POST name" asks with an empty form instead of a link.
"""

NOBODY: set[str] = set()
PEOPLE = {"bien", "minh", "quantri", "la", "chief"}
NEWSROOM = {"bien", "minh", "quantri", "chief"}
PUBLISHERS = {"minh", "quantri", "chief"}
ADMINISTRATORS = {"quantri", "chief"}
READERS = PEOPLE | {"anonymous"}

ADDRESSES: dict[str, set[str]] = {
    # What readers and machines ask for
    "favicon.ico": READERS,
    "healthz": READERS,
    "readyz": READERS,
    # For want of its word (tests/test_watching.py) a page that is not there.
    "metrics": READERS,
    "media/<path:path>": READERS,
    "news-preview": READERS,
    "news-password": READERS,
    "portal-password": READERS,
    "news-sitemap": READERS,
    "news-sitemap-articles": READERS,
    "news-sitemap-pages": READERS,
    "news-sitemap-news": READERS,
    "news-share-card": READERS,
    "news-qr-code": READERS,
    "news-search": READERS,
    "news-search-feed": READERS,
    "news-search-suggestions": READERS,
    "news-feed": READERS,
    "news-calendar": READERS,
    "news-calendar-month": READERS,
    "news-calendar-ics": READERS,
    "news-calendar-ics-beside": READERS,
    "news-calendar-of-cluster": READERS,
    "news-contents": READERS,
    "portal-contact": READERS,
    "news-robots": READERS,
    "news-llms": READERS,
    "wagtailapi:pages:*": READERS,
    "wagtail_serve": READERS,
    # The newsroom
    "news_write": NEWSROOM,
    "news_translate": NEWSROOM,
    "news_findings": NEWSROOM,
    "news_findings_of_new": NEWSROOM,
    # It turns pasted markup into blocks, and stores nothing.
    "news_paste": PEOPLE,
    "news_add_photo": NEWSROOM,
    "news_posts:index": NEWSROOM,
    "news_posts:index_results": NEWSROOM,
    "news_preview_links": NEWSROOM,
    "news_preview_revoke": NEWSROOM,
    "news_repair_text": NEWSROOM,
    # What comes in is a draft, as what they write is. Taking back another's import is
    # for who publishes: test_import_screens.
    "news_imports": NEWSROOM,
    "news_imports_results": NEWSROOM,
    "news_import": NEWSROOM,
    "news_import_*": NEWSROOM,
    # The moderators' own
    "news_queue": {"minh", "chief"},
    "news_claim": {"minh", "chief"},
    "news_release": {"minh", "chief"},
    # Nobody takes over a lock that is not there; old ones: test_moderation_decisions.
    "news_take_over_lock": NOBODY,
    "news_report_*": PUBLISHERS,
    "news_exceptions": PUBLISHERS,
    # The registers
    "wagtailsnippets_news_*:list": NEWSROOM,
    "wagtailsnippets_news_*:list_results": NEWSROOM,
    "wagtailsnippets_news_*:add": ADMINISTRATORS,
    "wagtailsnippets_news_*:edit": ADMINISTRATORS,
    "wagtailsnippets_news_*:copy": ADMINISTRATORS,
    "wagtailsnippets_news_*:delete": ADMINISTRATORS,
    "wagtailsnippets_news_*:usage": ADMINISTRATORS,
    "wagtailsnippets_news_*:history": ADMINISTRATORS,
    "wagtailsnippets_news_*:history_results": ADMINISTRATORS,
    "wagtailsnippets_news_*:merge": ADMINISTRATORS,
    "wagtailsnippets_news_*:dissolve": ADMINISTRATORS,
    "wagtailsnippets_news_*:copy_term": ADMINISTRATORS,
    # Everybody in the newsroom plans meetings; who publishes also takes them out.
    "wagtailsnippets_news_meeting:add": NEWSROOM,
    "wagtailsnippets_news_meeting:edit": NEWSROOM,
    "wagtailsnippets_news_meeting:copy": NEWSROOM,
    "wagtailsnippets_news_meeting:delete": PUBLISHERS,
    "wagtailsnippets_news_meeting:usage": NEWSROOM,
    "wagtailsnippets_news_meeting:history": NEWSROOM,
    "wagtailsnippets_news_meeting:history_results": NEWSROOM,
    # Choosing from a register shows names that stand on public pages anyway.
    "wagtailsnippetchoosers_news_*:choose": PEOPLE,
    "wagtailsnippetchoosers_news_*:choose_results": PEOPLE,
    "wagtailsnippetchoosers_news_*:chosen": PEOPLE,
    "wagtailsnippetchoosers_news_*:chosen_multiple": PEOPLE,
    "wagtailsnippetchoosers_news_*:create": ADMINISTRATORS,
    "wagtailsnippetchoosers_news_meeting:create": NEWSROOM,
    # The second factor: each person their own, whatever they may do
    "portal_second_step": PEOPLE,
    "portal_factors": PEOPLE,
    "portal_app": PEOPLE,
    "portal_paper": PEOPLE,
    "portal_factor_remove": PEOPLE,
    "portal_*passkey*": PEOPLE,
    "portal_forget_factor": ADMINISTRATORS,
    # Each person's own sessions, and those of others
    "portal_sessions": PEOPLE,
    "portal_sessions_of": ADMINISTRATORS,
    # Who did what
    "portal_audit": ADMINISTRATORS,
    "portal_audit_results": ADMINISTRATORS,
    # Accounts
    "wagtailusers_groups:add": ADMINISTRATORS,
    "wagtailusers_groups:edit": ADMINISTRATORS,
    "wagtailusers_users:index": ADMINISTRATORS,
    "wagtailusers_users:index_results": ADMINISTRATORS,
    "wagtailusers_users:add": ADMINISTRATORS,
    "wagtailusers_users:edit": ADMINISTRATORS,
}

# "model act": who may do it to several at once
BULK: dict[str, set[str]] = {
    "author delete": ADMINISTRATORS,
    "cluster delete": ADMINISTRATORS,
    "clusterterm copy_terms": ADMINISTRATORS,
    "clusterterm delete": ADMINISTRATORS,
    "meeting delete": PUBLISHERS,
    "returnreason delete": ADMINISTRATORS,
    "organisation delete": ADMINISTRATORS,
    "topic delete": ADMINISTRATORS,
}

# In which states a post can be, and who may do what to it there. Biên wrote every one
# but `other's draft`; "" is every state that has no line of its own.
STATES = (
    "own draft",
    "other's draft",
    "in moderation",
    "returned",
    "scheduled",
    "live",
    "live with draft",
    "expired",
)
PUBLIC_ONCE = ("live", "live with draft", "expired")

# A state with neither its own line nor "" is not asked: the act means nothing there.
DRAFTS = dict.fromkeys(STATES[:5], NEWSROOM)
ACTS: dict[str, dict[str, set[str]]] = {
    # Whoever may open a post; what a lock or the workflow forbids, the form says.
    "edit": {"": NEWSROOM},
    "history": {"": NEWSROOM},
    "workflow history": {"": NEWSROOM},
    "usage": {"": NEWSROOM},
    "compare": {"": NEWSROOM},
    "preview": {"": NEWSROOM},
    "view revision": {"": NEWSROOM},
    "revert": dict.fromkeys(("own draft", "other's draft", "live"), NEWSROOM),
    "copy": {"": NEWSROOM},
    "move": {"": NEWSROOM, "live": PUBLISHERS, "live with draft": PUBLISHERS},
    # What was public once is deleted by nobody.
    "delete": {"": NOBODY, **DRAFTS},
    "delete now": {"": NOBODY, **DRAFTS},
    "delete in bulk": {"": NOBODY, **DRAFTS},
    "unpublish": {"": NOBODY, "live": PUBLISHERS, "live with draft": PUBLISHERS},
    "unpublish now": {"": NOBODY, "live": PUBLISHERS, "live with draft": PUBLISHERS},
    # A scheduled post keeps its time.
    # Minh wrote the other's draft: two people are needed for each post.
    "publish in bulk": {
        "": PUBLISHERS,
        "other's draft": {"quantri", "chief"},
        "scheduled": NOBODY,
    },
    "unschedule": {"": PUBLISHERS},
    "privacy": {"": PUBLISHERS},
    # In moderation a post is in the hands of the step's own group.
    "lock": {"": PUBLISHERS, "in moderation": {"minh", "chief"}},
    "unlock": {"": PUBLISHERS, "in moderation": {"chief"}},
    "approve": {"in moderation": {"minh", "chief"}},
    "reject": {"in moderation": {"minh", "chief"}},
}
