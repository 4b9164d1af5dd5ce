package io.foretide.connectors.gordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.connectors.http.Answer;
import io.foretide.core.connect.OutputName;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.Resampler;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Machines of servers before version 1, which answer smoothed anomalies too. */
class SmoothingTest {
  private static final long STEP = 10 * Instants.MINUTE;

  private static Machine machine(String version, String model, String meta) throws Exception {
    return Machine.of(
        "p",
        "m",
        "1",
        Recorded.JSON.readTree(
            """
            {"gordo-server-version": "%s", "metadata": {
              "model": {"%s": {}},
              "dataset": {"tag_list": ["A", "B"], "resolution": "10T"},
              "metadata": {"build_metadata": {"model": {"model_offset": 2, "model_meta": %s}}}}}
            """
                .formatted(version, model, meta)));
  }

  private static Run smooth(int window) throws Exception {
    return Run.of(
        machine(
            "0.57.2",
            "gordo.machine.model.anomaly.diff.DiffBasedAnomalyDetector",
            "{\"feature-thresholds\": [1, 2], \"aggregate-threshold\": 3, \"window\": "
                + window
                + "}"));
  }

  @Test
  void smoothed_anomalies_are_outputs_where_the_server_answers_them() throws Exception {
    assertThat(smooth(12).outputs(false))
        .contains(
            "smooth-tag-anomaly-scaled:A",
            "smooth-tag-anomaly-scaled:B",
            "smooth-total-anomaly-scaled",
            "smooth-tag-anomaly-unscaled:B",
            "smooth-total-anomaly-unscaled",
            "total-anomaly-confidence");
    assertThat(Run.of(machine("0.57.2", "a.AnomalyDetector", "{\"window\": null}")).outputs(false))
        .noneMatch(o -> o.startsWith("smooth"));
    assertThat(Run.of(machine("5.1.4", "a.AnomalyDetector", "{\"window\": 12}")).outputs(false))
        .noneMatch(o -> o.startsWith("smooth"));
  }

  @Test
  void the_lead_in_holds_the_window_unless_latigos_is_wanted() throws Exception {
    assertThat(smooth(12).lead(false)).isEqualTo(2 + 11);
    assertThat(smooth(12).lead(true)).isEqualTo(2 + 5);
    assertThat(smooth(3).lead(false)).isEqualTo(2 + 5);
  }

  /** What is smoothed depends on the rows before it, so each interval brings its own. */
  @Test
  void intervals_are_asked_for_one_by_one_where_anomalies_are_smoothed() throws Exception {
    assertThat(Question.of(smooth(12), rows(smooth(12)))).hasSize(2);
    assertThat(Question.of(smooth(0), rows(smooth(0)))).hasSize(1);
  }

  private static List<Rows> rows(Run run) {
    long from = Instants.parse("2024-01-18T06:00:00Z");
    Range all = new Range(from - 20 * STEP, from + 6 * STEP);
    long[] times = Resampler.starts(all, STEP);
    double[] column = new double[times.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = i;
    }
    Frame frame = new Frame(List.of("A", "B"), times, new double[][] {column, column});
    RowFilter filter = RowFilter.of(List.of(), 0, frame.names());
    List<Rows> out = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Range interval = new Range(from + 3L * i * STEP, from + 3L * (i + 1) * STEP);
      out.add(Rows.of(run, filter, frame, interval, run.lead(false), STEP));
    }
    return out;
  }

  @Test
  void recorded_smoothed_columns_are_read() throws Exception {
    JsonNode body = Recorded.response("41-smooth-anomaly-all-columns.json").path("body");
    ObjectNode data = (ObjectNode) body.path("data");
    List<String> rows = new ArrayList<>();
    data.path("start").path("start").fieldNames().forEachRemaining(rows::add);
    long[] times = rows.stream().mapToLong(Instants::parse).sorted().toArray();
    AnswerFrame answer =
        AnswerFrame.read(
            new Answer(
                200,
                "application/json",
                Recorded.JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8),
                "test"),
            times);
    int compared = 0;
    for (String group :
        List.of("smooth-tag-anomaly-scaled", "smooth-total-anomaly-unscaled", "model-output")) {
      for (var e : data.path(group).properties()) {
        String series = e.getKey().equals(group) ? "" : e.getKey();
        double[] got =
            Objects.requireNonNull(
                answer.column(new OutputName(group, series).toString(), List.of()));
        for (int r = 0; r < times.length; r++) {
          JsonNode v = e.getValue().path(PythonText.time(times[r]));
          if (v.isNumber() && Double.isFinite(v.asDouble())) {
            assertThat(got[r]).isEqualTo(v.asDouble(), within(1e-9));
            compared++;
          } else {
            assertThat(got[r]).isNaN();
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void a_machine_with_limits_is_a_detector_whatever_its_class_is_called() throws Exception {
    assertThat(machine("5.1.4", "site.Watcher", "{\"aggregate-threshold\": 1.5}").detector())
        .isTrue();
    assertThat(machine("5.1.4", "sklearn.pipeline.Pipeline", "{}").detector()).isFalse();
  }

  @Test
  void a_data_set_may_use_the_other_names_of_its_keys() throws Exception {
    Machine m =
        Machine.of(
            "p",
            "m",
            "1",
            Recorded.JSON.readTree(
                """
                {"metadata": {"dataset": {"tags": ["A", ["B", "asset"], {"name": "C"}],
                  "from_ts": "2020-02-01T00:00:00+00:00", "to_ts": "2020-04-01T00:00:00+00:00"}}}
                """));
    assertThat(m.tags()).containsExactly("A", "B", "C");
    assertThat(m.targets()).containsExactly("A", "B", "C");
    assertThat(m.trainFrom()).isEqualTo("2020-02-01T00:00:00+00:00");
    assertThat(m.trainTo()).isEqualTo("2020-04-01T00:00:00+00:00");
  }

  @Test
  void a_window_is_read_back_from_a_definition() throws Exception {
    Run run = smooth(12);
    assertThat(run.settings()).containsEntry("window", 12L);
    assertThat(smooth(0).settings()).doesNotContainKey("window");
    assertThat(run.alike(smooth(0))).isFalse();
  }
}
