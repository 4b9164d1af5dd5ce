package io.foretide.hub.enodo.data;

import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registered series, in memory and for good. Thread-safe. */
public final class Registry {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String SERIES = "enodo.series.";

  private final Keeper keeper;
  private final Numbers numbers;
  private final Map<Long, Registered> byRid = new ConcurrentSkipListMap<>();
  private final Map<String, Registered> byName = new ConcurrentHashMap<>();
  private final Map<String, Long> byModel = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();
  private volatile BiConsumer<Registered, String> listener = (_, _) -> {};

  public Registry(Keeper keeper, Numbers numbers) throws ProviderException {
    this.keeper = keeper;
    this.numbers = numbers;
    for (Map.Entry<String, String> e : keeper.all(SERIES).entrySet()) {
      try {
        long rid = Long.parseLong(e.getKey().substring(SERIES.length()));
        take(Registered.read(rid, e.getValue()));
        numbers.used(rid);
      } catch (ConfigReader.Invalid | NumberFormatException x) {
        LOG.warn("{} is left out: {}", e.getKey(), x.getMessage());
      }
    }
  }

  private void take(Registered s) {
    Registered before = byRid.put(s.rid(), s);
    byName.put(s.name(), s);
    if (before != null) {
      before.models().values().forEach(byModel::remove);
    }
    s.models().values().forEach(m -> byModel.put(m, s.rid()));
    version.incrementAndGet();
  }

  /** The number that the next new thing gets. */
  public long next() throws ProviderException {
    return numbers.next();
  }

  /** In the order in which they came. */
  public List<Registered> all() {
    return new ArrayList<>(byRid.values());
  }

  public int size() {
    return byRid.size();
  }

  public Optional<Registered> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Optional<Registered> find(long rid) {
    return Optional.ofNullable(byRid.get(rid));
  }

  /** The series that a model works for. */
  public Optional<Registered> ofModel(String model) {
    Long rid = byModel.get(model);
    return rid == null ? Optional.empty() : find(rid);
  }

  /** Has changes told: the series, and {@code add}, {@code update} or {@code delete}. */
  public void listen(BiConsumer<Registered, String> other) {
    listener = other;
  }

  public synchronized void put(Registered s) throws ProviderException {
    keeper.put(SERIES + s.rid(), s.text());
    boolean there = byRid.containsKey(s.rid());
    take(s);
    listener.accept(s, there ? "update" : "add");
  }

  public synchronized void remove(Registered s) throws ProviderException {
    keeper.remove(SERIES + s.rid());
    byRid.remove(s.rid());
    byName.remove(s.name());
    s.models().values().forEach(byModel::remove);
    version.incrementAndGet();
    listener.accept(s, "delete");
  }

  /** Rises with every change. */
  public long version() {
    return version.get();
  }
}
