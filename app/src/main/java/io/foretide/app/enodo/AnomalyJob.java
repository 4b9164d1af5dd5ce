package io.foretide.app.enodo;

import io.foretide.connectors.enodo.job.History;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Offline;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.catalog.DetectorCatalog;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that a detector finds unusual, each at its instant. */
final class AnomalyJob {
  private static final String USUAL = "mad";

  private AnomalyJob() {}

  static void run(JobRequest job, History h, PointColumn out) throws ProviderException {
    Map<String, String> parameters = new LinkedHashMap<>();
    job.parameters().forEach((k, v) -> parameters.put(k, String.valueOf(v)));
    String asked = parameters.remove("method");
    String method =
        DetectorCatalog.all().stream().anyMatch(e -> e.name().equals(job.method()))
            ? job.method()
            : asked == null ? USUAL : asked;
    double[][] columns = {h.values()};
    try {
      double[] scores = scores(DetectorCatalog.method(method, parameters).fit(columns), columns);
      for (int i = 0; i < scores.length; i++) {
        if (scores[i] > 1) {
          out.add(job.unit().time(h.first() + i * h.step()), h.values()[i]);
        }
      }
    } catch (RefusedException e) {
      throw new ProviderException.Rejected(
          e.refused().reason() + ": expected " + e.refused().needs(), e);
    }
  }

  private static double[] scores(Detector detector, double[][] columns)
      throws ProviderException, RefusedException {
    return switch (detector) {
      case Refused(String reason, String needs) ->
          throw new ProviderException.NoData(reason + "; it needs " + needs);
      case Offline offline -> offline.scores(columns).values();
      case Causal causal -> {
        Scorer scorer = causal.scorer();
        Score score = new Score(causal.signals());
        double[] row = new double[1];
        double[] values = new double[columns[0].length];
        for (int i = 0; i < values.length; i++) {
          row[0] = columns[0][i];
          scorer.score(row, score);
          values[i] = score.value();
        }
        yield values;
      }
    };
  }
}
