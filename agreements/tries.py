"""How often somebody may try to sign in, and what counts as the same attempt. Pure."""

import datetime

WINDOW = datetime.timedelta(minutes=15)
"""How long an attempt counts."""

AT_ONE_PLACE = 5
"""Attempts at one account from one address. An office shares one address, so never at all accounts together."""

AT_ALL_PLACES = 50
"""Attempts at one account from everywhere: many machines that each try a little are stopped too."""

CODES = 5
"""Attempts at the second factor of one account; whoever is asked for it knows the password."""


def limits_of_name(name: str, address: str) -> dict[str, int]:
    """Return what counts while somebody types a name and a password: whom it is about, and how often."""
    name = name.strip().casefold()
    return {f"name and address:{address}:{name}": AT_ONE_PLACE, f"name:{name}": AT_ALL_PLACES}


def limits_of_codes(account: int) -> dict[str, int]:
    """Return what counts while the account with an id is asked for its second factor."""
    return {f"second factor:{account}": CODES}


def how_long(wait: datetime.timedelta) -> str:
    """Say how long somebody has to wait: '3 menit', never less than is left."""
    minutes = -(-wait // datetime.timedelta(minutes=1))
    return f"{max(1, minutes)} menit"
