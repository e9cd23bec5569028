"""What the bot asks Slack to allow, no more than its calls and events need, and what fails without it."""

SCOPES = {
    "commands": "no slash command works",
    "chat:write": "no board, answer or reminder is posted",
    "channels:read": "the members of public channels are not known",
    "groups:read": "the members of private channels are not known",
    "app_mentions:read": "`@Taktgeber groom PROJ-1` does nothing, and in threads no command does",
    "im:write": "nobody gets a direct message",
    "users:read": "nobody's name, language and time zone is known",
    "channels:join": "in a public channel the bot has to be invited by hand",
    "channels:history": "after a crash a message in a public channel may stand there twice",
    "groups:history": "after a crash a message in a private channel may stand there twice",
}

# Without these nothing works; without the others something does not.
ESSENTIAL = frozenset({"commands", "chat:write"})

# The Web API methods that the bot calls, each with the scopes of which it needs one; a test compares them
# with the calls in the code and with what Slack documents.
METHODS: dict[str, frozenset[str]] = {
    "auth.test": frozenset(),
    "chat.getPermalink": frozenset(),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": frozenset({"channels:history", "groups:history"}),
    "conversations.info": frozenset({"channels:read", "groups:read"}),
    "conversations.join": frozenset({"channels:join"}),
    "conversations.members": frozenset({"channels:read", "groups:read"}),
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": frozenset({"channels:history", "groups:history"}),
    "users.info": frozenset({"users:read"}),
    "users.list": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.push": frozenset(),
    "views.update": frozenset(),
}
