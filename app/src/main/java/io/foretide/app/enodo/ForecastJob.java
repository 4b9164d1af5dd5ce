package io.foretide.app.enodo;

import io.foretide.connectors.enodo.job.History;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.time.Instants;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Refused;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import io.foretide.forecast.catalog.MethodParameter;
import io.foretide.forecast.catalog.MethodRequest;
import io.foretide.forecast.saved.SavedFit;
import io.foretide.forecast.season.SeasonDetector;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A method of the library on a job's history. Enodo's four methods have their counterparts: {@code
 * autoregression} is {@code ar}, {@code moving_average} is {@code ets}; ARIMA's orders are found,
 * and {@code m} is its season.
 */
final class ForecastJob {
  private static final Map<String, String> COUNTERPARTS =
      Map.of("autoregression", "ar", "moving_average", "ets", "arima", "auto_arima");

  /** Keys of Enodo's own methods that have no counterpart, or another one. */
  private static final Set<String> TAKEN =
      Set.of("method", "m", "d", "D", "season", "n_predict", "periods", "points_since");

  private final JobRequest job;
  private final History history;
  private final Fitted fit;

  private ForecastJob(JobRequest job, History history, Fitted fit) {
    this.job = job;
    this.history = history;
    this.fit = fit;
  }

  static ForecastJob of(JobRequest job, History h) throws ProviderException {
    if (job.learned().length > 0) {
      return new ForecastJob(job, h, continued(job, h));
    }
    String method = method(job);
    int[] seasons = seasons(job, h, method);
    Map<String, Object> parameters = new LinkedHashMap<>();
    Set<String> known =
        MethodCatalog.find(method).parameters().stream()
            .map(MethodParameter::name)
            .collect(Collectors.toSet());
    job.parameters()
        .forEach((k, v) -> {
          if (!TAKEN.contains(k) || known.contains(k)) {
            parameters.put(k, v);
          }
        });
    try {
      double days = (double) h.step() / Instants.DAY;
      Forecaster forecaster =
          MethodCatalog.forecaster(
              method,
              new MethodRequest(
                  seasons, steps(job, h), (double) h.first() / Instants.DAY, days, parameters));
      return new ForecastJob(job, h, forecaster.fit(h.values()));
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(String.valueOf(e.getMessage()), e);
    }
  }

  private static String method(JobRequest job) throws ProviderException.Rejected {
    Object asked = job.parameters().get("method");
    String own = COUNTERPARTS.getOrDefault(job.method(), job.method());
    List<String> names = MethodCatalog.names();
    String method = names.contains(own) ? own : asked == null ? "auto" : asked.toString();
    if (!names.contains(method)) {
      throw new ProviderException.Rejected(
          "there is no method '" + method + "': expected one of " + String.join(", ", names));
    }
    return method;
  }

  private static int[] seasons(JobRequest job, History h, String method) {
    MethodEntry entry = MethodCatalog.find(method);
    Object m = job.parameters().getOrDefault("m", job.parameters().get("season"));
    if (entry.seasons() == MethodEntry.Seasons.NONE) {
      return new int[] {1};
    }
    int[] found =
        m instanceof Number n && n.intValue() > 1
            ? new int[] {n.intValue()}
            : SeasonDetector.detect(
                h.values(), SeasonDetector.natural((double) h.step() / Instants.DAY));
    if (found.length == 0) {
      return new int[] {1};
    }
    return entry.seasons() == MethodEntry.Seasons.ONE ? new int[] {found[0]} : found;
  }

  private static int steps(JobRequest job, History h) {
    Object asked = job.parameters().getOrDefault("n_predict", job.parameters().get("periods"));
    long steps =
        asked instanceof Number n
            ? n.longValue()
            : job.horizon() > 0 ? job.horizon() / h.step() : 24;
    return (int) Math.max(1, Math.min(20_000, steps));
  }

  void forecast(PointColumn out) throws ProviderException {
    double[] mean =
        switch (fit.forecast(steps(job, history))) {
          case Forecast f -> f.mean();
          case Refused(String reason, String needs) ->
              throw new ProviderException.NoData(reason + "; it needs " + needs);
        };
    long end = history.first() + history.values().length * history.step();
    for (int i = 0; i < mean.length; i++) {
      out.add(job.unit().time(end + i * history.step()), mean[i]);
    }
  }

  void fitted(PointColumn out) {
    double[] fitted = fit.inSample().fitted();
    int skip = history.values().length - fitted.length;
    for (int i = 0; i < fitted.length; i++) {
      if (Double.isFinite(fitted[i])) {
        out.add(job.unit().time(history.first() + (skip + i) * history.step()), fitted[i]);
      }
    }
  }

  /** The fit, and the instant behind the last value that it has seen. */
  byte[] learned() {
    byte[] state = fit.toBytes();
    long end = history.first() + history.values().length * history.step();
    return ByteBuffer.allocate(Long.BYTES + state.length).putLong(end).put(state).array();
  }

  private static Fitted continued(JobRequest job, History h) throws ProviderException.Rejected {
    try {
      ByteBuffer in = ByteBuffer.wrap(job.learned());
      long seen = in.getLong();
      byte[] state = new byte[in.remaining()];
      in.get(state);
      Fitted fit = SavedFit.read(state);
      for (int i = 0; i < h.values().length; i++) {
        if (h.first() + i * h.step() >= seen) {
          fit = fit.update(h.values()[i]);
        }
      }
      return fit;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new ProviderException.Rejected(
          "what was learned for series '" + job.series() + "' cannot be read: train it again", e);
    }
  }
}
