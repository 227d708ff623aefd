"""The part of a network address that is kept: enough to see an attack, too little to point at a home."""

from ipaddress import IPv4Address, ip_address, ip_network

IPV4_BITS, IPV6_BITS = 24, 48
UNKNOWN = "inconnue"


def is_loopback(host: str) -> bool:
    """Say whether a host name or address can only be this machine."""
    if host.strip("[]").casefold() in {"localhost", "localhost."}:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def prefix(address: str | None) -> str:
    """Return the /24 of an IPv4 address or the /48 of an IPv6 one."""
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return UNKNOWN
    if not isinstance(parsed, IPv4Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    bits = IPV4_BITS if isinstance(parsed, IPv4Address) else IPV6_BITS
    return str(ip_network((parsed, bits), strict=False))
