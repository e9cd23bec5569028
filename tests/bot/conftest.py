from collections.abc import Iterator

import pytest

from tests.bot.stand_in import SlackStandIn, slack


@pytest.fixture
def slack_stand_in() -> Iterator[SlackStandIn]:
    with slack() as stand_in:
        yield stand_in
