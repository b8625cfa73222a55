"""``serve``, ``setup``, ``train``: start, prepare, train."""

import asyncio

from api.cli.output import run, stderr, stdout
from api.settings import Settings
from api.setup.first_run import SetupReport, prepare
from api.setup.training import train
from api.supervisor.supervisor import check_port, local_address, supervise


def setup() -> None:
    """准备数据库、示例知识、对话模型和第一个管理员。"""
    settings = Settings()
    _announce_password(run(prepare(settings, _say)))


def serve() -> None:
    """启动 api 和 rasa，并看护它们；Ctrl-C 停止。"""
    settings = Settings()

    async def work() -> None:
        check_port(settings)
        report = await prepare(settings, _say)
        _announce_password(report)
        _say("启动服务")
        await supervise(settings, stderr, lambda: _announce(settings))

    asyncio.run(work())


def train_dialogue() -> None:
    """训练对话模型。"""
    stdout.print(str(train(Settings())))


def _say(text: str) -> None:
    stderr.print(f"· {text}")


def _announce(settings: Settings) -> None:
    address = local_address(settings)
    stdout.print(f"市民页面　{address}/")
    stdout.print(f"工作台　　{address}/console")
    stdout.print("已就绪，按 Ctrl-C 停止。")


def _announce_password(report: SetupReport) -> None:
    if report.password:
        stdout.print(f"管理员　　admin，一次性密码 {report.password}（首次登录时更换）")
