"""The rules of an entry's life: exhaustively, and over whatever people may do one after the other."""

from dataclasses import dataclass, field, replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.accounts.roles import ROLE_PERMISSIONS, Permission, Role
from api.curation.errors import SecondPersonNeeded, WrongStage
from api.curation.stages import STEPS, Action, Person, Work, actions_of, refusal
from api.records.entry import EntryKind, EntryState, Stage
from knowledge.errors import NotAllowed

PEOPLE = {
    "writer": Role.CURATOR, "second": Role.CURATOR, "reviewer": Role.REVIEWER, "publisher": Role.PUBLISHER,
    "admin": Role.ADMINISTRATOR, "boss": Role.ADMINISTRATOR, "auditor": Role.AUDITOR, "operator": Role.OPERATOR,
}  # fmt: skip
DRAFT = Work(EntryKind.DOCUMENT, Stage.DRAFT, EntryState.DRAFT, frozenset({"writer"}))


def person(name: str) -> Person:
    return Person(name, ROLE_PERMISSIONS[PEOPLE[name]])


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("eyes", [1, 2, 3])
def test_nobody_does_what_the_role_does_not_allow(name: str, eyes: int) -> None:
    for kind, stage, state, action in product(EntryKind, Stage, EntryState, Action):
        refused = refusal(action, person(name), Work(kind, stage, state), eyes)
        if STEPS[action].permission not in person(name).permissions:
            assert type(refused) is NotAllowed
        else:
            assert refused is None or isinstance(refused, WrongStage | SecondPersonNeeded)


@pytest.mark.parametrize(
    ("name", "work", "eyes", "expected"),
    [
        ("writer", DRAFT, 2, "edit submit assign comment"),
        ("admin", DRAFT, 2, "edit submit withdraw assign comment"),
        ("admin", DRAFT, 1, "edit submit publish schedule withdraw assign comment"),
        ("reviewer", replace(DRAFT, stage=Stage.SUBMITTED), 2, "return approve assign comment"),
        ("publisher", replace(DRAFT, stage=Stage.SUBMITTED), 2, "withdraw assign comment"),
        ("publisher", replace(DRAFT, stage=Stage.APPROVED), 2, "publish schedule withdraw assign comment"),
        ("auditor", DRAFT, 1, ""),
        (
            "publisher",
            replace(DRAFT, stage=Stage.NONE, state=EntryState.PUBLISHED),
            2,
            "withdraw repeal rollback assign comment",
        ),
        ("publisher", Work(EntryKind.INTERPRETATION, Stage.NONE, EntryState.WITHDRAWN), 2, "rollback assign comment"),
    ],
)
def test_what_a_person_may_do_now(name: str, work: Work, eyes: int, expected: str) -> None:
    assert " ".join(actions_of(person(name), work, eyes)) == expected


@dataclass
class Model:
    """An entry as the rules alone would move it, with what each revision went through."""

    work: Work = DRAFT
    revision: int = 1
    published: int = 0
    seen: dict[int, set[str]] = field(default_factory=dict)
    wrote: dict[int, frozenset[str]] = field(default_factory=lambda: {1: frozenset({"writer"})})
    released: list[tuple[int, str]] = field(default_factory=list)

    def step(self, action: Action, name: str, eyes: int) -> None:
        if refusal(action, person(name), self.work, eyes) is not None:
            return
        work = self.work
        if action is Action.EDIT:
            self.revision += 1
            authors = work.authors | {name}
            self.work = replace(work, stage=Stage.DRAFT, authors=authors, approved_by="")
            self.wrote[self.revision] = authors
        elif action is Action.SUBMIT:
            self.work = replace(work, stage=Stage.SUBMITTED)
        elif action is Action.RETURN:
            self.work = replace(work, stage=Stage.RETURNED, approved_by="")
            self.seen.pop(self.revision, None)
        elif action is Action.APPROVE:
            self.work = replace(work, stage=Stage.APPROVED, approved_by=name)
            self.seen.setdefault(self.revision, set()).add(name)
        elif action is Action.PUBLISH:
            self.released.append((self.revision, name))
            self.work = Work(work.kind, Stage.NONE, EntryState.PUBLISHED)
            self.published = self.revision
        elif action is Action.WITHDRAW:
            self.work = replace(work, state=EntryState.WITHDRAWN)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(Action), st.sampled_from(sorted(PEOPLE))), max_size=40), st.sampled_from([2, 3])
)
def test_nothing_becomes_public_that_one_person_alone_has_seen(steps: list[tuple[Action, str]], eyes: int) -> None:
    model = Model()
    for action, name in steps:
        model.step(action, name, eyes)
    for revision, publisher in model.released:
        authors, reviewers = model.wrote[revision], model.seen[revision]
        assert reviewers
        assert not reviewers & authors
        assert publisher not in authors
        if eyes == 3:
            assert publisher not in reviewers


def test_every_right_over_entries_is_used_by_a_step() -> None:
    used = {step.permission for step in STEPS.values()}
    assert used == {
        Permission.EDIT_ENTRIES, Permission.REVIEW_ENTRIES, Permission.PUBLISH_ENTRIES, Permission.COMMENT
    }  # fmt: skip
