"""Fits of statsmodels 0.13.5 (Debian python3-statsmodels) on Prophet's monthly examples (MIT licence).

usage: python3 fits.py FOLDER
reads air_passengers.csv and retail_sales.csv there and writes statsmodels-0.13.5.csv: one row per
model at rounded parameters, lists are separated by blanks.
"""
import csv
import os
import sys
import warnings

import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.seasonal import STL
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.simplefilter("ignore")
folder = sys.argv[1]


def listed(values):
    return " ".join("%.10g" % v for v in values)


def significant(values):
    return [float("%.4g" % v) for v in values]


with open(os.path.join(folder, "statsmodels-0.13.5.csv"), "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["series", "model", "loglik", "parameters", "mean", "se"])
    for series in ["air_passengers", "retail_sales"]:
        with open(os.path.join(folder, series + ".csv")) as rows:
            y = np.log([float(row["y"]) for row in csv.DictReader(rows)])
        for p, d, q, P, D, Q in [(0, 1, 1, 0, 1, 1), (2, 1, 1, 0, 1, 0), (1, 1, 1, 1, 1, 1)]:
            model = SARIMAX(y, order=(p, d, q), seasonal_order=(P, D, Q, 12), simple_differencing=False)
            fixed = significant(model.fit(disp=False).params)
            fit = model.smooth(fixed)
            ahead = fit.get_forecast(24)
            # The differenced series has the exact likelihood; the levels give the forecasts.
            exact = SARIMAX(y, order=(p, d, q), seasonal_order=(P, D, Q, 12), simple_differencing=True)
            out.writerow([series, "%d%d%d%d%d%d" % (p, d, q, P, D, Q), "%.8f" % exact.loglike(fixed),
                          listed(fixed), listed(ahead.predicted_mean), listed(ahead.se_mean)])
        model = ETSModel(y, error="add", trend="add", seasonal="add", damped_trend=True, seasonal_periods=12)
        fixed = [float("%.6g" % v) for v in model.fit(disp=False, maxiter=10000).params]
        fit = model.smooth(fixed)
        out.writerow([series, "AAdA", "%.8f" % fit.llf, listed(fixed), listed(fit.forecast(24)), ""])
        stl = STL(y, period=12, seasonal=13, robust=True).fit()
        out.writerow([series, "stl", "", "", listed(stl.seasonal[:24]), listed(stl.trend[:24])])
