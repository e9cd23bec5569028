"""The people, the bot and the user groups of a workspace, and how the Web API shows them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Literal
from zoneinfo import ZoneInfo

from sandbox.slack.refusals import Json

_PICTURE_SIZES = (24, 32, 48, 72, 192, 512)
Guest = Literal["", "multi", "single"]


@dataclass(frozen=True, slots=True)
class Place:
    """What an account's picture of itself depends on."""

    team: str
    base_url: str
    now: datetime


@dataclass(slots=True)
class Dnd:
    enabled: bool = False
    start: int = 1
    end: int = 1
    snooze_until: int = 0

    def as_json(self, now: int) -> Json:
        """What others learn: a snooze looks like do-not-disturb that has begun."""
        snoozes = self.snooze_until > now
        return {
            "dnd_enabled": self.enabled or snoozes,
            "next_dnd_start_ts": now if snoozes else self.start,
            "next_dnd_end_ts": self.snooze_until if snoozes else self.end,
        }


@dataclass(slots=True)
class Member:
    """One account of the workspace; the bot is one too."""

    id: str
    handle: str
    name: str
    email: str = ""
    zone: str = "Europe/Berlin"
    locale: str = "en-US"
    title: str = ""
    guest: Guest = ""
    deactivated: bool = False
    is_admin: bool = False
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    bot_id: str = ""
    dnd: Dnd = field(default_factory=Dnd)
    updated: int = 0

    def profile(self, base_url: str, *, with_email: bool) -> Json:
        first, _, last = self.name.partition(" ")
        shown: Json = {
            "real_name": self.name,
            "real_name_normalized": self.name,
            "display_name": self.handle,
            "display_name_normalized": self.handle,
            "first_name": first,
            "last_name": last,
            "title": self.title,
            "phone": "",
            "skype": "",
            "avatar_hash": self.color,
            "status_text": self.status_text,
            "status_text_canonical": "",
            "status_emoji": self.status_emoji,
            "status_emoji_display_info": [],
            "status_expiration": self.status_expiration,
            **{f"image_{size}": f"{base_url}/avatars/{self.id}/{size}.svg" for size in _PICTURE_SIZES},
        }
        if with_email and self.email:
            shown["email"] = self.email
        if self.bot_id:
            shown["bot_id"] = self.bot_id
        return shown

    def picture(self, size: int) -> str:
        """The initials on the person's colour, as SVG."""
        initials = "".join(part[:1] for part in self.name.split()[:2]).upper()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 48 48">'
            f'<rect width="48" height="48" rx="6" fill="#{self.color}"/>'
            '<text x="24" y="31" font-family="sans-serif" font-size="19" fill="#fff" text-anchor="middle">'
            f"{escape(initials)}</text></svg>"
        )

    @property
    def color(self) -> str:
        return hashlib.sha256(self.id.encode()).hexdigest()[:6]

    def as_json(self, place: Place, *, with_email: bool, with_locale: bool = False) -> Json:
        local = place.now.astimezone(ZoneInfo(self.zone))
        offset = local.utcoffset()
        shown: Json = {
            "id": self.id,
            "team_id": place.team,
            "name": self.handle,
            "deleted": self.deactivated,
            "profile": self.profile(place.base_url, with_email=with_email) | {"team": place.team},
            "is_bot": bool(self.bot_id),
            "is_app_user": False,
            "updated": self.updated,
        }
        if self.deactivated:
            return shown
        shown |= {
            "color": self.color,
            "real_name": self.name,
            "tz": self.zone,
            "tz_label": local.tzname() or self.zone,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": bool(self.guest),
            "is_ultra_restricted": self.guest == "single",
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }
        if with_locale:
            shown["locale"] = self.locale
        return shown


@dataclass(slots=True)
class UserGroup:
    id: str
    handle: str
    name: str
    users: list[str]
    created: int

    def as_json(self, team: str, *, with_users: bool) -> Json:
        shown: Json = {
            "id": self.id,
            "team_id": team,
            "is_usergroup": True,
            "is_subteam": True,
            "name": self.name,
            "description": "",
            "handle": self.handle,
            "is_external": False,
            "date_create": self.created,
            "date_update": self.created,
            "date_delete": 0,
            "auto_provision": False,
            "prefs": {"channels": [], "groups": []},
            "user_count": len(self.users),
            "channel_count": 0,
        }
        return shown | ({"users": list(self.users)} if with_users else {})


class People:
    """Everybody by id, by handle and by e-mail."""

    def __init__(self) -> None:
        self._by_id: dict[str, Member] = {}
        self._by_handle: dict[str, Member] = {}
        self._by_email: dict[str, Member] = {}
        self.groups: dict[str, UserGroup] = {}

    def __iter__(self) -> Iterator[Member]:
        return iter(self._by_id.values())

    def add(self, member: Member) -> None:
        self._by_id[member.id] = member
        self._by_handle[member.handle] = member
        if member.email:
            self._by_email[member.email.lower()] = member

    def by_id(self, user: str) -> Member | None:
        return self._by_id.get(user)

    def by_handle(self, handle: str) -> Member | None:
        return self._by_handle.get(handle)

    def by_email(self, email: str) -> Member | None:
        return self._by_email.get(email.lower())
