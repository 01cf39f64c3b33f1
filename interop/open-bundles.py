"""Opens every bundle below FOLDER with the reference framework: open-bundles.py FOLDER.

Prints {name without extension: SHA-256 of everything the framework knows of it}, or its error.
"""

import dataclasses
import datetime
import enum
import hashlib
import json
import logging
import os
import sys

from investing_algorithm_framework import Backtest

try:
    from investing_algorithm_framework.domain.backtesting.bundle import open_bundle
except ImportError:
    open_bundle = Backtest.open


def plain(value, depth=0):
    """Any value as one that JSON holds exactly: floats by their bits, times as they show themselves."""
    if depth > 40:
        raise ValueError("too deep")
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, float):
        return ["float", "nan" if value != value else value.hex()]
    if isinstance(value, (datetime.datetime, datetime.date)):
        return ["time", value.isoformat()]
    if isinstance(value, enum.Enum):
        return ["enum", value.name]
    if isinstance(value, dict) or hasattr(value, "items"):
        return ["map", [[plain(key, depth + 1), plain(one, depth + 1)] for key, one in value.items()]]
    # Lists, and the histories that 9.x keeps in files of its own.
    if hasattr(value, "__len__") and hasattr(value, "__getitem__") and not isinstance(value, bytes):
        return [plain(one, depth + 1) for one in value]
    if isinstance(value, (set, frozenset)):
        return ["set", sorted(json.dumps(plain(one, depth + 1)) for one in value)]
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if dataclasses.is_dataclass(value) or hasattr(value, "__dict__"):
        fields = {key: one for key, one in vars(value).items() if not callable(one)}
        return [type(value).__name__, plain(fields, depth + 1)]
    return [type(value).__name__, str(value)]


def content_of(path):
    try:
        text = json.dumps(plain(open_bundle(path)), sort_keys=True)
    except Exception as error:
        return f"{type(error).__name__}: {error}".replace(path, "")
    return hashlib.sha256(text.encode()).hexdigest() + f" {len(text)}"


def main():
    logging.disable(logging.CRITICAL)
    (top,) = sys.argv[1:]
    answer = {}
    for folder, _, names in os.walk(top):
        for name in names:
            stem, extension = os.path.splitext(name)
            if extension in (".iafbt", ".obtf"):
                path = os.path.join(folder, name)
                answer[os.path.relpath(os.path.join(folder, stem), top)] = content_of(path)
    print(json.dumps(answer))


main()
