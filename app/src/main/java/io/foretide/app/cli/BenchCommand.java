package io.foretide.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.app.bench.BenchRow;
import io.foretide.app.bench.Benchmarks;
import io.foretide.app.terminal.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code bench}: figures about this machine. */
@Command(
    name = "bench",
    description = {
      "Measure this machine: plan, tasks, backlog, models, onnx, storage, cluster, ingest, enodo,",
      "latigo, pages, start; or the libraries on public data:",
      "bench forecast FOLDER [TABLE...] and bench detect FOLDER [TABLE...].",
      "Each figure stands beside what it should reach and, where there is one, a baseline of the",
      "same run. Writes into a temporary folder only. A planning run of a million models wants FORETIDE_JAVA_OPTS=-Xmx3g.",
      "Exit code 4 if a figure is not reached."
    })
final class BenchCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; all if none is given.")
  private List<String> names = List.of();

  @Option(names = "--quick", description = "Smaller sizes, for a look.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    Optional<Integer> library = LibraryBench.run(names);
    if (library.isPresent()) {
      return library.get();
    }
    String home = System.getenv().getOrDefault("FORETIDE_HOME", ".");
    Map<String, Benchmarks.Benchmark> all = Benchmarks.all(Path.of(home), quick);
    for (String name : names) {
      if (!all.containsKey(name)) {
        throw new ParameterException(
            console.command().commandLine(),
            "no benchmark is named '"
                + name
                + "': expected one of "
                + all.keySet()
                + ", forecast, detect");
      }
    }
    List<BenchRow> rows = new ArrayList<>();
    for (String name : names.isEmpty() ? List.copyOf(all.keySet()) : names) {
      Benchmarks.Benchmark benchmark = all.get(name);
      if (benchmark != null) {
        rows.addAll(benchmark.run(this::progress));
      }
    }
    ObjectNode answer = json(rows);
    console.print(answer, () -> Benchmarks.machine() + "\n\n" + table(rows));
    return rows.stream().allMatch(BenchRow::reached) ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private void progress(String text) {
    console.err().println(text + " ...");
    console.err().flush();
  }

  private static String table(List<BenchRow> rows) {
    Table table = new Table("WHAT", "MEASURED", "WANTED", "", "BASELINE", "RATIO");
    for (BenchRow r : rows) {
      table.row(
          r.what(),
          number(r.value()) + " " + r.unit(),
          r.wanted(),
          r.wanted().isEmpty() ? "" : r.reached() ? "ok" : "NOT REACHED",
          r.baseline(),
          Double.isNaN(r.ratio()) ? "" : String.format(Locale.ROOT, "%.2f", r.ratio()));
    }
    return table.render();
  }

  private static String number(double v) {
    return v >= 100
        ? String.format(Locale.ROOT, "%,d", Math.round(v))
        : String.format(Locale.ROOT, "%.2f", v);
  }

  private static ObjectNode json(List<BenchRow> rows) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode out = mapper.createObjectNode().put("machine", Benchmarks.machine());
    ArrayNode list = out.putArray("figures");
    for (BenchRow r : rows) {
      ObjectNode row =
          list.addObject()
              .put("what", r.what())
              .put("value", r.value())
              .put("unit", r.unit())
              .put("wanted", r.wanted())
              .put("reached", r.reached())
              .put("baseline", r.baseline());
      if (!Double.isNaN(r.ratio())) {
        row.put("ratio", r.ratio());
      }
    }
    return out;
  }
}
