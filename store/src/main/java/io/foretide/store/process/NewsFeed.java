package io.foretide.store.process;

import io.foretide.core.model.ModelId;
import io.foretide.core.process.News;
import io.foretide.store.claim.SqlClaims;
import io.foretide.store.event.SqlEvents;
import io.foretide.store.model.SqlModels;
import io.foretide.store.rollout.SqlRollouts;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import java.util.function.Consumer;

/** Joins what other processes did, in their order, for one listener. */
public final class NewsFeed {
  private volatile Consumer<News> listener = _ -> {};

  /** Before the writer starts. */
  public NewsFeed(
      Feed feed, SqlModels models, SqlRollouts rollouts, SqlEvents events, SqlClaims claims) {
    models.listen(m -> listener.accept(new News.Changed(m)));
    rollouts.listen(r -> listener.accept(new News.RolledOut(r)));
    events.listen(e -> listener.accept(new News.Logged(e)));
    claims.listen(t -> listener.accept(new News.Sent(t)));
    feed.follow(Topic.FINISHED, (in, _) -> listener.accept(NewsCodec.finished(in)));
    feed.follow(Topic.LOOKED, (in, _) -> listener.accept(NewsCodec.looked(in)));
    feed.follow(
        Topic.DEMAND,
        (in, _) -> listener.accept(new News.Demanded(new ModelId(in.getSigned()), in.getSigned())));
    feed.onReload(_ -> listener.accept(new News.Missed()));
  }

  void listen(Consumer<News> whom) {
    listener = whom;
  }
}
