"""Other provinces and cities: whether a question asks for the rules of one of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.model.region import RegionTree

FILE = Path(__file__).with_name("places.yml")


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a city elsewhere: its full and its short name, and the GB/T 2260 code of its province."""

    name: str
    short: str
    province: str


class _Province(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    short: str
    name: str
    cities: tuple[str, ...] = ()
    others: Mapping[str, str] = {}


class PlaceList(BaseModel):
    """The file as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provinces: tuple[_Province, ...]
    only_full: frozenset[str]
    no_place: tuple[str, ...]
    not_followed_by: tuple[str, ...]
    circumstance_after: str
    circumstance_before: str
    here: str
    towards: str
    asks_there: str


@cache
def place_list() -> PlaceList:
    """Read ``places.yml``, once."""
    return PlaceList.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


class Places:
    """Recognises the places that are not on the tree of the deployment, by one compiled expression."""

    def __init__(self, regions: RegionTree, home: str, places: PlaceList | None = None) -> None:
        words = places or place_list()
        own = {name: region.code for region in regions.all() for name in (region.name, *region.aliases)}
        self._above = set(regions.ladder(home)[1:])
        self._own = own
        self._places = {name: place for name, place in _spellings(words) if name not in own}
        names = "|".join(sorted(self._places, key=len, reverse=True))
        own_names = "|".join(sorted((re.escape(name) for name in own), key=len, reverse=True))
        # One scan, the longest name first: in 上海南站 nothing is left of which 海南 could be read.
        self._name = re.compile(
            rf"(?P<word>{'|'.join(words.no_place)})|(?P<own>{own_names or '(?!)'})"
            rf"|(?P<place>{names})(?:(?:市|省)?的?(?:经济)?(?:开发区|示范区|高新区))?"
        )
        self._not_a_place = re.compile("|".join(words.not_followed_by))
        self._case_after = re.compile(rf"(?:市|省|那边|那里)?(?:的)?(?:{words.circumstance_after})")
        self._case_before = re.compile(words.circumstance_before)
        self._here = re.compile(words.here)
        self._towards = re.compile(words.towards)
        self._asks_there = re.compile(words.asks_there)

    def asked(self, text: str) -> tuple[Place, str] | None:
        """Return the place whose rules a normalised question asks for, and the question without it.

        Nothing where a place of the deployment is named too, where the words say that it is done here, where the place
        is only where something happened to the citizen, and where it is part of another name.
        """
        asked: re.Match[str] | None = None
        for match in self._name.finditer(text):
            if match["own"]:
                if self._own[match["own"]] not in self._above:
                    return None
            elif match["place"] and self._is_asked(text, match):
                asked = asked or match
        if asked is None or self._here.search(text):
            return None
        rest = text[: asked.start()] + text[asked.end() :].removeprefix("的")
        return self._places[asked["place"]], rest

    def _is_asked(self, text: str, match: re.Match[str]) -> bool:
        before, after = text[: match.start()], text[match.end() :]
        if self._not_a_place.match(after) or self._case_after.match(after) or self._case_before.search(before):
            return False
        return not self._towards.search(before) or bool(self._asks_there.match(after))


def _spellings(words: PlaceList) -> Iterator[tuple[str, Place]]:
    """Yield every spelling with its place; a short name that is also a common word is none."""
    for province in words.provinces:
        pairs = [(city, f"{city}市") for city in province.cities] + list(province.others.items())
        for short, name in ((province.short, province.name), *pairs):
            place = Place(name, short, province.code)
            yield name, place
            if short not in words.only_full:
                yield short, place
