"""The table of methods: what each needs and how often it may be called (state of the docs in 2026)."""

from collections.abc import Mapping

from sandbox.slack.api import channels, chat, files, marks, people, views, workspace_info
from sandbox.slack.api.call import Caller, Method, Tier

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_MANAGE = ("channels:manage", "channels:write", "groups:write", "im:write", "mpim:write")
_OPEN = ("channels:manage", "groups:write", "im:write", "mpim:write")
_INVITE = (
    "channels:manage",
    "channels:write.invites",
    "groups:write",
    "groups:write.invites",
    "im:write",
    "mpim:write",
)
_CHAT = ("chat:write",)
_USERS = ("users:read",)

METHODS: Mapping[str, Method] = {
    "api.test": Method(workspace_info.api_test, Tier.FOUR, caller=Caller.ANYBODY),
    "apps.connections.open": Method(workspace_info.open_connection, Tier.THREE, caller=Caller.APP),
    "auth.test": Method(workspace_info.auth_test, Tier.SPECIAL),
    "blocks.validate": Method(workspace_info.validate_blocks, Tier.SPECIAL, caller=Caller.ANYBODY),
    "bookmarks.add": Method(
        marks.add_bookmark, Tier.TWO, ("bookmarks:write",), ("channel_id", "title", "type")
    ),
    "bookmarks.edit": Method(
        marks.edit_bookmark, Tier.TWO, ("bookmarks:write",), ("channel_id", "bookmark_id")
    ),
    "bookmarks.list": Method(marks.bookmarks, Tier.THREE, ("bookmarks:read",), ("channel_id",)),
    "bookmarks.remove": Method(
        marks.remove_bookmark, Tier.TWO, ("bookmarks:write",), ("channel_id", "bookmark_id")
    ),
    "bots.info": Method(workspace_info.bots_info, Tier.THREE, _USERS),
    "chat.delete": Method(chat.delete, Tier.THREE, _CHAT, ("channel", "ts")),
    "chat.deleteScheduledMessage": Method(
        chat.delete_scheduled_message, Tier.THREE, _CHAT, ("channel", "scheduled_message_id")
    ),
    "chat.getPermalink": Method(chat.get_permalink, Tier.SPECIAL, (), ("channel", "message_ts")),
    "chat.postEphemeral": Method(chat.post_ephemeral, Tier.FOUR, _CHAT, ("channel", "user")),
    "chat.postMessage": Method(chat.post_message, Tier.POSTING, _CHAT, ("channel",)),
    "chat.scheduleMessage": Method(chat.schedule_message, Tier.THREE, _CHAT, ("channel", "post_at")),
    "chat.scheduledMessages.list": Method(chat.list_scheduled_messages, Tier.THREE),
    "chat.update": Method(chat.update, Tier.THREE, _CHAT, ("channel", "ts")),
    "conversations.close": Method(channels.close, Tier.TWO, _MANAGE, ("channel",)),
    "conversations.history": Method(channels.history, Tier.THREE, _HISTORY, ("channel",)),
    "conversations.info": Method(channels.info, Tier.THREE, _READ, ("channel",)),
    "conversations.invite": Method(channels.invite, Tier.THREE, _INVITE, ("channel", "users")),
    "conversations.join": Method(channels.join, Tier.THREE, ("channels:join",), ("channel",)),
    "conversations.leave": Method(channels.leave, Tier.THREE, _MANAGE, ("channel",)),
    "conversations.list": Method(channels.list_all, Tier.TWO, _READ),
    "conversations.members": Method(channels.members, Tier.FOUR, _READ, ("channel",)),
    "conversations.open": Method(channels.open_direct, Tier.THREE, _OPEN),
    "conversations.replies": Method(channels.replies, Tier.THREE, _HISTORY, ("channel", "ts")),
    "dnd.info": Method(people.dnd_info, Tier.THREE, ("dnd:read",)),
    "dnd.teamInfo": Method(people.dnd_team_info, Tier.TWO, ("dnd:read",), ("users",)),
    "emoji.list": Method(workspace_info.emoji_list, Tier.TWO, ("emoji:read",)),
    "files.completeUploadExternal": Method(files.complete_upload, Tier.FOUR, ("files:write",), ("files",)),
    "files.delete": Method(files.delete, Tier.THREE, ("files:write",), ("file",)),
    "files.getUploadURLExternal": Method(
        files.upload_url, Tier.FOUR, ("files:write",), ("filename", "length")
    ),
    "files.info": Method(files.info, Tier.FOUR, ("files:read",), ("file",)),
    "pins.add": Method(marks.add_pin, Tier.TWO, ("pins:write",), ("channel",)),
    "pins.list": Method(marks.pins, Tier.TWO, ("pins:read",), ("channel",)),
    "pins.remove": Method(marks.remove_pin, Tier.TWO, ("pins:write",), ("channel",)),
    "reactions.add": Method(
        marks.add_reaction, Tier.THREE, ("reactions:write",), ("channel", "name", "timestamp")
    ),
    "reactions.get": Method(marks.reactions, Tier.THREE, ("reactions:read",)),
    "reactions.remove": Method(marks.remove_reaction, Tier.TWO, ("reactions:write",), ("name",)),
    "team.info": Method(workspace_info.team_info, Tier.THREE, ("team:read",)),
    "usergroups.list": Method(people.groups, Tier.TWO, ("usergroups:read",)),
    "usergroups.users.list": Method(people.group_users, Tier.TWO, ("usergroups:read",), ("usergroup",)),
    "users.conversations": Method(channels.list_of_user, Tier.THREE, _READ),
    "users.getPresence": Method(people.presence, Tier.THREE, _USERS),
    "users.info": Method(people.info, Tier.FOUR, _USERS, ("user",)),
    "users.list": Method(people.list_all, Tier.TWO, _USERS),
    "users.lookupByEmail": Method(people.lookup_by_email, Tier.THREE, ("users:read.email",), ("email",)),
    "users.profile.get": Method(people.profile, Tier.FOUR, ("users.profile:read",)),
    "views.open": Method(views.open_view, Tier.FOUR, (), ("view",)),
    "views.publish": Method(views.publish, Tier.FOUR, (), ("user_id", "view")),
    "views.push": Method(views.push, Tier.FOUR, (), ("view",)),
    "views.update": Method(views.update, Tier.FOUR, (), ("view",)),
}
