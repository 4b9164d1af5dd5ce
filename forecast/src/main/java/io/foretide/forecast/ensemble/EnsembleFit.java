package io.foretide.forecast.ensemble;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fitted members of an ensemble.
 *
 * @param name name of the combination
 * @param members fitted members, at least one
 * @param weights weight of each member; they sum to 1
 * @param median true for the median per step instead of the weighted mean
 * @param stretch factor on the width of intervals
 * @param record what was tried and how it was chosen, in words
 */
@SuppressWarnings("ArrayRecordComponent")
public record EnsembleFit(
    String name,
    List<Fitted> members,
    double[] weights,
    boolean median,
    double stretch,
    String record)
    implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "ensemble";

  private static final double HALF = 0.5 - 1e-9;

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    String name = in.text();
    double[] weights = in.values();
    boolean median = in.flag();
    double stretch = in.value();
    String record = in.text();
    List<Fitted> members = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      members.add(in.fit());
    }
    return new EnsembleFit(name, members, weights, median, stretch, record);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).text(name).values(weights).flag(median).value(stretch).text(record);
    for (Fitted member : members) {
      out.fit(member);
    }
  }

  @Override
  public String method() {
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < weights.length; i++) {
      text.append(i > 0 ? ", " : "");
      text.append(String.format(Locale.ROOT, "%.0f %% ", 100 * weights[i]));
      text.append(members.get(i).method());
    }
    return text.append(')').toString();
  }

  @Override
  public int season() {
    return members.stream().mapToInt(Fitted::season).max().orElse(1);
  }

  @Override
  public Result forecast(int horizon) {
    List<Forecast> forecasts = new ArrayList<>();
    double[] kept = new double[weights.length];
    Refused last = new Refused("no member could forecast", "more values");
    for (int i = 0; i < weights.length; i++) {
      switch (members.get(i).forecast(horizon)) {
        case Refused refused -> last = refused;
        case Forecast forecast -> {
          kept[forecasts.size()] = weights[i];
          forecasts.add(forecast);
        }
      }
    }
    if (forecasts.isEmpty()) {
      return last;
    }
    double[] used = Arrays.copyOf(kept, forecasts.size());
    return Pool.of(method(), forecasts, used, median, stretch, assumed());
  }

  @Override
  public Fitted update(double value) {
    List<Fitted> moved = new ArrayList<>(members.size());
    for (Fitted member : members) {
      moved.add(member.update(value));
    }
    return new EnsembleFit(name, moved, weights, median, stretch, record);
  }

  @Override
  public Fitted update(double... values) {
    List<Fitted> moved = new ArrayList<>(members.size());
    for (Fitted member : members) {
      moved.add(member.update(values));
    }
    return new EnsembleFit(name, moved, weights, median, stretch, record);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    if (!(forecast(horizon) instanceof Forecast whole)) {
      return Paths.none();
    }
    double[] center = whole.mean();
    double[][] all = new double[count][];
    int from = 0;
    double cumulated = 0;
    double total = able(horizon);
    for (int i = 0; i < weights.length; i++) {
      if (members.get(i).forecast(horizon) instanceof Forecast own) {
        cumulated += weights[i] / total;
        int to = cumulated > 1 - 1e-9 ? count : (int) Math.round(cumulated * count);
        double[] mean = own.mean();
        for (double[] path : members.get(i).paths(horizon, to - from, seed + i).values()) {
          for (int h = 0; h < horizon; h++) {
            path[h] = center[h] + stretch * (path[h] - mean[h]);
          }
          all[from++] = path;
        }
      }
    }
    return new Paths(Arrays.copyOf(all, from));
  }

  /** Weight of the members that forecast. */
  private double able(int horizon) {
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += members.get(i).forecast(horizon) instanceof Forecast ? weights[i] : 0;
    }
    return total;
  }

  @Override
  public InSample inSample() {
    int n = Integer.MAX_VALUE;
    for (Fitted member : members) {
      n = Math.min(n, member.inSample().fitted().length);
    }
    if (n == 0 || n == Integer.MAX_VALUE) {
      return InSample.none();
    }
    List<double[]> fits = new ArrayList<>();
    for (Fitted member : members) {
      fits.add(member.inSample().fitted());
    }
    double[] fitted = Pool.center(fits, weights, n, median);
    double[] residuals = new double[n];
    InSample first = members.get(0).inSample();
    for (int t = 0; t < n; t++) {
      residuals[t] = first.fitted()[t] + first.residuals()[t] - fitted[t];
    }
    return new InSample(fitted, residuals);
  }

  @Override
  public Criteria criteria() {
    return Criteria.none(Double.NaN);
  }

  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i++) {
      map.put("weight of " + members.get(i).method(), weights[i]);
    }
    map.put("stretch", stretch);
    return map;
  }

  @Override
  public String explain() {
    StringBuilder text = new StringBuilder();
    text.append(median ? "The median of " : "The weighted mean of ");
    text.append(members.size()).append(" methods. ");
    for (int i = 0; i < weights.length; i++) {
      text.append(String.format(Locale.ROOT, "%.0f %%: ", 100 * weights[i]));
      text.append(members.get(i).explain()).append(' ');
    }
    return text.append(record).toString().strip();
  }

  /** True where at least half of the weight is on members that had to assume. */
  @Override
  public boolean assumed() {
    double assumed = 0;
    for (int i = 0; i < weights.length; i++) {
      assumed += members.get(i).assumed() ? weights[i] : 0;
    }
    return assumed > HALF;
  }

  @Override
  public boolean recursive() {
    return members.stream().allMatch(Fitted::recursive);
  }
}
