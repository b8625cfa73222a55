"""Which limits are asked, in which order, and what is said."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from api.http.problems import problem_of, status_of
from api.throttling.memory import MemoryLimiter
from api.throttling.rules import Kind, Limit, Rule, Scope, ThrottlingRules, throttling_rules
from api.throttling.streams import OpenStreams
from api.throttling.throttle import Throttle, TooMany, in_words

RULES = throttling_rules()


class Moving:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def throttle(clock: Moving | None = None, **limits: tuple[int, int]) -> Throttle:
    """A throttle whose questions have these limits alone, as (most, seconds)."""
    rule = Rule(doing="提问", **{name: (Limit(most=most, seconds=for_),) for name, (most, for_) in limits.items()})
    rules = ThrottlingRules(
        kinds={**RULES.kinds, Kind.QUESTION: rule}, streams=RULES.streams, sentences=RULES.sentences
    )
    return Throttle(MemoryLimiter(clock or Moving()), rules)


async def refused(throttle: Throttle, visitor: str = "", address: str = "", account: str = "") -> bool:
    try:
        await throttle.check(channel="web", visitor=visitor, address=address, account=account)
    except TooMany:
        return True
    return False


@pytest.mark.asyncio
class TestScopes:
    async def test_one_visitor_does_not_use_up_anothers(self) -> None:
        asked = throttle(visitor=(1, 60))
        assert not await refused(asked, "a", "203.0.113.7")
        assert await refused(asked, "a", "198.51.100.1")
        assert not await refused(asked, "b", "203.0.113.7")

    async def test_a_hotel_is_not_shut_out_by_one_guest(self) -> None:
        asked = throttle(visitor=(1, 60), address=(3, 60))
        for _ in range(50):
            await refused(asked, "loud", "203.0.113.7")
        assert not await refused(asked, "quiet", "203.0.113.7")

    async def test_changing_names_does_not_help(self) -> None:
        asked = throttle(visitor=(1, 60), address=(3, 60))
        assert [await refused(asked, str(number), "203.0.113.7") for number in range(5)] == [False] * 3 + [True] * 2

    async def test_a_household_of_ipv6_is_one_address(self) -> None:
        asked = throttle(address=(1, 60))
        assert not await refused(asked, address="2001:db8::1")
        assert await refused(asked, address="2001:db8::2")
        assert not await refused(asked, address="2001:db8:0:1::1")

    async def test_who_shows_no_token_is_counted_by_address(self) -> None:
        asked = throttle(nameless=(1, 60))
        assert not await refused(asked, "", "203.0.113.7")
        assert await refused(asked, "", "203.0.113.7")
        assert not await refused(asked, "a", "203.0.113.7")
        assert not await refused(asked, "", "203.0.113.7", account="app")

    async def test_the_whole_channel_and_an_account(self) -> None:
        assert [await refused(throttle(channel=(1, 60)), "a")] == [False]
        for limits in ({"channel": (1, 60)}, {"account": (1, 60)}):
            asked = throttle(**limits)
            assert not await refused(asked, "a", account="app")
            assert await refused(asked, "b", account="app")

    async def test_nobody_is_nobody(self) -> None:
        asked = throttle(visitor=(1, 60), nameless=(1, 60), address=(1, 60))
        assert not any([await refused(asked) for _ in range(5)])


@pytest.mark.asyncio
async def test_looking_counts_nothing() -> None:
    asked = throttle(visitor=(1, 60))
    for _ in range(3):
        await asked.look(channel="web", visitor="a", address="")
    await asked.check(channel="web", visitor="a", address="")
    with pytest.raises(TooMany):
        await asked.look(channel="web", visitor="a", address="")


@pytest.mark.asyncio
async def test_the_refusal_says_how_long() -> None:
    clock = Moving()
    asked = throttle(clock, visitor=(1, 60))
    await asked.check(channel="web", visitor="a", address="")
    clock.now += timedelta(seconds=18)
    before = REGISTRY.get_sample_value("yihaoda_throttled_total", {"kind": "question", "scope": "visitor"}) or 0
    with pytest.raises(TooMany) as refusal:
        await asked.check(channel="web", visitor="a", address="")
    assert refusal.value.message == "提问太频繁，请在42秒后再试"
    assert (refusal.value.headers, status_of(refusal.value)) == ({"retry-after": "42"}, 429)
    assert problem_of(refusal.value).code == "too_many_requests"
    after = REGISTRY.get_sample_value("yihaoda_throttled_total", {"kind": "question", "scope": "visitor"})
    assert after == before + 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "1秒"), (0.2, "1秒"), (8, "8秒"), (59.1, "1分钟"), (60, "1分钟"), (61, "2分钟"), (3599, "60分钟"),
     (3600, "1小时"), (3601, "2小时"), (86400, "24小时")],
)  # fmt: skip
def test_times_in_words(seconds: float, words: str) -> None:
    assert in_words(timedelta(seconds=seconds)) == words


class TestShippedRules:
    def test_a_person_asks_as_often_as_a_person_can(self) -> None:
        assert RULES.kinds[Kind.QUESTION].visitor[0] == Limit(most=15, seconds=60)

    @pytest.mark.parametrize("kind", Kind)
    def test_an_address_may_more_than_one_behind_it(self, kind: Kind) -> None:
        rule = RULES.kinds[kind]
        for own in (Scope.VISITOR, Scope.NAMELESS):
            rates = {limit.seconds: limit.most for limit in rule.of(own)}
            shared = {limit.seconds: limit.most for limit in rule.address}
            assert all(shared[seconds] > rates[seconds] for seconds in rates.keys() & shared.keys())

    @pytest.mark.parametrize("kind", Kind)
    def test_everything_is_limited_by_something(self, kind: Kind) -> None:
        assert RULES.kinds[kind].address or RULES.kinds[kind].account

    def test_codes_cannot_be_guessed(self) -> None:
        assert RULES.kinds[Kind.WRONG_CODE].visitor == (Limit(most=5, seconds=3600),)
        assert RULES.kinds[Kind.WRONG_CODE].nameless == (Limit(most=5, seconds=3600),)

    def test_a_kind_without_a_rule_is_an_error(self) -> None:
        kinds = {kind: rule for kind, rule in RULES.kinds.items() if kind is not Kind.UPLOAD}
        with pytest.raises(ValueError, match="upload"):
            ThrottlingRules(kinds=kinds, streams=RULES.streams, sentences=RULES.sentences)


class TestStreams:
    def test_as_many_as_there_may_be(self) -> None:
        streams = OpenStreams(RULES)
        places = [streams.one_more(visitor="a", address="203.0.113.7") for _ in range(RULES.streams.visitor)]
        for place in places:
            place.__enter__()
        with pytest.raises(TooMany), streams.one_more(visitor="a", address="203.0.113.7"):
            pass
        with streams.one_more(visitor="b", address="203.0.113.7"):
            pass
        places[0].__exit__(None, None, None)
        with streams.one_more(visitor="a", address="203.0.113.7"):
            pass

    def test_a_place_is_given_back_however_it_ends(self) -> None:
        streams = OpenStreams(RULES)
        for _ in range(3 * RULES.streams.visitor):
            with pytest.raises(RuntimeError), streams.one_more(visitor="a", address=""):
                raise RuntimeError
        assert not streams._open

    def test_an_address_has_an_end_too(self) -> None:
        streams = OpenStreams(RULES)
        with ExitStack() as stack:
            for number in range(RULES.streams.address):
                stack.enter_context(streams.one_more(visitor=str(number), address="2001:db8::1"))
            stack.enter_context(pytest.raises(TooMany))
            stack.enter_context(streams.one_more(visitor="x", address="2001:db8::2"))
