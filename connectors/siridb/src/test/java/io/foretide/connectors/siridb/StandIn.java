package io.foretide.connectors.siridb;

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

/**
 * A SiriDB of one database in memory, for the queries that Foretide asks. As the real one it keeps
 * points of equal time, gives a series the type of its first value, leaves containers open at the
 * end of an answer, and refuses to drop its last series without being told to.
 */
final class StandIn implements AutoCloseable {
  private static final Pattern BETWEEN = Pattern.compile("between (\\d+) and (\\d+)");
  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"|'([^']+)'");

  /** By series: points as {time, value}; whole numbers where the first value was one. */
  private final Map<String, List<double[]>> series = new TreeMap<>();

  private final Map<String, Boolean> whole = new TreeMap<>();
  private final ServerSocket socket;
  final List<String> queries = new CopyOnWriteArrayList<>();
  volatile int answerNextWith = -1;
  volatile boolean hangUp;

  StandIn() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var unused = Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket s = socket.accept();
        var unused = Thread.ofVirtual().start(() -> serve(s));
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  private void serve(Socket s) {
    try (s) {
      DataInputStream in = new DataInputStream(s.getInputStream());
      OutputStream out = s.getOutputStream();
      boolean known = false;
      while (true) {
        Package p = Package.read(in);
        if (hangUp) {
          hangUp = false;
          return;
        }
        Package answer;
        if (answerNextWith >= 0 && p.type() != Package.AUTH) {
          answer = new Package(p.number(), answerNextWith, new byte[0]);
          answerNextWith = -1;
        } else if (p.type() == Package.AUTH) {
          Item.Sequence login = (Item.Sequence) Item.read(p.body());
          int type =
              !login.items().get(2).equals(Item.text("dbtest"))
                  ? Package.UNKNOWN_DATABASE
                  : login.items().get(1).equals(Item.text("siri"))
                      ? Package.WELCOME
                      : Package.BAD_CREDENTIALS;
          known = type == Package.WELCOME;
          answer = new Package(p.number(), type, new byte[0]);
        } else if (!known) {
          answer = new Package(p.number(), Package.NOT_AUTHENTICATED, new byte[0]);
        } else {
          answer = p.type() == Package.QUERY ? query(p) : insert(p);
        }
        out.write(answer.bytes());
      }
    } catch (IOException | QpackException e) {
      // The client is gone.
    }
  }

  private synchronized Package insert(Package p) throws QpackException {
    int n = 0;
    for (var e : ((Item.Mapping) Item.read(p.body())).entries().entrySet()) {
      List<double[]> points = series.computeIfAbsent(e.getKey().toString(), k -> new ArrayList<>());
      for (Item point : ((Item.Sequence) e.getValue()).items()) {
        List<Item> pair = ((Item.Sequence) point).items();
        boolean real = pair.get(1) instanceof Item.Real;
        boolean first = whole.computeIfAbsent(e.getKey().toString(), k -> !real);
        double value =
            pair.get(1) instanceof Item.Real(double d) ? d : ((Item.Whole) pair.get(1)).value();
        points.add(new double[] {((Item.Whole) pair.get(0)).value(), first ? (long) value : value});
        n++;
      }
      points.sort((a, b) -> Double.compare(a[0], b[0]));
    }
    byte[] body =
        new QpackWriter()
            .map(9)
            .text("success_msg")
            .text("Successfully inserted " + n + " point(s).")
            .bytes();
    return new Package(p.number(), Package.INSERTED, body);
  }

  private synchronized Package query(Package p) throws QpackException {
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
      return new Package(p.number(), Package.QUERY_ERROR, error("Query error at position 0."));
    }
    return new Package(p.number(), Package.RESULT, out.bytes());
  }

  private Package drop(Package p, String q) {
    List<String> names = named(q).stream().filter(series::containsKey).toList();
    if (names.size() == series.size()
        && !names.isEmpty()
        && !q.endsWith("set ignore_threshold true")) {
      return new Package(
          p.number(), Package.QUERY_ERROR, error("This query would drop all series"));
    }
    names.forEach(series::remove);
    names.forEach(whole::remove);
    byte[] body =
        new QpackWriter().map(9).text("success_msg").text("Successfully dropped series.").bytes();
    return new Package(p.number(), Package.RESULT, body);
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

  synchronized List<double[]> points(String name) {
    return List.copyOf(series.getOrDefault(name, List.of()));
  }

  synchronized void put(String name, long time, double value) {
    whole.putIfAbsent(name, false);
    List<double[]> points = series.computeIfAbsent(name, k -> new ArrayList<>());
    points.add(new double[] {time, value});
    points.sort((a, b) -> Double.compare(a[0], b[0]));
  }

  synchronized boolean has(String name) {
    return series.containsKey(name);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
