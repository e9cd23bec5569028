"""One description in both of Jira's formats, and what people read of it in Slack."""

WIKI_DESCRIPTION = """As a buyer I want my *money* back & fast.

h2. Acceptance criteria
* within 3 days
* by e-mail
"""

ADF_DESCRIPTION = {
    "type": "doc",
    "version": 1,
    "content": [
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "As a buyer I want my "},
                {"type": "text", "text": "money", "marks": [{"type": "strong"}]},
                {"type": "text", "text": " back & fast."},
            ],
        },
        {
            "type": "heading",
            "attrs": {"level": 2},
            "content": [{"type": "text", "text": "Acceptance criteria"}],
        },
        {
            "type": "bulletList",
            "content": [
                {
                    "type": "listItem",
                    "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
                }
                for text in ("within 3 days", "by e-mail")
            ],
        },
    ],
}

CRITERIA = "• within 3 days\n• by e-mail"
DESCRIPTION = f"As a buyer I want my *money* back &amp; fast.\n\n*Acceptance criteria*\n{CRITERIA}"
