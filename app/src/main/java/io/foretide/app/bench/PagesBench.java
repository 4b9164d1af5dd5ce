package io.foretide.app.bench;

import io.foretide.app.chromium.Chromium;
import io.foretide.app.folder.TemporaryFolder;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelFile;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How soon the Fleet page can be used, in a real browser, beside a page of the same hub that is
 * empty.
 */
final class PagesBench {
  private static final int MODELS = 200;
  private static final String FLEET =
      "Number(document.querySelector('.fleet-scroll')?.dataset.drawn) === ";
  private static final String EMPTY = "document.querySelector('.notice')";
  private static final String KEY =
      "new Promise((done) => { const t = performance.now();"
          + " dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}));"
          + " const look = () => document.querySelector('#fleet-active')"
          + " ? done(performance.now() - t) : requestAnimationFrame(look); look(); })";

  private PagesBench() {}

  /**
   * @param series how many there are
   * @param times how often each page is opened; medians are told
   */
  static List<BenchRow> run(int series, int times, Consumer<String> progress) throws Exception {
    Optional<Path> program = Chromium.program();
    if (program.isEmpty()) {
      progress.accept("pages: no Chromium on this machine, not measured");
      return List.of();
    }
    AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    ServiceOptions options = new ServiceOptions(false, false, WallClock.system(), fatal::set);
    try (TemporaryFolder folder = TemporaryFolder.create("foretide-bench");
        Service service = Service.open(IngestBench.configuration(folder.path()), options)) {
      progress.accept("pages: " + series + " series, " + MODELS + " models");
      fill(service, series);
      service.start();
      try (Browser browser = Browser.start(program.get())) {
        return measure(browser, service.server().address(), series, times, progress);
      }
    }
  }

  private static void fill(Service service, int series) throws Exception {
    long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
    PointBatch batch = new PointBatch();
    for (int i = 0; i < series; i++) {
      for (int k = 0; k < 3; k++) {
        batch.add(name(i), now - k * Instants.HOUR, k);
      }
    }
    service.points().write(batch);
    for (int i = 0; i < MODELS; i++) {
      service
          .engine()
          .create(
              ModelFile.read(
                  Map.of(
                      "model",
                      "limits-" + i,
                      "inputs",
                      List.of(name(i * (series / MODELS))),
                      "every",
                      "1h",
                      "start",
                      "-3h",
                      "run",
                      Map.of("detect", Map.of("method", "limits", "high", 9.0)))));
    }
  }

  private static String name(int i) {
    return "plant-" + i / 100 + ".tag-" + i % 100;
  }

  private static List<BenchRow> measure(
      Browser browser, URI server, int series, int times, Consumer<String> progress)
      throws Exception {
    double[] fleet = new double[times];
    double[] empty = new double[times];
    double[] keys = new double[times];
    // Both once beforehand: scripts are then in the browser's cache, as they are for people.
    browser.open(server.resolve("/ui/rollouts"), EMPTY);
    browser.open(server.resolve("/ui/fleet"), FLEET + series);
    for (int i = 0; i < times; i++) {
      progress.accept("pages: round " + (i + 1) + " of " + times);
      empty[i] = browser.open(server.resolve("/ui/rollouts"), EMPTY);
      fleet[i] = browser.open(server.resolve("/ui/fleet"), FLEET + series);
      keys[i] = browser.value(KEY).asDouble();
    }
    double usable = Median.of(fleet) + Median.of(keys);
    return List.of(
        BenchRow.below(
                "Fleet page, " + series + " series, opened, drawn and answering a key",
                usable / 1000,
                "s",
                1)
            .against("an empty page of the same hub", Median.of(empty) / 1000),
        BenchRow.plain("Fleet page, a key answered", Median.of(keys), "ms"));
  }
}
