package io.foretide.connectors.gordo;

import static io.foretide.connectors.gordo.Site.STEP;
import static io.foretide.connectors.gordo.Site.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.parquet.Column;
import io.foretide.connectors.parquet.ParquetReader;
import io.foretide.connectors.standin.Asked;
import io.foretide.connectors.standin.Fault;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.run.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParquetBodiesTest {
  private static final List<String> TAGS = List.of("TAG 1", "O'Brien °C");
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site().with("1", GordoMachine.of("m", TAGS));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  /** Rows of ten minutes from T0 as the file says them. */
  private static long[] times(int rows) {
    return IntStream.range(0, rows).mapToLong(r -> T0 + r * STEP).toArray();
  }

  private static Answer recorded(String name) throws IOException {
    try (InputStream in = ParquetBodiesTest.class.getResourceAsStream("/parquet/" + name)) {
      byte[] body = Objects.requireNonNull(in, name).readAllBytes();
      return new Answer(200, "application/octet-stream", body, "POST http://gordo");
    }
  }

  private Asked asked() {
    return site.standIn.requests().stream()
        .filter(r -> r.method().equals("POST") && r.path().endsWith("/anomaly/prediction"))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  @Test
  void predictions_are_the_same_to_the_bit_as_with_json() throws Exception {
    ModelDefinition d = site.definition("m");
    RunResult json = site.run(site.execution(), d, 4);
    RunResult parquet = site.run(site.execution("use_parquet", true, "batch_size", 7L), d, 4);
    assertThat(asked().query()).isEqualTo("format=parquet&revision=1");
    assertThat(parquet.parts()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(parquet.parts().get(i).blocks().getFirst().values())
          .isDeepEqualTo(json.parts().get(i).blocks().getFirst().values());
    }
  }

  @Test
  void frames_are_parts_of_a_form_framed_as_gordos_own_client_frames_them() throws Exception {
    ModelDefinition d = site.definition("m");
    site.run(site.execution("use_parquet", true), d, 1);
    Asked asked = asked();
    String type = Objects.requireNonNull(asked.headers().get("content-type"));
    assertThat(type).matches("multipart/form-data; boundary=[0-9a-f]{32}");
    String boundary = type.substring(type.indexOf('=') + 1);
    String body = new String(asked.body(), StandardCharsets.ISO_8859_1);
    assertThat(body).endsWith("\r\n--" + boundary + "--\r\n");
    int at = 0;
    for (String name : List.of("X", "y")) {
      String head =
          "--"
              + boundary
              + "\r\nContent-Disposition: form-data; name=\""
              + name
              + "\"; filename=\""
              + name
              + "\"\r\n\r\n";
      assertThat(body.startsWith(head, at)).isTrue();
      int end = body.indexOf("\r\n--" + boundary, at);
      byte[] file = Arrays.copyOfRange(asked.body(), at + head.length(), end);
      List<Column> columns = ParquetReader.read(file, 100, n -> true);
      assertThat(columns)
          .extracting(Column::name)
          .containsExactly("TAG 1", "O'Brien °C", "__index_level_0__");
      // The interval's three rows after the five before it.
      assertThat(((Column.Numbers) columns.get(0)).values())
          .containsExactly(-50, -40, -30, -20, -10, 0, 10, 20);
      assertThat(((Column.Times) columns.get(2)).nanos()).endsWith(T0, T0 + STEP, T0 + 2 * STEP);
      JsonNode notes = Recorded.JSON.readTree(notes(file));
      assertThat(notes.path("index_columns").path(0).asText()).isEqualTo("__index_level_0__");
      assertThat(notes.path("columns").path(1).path("name").asText()).isEqualTo("O'Brien °C");
      assertThat(notes.path("columns").path(2).path("metadata").path("timezone").asText())
          .isEqualTo("UTC");
      at = end + 2;
    }
  }

  /** What pandas looks for in the footer, which is not compressed. */
  private static String notes(byte[] file) {
    String all = new String(file, StandardCharsets.UTF_8);
    int from = all.indexOf("{\"index_columns\"");
    return all.substring(from, all.lastIndexOf('}') + 1);
  }

  /** Two files of another writer, see answer.sql beside them. */
  @Test
  void files_of_another_writer_are_read_with_gaps_and_numbers_of_any_width() throws Exception {
    for (String name : List.of("answer.parquet", "answer-nanos.parquet")) {
      AnswerFrame got = AnswerFrame.read(recorded(name), times(40));
      assertThat(got.outputs()).isEqualTo(2);
      double[] first = Objects.requireNonNull(got.column("model-output:TAG 1", TAGS));
      double[] second = Objects.requireNonNull(got.column("model-output:O'Brien °C", TAGS));
      double[] total = Objects.requireNonNull(got.column("total-anomaly-scaled", TAGS));
      double[] confidence = Objects.requireNonNull(got.column("anomaly-confidence:TAG 1", TAGS));
      for (int i = 0; i < 40; i++) {
        assertThat(first[i]).isEqualTo((float) (i / 3.0));
        assertThat(second[i]).isEqualTo(100 + i / 7.0, within(1e-12));
        assertThat(Double.valueOf(total[i])).isEqualTo(Double.valueOf(i < 5 ? Double.NaN : i % 4));
        assertThat(confidence[i]).isEqualTo(2.0 * i);
      }
      assertThat(got.column("model-input:TAG 1", TAGS)).isNull();
    }
  }

  @Test
  void an_answer_about_other_rows_or_a_cut_one_is_an_outage() throws Exception {
    assertThatThrownBy(() -> AnswerFrame.read(recorded("answer.parquet"), times(39)))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("40 rows: expected at most 39");
    long[] others = times(40);
    others[39] += STEP;
    assertThatThrownBy(() -> AnswerFrame.read(recorded("answer.parquet"), others))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("rows that were asked for");
    ModelDefinition d = site.definition("m");
    site.standIn.faults().plan(Fault.TRUNCATED, "/prediction", 1);
    assertThatThrownBy(() -> site.run(site.execution("use_parquet", true), d, 1))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void a_machine_that_is_no_detector_is_asked_plainly_in_parquet_too() throws Exception {
    site.with("1", new GordoMachine("plain", TAGS, TAGS, false, "10T", "", 0, true));
    ModelDefinition d = site.definition("plain");
    assertThat(site.run(site.execution("use_parquet", true), d, 1).parts().getFirst().blocks())
        .hasSize(1);
    assertThat(site.asked("plain/prediction")).isEqualTo(1);
  }

  @Test
  void names_of_pairs_are_read_as_python_writes_them() {
    assertThat(PandasName.read("('model-output', 'TAG 1')").toString())
        .isEqualTo("model-output:TAG 1");
    assertThat(PandasName.read("('total-anomaly-scaled', '')").toString())
        .isEqualTo("total-anomaly-scaled");
    assertThat(PandasName.read("('a', \"O'Brien\")").series()).isEqualTo("O'Brien");
    assertThat(PandasName.read("('a', 'b\\'\\x07\\u00b0\\\\')").series()).isEqualTo("b'\u0007°\\");
    for (String bad :
        List.of("", "('a')", "('a', 'b'", "('a', 'b') ", "('a', b)", "('a', '\\u12")) {
      assertThatThrownBy(() -> PandasName.read(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
