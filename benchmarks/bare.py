"""The measure of the acknowledgement benchmark: a Bolt app that checks the signature and acknowledges."""

import os
import re

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult


def create() -> SlackRequestHandler:
    app = App(
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=True,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=None, bot_token="", bot_user_id=""),
    )

    @app.action(re.compile(".*"))
    def acknowledge(ack: Ack) -> None:
        ack()

    return SlackRequestHandler(app, path="/slack/events")
