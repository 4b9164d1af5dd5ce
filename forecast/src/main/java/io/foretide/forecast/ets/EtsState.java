package io.foretide.forecast.ets;

import io.foretide.forecast.ets.EtsForm.Part;

/**
 * Parameters and states of a model at one moment, and the step that moves them (Hyndman et al.,
 * table 2.2). Additive and multiplicative errors share one recursion for the states.
 */
final class EtsState {

  final EtsForm form;
  final double alpha;
  final double beta;
  final double gamma;
  final double phi;
  double level;
  double trend;

  /** Seasonal states; {@code next} is the place of the one that the next step uses. */
  final double[] seasonal;

  int next;

  EtsState(
      EtsForm form,
      double alpha,
      double beta,
      double gamma,
      double phi,
      double level,
      double trend,
      double[] seasonal,
      int next) {
    this.form = form;
    this.alpha = alpha;
    this.beta = beta;
    this.gamma = gamma;
    this.phi = phi;
    this.level = level;
    this.trend = trend;
    this.seasonal = seasonal;
    this.next = next;
  }

  EtsState copy() {
    return new EtsState(form, alpha, beta, gamma, phi, level, trend, seasonal.clone(), next);
  }

  private double growth() {
    return switch (form.trend()) {
      case NONE -> 0;
      case ADDITIVE -> phi * trend;
      case MULTIPLICATIVE -> phi == 1 ? trend : Math.pow(trend, phi);
    };
  }

  private double base(double growth) {
    return form.trend() == Part.MULTIPLICATIVE ? level * growth : level + growth;
  }

  /** The one-step forecast. */
  double mean() {
    double base = base(growth());
    return switch (form.seasonal()) {
      case NONE -> base;
      case ADDITIVE -> base + seasonal[next];
      case MULTIPLICATIVE -> base * seasonal[next];
    };
  }

  /** Moves one step on by an error in the units of the values; 0 where the value is missing. */
  void step(double error) {
    double growth = growth();
    double base = base(growth);
    double u = error;
    switch (form.seasonal()) {
      case NONE -> {}
      case ADDITIVE -> {
        seasonal[next] += gamma * error;
        advance();
      }
      case MULTIPLICATIVE -> {
        double s = seasonal[next];
        u = s == 0 ? 0 : error / s;
        seasonal[next] = base == 0 ? s : s + gamma * error / base;
        advance();
      }
    }
    switch (form.trend()) {
      case NONE -> {}
      case ADDITIVE -> trend = growth + beta * u;
      case MULTIPLICATIVE -> trend = growth + (level == 0 ? 0 : beta * u / level);
    }
    level = base + alpha * u;
  }

  private void advance() {
    next = next + 1 == seasonal.length ? 0 : next + 1;
  }
}
