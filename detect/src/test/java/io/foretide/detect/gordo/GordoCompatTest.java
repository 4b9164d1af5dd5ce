package io.foretide.detect.gordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.SharedData;
import io.foretide.detect.Streams;
import io.foretide.detect.neural.Hourglass;
import io.foretide.detect.neural.TrainSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GordoCompatTest {
  private static final String[] TAGS = {"TAG 1", "TAG-2", "TAG.3", "TAG_4"};
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final LinearTags PLAIN =
      new LinearTags(TagScaler.Kind.MIN_MAX, 2, TagScaler.Kind.NONE);
  private static final GordoSettings PUMP1 =
      GordoSettings.diffBased(new LinearTags(TagScaler.Kind.MIN_MAX, 2, TagScaler.Kind.MIN_MAX))
          .withScaler(TagScaler.Kind.ROBUST);
  private static final GordoSettings PUMP2 =
      GordoSettings.diffBased(PLAIN).withSmoothing(12, Smoothing.SMM);
  private static final GordoSettings PUMP3 =
      GordoSettings.kfcv(PLAIN).withSmoothing(12, Smoothing.SMA);

  @Test
  void diff_based_thresholds_equal_gordos_in_every_fold() throws IOException {
    GordoDetector d = fit("fixture-pump-1-train.csv", PUMP1);
    JsonNode meta = models().get("pump-1").get("model_meta");
    requireThresholds(d, meta);
    requireFolds(d, meta);
  }

  private static void requireFolds(GordoDetector d, JsonNode meta) {
    for (int f = 0; f < 3; f++) {
      for (int j = 0; j < 4; j++) {
        close(
            d.thresholds().perFold()[f][j],
            meta.get("feature-thresholds-per-fold").get(TAGS[j]).get("fold-" + f));
      }
      close(
          d.thresholds().perFold()[f][4],
          meta.get("aggregate-thresholds-per-fold").get("fold-" + f));
    }
  }

  @Test
  void the_error_scaler_equals_gordos() throws IOException {
    requireScaler(fit("fixture-pump-1-train.csv", PUMP1), "pump-1");
    requireScaler(fit("fixture-pump-2-smooth-train.csv", PUMP2), "pump-2-smooth");
    requireScaler(fit("fixture-pump-3-kfcv-train.csv", PUMP3), "pump-3-kfcv");
  }

  private static void requireScaler(GordoDetector d, String model) throws IOException {
    JsonNode scaler = models().get(model).get("error_scaler");
    for (int j = 0; j < 4; j++) {
      TagScaler own = (TagScaler) d.scaler();
      close(own.centre()[j], scaler.get("center").get(j));
      close(own.divisor()[j], scaler.get("scale_divisor").get(j));
    }
  }

  @Test
  void fitted_base_models_predict_as_gordos_parameters_do() throws IOException {
    requirePredictions("fixture-pump-1-train.csv", PUMP1, "pump-1");
    requirePredictions("fixture-pump-2-smooth-train.csv", PUMP2, "pump-2-smooth");
    requirePredictions("fixture-pump-3-kfcv-train.csv", PUMP3, "pump-3-kfcv");
  }

  /** Scaler, components and coefficients as recorded, put together by hand. */
  private static void requirePredictions(String file, GordoSettings settings, String name)
      throws IOException {
    JsonNode m = models().get(name);
    double[][] x = columns(file);
    assertThat(x[0]).hasSize(m.get("n_train").asInt());
    TagModel.Fitted model = fit(file, settings).model;
    double[] row = new double[4];
    double[] out = new double[4];
    for (int i = 0; i < x[0].length; i++) {
      io.foretide.detect.Columns.row(x, i, row);
      model.predict(row, out, model.work());
      for (int t = 0; t < 4; t++) {
        double y = m.get("lr_intercept").get(t).asDouble();
        for (int c = 0; c < 2; c++) {
          double along = 0;
          for (int j = 0; j < 4; j++) {
            double low = at(m.get("x_minmax").get("min"), j);
            double z = (row[j] - low) / (at(m.get("x_minmax").get("max"), j) - low);
            along += (z - at(m.get("pca_mean"), j)) * at(m.get("pca_components").get(c), j);
          }
          y += along * at(m.get("lr_coef").get(t), c);
        }
        if (!m.get("y_minmax").isNull()) {
          double low = at(m.get("y_minmax").get("min"), t);
          y = y * (at(m.get("y_minmax").get("max"), t) - low) + low;
        }
        assertThat(out[t]).isCloseTo(y, within(1e-9 * Math.max(1, Math.abs(y))));
      }
    }
  }

  private static double at(JsonNode list, int i) {
    return list.get(i).asDouble();
  }

  @Test
  void smooth_thresholds_equal_gordos() throws IOException {
    GordoDetector d = fit("fixture-pump-2-smooth-train.csv", PUMP2);
    JsonNode meta = models().get("pump-2-smooth").get("model_meta");
    requireThresholds(d, meta);
    requireFolds(d, meta);
    close(d.thresholds().smoothAggregate(), meta.get("smooth-aggregate-threshold"));
    for (int j = 0; j < 4; j++) {
      close(d.thresholds().smoothFeature()[j], meta.get("smooth-feature-thresholds").get(j));
    }
  }

  @Test
  void kfcv_thresholds_equal_gordos_shuffled_folds_included() throws IOException {
    JsonNode first = models().get("pump-3-kfcv").get("kfold_test_indices_first");
    Folds.Fold[] folds = new Folds.KFold(5, true, 0).of(2017);
    for (int f = 0; f < 5; f++) {
      for (int k = 0; k < 8; k++) {
        assertThat(folds[f].test()[k]).isEqualTo(first.get(f).get(k).asInt());
      }
    }
    GordoDetector d = fit("fixture-pump-3-kfcv-train.csv", PUMP3);
    requireThresholds(d, models().get("pump-3-kfcv").get("model_meta"));
  }

  @Test
  void kfcv_with_the_builders_default_split_falls_into_the_same_trap() throws IOException {
    GordoDetector d =
        fit("fixture-pump-3-kfcv-train.csv", PUMP3.withFolds(new Folds.TimeSeries(3)));
    String recorded =
        SharedData.lines(sample("83-kfcv-with-default-cv.txt")).get(0).replace('\'', '"');
    requireThresholds(d, new ObjectMapper().readTree(recorded));
  }

  @Test
  void served_anomalies_equal_recorded_responses() throws IOException {
    GordoDetector first = fit("fixture-pump-1-train.csv", PUMP1);
    for (String name :
        new String[] {
          "20-prediction",
          "21-anomaly",
          "27-unnamed-columns-right-count",
          "28-extra-columns",
          "29-list-of-lists",
          "30-list-of-lists-anomaly",
          "36-epoch-ms-index",
          "37-T-and-Z-index",
          "38-naive-index",
          "39-unsorted-index",
          "43-pump1-anomaly-6h",
          "45-single-midnight-row"
        }) {
      requireResponse(first, name + ".json");
    }
    GordoDetector smooth = fit("fixture-pump-2-smooth-train.csv", PUMP2);
    requireResponse(smooth, "40-smooth-anomaly.json");
    requireResponse(smooth, "41-smooth-anomaly-all-columns.json");
  }

  @Test
  void stateful_smoothing_goes_on_where_the_last_request_ended() throws IOException {
    double[][] x = columns("fixture-pump-2-smooth-train.csv");
    Causal d = (Causal) GordoDetector.fit(x, PUMP2.asStateful());
    Scorer scorer = d.scorer();
    Score out = new Score(4);
    double[] row = new double[4];
    int unscored = 0;
    for (int i = 0; i < 300; i++) {
      if (i % 6 == 0) {
        scorer = d.scorer(scorer.state());
      }
      io.foretide.detect.Columns.row(x, i, row);
      scorer.score(row, out);
      unscored += Double.isNaN(out.value()) ? 1 : 0;
    }
    assertThat(unscored).as("rows without a score, of 300 in batches of 6").isEqualTo(11);
  }

  @Test
  void compat_detectors_stream_and_save() {
    double[][] clean = Streams.correlated(3, 1, 400, 1);
    double[][] later = Streams.rough(3, 300, 2);
    Streams.requireCausal((Causal) GordoDetector.fit(clean, PUMP1), later);
    Streams.requireCausal((Causal) GordoDetector.fit(clean, PUMP2.asStateful()), later);
    GordoSettings net =
        GordoSettings.diffBased(new HourglassTags(TrainSettings.usual(1).withEpochs(3)));
    Streams.requireCausal((Causal) GordoDetector.fit(clean, net), later);
    double[][] y = {clean[2]};
    double[][] x = {clean[0], clean[1]};
    Streams.requireCausal(
        (Causal)
            GordoDetector.fit(
                x,
                y,
                PUMP3.withSmoothing(5, Smoothing.EWMA).withFolds(new Folds.KFold(4, false, 0))),
        later);
  }

  @Test
  void hourglass_widths_equal_gordos() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(sample("fixture-hourglass-dims.json").toFile());
    assertThat(cases.size()).isEqualTo(280);
    for (JsonNode c : cases) {
      int[] dims =
          Hourglass.dims(
              c.get("compression_factor").asDouble(),
              c.get("encoding_layers").asInt(),
              c.get("n_features").asInt());
      assertThat(Arrays.toString(dims).replace(" ", ""))
          .as("%s", c)
          .isEqualTo(c.get("dims").toString());
    }
  }

  private static void requireThresholds(GordoDetector d, JsonNode meta) {
    close(d.thresholds().aggregate(), meta.get("aggregate-threshold"));
    for (int j = 0; j < 4; j++) {
      close(d.thresholds().feature()[j], meta.get("feature-thresholds").get(j));
    }
  }

  /** What was answered for the rows that the answer itself repeats as its input. */
  private static void requireResponse(GordoDetector d, String name) throws IOException {
    JsonNode data = find(JSON.readTree(sample(name).toFile()).get("response"), "data");
    List<String> keys = new ArrayList<>();
    data.get("model-input").get(TAGS[0]).fieldNames().forEachRemaining(keys::add);
    if (keys.stream().allMatch(k -> k.matches("[0-9]+"))) {
      keys.sort(java.util.Comparator.comparingLong(Long::parseLong));
    } else {
      java.util.Collections.sort(keys);
    }
    assertThat(keys).as(name).isNotEmpty();
    assertThat(data.get("model-output").get(TAGS[0]).size()).isEqualTo(keys.size());
    GordoScorer scorer = d.gordoScorer();
    GordoRow row = new GordoRow(4);
    for (String key : keys) {
      double[] in = new double[4];
      for (int j = 0; j < 4; j++) {
        in[j] = data.get("model-input").get(TAGS[j]).get(key).asDouble();
      }
      scorer.next(in, in, row);
      tags(data, "model-output", key, row.output());
      tags(data, "tag-anomaly-scaled", key, row.tagScaled());
      tags(data, "tag-anomaly-unscaled", key, row.tagUnscaled());
      tags(data, "anomaly-confidence", key, row.tagConfidence());
      tags(data, "smooth-tag-anomaly-scaled", key, row.smoothTagScaled());
      tags(data, "smooth-tag-anomaly-unscaled", key, row.smoothTagUnscaled());
      total(data, "total-anomaly-scaled", key, row.totalScaled());
      total(data, "total-anomaly-unscaled", key, row.totalUnscaled());
      total(data, "total-anomaly-confidence", key, row.totalConfidence());
      total(data, "smooth-total-anomaly-scaled", key, row.smoothTotalScaled());
      total(data, "smooth-total-anomaly-unscaled", key, row.smoothTotalUnscaled());
    }
  }

  private static JsonNode find(JsonNode response, String key) throws IOException {
    for (String name : new String[] {"json", "body"}) {
      JsonNode at = response.get(name);
      if (at != null && at.isTextual()) {
        at = JSON.readTree(at.asText());
      }
      if (at != null && at.has(key)) {
        return at.get(key);
      }
    }
    return response.get(key);
  }

  private static void tags(JsonNode data, String top, String key, double[] values) {
    for (int j = 0; j < 4 && data.has(top); j++) {
      close(values[j], data.get(top).get(TAGS[j]).get(key));
    }
  }

  private static void total(JsonNode data, String top, String key, double value) {
    if (data.has(top)) {
      close(value, data.get(top).get(top).get(key));
    }
  }

  private static void close(double value, JsonNode expected) {
    if (expected.isNull() || Double.isNaN(expected.asDouble(Double.NaN))) {
      assertThat(value).isNaN();
    } else {
      double e = expected.asDouble();
      assertThat(value).isCloseTo(e, within(1e-9 * Math.max(1, Math.abs(e))));
    }
  }

  private static GordoDetector fit(String file, GordoSettings settings) throws IOException {
    return (GordoDetector) GordoDetector.fit(columns(file), settings);
  }

  private static double[][] columns(String file) throws IOException {
    List<String> lines = SharedData.lines(sample(file));
    double[][] x = new double[4][lines.size() - 1];
    for (int i = 1; i < lines.size(); i++) {
      String[] parts = lines.get(i).split(",");
      for (int j = 0; j < 4; j++) {
        x[j][i - 1] = Double.parseDouble(parts[j + 1]);
      }
    }
    return x;
  }

  private static JsonNode models() throws IOException {
    return new ObjectMapper().readTree(sample("fixture-models.json").toFile());
  }

  private static Path sample(String name) {
    return SharedData.require("../samples/gordo/" + name);
  }
}
