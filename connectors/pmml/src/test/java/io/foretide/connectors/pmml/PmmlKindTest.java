package io.foretide.connectors.pmml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The models and their predictions come from src/test/reference/models.py: scikit-learn 1.2.1 fits,
 * written as PMML. Both compute in double precision: 1e-9 of a value of about 50 is the tolerance.
 */
class PmmlKindTest {
  private static final Path MODELS = Path.of("src", "test", "resources", "models");
  private static final Map<String, Object> INPUTS =
      Map.of(
          "flow_1h", Map.of("lag", "flow", "by", "1h"),
          "flow_mean", Map.of("mean", "flow", "over", "1h"),
          "hour", "hour");

  @TempDir Path folder;
  private PmmlKind kind = new PmmlKind(Path.of(""), Path.of(""));

  @BeforeEach
  void copyModels() throws Exception {
    try (var all = Files.list(MODELS)) {
      for (Path file : all.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    kind = new PmmlKind(folder, folder.resolve("kept"));
  }

  private static ModelDefinition model(String file, Object... settings) {
    Map<String, Object> run = new HashMap<>(Map.of("file", file, "inputs", INPUTS));
    for (int i = 0; i < settings.length; i += 2) {
      run.put((String) settings[i], settings[i + 1]);
    }
    return Run.definition(run);
  }

  private static JsonNode expected() throws Exception {
    return new ObjectMapper().readTree(MODELS.resolve("expected.json").toFile());
  }

  private static double[] column(List<OutcomePart> parts, int c) {
    return parts.stream()
        .flatMapToDouble(p -> Arrays.stream(p.blocks().getFirst().values()[c]))
        .toArray();
  }

  private static void isExpected(double[] got, String name) throws Exception {
    assertThat(got).hasSize(12);
    for (int i = 0; i < 12; i++) {
      assertThat(got[i])
          .as("%s %d", name, i)
          .isCloseTo(expected().path(name).get(i).asDouble(), within(1e-9));
    }
  }

  @Test
  void regressions_trees_boosted_trees_and_networks_predict_what_scikit_learn_predicts()
      throws Exception {
    for (String name : List.of("ridge", "tree", "boosted", "network")) {
      ModelDefinition d = kind.prepare(model(name + ".pmml"));
      isExpected(column(Run.cells(kind, d, 120, 122, List.of()), 0), name);
    }
  }

  @Test
  void a_classifier_yields_its_probability_but_no_text() throws Exception {
    ModelDefinition d = kind.prepare(model("chance.pmml", "outputs", Map.of("high", "chance")));
    assertThat(kind.needs(d).outputs()).containsExactly("high");
    isExpected(column(Run.cells(kind, d, 120, 122, List.of()), 0), "chance");

    assertThatThrownBy(() -> kind.prepare(model("chance.pmml", "outputs", Map.of("mean", "label"))))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("'label' is a text");
    assertThatThrownBy(
            () -> kind.prepare(model("chance.pmml", "outputs", Map.of("mean", "chnace"))))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("no output 'chnace'")
        .hasMessageContaining("chance");
  }

  @Test
  void what_does_not_fit_is_refused_before_there_is_a_model() throws Exception {
    assertThatThrownBy(() -> kind.prepare(model("ridge.pmml", "inputs", Map.of())))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("field 'flow_1h'");
    Map<String, Object> wrong = new HashMap<>(INPUTS);
    wrong.put("flow_2h", "flow");
    assertThatThrownBy(() -> kind.prepare(model("ridge.pmml", "inputs", wrong)))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("no such field")
        .hasMessageContaining("flow_1h");
    Map<String, Object> many = new HashMap<>(INPUTS);
    many.put("flow_1h", Map.of("lag", "flow", "by", List.of("1h", "2h")));
    assertThatThrownBy(() -> kind.prepare(model("ridge.pmml", "inputs", many)))
        .hasMessageContaining("names 2 features");
    assertThatThrownBy(() -> kind.prepare(model("absent.pmml")))
        .hasMessageContaining("'absent.pmml' does not exist");
    assertThatThrownBy(() -> kind.prepare(model("ridge.pmml", "rows", "interval", "horizon", "1h")))
        .hasMessageContaining("one number a row");
  }

  @Test
  void what_is_no_pmml_is_refused_and_nothing_outside_the_file_is_read() throws Exception {
    Files.writeString(folder.resolve("text.pmml"), "not xml");
    assertThatThrownBy(() -> kind.prepare(model("text.pmml"))).hasMessageContaining("is no XML");
    Files.writeString(folder.resolve("other.pmml"), "<Other/>");
    assertThatThrownBy(() -> kind.prepare(model("other.pmml")))
        .hasMessageContaining("is a document 'Other': expected PMML");
    Files.writeString(folder.resolve("empty.pmml"), "<PMML version=\"4.4\"/>");
    assertThatThrownBy(() -> kind.prepare(model("empty.pmml")))
        .isInstanceOf(ProviderException.Rejected.class);
    Files.writeString(folder.resolve("secret.txt"), "a secret");
    String whole = Files.readString(folder.resolve("ridge.pmml"));
    Files.writeString(
        folder.resolve("entity.pmml"),
        whole.replace("<PMML ", "<!DOCTYPE PMML [<!ENTITY x SYSTEM \"secret.txt\">]>\n<PMML "));
    assertThatThrownBy(() -> kind.prepare(model("entity.pmml")))
        .hasMessageContaining("has a document type");
  }

  @Test
  void a_gap_leaves_out_its_rows_or_is_a_missing_value_or_a_number() throws Exception {
    List<Long> holes = List.of(722L);
    ModelDefinition skip = kind.prepare(model("ridge.pmml"));
    double[] skipped = column(Run.cells(kind, skip, 120, 121, holes), 0);
    assertThat(skipped[2]).isNaN();
    assertThat(skipped[0]).isCloseTo(expected().path("ridge").get(0).asDouble(), within(1e-9));

    ModelDefinition fill = kind.prepare(model("ridge.pmml", "missing", 50));
    assertThat(column(Run.cells(kind, fill, 120, 121, holes), 0)[2]).isBetween(0.0, 150.0);

    // Without a value in the file's own treatment, a regression on a missing value has no result.
    ModelDefinition none = kind.prepare(model("ridge.pmml", "missing", "nan"));
    assertThat(column(Run.cells(kind, none, 120, 121, holes), 0)[2]).isNaN();

    List<Long> silence = new ArrayList<>();
    for (long k = 700; k < 732; k++) {
      silence.add(k);
    }
    OutcomePart empty = Run.cells(kind, skip, 121, 122, silence).getFirst();
    assertThat(empty.state()).isEqualTo(CellState.EMPTY);
    assertThat(empty.reason()).isEqualTo(Reason.NO_DATA);
  }

  @Test
  void steps_ahead_are_rows_of_their_own() throws Exception {
    Map<String, Object> inputs = new HashMap<>(INPUTS);
    inputs.put("temp", Map.of("ahead", true));
    ModelDefinition d =
        kind.prepare(model("ridge.pmml", "inputs", inputs, "horizon", "30m", "rows", "step"));
    assertThat(kind.needs(d).horizon()).isEqualTo(30 * Instants.MINUTE);
    PredictionBlock block = Run.cells(kind, d, 120, 121, List.of()).getFirst().blocks().getFirst();
    assertThat(block.first()).isEqualTo(block.origin());
    double[] ahead = block.values()[0];
    assertThat(ahead).hasSize(3);
    // Between two steps only the number of the step and the hour change, both linear.
    assertThat(ahead[2] - ahead[1]).isCloseTo(ahead[1] - ahead[0], within(1e-9));
  }

  @Test
  void a_revision_keeps_its_file_and_a_changed_file_is_told() throws Exception {
    ModelDefinition d = kind.prepare(model("ridge.pmml"));
    Files.copy(
        folder.resolve("tree.pmml"),
        folder.resolve("ridge.pmml"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    PmmlKind later = new PmmlKind(folder, folder.resolve("kept"));
    isExpected(column(Run.cells(later, d, 120, 122, List.of()), 0), "ridge");
    assertThat(later.status(d)).contains("RegressionModel").contains("flow_1h");
    Files.delete(folder.resolve("kept").resolve(d.run().settings().get("sha256") + ".pmml"));
    PmmlKind without = new PmmlKind(folder, folder.resolve("kept"));
    assertThatThrownBy(() -> Run.cells(without, d, 120, 122, List.of()))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("sha256");
  }

  @Test
  void threads_share_a_file_and_a_split_changes_nothing() throws Exception {
    ModelDefinition d = kind.prepare(model("boosted.pmml"));
    double[] alone = column(Run.cells(kind, d, 120, 140, List.of()), 0);
    try (var pool = Executors.newFixedThreadPool(4)) {
      List<Callable<double[]>> work = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int cell = 120 + i / 2;
        work.add(() -> column(Run.cells(kind, d, cell, cell + 1, List.of()), 0));
      }
      List<Future<double[]>> got = pool.invokeAll(work);
      for (int i = 0; i < got.size(); i++) {
        int at = i / 2 * 6;
        assertThat(got.get(i).get()).isEqualTo(Arrays.copyOfRange(alone, at, at + 6));
      }
    }
  }
}
