"""Checks a Graticule audit log with nothing but the Python standard library.

    python3 verify_audit.py [--checkpoint=FILE]... FOLDER...

One line for each folder: exit code, kind and first bad sequence number, message. The exit code is
0 if all are good, 1 if any was tampered with, 2 if any cannot be told. Written from the format, not
from the Java sources, so that the two check each other. Segments that were compressed are read by
the program zstd. Small logs only: it is slow.
"""

import base64
import hashlib
import itertools
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone

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


def unframe(line):
    """The JSON of a line, or None if its checksum is wrong."""
    if len(line) < 10 or line[-9:-8] != b"\t":
        return None
    return line[:-9] if line[-8:] == b"%08x" % crc32c(line[:-9]) else None


def parse(text):
    try:
        value = json.loads(text)
        return value if isinstance(value, dict) else {}
    except (ValueError, RecursionError):
        return {}


def number(text):
    """The sequence number: facts stand before it, and a quote within a text is escaped."""
    found = re.match(rb"[0-9]{1,16}", text[text.rfind(b',"seq":') + 7 :]) if b',"seq":' in text else None
    return int(found[0]) if found else -1


def before(text):
    """The hash of the record before, as the record names it."""
    found = re.match(rb'([0-9a-f]{64})"', text[text.rfind(b',"prev":"') + 9 :]) if b',"prev":"' in text else None
    return found[1].decode() if found else None


def plain(value):
    """Whether JSON holds nothing that a server would not write."""
    if isinstance(value, dict):
        return all(map(plain, value.values()))
    return isinstance(value, (str, bool)) or isinstance(value, int) and -(2**63) <= value < 2**63


def canonical(text):
    """Whether a record is RFC 8785 JSON of texts, integers and truths."""
    try:
        value = json.loads(text.decode())
        again = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
        return plain(value) and again.encode() == text
    except (ValueError, RecursionError):
        return False


def at_of(text):
    found = re.search(rb',"at":"(.{27})', text, re.DOTALL)
    return found[1].decode("latin-1") if found else ""


def moment(text):
    if not re.fullmatch(r"[0-9-]{10}T[0-9:]{8}\.[0-9]{6}Z", text):
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc).timestamp()
    except ValueError:
        return None


def strangers(folder):
    """What looks like a part of the log and is none; what is part of it and no file is worse."""
    strange = None
    for name in sorted(os.listdir(folder)):
        segment = re.fullmatch(r"0[0-9]{19}(\.log|\.log\.zst|\.leaves)", name)
        beside = name in ("checkpoint", "key.pub", "horizon", "tail")
        beside = beside or re.fullmatch(r"rotation-[0-9]{6}", name)
        if not segment and name.endswith((".log", ".log.zst", ".leaves")):
            strange = strange or Tampered("edit", 0, name + " is no segment of the log")
        try:
            file = stat.S_ISREG(os.stat(os.path.join(folder, name)).st_mode)
        except OSError:
            file = False
        if (segment or beside) and not file:
            raise Tampered("edit", int(name[:20]) if segment else 0, name + " is not a file")
    return strange


def one_frame(data):
    """Whether it is one frame with a checksum and nothing behind; RFC 8878, section 3.1.1."""
    if len(data) < 14 or data[4] & 0x0F != 4:
        return False
    whole = bool(data[4] & 0x20)
    # Its window, if it has one, is of 1 MiB.
    if not whole and data[5] != 0x50:
        return False
    at = 5 + (not whole) + (int(whole), 2, 4, 8)[data[4] >> 6]
    last = False
    while not last and at + 3 <= len(data):
        block = int.from_bytes(data[at : at + 3], "little")
        last = bool(block & 1)
        # A block of one byte repeated takes one.
        at += 3 + (1 if block >> 1 & 3 == 1 else block >> 3)
    return last and at + 4 == len(data)


