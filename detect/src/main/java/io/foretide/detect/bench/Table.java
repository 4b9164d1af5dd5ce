package io.foretide.detect.bench;

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
 * A text table with a header, plain or gzipped.
 *
 * @param names of the columns
 * @param cells {@code cells.get(row)[column]}
 */
public record Table(List<String> names, List<String[]> cells) {

  /** Reads a file whose cells are parted by that character. */
  public static Table read(Path file, char separator) throws IOException {
    List<String[]> cells = new ArrayList<>();
    String by = String.valueOf(separator);
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        cells.add(line.split(by, -1));
      }
    }
    return new Table(List.of(cells.getFirst()), cells.subList(1, cells.size()));
  }

  /** The number of rows below the header. */
  public int rows() {
    return cells.size();
  }

  /** A column of texts. */
  public String[] texts(int column) {
    String[] texts = new String[rows()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = cells.get(i)[column];
    }
    return texts;
  }

  /** A column of numbers, NaN where the text is empty. */
  public double[] numbers(int column) {
    double[] numbers = new double[rows()];
    for (int i = 0; i < numbers.length; i++) {
      String text = cells.get(i)[column];
      numbers[i] = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }
    return numbers;
  }

  /** A column of numbers by its name. */
  public double[] numbers(String name) {
    return numbers(names.indexOf(name));
  }

  /** The columns [from, to). */
  public double[][] numbers(int from, int to) {
    double[][] columns = new double[to - from][];
    for (int j = from; j < to; j++) {
      columns[j - from] = numbers(j);
    }
    return columns;
  }
}
