package io.foretide.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.model.ModelId;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRecordTest {
  private static final Range HALF_HOUR =
      new Range(Instants.parse("2020-06-01T06:30:00Z"), Instants.parse("2020-06-01T07:00:00Z"));

  private static String text(TaskRecord record) {
    return new String(record.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_record_is_latigos_to_the_byte() {
    assertThat(text(new TaskRecord("ioc-1000", "3c22-b5a0", HALF_HOUR, Optional.empty())))
        .isEqualTo(
            "{\"project_name\": \"ioc-1000\", \"model_name\": \"3c22-b5a0\", \"from_time\":"
                + " 1590993000.0, \"to_time\": 1590994800.0}");
    assertThat(text(new TaskRecord("\u00e6\"\n", "\ud83d\ude00", HALF_HOUR, Optional.empty())))
        .contains("\"\\u00e6\\\"\\n\"", "\"\\ud83d\\ude00\"");
  }

  @Test
  void a_claim_is_one_more_field_after_latigos_four() {
    Task task =
        new Task(7, new ModelId(3), 2, new Range(10, 12), 4, 1, Lane.BACKLOG, HALF_HOUR.to());
    TaskRecord record = new TaskRecord("p", "m", HALF_HOUR, Optional.of(task));
    assertThat(text(record)).startsWith("{\"project_name\": \"p\"").contains(", \"foretide\": {");
    assertThat(TaskRecord.read(record.bytes())).isEqualTo(record);
  }

  @Test
  void records_of_other_writers_are_read_as_the_original_reads_them() {
    TaskRecord read =
        TaskRecord.read(
            "{\"to_time\":1590994800,\"extra\":[1],\"model_name\":\"m\",\"from_time\":1590993000.0,\"project_name\":\"p\"}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(read).isEqualTo(new TaskRecord("p", "m", HALF_HOUR, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[1]",
        "{\"project_name\": \"p\"}",
        "{\"project_name\": null, \"model_name\": \"m\", \"from_time\": 1.0, \"to_time\": 2.0}",
        "{\"project_name\": \"p\", \"model_name\": \"m\", \"from_time\": \"x\", \"to_time\": 2.0}",
        "{\"project_name\": \"p\", \"model_name\": \"m\", \"from_time\": 3.0, \"to_time\": 2.0}",
        "{\"project_name\": \"p\", \"model_name\": \"m\", \"from_time\": 1e300, \"to_time\": 2e300}",
        "{\"project_name\": \"p\", \"model_name\": \"m\", \"from_time\": 1.0, \"to_time\": 2.0, \"foretide\": 5}"
      })
  void what_is_no_task_is_refused_with_a_reason(String text) {
    assertThatThrownBy(() -> TaskRecord.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @Property(tries = 5000)
  void noise_is_refused_and_never_crashes(@ForAll byte[] noise) {
    try {
      assertThat(TaskRecord.read(noise)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
