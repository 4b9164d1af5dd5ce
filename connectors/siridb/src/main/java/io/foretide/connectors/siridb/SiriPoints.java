package io.foretide.connectors.siridb;

import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.connectors.qpack.Token;
import io.foretide.core.frame.PointColumn;
import java.util.HashMap;
import java.util.Map;

/** Reads the answer of a select: a map from series to points. */
final class SiriPoints {
  private SiriPoints() {}

  /** The points by series; text values, which are no numbers, are left out. */
  static Map<String, PointColumn> read(QpackReader in) throws QpackException {
    Map<String, PointColumn> out = new HashMap<>();
    if (in.next() != Token.MAP) {
      throw new QpackException("the answer is no map");
    }
    for (Token key = in.next(); key != Token.END_MAP; key = in.next()) {
      if (key != Token.RAW) {
        throw new QpackException("a series' name is no text");
      }
      String series = in.text();
      Token value = in.next();
      if (series.equals("__timeit__") || value != Token.ARRAY) {
        in.skip(value);
        continue;
      }
      points(in, out.computeIfAbsent(series, s -> new PointColumn()));
    }
    return out;
  }

  private static void points(QpackReader in, PointColumn into) throws QpackException {
    for (Token t = in.next(); t != Token.END_ARRAY; t = in.next()) {
      if (t != Token.ARRAY || in.next() != Token.WHOLE) {
        throw new QpackException("a point that is no pair of time and value");
      }
      long time = in.whole();
      Token value = in.next();
      switch (value) {
        case WHOLE -> into.add(time, in.whole());
        case REAL -> into.add(time, in.real());
        default -> in.skip(value);
      }
      if (in.next() != Token.END_ARRAY) {
        throw new QpackException("a point of more than time and value");
      }
    }
  }
}
