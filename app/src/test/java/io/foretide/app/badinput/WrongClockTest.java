package io.foretide.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.time.Instants;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose clock is wrong, while Foretide runs and while it is off. */
class WrongClockTest {
  @TempDir Path folder;

  private static JsonNode awaitHeld(Installation here, String words) throws Exception {
    return here.client.await(
        "/api/v1/status", s -> s.path("clock_notice").asText().contains(words));
  }

  private static void awaitFree(Installation here) throws Exception {
    here.client.await("/api/v1/status", s -> s.path("clock_notice").asText().isEmpty());
  }

  private static void goesOn(Installation here) throws Exception {
    long before = here.client.awaitComplete("m").path("predicted").asLong();
    here.clock.pass(Instants.HOUR);
    here.client.feed("flow", here.clock.now() - 2 * Instants.HOUR, here.clock.now());
    here.client.await(
        "/api/v1/models/m", m -> m.path("tally").path("predicted").asLong() == before + 1);
    here.assertAlive();
  }

  @Test
  void a_clock_that_jumps_a_year_ahead_holds_planning_until_it_is_set_right() throws Exception {
    try (Installation here = new Installation(folder)) {
      here.fill("flow", "m");
      String before = here.client.stored("flow", "m");
      here.clock.step(365 * Instants.DAY);
      awaitHeld(here, "stepped forward");
      assertThat(here.client.awaitEvent("clock")).contains("planning waits");
      JsonNode tally = here.client.json("/api/v1/models/m").path("tally");
      assertThat(tally.path("due").asLong()).isEqualTo(48);
      assertThat(tally.path("empty").asLong()).isZero();
      here.clock.step(-365 * Instants.DAY);
      awaitFree(here);
      assertThat(here.client.stored("flow", "m")).isEqualTo(before);
      goesOn(here);
    }
  }

  @Test
  void a_clock_that_goes_back_a_day_waits_and_loses_nothing() throws Exception {
    try (Installation here = new Installation(folder)) {
      here.fill("flow", "m");
      String before = here.client.stored("flow", "m");
      here.clock.step(-Instants.DAY);
      awaitHeld(here, "went back");
      assertThat(here.client.stored("flow", "m")).isEqualTo(before);
      assertThat(here.client.json("/api/v1/models/m").path("tally").path("predicted").asLong())
          .isEqualTo(48);
      here.clock.step(Instants.DAY);
      awaitFree(here);
      goesOn(here);
    }
  }

  @Test
  void a_start_with_a_clock_a_year_ahead_covers_nothing_and_waits_for_a_person() throws Exception {
    try (Installation first = new Installation(folder)) {
      first.fill("flow", "m");
    }
    SteppedClock ahead = new SteppedClock();
    ahead.step(365 * Instants.DAY);
    String kept;
    try (Installation here = new Installation(folder, ahead)) {
      awaitHeld(here, "doctor --accept-clock");
      JsonNode tally = here.client.json("/api/v1/models/m").path("tally");
      assertThat(tally.path("predicted").asLong()).isEqualTo(48);
      assertThat(tally.path("empty").asLong()).isZero();
      kept = here.client.stored("flow", "m");
    }
    try (Installation here = new Installation(folder)) {
      awaitFree(here);
      assertThat(here.client.stored("flow", "m")).isEqualTo(kept);
      goesOn(here);
    }
  }

  @Test
  void a_start_with_a_clock_a_day_back_waits_and_goes_on_when_it_is_right() throws Exception {
    try (Installation first = new Installation(folder)) {
      first.fill("flow", "m");
    }
    SteppedClock back = new SteppedClock();
    back.step(-Instants.DAY);
    try (Installation here = new Installation(folder, back)) {
      awaitHeld(here, "went back");
      assertThat(here.client.json("/api/v1/models/m").path("tally").path("predicted").asLong())
          .isEqualTo(48);
      back.step(Instants.DAY);
      awaitFree(here);
      goesOn(here);
    }
  }
}
