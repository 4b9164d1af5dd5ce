package io.foretide.forecast.auto;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.RefusedFit;
import io.foretide.forecast.scale.Intake;
import java.util.List;

/**
 * Several methods fitted to the same values and weighted by their errors on rolling origins inside
 * the training data. Members that refuse or run away are left out.
 *
 * @param members the methods
 * @param season period in steps, 1 for none; how far origins lie apart depends on it
 * @param horizon steps ahead that matter
 */
public record Weighted(List<Forecaster> members, int season, int horizon) implements Forecaster {

  /** Checks the figures and keeps its own list. */
  public Weighted {
    members = List.copyOf(members);
    if (members.isEmpty() || season < 1 || horizon < 1) {
      throw new IllegalArgumentException(
          "Weighted ensemble of "
              + members.size()
              + " methods, season "
              + season
              + " and horizon "
              + horizon
              + ": expected 1 or more of each");
    }
  }

  @Override
  public String name() {
    return "weighted";
  }

  @Override
  public Fitted fit(double[] values) {
    List<Candidate> candidates =
        members.stream().map(m -> new Candidate(m.name(), m, 0, 1)).toList();
    return Intake.fit(
        this,
        values,
        1,
        y -> {
          AutoSearch search = new AutoSearch(name(), y, season, horizon);
          Fitted fit = search.fit(candidates, Double.POSITIVE_INFINITY);
          return fit != null
              ? fit
              : RefusedFit.of(this, y, "every member of " + name() + " refused", "more values");
        });
  }
}
