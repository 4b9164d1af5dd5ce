package io.foretide.connectors.gordo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.parquet.Column;
import io.foretide.connectors.parquet.ParquetReader;
import io.foretide.core.connect.OutputName;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an answer by name, for the rows that were asked for; NaN where it has no number.
 * Read as a stream. Not thread-safe.
 */
final class AnswerFrame {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final long[] times;
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<String, double[]> columns = new HashMap<>();
  private boolean hasData;

  private AnswerFrame(long[] times) {
    this.times = times;
    for (int i = 0; i < times.length; i++) {
      rows.put(PythonText.time(times[i]), i);
    }
  }

  /**
   * Reads an answer.
   *
   * @param times of the rows that were asked for
   * @throws ProviderException.Transient if it is a page, broken, or about other rows
   */
  static AnswerFrame read(Answer answer, long[] times) throws ProviderException.Transient {
    if (ParquetReader.isParquet(answer.body())) {
      return parquet(answer, times);
    }
    if (answer.isPage()) {
      answer.json();
    }
    AnswerFrame out = new AnswerFrame(times);
    try (JsonParser in = JSON.createParser(answer.body())) {
      expect(in.nextToken() == JsonToken.START_OBJECT, "an object");
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean data = in.currentName().equals("data");
        in.nextToken();
        if (data && in.currentToken() == JsonToken.START_OBJECT) {
          out.hasData = true;
          out.groups(in);
        } else {
          in.skipChildren();
        }
      }
      expect(in.currentToken() == JsonToken.END_OBJECT, "the end of the object");
      expect(out.hasData, "'data'");
      return out;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(answer, e);
    }
  }

  private static ProviderException.Transient unreadable(Answer answer, Exception e) {
    return new ProviderException.Transient(
        answer.source()
            + " answered what cannot be read, "
            + answer.body().length
            + " bytes: "
            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
        e);
  }

  /** The same frame as a file: columns named by pairs, of which an empty second says nothing. */
  private static AnswerFrame parquet(Answer answer, long[] times)
      throws ProviderException.Transient {
    try {
      List<Column> columns = ParquetReader.read(answer.body(), times.length, AnswerFrame::isWanted);
      AnswerFrame out = new AnswerFrame(times);
      int[] rows = rows(columns, times);
      for (Column column : columns) {
        if (column instanceof Column.Numbers n && n.name().startsWith("(")) {
          double[] values = new double[times.length];
          Arrays.fill(values, Double.NaN);
          for (int r = 0; r < rows.length; r++) {
            values[rows[r]] = n.values()[r];
          }
          out.columns.put(PandasName.read(n.name()).toString(), values);
        }
      }
      return out;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(answer, e);
    }
  }

  private static boolean isWanted(String column) {
    return !column.startsWith("(") || !isSkipped(PandasName.read(column).operation());
  }

  private static boolean isSkipped(String group) {
    return group.equals("start") || group.equals("end") || group.equals("model-input");
  }

  /** The row of the question for each row of a file. */
  private static int[] rows(List<Column> columns, long[] times) {
    for (Column column : columns) {
      if (column instanceof Column.Times t) {
        int[] out = new int[t.rows()];
        for (int r = 0; r < out.length; r++) {
          out[r] = Arrays.binarySearch(times, t.nanos()[r]);
          expect(out[r] >= 0, "rows that were asked for, not " + Instants.format(t.nanos()[r]));
        }
        return out;
      }
    }
    throw new IllegalArgumentException("expected a column of times");
  }

  private static void expect(boolean is, String what) {
    if (!is) {
      throw new IllegalArgumentException("expected " + what);
    }
  }

  private void groups(JsonParser in) throws IOException {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String group = in.currentName();
      in.nextToken();
      if (isSkipped(group)) {
        in.skipChildren();
        continue;
      }
      expect(in.currentToken() == JsonToken.START_OBJECT, "an object in " + group);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String sub = in.currentName();
        // A group of one column repeats its own name where the binary form has none.
        String series = sub.equals(group) ? "" : sub;
        in.nextToken();
        columns.put(new OutputName(group, series).toString(), column(in));
      }
    }
  }

  private double[] column(JsonParser in) throws IOException {
    double[] out = new double[times.length];
    Arrays.fill(out, Double.NaN);
    expect(in.currentToken() == JsonToken.START_OBJECT, "rows");
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      int row = row(in.currentName());
      JsonToken token = in.nextToken();
      if (token.isNumeric()) {
        out[row] = in.getDoubleValue();
      } else {
        in.skipChildren();
      }
    }
    return out;
  }

  private int row(String key) {
    Integer known = rows.get(key);
    if (known == null) {
      int found = Arrays.binarySearch(times, Instants.parse(key));
      expect(found >= 0, "rows that were asked for, not " + key);
      rows.put(key, found);
      return found;
    }
    return known;
  }

  /**
   * A column. Outputs of a model that names them by number count as those of the targets, in order,
   * if there are as many.
   *
   * @return null if the answer has no such column
   */
  double @Nullable [] column(String output, List<String> targets) {
    double[] found = columns.get(output);
    OutputName name = OutputName.of(output);
    if (found != null || !name.operation().equals("model-output")) {
      return found;
    }
    int at = targets.indexOf(name.series());
    return outputs() == targets.size() ? columns.get("model-output:" + at) : null;
  }

  /** How many outputs of the model itself there are. */
  int outputs() {
    return (int) columns.keySet().stream().filter(c -> c.startsWith("model-output")).count();
  }

  int rows() {
    return times.length;
  }
}
