package io.foretide.detect.gordo;

/** Errors of a model on rows that it was not fitted to. */
final class FoldErrors {
  private final GordoSettings settings;
  private final double[][] x;
  private final double[][] y;

  FoldErrors(GordoSettings settings, double[][] x, double[][] y) {
    this.settings = settings;
    this.x = x;
    this.y = y;
  }

  /**
   * Unscaled errors per tag and then the total scaled error, on the test rows, scaled by what the
   * fold was trained on; the predictions of the test rows are filled in.
   */
  double[][] errors(Folds.Fold fold, double[][] predicted) {
    predict(fold, predicted);
    TagTransform scaler = TagTransform.fit(settings.scaler(), take(y, fold.train()));
    return of(scaler, take(y, fold.test()), take(predicted, fold.test()));
  }

  private void predict(Folds.Fold fold, double[][] predicted) {
    int[] train = fold.train();
    if (settings.shuffle()) {
      int[] order = new NumpyShuffle(0).permutation(train.length);
      int[] shuffled = new int[train.length];
      for (int i = 0; i < order.length; i++) {
        shuffled[i] = train[order[i]];
      }
      train = shuffled;
    }
    TagModel.Fitted model = settings.model().fit(take(x, train), take(y, train));
    double[] work = model.work();
    double[] row = new double[x.length];
    double[] out = new double[y.length];
    for (int i : fold.test()) {
      for (int j = 0; j < row.length; j++) {
        row[j] = x[j][i];
      }
      model.predict(row, out, work);
      for (int j = 0; j < out.length; j++) {
        predicted[j][i] = out[j];
      }
    }
  }

  /** Unscaled errors per tag and then the total scaled error. */
  static double[][] of(TagTransform scaler, double[][] y, double[][] predicted) {
    int m = y.length;
    int n = y[0].length;
    double[][] errors = new double[m + 1][n];
    for (int i = 0; i < n; i++) {
      double total = 0;
      for (int j = 0; j < m; j++) {
        errors[j][i] = Math.abs(predicted[j][i] - y[j][i]);
        double scaled = scaler.scale(j, predicted[j][i]) - scaler.scale(j, y[j][i]);
        total += scaled * scaled;
      }
      errors[m][i] = total / m;
    }
    return errors;
  }

  private static double[][] take(double[][] columns, int[] rows) {
    double[][] taken = new double[columns.length][rows.length];
    for (int j = 0; j < taken.length; j++) {
      for (int i = 0; i < rows.length; i++) {
        taken[j][i] = columns[j][rows[i]];
      }
    }
    return taken;
  }
}
