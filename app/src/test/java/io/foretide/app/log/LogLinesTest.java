package io.foretide.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogLinesTest {
  @AfterEach
  void clear() {
    LogContext.leave();
  }

  private static LogRecord record() {
    LogRecord r = new LogRecord(Level.WARNING, "sent with password=hunter2hunter2\nagain");
    r.setInstant(Instant.parse("2026-01-31T08:00:00.123456Z"));
    r.setLoggerName("io.foretide.app");
    r.setThrown(new IllegalStateException("broken"));
    return r;
  }

  private static void work() {
    MDC.put("model", "pump-7");
    MDC.put("task", "12");
    MDC.put("attempt", "2");
  }

  @Test
  void a_line_of_text_ends_with_the_task_that_it_is_about() {
    assertThat(new TextLines().format(record()))
        .isEqualTo(
            "2026-01-31T08:00:00.123Z WARNING sent with password=***\n    again:"
                + " java.lang.IllegalStateException: broken\n");
    work();
    assertThat(new TextLines().format(record()))
        .contains("again (model: pump-7, task: 12, attempt: 2): java.lang.Ill");
  }

  @Test
  void a_line_of_json_is_one_object_with_the_task_in_keys_of_its_own() throws Exception {
    work();
    String line = new JsonLines().format(record());
    assertThat(line).endsWith("}\n").doesNotContain("hunter2").hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.path("time").asText()).isEqualTo("2026-01-31T08:00:00.123456Z");
    assertThat(json.path("level").asText()).isEqualTo("warning");
    assertThat(json.path("logger").asText()).isEqualTo("io.foretide.app");
    assertThat(json.path("message").asText()).isEqualTo("sent with password=***\nagain");
    assertThat(json.path("model").asText()).isEqualTo("pump-7");
    assertThat(json.path("task").asText()).isEqualTo("12");
    assertThat(json.path("attempt").asText()).isEqualTo("2");
    assertThat(json.path("error").asText()).endsWith("IllegalStateException: broken");
    assertThat(json.has("stack")).as("at debug only").isFalse();
    LogContext.leave();
    assertThat(new ObjectMapper().readTree(new JsonLines().format(record())).has("model"))
        .isFalse();
  }
}
