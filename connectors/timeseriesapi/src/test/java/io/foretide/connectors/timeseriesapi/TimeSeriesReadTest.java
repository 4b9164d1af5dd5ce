package io.foretide.connectors.timeseriesapi;

import static io.foretide.connectors.timeseriesapi.Plant.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.standin.Fault;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeSeriesReadTest {
  private static final Range HALF_HOUR = new Range(T0, T0 + 30 * Instants.MINUTE);
  private Plant plant;

  @BeforeEach
  void start() throws Exception {
    plant = new Plant();
  }

  @AfterEach
  void stop() {
    plant.close();
  }

  private void points(String name, int n, long step) {
    for (int i = 0; i < n; i++) {
      plant.standIn.timeSeries().point(name, at(i * step), i, 192);
    }
  }

  private static Instant at(long after) {
    return Instants.toInstant(T0 + after);
  }

  private static List<String> names(int n) {
    return IntStream.range(0, n).mapToObj(i -> "tag-" + (1000 + i)).toList();
  }

  private static double[] present(double[] column) {
    return Arrays.stream(column).filter(v -> !Double.isNaN(v)).toArray();
  }

  @Test
  void a_hundred_and_nine_series_are_asked_for_in_requests_of_a_hundred_and_nine()
      throws Exception {
    List<String> names = names(109);
    names.forEach(n -> plant.standIn.timeSeries().series(n, "1903"));
    names.forEach(n -> points(n, 1, 1));
    Frame got = plant.source("async", false).data().read(FrameQuery.raw(names, HALF_HOUR));
    assertThat(got.width()).isEqualTo(109);
    assertThat(got.rows()).isEqualTo(1);
    List<String> bodies = plant.bodies("POST", "/query/data");
    assertThat(bodies).hasSize(2);
    assertThat(bodies.getFirst().split("\\{", -1)).hasSize(101);
    assertThat(bodies.getLast().split("\\{", -1)).hasSize(10);
  }

  @Test
  void the_request_is_the_one_that_the_api_documents() throws Exception {
    String id = plant.standIn.timeSeries().series("1903.R1 a/b|c", "1903");
    plant.source().data().read(FrameQuery.raw(List.of("1903.R1 a/b|c"), HALF_HOUR));
    assertThat(plant.bodies("POST", "/query/data"))
        .containsExactly(
            "[{\"id\":\""
                + id
                + "\",\"startTime\":\"2020-06-01T06:30:00Z\",\"endTime\":\"2020-06-01T07:00:00Z\","
                + "\"limit\":100000,\"includeOutsidePoints\":false}]");
    assertThat(plant.standIn.requests())
        .anyMatch(r -> r.method().equals("GET") && r.query().equals("name=1903.R1+a%2Fb%7Cc"));
  }

  @Test
  void points_are_read_page_after_page_until_none_is_left() throws Exception {
    plant.standIn.timeSeries().series("long", "1903");
    plant.standIn.timeSeries().series("short", "1903");
    points("long", 25, Instants.SECOND / 1000 * 37);
    points("short", 3, Instants.MINUTE);
    Frame got =
        plant
            .source("page_size", 10L)
            .data()
            .read(FrameQuery.raw(List.of("long", "short"), HALF_HOUR));
    assertThat(present(got.column("long"))).hasSize(25);
    assertThat(present(got.column("short"))).containsExactly(0, 1, 2);
    assertThat(plant.bodies("POST", "/query/data")).hasSize(3);
  }

  @Test
  void more_points_than_one_answer_may_hold_are_read_whole() throws Exception {
    plant.standIn.timeSeries().series("dense", "1903");
    points("dense", 100_050, Instants.SECOND / 100);
    Frame got = plant.source().data().read(FrameQuery.raw(List.of("dense"), HALF_HOUR));
    assertThat(got.rows()).isEqualTo(100_050);
    assertThat(got.column(0)[100_049]).isEqualTo(100_049.0);
  }

  @Test
  void points_of_poor_quality_count_only_where_that_is_wanted() throws Exception {
    plant.standIn.timeSeries().series("a", "1903");
    int[] codes = {192, 0, 64, 24, 216};
    for (int i = 0; i < codes.length; i++) {
      plant.standIn.timeSeries().point("a", at(i * Instants.SECOND), i, codes[i]);
    }
    FrameQuery query = FrameQuery.raw(List.of("a"), HALF_HOUR);
    assertThat(plant.source().data().read(query).column(0)).containsExactly(0, 1, 4);
    assertThat(plant.source("quality", "uncertain").data().read(query).column(0))
        .containsExactly(0, 1, 2, 4);
    assertThat(plant.source("quality", "any").data().read(query).column(0))
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void the_range_is_half_open_to_the_nanosecond_and_buckets_hold_means() throws Exception {
    plant.standIn.timeSeries().series("a", "1903");
    for (long t : new long[] {-1000, 0, 599_999_000_000L, 1_799_999_999_000L, 1_800_000_000_000L}) {
      plant.standIn.timeSeries().point("a", at(t), t == 0 ? 1 : 3, 192);
    }
    SensorSource source = plant.source();
    assertThat(source.data().read(FrameQuery.raw(List.of("a"), HALF_HOUR)).column(0))
        .containsExactly(1, 3, 3);
    Frame buckets =
        source
            .data()
            .read(new FrameQuery(List.of("a"), HALF_HOUR, 10 * Instants.MINUTE, Aggregation.MEAN));
    assertThat(buckets.column(0)).containsExactly(2, Double.NaN, 3);
  }

  @Test
  void a_model_may_read_across_facilities_and_its_first_series_says_which_of_two_is_meant()
      throws Exception {
    plant.standIn.timeSeries().series("first", "B");
    plant.standIn.timeSeries().series("twice", "A");
    plant.standIn.timeSeries().series("twice", "B");
    plant.standIn.timeSeries().series("elsewhere", "C");
    Frame got =
        plant
            .source()
            .data()
            .read(FrameQuery.raw(List.of("first", "twice", "elsewhere"), HALF_HOUR));
    assertThat(got.names()).containsExactly("first", "twice", "elsewhere");
    assertThat(plant.standIn.requests())
        .anyMatch(r -> r.query().equals("name=twice&facility=B"))
        .noneMatch(r -> r.query().equals("name=twice"));
    assertThatThrownBy(
            () -> plant.source().data().read(FrameQuery.raw(List.of("twice"), HALF_HOUR)))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("2 times, in the facilities [A, B]")
        .hasMessageContaining("set facility");
    plant.source("facility", "A").data().read(FrameQuery.raw(List.of("twice"), HALF_HOUR));
  }

  @Test
  void a_series_that_is_nowhere_is_named_and_found_a_minute_after_it_came() throws Exception {
    SensorSource source = plant.source();
    FrameQuery query = FrameQuery.raw(List.of("late"), HALF_HOUR);
    assertThatThrownBy(() -> source.data().read(query))
        .isInstanceOf(ProviderException.UnknownSeries.class)
        .hasMessageContaining("'late'");
    plant.standIn.timeSeries().series("late", "1903");
    assertThatThrownBy(() -> source.data().read(query))
        .isInstanceOf(ProviderException.UnknownSeries.class);
    assertThat(plant.standIn.counts()).containsEntry("/timeseries", 1);
    plant.clock.pass(61 * Instants.SECOND);
    assertThat(source.data().read(query).rows()).isZero();
  }

  @Test
  void a_known_series_is_looked_up_once_a_day() throws Exception {
    plant.standIn.timeSeries().series("a", "1903");
    SensorSource source = plant.source();
    FrameQuery query = FrameQuery.raw(List.of("a"), HALF_HOUR);
    for (int i = 0; i < 3; i++) {
      source.data().read(query);
    }
    plant.clock.pass(Instants.DAY + 1);
    source.data().read(query);
    assertThat(plant.standIn.requests()).filteredOn(r -> r.query().equals("name=a")).hasSize(2);
  }

  @Test
  void all_series_are_listed_over_several_pages() throws Exception {
    List<String> names = names(2300);
    names.forEach(n -> plant.standIn.timeSeries().series(n, "1903"));
    SensorSource source = plant.source();
    assertThat(source.information().count()).isEqualTo(2300);
    assertThat(source.information().list("TAG-32", "tag-3205", 3))
        .extracting(i -> i.name())
        .containsExactly("tag-3206", "tag-3207", "tag-3208");
    assertThat(source.information().find("tag-1007").orElseThrow().attributes())
        .containsEntry("facility", "1903")
        .containsKey("id");
    assertThat(source.information().exists("tag-9")).isFalse();
  }

  @Test
  void faults_that_pass_are_waited_out_and_broken_answers_are_outages() throws Exception {
    plant.standIn.timeSeries().series("a", "1903");
    points("a", 5, Instants.SECOND);
    SensorSource source = plant.source();
    FrameQuery query = FrameQuery.raw(List.of("a"), HALF_HOUR);
    for (Fault fault :
        List.of(
            Fault.TOO_MANY, Fault.ERROR, Fault.UNAVAILABLE, Fault.EXPIRED_TOKEN, Fault.HANG_UP)) {
      plant.clock.pass(Instants.MINUTE); // what was just read is not asked for again
      plant.standIn.faults().plan(fault, "/query/data", 1);
      assertThat(source.data().read(query).rows()).as(fault.name()).isEqualTo(5);
    }
    for (Fault fault : List.of(Fault.LOGIN_PAGE, Fault.TRUNCATED, Fault.TOO_MANY_FOR_LONG)) {
      plant.clock.pass(Instants.MINUTE);
      plant.standIn.faults().plan(fault, "/query/data", 1);
      assertThatThrownBy(() -> source.data().read(query))
          .as(fault.name())
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("/query/data");
      assertThat(source.data().read(query).rows()).isEqualTo(5);
    }
  }

  @Test
  void times_are_read_and_written_as_the_general_reader_does() {
    List<String> texts = new ArrayList<>();
    for (String day : List.of("1969-12-31", "2000-02-29", "2020-03-01", "2026-12-31")) {
      for (String time : List.of("00:00:00Z", "23:59:59.5Z", "12:34:56.123456Z", "01:02:03.007Z")) {
        texts.add(day + "T" + time);
      }
    }
    for (String text : texts) {
      long nanos = Instants.parse(text);
      assertThat(Times.parse(text)).as(text).isEqualTo(nanos);
      assertThat(Times.parse(Times.text(nanos))).as(text).isEqualTo(nanos);
    }
    assertThat(Times.text(Instants.parse("2020-06-01T06:30:00.25Z")))
        .isEqualTo("2020-06-01T06:30:00.250000Z");
    assertThat(Times.parse("2020-04-03T05:00:07.086149+05:00"))
        .isEqualTo(Instants.parse("2020-04-03T00:00:07.086149Z"));
    assertThatThrownBy(() -> Times.parse("2020-13-03T05:00:07Z"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
