package io.foretide.connectors.timeseriesapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.connect.SharedCache;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in a cache that executors of Latigo use too. */
class SharedCacheTest {
  private static final Range HALF_HOUR = new Range(Plant.T0, Plant.T0 + 30 * Instants.MINUTE);

  /** A cache that forgets nothing, and how long each text should be kept. */
  private static final class Kept implements SharedCache {
    final Map<String, String> texts = new TreeMap<>();
    final Map<String, Long> lives = new TreeMap<>();

    @Override
    public synchronized Optional<String> get(String key) {
      return Optional.ofNullable(texts.get(key));
    }

    @Override
    public synchronized void put(String key, String text, long life) {
      texts.put(key, text);
      lives.put(key, life);
    }

    @Override
    public synchronized void remove(String key) {
      texts.remove(key);
    }
  }

  private final Kept cache = new Kept();
  private Plant plant;

  @BeforeEach
  void start() throws Exception {
    plant = new Plant();
    plant.cache = Optional.of(cache);
  }

  @AfterEach
  void stop() {
    plant.close();
  }

  private void read(String... names) throws Exception {
    plant.source().data().read(FrameQuery.raw(List.of(names), HALF_HOUR));
  }

  @Test
  void answers_are_kept_whole_for_a_day_under_facility_and_name() throws Exception {
    String id = plant.standIn.timeSeries().series("1903.R1", "1903");
    plant.standIn.timeSeries().series("1903.R2", "1903");
    read("1903.R1", "1903.R2");
    assertThat(cache.texts).containsOnlyKeys("None::1903.R1", "1903::1903.R2");
    assertThat(cache.lives.values()).containsOnly(86_400 * Instants.SECOND);
    JsonNode whole = TimeSeriesApi.JSON.readTree(cache.texts.get("None::1903.R1"));
    assertThat(whole.at("/data/items/0/id").asText()).isEqualTo(id);
    assertThat(whole.at("/data/items/0/name").asText()).isEqualTo("1903.R1");
    assertThat(whole.at("/data/items/0/facility").asText()).isEqualTo("1903");
  }

  @Test
  void what_latigo_kept_is_used_as_its_library_wrote_it() throws Exception {
    plant.standIn.timeSeries().series("a/b", "1903");
    read("a/b");
    String whole = cache.texts.get("None::a/b");
    cache.texts.put("None::a/b", String.valueOf(whole).replace("/", "\\/"));
    long before = plant.standIn.requests().stream().filter(r -> r.method().equals("GET")).count();
    read("a/b");
    assertThat(plant.standIn.requests().stream().filter(r -> r.method().equals("GET")))
        .hasSize((int) before);
  }

  @Test
  void an_empty_answer_is_neither_kept_nor_believed() throws Exception {
    cache.texts.put("None::late", "{\"data\":{\"items\":[]}}");
    plant.standIn.timeSeries().series("late", "1903");
    read("late");
    assertThat(cache.texts.get("None::late")).contains("\"late\"");
    assertThat(plant.source().information().exists("never")).isFalse();
    assertThat(cache.texts).doesNotContainKey("None::never");
  }

  @Test
  void series_that_were_made_are_kept() throws Exception {
    plant.standIn.timeSeries().series("1903.R1", "1903");
    Model model = Plant.model("p/m", "1903.R1");
    PredictionBlock block =
        new PredictionBlock(
            HALF_HOUR.to(), HALF_HOUR.from(), 10 * Instants.MINUTE, new double[][] {{1, 2, 3}});
    plant.sink().write(model, model.latest(), List.of("model-output:1903.R1"), List.of(block));
    assertThat(cache.texts).containsKey("1903::1903.R1|m|model-output");
    assertThat(cache.lives).containsEntry("1903::1903.R1|m|model-output", Instants.DAY);
    plant.sink().write(model, model.latest(), List.of("model-output:1903.R1"), List.of(block));
    assertThat(plant.bodies("POST", "/v1.6")).hasSize(1);
  }
}
