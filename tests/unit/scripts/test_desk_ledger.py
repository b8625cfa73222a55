from scripts.bench.desk.ledger import Citizen, Ledger


def citizen(*heard: str, positions: tuple[tuple[float, int], ...] = ()) -> Citizen:
    one = Citizen("甲乙", "token", "c1")
    one.heard = list(enumerate(heard))
    one.positions = list(positions)
    return one


def ledger(*told: str) -> Ledger:
    kept = Ledger()
    kept.told["c1"] = list(told)
    return kept


def counts(kept: Ledger, one: Citizen) -> tuple[int, int, int, int]:
    return kept.lost([one]), kept.doubled([one]), kept.misdirected([one]), kept.out_of_order([one])


def test_what_arrived_as_it_was_said_is_no_fault() -> None:
    assert counts(ledger("（甲乙）一", "（甲乙）二"), citizen("（甲乙）一", "（甲乙）二")) == (0, 0, 0, 0)


def test_each_fault_is_counted() -> None:
    kept = ledger("（甲乙）一", "（甲乙）二")
    assert counts(kept, citizen("（甲乙）一")) == (1, 0, 0, 0)
    assert counts(kept, citizen("（甲乙）一", "（甲乙）一", "（甲乙）二"))[1] == 1
    assert counts(kept, citizen("（甲乙）二", "（甲乙）一"))[3] == 1
    assert counts(kept, citizen("（甲乙）一", "（丙丁）二"))[:3] == (1, 0, 1)
    assert counts(kept, citizen("（甲乙）一", "（甲乙）没有人说过"))[2] == 1


def test_a_place_may_rise_only_where_somebody_was_put_in_front() -> None:
    one = citizen(positions=((0.0, 3), (10.0, 2), (20.0, 3), (30.0, 1)))
    kept = ledger()
    assert kept.unexplained_rises([one]) == 1
    kept.transfers.append(15.0)
    assert kept.unexplained_rises([one]) == 0


def test_delays_are_from_the_sending() -> None:
    one = citizen()
    one.heard_at = {"（甲乙）一": 2.5, "（甲乙）从别处": 9.0}
    kept = ledger()
    kept.sent_at = {"（甲乙）一": 2.0}
    assert kept.delays([one]) == [500.0]
