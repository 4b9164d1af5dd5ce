package io.foretide.connectors.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table with a header, RFC 4180, separated by commas, semicolons or tabs. */
final class CsvTable {
  private CsvTable() {}

  /** One map per line, by column. */
  static List<Map<String, String>> read(String text) {
    String t = text.startsWith("\ufeff") ? text.substring(1) : text;
    String head = t.lines().findFirst().orElse("");
    char separator = head.indexOf('\t') >= 0 ? '\t' : head.indexOf(';') >= 0 ? ';' : ',';
    List<List<String>> lines = lines(t, separator);
    if (lines.isEmpty() || !lines.getFirst().contains("name")) {
      throw new IllegalArgumentException(
          "has no column 'name' in its first line: expected a header such as name,unit");
    }
    List<String> header = lines.getFirst();
    List<Map<String, String>> out = new ArrayList<>();
    for (List<String> cells : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int c = 0; c < Math.min(header.size(), cells.size()); c++) {
        row.put(header.get(c), cells.get(c));
      }
      if (!row.getOrDefault("name", "").isEmpty()) {
        out.add(row);
      }
    }
    return out;
  }

  private static List<List<String>> lines(String text, char separator) {
    List<List<String>> out = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      if (quoted && i < text.length()) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          cell.append(c);
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == separator || c == '\n') {
        line.add(cell.toString().strip());
        cell.setLength(0);
        if (c == '\n') {
          if (line.size() > 1 || !line.getFirst().isEmpty()) {
            out.add(line);
          }
          line = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    return out;
  }
}
