package io.foretide.forecast.bench;

import io.foretide.forecast.data.SharedData;
import java.util.ArrayList;
import java.util.List;

/** Series of a competition: training and test part. */
@SuppressWarnings("ArrayRecordComponent")
record Competition(String id, String group, int season, double[] train, double[] test) {

  static List<Competition> of(String set) {
    List<Competition> all = new ArrayList<>();
    switch (set) {
      case "hourly", "weekly" -> {
        for (String[] row : body("m4/" + set + ".csv.gz")) {
          all.add(
              new Competition(
                  row[0],
                  set,
                  Integer.parseInt(row[1]),
                  SharedData.values(row[3]),
                  SharedData.values(row[4])));
        }
      }
      case "m3" -> {
        for (String[] row : body("m3/series.csv.gz")) {
          all.add(
              new Competition(
                  row[0],
                  row[1],
                  (int) Double.parseDouble(row[3]),
                  SharedData.values(row[6]),
                  SharedData.values(row[7])));
        }
      }
      case "nn5" -> {
        for (String[] row : body("nn5/series.csv.gz")) {
          double[] y = SharedData.values(row[3]);
          int n = y.length - 56;
          all.add(
              new Competition(
                  row[0],
                  set,
                  7,
                  java.util.Arrays.copyOf(y, n),
                  java.util.Arrays.copyOfRange(y, n, y.length)));
        }
      }
      default ->
          throw new IllegalArgumentException("Set '" + set + "': expected hourly, weekly, m3, nn5");
    }
    return all;
  }

  private static List<String[]> body(String name) {
    List<String[]> rows = SharedData.rows(name);
    return rows.subList(1, rows.size());
  }
}
