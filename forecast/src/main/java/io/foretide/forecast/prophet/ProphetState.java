package io.foretide.forecast.prophet;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** Byte form of a fitted model: its settings and its data. */
public final class ProphetState {

  private ProphetState() {}

  static void write(StateWriter out, Prophet model, double[] days, double[] y, double[][] inputs) {
    out.text(ProphetFit.KIND).value(model.startDay()).value(model.stepDays());
    out.text(model.growth().name()).value(model.cap()).number(model.changepoints());
    out.value(model.changepointRange()).value(model.changepointPrior());
    out.flag(model.automaticSeasons()).flag(model.multiplicative());
    out.number(model.features().size());
    for (Feature feature : model.features()) {
      out.text(feature.name()).value(feature.prior()).flag(feature.multiplicative());
      switch (feature) {
        case Feature.Season season -> out.number(0).value(season.period()).number(season.order());
        case Feature.Holiday holiday -> {
          out.number(1).number(holiday.before()).number(holiday.after());
          out.numbers(holiday.days().stream().mapToInt(Long::intValue).toArray());
        }
        case Feature.Regressor regressor -> out.number(2).number(regressor.input());
      }
    }
    out.values(days).values(y).number(inputs.length);
    for (double[] input : inputs) {
      out.values(input);
    }
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    double start = in.value();
    double step = in.value();
    Trend.Growth growth = Trend.Growth.valueOf(in.text());
    double cap = in.value();
    int changepoints = in.number();
    double range = in.value();
    double prior = in.value();
    boolean automatic = in.flag();
    boolean multiplicative = in.flag();
    List<Feature> features = new ArrayList<>();
    int count = in.number();
    for (int i = 0; i < count; i++) {
      features.add(feature(in));
    }
    Prophet model =
        new Prophet(
            start,
            step,
            growth,
            cap,
            changepoints,
            range,
            prior,
            automatic,
            multiplicative,
            features);
    double[] days = in.values();
    double[] y = in.values();
    double[][] inputs = new double[in.number()][];
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = in.values();
    }
    return ProphetFit.of(model, days, y, inputs);
  }

  private static Feature feature(StateReader in) {
    String name = in.text();
    double prior = in.value();
    boolean times = in.flag();
    return switch (in.number()) {
      case 0 -> new Feature.Season(name, in.value(), in.number(), prior, times);
      case 1 -> {
        int before = in.number();
        int after = in.number();
        List<Long> days = new ArrayList<>();
        for (int day : in.numbers()) {
          days.add((long) day);
        }
        yield new Feature.Holiday(name, days, before, after, prior, times);
      }
      default -> new Feature.Regressor(name, in.number(), prior, times);
    };
  }
}
