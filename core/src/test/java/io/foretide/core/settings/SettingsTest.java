package io.foretide.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.time.Instants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void an_unknown_key_names_the_nearest_known_one() {
    Settings s = Settings.of("hub", Map.of("prot", 8080));
    s.integer("port", 8700, 0, 65535);
    assertThatThrownBy(s::finish)
        .isInstanceOf(SettingsException.class)
        .hasMessage("hub.prot: is not known; did you mean 'port'?");
  }

  @Test
  void an_unknown_key_that_resembles_nothing_lists_what_is_expected() {
    Settings s = Settings.of("", Map.of("zebra", 1));
    s.flag("debug", false);
    s.text("name", "");
    assertThatThrownBy(s::finish).hasMessage("zebra: is not known: expected debug, name");
  }

  @Test
  void every_problem_is_listed_not_only_the_first() {
    Settings s = Settings.of("x", Map.of("a", "soon", "b", 70000, "c", List.of()));
    assertThat(s.duration("a", 5, 0, Instants.DAY)).isEqualTo(5);
    assertThat(s.integer("b", 1, 0, 65535)).isEqualTo(1);
    s.text("c", "");
    s.text("d");
    assertThatThrownBy(s::finish)
        .hasMessageContaining("x.a: 'soon' is not usable: expected a duration from 0s to 1d")
        .hasMessageContaining("x.b: '70000' is not usable: expected a whole number from 0 to 65535")
        .hasMessageContaining("x.c")
        .hasMessageContaining("x.d: is missing");
  }

  @Test
  void a_bare_number_is_no_duration_because_nobody_can_tell_its_unit() {
    Settings s = Settings.of("", Map.of("delay", 30));
    s.duration("delay", 0, 0, Instants.DAY);
    assertThatThrownBy(s::finish).hasMessageContaining("a number needs a unit");
  }

  @Test
  void a_choice_ignores_case_and_dashes_and_names_the_nearest() {
    List<String> known = List.of("seasonal_naive", "holt_winters");
    assertThat(Settings.of("", Map.of("m", "Seasonal-Naive")).choice("m", "", known))
        .isEqualTo("seasonal_naive");
    Settings s = Settings.of("", Map.of("m", "seasonl_naive"));
    s.choice("m", "holt_winters", known);
    assertThatThrownBy(s::finish).hasMessageContaining("did you mean 'seasonal_naive'?");
  }

  @Test
  void problems_and_values_tell_where_they_were_written() {
    Reading reading = new Reading(p -> p.equals("hub.port") ? "environment FORETIDE_HUB_PORT" : "");
    Settings hub = Settings.of("", Map.of("hub", Map.of("port", "no")), reading).section("hub");
    hub.integer("port", 8700, 0, 65535);
    hub.text("host", "127.0.0.1");
    assertThat(reading.problems().getFirst().message()).endsWith("(environment FORETIDE_HUB_PORT)");
    assertThat(reading.values())
        .contains(new Reading.Value("hub.host", "127.0.0.1", Reading.DEFAULT));
  }

  @Test
  void a_secret_never_prints() {
    Settings s = Settings.of("", Map.of("token", "hunter2"));
    Secret token = s.secret("token");
    assertThat(token.reveal()).isEqualTo("hunter2");
    assertThat(token.toString() + s.reading().values()).doesNotContain("hunter2").contains("***");
  }

  @Test
  void false_and_zero_are_values_like_others() {
    Settings s = Settings.of("", Map.of("a", false, "b", 0));
    assertThat(s.flag("a", true)).isFalse();
    assertThat(s.integer("b", 7, 0, 9)).isZero();
    s.finish();
  }

  @Test
  void unknown_keys_are_found_in_sections_too() {
    Settings s = Settings.of("", Map.of("late", Map.of("wihtin", "1d")));
    s.section("late").duration("within", 0, 0, Instants.DAY);
    assertThatThrownBy(s::finish).hasMessage("late.wihtin: is not known; did you mean 'within'?");
  }

  @Test
  void plain_data_is_equal_whether_it_came_from_yaml_or_json() {
    Map<String, Object> withNull = new LinkedHashMap<>();
    withNull.put("a", 1);
    withNull.put("b", null);
    assertThat(Settings.plain(withNull)).isEqualTo(Settings.plain(Map.of("a", 1L)));
  }

  @Test
  void an_obsolete_key_warns_and_does_not_fail() {
    Settings s = Settings.of("scheduler", Map.of("back_fill_max_interval", "7d"));
    s.obsolete("back_fill_max_interval", "use a model's start");
    s.finish();
    assertThat(s.reading().warnings().getFirst().toString())
        .isEqualTo("scheduler.back_fill_max_interval: is no longer needed: use a model's start");
  }
}
