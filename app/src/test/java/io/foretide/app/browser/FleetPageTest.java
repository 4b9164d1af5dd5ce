package io.foretide.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.chromium.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand series on one page. */
final class FleetPageTest {
  private static final int SERIES = 10_000;
  private static final String DRAWN = "document.querySelector('.fleet-scroll')?.dataset.drawn";

  @TempDir private static Path folder;
  private static Plant plant;
  private static Chromium chromium;
  private Tab tab;

  @BeforeAll
  static void start() throws Exception {
    var program = Chromium.program();
    assumeTrue(
        program.isPresent(), "no Chromium on this machine: 'apt-get install chromium' brings it");
    plant = Plant.start(folder);
    plant.fleet(SERIES - 2);
    plant.fill();
    chromium = Chromium.start(program.get());
  }

  @AfterAll
  static void stop() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (plant != null) {
      plant.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    tab = new Tab(chromium.address());
    tab.size(1400, 900);
  }

  @AfterEach
  void the_console_shows_no_error() throws InterruptedException {
    try (Tab seen = tab) {
      assertThat(seen.problems()).isEmpty();
    }
  }

  private void fleet(String query) throws InterruptedException {
    tab.open(plant.page("/ui/fleet" + query));
    tab.until(DRAWN);
  }

  @Test
  void all_series_are_on_the_screen_at_once_and_the_time_until_then_is_told() throws Exception {
    fleet("");
    tab.open(plant.page("/ui/fleet?by=grade"));
    double drawn =
        tab.value(
                "new Promise((done) => { const look = () => "
                    + DRAWN
                    + " ? requestAnimationFrame(() => done(performance.now()))"
                    + " : requestAnimationFrame(look); look(); })")
            .asDouble();
    double key =
        tab.value(
                "new Promise((done) => { const t = performance.now();"
                    + " dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}));"
                    + " requestAnimationFrame(() => requestAnimationFrame(() =>"
                    + " done(performance.now() - t))); })")
            .asDouble();
    System.out.printf(
        "Fleet: %d series are drawn %.0f ms after the address was opened; a key is answered within"
            + " %.0f ms%n",
        SERIES, drawn, key);
    assertThat(tab.value(DRAWN).asInt()).isEqualTo(SERIES);
    tab.until(
        "document.querySelector('.fleet-scroll').scrollHeight"
            + " <= document.querySelector('.fleet-scroll').clientHeight");
  }

  @Test
  void the_worst_comes_first_and_a_click_opens_it() throws Exception {
    fleet("");
    JsonNode box =
        tab.value(
            "(() => { const r = document.querySelector('.fleet-canvas').getBoundingClientRect();"
                + " return [r.x, r.y]; })()");
    double x = box.path(0).asDouble() + 3;
    double y = box.path(1).asDouble() + 3;
    tab.hover(x, y);
    tab.until("document.querySelector('.tip')");
    assertThat(tab.value("document.querySelector('.tip').innerText").asText())
        .as("series with models come before those without")
        .contains("model")
        .doesNotContain("fleet-");
    tab.clickAt(x, y);
    tab.until("location.pathname.startsWith('/ui/series/')");
  }

  @Test
  void the_keyboard_moves_from_cell_to_cell_and_opens_one() throws Exception {
    fleet("?sort=name&q=fleet-7.");
    tab.press("j");
    tab.press("l");
    tab.until("document.querySelector('#fleet-active')?.textContent.startsWith('fleet-7.x')");
    assertThat(tab.value("document.querySelector('#fleet-active').textContent").asText())
        .contains("no model");
    tab.press("Enter");
    tab.until("location.pathname.startsWith('/ui/series/fleet-7.x')");
  }

  @Test
  void groups_filters_and_the_table_are_in_the_address() throws Exception {
    fleet("?state=ok&group=asset");
    assertThat(tab.value(DRAWN).asInt()).isEqualTo(2);
    tab.press("t");
    tab.until("document.querySelectorAll('.fleet-body tbody tr').length === 2");
    assertThat(tab.value("location.search").asText()).contains("view=table");
    tab.press("g");
    tab.press("r");
    tab.until("location.pathname === '/ui/rollouts'");
  }
}
