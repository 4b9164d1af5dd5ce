package io.foretide.hub.enodo.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.live.FixedState;
import io.foretide.hub.enodo.live.Live;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Inside;
import io.foretide.hub.http.Limits;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random and spoilt packets of socket.io, from a seed; settings as for other such tests. */
@Timeout(7_200)
class HostilePacketsTest {
  private static final long PACKETS = Long.getLong("foretide.fuzz.packets", 100_000);
  private static final long SEED = Long.getLong("foretide.fuzz.seed", 20191003);

  private static final List<String> GOOD =
      List.of(
          "40{\"token\":\"x\"}",
          "420[\"authorize\",{\"username\":\"enodo\",\"password\":\"good\"}]",
          "42[\"/api/series\",\"series-.*\"]",
          "4212[\"/api/series/details\",{\"series_name\":1001}]",
          "421[\"/subscribe/filtered/series\",{\"filter\":\"(a+)+$\"}]",
          "422[\"/unsubscribe/queue\",{}]",
          "423[\"/api/job/failed/resolve\",{\"series_name\":\"\\u0000/..\"}]",
          "424[\"/api/event/output/update\",{\"id\":1e400,\"data\":[[[]]]}]",
          "430[1]",
          "3",
          "41");

  private final SplittableRandom random = new SplittableRandom(SEED);

  private String packet() {
    StringBuilder out = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
    for (int n = random.nextInt(4); n > 0 && !out.isEmpty(); n--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.setCharAt(at, (char) random.nextInt(128));
        case 1 -> out.setCharAt(at, (char) random.nextInt(65_536));
        case 2 -> out.setLength(at);
        default -> out.insert(at, "[{\"".charAt(random.nextInt(3)));
      }
    }
    return out.toString();
  }

  @Test
  void no_packet_breaks_a_session_in_another_way_than_by_ending_it() throws Exception {
    WallClock clock = WallClock.system();
    Doors everybody =
        new Doors() {
          @Override
          public Role enter(Visit visit) {
            return Role.ADMIN;
          }

          @Override
          public Role authorize(Visit visit, String user, String password) {
            return Role.ADMIN;
          }
        };
    Route route =
        Route.get("/api/{rest*}", "Anything.", "text/plain", _ -> Answer.empty(200))
            .with(Param.ANY);
    try (Live live = new Live(new FixedState(), clock);
        Sessions sessions =
            new Sessions(
                live,
                everybody,
                clock,
                RandomGenerator.getDefault(),
                new Sessions.Times(Instants.HOUR, Instants.HOUR, Instants.HOUR))) {
      Talk talk = new Talk(new Calls(new Inside(List.of(route), Limits.DEFAULT, clock)), everybody);
      Doors.Visit visit = new Doors.Visit(null, "", "", "");
      Session s = sessions.begin(visit);
      long ended = 0;
      for (long n = 0; n < PACKETS; n++) {
        String packet = packet();
        try {
          talk.heard(s, packet);
        } catch (RuntimeException | Error e) {
          throw new AssertionError("packet " + n + " of seed " + SEED + ": " + packet, e);
        }
        if (s.isClosed()) {
          ended++;
          s = sessions.begin(visit);
          talk.heard(s, "40");
        }
        s.poll(0);
      }
      assertThat(ended).isBetween(PACKETS / 20, PACKETS);
    }
  }
}
