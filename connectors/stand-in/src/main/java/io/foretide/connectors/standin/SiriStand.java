package io.foretide.connectors.standin;

import io.foretide.connectors.qpack.Item;
import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SiriDB of one database in memory, for the queries that Foretide asks. As the real one it keeps
 * points of equal time, gives a series the type of its first value, leaves containers open at the
 * end of an answer, refuses to drop its last series without being told to, and pushes what is
 * inserted to a tee. Thread-safe.
 */
public final class SiriStand implements AutoCloseable {
  private static final Pattern BETWEEN = Pattern.compile("between (\\d+) and (\\d+)");
  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"|'([^']+)'");

  /** By series: points as {time, value}; whole numbers where the first value was one. */
  private final Map<String, List<double[]>> series = new TreeMap<>();

  private final Map<String, Boolean> whole = new TreeMap<>();
  private final ServerSocket socket;
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private volatile int answerNextWith = -1;
  private volatile boolean hangUp;
  private @Nullable SiriTee tee;

  public SiriStand() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var unused = Thread.ofVirtual().start(this::accept);
  }

  /** Where it listens, as {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** The TCP port. */
  public int port() {
    return socket.getLocalPort();
  }

  /** The queries so far. */
  public List<String> queries() {
    return List.copyOf(queries);
  }

  /** Answers the next request with this type and no body. */
  public void answerNextWith(int type) {
    answerNextWith = type;
  }

  /** Hangs up at the next request. */
  public void hangUp() {
    hangUp = true;
  }

  /** Pushes what is inserted from now on to a listener at a port of this machine. */
  public synchronized void tee(int port) {
    tee = new SiriTee(port);
  }

  private void accept() {
    try {
      while (true) {
        Socket s = socket.accept();
        var unused = Thread.ofVirtual().start(() -> serve(s));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket s) {
    try (s) {
      DataInputStream in = new DataInputStream(s.getInputStream());
      OutputStream out = s.getOutputStream();
      boolean known = false;
      while (true) {
        SiriPacket p = SiriPacket.read(in);
        if (hangUp) {
          hangUp = false;
          return;
        }
        SiriPacket answer;
        if (answerNextWith >= 0 && p.type() != SiriPacket.AUTH) {
          answer = new SiriPacket(p.number(), answerNextWith, new byte[0]);
          answerNextWith = -1;
        } else if (p.type() == SiriPacket.AUTH) {
          Item.Sequence login = (Item.Sequence) Item.read(p.body());
          int type =
              !login.items().get(2).equals(Item.text("dbtest"))
                  ? SiriPacket.UNKNOWN_DATABASE
                  : login.items().get(1).equals(Item.text("siri"))
                      ? SiriPacket.WELCOME
                      : SiriPacket.BAD_CREDENTIALS;
          known = type == SiriPacket.WELCOME;
          answer = new SiriPacket(p.number(), type, new byte[0]);
        } else if (!known) {
          answer = new SiriPacket(p.number(), SiriPacket.NOT_AUTHENTICATED, new byte[0]);
        } else {
          answer = p.type() == SiriPacket.QUERY ? query(p) : insert(p);
        }
        out.write(answer.bytes());
      }
    } catch (IOException | QpackException e) {
      // The client is gone.
    }
  }

  private synchronized SiriPacket insert(SiriPacket p) throws QpackException {
    int n = 0;
    Map<String, List<double[]>> inserted = new TreeMap<>();
    for (var e : ((Item.Mapping) Item.read(p.body())).entries().entrySet()) {
      List<double[]> points = series.computeIfAbsent(e.getKey().toString(), k -> new ArrayList<>());
      List<double[]> added = new ArrayList<>();
      for (Item item : ((Item.Sequence) e.getValue()).items()) {
        List<Item> pair = ((Item.Sequence) item).items();
        boolean real = pair.get(1) instanceof Item.Real;
        boolean first = whole.computeIfAbsent(e.getKey().toString(), k -> !real);
        double value =
            pair.get(1) instanceof Item.Real(double d) ? d : ((Item.Whole) pair.get(1)).value();
        double[] point = {((Item.Whole) pair.get(0)).value(), first ? (long) value : value};
        points.add(point);
        added.add(point);
        n++;
      }
      points.sort((a, b) -> Double.compare(a[0], b[0]));
      inserted.put(e.getKey().toString(), added);
    }
    push(inserted);
    byte[] body =
        new QpackWriter()
            .map(9)
            .text("success_msg")
            .text("Successfully inserted " + n + " point(s).")
            .bytes();
    return new SiriPacket(p.number(), SiriPacket.INSERTED, body);
  }

  private synchronized SiriPacket query(SiriPacket p) throws QpackException {
    String q = ((Item.Sequence) Item.read(p.body())).items().getFirst().toString();
    queries.add(q);
    QpackWriter out = new QpackWriter();
    if (q.equals("show time_precision")) {
      out.map(9).text("data").array(9).map(2).text("name").text(q).text("value").text("s");
    } else if (q.startsWith("count series")) {
      out.map(9).text("series").whole(matching(q).size());
    } else if (q.startsWith("list series")) {
      out.map(9).text("columns").array(4).text("name").text("length").text("start").text("end");
      out.text("series").array(9);
      for (String name : matching(q)) {
        List<double[]> points = points(name);
        out.array(4)
            .text(name)
            .whole(points.size())
            .whole((long) points.getFirst()[0])
            .whole((long) points.getLast()[0]);
      }
    } else if (q.startsWith("drop series")) {
      return drop(p, q);
    } else if (q.startsWith("select")) {
      select(q, out);
    } else {
      return new SiriPacket(
          p.number(), SiriPacket.QUERY_ERROR, error("Query error at position 0."));
    }
    return new SiriPacket(p.number(), SiriPacket.RESULT, out.bytes());
  }

  private SiriPacket drop(SiriPacket p, String q) {
    List<String> names = named(q).stream().filter(series::containsKey).toList();
    if (names.size() == series.size()
        && !names.isEmpty()
        && !q.endsWith("set ignore_threshold true")) {
      return new SiriPacket(
          p.number(), SiriPacket.QUERY_ERROR, error("This query would drop all series"));
    }
    names.forEach(series::remove);
    names.forEach(whole::remove);
    byte[] body =
        new QpackWriter().map(9).text("success_msg").text("Successfully dropped series.").bytes();
    return new SiriPacket(p.number(), SiriPacket.RESULT, body);
  }

  private static byte[] error(String words) {
    return new QpackWriter().map(9).text("error_msg").text(words).bytes();
  }

  private List<String> matching(String q) {
    Matcher m = Pattern.compile("/(.*)/").matcher(q);
    Pattern wanted = m.find() ? Pattern.compile(m.group(1)) : Pattern.compile(".*");
    return series.keySet().stream().filter(n -> wanted.matcher(n).matches()).toList();
  }

  private static List<String> named(String q) {
    List<String> out = new ArrayList<>();
    Matcher m = NAME.matcher(q);
    while (m.find()) {
      out.add(m.group(1) == null ? m.group(2) : m.group(1));
    }
    return out;
  }

  private void select(String q, QpackWriter out) {
    Matcher m = BETWEEN.matcher(q);
    boolean bounded = m.find();
    double from = bounded ? Double.parseDouble(m.group(1)) : 0;
    double to = bounded ? Double.parseDouble(m.group(2)) : Double.MAX_VALUE;
    out.map(9);
    for (String name : named(q)) {
      List<double[]> all = series.get(name);
      if (all == null) {
        continue;
      }
      List<double[]> points = all.stream().filter(x -> x[0] >= from && x[0] < to).toList();
      if (q.endsWith("tail 1")) {
        points = points.subList(Math.max(0, points.size() - 1), points.size());
      }
      out.text(name).array(9);
      if (q.startsWith("select count()")) {
        if (!points.isEmpty()) {
          out.array(2).whole((long) points.getLast()[0]).whole(points.size());
        }
      } else {
        for (double[] x : points) {
          out.array(2).whole((long) x[0]);
          if (Boolean.TRUE.equals(whole.get(name))) {
            out.whole((long) x[1]);
          } else {
            out.real(x[1]);
          }
        }
      }
      out.endArray(9);
    }
  }

  /** The points of a series as {time, value}; empty if there is none. */
  public synchronized List<double[]> points(String name) {
    return List.copyOf(series.getOrDefault(name, List.of()));
  }

  /** Inserts a point of a series of doubles. */
  public synchronized void put(String name, long time, double value) {
    whole.putIfAbsent(name, false);
    List<double[]> points = series.computeIfAbsent(name, k -> new ArrayList<>());
    points.add(new double[] {time, value});
    points.sort((a, b) -> Double.compare(a[0], b[0]));
    push(Map.of(name, List.of(new double[] {time, value})));
  }

  /** Inserts points of several series at once: one package of the tee. */
  public synchronized void put(Map<String, List<double[]>> more) {
    more.forEach((name, some) -> {
      whole.putIfAbsent(name, false);
      List<double[]> all = series.computeIfAbsent(name, k -> new ArrayList<>());
      all.addAll(some);
      all.sort((a, b) -> Double.compare(a[0], b[0]));
    });
    push(more);
  }

  private void push(Map<String, List<double[]>> more) {
    if (tee != null) {
      tee.push(more);
    }
  }

  /** Whether there is such a series. */
  public synchronized boolean has(String name) {
    return series.containsKey(name);
  }

  @Override
  public synchronized void close() throws IOException {
    if (tee != null) {
      tee.close();
    }
    socket.close();
  }
}
