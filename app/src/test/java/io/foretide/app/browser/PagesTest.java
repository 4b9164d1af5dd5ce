package io.foretide.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.foretide.app.chromium.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do on the pages, done in a real browser against a real server. */
final class PagesTest {
  private static final List<String> PAGES =
      List.of(
          "/ui/overview",
          "/ui/overview?view=table",
          "/ui/series",
          "/ui/series/" + Plant.PRESSURE,
          "/ui/fleet",
          "/ui/fleet?view=table",
          "/ui/models",
          "/ui/models/" + Plant.HOLED.replace("/", "%2F"),
          "/ui/rollouts",
          "/ui/explore",
          "/ui/log",
          "/ui/clients",
          "/ui/try?series=" + Plant.LEVEL + "&method=seasonal_naive",
          "/ui/try?task=detect&above=0.5&series=" + Plant.LEVEL,
          "/ui/alarms?show=all",
          "/ui/events");

  /** Everything that is meant to be hit with a finger; links inside sentences are not. */
  private static final String TARGETS =
      """
      [...document.querySelectorAll(
          'button, select, input, summary, nav a, .brand, .row-link, .phone-list a, .numbers a')]
        .filter((e) => e.checkVisibility() && !e.closest('.matrix, p:not(.numbers), td'))
        .map((e) => [e.getBoundingClientRect(), e])
        .filter(([r]) => r.width > 2 && r.height < 39.5)
        .map(([r, e]) => `${e.tagName} ${e.textContent.slice(0, 30)} ${r.height}`)
      """;

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
    tab.size(1280, 800);
  }

  @AfterEach
  void the_console_shows_no_error() throws InterruptedException {
    try (Tab seen = tab) {
      assertThat(seen.problems()).isEmpty();
    }
  }

  @Test
  void a_rollout_shows_its_gates_and_is_approved_with_a_name_and_a_reason() throws Exception {
    int id = plant.previewOfLevel();
    tab.open(plant.page("/ui/rollouts/" + id + "?theme=light"));
    tab.until("document.querySelectorAll('.gates tbody tr').length === 2");
    tab.until("document.querySelector('.chart canvas')");
    assertThat(tab.value("document.querySelector('.gates').innerText").asText())
        .contains("error rate")
        .contains("mase")
        .contains("≤ 100")
        .contains("passes");
    tab.click(".actions .primary");
    tab.until("document.querySelector('dialog[open]')");
    assertThat(tab.value("document.querySelector('dialog form .actions .primary').disabled"))
        .as("nobody approves without a name and a reason")
        .isEqualTo(BooleanNode.TRUE);
    tab.click("dialog input[autocomplete=name]");
    tab.type("bert");
    tab.click("dialog label:nth-of-type(2) input");
    tab.type("better on all days");
    tab.click("dialog form .actions .primary");
    tab.until("!document.querySelector('dialog[open]')");
    tab.until("document.body.innerText.includes('better on all days')");
    tab.until("document.querySelector('.rollout-state').innerText.includes('active')");
    tab.until(
        "[...document.querySelectorAll('.actions button')].some((b) => b.innerText.startsWith('Roll back'))");
  }

  @Test
  void the_matrix_shows_predicted_intervals_and_the_silence_of_a_sensor() throws Exception {
    overview();
    assertThat(tab.value("document.querySelectorAll('.m-row').length").asInt()).isEqualTo(3);
    assertThat(color(6.5)).as("half a day ago").isEqualTo(predicted());
    assertThat(color(1.5)).as("while the sensor was silent").isNotEqualTo(predicted());
    tab.hover(x(1.5), y());
    tab.until("document.querySelector('.tip')?.innerText.includes('empty')");
  }

  @Test
  void a_hole_is_clicked_and_run_again_and_becomes_filled() throws Exception {
    assertThat(plant.silent("empty")).isEqualTo(24);
    plant.findLostPoints();
    assertThat(plant.silent("empty")).as("too late to be run again by itself").isEqualTo(24);

    overview();
    tab.drag(x(2.8), y(), x(4.2), y());
    tab.until("document.querySelector('.footer')?.innerText.includes('24 empty')");
    tab.click(".footer-do button:nth-child(1)");
    tab.until("document.querySelector('.why')?.innerText.includes('no usable data')");
    tab.click(".footer-do button:nth-child(2)");
    tab.until(
        "/Re-runs \\d+ intervals of 1 model/.test(document.querySelector('.rerun')?.innerText)");
    tab.click(".rerun button.primary");
    tab.until("document.querySelector('.rerun')?.innerText.startsWith('Done')");

    assertThat(plant.silent("predicted")).isEqualTo(24);
    tab.press("Escape");
    tab.until(colorAt(3.5) + " === " + colorAt(6.5));
  }

  @Test
  void a_series_is_zoomed_by_dragging_and_the_address_holds_it() throws Exception {
    tab.open(plant.page("/ui/series/" + Plant.LEVEL));
    tab.until("document.querySelector('.chart canvas') && document.querySelector('.readout b')");
    JsonNode box = tab.value(box(".chart canvas"));
    double y = box.path(1).asDouble() + 80;
    double left = box.path(0).asDouble();
    double width = box.path(2).asDouble();
    tab.drag(left + width * 0.3, y, left + width * 0.5, y);
    tab.until("new URLSearchParams(location.search).get('to')?.startsWith('20')");
    double hours =
        tab.value(
                "(() => { const p = new URLSearchParams(location.search);"
                    + " return (Date.parse(p.get('to')) - Date.parse(p.get('from'))) / 36e5; })()")
            .asDouble();
    assertThat(hours).isBetween(24.0, 60.0);
    tab.until("document.querySelector('.live').textContent === 'frozen'");
    tab.value("history.back()");
    tab.until("document.querySelector('.live').textContent === 'live'");
  }

  @Test
  void the_keyboard_moves_opens_and_searches() throws Exception {
    overview();
    tab.press("j");
    for (int i = 0; i < 20; i++) {
      tab.press("h");
    }
    tab.until("document.querySelector('#m-active')?.textContent.includes('predicted')");
    tab.press("Enter");
    tab.until("document.querySelector('.lane canvas')");
    assertThat(tab.value("location.search").asText()).contains("open=");
    tab.press("/");
    tab.until("document.activeElement.matches('.search input')");
    tab.type("tank-1.lev");
    tab.until("document.querySelector('#search-hits li[aria-selected=true]')");
    tab.press("Enter");
    tab.until("location.pathname === '/ui/series/" + Plant.LEVEL + "'");
  }

  @Test
  void a_range_is_chosen_on_the_timeline_and_what_fell_silent_in_it_comes_first() throws Exception {
    tab.open(plant.page("/ui/explore"));
    tab.until("document.querySelectorAll('.explore tbody tr').length === 2");
    JsonNode box = tab.value(box(".explore-line .chart canvas"));
    double left = box.path(0).asDouble() + 34;
    double width = box.path(2).asDouble() - 38;
    double y = box.path(1).asDouble() + 40;
    // Inside the first silence, six to five of the seven days before now.
    tab.drag(left + width * 1.2 / 7, y, left + width * 1.8 / 7, y);
    tab.until("new URLSearchParams(location.search).get('sel')?.includes('_')");
    tab.until("document.querySelector('.explore tbody tr')?.innerText.includes('silent')");
    assertThat(tab.value("document.querySelector('.explore tbody tr').innerText").asText())
        .contains(Plant.PRESSURE);
    tab.press("j");
    tab.press("Enter");
    tab.until("location.pathname === '/ui/series/" + Plant.PRESSURE + "'");
    assertThat(tab.value("location.search").asText()).contains("from=20").contains("to=20");
  }

  @Test
  void a_method_is_tried_on_history_and_saved_as_a_model() throws Exception {
    tab.open(plant.page("/ui/try"));
    tab.until("document.querySelector('.notice')?.innerText.includes('Pick a series')");
    tab.click(".try-series input");
    tab.type(Plant.LEVEL);
    tab.until("location.search.includes('series=" + Plant.LEVEL + "')");
    tab.open(plant.page("/ui/try?method=holt_winters&season=1d&horizon=6h&series=" + Plant.LEVEL));
    tab.until("document.querySelectorAll('.try-scores tbody tr').length === 2");
    assertThat(tab.value("document.querySelector('.try-scores').innerText").asText())
        .contains("seasonal_naive")
        .contains("holt_winters")
        .contains("%");
    tab.until("document.querySelector('.try-body .chart canvas')");
    assertThat(tab.value("document.querySelector('.try-keep pre').innerText").asText())
        .contains("inputs: [tank-1.level]")
        .contains("method: holt_winters")
        .contains("horizon: 6h");
    tab.click(".try-keep .primary");
    tab.until("location.pathname.startsWith('/ui/models/tank-1.level')");
    tab.until("document.querySelector('h1')?.innerText === 'tank-1.level/holt_winters'");
    // A page of a model that goes would ask for it in vain.
    tab.open(plant.page("/ui/clients"));
    tab.until("document.querySelector('.clients, .data')");
    plant.delete("tank-1.level/holt_winters");
  }

  @Test
  void a_detector_is_tried_and_its_limit_moved_and_it_is_saved_as_a_model() throws Exception {
    tab.open(plant.page("/ui/try?series=" + Plant.LEVEL));
    tab.click(".try-form .segments button:nth-child(2)");
    tab.until("location.search.includes('task=detect')");
    tab.until("document.querySelector('.try-body .lead')?.innerText.startsWith('mad scored')");
    tab.open(plant.page("/ui/try?task=detect&method=limits&p.high=33&series=" + Plant.LEVEL));
    tab.until("document.querySelectorAll('.try-alarms tbody tr').length > 0");
    assertThat(tab.value("document.querySelector('.try-body .lead').innerText").asText())
        .contains("limits scored")
        .contains("alarms");
    tab.value(
        "(() => { const r = document.querySelector('.try-limit input[type=range]'); r.value = '2';"
            + " r.dispatchEvent(new Event('input', {bubbles: true})); })()");
    tab.until("location.search.includes('above=2')");
    tab.until("document.querySelector('.try-body .lead').innerText.includes('no alarm at 2.00')");
    assertThat(tab.value("document.querySelector('.try-keep pre').innerText").asText())
        .contains("detect: { method: limits, high: 33 }")
        .contains("score: { above: 2 }");
    tab.click(".try-keep .primary");
    tab.until("document.querySelector('h1')?.innerText === 'tank-1.level/limits'");
    // A page of a model that goes would ask for it in vain.
    tab.open(plant.page("/ui/clients"));
    tab.until("document.querySelector('.clients, .data')");
    plant.delete("tank-1.level/limits");
  }

  @Test
  void a_chart_has_a_menu_that_saves_its_picture_and_its_values() throws Exception {
    tab.open(plant.page("/ui/series/" + Plant.LEVEL));
    tab.until("document.querySelector('.chart canvas') && document.querySelector('.readout b')");
    tab.value(
        "(window.saved = [], URL.createObjectURL = (b) => (saved.push(b), 'blob:none'),"
            + " HTMLAnchorElement.prototype.click = function () {}, 0)");
    tab.value("document.querySelector('.chart .menu').open = true");
    tab.click(".chart .menu button:nth-child(1)");
    tab.until("saved.length === 1");
    assertThat(tab.value("saved[0].type").asText()).isEqualTo("image/png");
    tab.value("document.querySelector('.chart .menu').open = true");
    tab.click(".chart .menu button:nth-child(2)");
    tab.until("saved.length === 2");
    assertThat(tab.value("saved[1].text()").asText())
        .startsWith("time,of,column,value")
        .contains(",actual,");
  }

  @Test
  void the_process_that_serves_is_among_the_clients() throws Exception {
    tab.open(plant.page("/ui/clients"));
    tab.until("document.querySelector('table tbody tr')?.innerText.includes('working')");
    tab.until("document.querySelector('.clients')?.innerText.includes('none are needed')");
    tab.press("g");
    tab.press("l");
    tab.until("location.pathname === '/ui/log'");
  }

  @Test
  void the_log_shows_a_new_line_at_once_without_its_secret() throws Exception {
    tab.open(plant.page("/ui/log"));
    tab.until("document.querySelector('.log-line')");
    Logger.getLogger("the.test").warning("<b>connected</b> with password=hunter2-of-the-test");
    tab.until("document.querySelector('.log')?.innerText.includes('connected')");
    assertThat(tab.value("document.body.innerText").asText())
        .contains("<b>connected</b> with password=***")
        .doesNotContain("hunter2");
    tab.open(plant.page("/ui/log?level=error&text=connected"));
    tab.until("document.querySelector('.notice')?.innerText.includes('No lines here')");
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 2560})
  void every_page_fits_and_its_targets_can_be_hit(int width) throws Exception {
    tab.size(width, width < 600 ? 844 : 1440);
    for (String page : PAGES) {
      tab.open(plant.page(page));
      tab.until(
          "document.querySelector('table, .log, .chart, .matrix, .phone-list, .events, .notice, .fleet-canvas')");
      tab.until("!document.querySelector('.skeleton')");
      assertThat(tab.value("document.documentElement.scrollWidth").asInt())
          .as(page)
          .isLessThanOrEqualTo(width);
      assertThat(tab.value(TARGETS)).as("targets below 40 px on " + page).isEmpty();
    }
  }

  @Test
  void the_wall_shows_everything_without_scrolling() throws Exception {
    tab.size(2560, 1440);
    tab.open(plant.page("/ui/overview?wall=1"));
    tab.until("document.querySelectorAll('.m-row').length === 3");
    assertThat(tab.value("document.documentElement.scrollHeight").asInt())
        .isLessThanOrEqualTo(1440);
    assertThat(tab.value("document.querySelector('.wall-big').textContent").asText()).contains("%");
  }

  private void overview() throws InterruptedException {
    tab.open(plant.page("/ui/overview?sort=name"));
    tab.until("document.querySelector('.m-cells')?.width > 100");
    tab.until("document.querySelectorAll('.m-row').length === 3");
  }

  /** Where an instant so many days after the matrix' begin lies on the screen. */
  private double x(double days) throws InterruptedException {
    JsonNode box = tab.value(box(".m-cells"));
    return box.path(0).asDouble() + box.path(2).asDouble() * days / 7;
  }

  private double y() throws InterruptedException {
    return tab.value(box(".m-row")).path(1).asDouble() + 12;
  }

  private String color(double days) throws InterruptedException {
    return tab.value(colorAt(days)).asText();
  }

  /** The colours of a little square of the first row, so that a texture is seen as well. */
  private static String colorAt(double days) {
    return "(() => { const c = document.querySelector('.m-cells');"
        + " const d = c.getContext('2d').getImageData(c.width * "
        + days
        + " / 7, 12, 6, 6).data;"
        + " return [...new Set(new Uint32Array(d.buffer))].sort().join(); })()";
  }

  private String predicted() throws InterruptedException {
    return tab.value(
            "(() => { const c = getComputedStyle(document.documentElement)"
                + ".getPropertyValue('--s-predicted').trim().slice(1);"
                + " const n = parseInt(c.slice(4, 6) + c.slice(2, 4) + c.slice(0, 2), 16);"
                + " return String((0xff000000 | n) >>> 0); })()")
        .asText();
  }

  private static String box(String selector) {
    return "(() => { const r = document.querySelector("
        + Tab.quote(selector)
        + ").getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })()";
  }
}
