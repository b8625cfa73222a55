"""Single sign-on against an issuer, a network and a browser that lie."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from issuer import CLIENT, ISSUER, OTHER_KEY, Issuer, shared_secret, signed, unsigned
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pydantic import SecretStr
from sqlalchemy import func, select

from api.accounts.account import Origin, SignedIn
from api.accounts.directory import AccountChange, StaffDirectory
from api.accounts.roles import Role
from api.accounts.service import AccountService, BadCredentials
from api.accounts.tables import AccountRow, SessionRow
from api.audit.log import AuditFilter, stream
from api.db.engine import Database
from api.settings import OidcSettings
from api.sso.attempts import LIFE
from api.sso.errors import SsoFailed, SsoNotAllowed, SsoUnavailable
from api.sso.provider import Provider
from api.sso.service import SingleSignOn
from api.sso.tokens import IdTokens

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

BACK = "https://yihaoda.example.test/api/sso/callback"
Sign = Callable[[dict[str, Any]], str]


class Now:
    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def issuer(now: Now) -> Issuer:
    return Issuer(lambda: now().timestamp())


@pytest.fixture
def accounts(database: Database, now: Now) -> AccountService:
    return AccountService(database, now, PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)))


def door(accounts: AccountService, issuer: Issuer, now: Now, **changes: object) -> SingleSignOn:
    settings = OidcSettings(issuer=ISSUER, client_id=CLIENT, client_secret=SecretStr("s")).model_copy(update=changes)
    return SingleSignOn(accounts, Provider(issuer.client(), settings, now), settings)


@pytest.fixture
def sso(accounts: AccountService, issuer: Issuer, now: Now) -> SingleSignOn:
    return door(accounts, issuer, now)


async def come_in(sso: SingleSignOn, issuer: Issuer) -> SignedIn:
    address, attempt = await sso.begin(BACK)
    code, state = issuer.sign_in(address)
    return await sso.finish(code, state, attempt.state, Origin())


async def nobody_is_in(database: Database) -> bool:
    async with database.read() as session:
        return not await session.scalar(select(func.count()).select_from(SessionRow))


def changed(**changes: object) -> Sign:
    """Sign other claims than an honest issuer would; None leaves one out."""

    def sign(claims: dict[str, Any]) -> str:
        claims = {**claims, **changes}
        return signed({name: value for name, value in claims.items() if value is not None})

    return sign


def shifted(name: str, seconds: int) -> Sign:
    return lambda claims: signed({**claims, name: claims[name] + seconds})


HOSTILE = [
    pytest.param(unsigned, id="alg none"),
    pytest.param(shared_secret, id="the public key taken for a secret"),
    pytest.param(lambda claims: signed(claims, OTHER_KEY), id="key swapped under the same id"),
    pytest.param(lambda claims: signed(claims, OTHER_KEY, "two"), id="a key that is not the issuer's"),
    pytest.param(lambda claims: signed(claims, alg="RS512"), id="an algorithm that is not on the list"),
    pytest.param(lambda claims: signed(claims)[:-4] + "AAAA", id="broken signature"),
    pytest.param(lambda claims: signed(claims).replace(".", "", 1), id="two parts"),
    pytest.param(lambda _claims: "no token", id="no token"),
    pytest.param(lambda _claims: "", id="empty"),
    pytest.param(changed(iss="https://evil.example.test"), id="another issuer"),
    pytest.param(changed(iss=f"{ISSUER}/"), id="nearly the issuer"),
    pytest.param(changed(aud="another"), id="wrong audience"),
    pytest.param(changed(aud=[CLIENT, "another"]), id="for several, nobody named"),
    pytest.param(changed(azp="another"), id="asked for by another"),
    pytest.param(shifted("exp", -3600), id="expired"),
    pytest.param(shifted("iat", 3600), id="from the future"),
    pytest.param(changed(nonce="another"), id="other nonce"),
    *[
        pytest.param(changed(**{name: None}), id=f"without {name}")
        for name in ("iss", "aud", "exp", "iat", "sub", "nonce")
    ],
    pytest.param(changed(sub=""), id="empty subject"),
    pytest.param(changed(sub=["u-1"]), id="list of subjects"),
    pytest.param(changed(sub="x" * 256), id="long subject"),
    pytest.param(changed(exp="soon"), id="no time"),
]


@pytest.mark.parametrize("sign", HOSTILE)
async def test_a_token_that_lies_is_none(issuer: Issuer, now: Now, sign: Sign) -> None:
    settings = OidcSettings(issuer=ISSUER, client_id=CLIENT)
    tokens = IdTokens(Provider(issuer.client(), settings, now), settings, now)
    moment = int(now().timestamp())
    honest = {**issuer.claims, "iss": ISSUER, "aud": CLIENT, "iat": moment, "exp": moment + 300, "nonce": "n"}
    assert (await tokens.claims(signed(honest), "n"))["sub"] == "u-1"
    with pytest.raises(SsoFailed):
        await tokens.claims(sign(honest), "n")


async def test_whom_a_lie_names_is_not_let_in(database: Database, sso: SingleSignOn, issuer: Issuer) -> None:
    issuer.sign = unsigned
    with pytest.raises(SsoFailed):
        await come_in(sso, issuer)
    assert await nobody_is_in(database)
    (line,) = [row async for row in stream(database, AuditFilter(action="sso."))]
    assert line.details["cause"] == "sso_failed"


class TestTheWayBack:
    async def test_it_is_gone_once(self, sso: SingleSignOn, issuer: Issuer) -> None:
        address, attempt = await sso.begin(BACK)
        code, state = issuer.sign_in(address)
        await sso.finish(code, state, attempt.state, Origin())
        again, _ = issuer.sign_in(address)
        with pytest.raises(SsoFailed):
            await sso.finish(again, state, attempt.state, Origin())

    @pytest.mark.parametrize("kept", ["", "another", "错"])
    async def test_another_browser_cannot_go_it(
        self, database: Database, sso: SingleSignOn, issuer: Issuer, kept: str
    ) -> None:
        code, state = issuer.sign_in((await sso.begin(BACK))[0])
        with pytest.raises(SsoFailed):
            await sso.finish(code, state, kept, Origin())
        assert await nobody_is_in(database)

    @pytest.mark.parametrize(
        ("code", "state"), [("", "s"), ("c", ""), ("c", "guessed"), ("c", "\ud800"), ("c", "\x00")]
    )
    async def test_an_invented_one_leads_nowhere(self, sso: SingleSignOn, code: str, state: str) -> None:
        with pytest.raises(SsoFailed):
            await sso.finish(code, state, state.encode("utf-8", "replace").decode(), Origin())

    async def test_it_does_not_take_for_ever(self, sso: SingleSignOn, issuer: Issuer, now: Now) -> None:
        address, attempt = await sso.begin(BACK)
        code, state = issuer.sign_in(address)
        now.moment += LIFE
        with pytest.raises(SsoFailed):
            await sso.finish(code, state, attempt.state, Origin())

    async def test_a_code_of_another_attempt_does_not_fit(self, sso: SingleSignOn, issuer: Issuer) -> None:
        _, mine = await sso.begin(BACK)
        stolen, _ = issuer.sign_in((await sso.begin(BACK))[0])
        with pytest.raises(SsoFailed):
            await sso.finish(stolen, mine.state, mine.state, Origin())


class TestKeys:
    async def test_the_issuer_may_change_them(self, sso: SingleSignOn, issuer: Issuer, now: Now) -> None:
        await come_in(sso, issuer)
        issuer.keys, issuer.sign = [OTHER_KEY], lambda claims: signed(claims, OTHER_KEY, "two")
        now.moment += timedelta(seconds=30)
        await come_in(sso, issuer)
        assert issuer.requests.count("/jwks") == 2

    async def test_unknown_ones_do_not_make_us_flood_the_issuer(self, sso: SingleSignOn, issuer: Issuer) -> None:
        issuer.sign = lambda claims: signed(claims, OTHER_KEY, "two")
        for _ in range(5):
            with pytest.raises(SsoFailed):
                await come_in(sso, issuer)
        assert issuer.requests.count("/jwks") == 1
        assert issuer.requests.count("/.well-known/openid-configuration") == 1

    @pytest.mark.parametrize(
        "change",
        [
            {"issuer": "https://evil.example.test"},
            {"issuer": None},
            {"token_endpoint": "http://id.example.test/token"},
            {"authorization_endpoint": None},
            {"jwks_uri": ["x"]},
        ],
        ids=str,
    )
    async def test_an_issuer_that_is_another(
        self, sso: SingleSignOn, issuer: Issuer, change: dict[str, object]
    ) -> None:
        issuer.metadata |= change
        with pytest.raises(SsoUnavailable):
            await sso.begin(BACK)


class TestPeople:
    async def test_who_is_new_gets_an_account_with_the_role_of_the_claim(
        self, sso: SingleSignOn, issuer: Issuer, accounts: AccountService
    ) -> None:
        signed_in = await come_in(sso, issuer)
        assert (signed_in.account.username, signed_in.account.role) == ("li.si", Role.CURATOR)
        assert signed_in.account.display_name == "李四"
        assert signed_in.confirmed_at is None  # the issuer did not say when it saw the password
        again = await come_in(sso, issuer)
        assert again.account == signed_in.account
        with pytest.raises(BadCredentials):
            await accounts.sign_in("li.si", "")

    @pytest.mark.parametrize("roles", [None, [], ["nothing"], ["curator", "publisher"], {"curator": 1}, 7, "king"])
    async def test_who_has_no_role_here_does_not_get_in(
        self, database: Database, sso: SingleSignOn, issuer: Issuer, roles: object
    ) -> None:
        issuer.claims["roles"] = roles
        with pytest.raises(SsoNotAllowed, match="管理员"):
            await come_in(sso, issuer)
        assert await nobody_is_in(database)

    async def test_groups_are_mapped(self, accounts: AccountService, issuer: Issuer, now: Now) -> None:
        issuer.claims["groups"] = ["everyone", "hotline-review"]
        sso = door(accounts, issuer, now, role_claim="groups", roles={"hotline-review": Role.REVIEWER})
        assert (await come_in(sso, issuer)).account.role is Role.REVIEWER
        issuer.claims["groups"] = ["reviewer"]  # its own name is nothing where there is a mapping
        with pytest.raises(SsoNotAllowed):
            await come_in(sso, issuer)

    async def test_an_account_of_the_same_name_is_not_taken_over(
        self, accounts: AccountService, sso: SingleSignOn, issuer: Issuer
    ) -> None:
        await accounts.add("li.si", Role.ADMINISTRATOR)
        with pytest.raises(SsoNotAllowed):
            await come_in(sso, issuer)
        directory = StaffDirectory(accounts, [])
        await accounts.add("boss", Role.ADMINISTRATOR)
        await directory.link("li.si", ISSUER, "u-1", by="boss")
        assert (await come_in(sso, issuer)).account.username == "li.si"
        assert (await directory.one("li.si")).single_sign_on

    async def test_another_role_at_the_issuer_is_another_role_here(
        self, accounts: AccountService, sso: SingleSignOn, issuer: Issuer
    ) -> None:
        before = await come_in(sso, issuer)
        issuer.claims["roles"] = "auditor"
        assert (await come_in(sso, issuer)).account.role is Role.AUDITOR
        assert await accounts.session(before.token) is None

    async def test_the_last_administrator_stays_one(self, sso: SingleSignOn, issuer: Issuer) -> None:
        issuer.claims["roles"] = "administrator"
        await come_in(sso, issuer)
        issuer.claims["roles"] = "operator"
        with pytest.raises(SsoNotAllowed):
            await come_in(sso, issuer)

    async def test_a_closed_account_stays_closed(
        self, accounts: AccountService, sso: SingleSignOn, issuer: Issuer
    ) -> None:
        await come_in(sso, issuer)
        await StaffDirectory(accounts, []).change("li.si", AccountChange(departments=["局"], disabled=True), by="boss")
        with pytest.raises(SsoNotAllowed):
            await come_in(sso, issuer)

    @pytest.mark.parametrize("name", [None, "", "a b", "x" * 99, 5, "../etc", "<b>"])
    async def test_whoever_has_no_name_that_can_be_one(self, sso: SingleSignOn, issuer: Issuer, name: object) -> None:
        issuer.claims |= {"preferred_username": name, "name": "a\x00b\n"}
        account = (await come_in(sso, issuer)).account
        assert account.username.startswith("sso-")
        assert account.display_name == "ab"

    @pytest.mark.parametrize(
        ("seconds", "counts"), [(0, True), (-500, True), (-700, False), (700, False), (10**18, False)]
    )
    async def test_a_password_seen_just_now_is_a_confirmation(
        self, sso: SingleSignOn, issuer: Issuer, now: Now, seconds: int, counts: bool
    ) -> None:
        issuer.claims["auth_time"] = int(now().timestamp()) + seconds
        assert ((await come_in(sso, issuer)).confirmed_at is not None) is counts


async def test_the_account_table_knows_no_password_of_them(
    database: Database, sso: SingleSignOn, issuer: Issuer
) -> None:
    await come_in(sso, issuer)
    async with database.read() as session:
        assert await session.scalar(select(AccountRow.password_hash)) == ""
