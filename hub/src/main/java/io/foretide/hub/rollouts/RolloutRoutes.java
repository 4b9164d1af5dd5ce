package io.foretide.hub.rollouts;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.RolloutPlan;
import io.foretide.core.engine.RolloutView;
import io.foretide.core.engine.RolloutWish;
import io.foretide.core.error.ProviderException;
import io.foretide.core.rollout.RolloutAction;
import io.foretide.core.settings.Settings;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import io.foretide.hub.models.Find;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /api/v1/rollouts}: starting, looking at and deciding about rollouts. */
public final class RolloutRoutes {
  private static final String ALL = "/api/v1/rollouts";
  private static final String ONE = ALL + "/{id}";
  private final Engine engine;

  public RolloutRoutes(Engine engine) {
    this.engine = engine;
  }

  public List<Route> routes() {
    List<Route> out = new ArrayList<>();
    out.add(
        Route.get(ALL, "Rollouts, the newest first.", "RolloutPage", this::list)
            .with(
                Param.text("model", "Only those that it takes part in."),
                Param.flag("open", "Only those that are not over."),
                Param.number("limit", "At most this many, 1 to 1,000; 50 if absent.")));
    out.add(
        Route.send(
                "POST",
                ALL,
                "Begins a rollout; a second one for a model whose rollout is open is refused.",
                "RolloutWish",
                "Rollout",
                this::start)
            .with(Param.flag("dry_run", "Only tells what would happen.")));
    out.add(Route.get(ONE, "One rollout, with its gates and its record.", "Rollout", this::one));
    out.add(decide(RolloutAction.APPROVE, "Promotes the candidate once no gate fails."));
    out.add(decide(RolloutAction.PROMOTE, "Promotes the candidate whatever the gates say."));
    out.add(decide(RolloutAction.REJECT, "Gives the candidate up."));
    out.add(decide(RolloutAction.ROLLBACK, "Makes the former revision active again."));
    return out;
  }

  private Route decide(RolloutAction action, String about) {
    String word = action.name().toLowerCase(Locale.ROOT);
    return Route.send(
        "POST", ONE + "/" + word, about, "Decision", "Rollout", r -> decide(r, action));
  }

  private Answer list(Request request) throws ProviderException {
    Query query = request.query();
    int limit = query.integer("limit", 50, 1, 1_000);
    String model = query.text("model", "");
    if (!model.isEmpty()) {
      Find.model(engine, model);
    }
    List<RolloutView> found = engine.rollouts().list(model, query.flag("open"), limit);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (RolloutView view : found) {
        RolloutJson.view(json, view);
      }
      json.writeEndArray();
      json.writeNullField("next");
      json.writeEndObject();
    });
  }

  private Answer start(Request request) throws ProviderException, IOException {
    RolloutWish wish = WishReader.read(request.jsonObject());
    for (String name : wish.models()) {
      Find.model(engine, name);
      for (RolloutView open : engine.rollouts().list(name, true, 1)) {
        throw ApiError.conflict(
            "model '"
                + name
                + "': rollout "
                + open.rollout().id()
                + " is open: promote, reject or roll it back first");
      }
    }
    if (request.query().flag("dry_run")) {
      RolloutPlan plan = engine.rollouts().preview(wish);
      return Answer.json(json -> RolloutJson.plan(json, plan));
    }
    RolloutView view = engine.rollouts().start(wish);
    return Answer.json(201, json -> RolloutJson.view(json, view));
  }

  private Answer one(Request request) throws ProviderException {
    RolloutView view = find(request);
    return Answer.json(json -> RolloutJson.view(json, view));
  }

  private RolloutView find(Request request) throws ProviderException {
    String text = request.variable("id");
    try {
      var found = engine.rollouts().find(Long.parseLong(text));
      if (found.isPresent()) {
        return found.get();
      }
    } catch (NumberFormatException e) {
      throw ApiError.notFound(
          "rollout '" + text + "' does not exist: expected a number, as GET " + ALL + " lists");
    }
    throw ApiError.notFound("rollout " + text + " does not exist: GET " + ALL + " lists them");
  }

  private Answer decide(Request request, RolloutAction action)
      throws ProviderException, IOException {
    RolloutView before = find(request);
    Map<String, Object> body = request.jsonObject();
    Settings s = Settings.of("", body);
    String name = s.text("name", "");
    String reason = s.text("reason", "");
    try {
      s.finish();
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid(null, String.valueOf(e.getMessage()));
    }
    if (name.isBlank() || reason.isBlank()) {
      throw ApiError.invalid(
          name.isBlank() ? "name" : "reason",
          "a decision needs a name and a reason: expected such as {\"name\": \"anna\", \"reason\":"
              + " \"better at night\"}");
    }
    try {
      RolloutView after =
          engine.rollouts().act(before.rollout().id(), action, name.strip(), reason.strip());
      return Answer.json(json -> RolloutJson.view(json, after));
    } catch (ProviderException.Rejected e) {
      throw ApiError.conflict(String.valueOf(e.getMessage()));
    }
  }
}
