package io.foretide.core.schedule;

import io.foretide.core.coverage.Counts;
import io.foretide.core.model.ModelId;
import io.foretide.core.plan.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A look at the scheduler's book; valid only inside {@link Scheduler#look}. */
public final class TrackView {
  private final TrackBook book;
  private final long now;

  TrackView(TrackBook book, long now) {
    this.book = book;
    this.now = now;
  }

  /** The believed time of the last tick. */
  public long now() {
    return now;
  }

  /** The tracks of a model, each with the cells that it owns only. */
  public List<TrackState> of(ModelId model) {
    return book.of(model).stream().map(TrackState::of).toList();
  }

  /** The lanes of a model: tracks with the cells that they predict beside their owner only. */
  public List<TrackState> lanes(ModelId model) {
    List<TrackState> out = List.of();
    for (Track t : book.of(model)) {
      if (t.lane != null && !t.lane.cells().isEmpty()) {
        out = out.isEmpty() ? new ArrayList<>() : out;
        out.add(TrackState.of(t, t.lane.cells()));
      }
    }
    return out;
  }

  /** Those whose counts must be asked of the store again. */
  public List<TrackState> stale() {
    List<TrackState> out = new ArrayList<>();
    book.all().values().forEach(tracks -> stale(tracks, out));
    return out;
  }

  /** The same of one model. */
  public List<TrackState> stale(ModelId model) {
    List<TrackState> out = new ArrayList<>();
    stale(book.of(model), out);
    return out;
  }

  private static void stale(List<Track> tracks, List<TrackState> into) {
    for (Track t : tracks) {
      if (t.countsStale) {
        into.add(TrackState.of(t));
      }
    }
  }

  /** Those of which cells are handed off. */
  public List<TrackState> handedOff() {
    List<TrackState> out = new ArrayList<>();
    for (List<Track> tracks : book.all().values()) {
      for (Track t : tracks) {
        if (t.counts.handedOff() > 0) {
          out.add(TrackState.of(t));
        }
      }
    }
    return out;
  }

  public void forEach(Consumer<TrackState> action) {
    book.all().values().forEach(list -> list.forEach(t -> action.accept(TrackState.of(t))));
  }

  /** What would be sent next for a model if there were room. */
  public List<Next> next(ModelId model, int limit) {
    List<Next> out = new ArrayList<>();
    for (Track t : book.of(model)) {
      if (t.paused) {
        continue;
      }
      for (Piece p : t.pieces(limit)) {
        out.add(new Next(t.revision, p));
      }
    }
    return out;
  }

  /** Corrects counts that went stale when cells were un-covered. */
  public void recount(ModelId model, int revision, Counts counts) {
    Track t = book.find(model, revision);
    if (t != null) {
      t.counts = counts;
      t.countsStale = false;
    }
  }

  /**
   * @param revision of the model
   * @param piece cells and lane
   */
  public record Next(int revision, Piece piece) {}
}
