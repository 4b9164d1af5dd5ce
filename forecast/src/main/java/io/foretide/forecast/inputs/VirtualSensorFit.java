package io.foretide.forecast.inputs;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.boost.BoostedTrees;
import io.foretide.forecast.numeric.JointMoments;
import io.foretide.forecast.saved.SavedFit;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A fitted {@link VirtualSensor}. Limits come from errors on parts of the training data that were
 * held out. Where values are missing the others stand in for them, with wider limits (conditional
 * normal distribution). Immutable and thread-safe.
 */
public final class VirtualSensorFit {

  private static final String KIND = "virtual-sensor";
  private static final int LEAST_ROWS = 3;

  /** Share of an input's range by which it may leave that range before limits are assumed. */
  private static final double ROOM = 0.25;

  private final VirtualSensor model;
  private final int[] dead;
  private final int[] exponents;
  private final double[][] ranges;
  private final StepModel step;
  private final JointMoments moments;
  private final double[] errors;
  private final double explained;
  private final int usable;
  private final boolean assumed;

  VirtualSensorFit(
      VirtualSensor model,
      int[] dead,
      int[] exponents,
      double[][] ranges,
      StepModel step,
      JointMoments moments,
      double[] errors,
      double explained,
      int usable,
      boolean assumed) {
    this.model = model;
    this.dead = dead;
    this.exponents = exponents;
    this.ranges = ranges;
    this.step = step;
    this.moments = moments;
    this.errors = errors;
    this.explained = explained;
    this.usable = usable;
    this.assumed = assumed;
  }

  /** The settings. */
  public VirtualSensor model() {
    return model;
  }

  /** Dead time of each input in steps, given or estimated. */
  public int[] deadTimes() {
    return dead.clone();
  }

  /** How many of the latest values an estimate reads of an input. */
  public int reads(int input) {
    return dead[input] + model.lags() + 1;
  }

  /** Errors on parts that were held out, oldest first. */
  public double[] heldOutErrors() {
    double[] out = new double[errors.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.scalb(errors[i], exponents[0]);
    }
    return out;
  }

  /** Share of the sensor's variance that held-out estimates explain; NaN where unknown. */
  public double explained() {
    return explained;
  }

  /** True where there was too little data to know the errors. */
  public boolean assumed() {
    return assumed;
  }

  /**
   * Estimates the present reading: a forecast of one step, or a refusal where nothing was learned
   * or no input has a value. Marked as assumed where an input is far outside of what was learned.
   *
   * @param recent per input its latest values, oldest first; older ones than given are missing
   */
  public Result estimate(double[][] recent) {
    double[] row = row(recent, -1);
    Refused refused = refused(recent.length, row);
    return refused != null ? refused : estimate(row);
  }

  /**
   * Estimates every reading of a history.
   *
   * @param x one row per input, all of the same length
   * @return one estimate per step; NaN where it would be refused
   */
  public double[] estimates(double[][] x) {
    int n = x.length == 0 ? 0 : x[0].length;
    double[] out = new double[n];
    for (int t = 0; t < n; t++) {
      double[] row = row(x, t);
      out[t] =
          refused(x.length, row) == null && estimate(row) instanceof Forecast forecast
              ? forecast.mean(0)
              : Double.NaN;
    }
    return out;
  }

  /**
   * What makes up an estimate: what is usual, and what each input adds. The parts sum to the
   * estimate where no value is missing; otherwise, and where it is refused, there are none.
   */
  public Map<String, Double> contributions(double[][] recent) {
    double[] row = row(recent, -1);
    Map<String, Double> map = new LinkedHashMap<>();
    if (refused(recent.length, row) != null || missing(row) > 0) {
      return map;
    }
    double[] parts = new double[row.length];
    double base = step.contributions(row, parts);
    map.put("usual", Math.scalb(base, exponents[0]));
    int width = model.lags() + 1;
    for (int k = 0; k < dead.length; k++) {
      double sum = 0;
      for (int i = 0; i < width; i++) {
        sum += parts[k * width + i];
      }
      map.put(model.inputs().get(k).name(), Math.scalb(sum, exponents[0]));
    }
    return map;
  }

  /** The latest values where {@code at} is negative, those at a step otherwise. */
  private double[] row(double[][] x, int at) {
    int width = model.lags() + 1;
    double[] row = new double[dead.length * width];
    for (int i = 0; i < row.length; i++) {
      int k = i / width;
      double[] values = k < x.length ? x[k] : new double[0];
      int t = (at < 0 ? values.length - 1 : at) - dead[k] - i % width;
      double value = Math.scalb(Rows.value(values, t), -exponents[k + 1]);
      row[i] = Double.isFinite(value) ? value : Double.NaN;
    }
    return row;
  }

