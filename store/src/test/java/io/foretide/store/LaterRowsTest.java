package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.store.sql.Engine;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Queue;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that operations leave to be written together. */
class LaterRowsTest {
  private static final int OPERATIONS = 6;
  private static final int BAD = 3;

  @TempDir Path folder;

  private static void later(Session session, String key) throws SQLException {
    session.later(
        "INSERT INTO meta (key, value) VALUES (?, ?)",
        s -> {
          s.setString(1, key);
          s.setString(2, "x");
        });
  }

  private static boolean has(Session session, String key) throws SQLException {
    PreparedStatement s = session.prepare("SELECT 1 FROM meta WHERE key = ?");
    s.setString(1, key);
    try (ResultSet r = s.executeQuery()) {
      return r.next();
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void whoever_reads_finds_them_and_they_are_durable(Engine engine) throws Exception {
    try (Fixture f = new Fixture(folder, engine)) {
      boolean found =
          f.store
              .writer()
              .submit(
                  Queue.LIVE,
                  "writing",
                  s -> {
                    later(s, "a");
                    boolean read = has(s, "a");
                    later(s, "b");
                    return read;
                  });
      assertThat(found).isTrue();
      assertThat(f.store.meta().get("a")).contains("x");
      assertThat(f.store.meta().get("b")).contains("x");
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void those_of_an_operation_that_fails_are_not_written(Engine engine) throws Exception {
    try (Fixture f = new Fixture(folder, engine)) {
      for (boolean reads : new boolean[] {false, true}) {
        assertThatThrownBy(() ->
                f.store
                    .writer()
                    .submit(
                        Queue.LIVE,
                        "failing",
                        s -> {
                          later(s, "a");
                          if (reads) {
                            assertThat(has(s, "a")).isTrue();
                          }
                          later(s, "b");
                          throw new ProviderException.Rejected("on purpose");
                        }))
            .isInstanceOf(ProviderException.Rejected.class);
      }
      f.store.meta().put("c", "x");
      assertThat(f.store.meta().all("")).doesNotContainKeys("a", "b").containsKey("c");
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void one_that_is_refused_fails_its_own_operation_in_the_end(Engine engine) throws Exception {
    try (Fixture f = new Fixture(folder, engine)) {
      f.store.meta().put("bad", "is there already");
      if (engine == Engine.POSTGRESQL) {
        List<String> first = round(f, "first");
        assertThat(first.get(BAD)).as("who is to blame is not known yet").isEqualTo("Transient");
        assertThat(first).doesNotContain("Rejected");
      }
      List<String> second = round(f, "second");
      assertThat(second.get(BAD)).isEqualTo("Rejected");
      assertThat(second.stream().filter("done"::equals)).hasSize(OPERATIONS - 1);
      assertThat(f.store.meta().all("second")).hasSize(OPERATIONS - 1);
      assertThat(f.store.meta().get("bad")).contains("is there already");
    }
  }

  /** What became of operations most of which share one transaction. */
  private static List<String> round(Fixture f, String name) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    f.store
        .writer()
        .post(
            Queue.CONTROL,
            "holding the writer",
            _ -> {
              inside.countDown();
              try {
                return go.await(30, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < OPERATIONS; i++) {
        String key = i == BAD ? "bad" : name + i;
        answers.add(threads.submit(() -> one(f, key)));
      }
      go.countDown();
    }
    List<String> out = new ArrayList<>();
    for (Future<String> answer : answers) {
      out.add(answer.get());
    }
    return out;
  }

  private static String one(Fixture f, String key) {
    try {
      return f.store
          .writer()
          .submit(
              Queue.LIVE,
              "writing",
              s -> {
                later(s, key);
                return "done";
              });
    } catch (ProviderException e) {
      return e.getClass().getSimpleName();
    }
  }
}
