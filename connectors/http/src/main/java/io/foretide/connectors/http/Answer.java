package io.foretide.connectors.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An answer with its whole body.
 *
 * @param status of HTTP
 * @param contentType as sent; empty if none was
 * @param body the bytes
 * @param source method and address, for messages
 */
public record Answer(int status, String contentType, byte[] body, String source) {
  private static final int SHOWN = 300;

  /** Reads bare {@code NaN} and {@code Infinity} too, as Python writes them. */
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  public boolean ok() {
    return status / 100 == 2;
  }

  /** Whether this is a page for people: what a gateway answers instead of the service behind it. */
  public boolean isPage() {
    String type = contentType.toLowerCase(Locale.ROOT);
    int i = 0;
    while (i < body.length && (body[i] <= ' ' || (body[i] & 0xff) > 0x7f)) {
      i++;
    }
    return type.startsWith("text/html") || (i < body.length && body[i] == '<');
  }

  /**
   * The body as JSON.
   *
   * @throws ProviderException.Transient if it is a page or broken: asked again later
   */
  public JsonNode json() throws ProviderException.Transient {
    if (isPage()) {
      throw new ProviderException.Transient(
          source
              + " answered an HTML page with status "
              + status
              + " where JSON was expected: a login page or a gateway's page; check address and"
              + " auth",
          null);
    }
    try {
      JsonNode tree = JSON.readTree(body);
      if (!tree.isMissingNode()) {
        return tree;
      }
      throw new ProviderException.Transient(
          source + " answered nothing with status " + status + " where JSON was expected", null);
    } catch (JsonProcessingException e) {
      throw new ProviderException.Transient(
          source + " answered broken JSON, " + body.length + " bytes: " + e.getOriginalMessage(),
          null);
    } catch (IOException e) {
      throw new ProviderException.Transient(source + " answered what cannot be read", e);
    }
  }

  /** The start of the body as people read it, for messages. */
  public String text() {
    String all = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    return all.length() <= SHOWN ? all : all.substring(0, SHOWN) + "...";
  }

  /** One sentence: who answered which status and what it said. */
  public String sentence() {
    String said = isPage() ? "an HTML page" : text();
    return source + " answered status " + status + (said.isEmpty() ? "" : ": " + said);
  }
}
