package io.foretide.store.claim;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.time.RangeSet;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.GroupState;
import io.foretide.store.write.Operation;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Claims as rows, with a copy in memory that is the same in every process. Whatever changes a claim
 * is an operation in a turn of writing: it sees the copy as all turns before left it, so whether a
 * claim stands is decided once, for all processes, in the transaction that ends or changes it.
 * Looking reads the copy, which is a moment behind at most. Thread-safe.
 *
 * <p>Where the store does not answer, nothing is granted and what was to be given up runs out at
 * its deadline.
 */
public final class SqlClaims implements Claims, GroupState {
  private final InMemoryClaims held = new InMemoryClaims();
  private final Writer writer;
  private final Feed feed;
  private volatile Granting granting = _ -> true;
  private volatile Consumer<Task> sent = _ -> {};

  /** Claims whose owner's process is gone, by number. */
  private volatile Set<Long> orphans = Set.of();

  /** Touched by the writer's thread only. */
  private final Set<Long> changed = new HashSet<>();

  private final Set<Long> gone = new HashSet<>();

  /** Reserved by commits of the running transaction: their rows go with it. */
  private final Set<Long> ending = new HashSet<>();

  private boolean unsure;

  /** Whether this process may write claims. */
  public interface Granting {
    boolean may(Session session) throws SQLException;
  }

  public SqlClaims(Writer writer, Feed feed) {
    this.writer = writer;
    this.feed = feed;
    feed.follow(Topic.CLAIM, (in, _) -> follow(TaskCodec.claim(in)));
    feed.follow(
        Topic.CLAIM_GONE,
        (in, _) -> {
          while (!in.atEnd()) {
            held.drop(in.getSigned());
          }
        });
    feed.onReload(this::load);
  }

  private void follow(Claim claim) {
    held.set(claim);
    if (claim.owner().isEmpty()) {
      sent.accept(claim.task());
    }
  }

  /** Reads all claims, in place of those known. Writer's thread. */
  public void load(Session session) throws SQLException {
    held.clear();
    ClaimRows.all(session).forEach(held::set);
    unsure = false;
  }

  /** Sets who says whether this process may write claims; asked inside the transaction. */
  public void granting(Granting who) {
    granting = who;
  }

  /** Sets who is told of claims that other processes wrote; must return at once. */
  public void listen(Consumer<Task> whom) {
    sent = whom;
  }

  /**
   * Finds the claims whose owner is gone: they are {@link #expired}. Within a turn of writing.
   *
   * @param alive whether an owner's process lives
   */
  public void judge(Predicate<String> alive) {
    Set<Long> out = new HashSet<>();
    for (Claim c : held.all()) {
      String process = process(c.owner());
      if (!process.isEmpty() && !alive.test(process)) {
        out.add(c.task().claim());
      }
    }
    orphans = Set.copyOf(out);
  }

  /** An owner is a process, perhaps the number of an executor in it, and a number of its own. */
  private static String process(String owner) {
    int end = owner.lastIndexOf('-');
    int executor = owner.indexOf('#');
    return owner.substring(0, executor > 0 ? executor : Math.max(0, end));
  }

  private <T> T turn(String what, Operation<T> operation, T otherwise) {
    try {
      return writer.submit(Queue.CONTROL, what, operation);
    } catch (ProviderException e) {
      // Told by the writer itself; nothing was granted or changed.
      return otherwise;
    }
  }

  @Override
  public boolean put(Task task, long deadline) {
    return !put(List.of(task), deadline).isEmpty();
  }

  @Override
  public List<Task> put(List<Task> tasks, long deadline) {
    List<Task> wanted = List.copyOf(tasks);
    return turn(
        "claiming intervals",
        session -> {
          boolean may = granting.may(session);
          List<Task> out = new ArrayList<>(wanted.size());
          for (Task t : wanted) {
            // Whoever takes a task of a scheduler that knows no claims makes its claim.
            if ((may || t.isUnclaimed()) && held.put(t, deadline)) {
              changed.add(t.claim());
              out.add(t);
            }
          }
          return out;
        },
        List.of());
  }

  @Override
  public boolean renew(Task task, String owner, long deadline) {
    Operation<Boolean> renewing =
        _ -> {
          boolean ok = held.renew(task, owner, deadline);
          if (ok) {
            changed.add(task.claim());
          }
          return ok;
        };
    Optional<Claim> known = held.find(task.claim());
    if (known.isPresent() && known.get().owner().equals(owner)) {
      // A heartbeat: nobody waits for it, and one that is lost is made up for by the next.
      return writer.post(Queue.CONTROL, "renewing a claim", renewing);
    }
    return turn("taking a claim", renewing, false);
  }

