#!/usr/bin/env bash
# Makes the committed reference figures again with Debian's packages r-cran-forecast (8.20),
# r-cran-prophet (1.0) and python3-statsmodels (0.13.5).
# usage: regenerate.sh DATA-FOLDER [fits] [prophet] [baselines]     all where none is named
# fits       r-forecast-8.20.csv and statsmodels-0.13.5.csv, a minute
# prophet    r-prophet-1.0.csv and r-prophet-1.0-parameters.csv, half an hour
# baselines  prints lines for src/main/resources/.../bench/baselines.properties, hours
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=${1:?usage: regenerate.sh DATA-FOLDER [fits] [prophet] [baselines]}
shift
[ $# -gt 0 ] || set -- fits prophet baselines
resources=$here/../resources/io/foretide/forecast
python=${PYTHON:-/usr/bin/python3}
for part in "$@"; do
  case $part in
    fits)
      for series in air_passengers retail_sales; do
        gzip -dc "$data/prophet/example_$series.csv.gz" > "$resources/reference/$series.csv"
      done
      Rscript "$here/forecast.R" "$resources/reference"
      "$python" "$here/fits.py" "$resources/reference" ;;
    prophet) Rscript "$here/prophet.R" "$data" "$resources/prophet" ;;
    baselines)
      for set in weekly nn5 hourly m3; do
        Rscript "$here/baselines.R" "$data" "$set" ets
      done ;;
    *) echo "regenerate.sh: no part is named '$part': expected fits, prophet or baselines" >&2; exit 2 ;;
  esac
done
