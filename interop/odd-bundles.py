"""Makes odd bundles with the reference's own encoder: odd-bundles.py FIXTURES TARGET.

Each is a real bundle with one thing changed that a writer could have written. Below TARGET: v1/, v2/.
Prints {name: SHA-256 of the payload that the framework makes of a v1 bundle, or null where it cannot open it}.
"""

import copy
import hashlib
import io
import json
import logging
import math
import pathlib
import random
import sys

import msgpack
import pyarrow
import pyarrow.parquet
import zstandard
from investing_algorithm_framework.domain.backtesting import bundle

NAN, INF = math.nan, math.inf
NUMBERS = {"nan": NAN, "inf": INF, "minus_inf": -INF, "nil": None, "int": 3, "half": 1.5, "minus_zero": -0.0,
           "large": 2**53 + 1, "digits": "12", "word": "abc", "true": True}
PARAMETERS = {
    "none": {}, "nil": None,
    "nested": {"a": {"b": {"c": [1, 2.5, None, {"d": True}]}}, "a.b": 3, "e": {}, "f": []},
    "names": {"Стратегия 🚀": "東京", "": "empty", "q\"'`": "';--", "a\nb": "\t", " ": " ", "__proto__": 1,
              "constructor": {"x": 1}},
    "integers": {"u64": 2**64 - 1, "i64": -(2**63), "p53": 2**53 + 1, "zero": 0, "float": float(2**53)},
    "floats": {"nan": NAN, "inf": INF, "zero": -0.0, "least": 5e-324, "most": 1.7976931348623157e308, "e22": 1e22,
               "e16": 1e16, "e-5": 1e-5, "e-4": 0.0001},
    "bytes": {"b": b"\x00\xff", "e": b"", "n": {"q": b"it's \"q\""}},
    "many": {f"p{i}": i / 7 for i in range(2000)},
}
TEXTS = {"nil": None, "empty": "", "long": "a" * 5000, "odd": "Ж🚀\n\"x\"", "number": 7, "true": True}
ROWS = ("trades", "orders", "portfolio_snapshots", "positions", "signal_events")
TIMES = {
    "naive": lambda text: text.replace("+00:00", ""),
    "zulu": lambda text: text.replace("+00:00", "Z"),
    "offset": lambda text: text.replace("+00:00", "+05:30"),
    "blank": lambda text: text.replace("T", " "),
    "micro": lambda text: text if "." in text else text.replace("+00:00", ".123456+00:00"),
    "first_year": lambda text: "0001-01-02T00:00:00+00:00",
    "last_year": lambda text: "9999-12-31T23:59:59+00:00",
    "day": lambda text: text[:10],
}


def top_of(document):
    return document.get("backtest", document)


def runs_of(document):
    top = top_of(document)
    return next((top[key] for key in ("backtest_runs", "vector_runs", "event_runs") if top.get(key)), [])


def summary_of(document):
    top = top_of(document)
    return next(top[key] for key in ("backtest_summary", "vector_metrics", "event_metrics") if top.get(key))


def every(value, change, key=None):
    """Changes every text under a key that names a time."""
    if isinstance(value, dict):
        for name, one in value.items():
            if isinstance(one, str) and one and (name.endswith("_at") or name == "date"):
                value[name] = change(one)
            else:
                every(one, change)
    elif isinstance(value, list):
        for one in value:
            every(one, change)


def with_rows(change):
    def edit(document):
        for run in runs_of(document):
            for name in ROWS:
                run[name] = change(run[name])

    return edit


def each_row(change):
    def edit(document):
        for run in runs_of(document):
            for name in ROWS:
                for at, row in enumerate(run[name] or []):
                    change(row, at)

    return edit


def with_series(change):
    """Changes the points of every series, inline or in its Parquet file."""

    def edit(document):
        for blob in list(document.get("blobs") or {}):
            table = pyarrow.parquet.read_table(io.BytesIO(document["blobs"][blob]))
            points = change(list(zip(table["value"].to_pylist(), table["ts"].to_pylist())))
            columns = {"ts": pyarrow.array([ts for _, ts in points], pyarrow.int64()),
                       "value": pyarrow.array([value for value, _ in points], pyarrow.float64())}
            file = io.BytesIO()
            pyarrow.parquet.write_table(pyarrow.table(columns), file, compression="zstd", compression_level=5)
            document["blobs"][blob] = file.getvalue()
        for run in [] if document.get("blobs") else runs_of(document):
            metrics = run["backtest_metrics"]
            for name, points in metrics.items():
                if isinstance(points, list) and points and isinstance(points[0], list):
                    metrics[name] = [list(point) for point in change([tuple(point) for point in points])]

    return edit


def setting(key, value):
    return lambda document: top_of(document).__setitem__(key, copy.deepcopy(value))


