package io.foretide.app.config;

import io.foretide.core.settings.SettingsException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a YAML 1.2 file into a {@link Layer}, remembering the line of each value. */
public final class YamlFile {
  private static final int MAX_BYTES = 2_000_000;
  private static final int MAX_DEPTH = 40;

  /** Values after aliases are followed; a few lines of YAML can stand for billions. */
  private static final int MAX_VALUES = 200_000;

  /** The key under which YAML 1.1 takes in the keys of another map. */
  private static final String MERGE = "<<";

  private final String name;
  private final UnaryOperator<String> expand;
  private final Map<String, String> origins = new LinkedHashMap<>();
  private int seen;

  private YamlFile(String name, UnaryOperator<String> expand) {
    this.name = name;
    this.expand = expand;
  }

  /**
   * Reads a file.
   *
   * @param expand applied to each text value, such as {@link EnvironmentText}
   * @throws SettingsException if the file is missing, not readable, no YAML or no map
   */
  public static Layer read(Path file, UnaryOperator<String> expand) {
    return parse(file.toString(), text(file), expand);
  }

  /**
   * The text of a file.
   *
   * @throws SettingsException if the file is missing, not readable or larger than any YAML of ours
   */
  public static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new SettingsException(
            file.toString(), "is larger than " + MAX_BYTES + " bytes: expected a YAML file");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new SettingsException(file.toString(), "is no UTF-8 text: expected a YAML file");
    } catch (IOException e) {
      throw new SettingsException(
          file.toString(),
          Files.exists(file)
              ? "cannot be read: " + e.getMessage()
              : "does not exist: expected a YAML file");
    }
  }

  /** Reads a text; {@code name} says where it came from. */
  public static Layer parse(String name, String text, UnaryOperator<String> expand) {
    YamlFile reader = new YamlFile(name, expand);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(50)
            .build();
    try {
      refuseDepth(name, settings, text);
      Node root = new Compose(settings).composeString(text).orElse(null);
      Object value = root == null ? null : reader.value("", root, 0);
      if (value == null) {
        return Layer.EMPTY;
      }
      if (value instanceof Map<?, ?> m) {
        Map<String, Object> values = new LinkedHashMap<>();
        m.forEach((k, v) -> values.put((String) k, v));
        return new Layer(values, reader.origins);
      }
      throw new SettingsException(name, "holds no map: expected lines such as hub:");
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(m -> " line " + (m.getLine() + 1)).orElse("");
      throw new SettingsException(name + line, "is no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new SettingsException(name, "is no YAML: " + e.getMessage());
    }
  }

  /** Before the text is composed, which takes a stack frame for each level. */
  private static void refuseDepth(String name, LoadSettings settings, String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw tooDeep(name);
      }
    }
  }

  private static SettingsException tooDeep(String name) {
    return new SettingsException(name, "is nested deeper than " + MAX_DEPTH + " levels");
  }

  private @Nullable Object value(String path, Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw tooDeep(name);
    }
    if (++seen > MAX_VALUES) {
      throw new SettingsException(
          name, "stands for more than " + MAX_VALUES + " values: write it without so many aliases");
    }
    node.getStartMark().ifPresent(m -> origins.put(path, name + " line " + (m.getLine() + 1)));
    return switch (node) {
      case MappingNode map -> map(path, map, depth);
      case SequenceNode list -> {
        List<Object> out = new ArrayList<>();
        for (Node element : list.getValue()) {
          Object v = value(path + "[" + out.size() + "]", element, depth + 1);
          if (v != null) {
            out.add(v);
          }
        }
        yield out;
      }
      case ScalarNode scalar -> scalar(path, scalar);
      default -> throw new SettingsException(path, "is neither map, list nor plain value");
    };
  }

  private Map<String, Object> map(String path, MappingNode node, int depth) {
    Map<String, Object> out = merged(path, node, depth);
    Set<String> inherited = new HashSet<>(out.keySet());
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new SettingsException(path, "has a key that is no plain text");
      }
      String k = key.getValue();
      if (k.equals(MERGE)) {
        continue;
      }
      String inner = path.isEmpty() ? k : path + "." + k;
      if (out.containsKey(k) && !inherited.remove(k)) {
        String line = key.getStartMark().map(m -> " line " + (m.getLine() + 1)).orElse("");
        throw new SettingsException(
            name + line, "repeats the key '" + inner + "': expected it once");
      }
      out.put(k, value(inner, tuple.getValueNode(), depth + 1));
    }
    return out;
  }

  /** What {@code <<: *block} brings in; keys of the map itself come on top. */
  private Map<String, Object> merged(String path, MappingNode node, int depth) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(MERGE)) {
        List<Node> from =
            tuple.getValueNode() instanceof SequenceNode list
                ? list.getValue()
                : List.of(tuple.getValueNode());
        for (Node one : from) {
          if (!(one instanceof MappingNode block)) {
            throw new SettingsException(path, "has '<<' with something else than a map");
          }
          map(path, block, depth + 1).forEach(out::putIfAbsent);
        }
      }
    }
    return out;
  }

  private @Nullable Object scalar(String path, ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    try {
      if (tag.equals(Tag.NULL)) {
        return null;
      } else if (tag.equals(Tag.BOOL)) {
        return Boolean.parseBoolean(text);
      } else if (tag.equals(Tag.INT)) {
        return integer(text);
      } else if (tag.equals(Tag.FLOAT)) {
        return floating(text);
      }
      return expand.apply(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          path, e.getMessage() + " (" + origins.getOrDefault(path, name) + ")");
    }
  }

  private static Object integer(String text) {
    boolean hex = text.startsWith("0x");
    boolean octal = text.startsWith("0o");
    BigInteger n =
        hex || octal ? new BigInteger(text.substring(2), hex ? 16 : 8) : new BigInteger(text);
    return n.bitLength() < 64 ? (Object) n.longValue() : n;
  }

  private static double floating(String text) {
    String t = text.toLowerCase(Locale.ROOT);
    return switch (t) {
      case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
      case "-.inf" -> Double.NEGATIVE_INFINITY;
      case ".nan" -> Double.NaN;
      default -> Double.parseDouble(t);
    };
  }
}
