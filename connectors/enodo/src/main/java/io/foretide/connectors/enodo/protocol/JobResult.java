package io.foretide.connectors.enodo.protocol;

import io.foretide.connectors.qpack.Item;
import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.connectors.qpack.QpackWriter;
import io.foretide.connectors.qpack.Token;
import io.foretide.core.frame.PointColumn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker says came of a job. Read without a tree, for it may hold very many points.
 *
 * @param series whose; seed workers say nothing more of the job
 * @param jobId empty if the worker did not say it
 * @param error empty if there was none
 * @param points in the order in which they came, in the database's unit of time; a rule that was
 *     broken is a 1 at its instant
 * @param fields everything else, such as {@code health} or {@code characteristics}; a {@code data}
 *     in it stands for the points of an answer, where those are times and words
 */
public record JobResult(
    String series, String jobId, String error, PointColumn points, Map<String, Item> fields) {
  /** Most points of one result. */
  public static final int MOST_POINTS = 1_000_000;

  private static final int MOST_FIELDS = 100;
  private static final int MOST_WORDS = 4_000;

  public JobResult {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  public static JobResult failed(String series, String jobId, String error) {
    return new JobResult(series, jobId, error, new PointColumn(), Map.of());
  }

  public boolean isFailed() {
    return !error.isEmpty();
  }

  /** A further number, such as {@code health}. */
  public Optional<Double> number(String key) {
    return switch (fields.get(key)) {
      case Item.Real(double d) -> Optional.of(d);
      case Item.Whole(long n) -> Optional.of((double) n);
      case null, default -> Optional.empty();
    };
  }

  /**
   * Reads the body of a WORKER_RESULT.
   *
   * @throws ProtocolException if it is none
   */
  public static JobResult read(byte[] body) throws ProtocolException {
    try {
      return read(new QpackReader(body));
    } catch (QpackException e) {
      throw new ProtocolException("WORKER_RESULT holds no result: " + e.getMessage(), e);
    }
  }

  private static JobResult read(QpackReader in) throws QpackException {
    if (in.next() != Token.MAP) {
      throw new QpackException("no map: expected a result");
    }
    String series = "";
    String job = "";
    String error = "";
    PointColumn points = new PointColumn();
    Map<String, Item> rest = new LinkedHashMap<>();
    for (Token t = in.next(); t != Token.END_MAP; t = in.next()) {
      if (t != Token.RAW) {
        throw new QpackException("a key that is no text");
      }
      String key = in.text();
      Token value = in.next();
      switch (key) {
        case "points", "data" -> points(in, value, points);
        case "name" -> series = words(in, value);
        case "job_id" -> job = words(in, value);
        case "error" -> {
          error = words(in, value);
          error = error.isEmpty() ? "the worker failed without saying why" : error;
        }
        default -> rest.put(key, small(in, value));
      }
      if (rest.size() > MOST_FIELDS) {
        throw new QpackException("more than " + MOST_FIELDS + " fields");
      }
    }
    return new JobResult(series, job, error, points, rest);
  }

  private static String words(QpackReader in, Token token) throws QpackException {
    if (token == Token.RAW) {
      String text = in.text();
      return text.length() <= MOST_WORDS ? text : text.substring(0, MOST_WORDS) + "...";
    }
    in.skip(token);
    return "";
  }

  /** Scalars, raw bytes, and maps of them; anything larger is passed over. */
  private static Item small(QpackReader in, Token token) throws QpackException {
    if (token == Token.MAP) {
      Map<Item, Item> out = new LinkedHashMap<>();
      for (Token t = in.next(); t != Token.END_MAP; t = in.next()) {
        if (t != Token.RAW) {
          throw new QpackException("a key that is no text");
        }
        Item key = new Item.Raw(in.raw());
        Token v = in.next();
        Item value = scalar(in, v);
        if (out.size() < MOST_FIELDS) {
          out.put(key, value);
        }
      }
      return new Item.Mapping(out);
    }
    return scalar(in, token);
  }

  private static Item scalar(QpackReader in, Token token) throws QpackException {
    return switch (token) {
      case TRUE -> new Item.Flag(true);
      case FALSE -> new Item.Flag(false);
      case WHOLE -> new Item.Whole(in.whole());
      case REAL -> new Item.Real(in.real());
      case RAW -> new Item.Raw(in.raw());
      case ARRAY, MAP -> {
        in.skip(token);
        yield new Item.Nothing();
      }
      case END_MAP, END_ARRAY, END -> throw new QpackException("a map ends after a key");
      case NULL -> new Item.Nothing();
    };
  }

  private static void points(QpackReader in, Token token, PointColumn into) throws QpackException {
    if (token != Token.ARRAY) {
      in.skip(token);
      return;
    }
    for (Token t = in.next(); t != Token.END_ARRAY; t = in.next()) {
      if (t != Token.ARRAY) {
        throw new QpackException("a point that is no pair of time and value");
      }
      double time = number(in, in.next());
      double value = number(in, in.next());
      if (in.next() != Token.END_ARRAY) {
        throw new QpackException("a point of more than time and value");
      }
      if (into.size() == MOST_POINTS) {
        throw new QpackException("more than " + MOST_POINTS + " points");
      }
      into.add((long) time, value);
    }
  }

  private static double number(QpackReader in, Token token) throws QpackException {
    return switch (token) {
      case WHOLE -> in.whole();
      case REAL -> in.real();
      // The words of a broken rule.
      case RAW, TRUE -> 1;
      case FALSE -> 0;
      case NULL -> Double.NaN;
      default -> throw new QpackException("a point whose time or value is no number");
    };
  }

  /** Written as a seed worker does; programs of ours say the job as well. */
  public Message.WorkerResult seed() {
    QpackWriter out = new QpackWriter();
    int n = 2 + fields.size() + (jobId.isEmpty() ? 0 : 1);
    out.map(n).text("name").text(series);
    if (isFailed()) {
      out.text("error").text(error);
    } else {
      out.text("points");
      write(out, points);
    }
    fields.forEach((key, value) -> {
      out.text(key);
      value.write(out);
    });
    if (!jobId.isEmpty()) {
      out.text("job_id").text(jobId);
    }
    return new Message.WorkerResult(out.endMap(n).bytes());
  }

  /**
   * Written as a newest worker does.
   *
   * @param jobType such as {@code job_forecast}
   */
  public Message.WorkerResult newest(String jobType) {
    QpackWriter out = new QpackWriter();
    boolean rows =
        !isFailed() && !jobType.equals("job_base_analysis") && !fields.containsKey("data");
    int n = (isFailed() ? 4 : 4 + fields.size()) + (rows ? 1 : 0);
    out.map(n).text("name").text(series).text("job_type").text(jobType);
    if (isFailed()) {
      out.text("error").text(error);
    } else {
      out.text("successful").flag(true);
      if (rows) {
        out.text("data");
        write(out, points);
      }
      fields.forEach((key, value) -> {
        out.text(key);
        value.write(out);
      });
    }
    return new Message.WorkerResult(out.text("job_id").text(jobId).endMap(n).bytes());
  }

  private static void write(QpackWriter out, PointColumn points) {
    out.array(points.size());
    for (int i = 0; i < points.size(); i++) {
      out.array(2).whole(points.times()[i]).real(points.values()[i]).endArray(2);
    }
    out.endArray(points.size());
  }
}
