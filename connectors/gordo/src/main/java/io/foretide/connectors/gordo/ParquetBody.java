package io.foretide.connectors.gordo;

import io.foretide.connectors.parquet.Column;
import io.foretide.connectors.parquet.ParquetWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A request whose frames are Parquet files: parts {@code X} and {@code y} of a form, framed as
 * Gordo's own client frames them, with the index and the notes that pandas looks for.
 *
 * @see <a href="https://pandas.pydata.org/docs/development/developer.html">pandas' notes</a>
 */
final class ParquetBody {
  private static final String INDEX = "__index_level_0__";

  private ParquetBody() {}

  /**
   * The whole body.
   *
   * @param reads names of the question's columns
   * @param from first row
   * @param to row after the last
   */
  static RequestBody of(Run run, List<String> reads, Question q, int from, int to) {
    byte[] x = frame(run.tags(), reads, q, from, to);
    byte[] y = frame(run.targets(), reads, q, from, to);
    String boundary = boundary(x, y);
    ByteArrayOutputStream out = new ByteArrayOutputStream(x.length + y.length + 300);
    part(out, boundary, "X", x);
    part(out, boundary, "y", y);
    text(out, "--" + boundary + "--\r\n");
    return new RequestBody("multipart/form-data; boundary=" + boundary, out.toByteArray());
  }

  private static byte[] frame(
      List<String> names, List<String> reads, Question q, int from, int to) {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      double[] all = q.columns()[reads.indexOf(name)];
      columns.add(new Column.Numbers(name, Arrays.copyOfRange(all, from, to)));
    }
    columns.add(new Column.Times(INDEX, Arrays.copyOfRange(q.times(), from, to)));
    return ParquetWriter.write(columns, Map.of("pandas", notes(names)));
  }

  /** Which column is the index, and of which types all of them were. */
  private static String notes(List<String> names) {
    StringBuilder out = new StringBuilder(256 + 150 * names.size());
    out.append("{\"index_columns\": [\"").append(INDEX).append("\"], ");
    out.append("\"column_indexes\": [{\"name\": null, \"field_name\": null, ");
    out.append("\"pandas_type\": \"unicode\", \"numpy_type\": \"object\", ");
    out.append("\"metadata\": {\"encoding\": \"UTF-8\"}}], \"columns\": [");
    for (String name : names) {
      out.append("{\"name\": ");
      PythonText.quoted(out, name);
      out.append(", \"field_name\": ");
      PythonText.quoted(out, name);
      out.append(", \"pandas_type\": \"float64\", \"numpy_type\": \"float64\", ");
      out.append("\"metadata\": null}, ");
    }
    out.append("{\"name\": null, \"field_name\": \"").append(INDEX).append("\", ");
    out.append("\"pandas_type\": \"datetimetz\", \"numpy_type\": \"datetime64[ns]\", ");
    out.append("\"metadata\": {\"timezone\": \"UTC\"}}], ");
    out.append("\"creator\": {\"library\": \"foretide\", \"version\": \"0.1.0\"}, ");
    return out.append("\"pandas_version\": \"1.5.3\"}").toString();
  }

  private static void part(ByteArrayOutputStream out, String boundary, String name, byte[] file) {
    text(out, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; ");
    text(out, "filename=\"" + name + "\"\r\n\r\n");
    out.writeBytes(file);
    text(out, "\r\n");
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A digest of the files, so that the same frames make the same bytes. */
  private static String boundary(byte[] x, byte[] y) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(x);
      digest.update(y);
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
