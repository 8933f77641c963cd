"""SM2 signatures over SM3 (GB/T 32918.2 on the curve of GB/T 32918.5), verified by ourselves.

Only public values come in here, so nothing has to take the same time always. Signing is another's
affair: a key of SM2 stays with whoever holds it.
"""

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SM3, Hash

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
SIGNER = b"1234567812345678"
"""The name of a signer where nobody has agreed on another (GB/T 35276)."""
SIZE = 32
Point = tuple[int, int] | None
"""None: the point at infinity."""


def digest(data: bytes) -> bytes:
    """SM3."""
    hashed = Hash(SM3())
    hashed.update(data)
    return hashed.finalize()


def signed_digest(public: tuple[int, int], data: bytes, signer: bytes = SIGNER) -> bytes:
    """What is signed: SM3 over curve, name and key of the signer, and over the data behind it."""
    length = (8 * len(signer)).to_bytes(2, "big")
    numbers = b"".join(one.to_bytes(SIZE, "big") for one in (A, B, *G, *public))
    return digest(digest(length + signer + numbers) + data)


def holds(public: tuple[int, int], signature: bytes, data: bytes, signer: bytes = SIGNER) -> bool:
    """Whether this signature (DER of r and s) over these bytes is of this key."""
    try:
        r, s = decode_dss_signature(signature)
    except ValueError:
        return False
    if not (0 < r < N and 0 < s < N and is_on_curve(public)):
        return False
    together = (r + s) % N
    if together == 0:
        return False
    point = add(times(s, G), times(together, public))
    expected = int.from_bytes(signed_digest(public, data, signer), "big")
    return point is not None and (expected + point[0]) % N == r


def is_on_curve(point: tuple[int, int]) -> bool:
    """A key that is no point of the curve proves nothing."""
    x, y = point
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x * x + A * x + B)) % P == 0


def add(one: Point, other: Point) -> Point:
    """The sum of two points."""
    if one is None or other is None:
        return one or other
    (x, y), (u, v) = one, other
    if x == u:
        if (y + v) % P == 0:
            return None
        slope = (3 * x * x + A) * pow(2 * y, -1, P) % P
    else:
        slope = (v - y) * pow(u - x, -1, P) % P
    across = (slope * slope - x - u) % P
    return across, (slope * (x - across) - y) % P


def times(number: int, point: Point) -> Point:
    """The point added so many times."""
    total: Point = None
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total
