"""``ask`` and ``search``: one question from the command line."""

from datetime import datetime
from typing import Annotated, Any

import httpx2
import typer
from pydantic import ValidationError

from api.cli.output import JsonFlag, print_json, run, stdout
from api.conversations.schemas import MAX_MESSAGE, ChatRequest
from api.conversations.service import Question
from api.search.service import PassageQuery, search_passages
from api.service import build_service
from api.settings import Settings
from api.supervisor.supervisor import local_address
from knowledge.clock import china_day, utc_now
from knowledge.errors import InvalidInput, Unavailable
from knowledge.regions.loader import load_regions

_TIMEOUT_SECONDS = 20.0
TextArgument = Annotated[str, typer.Argument(help="问题")]


def _known_region(code: str) -> str:
    if code and code not in load_regions():
        raise typer.BadParameter(f"没有行政区划 {code}")
    return code


RegionOption = Annotated[str, typer.Option(callback=_known_region, help="行政区划代码，例如 411202")]
DateOption = Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="按哪一天的规定回答")]


def ask(
    text: TextArgument,
    conversation: Annotated[str, typer.Option(help="接着哪个会话问")] = "",
    region: RegionOption = "",
    on: DateOption = None,
    as_json: JsonFlag = False,  # typer's way of a flag
) -> None:
    """问一个问题；服务在运行时由它回答，否则直接检索回答。"""
    try:
        request = ChatRequest(
            message=text, conversation_id=conversation or None, region=region or None, on=on.date() if on else None
        )
    except ValidationError as error:
        raise InvalidInput(f"问题应为 1 到 {MAX_MESSAGE} 个字，会话编号应为系统给出的那个") from error
    reply = ask_running_service(request, local_address(Settings())) or run(_directly(request))
    if as_json:
        print_json(reply)
    else:
        stdout.print(f"{reply['reply']['text']}\n\n{reply['notice']}", markup=False)


def search(
    text: TextArgument,
    k: Annotated[int, typer.Option(min=1, max=100, help="条数")] = 10,
    region: RegionOption = "",
    on: DateOption = None,
    as_json: JsonFlag = False,
) -> None:
    """检索条款和解读，带全部特征和分数。"""

    async def work() -> Any:  # noqa: ANN401  # JSON
        async with build_service(Settings()) as (service, _executor):
            today = china_day(utc_now())
            query = PassageQuery(text, k, region, on.date() if on else today, today)
            found = search_passages(service.replica, service.regions, query)
            return found.model_dump(mode="json")

    found = run(work())
    if as_json:
        print_json(found)
        return
    for rank, hit in enumerate(found["results"], 1):
        source = hit["citations"][0]
        stdout.print(
            f"{rank}. {hit['score']:.3f} {source['title']}{source['clause']}：{hit['text'][:80]}", markup=False
        )


def ask_running_service(request: ChatRequest, address: str) -> Any | None:  # noqa: ANN401  # JSON
    """Ask the service at an address; return nothing where none runs.

    Raises:
        InvalidInput: the service refused the question.
        Unavailable: what runs there is not this service, or it does not answer.
    """
    try:
        with httpx2.Client(base_url=address, timeout=_TIMEOUT_SECONDS, trust_env=False) as client:
            response = client.post("/api/chat", json=request.model_dump(mode="json"))
    except httpx2.ConnectError:
        return None
    except httpx2.HTTPError as error:
        raise Unavailable(f"{address} 没有应答", remedy="请检查服务是否正常") from error
    if not response.headers.get("content-type", "").startswith(("application/json", "application/problem+json")):
        raise Unavailable(f"{address} 上运行的不是一号答", remedy="请用 YIHAODA_PORT 换一个端口")
    if response.status_code != httpx2.codes.OK:
        raise InvalidInput(str(response.json().get("detail", "请求没有成功")))
    return response.json()


async def _directly(request: ChatRequest) -> Any:  # noqa: ANN401  # JSON
    async with build_service(Settings()) as (service, _executor):
        question = Question(
            request.message, request.conversation_id or "", request.region or "", channel="cli", on=request.on
        )
        return (await service.turns.take(question)).model_dump(mode="json")
