package io.foretide.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to one of Enodo's hubs and its answer, as recorded.
 *
 * @param words the request in the words of its recording
 * @param method such as GET
 * @param path with its query
 * @param sent headers of the request that matter
 * @param body of the request
 * @param status of the answer
 * @param headers of the answer
 * @param answer its body
 */
record Exchange(
    String words,
    String method,
    String path,
    Map<String, String> sent,
    String body,
    int status,
    Map<String, String> headers,
    String answer) {
  private static final Pattern METHOD = Pattern.compile("-X (\\w+) ");
  private static final Pattern PATH = Pattern.compile("http://127\\.0\\.0\\.1:18080(\\S*)");
  private static final Pattern HEADER =
      Pattern.compile("-H (Origin|Access-Control-Request-Method): (\\S+)");
  private static final Pattern USER = Pattern.compile("-u (\\S+)");

  static List<Exchange> read(String resource) {
    String text;
    try (InputStream in =
        Objects.requireNonNull(Exchange.class.getResourceAsStream(resource), resource)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Exchange> out = new ArrayList<>();
    for (String block : text.split("(?m)^### ")) {
      if (!block.isBlank()) {
        out.add(one(block));
      }
    }
    return out;
  }

  private static Exchange one(String block) {
    int http = block.indexOf("HTTP/1.1 ");
    String words = block.substring(0, http).strip();
    String rest = block.substring(http);
    int blank = rest.indexOf("\n\n");
    String head = blank < 0 ? rest : rest.substring(0, blank);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : head.split("\n")) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.put(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    Map<String, String> sent = new LinkedHashMap<>();
    Matcher header = HEADER.matcher(words);
    while (header.find()) {
      sent.put(header.group(1), header.group(2));
    }
    Matcher user = USER.matcher(words);
    if (user.find()) {
      sent.put("user", user.group(1));
    }
    Matcher method = METHOD.matcher(words);
    Matcher path = PATH.matcher(words);
    int data = words.indexOf(" -d ");
    return new Exchange(
        words,
        words.startsWith("-I ")
            ? "HEAD"
            : method.find() ? method.group(1) : data > 0 ? "POST" : "GET",
        path.find() ? path.group(1) : "",
        sent,
        data < 0 ? "" : words.substring(data + 4),
        Integer.parseInt(head.substring(9, 12)),
        headers,
        blank < 0 ? "" : rest.substring(blank).strip());
  }
}
