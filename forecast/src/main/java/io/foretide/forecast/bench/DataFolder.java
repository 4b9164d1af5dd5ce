package io.foretide.forecast.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The folder of public data sets.
 *
 * @param root where the sets are
 */
record DataFolder(Path root) {

  boolean has(String name) {
    return Files.exists(root.resolve(name));
  }

  /** Rows of a comma-separated file without quotes or with plain ones, header left out. */
  List<String[]> rows(String name) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(root.resolve(name));
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      for (line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(line.replace("\"", "").split(",", -1));
      }
    }
    return rows;
  }

  /** Blank-separated values; NA is missing. */
  static double[] values(String text) {
    String[] parts = text.trim().split("\\s+", -1);
    double[] values = new double[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          parts[i].equals("NA") || parts[i].isEmpty() ? Double.NaN : Double.parseDouble(parts[i]);
    }
    return values;
  }
}
