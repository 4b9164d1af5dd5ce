package io.foretide.connectors.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.foretide.core.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A JSON Schema that messages must fit. Its {@code $schema} names the draft; without one it is
 * 2020-12. It may refer to itself only: nothing is fetched. Thread-safe.
 */
final class Schema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFAULT = "https://json-schema.org/draft/2020-12/schema";
  private static final int SHOWN = 3;

  private final String what;
  private final com.networknt.schema.Schema schema;

  private Schema(String what, com.networknt.schema.Schema schema) {
    this.what = what;
    this.schema = schema;
  }

  /**
   * @param what fits it, for messages, such as {@code the answer}
   * @param content as plain data
   * @throws IllegalArgumentException naming what is wrong
   */
  static Schema of(String what, Map<String, Object> content) {
    JsonNode tree = JSON.valueToTree(content);
    for (String key : List.of("$ref", "$dynamicRef")) {
      for (String ref : tree.findValuesAsText(key)) {
        if (!ref.startsWith("#")) {
          throw new IllegalArgumentException(
              "refers to '" + ref + "': expected references within itself, such as #/$defs/row");
        }
      }
    }
    String draft = tree.path("$schema").asText(DEFAULT);
    if (!draft.matches("https?://json-schema[.]org/[a-z0-9/-]+#?")) {
      throw new IllegalArgumentException(
          "has $schema '" + draft + "': expected a draft of json-schema.org such as " + DEFAULT);
    }
    try {
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
      List<Error> errors = registry.getSchema(SchemaLocation.of(draft)).validate(tree);
      if (!errors.isEmpty()) {
        throw new IllegalArgumentException(places(errors));
      }
      com.networknt.schema.Schema made = registry.getSchema(tree);
      made.initializeValidators();
      return new Schema(what, made);
    } catch (SchemaException | IllegalArgumentException e) {
      throw new IllegalArgumentException("is no JSON Schema: " + e.getMessage(), e);
    }
  }

  /**
   * @throws ProviderException.Rejected naming the first places that do not fit
   */
  void check(JsonNode message) throws ProviderException.Rejected {
    List<Error> errors = schema.validate(message);
    if (!errors.isEmpty()) {
      throw new ProviderException.Rejected(what + " does not fit its schema: " + places(errors));
    }
  }

  private static String places(List<Error> errors) {
    return errors.stream()
            .limit(SHOWN)
            .map(e -> e.getInstanceLocation() + " " + e.getMessage())
            .collect(Collectors.joining("; "))
        + (errors.size() > SHOWN ? "; and " + (errors.size() - SHOWN) + " more" : "");
  }
}
