package io.foretide.detect.gordo;

import io.foretide.detect.algebra.Eigen;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * Scaler, optional principal components, least squares; the targets scaled for the fit if wanted.
 * With scalers alone all of it is one affine map once fitted.
 *
 * @param inputs scaler of the inputs
 * @param components principal components of the scaled inputs, 0 for none
 * @param targets scaler of the targets
 */
public record LinearTags(TagScaler.Kind inputs, int components, TagScaler.Kind targets)
    implements TagModel {

  @Override
  public Fitted fit(double[][] x, double[][] y) {
    TagTransform in = TagTransform.fit(inputs, x);
    TagTransform out = TagTransform.fit(targets, y);
    double[][] z = in.scale(x);
    double[][] t = out.scale(y);
    if (in instanceof TagScaler a && out instanceof TagScaler b) {
      return affine(a, z, b, t);
    }
    // What is not affine is done row by row around a map between the transformed values.
    TagScaler.Kind none = TagScaler.Kind.NONE;
    return new Bent(in, affine(TagScaler.fit(none, z), z, TagScaler.fit(none, t), t), out);
  }

  private Affine affine(TagScaler in, double[][] z, TagScaler out, double[][] t) {
    int n = z.length;
    int m = t.length;
    double[] mean = means(z);
    double[] middle = means(t);
    int rows = z[0].length;
    double[] covariance = new double[n * n];
    double[] cross = new double[m * n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        covariance[a * n + b] = covariance[b * n + a] = dot(z[a], mean[a], z[b], mean[b]) / rows;
      }
      for (int j = 0; j < m; j++) {
        cross[j * n + a] = dot(t[j], middle[j], z[a], mean[a]) / rows;
      }
    }
    // Least squares in the space of the components kept, of smallest norm where rank is missing.
    Eigen eigen = Eigen.of(covariance, n);
    int rank = components > 0 ? Math.min(components, n) : n;
    double least = Math.max(eigen.values()[0], 0) * 1e-14;
    double[] map = new double[m * n];
    for (int c = 0; c < rank; c++) {
      double value = eigen.values()[c];
      if (value <= least) {
        continue;
      }
      for (int j = 0; j < m; j++) {
        double along = 0;
        for (int a = 0; a < n; a++) {
          along += cross[j * n + a] * eigen.vectors()[c * n + a];
        }
        for (int a = 0; a < n; a++) {
          map[j * n + a] += along / value * eigen.vectors()[c * n + a];
        }
      }
    }
    double[] offset = new double[m];
    for (int j = 0; j < m; j++) {
      double at = middle[j];
      for (int a = 0; a < n; a++) {
        at -= map[j * n + a] * mean[a];
        map[j * n + a] *= out.divisor()[j] / in.divisor()[a];
      }
      offset[j] = at * out.divisor()[j] + out.centre()[j];
    }
    return new Affine(in.centre(), map, offset);
  }

  private static double[] means(double[][] columns) {
    return Arrays.stream(columns).mapToDouble(c -> Arrays.stream(c).sum() / c.length).toArray();
  }

  private static double dot(double[] a, double ma, double[] b, double mb) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - ma) * (b[i] - mb);
    }
    return sum;
  }

  @Override
  public void write(ByteSink out) {
    out.putString("linear");
    out.putByte(inputs.ordinal());
    out.putInt(components);
    out.putByte(targets.ordinal());
  }

  static LinearTags readSettings(ByteSource in) {
    TagScaler.Kind[] kinds = TagScaler.Kind.values();
    return new LinearTags(
        kinds[in.getByte() % kinds.length], in.getInt(), kinds[in.getByte() % kinds.length]);
  }

  @Override
  public Fitted read(ByteSource in) {
    return in.getBoolean()
        ? new Bent(TagTransform.read(in), readAffine(in), TagTransform.read(in))
        : readAffine(in);
  }

  private static Affine readAffine(ByteSource in) {
    return new Affine(in.getDoubles(), in.getDoubles(), in.getDoubles());
  }

  private record Bent(TagTransform in, Affine map, TagTransform out) implements Fitted {
    @Override
    public double[] work() {
      return new double[map.centre().length];
    }

    @Override
    public void predict(double[] inputs, double[] targets, double[] work) {
      for (int a = 0; a < inputs.length; a++) {
        work[a] = in.scale(a, inputs[a]);
      }
      map.predict(work, targets, work);
      for (int j = 0; j < targets.length; j++) {
        targets[j] = out.inverse(j, targets[j]);
      }
    }

    @Override
    public void write(ByteSink sink) {
      sink.putBoolean(true);
      TagTransform.write(in, sink);
      map.parts(sink);
      TagTransform.write(out, sink);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Affine(double[] centre, double[] map, double[] offset) implements Fitted {
    @Override
    public double[] work() {
      return new double[0];
    }

    @Override
    public void predict(double[] inputs, double[] targets, double[] work) {
      int n = centre.length;
      for (int j = 0; j < offset.length; j++) {
        double y = offset[j];
        for (int a = 0; a < n; a++) {
          y += map[j * n + a] * (inputs[a] - centre[a]);
        }
        targets[j] = y;
      }
    }

    @Override
    public void write(ByteSink out) {
      out.putBoolean(false);
      parts(out);
    }

    void parts(ByteSink out) {
      out.putDoubles(centre);
      out.putDoubles(map);
      out.putDoubles(offset);
    }
  }
}
