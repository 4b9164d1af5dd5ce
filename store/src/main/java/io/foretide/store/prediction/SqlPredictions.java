package io.foretide.store.prediction;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Predictions in the database file, one packed row per model, revision and origin. */
public final class SqlPredictions implements PredictionHistory {
  private static final String COLUMNS =
      "SELECT origin, revision, first, step, count, outputs, written_at, data FROM prediction";
  private final Writer writer;
  private final Readers readers;
  private final PredictionTable table;
  private final WallClock clock;

  public SqlPredictions(Writer writer, Readers readers, PredictionTable table, WallClock clock) {
    this.writer = writer;
    this.readers = readers;
    this.table = table;
    this.clock = clock;
  }

  /** Writes blocks; blocks of an origin that is already there are replaced whole. */
  public void write(ModelId model, int revision, List<String> outputs, List<PredictionBlock> blocks)
      throws ProviderException {
    List<Block> packed = blocks.stream().map(Block::pack).toList();
    writer.submit(
        Queue.BACKLOG,
        "writing predictions",
        session -> {
          long set = table.outputs(session, outputs);
          long now = clock.now();
          for (Block b : packed) {
            table.put(session, model.value(), revision, set, b, now);
          }
          return packed.size();
        });
  }

  @Override
  public Frame latest(ModelId model, Range instants, long minLead) throws ProviderException {
    return readers.read(
        "reading predictions",
        s -> {
          Owners owners = Owners.of(s, model);
          return latest(s, model, instants, minLead, owners::owns);
        });
  }

  @Override
  public Frame latestOf(ModelId model, int revision, Range instants, long minLead)
      throws ProviderException {
    return readers.read(
        "reading predictions", s -> latest(s, model, instants, minLead, (r, o) -> r == revision));
  }

  /** Which rows are read. */
  private interface Seen {
    boolean sees(int revision, long origin);
  }

  private static Frame latest(
      Session session, ModelId model, Range instants, long minLead, Seen seen) throws SQLException {
    LatestRows rows = new LatestRows();
    Taken taken = new Taken(instants, minLead);
    long[] reach = PredictionTable.read(session, model.value());
    if (reach == null || instants.isEmpty()) {
      return rows.frame();
    }
    Map<Long, List<String>> outputs = new HashMap<>();
    PreparedStatement s =
        session.prepare(
            COLUMNS
                + " WHERE model = ? AND origin BETWEEN ? AND ?"
                + " ORDER BY model DESC, origin DESC, revision DESC");
    s.setLong(1, model.value());
    s.setLong(2, Instants.minus(instants.from(), reach[1]));
    s.setLong(3, Instants.plus(instants.to(), reach[0]));
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        if (!seen.sees(r.getInt(2), r.getLong(1))) {
          continue;
        }
        RangeSet open = taken.take(r.getLong(1), r.getLong(3), r.getLong(4), r.getInt(5));
        if (!open.isEmpty()) {
          rows.add(block(r), outputs(session, outputs, r.getLong(6)), open);
        }
      }
    }
    return rows.frame();
  }

  @Override
  public Optional<Stored> origin(ModelId model, long origin) throws ProviderException {
    return readers.read(
        "reading predictions",
        session -> {
          PreparedStatement s =
              session.prepare(COLUMNS + " WHERE model = ? AND origin = ? ORDER BY revision DESC");
          Owners owners = Owners.of(session, model);
          s.setLong(1, model.value());
          s.setLong(2, origin);
          try (ResultSet r = s.executeQuery()) {
            while (r.next()) {
              if (owners.owns(r.getInt(2), origin)) {
                return Optional.of(stored(session, r, new HashMap<>()));
              }
            }
            return Optional.empty();
          }
        });
  }

  @Override
  public List<Stored> origins(ModelId model, Range origins, int limit) throws ProviderException {
    return readers.read(
        "reading predictions",
        session -> {
          List<Stored> out = new ArrayList<>();
          Map<Long, List<String>> outputs = new HashMap<>();
          PreparedStatement s =
              session.prepare(
                  COLUMNS
                      + " WHERE model = ? AND origin >= ? AND origin < ?"
                      + " ORDER BY origin, revision");
          Owners owners = Owners.of(session, model);
          s.setLong(1, model.value());
          s.setLong(2, origins.from());
          s.setLong(3, origins.to());
          try (ResultSet r = s.executeQuery()) {
            while (out.size() < limit && r.next()) {
              if (owners.owns(r.getInt(2), r.getLong(1))) {
                out.add(stored(session, r, outputs));
              }
            }
          }
          return out;
        });
  }

  private static Block block(ResultSet r) throws SQLException {
    return new Block(r.getLong(1), r.getLong(3), r.getLong(4), r.getInt(5), r.getBytes(8));
  }

  private static Stored stored(Session session, ResultSet r, Map<Long, List<String>> outputs)
      throws SQLException {
    return new Stored(
        r.getInt(2), outputs(session, outputs, r.getLong(6)), block(r).unpack(), r.getLong(7));
  }

  private static List<String> outputs(Session session, Map<Long, List<String>> known, long id)
      throws SQLException {
    List<String> names = known.get(id);
    if (names == null) {
      PreparedStatement s = session.prepare("SELECT names FROM output_set WHERE id = ?");
      s.setLong(1, id);
      try (ResultSet r = s.executeQuery()) {
        names = r.next() ? PredictionTable.names(r.getString(1)) : List.of();
      }
      known.put(id, names);
    }
    return names;
  }
}
