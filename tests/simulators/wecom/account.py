"""The customer-service account that the platform holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeComAccount:
    """What platform and service agreed on."""

    corp_id: str = "ww1234567890abcdef"
    secret: str = "the-secret-of-the-corp"
    token: str = "TheTokenOfTheCorp"
    aes_key: str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    open_kfid: str = "wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q"
