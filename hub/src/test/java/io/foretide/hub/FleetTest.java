package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetTest {
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served();
    Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
    for (int i = 0; i < 100; i++) {
      served.points.put("pump-7.pressure", Served.NOW - i * 600 * Instants.SECOND, i);
      served.points.put("tank-1.level", Served.NOW - Instants.HOUR - i * 600 * Instants.SECOND, 4);
    }
    for (int i = 0; i < 5; i++) {
      served.points.put("fan" + i, Served.NOW, i);
    }
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static Object word(Read fleet, String names, String places, int i) {
    return fleet.list(names).get(((Number) fleet.list(places).get(i)).intValue());
  }

  @Test
  void every_series_is_one_place_in_columns_of_equal_length() throws Exception {
    Read fleet = served.json("/api/v1/fleet");
    assertThat(fleet.list("names"))
        .containsExactly("fan0", "fan1", "fan2", "fan3", "fan4", "pump-7.pressure", "tank-1.level");
    for (String column : List.of("states", "grades", "groups", "ages", "lags", "models")) {
      assertThat(fleet.list(column)).as(column).hasSize(7);
    }
    assertThat(fleet.at("total")).isEqualTo(7);
    assertThat(word(fleet, "state_names", "states", 5)).isEqualTo("ok");
    assertThat(word(fleet, "state_names", "states", 6)).isEqualTo("unwatched");
    assertThat(word(fleet, "grade_names", "grades", 5)).isEqualTo("unknown");
    assertThat(word(fleet, "group_names", "groups", 5)).isEqualTo("pump-7");
    assertThat(word(fleet, "group_names", "groups", 0)).isEqualTo("");
    assertThat(fleet.list("ages").get(5)).isEqualTo(0);
    assertThat(fleet.list("ages").get(6)).isEqualTo(3600);
    assertThat(fleet.list("lags").get(5)).as("of the scripted model").isEqualTo(60);
  }

  @Test
  void a_grade_is_shown_once_it_was_judged() throws Exception {
    Served.read(served.get("/api/v1/series/tank-1.level/grade"), 200);
    Read fleet = served.json("/api/v1/fleet?search=TANK");
    assertThat(fleet.list("names")).containsExactly("tank-1.level");
    assertThat(word(fleet, "grade_names", "grades", 0)).isEqualTo("fair");
    assertThat(served.json("/api/v1/fleet?grade=fair").list("names"))
        .containsExactly("tank-1.level");
    assertThat(served.json("/api/v1/fleet?grade=good").list("names")).isEmpty();
  }

  @Test
  void pages_and_filters_lose_nothing_and_repeat_nothing() throws Exception {
    Read first = served.json("/api/v1/fleet?state=unwatched&limit=4");
    assertThat(first.list("names")).containsExactly("fan0", "fan1", "fan2", "fan3");
    Read second = served.json("/api/v1/fleet?state=unwatched&limit=4&after=" + first.text("next"));
    assertThat(second.list("names")).containsExactly("fan4", "tank-1.level");
    assertThat(second.at("next")).isNull();
    assertThat(served.get("/api/v1/fleet?state=broken").statusCode()).isEqualTo(400);
    assertThat(served.get("/api/v1/fleet?limit=20001").statusCode()).isEqualTo(400);
  }
}
