package io.foretide.detect.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

  @Test
  void the_best_streaming_detector_is_above_58_on_nab() throws IOException, InterruptedException {
    NabBench.Row best = NabBench.of(SharedData.require("nab")).best();
    assertThat(best.atBest()).isGreaterThan(58);
    assertThat(best.atLimit()).as("at its own limit").isGreaterThan(58);
  }

  @Test
  void skab_chosen_without_its_own_file_is_above_78_with_few_false_alarms()
      throws IOException, InterruptedException {
    SkabBench bench = SkabBench.of(SharedData.require("skab"));
    SkabBench.Row row = bench.leaveOneOut();
    assertThat(row.f1()).isGreaterThan(0.78);
    assertThat(row.falseAlarmPct()).isLessThan(15);
    assertThat(bench.random().f1()).isLessThan(0.3);
  }

  @Test
  void every_tep_fault_is_found_as_often_as_by_the_baseline()
      throws IOException, InterruptedException {
    TepBench bench = TepBench.of(SharedData.require("tep"));
    for (TepBench.Row row : bench.faults()) {
      assertThat(row.oursPct()).as("%s", row).isGreaterThanOrEqualTo(row.baselinePct());
    }
    TepBench.Culprits culprits = bench.culprits();
    assertThat(culprits.firstThreePct()).isGreaterThan(90);
  }

  @Test
  void absent_sets_are_reported_as_skipped_and_unknown_tables_refused(@TempDir Path empty)
      throws IOException, InterruptedException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    assertThat(DetectBench.run(empty, List.of("nab", "skab", "tep"), out)).isTrue();
    assertThat(text.toString(StandardCharsets.UTF_8).lines().filter(l -> !l.isEmpty()))
        .hasSize(3)
        .allMatch(l -> l.startsWith("SKIPPED: there is no "));
    assertThatThrownBy(() -> DetectBench.run(empty, List.of("nba"), out))
        .hasMessage("no table is named 'nba': expected one of [speed, nab, skab, tep]");
  }

  @Test
  void an_interrupted_benchmark_ends() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new SpeedBench(System::nanoTime).all())
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void the_confusion_counts_give_the_published_skab_figures() throws IOException {
    Path skab = SharedData.require("skab");
    Table table = Table.read(skab.resolve("reference_predictions_valve1.csv.gz"), ',');
    Table expected = Table.read(skab.resolve("reference_subset_metrics.csv"), ',');
    for (String name : new String[] {"Conv_AE", "T2-q", "Isolation_Forest"}) {
      Confusion c = new Confusion();
      double[] predicted = table.numbers(name);
      String[] files = table.texts(1);
      String[] times = table.texts(0);
      int at = 0;
      for (int f = 0; f < 16; f++) {
        Table file = Table.read(skab.resolve("valve1/" + f + ".csv.gz"), ';');
        java.util.Map<String, Double> labels = new java.util.HashMap<>();
        String[] stamps = file.texts(0);
        double[] anomaly = file.numbers("anomaly");
        for (int i = 0; i < stamps.length; i++) {
          labels.put(stamps[i], anomaly[i]);
        }
        for (int i = 0; i < files.length; i++) {
          if (files[i].equals("valve1/" + f + ".csv")) {
            c.add(predicted[i] > 0.5, java.util.Objects.requireNonNull(labels.get(times[i])) > 0.5);
            at++;
          }
        }
      }
      assertThat(at).isEqualTo(files.length);
      for (String[] row : expected.cells()) {
        if (row[0].equals(name)) {
          assertThat(c.f1()).isCloseTo(Double.parseDouble(row[6]), within(1e-4));
          assertThat(c.falseAlarmPct()).isCloseTo(Double.parseDouble(row[7]), within(0.01));
          assertThat(c.missedPct()).isCloseTo(Double.parseDouble(row[8]), within(0.01));
        }
      }
    }
  }
}
