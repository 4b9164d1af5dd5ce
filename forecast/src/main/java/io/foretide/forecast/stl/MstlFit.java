package io.foretide.forecast.stl;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import io.foretide.forecast.season.Gaps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fitted {@link Mstl}. */
public final class MstlFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "mstl";

  private static final double[] NONE = {};

  private final @Nullable Mstl method;
  private final Fitted inner;

  /** The next season of each period, beginning with the next step. */
  private final double[][] ahead;

  /** Whether the data held too little of some season. */
  private final boolean partly;

  private final double[] observed;
  private final Mstl.@Nullable Parts parts;

  private MstlFit(
      @Nullable Mstl method,
      Fitted inner,
      double[][] ahead,
      boolean partly,
      double[] observed,
      Mstl.@Nullable Parts parts) {
    this.method = method;
    this.inner = inner;
    this.ahead = ahead;
    this.partly = partly;
    this.observed = observed;
    this.parts = parts;
  }

  static Fitted of(Mstl method, double[] y) {
    int longest = Arrays.stream(method.seasons()).max().orElse(1);
    double[] full = Gaps.filled(y, longest);
    Mstl.Parts parts = Mstl.decompose(full, method.seasons());
    int n = y.length;
    double[] adjusted = y.clone();
    double[][] ahead = new double[parts.periods().length][];
    for (int i = 0; i < ahead.length; i++) {
      double[] seasonal = parts.seasonal()[i];
      for (int t = 0; t < n; t++) {
        adjusted[t] -= seasonal[t];
      }
      ahead[i] = Arrays.copyOfRange(seasonal, n - parts.periods()[i], n);
    }
    boolean partly = longest > 1 && n < 2 * longest;
    return new MstlFit(method, method.inner().fit(adjusted), ahead, partly, y, parts);
  }

  /** Restores a model, which then moves forward with its seasons as they are. */
  public static Fitted read(StateReader in) {
    double[][] ahead = new double[in.number()][];
    for (int i = 0; i < ahead.length; i++) {
      ahead[i] = in.values();
    }
    boolean partly = in.flag();
    return new MstlFit(null, in.fit(), ahead, partly, NONE, null);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).number(ahead.length);
    for (double[] season : ahead) {
      out.values(season);
    }
    out.flag(partly).fit(inner);
  }

  @Override
  public String method() {
    return "MSTL + " + inner.method();
  }

  @Override
  public int season() {
    return ahead.length == 0 ? 1 : ahead[0].length;
  }

  private double[] seasons(int horizon) {
    double[] sum = new double[horizon];
    for (double[] season : ahead) {
      for (int h = 0; h < horizon; h++) {
        sum[h] += season[h % season.length];
      }
    }
    return sum;
  }

  @Override
  public Result forecast(int horizon) {
    return switch (inner.forecast(horizon)) {
      case Refused refused -> refused;
      case Forecast rest -> {
        double[] seasons = seasons(horizon);
        double[] mean = rest.mean();
        for (int h = 0; h < horizon; h++) {
          mean[h] += seasons[h];
        }
        yield Forecast.of(method(), mean, new Spread.Shifted(rest.spread(), seasons), assumed());
      }
    };
  }

  @Override
  public Fitted update(double value) {
    return update(new double[] {value});
  }

  @Override
  public Fitted update(double... values) {
    if (method != null) {
      double[] longer = Arrays.copyOf(observed, observed.length + values.length);
      System.arraycopy(values, 0, longer, observed.length, values.length);
      return method.fit(longer);
    }
    double[] seasons = seasons(values.length);
    double[] adjusted = new double[values.length];
    for (int h = 0; h < values.length; h++) {
      adjusted[h] = values[h] - seasons[h];
    }
    double[][] turned = new double[ahead.length][];
    for (int i = 0; i < ahead.length; i++) {
      int m = ahead[i].length;
      turned[i] = new double[m];
      for (int j = 0; j < m; j++) {
        turned[i][j] = ahead[i][(j + values.length) % m];
      }
    }
    return new MstlFit(null, inner.update(adjusted), turned, partly, NONE, null);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    Paths paths = inner.paths(horizon, count, seed);
    double[] seasons = seasons(horizon);
    for (double[] path : paths.values()) {
      for (int h = 0; h < path.length; h++) {
        path[h] += seasons[h];
      }
    }
    return paths;
  }

  @Override
  public InSample inSample() {
    InSample rest = inner.inSample();
    Mstl.Parts known = parts;
    if (known == null || rest.fitted().length != observed.length) {
      return InSample.none();
    }
    double[] fitted = rest.fitted().clone();
    for (double[] season : known.seasonal()) {
      for (int t = 0; t < fitted.length; t++) {
        fitted[t] += season[t];
      }
    }
    return InSample.of(observed, fitted);
  }

  @Override
  public Criteria criteria() {
    return inner.criteria();
  }

  @Override
  public Map<String, Double> parameters() {
    return inner.parameters();
  }

  @Override
  public Map<String, double[]> components() {
    Mstl.Parts known = parts;
    if (known == null) {
      return Map.of();
    }
    Map<String, double[]> map = new LinkedHashMap<>();
    map.put("trend", known.trend().clone());
    for (int i = 0; i < known.periods().length; i++) {
      map.put("seasonal" + known.periods()[i], known.seasonal()[i].clone());
    }
    map.put("remainder", known.remainder().clone());
    return map;
  }

  @Override
  public String explain() {
    StringBuilder text = new StringBuilder("Seasons of");
    for (double[] season : ahead) {
      text.append(' ').append(season.length);
    }
    text.append(" steps are taken out and repeated; the rest: ").append(inner.explain());
    return text.append(method == null ? "" : " A new value makes it fit again.").toString();
  }

  @Override
  public boolean assumed() {
    return inner.assumed() || partly;
  }

  @Override
  public boolean recursive() {
    return method == null && inner.recursive();
  }
}
