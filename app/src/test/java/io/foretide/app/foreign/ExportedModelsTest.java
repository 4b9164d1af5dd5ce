package io.foretide.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.time.Instants;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that other tools exported, through the whole service. */
class ExportedModelsTest {
  /** Twice the flow and one. */
  private static final String PMML =
      """
      <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/>
        <DataDictionary numberOfFields="2">
          <DataField name="x" optype="continuous" dataType="double"/>
          <DataField name="y" optype="continuous" dataType="double"/>
        </DataDictionary>
        <RegressionModel functionName="regression">
          <MiningSchema><MiningField name="x"/><MiningField name="y" usageType="target"/></MiningSchema>
          <RegressionTable intercept="1"><NumericPredictor name="x" coefficient="2"/></RegressionTable>
        </RegressionModel>
      </PMML>
      """;

  @TempDir Path folder;

  @Test
  void a_pmml_file_is_a_model_and_a_restart_without_the_file_changes_nothing() throws Exception {
    Path file = folder.resolve("exported/pump.pmml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, PMML);
    String rows;
    try (Installation here = Installation.start(folder, "")) {
      here.feed();
      Installation.file(
          folder,
          "score",
          """
          model: pump/score
          inputs: [flow]
          resolution: 10m
          every: 1h
          start: 2026-03-02T00:00:00Z
          run: {pmml: {file: exported/pump.pmml, inputs: {x: flow}}}
          """);
      JsonNode tally = here.awaitComplete("pump/score");
      assertThat(tally.path("predicted").asLong()).isEqualTo(12);
      rows = here.predictions("pump/score");
      double flow = Installation.flow(Instants.parse("2026-03-02T03:50:00Z"));
      assertThat(rows).contains("2026-03-02T03:50:00Z," + (1 + 2 * flow));
    }
    Files.delete(file);
    try (Installation again = Installation.start(folder, "")) {
      assertThat(again.awaitComplete("pump/score").path("predicted").asLong()).isEqualTo(12);
      assertThat(again.predictions("pump/score")).isEqualTo(rows);
    }
  }
}
