"""The highest value of the portfolio in each run of the bundles in FOLDER, by the reference framework: highest-values.py FOLDER."""

import logging
import os
import sys

from investing_algorithm_framework import Backtest

try:
    from investing_algorithm_framework.domain.backtesting.bundle import open_bundle
except ImportError:
    open_bundle = Backtest.open

logging.disable(logging.CRITICAL)
(folder,) = sys.argv[1:]
for name in sorted(os.listdir(folder)):
    if not name.endswith(".iafbt"):
        continue
    for run in open_bundle(os.path.join(folder, name)).get_all_backtest_runs():
        print(name, max(snapshot.total_value for snapshot in run.portfolio_snapshots))
