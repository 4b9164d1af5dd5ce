package io.foretide.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Training;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCodecTest {
  private static final ModelId ID = new ModelId(7);

  private static ModelDefinition settings(String method) {
    return ModelFile.read(
        Map.of(
            "model", "pump-7/pressure",
            "inputs", List.of("pump-7.pressure"),
            "run", Map.of("forecast", Map.of("method", method))));
  }

  private static Training training(long due) {
    return new Training(
        Training.Cause.SCHEDULE,
        due,
        new Range(due - 100, due),
        "00ff",
        "1.2.3",
        42,
        "abcd",
        Map.of("mase", 0.83, "coverage_95", 0.94),
        1000,
        6000,
        123_456_789);
  }

  private static Model model(int oldTrainings) {
    ModelDefinition old = settings("ets");
    List<Revision> revisions = new ArrayList<>();
    revisions.add(new Revision(1, old, "f1", 0, 100, 5));
    for (int i = 0; i < oldTrainings; i++) {
      long from = 100 + i;
      revisions.add(new Revision(i + 2, old, "f1", from, from + 1, 5, training(from)));
    }
    ModelDefinition now = settings("theta");
    revisions.add(new Revision(oldTrainings + 2, now, "f2", 100 + oldTrainings, Long.MAX_VALUE, 6));
    return new Model(ID, now, revisions, Model.State.ACTIVE, 3, 0, 5);
  }

  @Test
  void a_trained_revision_comes_back_with_all_that_is_known_of_its_training() {
    Model model = model(3);
    assertThat(ModelCodec.decode(ID, 3, ModelCodec.encode(model))).isEqualTo(model);
  }

  @Test
  void settings_are_written_once_however_many_trainings_they_had() {
    String text = ModelCodec.encode(model(50));
    assertThat(text.split("\"byTime\"", -1)).hasSize(1 + 2);
    assertThat(text).hasSizeLessThan(2 * 900 + 52 * 420);
  }

  @Test
  void a_model_that_was_stored_before_there_were_trainings_is_read() {
    String text =
        ModelCodec.encode(model(0))
            .replace(",\"keepRevisions\":10", "")
            .replaceAll(",\"training\":\\{[^}]*}[^}]*}", "");
    assertThat(text).doesNotContain("keepRevisions").doesNotContain("training\"");
    assertThat(ModelCodec.decode(ID, 3, text)).isEqualTo(model(0));
  }
}
