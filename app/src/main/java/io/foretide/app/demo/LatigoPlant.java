package io.foretide.app.demo;

import io.foretide.connectors.standin.GordoMachine;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.time.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Three made-up projects with their sensors and machines, played into the stand-ins. A value
 * depends on its sensor and time only: a slow swing, a little noise, and a fault of one sensor.
 */
final class LatigoPlant {
  /** What is there at the start. */
  static final long HISTORY = 16 * Instants.HOUR;

  private static final List<String> PROJECTS = List.of("ioc-1000", "ioc-1099", "ioc-1130");
  private static final int TAGS = 12;
  private static final int MACHINES = 8;
  private static final int TAGS_OF_MACHINE = 4;
  private static final long STEP = 2 * Instants.MINUTE;
  private static final String REVISION = "1583238576000";

  private final StandIn standIn;
  private long playedTo;

  LatigoPlant(StandIn standIn) {
    this.standIn = standIn;
  }

  /** Machines of all projects. */
  static int machines() {
    return PROJECTS.size() * MACHINES;
  }

  /** Makes everything, with points up to now. */
  void build(long now) {
    standIn.metadata().projects(PROJECTS);
    for (int p = 0; p < PROJECTS.size(); p++) {
      for (String tag : tags(p)) {
        standIn.timeSeries().series(tag, facility(p));
      }
      List<GordoMachine> machines = new ArrayList<>();
      for (int m = 0; m < MACHINES; m++) {
        machines.add(machine(p, m));
      }
      standIn.gordo().revision(PROJECTS.get(p), REVISION, machines);
    }
    playedTo = Math.floorDiv(now - HISTORY, STEP) * STEP;
    play(now);
  }

  /** Adds the points up to now that are not there yet. */
  synchronized void play(long now) {
    for (long t = playedTo; t <= now; t += STEP) {
      Instant time = Instants.toInstant(t);
      for (int p = 0; p < PROJECTS.size(); p++) {
        List<String> tags = tags(p);
        for (int i = 0; i < TAGS; i++) {
          // 192 is OPC's "good"; now and then a point is not.
          int status = (t / STEP + 7L * i) % 97 == 0 ? 0 : 192;
          standIn.timeSeries().point(tags.get(i), time, value(p, i, t), status);
        }
      }
      playedTo = t + STEP;
    }
  }

  private static double value(int project, int tag, long t) {
    double hours = (double) t / Instants.HOUR;
    double swing = Math.sin(2 * Math.PI * hours / (5 + tag % 3) + tag);
    double noise = Math.sin(12.9898 * (t / (double) STEP % 10_007) + 78.233 * (tag + 31 * project));
    boolean faulty = project == 0 && tag == 3 && Math.floorMod(t / Instants.HOUR, 9) == 4;
    return 50 + 5 * tag + 6 * swing + 0.8 * noise + (faulty ? 15 : 0);
  }

  private static String facility(int project) {
    return String.valueOf(1903 + project);
  }

  private static List<String> tags(int project) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < TAGS; i++) {
      String kind = List.of("PT", "TT", "FT").get(i % 3);
      out.add(facility(project) + ".R-29" + kind + (1001 + i) + ".MA_Y");
    }
    return out;
  }

  /** Machines share tags; one of each project is no detector of anomalies. */
  private static GordoMachine machine(int project, int number) {
    List<String> all = tags(project);
    List<String> own = new ArrayList<>();
    for (int i = 0; i < TAGS_OF_MACHINE; i++) {
      own.add(all.get((number / 2 * 3 + i) % TAGS));
    }
    String name = String.format(Locale.ROOT, "%04x-%04x", 0x3c22 + 17 * number, 0xb5a0 + number);
    return new GordoMachine(name, own, own, number != MACHINES - 1, "10T", "", 0, true);
  }
}
