"""Checks a Graticule audit log with nothing but the Python standard library.

    python3 verify_audit.py FOLDER...

One line for each folder: exit code, kind and first bad sequence number, message. The exit code is
0 if all are good, 1 if any was tampered with, 2 if any cannot be told. Written from the format, not
from the Java sources, so that the two check each other. Small logs only: it is slow.
"""

import base64
import hashlib
import json
import os
import re
import sys

# --- CRC-32C (Castagnoli), RFC 3720 appendix B.4 ---------------------------------------------------

TABLE = []
for n in range(256):
    for _ in range(8):
        n = n >> 1 ^ (0x82F63B78 if n & 1 else 0)
    TABLE.append(n)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


# --- Ed25519, RFC 8032 section 6 ----------------------------------------------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    w, x, y, z = f - e, h - g, h + g, f + e
    return w * x % P, y * z % P, x * y % P, w * z % P


def times(s, point):
    result = (0, 1, 1, 0)
    while s:
        if s & 1:
            result = add(result, point)
        point = add(point, point)
        s >>= 1
    return result


def equal(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(key, text, signature):
    if len(signature) != 64:
        return False
    try:
        a, r = point(key), point(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % Q
    return s < Q and equal(times(s, BASE), add(r, times(h, a)))


# --- Merkle tree, RFC 6962 section 2.1 ------------------------------------------------------------


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def peaks(leaves):
    """Roots of the perfect subtrees, largest first."""
    stack = []
    for i, leaf in enumerate(leaves):
        while i & 1:
            leaf = sha(b"\1", stack.pop(), leaf)
            i >>= 1
        stack.append(leaf)
    return stack


def merkle(leaves):
    stack = peaks(leaves)
    if not stack:
        return sha()
    top = stack.pop()
    while stack:
        top = sha(b"\1", stack.pop(), top)
    return top


# --- the log ----------------------------------------------------------------------------------------


class Tampered(Exception):
    pass


class Unsure(Exception):
    pass


def unframe(line):
    """The JSON of a line, or None if its checksum is wrong."""
    if len(line) < 10 or line[-9:-8] != b"\t":
        return None
    return line[:-9] if line[-8:] == b"%08x" % crc32c(line[:-9]) else None


def parse(text):
    try:
        value = json.loads(text)
        return value if isinstance(value, dict) else {}
    except ValueError:
        return {}


def header_line(origin, leaves):
    last = leaves[-1].hex() if leaves else "00" * 32
    value = {
        "format": "graticule-audit-1",
        "origin": origin,
        "peaks": [peak.hex() for peak in peaks(leaves)],
        "prev": last,
        "seq": len(leaves),
    }
    text = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    return text + b"\t%08x" % crc32c(text)


def segments(folder):
    names = sorted(n for n in os.listdir(folder) if re.fullmatch(r"[0-9]{20}\.log", n))
    result = []
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            lines = file.read().split(b"\n")
        result.append((int(name[:20]), lines[:-1], lines[-1]))
    return result


def seq_of(line):
    text = unframe(line)
    seq = parse(text).get("seq") if text else None
    return seq if isinstance(seq, int) else -1


def check_record(log, at, index, leaves):
    line = log[at][1][index]
    expected = len(leaves)
    text = unframe(line)
    if text is None:
        raise Tampered("edit", expected, "checksum")
    record = parse(text)
    seq = record.get("seq", -1)
    if seq < 0:
        raise Tampered("edit", expected, "no sequence number")
    if seq != expected:
        rest = log[at][1][index + 1 :]
        for _, lines, _ in log[at + 1 :]:
            rest = rest + lines[1:]
        later = seq > expected and any(seq_of(other) == expected for other in rest)
        raise Tampered("reorder" if seq < expected or later else "gap", expected, "found %d" % seq)
    prev = leaves[-1].hex() if leaves else "00" * 32
    leaf = sha(b"\0", text)
    if record.get("prev") != prev:
        sound = index > 1
        if index + 1 < len(log[at][1]):
            after = unframe(log[at][1][index + 1])
            sound = sound and after is not None and parse(after).get("prev") == leaf.hex()
        raise Tampered("edit", max(0, seq - 1) if sound else seq, "does not follow")
    leaves.append(leaf)


def check_header(log, at, leaves, origin):
    first, lines, _ = log[at]
    text = unframe(lines[0])
    header = parse(text) if text is not None else {}
    if not header or lines[0] != rewritten(header):
        raise Tampered("edit", len(leaves), "header")
    seq = header["seq"]
    if seq > len(leaves):
        raise Tampered("gap", len(leaves), "segment starts at %d" % seq)
    if seq < len(leaves) or first != seq:
        raise Tampered("reorder", len(leaves), "segment starts at %d" % seq)
    if origin is not None and header["origin"] != origin:
        raise Tampered("fork", seq, "segment of another log")
    if lines[0] != header_line(header["origin"], leaves):
        raise Tampered("edit", max(0, seq - 1), "header does not follow")
    return header["origin"]


def rewritten(header):
    try:
        text = json.dumps(header, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
        possible = (
            len(header) == 5
            and header["format"] == "graticule-audit-1"
            and isinstance(header["seq"], int)
            and header["seq"] >= 0
            and len(header["peaks"]) == bin(header["seq"]).count("1")
            and (header["seq"] > 0 or header["prev"] == "00" * 32)
        )
        return text + b"\t%08x" % crc32c(text) if possible else None
    except (KeyError, TypeError, ValueError):
        return None


def walk(log, leaves):
    """Fills the leaf hashes of all sound records; returns the log's name and whether it is torn."""
    origin = None
    for at, (first, lines, rest) in enumerate(log):
        last = at == len(log) - 1
        if at == 0 and first > 0:
            raise Tampered("gap", 0, "starts at %d" % first)
        if not lines:
            if last:
                return origin, True
            raise Tampered("edit", len(leaves), "no header")
        origin = check_header(log, at, leaves, origin)
        for index in range(1, len(lines)):
            check_record(log, at, index, leaves)
        if rest and not last:
            raise Tampered("edit", len(leaves), "torn segment")
        if rest:
            return origin, True
    return origin, False


def checkpoint(folder):
    """Size and root that were signed, and the name of the log."""
    for name in ("key.pub", "checkpoint"):
        if not os.path.exists(os.path.join(folder, name)):
            raise Unsure("no " + name)
    with open(os.path.join(folder, "key.pub"), "rb") as file:
        key = file.read()
    with open(os.path.join(folder, "checkpoint"), "rb") as file:
        note = file.read()
    try:
        name, key_id, keyed = key[:-1].split(b"+", 2)
        raw = base64.b64decode(keyed, validate=True)
        public = raw[1:]
        good_id = sha(name, b"\n", raw)[:4]
        if key != b"+".join([name, good_id.hex().encode(), base64.b64encode(raw)]) + b"\n":
            raise ValueError("key")
        if len(raw) != 33 or raw[0] != 1:
            raise ValueError("key")
        origin, size, root, blank, signed, end = note.split(b"\n")
        keyed = base64.b64decode(signed.split(b" ")[-1], validate=True)
        root = base64.b64decode(root, validate=True)
        text = b"%s\n%d\n%s\n" % (origin, int(size), base64.b64encode(root))
        line = b"\n\xe2\x80\x94 " + name + b" " + base64.b64encode(good_id + keyed[4:]) + b"\n"
        if note != text + line or not ed25519(public, text, keyed[4:]):
            raise ValueError("note")
        return int(size), root, origin.decode()
    except ValueError as error:
        raise Tampered("edit", 0, "checkpoint or key: %s" % error)


def verify(folder):
    leaves, torn, doubt = [], False, None
    log = segments(folder)
    signed = None
    wrong = None
    try:
        signed = checkpoint(folder)
    except Unsure as error:
        doubt = str(error)
    except Tampered as error:
        wrong = error
    try:
        origin, torn = walk(log, leaves)
    except Tampered as error:
        return (1,) + error.args
    if wrong is not None:
        return (1,) + wrong.args
    if signed is not None:
        size, root, name = signed
        if origin is not None and origin != name:
            return 1, "fork", 0, "the log is " + origin
        if size > len(leaves):
            return 1, "truncate", len(leaves), "the checkpoint covers %d" % size
        if merkle(leaves[:size]) != root:
            return 1, "fork", max(0, size - 1), "not what was signed"
    if torn:
        return 2, "torn", len(leaves), "the log ends within a line"
    if doubt:
        return 2, "unsure", 0, doubt
    return 0, "good", len(leaves), merkle(leaves).hex()


def main():
    worst = 0
    for folder in sys.argv[1:]:
        code, kind, seq, message = verify(folder)
        worst = max(worst, code) if 1 not in (worst, code) else 1
        print("%d %s %d %s" % (code, kind, seq, message), flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
