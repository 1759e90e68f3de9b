"""Verifies a log's published files with pymerkle, an independent implementation of RFC 9162, and computes a draw again with
Python's own library: nothing of ours. verify.py FOLDER KEY OLD-CHECKPOINT"""

import base64
import hashlib
import hmac
import pathlib
import struct
import sys

from pymerkle import InmemoryTree, verify_consistency, verify_inclusion


def checkpoint(text):
    origin, size, root = text.split("\n")[:3]
    return origin, int(size), base64.b64decode(root)


def entries(folder, size):
    for index in range(-(-size // 256)):
        width = min(256, size - index * 256)
        groups, above = f"{index % 1000:03}", index // 1000
        while above:
            groups, above = f"x{above % 1000:03}/{groups}", above // 1000
        name = groups if width == 256 else f"{groups}.p/{width}"
        bundle = (folder / "tile" / "entries" / name).read_bytes()
        while bundle:
            (length,) = struct.unpack(">H", bundle[:2])
            yield bundle[2 : 2 + length]
            bundle = bundle[2 + length :]


def main():
    folder, old_path = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3])
    origin, size, root = checkpoint((folder / "checkpoint").read_text())
    _, old_size, old_root = checkpoint(old_path.read_text())
    assert origin == sys.argv[2].split("+")[0], origin
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries(folder, size):
        tree.append_entry(entry)
    assert tree.get_size() == size, (tree.get_size(), size)
    assert tree.get_state() == root, "the root of all entries is not the one that was signed"
    assert tree.get_state(old_size) == old_root, "the log does not continue the old checkpoint"
    verify_consistency(old_root, root, tree.prove_consistency(old_size, size))
    for place in (1, size // 2, size):
        verify_inclusion(tree.get_leaf(place), root, tree.prove_inclusion(place, size))
    print(f"pymerkle: all {size} entries lead to the signed root, which continues that of {old_size}")
    draws()


def draws():
    """The published vector of draw-v1."""
    sha = lambda text: hashlib.sha256(text.encode()).hexdigest()
    key = "9319./2.5.8.10.12./9.18.26.34.41.45./"
    text = f"draw-v1\nTJ-2026-OPENDAY-01\n100000\n{sha('list')}\n{sha('checkpoint')}\n{key}\n"
    seed = hashlib.sha256(text.encode()).digest()
    numbers = chance(seed, "cases")
    moved, drawn = {}, []
    for i in range(10):
        j = i + below(numbers, 100_000 - i)
        drawn.append(moved.get(j, j))
        moved[j] = moved.get(i, i)
    assert drawn == [86992, 40878, 43338, 28637, 73088, 17866, 19221, 52018, 6807, 63238], drawn
    print("Python: the draw of the vector is the same")


def chance(seed, label):
    key, counter = hmac.digest(seed, label.encode(), "sha256"), 0
    while True:
        yield int.from_bytes(hmac.digest(key, struct.pack(">Q", counter), "sha256")[:8], "big")
        counter += 1


def below(numbers, n):
    limit = 2**64 - 2**64 % n
    while (number := next(numbers)) >= limit:
        pass
    return number % n


main()
