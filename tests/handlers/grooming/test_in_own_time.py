from bot.slack.replies import ChangeModal, Close, NextStep, OpenModal, Whisper
from tests.handlers.grooming.conftest import ANNA, BEN, CARA, Team, text_of


def page(reply):
    assert isinstance(reply, OpenModal | NextStep | ChangeModal)
    return reply.modal


def cards(modal, *chosen: str) -> dict[str, object]:
    """Fill in the cards of a page, in its order."""
    names = [block["block_id"] for block in modal.blocks if block.get("block_id", "").startswith("card_")]
    return dict(zip(names, chosen, strict=False))


def vote(team: Team, person: str, *chosen: str) -> None:
    modal = page(team.presses("grooming.ballot", person=person))
    team.submits(modal, person=person, **cards(modal, *chosen))


def test_all_stories_are_open_at_once_and_only_numbers_are_shown(team: Team):
    team.types("PROJ-1 PROJ-2 deadline=3d")
    vote(team, BEN, "5", "8")
    vote(team, CARA, "5")
    assert "Title of PROJ-1 – 2 of 3 votes" in team.text
    assert "Title of PROJ-2 – 1 of 3 votes" in team.text
    assert "<@UBEN>" not in team.text


def test_the_results_come_at_the_deadline_and_are_accepted_per_story(team: Team):
    team.types("PROJ-1 PROJ-2 deadline=3d")
    vote(team, BEN, "5", "1")
    vote(team, CARA, "5", "20")
    team.wait(days=3, minutes=1)
    assert "*5* · consensus" in team.text
    assert "*13* · no consensus" in team.text
    assert team.label("grooming.accept") == "Write 5 to PROJ-1"
    team.presses("grooming.accept")
    assert team.tracker.stored["PROJ-1"].estimate == 5


def test_a_second_round_opens_only_for_what_has_no_consensus(team: Team):
    team.types("PROJ-1 PROJ-2 deadline=3d")
    modal = page(team.presses("grooming.ballot", person=BEN))
    last = list(cards(modal, "5", "1"))[-1]
    reason = {last.replace("card_", "reason_"): "It is there already"}
    team.submits(modal, person=BEN, **cards(modal, "5", "1"), **reason)
    vote(team, CARA, "5", "20")
    team.presses("grooming.reveal")
    reply = team.presses("grooming.second")
    assert isinstance(reply, Whisper)
    assert "The second round is open for 1 story." in reply.message.text
    second = page(team.presses("grooming.ballot", person=CARA))
    told = text_of(second.blocks)
    assert "Title of PROJ-1" not in told
    assert "Round 1 went from one end to the other: 1, 20." in told
    assert "• *1*: It is there already" in told
    assert "UBEN" not in told
    vote(team, CARA, "1")
    team.wait(days=3, minutes=1)
    assert "grooming.ballot" not in team.buttons()


def test_ten_stories_a_page_and_back_keeps_what_stands(team: Team):
    team.types(" ".join(f"MANY-{number}" for number in range(1, 13)) + " deadline=3d")
    first = page(team.presses("grooming.ballot", person=BEN))
    second = page(team.submits(first, person=BEN, **cards(first, "1", "2")))
    assert "Vote (2 of 2)" in second.title
    back = next(block for block in second.blocks if block["type"] == "actions")["elements"][0]
    reply = team.presses(
        "grooming.back", person=BEN, value=back["value"], view_id="V1", fields=cards(second, "8")
    )
    assert '"value": "2"' in str(page(reply).blocks).replace("'", '"')
    assert "Title of MANY-11 – 1 of 3 votes" in team.text
    assert isinstance(team.submits(second, person=BEN, **cards(second, "none", "3")), Close)
    assert "Title of MANY-11 – 0 of 3 votes" in team.text


def test_a_late_page_says_whose_round_is_over(team: Team):
    team.types("PROJ-1 PROJ-2 deadline=3d")
    modal = page(team.presses("grooming.ballot", person=BEN))
    vote(team, CARA, "5", "5")
    team.presses("grooming.reveal")
    reply = team.submits(modal, person=BEN, **cards(modal, "3", "3"))
    assert isinstance(reply, Close)
    assert reply.whisper is not None
    assert "PROJ-1, PROJ-2" in reply.whisper.text


def test_a_page_of_an_earlier_round_counts_nothing(team: Team):
    team.types("PROJ-1 deadline=3d")
    old = page(team.presses("grooming.ballot", person=BEN))
    vote(team, ANNA, "1")
    vote(team, CARA, "20")
    team.presses("grooming.reveal")
    team.presses("grooming.second")
    reply = team.submits(old, person=BEN, **cards(old, "3"))
    assert isinstance(reply, Close)
    assert reply.whisper is not None
    assert "Title of PROJ-1 – 0 of 3 votes" in team.text


def reminded(team: Team) -> list[str]:
    return [post.channel for post in team.messenger.posted if post.note["surface"] == "grooming.reminder"]


def test_only_those_who_owe_a_vote_are_reminded_once(team: Team):
    team.types("PROJ-1 deadline=3d")
    vote(team, BEN, "5")
    team.wait(days=2, hours=22)
    assert reminded(team) == ["DANNA", "DCARA"]
    team.wait(hours=1)
    assert reminded(team) == ["DANNA", "DCARA"]


def test_in_an_anonymous_vote_all_are_reminded_and_told_why(team: Team):
    team.types("PROJ-1 deadline=3d anonymous")
    vote(team, BEN, "5")
    team.wait(days=2, hours=22)
    assert reminded(team) == ["DANNA", "DBEN", "DCARA"]
    assert "nobody can see who has voted" in team.messenger.posted[-1].message.text


def test_fifty_stories_fit_one_board(team: Team):
    team.types(" ".join(f"MANY-{number}" for number in range(1, 51)) + " deadline=3d")
    vote(team, ANNA, *"55555555")
    team.presses("grooming.reveal")
    assert len(team.board.blocks) <= 45
    assert "38 more stories follow these." in team.text
    for _ in range(8):
        team.presses("grooming.accept")
    assert "2 more stories are done" in team.text
    modal = page(team.presses("grooming.all"))
    assert team.text.count("written") == 6
    assert text_of(modal.blocks).count("written") == 8
    following = next(block for block in modal.blocks if block["type"] == "actions")["elements"][0]
    reply = team.presses(following["action_id"], value=following["value"], view_id="V1")
    assert "Title of MANY-21" in text_of(page(reply).blocks)
