# Scores of R forecast's automatic ets on the benchmark's series, for bench/baselines.properties.
# usage: Rscript ets_scores.R DATA-FOLDER hourly|weekly|m3|nn5
# Prints one row per series (id, model, MASE, MSIS and coverage at 95 %) and the averages.
suppressMessages(library(forecast))
args <- commandArgs(TRUE)
root <- args[1]
set <- args[2]
file <- switch(set, m3 = "m3/series.csv.gz", nn5 = "nn5/series.csv.gz", paste0("m4/", set, ".csv.gz"))
d <- read.csv(gzfile(file.path(root, file)), stringsAsFactors = FALSE)
sample <- switch(set,
  hourly = "m4/reference_R_forecast_8.20_hourly_sample.csv.gz",
  m3 = "m3/reference_R_forecast_8.20_sample.csv.gz", NA)
if (!is.na(sample)) {
  s <- read.csv(gzfile(file.path(root, sample)), stringsAsFactors = FALSE)
  d <- d[d$id %in% s$id[s$method %in% c("ets", "ets24")], ]
}
numbers <- function(text) suppressWarnings(as.numeric(strsplit(trimws(text), " +")[[1]]))
rows <- NULL
for (i in seq_len(nrow(d))) {
  if (set == "nn5") {
    all <- numbers(d$values[i])
    n <- length(all) - 56
    y <- all[1:n]
    test <- all[(n + 1):length(all)]
    m <- 7
    known <- na.interp(ts(y, frequency = m))
  } else {
    y <- numbers(d$train[i])
    test <- numbers(d$test[i])
    m <- if (set == "m3") d$frequency[i] else d$m[i]
    known <- ts(y, frequency = m)
  }
  fit <- ets(known)
  p <- forecast(fit, h = length(test), level = 95)
  lower <- p$lower[, 1]
  upper <- p$upper[, 1]
  scale <- mean(abs(diff(y, lag = m)), na.rm = TRUE)
  miss <- (upper - lower) + 40 * (lower - test) * (test < lower) + 40 * (test - upper) * (test > upper)
  row <- c(mean(abs(p$mean - test), na.rm = TRUE) / scale, mean(miss, na.rm = TRUE) / scale,
           mean(test >= lower & test <= upper, na.rm = TRUE))
  cat(d$id[i], gsub(" ", "", fit$method), sprintf("%.4f %.4f %.4f", row[1], row[2], row[3]), "\n")
  rows <- rbind(rows, row[1:3])
}
rows <- rows[is.finite(rows[, 1]), , drop = FALSE]
cat("mean", nrow(rows), sprintf("%.4f %.4f %.4f", mean(rows[, 1]), mean(rows[, 2]), mean(rows[, 3])), "\n")
