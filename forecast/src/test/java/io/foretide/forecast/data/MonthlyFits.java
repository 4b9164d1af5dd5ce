package io.foretide.forecast.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Fits of R and statsmodels on Prophet's monthly examples, made by {@code
 * src/test/reference/regenerate.sh}; these are part of the project.
 */
public final class MonthlyFits {

  private static final String FOLDER = "/io/foretide/forecast/reference/";

  private MonthlyFits() {}

  /** Rows of a file, without its header. */
  public static List<String[]> rows(String file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(MonthlyFits.class.getResourceAsStream(FOLDER + file), file),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Values of a series. */
  public static double[] series(String name) {
    return rows(name + ".csv").stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray();
  }

  /** Their logarithms. */
  public static double[] logs(String name) {
    return Arrays.stream(series(name)).map(Math::log).toArray();
  }

  /** Numbers separated by blanks. */
  public static double[] numbers(String text) {
    return SharedData.values(text);
  }
}