  private @org.jspecify.annotations.Nullable Refused refused(int given, double[] row) {
    if (usable < LEAST_ROWS) {
      return new Refused(
          usable + " complete rows to learn from", "at least " + LEAST_ROWS + " of them");
    }
    if (given != dead.length) {
      return new Refused(given + " inputs given", names() + ", in this order");
    }
    if (missing(row) == row.length) {
      return new Refused("no input has a value now", "a value of at least one of " + names());
    }
    return null;
  }

  private String names() {
    return String.join(", ", model.inputs().stream().map(Input::name).toList());
  }

  private static int missing(double[] row) {
    int n = 0;
    for (double value : row) {
      n += Double.isNaN(value) ? 1 : 0;
    }
    return n;
  }

  private Result estimate(double[] row) {
    double value;
    double wider = 1;
    if (missing(row) == 0) {
      value = step.at(row);
    } else {
      JointMoments.Expected part = moments.given(row);
      double whole = moments.given(moments.means()).variance();
      value = part.value();
      wider = whole > 0 ? Math.sqrt(Math.max(1, part.variance() / whole)) : 1;
    }
    double[] shown = {Math.scalb(value, exponents[0])};
    Spread spread =
        new Spread.Empirical(
            new double[] {value}, new double[][] {errors}, new int[] {0}, new double[] {wider});
    int exponent = exponents[0];
    return Forecast.of(
        KIND,
        shown,
        exponent == 0 ? spread : new Spread.Mapped(spread, v -> Math.scalb(v, exponent)),
        assumed || errors.length == 0 || outside(row));
  }

  private boolean outside(double[] row) {
    int width = model.lags() + 1;
    for (int i = 0; i < row.length; i++) {
      double[] range = ranges[i / width];
      double room = ROOM * (range[1] - range[0]);
      if (row[i] < range[0] - room || row[i] > range[1] + room) {
        return true;
      }
    }
    return false;
  }

  /** What it is and how good, in words for a person. */
  public String explain() {
    if (usable < LEAST_ROWS) {
      return "Nothing was learned: there are only " + usable + " complete rows.";
    }
    StringBuilder text = new StringBuilder("Reads what the sensor should show from ");
    for (int k = 0; k < dead.length; k++) {
      text.append(k > 0 ? ", " : "").append(model.inputs().get(k).name());
      text.append(dead[k] > 0 ? " " + dead[k] + " steps ago" : "");
    }
    text.append(" by ").append(model.learner().name()).append(". ");
    if (Double.isNaN(explained)) {
      return text.append("How good it is cannot be seen in the data.").toString();
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "On parts that were held out it explains %.0f %% of the variation.",
                100 * Math.max(0, explained)))
        .toString();
  }

  /** The versioned byte form that {@link #read} restores. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter().text(KIND);
    SavedInputs.write(out, model.inputs());
    out.number(model.lags());
    SavedInputs.write(out, model.learner());
    out.numbers(dead).numbers(exponents);
    for (double[] range : ranges) {
      out.values(range);
    }
    step.write(out);
    out.values(moments.means()).values(moments.scales()).values(moments.cross());
    out.value(moments.mean()).value(moments.variance());
    for (double[] row : moments.correlations()) {
      out.values(row);
    }
    out.values(errors).value(explained).number(usable).flag(assumed);
    return new StateWriter().sealed(out).toBytes();
  }

  /**
   * Restores a virtual sensor.
   *
   * @throws IllegalArgumentException where the bytes are damaged or of another version
   */
  public static VirtualSensorFit read(byte[] bytes) {
    return SavedFit.readWith(bytes, VirtualSensorFit::read);
  }

  private static VirtualSensorFit read(StateReader in) {
    String kind = in.text();
    if (!kind.equals(KIND)) {
      throw SavedFit.unknown(kind);
    }
    List<Input> inputs = SavedInputs.inputs(in);
    int lags = in.number();
    VirtualSensor model = new VirtualSensor(inputs, lags, SavedInputs.learner(in));
    int[] dead = in.numbers();
    int[] exponents = in.numbers();
    double[][] ranges = new double[dead.length][];
    for (int k = 0; k < ranges.length; k++) {
      ranges[k] = in.values();
    }
    StepModel step = new StepModel(in.values(), in.value(), in.values(), BoostedTrees.read(in));
    double[] means = in.values();
    double[] scales = in.values();
    double[] cross = in.values();
    double mean = in.value();
    double variance = in.value();
    double[][] correlations = new double[means.length][];
    for (int i = 0; i < correlations.length; i++) {
      correlations[i] = in.values();
    }
    JointMoments moments = new JointMoments(means, scales, correlations, cross, mean, variance);
    return new VirtualSensorFit(
        model,
        dead,
        exponents,
        ranges,
        step,
        moments,
        in.values(),
        in.value(),
        in.number(),
        in.flag());
  }

  @Override
  public String toString() {
    return KIND + Arrays.toString(dead);
  }
}
