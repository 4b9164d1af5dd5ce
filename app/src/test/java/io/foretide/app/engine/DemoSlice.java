package io.foretide.app.engine;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The last hours of the demo's water network, hourly, as if they had just happened. */
final class DemoSlice {
  private DemoSlice() {}

  /**
   * @param hours how many of the last rows
   * @param end the instant after the last row
   */
  static PointBatch water(int hours, long end) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(
                DemoSlice.class.getResourceAsStream("/demo/plant/water.csv.gz"));
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII))) {
      reader.lines().forEach(lines::add);
    }
    String[] names = lines.getFirst().split(",");
    PointBatch out = new PointBatch();
    for (int i = 0; i < hours; i++) {
      String[] row = lines.get(lines.size() - hours + i).split(",", -1);
      for (int c = 1; c < names.length; c++) {
        if (!row[c].isEmpty()) {
          out.add(names[c], end - (hours - i) * Instants.HOUR, Double.parseDouble(row[c]));
        }
      }
    }
    return out;
  }
}
