# Forecasts of R prophet 1.0 (Debian r-cran-prophet) on Prophet's own series (MIT licence):
# about sixty steps of the history and sixty steps ahead each.
# usage: Rscript prophet.R DATA-FOLDER FOLDER-TO-WRITE
# writes r-prophet-1.0.csv (forecasts) and r-prophet-1.0-parameters.csv (one row per fit: series,
# mode, search, rate, offset, noise, number of rate changes, rate changes, number of betas, betas).
# Prophet's default search stops short of the mode on some series; the search "exact" goes on.
suppressMessages(library(prophet))
root <- file.path(commandArgs(TRUE)[1], "prophet")
to <- commandArgs(TRUE)[2]
exact <- list(tol_obj = 1e-16, tol_rel_obj = 1, tol_grad = 1e-12, tol_rel_grad = 1,
              tol_param = 1e-14, iter = 100000, history_size = 30)
runs <- list(
  list("example_air_passengers", "additive", "month", 60),
  list("example_air_passengers", "multiplicative", "month", 60),
  list("example_retail_sales", "additive", "month", 60),
  list("tests_data", "additive", "day", 60),
  list("tests_data2", "additive", 300, 600),
  list("example_wp_log_peyton_manning", "additive", "day", 365),
  list("example_yosemite_temps", "additive", 300, 600))
forecasts <- file.path(to, "r-prophet-1.0.csv")
parameters <- file.path(to, "r-prophet-1.0-parameters.csv")
unlink(parameters)
cat("series,mode,search,ds,yhat,lower80,upper80,ahead\n", file = forecasts)
thin <- function(ds) ds[unique(round(seq(1, length(ds), length.out = 60)))]
for (run in runs) {
  d <- read.csv(gzfile(file.path(root, paste0(run[[1]], ".csv.gz"))), stringsAsFactors = FALSE)
  for (search in c("default", "exact")) {
    set.seed(1)
    m <- suppressWarnings(suppressMessages(do.call(prophet, c(
      list(d, seasonality.mode = run[[2]]), if (search == "exact") exact))))
    p <- m$params
    cat(run[[1]], run[[2]], search, p$k, p$m, p$sigma_obs, length(p$delta), p$delta,
        length(p$beta), paste0(paste(p$beta, collapse = ","), "\n"),
        sep = ",", file = parameters, append = TRUE)
    ahead <- make_future_dataframe(m, run[[4]], freq = run[[3]], include_history = FALSE)$ds
    for (part in 0:1) {
      p <- predict(m, data.frame(ds = thin(if (part == 0) m$history$ds else ahead)))
      cat(sprintf("%s,%s,%s,%s,%.7g,%.7g,%.7g,%d\n", run[[1]], run[[2]], search,
                  format(p$ds, "%Y-%m-%dT%H:%M:%S", tz = "GMT"), p$yhat, p$yhat_lower,
                  p$yhat_upper, part),
          sep = "", file = forecasts, append = TRUE)
    }
  }
}
