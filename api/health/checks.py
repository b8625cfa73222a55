"""What has to work before a citizen is let in."""

from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from api.http.state import ServiceState


@dataclass(frozen=True, slots=True)
class Check:
    """One check. One that is not ``required`` lowers the service without stopping it."""

    name: str
    passed: bool
    required: bool
    detail: str = ""


async def readiness(state: ServiceState) -> list[Check]:
    """Run every check. The dialogue is not required: without it questions are answered, degraded."""
    return [await _database(state), _index(state), await _dialogue(state)]


async def _database(state: ServiceState) -> Check:
    try:
        await state.database.ping()
    except (SQLAlchemyError, OSError) as error:
        return Check("database", passed=False, required=True, detail=type(error).__name__)
    return Check("database", passed=True, required=True)


def _index(state: ServiceState) -> Check:
    replica = state.replica
    detail = f"{replica.passages} 条，序号 {replica.sequence}"
    return Check("index", passed=replica.caught_up, required=True, detail=detail)


async def _dialogue(state: ServiceState) -> Check:
    passed = await state.dialogue.ready()
    return Check("dialogue", passed=passed, required=False, detail="" if passed else "对话引擎未就绪，直接检索答复")
