package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.error.ProviderException;
import io.foretide.detect.catalog.DetectorCatalog;
import io.foretide.detect.catalog.DetectorEntry;
import io.foretide.detect.catalog.Parameter;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import io.foretide.forecast.catalog.MethodParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/models.md hold every method with every parameter, as the catalogues say. */
class MethodTablesTest {
  private static List<String> page() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "models.md"));
  }

  @Test
  void every_forecasting_method_stands_in_the_table_with_its_parameters() throws IOException {
    List<MethodParameter> shared = MethodCatalog.find("mean").parameters();
    List<String> rows =
        MethodCatalog.entries().stream()
            .map(e ->
                "| `%s` | %s | %s | %s |"
                    .formatted(
                        e.name(),
                        e.description(),
                        seasons(e),
                        e.parameters().stream()
                            .filter(p -> !shared.contains(p))
                            .map(MethodTablesTest::words)
                            .collect(Collectors.joining("; "))))
            .toList();
    assertThat(page()).as(String.join("\n", rows)).containsSubsequence(rows);
    List<String> common =
        shared.stream().map(p -> "| `%s` | %s |".formatted(p.name(), p.description())).toList();
    assertThat(page()).as(String.join("\n", common)).containsSubsequence(common);
  }

  @Test
  void every_detector_stands_in_the_table_with_its_parameters() throws Exception {
    List<String> rows = new ArrayList<>();
    for (DetectorEntry e : DetectorCatalog.all()) {
      rows.add(
          "| `%s` | %s | %s | %s | %s |"
              .formatted(
                  e.name(),
                  e.description(),
                  e.scope() == DetectorEntry.Scope.UNIVARIATE ? "each alone" : "all together",
                  order(e.name()),
                  e.parameters().stream()
                      .map(p -> words(e.name(), p))
                      .collect(Collectors.joining("; "))));
    }
    assertThat(page()).as(String.join("\n", rows)).containsSubsequence(rows);
  }

  private static String order(String name) throws ProviderException {
    Map<String, Object> run =
        switch (name) {
          case "limits" -> Map.of("method", name, "low", 0);
          case "rate_of_change" -> Map.of("method", name, "rise", 1);
          default -> Map.of("method", name);
        };
    return new BuiltInModels(System::nanoTime)
        .needs(Models.definition(3, "run", Map.of("detect", run)))
        .order()
        .name()
        .toLowerCase(Locale.ROOT);
  }

  /** The usual values that are times in a model file. */
  private static final Map<String, String> TIMES =
      Map.of("mad.window", "1d", "seasonal.season", "1d", "stuck.after", "6h", "gap.after", "1h");

  private static String words(String detector, Parameter p) {
    String usual = TIMES.getOrDefault(detector + "." + p.name(), p.usual());
    boolean none = usual.isEmpty() || usual.contains("e308");
    return "`" + p.name() + "`: " + p.meaning() + (none ? "" : "; " + usual);
  }

  private static String seasons(MethodEntry e) {
    return switch (e.seasons()) {
      case NONE -> "none";
      case ONE -> "one";
      case SEVERAL -> "several";
    };
  }

  private static String words(MethodParameter p) {
    return "`" + p.name() + "`: " + p.description();
  }
}
