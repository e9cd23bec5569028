"""What the fake bot shows: a small board, and every block and element that the page knows."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(label: str, action_id: str, **more: object) -> Json:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def option(value: str) -> Json:
    return {"text": plain(value.capitalize()), "value": value}


def board(voted: str) -> list[Json]:
    ask = {
        "title": plain("Skip it?"),
        "text": plain("It stays open."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    buttons = [
        button("5", "grooming.vote.5"),
        button("Details", "grooming.mine", style="primary"),
        button("Skip", "grooming.skip", style="danger", confirm=ask),
    ]
    return [
        {"type": "header", "block_id": "title", "text": plain("Planning poker")},
        {"type": "section", "block_id": "state", "text": mrkdwn(f"Voted: {voted}")},
        {"type": "actions", "block_id": "deck", "elements": buttons},
    ]


def every_block(picture: str) -> list[Json]:
    styled = {"type": "text", "text": "bold", "style": {"bold": True}}
    items = [{"type": "rich_text_section", "elements": [{"type": "text", "text": one}]} for one in "ab"]
    menu = {
        "type": "overflow",
        "action_id": "show.menu",
        "options": [option("edit"), option("drop")],
    }
    rich = [
        {"type": "rich_text_section", "elements": [styled, {"type": "emoji", "name": "tada"}]},
        {"type": "rich_text_list", "style": "ordered", "elements": items},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code()"}]},
    ]
    return [
        {"type": "header", "text": plain("Everything")},
        {"type": "section", "text": mrkdwn("*strong* _soft_ ~gone~ `code` <https://a.example|a link>")},
        {"type": "section", "text": mrkdwn("<script>alert(1)</script> &lt;b&gt;"), "accessory": menu},
        {"type": "section", "text": mrkdwn("<!date^1860000000^{date_num} {time}^then>")},
        {"type": "section", "fields": [mrkdwn("*One*\n1"), mrkdwn("*Two*\n2")]},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("small print")]},
        {"type": "image", "image_url": picture, "alt_text": "a picture", "title": plain("Picture")},
        {"type": "rich_text", "elements": rich},
    ]


def field(block_id: str, element: Json, *, optional: bool = True) -> Json:
    element = {**element, "action_id": f"show.form.{block_id}"}
    label = plain(block_id.capitalize())
    return {"type": "input", "block_id": block_id, "label": label, "element": element, "optional": optional}


def every_field(title: str = "All fields") -> Json:
    choices = [option("red"), option("blue")]
    steps = [button("Refresh", "show.refresh"), button("Look aside", "show.push")]
    blocks = [
        field("name", {"type": "plain_text_input"}, optional=False),
        field("story", {"type": "plain_text_input", "multiline": True}),
        field("size", {"type": "number_input", "is_decimal_allowed": False}),
        field("mail", {"type": "email_text_input"}),
        field("site", {"type": "url_text_input"}),
        field("colour", {"type": "static_select", "options": choices}),
        field("colours", {"type": "multi_static_select", "options": choices}),
        field("issue", {"type": "external_select", "min_query_length": 1}),
        field("person", {"type": "users_select"}),
        field("place", {"type": "conversations_select"}),
        field("checks", {"type": "checkboxes", "options": choices}),
        field("radio", {"type": "radio_buttons", "options": choices}),
        field("day", {"type": "datepicker"}),
        field("hour", {"type": "timepicker"}),
        field("moment", {"type": "datetimepicker"}),
        field("file", {"type": "file_input"}),
        {"type": "actions", "block_id": "steps", "elements": steps},
    ]
    return {
        "type": "modal",
        "callback_id": "show.form",
        "title": plain(title),
        "submit": plain("Save"),
        "close": plain("Leave"),
        "blocks": blocks,
    }


def side_look() -> Json:
    blocks = [{"type": "section", "text": mrkdwn("A look aside.")}]
    return {"type": "modal", "title": plain("Aside"), "close": plain("Back"), "blocks": blocks}


def home() -> Json:
    return {"type": "home", "blocks": [{"type": "header", "text": plain("What waits for you")}]}
