package io.foretide.connectors.gordo;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.Resampler;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Exchanges with a real Gordo (equinor/gordo 99a4819, equinor/gordo-client 136f1fa) and what it
 * made of a plant's data; tests are skipped where they are absent.
 */
final class Recorded {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private Recorded() {}

  static Path file(String name) {
    Path found = find(name);
    Assumptions.assumeTrue(
        found != null,
        "SKIPPED: " + name + " is not in ../shared/samples/gordo beside the repository");
    return Objects.requireNonNull(found);
  }

  private static @Nullable Path find(String name) {
    String named = System.getenv("FORETIDE_DATA");
    List<Path> places = new ArrayList<>();
    if (named != null) {
      places.add(Path.of(named).resolve("../samples/gordo"));
    }
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      places.add(dir.resolve("../shared/samples/gordo"));
    }
    return places.stream()
        .map(p -> p.resolve(name).normalize())
        .filter(Files::exists)
        .findFirst()
        .orElse(null);
  }

  static JsonNode json(String name) throws IOException {
    return JSON.readTree(file(name).toFile());
  }

  /** The answer of an exchange. */
  static JsonNode response(String name) throws IOException {
    return json(name).path("response");
  }

  /** Lines of a CSV file, the first being its header. */
  static List<String[]> csv(String name) throws IOException {
    Path file = file(name);
    List<String[]> out = new ArrayList<>();
    try (BufferedReader in =
        name.endsWith(".gz")
            ? new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))
            : Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.add(line.split(",", -1));
      }
    }
    return out;
  }

  /** Buckets of ten minutes of the plant's raw data, as a sensor data provider yields them. */
  static Frame plant(Range range) throws IOException {
    List<String[]> lines = csv("fixture-plant-raw.csv.gz");
    int n = lines.size() - 1;
    long[] times = new long[n];
    double[][] values = new double[4][n];
    for (int i = 0; i < n; i++) {
      String[] cells = lines.get(i + 1);
      times[i] = Instants.parse(cells[0]);
      for (int c = 0; c < 4; c++) {
        values[c][i] = cells[c + 1].isEmpty() ? Double.NaN : Double.parseDouble(cells[c + 1]);
      }
    }
    long step = 10 * Instants.MINUTE;
    double[][] out = new double[4][];
    for (int c = 0; c < 4; c++) {
      out[c] = Resampler.resample(times, values[c], n, range, step, Aggregation.MEAN);
    }
    return new Frame(
        List.of("TAG 1", "TAG-2", "TAG.3", "TAG_4"), Resampler.starts(range, step), out);
  }
}
