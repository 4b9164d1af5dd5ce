package io.foretide.app.backtest;

import io.foretide.app.input.EvenSeries;
import io.foretide.forecast.backtest.Outcome;
import java.util.List;

/** What came of one series. */
public sealed interface Tested {
  /** Name of the series. */
  String name();

  /** Why there are no figures; empty if there are. */
  default String why() {
    return "";
  }

  /**
   * Figures.
   *
   * @param series its values
   * @param results one per method, the seasonal naive first
   */
  record Done(EvenSeries series, List<Scored> results) implements Tested {
    public Done {
      results = List.copyOf(results);
    }

    @Override
    public String name() {
      return series.name();
    }
  }

  /**
   * A method's figures.
   *
   * @param method name in the catalogue
   * @param outcome its measures
   */
  record Scored(String method, Outcome outcome) {}

  /**
   * No figures.
   *
   * @param name of the series
   * @param why not, and what would help
   */
  record None(String name, @Override String why) implements Tested {}
}