def unpacked(data):
    """The bytes of a frame, or None; never more than records can be packed into it."""
    if not one_frame(data):
        return None
    most = 2000 * len(data) + (1 << 20)
    with tempfile.TemporaryFile() as packed:
        packed.write(data)
        packed.seek(0)
        command = ["zstd", "-dcq", "--memory=8MB"]
        with subprocess.Popen(command, stdin=packed, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as zstd:
            result = zstd.stdout.read(most + 1)
            zstd.stdout.close()
    return result if zstd.returncode == 0 and len(result) <= most else None


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


def leaves_of(lines, form):
    return lines if form == ".leaves" else [sha(b"\0", line[:-9]) for line in lines[1:]]


def segments(folder):
    """First number, lines, rest after the last newline, form, and whether it ends in room, of each segment.

    And the first place where two forms of a segment differ.
    """
    found, differs = {}, None
    for name in os.listdir(folder):
        match = re.fullmatch(r"(0[0-9]{19})(\.log|\.log\.zst|\.leaves)", name)
        if match:
            found.setdefault(int(match[1]), []).append(match[2])
    result = []
    for first in sorted(found):
        forms = sorted(found[first], key=[".log", ".log.zst", ".leaves"].index)
        read = [segment(folder, first, form) for form in forms]
        result.append(read[0])
        for other in read[1:]:
            ours, theirs = leaves_of(read[0][1], read[0][3]), leaves_of(other[1], other[3])
            if ours != theirs and differs is None:
                same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs)))
                differs = Tampered("edit", first + same, "%s of %d differs" % (other[3], first))
    return result, differs


def segment(folder, first, form):
    with open(os.path.join(folder, "%020d%s" % (first, form)), "rb") as file:
        data = file.read()
    if form == ".leaves":
        return first, [data[i : i + 32] for i in range(0, len(data), 32)], b"", form, False
    if form == ".log.zst":
        data = unpacked(data)
    room = form == ".log" and (data.endswith(b"\n\n") or data == b"\n")
    if room:
        # Empty lines, for records to come.
        data = data.rstrip(b"\n")
        data += b"\n" if data else b""
    lines = data.split(b"\n") if data is not None else [None]
    return first, lines[:-1], lines[-1], form, room


def seq_of(line):
    text = unframe(line)
    return number(text) if text and not text.startswith(b'{"format":') else -1


def check_record(log, at, index, leaves, rest):
    line = log[at][1][index]
    expected = len(leaves)
    text = unframe(line)
    if text is None:
        raise Tampered("edit", expected, "checksum")
    seq = number(text)
    if seq < 0:
        raise Tampered("edit", expected, "no sequence number")
    if seq != expected:
        after = [log[at][1][index + 1 :]] + [each[1] for each in log[at + 1 :] if each[3] != ".leaves"]
        later = seq > expected and any(seq_of(line) == expected for lines in after for line in lines)
        raise Tampered("reorder" if seq < expected or later else "gap", expected, "found %d" % seq)
    prev = leaves[-1].hex() if leaves else "00" * 32
    leaf = sha(b"\0", text)
    if before(text) != prev:
        sound = index > 1
        if index + 1 < len(log[at][1]):
            after = unframe(log[at][1][index + 1])
            sound = sound and after is not None and before(after) == leaf.hex()
        raise Tampered("edit", max(0, seq - 1) if sound else seq, "does not follow")
    leaves.append(leaf)
    if seq >= rest.signed:
        rest.see(seq, text)


class Rest:
    """The records that no signature covers."""

    def __init__(self, signed):
        self.signed, self.first, self.last, self.odd, self.begun = signed, None, "", None, time.time()

    def see(self, seq, text):
        self.last = at_of(text)
        if self.first is None:
            self.first = self.last
        if self.odd is None and not canonical(text):
            self.odd = Tampered("edit", seq, "it is not canonical JSON")

    def many(self):
        """Whether there are more than come between two checkpoints, of a second each."""
        if self.first is None:
            return False
        first, last = moment(self.first), moment(self.last)
        return first is None or last is None or last - first > 10 and first <= self.begun - 10


def check_header(log, at, leaves, origin):
    first, lines = log[at][:2]
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
            and type(header["seq"]) is int
            and 0 <= header["seq"] < 2**63
            and all(re.fullmatch("[0-9a-f]{64}", each) for each in header["peaks"] + [header["prev"]])
            and 0 < len(header["origin"].encode()) < 256
            and len(header["peaks"]) == bin(header["seq"]).count("1")
            and (header["seq"] > 0 or header["prev"] == "00" * 32)
        )
        return text + b"\t%08x" % crc32c(text) if possible else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def walk_leaves(first, hashes, leaves):
    if first != len(leaves):
        kind = "gap" if first > len(leaves) else "reorder"
        raise Tampered(kind, len(leaves), "starts at %d" % first)
    for leaf in hashes:
        if len(leaf) != 32:
            raise Tampered("edit", len(leaves), "it ends within a hash")
        leaves.append(leaf)


