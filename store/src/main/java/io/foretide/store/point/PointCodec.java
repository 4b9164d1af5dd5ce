package io.foretide.store.point;

import io.foretide.store.codec.Bytes;
import io.foretide.store.codec.DamagedException;
import io.foretide.store.codec.Doubles;
import io.foretide.store.codec.Reader;
import io.foretide.store.codec.Times;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;

/** Points as bytes: of one series in a chunk, of many series in a log row. */
final class PointCodec {
  private static final int VERSION = 1;
  private static final int MOST = 100_000_000;

  private PointCodec() {}

  static byte[] chunk(Points p, int from, int to) {
    Bytes out = new Bytes(32 + 4 * (to - from));
    out.put(VERSION);
    Times.encode(p.times(), from, to, out);
    Doubles.encode(p.values(), from, to, out);
    return out.toArray();
  }

  static Points chunk(byte[] data, int n) {
    if (n < 0 || n > MOST) {
      throw new DamagedException("a chunk says it holds " + n + " points");
    }
    Reader in = new Reader(data);
    version(in);
    return read(in, n);
  }

  private static void version(Reader in) {
    int version = in.get();
    if (version != VERSION) {
      throw new DamagedException("packed points have form " + version + ": expected " + VERSION);
    }
  }

  private static Points read(Reader in, int n) {
    long[] times = new long[n];
    double[] values = new double[n];
    Times.decode(in, times, 0, n);
    Doubles.decode(in, values, 0, n);
    return new Points(times, values, n);
  }

  /** Starts a log row. */
  static Bytes log() {
    Bytes out = new Bytes(4096);
    out.put(VERSION);
    return out;
  }

  static void log(Bytes out, long series, Points p) {
    out.putUnsigned(series);
    out.putUnsigned(p.n());
    Times.encode(p.times(), 0, p.n(), out);
    Doubles.encode(p.values(), 0, p.n(), out);
  }

  /** Reads a log row; returns how many points it holds. */
  static <S> long log(byte[] data, LongFunction<S> series, BiConsumer<S, Points> each) {
    Reader in = new Reader(data);
    version(in);
    long points = 0;
    while (!in.atEnd()) {
      S s = series.apply(in.getUnsigned());
      Points p = read(in, in.getCount(MOST));
      points += p.n();
      each.accept(s, p);
    }
    return points;
  }
}
