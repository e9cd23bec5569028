"""Jira's webhook: what comes is checked against the shared secret, and each delivery counts once."""

import hashlib
import hmac
import json
import time

from bot import metrics
from bot.db import deliveries
from bot.db.database import Database
from bot.edge import ACCEPTED, UNAUTHORIZED, UNREADABLE, Answer, Delivery

JIRA_PATH = "/jira/webhook"
SIGNATURE = "x-hub-signature"
DELIVERY_ID = "x-atlassian-webhook-identifier"


class JiraReceiver:
    """No feature listens to Jira yet: what is genuine is written down as delivered, and acknowledged."""

    def __init__(self, database: Database, *, secret: str) -> None:
        self._database = database
        self._secret = secret.encode()

    def __call__(self, delivery: Delivery) -> Answer:
        began = time.perf_counter()
        if not self._is_genuine(delivery):
            return UNAUTHORIZED
        if not _is_object(delivery.body):
            return UNREADABLE
        result = "ok" if self._is_new(delivery) else "repeated"
        metrics.delivery("jira", result, time.perf_counter() - began)
        return ACCEPTED

    def _is_genuine(self, delivery: Delivery) -> bool:
        expected = f"sha256={hmac.new(self._secret, delivery.body, hashlib.sha256).hexdigest()}"
        return hmac.compare_digest(expected.encode(), delivery.headers.get(SIGNATURE, "").encode())

    def _is_new(self, delivery: Delivery) -> bool:
        name = delivery.headers.get(DELIVERY_ID) or hashlib.sha256(delivery.body).hexdigest()
        try:
            with self._database.transaction() as tx:
                deliveries.begin(tx, f"jira:{name}")
        except deliveries.Repeated:
            return False
        return True


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
