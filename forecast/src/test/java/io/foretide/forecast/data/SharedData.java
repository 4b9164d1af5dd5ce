package io.foretide.forecast.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The folder of public data sets, which is not part of the project. */
public final class SharedData {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(com.fasterxml.jackson.core.JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS);

  private SharedData() {}

  /** A file or folder of the data sets; the calling test is skipped where it is absent. */
  public static Path path(String name) {
    String root = System.getenv("FORETIDE_DATA");
    Path folder = root != null ? Path.of(root) : beside();
    Path path = folder.resolve(name);
    Assumptions.assumeTrue(
        Files.exists(path), () -> "SKIPPED: no " + path + "; set FORETIDE_DATA to the data folder");
    return path;
  }

  private static Path beside() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      Path candidate = at.resolveSibling("shared").resolve("data");
      if (at.getParent() != null && Files.isDirectory(candidate)) {
        return candidate;
      }
      at = at.getParent();
    }
    return Path.of("../shared/data");
  }

  /** A JSON file. */
  public static JsonNode json(String name) {
    try {
      return JSON.readTree(path(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON files of a folder, by name without ending. */
  public static List<String> names(String folder) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".json"))
          .map(f -> f.substring(0, f.length() - 5))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of a comma-separated file without quotes, header first. */
  public static List<String[]> rows(String name) {
    Path path = path(name);
    List<String[]> rows = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(path);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(line.replace("\"", "").split(",", -1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** Blank-separated values; NA is missing. */
  public static double[] values(String text) {
    String[] parts = text.trim().split("\\s+", -1);
    double[] values = new double[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          parts[i].equals("NA") || parts[i].isEmpty() ? Double.NaN : Double.parseDouble(parts[i]);
    }
    return values;
  }

  /** A JSON array of values; null is missing. */
  public static double[] array(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).isNull() ? Double.NaN : node.get(i).asDouble();
    }
    return values;
  }
}