def walk(log, origin, leaves, acknowledged, left):
    """Fills the leaf hashes of all sound records; returns the log's name and whether it is torn."""
    for at, (first, lines, rest, form, room) in enumerate(log):
        if form == ".leaves":
            walk_leaves(first, lines, leaves)
            continue
        if rest is None:
            raise Tampered("edit", first, "the frame does not unpack")
        last = at == len(log) - 1 and form == ".log"
        if not lines:
            if last:
                return origin, True
            raise Tampered("edit", len(leaves), "no header")
        origin = check_header(log, at, leaves, origin)
        for index in range(1, len(lines)):
            if last and room and len(leaves) >= acknowledged and unframe(lines[index]) is None:
                # What was being written: of it the loss of power leaves any part.
                return origin, True
            check_record(log, at, index, leaves, left)
        if room and not last:
            raise Tampered("edit", len(leaves), "empty lines")
        if rest and not last:
            raise Tampered("edit", len(leaves), "torn segment")
        if rest:
            return origin, True
    return origin, False


# --- what is signed ---------------------------------------------------------------------------------


def read(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read(1 << 16)


def parse_key(text):
    """Name, id and public key of a verifier key."""
    name, _, keyed = text.split(b"+", 2)
    raw = base64.b64decode(keyed, validate=True)
    key_id = sha(name, b"\n", raw)[:4]
    if text != b"+".join([name, key_id.hex().encode(), base64.b64encode(raw)]):
        raise ValueError("key")
    if len(raw) != 33 or raw[0] != 1:
        raise ValueError("key")
    return name, key_id, raw[1:]


def open_note(note, keys):
    """Origin, size, root and extension of a checkpoint that each of the keys signed, in order."""
    text, signed = note.rsplit(b"\n\n", 1)
    text += b"\n"
    origin, size, root, *extension = text[:-1].split(b"\n")
    root = base64.b64decode(root, validate=True)
    if not re.fullmatch(rb"0|[1-9][0-9]*", size) or len(root) != 32:
        raise ValueError("note")
    expected = text + b"\n"
    lines = signed.split(b"\n")
    if len(lines) != len(keys) + 1:
        raise ValueError("signatures")
    for line, (name, key_id, public) in zip(lines, keys):
        signature = base64.b64decode(line.split(b" ")[-1], validate=True)[4:]
        expected += b"\xe2\x80\x94 " + name + b" " + base64.b64encode(key_id + signature) + b"\n"
        if not ed25519(public, text, signature):
            raise ValueError("signature")
    canonical = b"%s\n%d\n%s\n" % (origin, int(size), base64.b64encode(root))
    if note != expected or not text.startswith(canonical):
        raise ValueError("note")
    return origin.decode(), int(size), root, extension


def key_row(folder, trusted):
    """The keys of the log with the size up to which each may sign, and the notes of the changes."""
    row, notes, key = [], [], trusted
    for name in sorted(n for n in os.listdir(folder) if re.fullmatch("rotation-[0-9]{6}", n)):
        note = read(folder, name)
        extension = note.split(b"\n\n")[0].split(b"\n")[3:]
        if len(extension) != 2 or not extension[0].startswith(b"key-from "):
            raise ValueError(name)
        if not extension[1].startswith(b"key-to "):
            raise ValueError(name)
        old, new = parse_key(extension[0][9:]), parse_key(extension[1][7:])
        origin, size, root, _ = open_note(note, [old, new])
        if origin.encode() != old[0] or old[0] != new[0]:
            raise ValueError(name)
        if row and (row[-1][0] != old or row[-1][2] > size):
            raise ValueError(name)
        if name != "rotation-%06d" % (len(notes) + 1):
            raise ValueError(name)
        row = (row[:-1] if row else []) + [(old, size, size), (new, None, size)]
        notes.append((size, root, origin))
    if row and trusted not in [each[0] for each in row]:
        raise ValueError("not a key of this log")
    return row or [(key, None, 0)], notes


def open_signed(note, row, line):
    """A note signed once, with a key of the row, that had not been replaced by then."""
    for key, until, _ in row:
        try:
            origin, size, root, extension = open_note(note, [key])
        except ValueError:
            continue
        if extension != line or (until is not None and size > until):
            raise ValueError("note")
        return size, root, origin
    raise ValueError("not signed with a key of this log")


def anchors(folder, elsewhere):
    """All that is signed, the horizon, and what was wrong: (signed, horizon, error, doubt)."""
    signed, horizon, doubt = [], 0, None
    wrong = []
    key = read(folder, "key.pub")
    if key is None:
        return signed, horizon, None, "no key.pub"
    try:
        row, notes = key_row(folder, parse_key(key[:-1]))
        if key[-1:] != b"\n":
            raise ValueError("key")
    except (ValueError, IndexError, TypeError) as error:
        return signed, horizon, Tampered("edit", 0, "keys: %s" % error), None
    for path in [os.path.join(folder, "checkpoint")] + elsewhere:
        note = read("", path)
        if note is None:
            doubt = "no checkpoint " + path
            continue
        try:
            signed.append(open_signed(note, row, []))
        except (ValueError, IndexError) as error:
            wrong.append(Tampered("edit", 0, "checkpoint: %s" % error))
    signed += notes
    note = read(folder, "horizon")
    if note is not None:
        try:
            signed.append(open_signed(note, row, [b"horizon"]))
            horizon = signed[-1][0]
        except (ValueError, IndexError) as error:
            wrong.append(Tampered("edit", 0, "horizon: %s" % error))
    return signed, horizon, wrong[0] if wrong else None, doubt


def tail_mark(folder):
    """How many records were acknowledged, and the leaf hash of the last."""
    mark = read(folder, "tail")
    if not mark:
        return None
    if not re.fullmatch(rb"0[0-9]{19} [0-9a-f]{64} [0-9a-f]{16}\t[0-9a-f]{8}\n", mark):
        raise Tampered("edit", 0, "tail")
    if unframe(mark[:-1]) is None:
        raise Tampered("edit", 0, "tail")
    return int(mark[:20]), bytes.fromhex(mark[21:85].decode())


def verify(folder, elsewhere):
    try:
        return judge(folder, elsewhere)
    except Tampered as error:
        return (1,) + error.args
    except OSError as error:
        return 2, "unsure", 0, "cannot read the log: %s" % error


def judge(folder, elsewhere):
    leaves = []
    mark, wrong_mark = None, None
    strange = strangers(folder)
    try:
        mark = tail_mark(folder)
    except Tampered as error:
        wrong_mark = error
    signed, horizon, wrong, doubt = anchors(folder, elsewhere)
    covered = max([each[0] for each in signed], default=0)
    rest = Rest(covered)
    log, differs = segments(folder)
    try:
        origin, torn = walk(log, signed[0][2] if signed else None, leaves, max(covered, mark[0] if mark else 0), rest)
    except Tampered as error:
        raise rest.odd or error
    gone = max((at + 1 for at, each in enumerate(log) if each[3] == ".leaves"), default=0)
    kept = (log[gone][0] if gone < len(log) else len(leaves)) if gone else 0
    for error in (rest.odd, differs, strange):
        if error is not None:
            raise error
    if kept > horizon:
        raise Tampered("gap", horizon, "records are gone, and no horizon allows it")
    for error in (wrong_mark, wrong):
        if error is not None:
            raise error
    for size, root, name in signed:
        if origin is not None and origin != name:
            raise Tampered("fork", 0, "the log is " + origin)
        if size > len(leaves):
            raise Tampered("truncate", len(leaves), "the checkpoint covers %d" % size)
        if merkle(leaves[:size]) != root:
            raise Tampered("fork", max(0, size - 1), "not what was signed")
    if mark is not None:
        size, last = mark
        if size > len(leaves):
            raise Tampered("truncate", len(leaves), "%d were acknowledged" % size)
        if last != (leaves[size - 1] if size else b"\0" * 32):
            raise Tampered("fork", max(0, size - 1), "not what was acknowledged")
    if torn:
        return 2, "unsure", len(leaves), "the log ends within a line"
    if doubt:
        return 2, "unsure", len(leaves), doubt
    if mark is None:
        return 2, "unsure", len(leaves), "tail says nothing"
    if rest.many():
        return 2, "unsure", len(leaves), "records from %d on are signed by nobody" % covered
    more = ", the last %d not signed yet" % (len(leaves) - covered) if covered < len(leaves) else ""
    return 0, "good", len(leaves), merkle(leaves).hex() + more


def main():
    worst, folders, elsewhere = 0, [], []
    for argument in sys.argv[1:]:
        if argument.startswith("--checkpoint="):
            elsewhere.append(argument[13:])
        else:
            folders.append(argument)
    for folder in folders:
        code, kind, seq, message = verify(folder, elsewhere)
        worst = max(worst, code) if 1 not in (worst, code) else 1
        print("%d %s %d %s" % (code, kind, seq, message), flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
