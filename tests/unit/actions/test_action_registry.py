"""The executor and the domain know the same actions."""

from pathlib import Path

import yaml
from fake_desk import FakeDesk

from actions.registry import build_executor

DOMAIN = yaml.safe_load((Path(__file__).parents[3] / "domain.yml").read_text("utf-8"))


def test_every_action_of_the_domain_is_there_and_no_other() -> None:
    assert set(build_executor(FakeDesk()).actions) == set(DOMAIN["actions"])


def test_the_form_asks_for_the_slots_that_actions_empty() -> None:
    assert DOMAIN["forms"]["fee_form"]["required_slots"] == ["fee_method", "fee_quantity"]
    assert {f"utter_ask_{slot}" for slot in DOMAIN["forms"]["fee_form"]["required_slots"]} <= set(DOMAIN["responses"])
