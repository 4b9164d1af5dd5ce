package io.foretide.connectors.timeseriesapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.connect.SharedCache;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds and makes series by name, remembering answers for a day under {@code <facility>::<name>},
 * as a cache shared with older programs has them. That a series is not there is remembered for a
 * minute, in this process alone. Thread-safe.
 */
final class TagDirectory {
  /** How long an answer is kept. */
  private static final long LIFE = 86_400 * Instants.SECOND;

  private static final long ABSENT = Instants.MINUTE;

  private final TimeSeriesApi api;
  private final SharedCache cache;
  private final SharedCache absent;
  private final String facility;

  /**
   * @param cache for answers
   * @param absent for what is not there, of this process
   * @param facility of all series; empty to look it up
   */
  TagDirectory(TimeSeriesApi api, SharedCache cache, SharedCache absent, String facility) {
    this.api = api;
    this.cache = cache;
    this.absent = absent;
    this.facility = facility;
  }

  /**
   * The series of some names. All are sought in the facility of the first one, since a model's
   * series mostly share it; one that is not there is sought anywhere.
   *
   * @throws ProviderException.UnknownSeries naming the first that is nowhere
   * @throws ProviderException.Rejected if a name is in several facilities and none is configured
   */
  List<Tag> find(List<String> names) throws ProviderException {
    String common = facility;
    List<Tag> out = new ArrayList<>(names.size());
    for (String name : names) {
      Tag tag = find(name, common).orElseThrow(() -> unknown(name));
      if (common.isEmpty()) {
        common = tag.facility();
      }
      out.add(tag);
    }
    return out;
  }

  private ProviderException.UnknownSeries unknown(String name) {
    return new ProviderException.UnknownSeries(
        "series '"
            + name
            + "' is not in "
            + api.base()
            + (facility.isEmpty() ? "" : " in facility '" + facility + "'"));
  }

  /** One series; empty if it is nowhere. */
  Optional<Tag> find(String name) throws ProviderException {
    return find(name, facility);
  }

  /** One series, sought in a facility first unless that is empty, then anywhere. */
  Optional<Tag> find(String name, String preferred) throws ProviderException {
    if (!preferred.isEmpty()) {
      List<Tag> here = exact(name, preferred);
      if (!here.isEmpty()) {
        return one(name, here);
      }
      if (!facility.isEmpty()) {
        return Optional.empty();
      }
    }
    return one(name, exact(name, ""));
  }

  /** The facility of the series that a model reads first. */
  String facilityOf(String name) throws ProviderException {
    if (!facility.isEmpty()) {
      return facility;
    }
    Optional<Tag> tag = find(name, "");
    if (tag.isEmpty() || tag.get().facility().isEmpty()) {
      throw new ProviderException.Rejected(
          "series '"
              + name
              + "' "
              + (tag.isEmpty() ? "is not in " + api.base() : "has no facility there")
              + ", so that the facility of the model's predictions is unknown: set facility");
    }
    return tag.get().facility();
  }

  private Optional<Tag> one(String name, List<Tag> found) throws ProviderException.Rejected {
    if (found.size() > 1) {
      throw new ProviderException.Rejected(
          "series '"
              + name
              + "' is in "
              + api.base()
              + " "
              + found.size()
              + " times, in the facilities "
              + found.stream().map(Tag::facility).toList()
              + ": expected it once; set facility");
    }
    return found.stream().findFirst();
  }

  /** The series with exactly this name; a look-up may answer others beside it. */
  private List<Tag> exact(String name, String where) throws ProviderException {
    List<Tag> out = new ArrayList<>();
    for (JsonNode item : items(answer(name, where))) {
      Tag tag = Tag.of(item);
      if (tag.name().equals(name) && !tag.id().isEmpty()) {
        out.add(tag);
      }
    }
    return out;
  }

  private JsonNode answer(String name, String where) throws ProviderException {
    String key = key(name, where);
    Optional<String> known = cache.get(key).or(() -> absent.get(key));
    if (known.isPresent()) {
      try {
        JsonNode tree = TimeSeriesApi.JSON.readTree(known.get());
        if (!items(tree).isEmpty() || absent.get(key).isPresent()) {
          return tree;
        }
      } catch (JsonProcessingException e) {
        cache.remove(key);
      }
    }
    JsonNode fresh = api.lookUp(name, where);
    keep(key, fresh);
    return fresh;
  }

  private void keep(String key, JsonNode answer) {
    if (items(answer).isEmpty()) {
      absent.put(key, answer.toString(), ABSENT);
    } else {
      absent.remove(key);
      cache.put(key, answer.toString(), LIFE);
    }
  }

  /**
   * The series of predictions, made if it is not there.
   *
   * @throws ProviderException.Transient if the API says that it is there and does not show it
   */
  Tag ensure(String name, String where, String description) throws ProviderException {
    List<Tag> there = exact(name, where);
    if (!there.isEmpty()) {
      return there.getFirst();
    }
    Optional<JsonNode> made = api.create(name, where, description);
    String key = key(name, where);
    if (made.isEmpty()) {
      made = Optional.of(api.lookUp(name, where)).filter(a -> !items(a).isEmpty());
      if (made.isEmpty()) {
        made = Optional.of(api.lookUp(name, ""));
      }
    }
    for (JsonNode item : items(made.get())) {
      Tag tag = Tag.of(item);
      if (!tag.id().isEmpty() && (tag.name().isEmpty() || tag.name().equals(name))) {
        keep(key, made.get());
        return tag;
      }
    }
    throw new ProviderException.Transient(
        "series '"
            + name
            + "' of facility '"
            + where
            + "' is there already, says "
            + api.base()
            + ", but a look-up does not find it",
        null);
  }

  /** Forgets answers about a name: its id was refused. */
  void forget(Tag tag) {
    cache.remove(key(tag.name(), tag.facility()));
    cache.remove(key(tag.name(), ""));
  }

  private static JsonNode items(JsonNode answer) {
    return answer.path("data").path("items");
  }

  /** Latigo's key, with Python's text for a facility that was not given. */
  static String key(String name, String facility) {
    return (facility.isEmpty() ? "None" : facility) + "::" + name;
  }
}
