package io.foretide.connectors.pmml;

import io.foretide.core.error.ProviderException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.pmml4s.metadata.Field;
import org.pmml4s.metadata.OutputField;
import org.pmml4s.model.Model;

/** A PMML file that was read. Thread-safe: scoring changes nothing in it. */
final class PmmlFile {
  private final String file;
  private final Model model;

  private PmmlFile(String file, Model model) {
    this.file = file;
    this.model = model;
  }

  /**
   * Reads a file.
   *
   * @throws ProviderException.Rejected if it is no PMML, has a document type, or holds a model that
   *     cannot be run
   */
  static PmmlFile of(String file, byte[] bytes) throws ProviderException.Rejected {
    check(file, bytes);
    Model model;
    try {
      model = Model.fromBytes(bytes);
    } catch (Exception | LinkageError e) {
      // pmml4s is written in Scala: what it throws is not declared.
      throw new ProviderException.Rejected(
          "file '" + file + "' is refused by pmml4s: " + words(e), e);
    }
    if (model == null || !model.isScorable()) {
      throw new ProviderException.Rejected(
          "file '" + file + "' holds no model that can be run: expected one with isScorable");
    }
    return new PmmlFile(file, model);
  }

  /** Nothing outside the file may be asked for by reading it. */
  private static void check(String file, byte[] bytes) throws ProviderException.Rejected {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    String root = "";
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          throw new ProviderException.Rejected(
              "file '" + file + "' has a document type: expected PMML without <!DOCTYPE");
        }
        if (event == XMLStreamConstants.START_ELEMENT && root.isEmpty()) {
          root = reader.getLocalName();
        }
      }
      reader.close();
    } catch (XMLStreamException e) {
      throw new ProviderException.Rejected(
          "file '" + file + "' is no XML: " + words(e) + ": expected an exported .pmml file", e);
    }
    if (!root.equals("PMML")) {
      throw new ProviderException.Rejected(
          "file '" + file + "' is a document '" + root + "': expected PMML");
    }
  }

  /** Fields that take a value, by name in the file's order; true for a whole number. */
  Map<String, Boolean> inputs() throws ProviderException.Rejected {
    Map<String, Boolean> out = new LinkedHashMap<>();
    for (Field field : model.inputFields()) {
      if (!field.dataType().isNumeric()) {
        throw new ProviderException.Rejected(
            "field '"
                + field.name()
                + "' of '"
                + file
                + "' is "
                + field.dataType()
                + ": expected fields of numbers only");
      }
      out.put(field.name(), !field.dataType().isReal());
    }
    return out;
  }

  String[] outputs() {
    return model.outputNames();
  }

  /** The name of the output that is the prediction itself. */
  Optional<String> prediction() {
    String[] names = outputs();
    if (names.length == 1) {
      return Optional.of(names[0]);
    }
    int index = model.predictedValueIndex();
    return index >= 0 && index < names.length ? Optional.of(names[index]) : Optional.empty();
  }

  /** Whether an output is a number. */
  boolean isNumber(String output) {
    for (OutputField field : model.outputFields()) {
      if (field.name().equals(output)) {
        return !field.dataType().isString();
      }
    }
    return true;
  }

  /**
   * Runs one row.
   *
   * @param row values by field; a field that is absent has no value
   * @return by output; without those that the model yields nothing for, or with null
   */
  Map<String, Object> run(Map<String, Object> row) throws ProviderException.Rejected {
    try {
      return model.predict(row);
    } catch (Exception e) {
      throw new ProviderException.Rejected(
          "file '" + file + "' broke while it ran: " + words(e), e);
    }
  }

  /** For people. */
  String words() {
    StringJoiner in = new StringJoiner(", ");
    for (Field field : model.inputFields()) {
      in.add(field.name());
    }
    return "PMML "
        + model.version()
        + ", "
        + model.modelElement()
        + "; fields "
        + in
        + "; outputs "
        + String.join(", ", Arrays.asList(outputs()))
        + ".";
  }

  private static String words(Throwable e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }
}
