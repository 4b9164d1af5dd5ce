package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import io.foretide.forecast.catalog.MethodParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
