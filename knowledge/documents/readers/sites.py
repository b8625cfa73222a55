"""Rules for the pages of known sites, typed."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge.documents.model import MetadataField

FILE = Path(__file__).with_name("sites.yml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SiteRule(_Section):
    """The selectors of one site, in the order in which they are tried."""

    hosts: tuple[str, ...] = Field(min_length=1)
    title: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()

    def fits(self, host: str) -> bool:
        """Whether the rule is for a host."""
        return any(fnmatchcase(host, pattern) for pattern in self.hosts)


class SiteRules(_Section):
    """The whole file."""

    min_share: float = Field(gt=0, le=1)
    sites: tuple[SiteRule, ...]
    labels: Mapping[MetadataField, tuple[str, ...]]
    meta: Mapping[str, MetadataField]

    def rule_for(self, host: str) -> SiteRule | None:
        """Return the first rule that fits."""
        return next((rule for rule in self.sites if rule.fits(host.lower())), None) if host else None


@cache
def site_rules() -> SiteRules:
    """Read ``sites.yml``, once."""
    return SiteRules.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