def metrics(value):
    def edit(document):
        for run in runs_of(document):
            for key, one in run["backtest_metrics"].items():
                if isinstance(one, (int, float)):
                    run["backtest_metrics"][key] = value

    return edit


def summary(value):
    return lambda document: summary_of(document).update({key: value for key in summary_of(document)})


def of_runs(**values):
    return lambda document: [run.update(copy.deepcopy(values)) for run in runs_of(document)]


def shuffled(row, at):
    items = list(row.items())
    random.Random(at % 7).shuffle(items)
    row.clear()
    row.update(items)


def open_trades(document):
    for run in runs_of(document):
        for trade in run["trades"]:
            trade.update(status="OPEN", closed_at=None, remaining=trade["amount"], net_gain=0)


def forty_runs(document):
    runs = runs_of(document)
    runs[:] = [copy.deepcopy(runs[0]) for _ in range(40)]


def edits():
    yield "as_it_is", lambda document: None
    for name, value in PARAMETERS.items():
        yield f"parameters_{name}", setting("parameters", value)
    for name, value in TEXTS.items():
        yield f"algorithm_{name}", setting("algorithm_id", value)
        yield f"tag_{name}", setting("tag", value)
    for name, value in NUMBERS.items():
        yield f"metrics_{name}", metrics(value)
        yield f"summary_{name}", summary(value)
        if name != "word":
            yield f"rate_{name}", setting("risk_free_rate", value)
    for name, change in TIMES.items():
        yield f"times_{name}", lambda document, change=change: every(runs_of(document), change)
    yield "strategies_odd", setting("strategy_ids", ["Ж", "a,b", '"q"', 1, None, 1.5, ["n"]])
    yield "metadata_large", setting("metadata", {f"k{i}": {"v": [i, str(i), i * 0.1]} for i in range(5000)})
    yield "rows_none", with_rows(lambda rows: [])
    yield "rows_one", with_rows(lambda rows: rows[:1])
    yield "rows_backwards", with_rows(lambda rows: rows[::-1])
    yield "rows_twice", with_rows(lambda rows: rows + copy.deepcopy(rows))
    yield "rows_new_key", each_row(lambda row, at: row.update(zz_new=[at]))
    yield "rows_ragged", each_row(lambda row, at: row.pop(list(row)[-1]) if at % 2 and row else None)
    yield "rows_shuffled", each_row(shuffled)
    yield "trades_open", open_trades
    yield "runs_forty", forty_runs
    yield "runs_none", lambda document: runs_of(document).clear()
    yield "symbols_odd", of_runs(symbols=["", "a b", "ЖЖ/EUR", "A/B", "A/B"])
    yield "symbols_many", of_runs(symbols=[f"S{i}/EUR" for i in range(500)])
    yield "windows_without_name", of_runs(backtest_date_range_name=None)
    yield "metrics_none", of_runs(backtest_metrics=None)
    yield "series_backwards", with_series(lambda points: points[::-1])
    yield "series_nan", with_series(lambda points: [(NAN if at % 3 else -0.0, ts) for at, (_, ts) in enumerate(points)])
    yield "series_one", with_series(lambda points: points[:1])
    yield "series_twice", with_series(lambda points: [point for point in points for _ in "ab"])
    yield "series_scaled", with_series(lambda points: [(value * 1.0000001, ts) for value, ts in points])
    yield "series_none", with_series(lambda points: [])


def upgraded(path):
    try:
        document = bundle._build_v2_envelope(bundle.open_bundle(path))
        packed = msgpack.packb(document, use_bin_type=True, datetime=False, default=bundle._msgpack_default)
    except Exception:
        return None
    return hashlib.sha256(packed).hexdigest()


def main():
    logging.disable(logging.CRITICAL)
    # The level is no part of what is tried, and 19 takes a minute more.
    bundle._ZSTD_LEVEL = 3
    fixtures, target = map(pathlib.Path, sys.argv[1:])
    bases = [("v1", "v1/event_sltp"), ("v1", "v1/vector_multi_window"), ("v2", "v2/event/event_sltp"), ("v2", "v2/perm/perm_two_tests")]
    answer = {}
    for version, base in bases:
        raw = (fixtures / f"{base}.iafbt").read_bytes()[8:]
        document = msgpack.unpackb(zstandard.ZstdDecompressor().decompress(raw), raw=False)
        (target / version).mkdir(parents=True, exist_ok=True)
        for name, edit in edits():
            odd = copy.deepcopy(document)
            edit(odd)
            path = target / version / f"{base.split('/')[-1]}_{name}.iafbt"
            path.write_bytes(bundle._encode_payload(odd, format_version=int(version[1])))
            if version == "v1":
                answer[path.stem] = upgraded(path)
    print(json.dumps(answer))


main()
