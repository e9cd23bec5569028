"""A bot of a few lines that lives over HTTP in the sandbox: posts boards, opens modals, refuses a name."""

import json
import threading
from typing import Any
from urllib.parse import parse_qsl

import httpx
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.sandbox.page.showcase import board, every_block, every_field, option, side_look

Json = dict[str, Any]


class FakeBot:
    def __init__(self, token: str) -> None:
        self.slack_url = ""
        self.picture = ""
        self.submissions: list[Json] = []
        self.released = threading.Event()
        self._token = token

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/slack/events", self._receive, methods=["POST"])])

    def call(self, method: str, **arguments: object) -> Json:
        headers = {"Authorization": f"Bearer {self._token}"}
        answer = httpx.post(f"{self.slack_url}/api/{method}", json=arguments, headers=headers)
        body: Json = answer.json()
        assert body["ok"], body
        return body

    async def _receive(self, request: Request) -> Response:
        fields = dict(parse_qsl((await request.body()).decode()))
        if "command" in fields:
            answer = await run_in_threadpool(self._command, fields)
        elif "payload" in fields:
            answer = await run_in_threadpool(self._interaction, json.loads(fields["payload"]))
        else:
            answer = None
        return Response() if answer is None else JSONResponse(answer)

    def _command(self, fields: dict[str, str]) -> Json | None:
        if fields["command"] == "/takt":
            self.released.wait(20)
        elif fields["text"] == "everything":
            self.call(
                "chat.postMessage",
                channel=fields["channel_id"],
                text="Everything",
                blocks=every_block(self.picture),
            )
        else:
            self.call("chat.postMessage", channel=fields["channel_id"], text="Board", blocks=board("nobody"))
        return {"text": "Only for you: it has begun."}

    def _interaction(self, payload: Json) -> Json | None:
        if payload["type"] == "block_suggestion":
            return {"options": [option(f"{payload['value']}-1"), option(f"{payload['value']}-2")]}
        if payload["type"] == "view_submission":
            return self._submitted(payload["view"]["state"]["values"])
        if payload["type"] == "block_actions":
            self._pressed(payload)
        return None

    def _submitted(self, values: Json) -> Json | None:
        self.submissions.append(values)
        if values["name"]["show.form.name"]["value"] == "taken":
            return {"response_action": "errors", "errors": {"name": "This name is taken."}}
        return None

    def _pressed(self, payload: Json) -> None:
        action = payload["actions"][0]["action_id"]
        if action == "grooming.mine":
            self.call("views.open", trigger_id=payload["trigger_id"], view=every_field())
        elif action == "show.refresh":
            self.call("views.update", view_id=payload["view"]["id"], view=every_field("Still all fields"))
        elif action == "show.push":
            self.call("views.push", trigger_id=payload["trigger_id"], view=side_look())
        elif action.startswith("grooming."):
            place = {"channel": payload["channel"]["id"], "ts": payload["message"]["ts"]}
            blocks = board(f"{payload['user']['name']} {action}")
            self.call("chat.update", **place, text="Board", blocks=blocks)
