"""Whether a host is this machine."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Tell whether the host, with or without a port, is this machine, by its name alone: nothing is asked of the
    network.

    Of names it is "localhost" only. What ends in ".localhost" should be this machine (RFC 6761), but some systems ask
    for its address elsewhere.
    """
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
