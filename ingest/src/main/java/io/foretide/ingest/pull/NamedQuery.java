package io.foretide.ingest.pull;

import java.util.ArrayList;
import java.util.List;

/**
 * A query with {@code :from} and {@code :to} turned into one with question marks. Texts in quotes,
 * comments to the end of a line and PostgreSQL's {@code ::} stay as they are.
 *
 * @param sql for the driver
 * @param parameters {@code from} or {@code to} for each question mark
 */
record NamedQuery(String sql, List<String> parameters) {
  static NamedQuery parse(String query) {
    StringBuilder sql = new StringBuilder();
    List<String> parameters = new ArrayList<>();
    int i = 0;
    while (i < query.length()) {
      char c = query.charAt(i);
      int end = i + 1;
      if (c == '\'' || c == '"') {
        int close = query.indexOf(c, i + 1);
        end = close < 0 ? query.length() : close + 1;
      } else if (query.startsWith("--", i)) {
        int stop = query.indexOf('\n', i);
        end = stop < 0 ? query.length() : stop;
      } else if (query.startsWith("::", i)) {
        end = i + 2;
      } else if (c == ':' && i + 1 < query.length() && Character.isLetter(query.charAt(i + 1))) {
        while (end < query.length() && Character.isJavaIdentifierPart(query.charAt(end))) {
          end++;
        }
        String name = query.substring(i + 1, end);
        if (!name.equals("from") && !name.equals("to")) {
          throw new IllegalArgumentException(
              "parameter ':" + name + "' in the query is not known: expected :from and :to");
        }
        parameters.add(name);
        sql.append('?');
        i = end;
        continue;
      }
      sql.append(query, i, end);
      i = end;
    }
    if (!parameters.contains("from")) {
      throw new IllegalArgumentException(
          "the query has no :from: expected such as ... WHERE ts >= :from AND ts < :to");
    }
    return new NamedQuery(sql.toString(), List.copyOf(parameters));
  }
}
