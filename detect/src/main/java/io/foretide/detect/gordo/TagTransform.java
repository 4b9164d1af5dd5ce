package io.foretide.detect.gordo;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/** A fitted transform of each tag on its own, as scikit-learn has them. Immutable. */
public sealed interface TagTransform permits TagScaler, QuantileMap, YeoJohnson {

  /** The transformed value of tag j; NaN stays NaN. */
  double scale(int j, double x);

  /** The value of tag j whose transform this is. */
  double inverse(int j, double y);

  /** Appends the parameters. */
  void write(ByteSink out);

  /** Fits a transform to columns without NaN. */
  static TagTransform fit(TagScaler.Kind kind, double[][] columns) {
    return switch (kind) {
      case QUANTILE_UNIFORM -> QuantileMap.fit(columns, QuantileMap.MOST, false);
      case QUANTILE_NORMAL -> QuantileMap.fit(columns, QuantileMap.MOST, true);
      case POWER -> YeoJohnson.fit(columns);
      default -> TagScaler.fit(kind, columns);
    };
  }

  /** Transforms whole columns. */
  default double[][] scale(double[][] columns) {
    double[][] scaled = new double[columns.length][];
    for (int j = 0; j < columns.length; j++) {
      scaled[j] = new double[columns[j].length];
      for (int i = 0; i < scaled[j].length; i++) {
        scaled[j][i] = scale(j, columns[j][i]);
      }
    }
    return scaled;
  }

  /** Appends a mark of the kind, then the parameters. */
  static void write(TagTransform transform, ByteSink out) {
    out.putByte(
        switch (transform) {
          case TagScaler scaler -> 0;
          case QuantileMap map -> 1;
          case YeoJohnson power -> 2;
        });
    transform.write(out);
  }

  /** Reads what {@link #write(TagTransform, ByteSink)} wrote. */
  static TagTransform read(ByteSource in) {
    return switch (in.getByte()) {
      case 0 -> TagScaler.read(in);
      case 1 -> QuantileMap.read(in);
      case 2 -> YeoJohnson.read(in);
      default -> throw in.damaged("the transform is unknown");
    };
  }
}