  @Override
  public Acceptance check(Task task) {
    RangeSet all = RangeSet.of(task.cells());
    return turn(
        "checking a claim",
        _ -> held.check(task),
        new Acceptance(RangeSet.empty(), all, RangeSet.empty()));
  }

  /** Within an operation of the writer. */
  @Override
  public Acceptance accept(Task task) {
    Acceptance out = held.accept(task);
    if (!out.accepted().isEmpty()) {
      ending.add(task.claim());
    }
    return out;
  }

  /** The row went with the commit. */
  @Override
  public void committed(Task task) {
    held.committed(task);
  }

  /** Within an operation of the writer, or after one was undone. */
  @Override
  public void abandon(Task task) {
    ending.remove(task.claim());
    held.abandon(task);
  }

  @Override
  public void release(Task task) {
    turn(
        "giving a claim up",
        _ -> {
          held.release(task);
          if (held.find(task.claim()).isEmpty()) {
            gone.add(task.claim());
          }
          return true;
        },
        false);
  }

  @Override
  public void supersede(ModelId model, int revision, RangeSet cells) {
    if (writer.isApplying()) {
      takeAway(model, revision, cells);
    } else if (!held.of(model, revision).isEmpty()) {
      turn(
          "taking claims away",
          _ -> {
            takeAway(model, revision, cells);
            return true;
          },
          false);
    }
  }

  private void takeAway(ModelId model, int revision, RangeSet cells) {
    List<Claim> before = held.of(model, revision);
    held.supersede(model, revision, cells);
    for (Claim c : before) {
      long number = c.task().claim();
      if (held.find(number).isEmpty()) {
        gone.add(number);
      } else {
        changed.add(number);
      }
    }
  }

  /**
   * Within the operation that changes points. Once it is durable there is nothing left to mark: a
   * claim that is taken in a later turn is run by somebody who sees the points.
   */
  @Override
  public RangeSet markStale(ModelId model, int revision, RangeSet cells) {
    if (writer.isApplying()) {
      return mark(model, revision, cells);
    }
    return writer.isOwnThread()
        ? RangeSet.empty()
        : turn("marking claims", _ -> mark(model, revision, cells), RangeSet.empty());
  }

  private RangeSet mark(ModelId model, int revision, RangeSet cells) {
    RangeSet marked = held.markStale(model, revision, cells);
    if (!marked.isEmpty()) {
      held.of(model, revision).forEach(c -> changed.add(c.task().claim()));
    }
    return marked;
  }

  @Override
  public RangeSet inFlight(ModelId model, int revision) {
    return held.inFlight(model, revision);
  }

  @Override
  public Optional<Claim> find(long claim) {
    return held.find(claim);
  }

  @Override
  public List<Claim> expired(long now) {
    List<Claim> out = new ArrayList<>(held.expired(now));
    for (long number : orphans) {
      held.find(number).filter(c -> !c.owner().isEmpty() && c.deadline() > now).ifPresent(out::add);
    }
    orphans = Set.of();
    return out;
  }

  @Override
  public List<Claim> all() {
    return held.all();
  }

  @Override
  public int size() {
    return held.size();
  }

  @Override
  public void begun(Session session) throws SQLException {
    if (unsure) {
      load(session);
    }
  }

  @Override
  public void flush(Session session) throws SQLException {
    gone.addAll(ending);
    changed.removeAll(gone);
    List<Claim> rows = new ArrayList<>(changed.size());
    for (long number : changed) {
      held.find(number).ifPresentOrElse(rows::add, () -> gone.add(number));
    }
    ClaimRows.put(session, rows);
    ClaimRows.remove(session, gone);
    rows.forEach(c -> feed.say(Topic.CLAIM, out -> TaskCodec.put(out, c)));
    if (!gone.isEmpty()) {
      feed.say(Topic.CLAIM_GONE, out -> gone.forEach(out::putSigned));
    }
  }

  @Override
  public void committed() {
    clear();
  }

  @Override
  public void rolledBack() {
    clear();
    // What operations of the transaction made of the copy is taken back by reading it anew.
    unsure = true;
  }

  private void clear() {
    changed.clear();
    gone.clear();
    ending.clear();
  }
}
