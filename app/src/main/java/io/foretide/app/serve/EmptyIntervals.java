package io.foretide.app.serve;

import io.foretide.app.config.TableConfig;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.engine.Segment;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spans worth asking a pulled table for again: the empty intervals, within {@code late.within},
 * of models that read its series.
 */
record EmptyIntervals(Engine engine, TableConfig table, WallClock clock)
    implements Supplier<RangeSet> {
  private static final Logger LOG = LoggerFactory.getLogger(EmptyIntervals.class);
  private static final int PAGE = 1000;

  @Override
  public RangeSet get() {
    List<Range> out = new ArrayList<>();
    try {
      List<ModelStatus> page;
      int offset = 0;
      do {
        page = engine.models("", null, Engine.ModelOrder.NAME, offset, PAGE);
        for (ModelStatus m : page) {
          if (m.tally().empty() > 0
              && m.model().definition().reads().stream().anyMatch(this::feeds)) {
            add(m, out);
          }
        }
        offset += PAGE;
      } while (page.size() == PAGE);
    } catch (ProviderException e) {
      // Holes are asked for at the next pull as well.
      LOG.warn("the empty intervals cannot be read: {}", e.getMessage());
    }
    return RangeSet.of(out);
  }

  private boolean feeds(String series) {
    return table.series().isEmpty()
        ? series.startsWith(table.prefix())
        : table.series().contains(series);
  }

  private void add(ModelStatus m, List<Range> out) throws ProviderException {
    long now = clock.now();
    long from = Instants.minus(now, m.model().definition().late().within());
    for (Segment s : engine.coverage(m.model().name(), new Range(from, now))) {
      if (s.state() == VisibleState.EMPTY) {
        out.add(s.instants());
      }
    }
  }
}
