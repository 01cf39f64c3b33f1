"""Totals of every column of a tiered archive's datasets, as one reader sees them: dataset-totals.py READER FOLDER.

Prints {dataset: {"rows": n, "columns": {name: [values, total]}}}. The total of a column of numbers is the sum
of its finite values, of texts their bytes, of times the first and the last as UTC.
"""

import json
import os
import sys


def kinds_of(fields):
    """Kind of each column by the name of its type in any of the readers."""
    kinds = {}
    for name, type_name in fields:
        text = str(type_name).upper()
        if "TIME" in text:
            kinds[name] = "time"
        elif "CHAR" in text or "STR" in text:
            kinds[name] = "text"
        else:
            kinds[name] = "number"
    return kinds


def duckdb_totals(folder):
    import duckdb

    files = os.path.join(folder, "*.parquet").replace("'", "''")
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    source = f"read_parquet('{files}')"
    fields = [row[:2] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    total = {
        "number": "sum(CASE WHEN isfinite({0}::DOUBLE) THEN {0}::DOUBLE END)",
        "text": "sum(strlen({0}))::BIGINT",
        "time": "left(min({0})::VARCHAR, 19) || ' ' || left(max({0})::VARCHAR, 19)",
    }
    kinds = kinds_of(fields)
    cells = [f'count("{name}"), {total[kind].format(chr(34) + name + chr(34))}' for name, kind in kinds.items()]
    row = connection.execute(f"SELECT count(*), {', '.join(cells)} FROM {source}").fetchone()
    return named(row, kinds)


def polars_totals(folder):
    import polars as pl

    frame = pl.scan_parquet(os.path.join(folder, "*.parquet"))
    kinds = kinds_of(frame.collect_schema().items())
    shown = "%Y-%m-%d %H:%M:%S"

    def total(name, kind):
        column = pl.col(name)
        if kind == "number":
            value = column.cast(pl.Float64)
            return value.filter(value.is_finite()).sum()
        if kind == "text":
            return column.str.len_bytes().cast(pl.Int64).sum()
        return pl.concat_str([column.min().dt.strftime(shown), column.max().dt.strftime(shown)], separator=" ")

    cells = [pl.len().alias("rows")]
    for i, (name, kind) in enumerate(kinds.items()):
        cells += [pl.col(name).count().alias(f"count {i}"), total(name, kind).alias(f"total {i}")]
    return named(frame.select(cells).collect().row(0), kinds)


def spark_totals(folder, spark):
    from pyspark.sql import functions as F

    frame = spark.read.parquet(folder)
    kinds = kinds_of(frame.dtypes)
    shown = "yyyy-MM-dd HH:mm:ss"

    def total(name, kind):
        column = F.col(f"`{name}`")
        if kind == "number":
            value = column.cast("double")
            return F.sum(F.when(F.abs(value) < float("inf"), value))
        if kind == "text":
            return F.sum(F.octet_length(column))
        return F.concat_ws(" ", F.date_format(F.min(column), shown), F.date_format(F.max(column), shown))

    cells = [F.count(F.lit(1))]
    for name, kind in kinds.items():
        cells += [F.count(F.col(f"`{name}`")), total(name, kind)]
    return named(tuple(frame.agg(*cells).collect()[0]), kinds)


def named(row, kinds):
    pairs = zip(kinds, row[1::2], row[2::2])
    return {"rows": row[0], "columns": {name: [count, total if count else None] for name, count, total in pairs}}


def open_spark():
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.sql.session.timeZone", "UTC")
    builder = builder.config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
    spark = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.memory", "1g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def main():
    reader, parquet = sys.argv[1:]
    if reader == "pyspark":
        spark = open_spark()
        read = lambda folder: spark_totals(folder, spark)
    else:
        read = {"duckdb": duckdb_totals, "polars": polars_totals}[reader]
    print(json.dumps({name: read(os.path.join(parquet, name)) for name in sorted(os.listdir(parquet))}))


main()
