"""`/api/<method>`: who calls, whether they may, how often, which trouble is switched on, and the answer."""

import secrets
import time
from dataclasses import dataclass

from sandbox.slack.api.arguments import Arguments
from sandbox.slack.api.call import Call, Caller, Method, Tier
from sandbox.slack.api.methods import METHODS
from sandbox.slack.api.pacing import Pacing
from sandbox.slack.calls import ApiCall
from sandbox.slack.refusals import Json, Refusal, wrong_arguments
from sandbox.slack.state import State


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is `None` when the connection ends without an answer."""

    status: int
    body: Json | None
    headers: dict[str, str]


class Endpoint:
    def __init__(self, state: State, *, pacing: Pacing | None = None) -> None:
        self._state = state
        self._pacing = pacing or Pacing()

    def call(self, name: str, arguments: Arguments, token: str) -> Reply:
        started = time.perf_counter()
        reply = self._with_faults(name, arguments, token)
        self._log(name, arguments, reply, time.perf_counter() - started)
        return reply

    def _with_faults(self, name: str, arguments: Arguments, token: str) -> Reply:
        faults = self._state.faults
        if slow := faults.take("slack_slow"):
            time.sleep(float(slow["seconds"]))
        if faults.take("slack_down"):
            return Reply(503, {"ok": False, "error": "service_unavailable"}, {})
        if limited := faults.take("slack_429", name):
            return _limited(int(limited["retry_after"]))
        if faults.take("slack_500", name):
            return Reply(500, {"ok": False, "error": "internal_error"}, {})
        reply = self._answer(name, arguments, token)
        if faults.take("slack_lost_answer", name):
            return Reply(500, {"ok": False, "error": "fatal_error"}, {})
        return reply

    def _answer(self, name: str, arguments: Arguments, token: str) -> Reply:
        try:
            method = self._permitted(name, arguments, token)
            seconds = self._pacing.wait(name, method.tier, _paced_by(method, arguments))
            if seconds:
                return _limited(seconds)
            with self._state.lock:
                return self._reply(method.act(Call(self._state, arguments)))
        except Refusal as refusal:
            return self._reply(refusal.as_json())

    def _permitted(self, name: str, arguments: Arguments, token: str) -> Method:
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        self._check_token(method, token)
        granted = self._state.installation.scopes
        if method.scopes and not set(method.scopes) & set(granted):
            raise Refusal("missing_scope", needed=method.scopes[0], provided=",".join(granted))
        missing = [argument for argument in method.required if argument not in arguments]
        if missing:
            raise wrong_arguments(
                *(f"missing required field: {argument} [json-pointer:/{argument}]" for argument in missing)
            )
        return method

    def _check_token(self, method: Method, token: str) -> None:
        installation = self._state.installation
        if method.caller is Caller.ANYBODY:
            return
        if not token:
            raise Refusal("not_authed")
        if token not in {installation.bot_token, installation.app_token}:
            raise Refusal("invalid_auth")
        caller = Caller.APP if token == installation.app_token else Caller.BOT
        if caller is not method.caller:
            raise Refusal("not_allowed_token_type")

    def _reply(self, body: Json) -> Reply:
        headers = {
            "x-oauth-scopes": ",".join(self._state.installation.scopes),
            "x-slack-req-id": secrets.token_hex(16),
        }
        return Reply(200, body, headers)

    def _log(self, name: str, arguments: Arguments, reply: Reply, seconds: float) -> None:
        body = reply.body or {}
        call = ApiCall(
            method=name,
            arguments=arguments.as_json(),
            status=reply.status,
            ok=bool(body.get("ok")),
            error=str(body.get("error", "")),
            at=self._state.clock.iso_line(),
            milliseconds=round(seconds * 1000, 1),
        )
        self._state.calls.add(call)
        self._state.announcements.tell("call", **call.as_json())


def _paced_by(method: Method, arguments: Arguments) -> str:
    return arguments.text("channel") if method.tier is Tier.POSTING else ""


def _limited(seconds: int) -> Reply:
    body = {"ok": False, "error": "ratelimited"}
    return Reply(429, body, {"Retry-After": str(seconds)})
