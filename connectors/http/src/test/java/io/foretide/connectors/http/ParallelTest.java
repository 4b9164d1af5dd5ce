package io.foretide.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private static final List<Integer> MANY = IntStream.range(0, 2_000).boxed().toList();

  @Test
  void with_one_permit_questions_are_asked_one_after_the_other_in_their_order() throws Exception {
    List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
    assertThat(
            Parallel.map(
                MANY,
                1,
                i -> {
                  asked.add(i);
                  return -i;
                }))
        .isEqualTo(MANY.stream().map(i -> -i).toList());
    assertThat(asked).isEqualTo(MANY);
  }

  @Test
  void never_more_than_the_permits_are_asked_at_a_time_and_answers_keep_the_order()
      throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> answers =
        Parallel.map(
            MANY,
            7,
            i -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Thread.yield();
              now.decrementAndGet();
              return i;
            });
    assertThat(answers).isEqualTo(MANY);
    assertThat(most.get()).isBetween(1, 7);
  }

  @Test
  void the_first_trouble_in_the_items_order_is_told_once_all_others_have_ended() {
    AtomicInteger ended = new AtomicInteger();
    assertThatThrownBy(() ->
            Parallel.map(
                MANY,
                5,
                i -> {
                  ended.incrementAndGet();
                  if (i == 3 || i == 1_999) {
                    throw new ProviderException.Rejected("no " + i);
                  }
                  return i;
                }))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessage("no 3");
    assertThat(ended.get()).isEqualTo(MANY.size());
  }
}
