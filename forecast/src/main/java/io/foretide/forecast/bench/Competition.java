package io.foretide.forecast.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One series of a competition.
 *
 * @param id its name there
 * @param season period by which errors are scaled
 * @param train what methods see
 * @param test what came
 */
@SuppressWarnings("ArrayRecordComponent")
record Competition(String id, int season, double[] train, double[] test) {

  private static final int NN5_TEST = 56;

  /** The file that a set is read from. */
  static String file(String set) {
    return switch (set) {
      case "hourly", "weekly" -> "m4/" + set + ".csv.gz";
      case "m3", "nn5" -> set + "/series.csv.gz";
      default ->
          throw new IllegalArgumentException("Set '" + set + "': expected hourly, weekly, m3, nn5");
    };
  }

  static List<Competition> of(DataFolder folder, String set) throws IOException {
    List<Competition> all = new ArrayList<>();
    for (String[] row : folder.rows(file(set))) {
      all.add(
          switch (set) {
            case "m3" -> of(row[0], row[3], row[6], row[7]);
            case "nn5" -> nn5(row);
            default -> of(row[0], row[1], row[3], row[4]);
          });
    }
    return all;
  }

  private static Competition of(String id, String season, String train, String test) {
    return new Competition(
        id, (int) Double.parseDouble(season), DataFolder.values(train), DataFolder.values(test));
  }

  private static Competition nn5(String[] row) {
    double[] y = DataFolder.values(row[3]);
    int n = y.length - NN5_TEST;
    return new Competition(row[0], 7, Arrays.copyOf(y, n), Arrays.copyOfRange(y, n, y.length));
  }

  /** The same series with other values to learn from. */
  Competition withTrain(double[] values) {
    return new Competition(id, season, values, test);
  }
}
