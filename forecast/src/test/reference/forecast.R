# Fits of R forecast 8.20 (Debian r-cran-forecast) on Prophet's monthly examples (MIT licence).
# usage: Rscript forecast.R FOLDER
# reads air_passengers.csv and retail_sales.csv there and writes r-forecast-8.20.csv: one row per
# fit, lists are separated by blanks. Coefficients are rounded before the model is used, so that
# no optimiser is involved in what follows; ets is given as fitted.
suppressMessages(library(forecast))
folder <- commandArgs(TRUE)[1]
out <- file.path(folder, "r-forecast-8.20.csv")
list_of <- function(x) paste(sprintf("%.10g", as.numeric(x)), collapse = " ")
cat("series,model,loglik,sigma2,coefficients,mean,upper95\n", file = out)
row <- function(series, model, loglik, sigma2, coefficients, f) {
  cat(series, model, sprintf("%.8f", loglik), sprintf("%.12g", sigma2), list_of(coefficients),
      list_of(f$mean), paste0(list_of(f$upper[, ncol(f$upper)]), "\n"),
      sep = ",", file = out, append = TRUE)
}
for (series in c("air_passengers", "retail_sales")) {
  values <- read.csv(file.path(folder, paste0(series, ".csv")))$y
  y <- ts(log(values), frequency = 12)
  for (o in list(c(0, 1, 1, 0, 1, 1), c(2, 1, 1, 0, 1, 0), c(1, 1, 1, 1, 1, 1))) {
    fit <- Arima(y, order = o[1:3], seasonal = o[4:6], method = "ML")
    fixed <- round(coef(fit), 3)
    fit <- Arima(y, order = o[1:3], seasonal = o[4:6], fixed = fixed, transform.pars = FALSE,
                 method = "ML")
    row(series, paste(o, collapse = ""), fit$loglik, fit$sigma2, fixed,
        forecast(fit, h = 24, level = 95))
  }
  for (form in c("AAA", "AAdA")) {
    fit <- ets(y, model = "AAA", damped = form == "AAdA")
    row(series, form, fit$loglik, fit$sigma2, fit$par, forecast(fit, h = 24, level = 95))
  }
  row(series, "theta", NA, NA, NA, thetaf(ts(values, frequency = 12), h = 24, level = 95))
}
