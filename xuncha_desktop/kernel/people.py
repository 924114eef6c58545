"""Posts: what a signed certificate says a person is. Their Chinese names may be overridden by a profile."""

from enum import StrEnum


class Post(StrEnum):
    """A post a certificate can carry. Bodies that decide (领导小组, 书记专题会议) are no posts: they do not log in."""

    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    SECURITY_AUDITOR = "security_auditor"
    OFFICE_DIRECTOR = "office_director"
    OFFICE_CLERK = "office_clerk"
    RECTIFICATION_SUPERVISOR = "rectification_supervisor"
    LEADER = "leader"
    DEPUTY_LEADER = "deputy_leader"
    LIAISON = "liaison"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """The post's usual name."""
        return _LABELS[self]


_LABELS = {
    Post.SYSTEM_ADMIN: "系统管理员",
    Post.SECURITY_ADMIN: "安全保密管理员",
    Post.SECURITY_AUDITOR: "安全审计员",
    Post.OFFICE_DIRECTOR: "巡察办主任",
    Post.OFFICE_CLERK: "巡察办干事",
    Post.RECTIFICATION_SUPERVISOR: "整改督查员",
    Post.LEADER: "组长",
    Post.DEPUTY_LEADER: "副组长",
    Post.LIAISON: "联络员",
    Post.MEMBER: "组员",
}

OFFICERS = frozenset((Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.SECURITY_AUDITOR))
OFFICE = frozenset((Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK, Post.RECTIFICATION_SUPERVISOR))
GROUP = frozenset((Post.LEADER, Post.DEPUTY_LEADER, Post.LIAISON, Post.MEMBER))
BUSINESS = OFFICE | GROUP

POSTS_OF = {"office": OFFICERS | OFFICE, "group": OFFICERS | GROUP}
"""The posts held in each kind of workspace: the group's people work in the group's, the office's in the office's."""


def belongs(post: str, kind: str) -> bool:
    """Whether a post may be held in that kind of workspace; one this program does not know carries no act anyway."""
    return post in POSTS_OF[kind] or post not in BUSINESS
