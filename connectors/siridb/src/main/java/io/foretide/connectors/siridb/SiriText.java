package io.foretide.connectors.siridb;

import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.List;

/** How names and patterns are written in SiriDB's language. */
final class SiriText {
  private static final String SIGNS = "\\^$.|?*+()[]{}/";

  private SiriText() {}

  /** A name in quotes; what stands in quotes cannot be escaped there. */
  static String name(String text) throws ProviderException {
    char quote = text.indexOf('"') < 0 ? '"' : '\'';
    if (text.indexOf(quote) >= 0 || text.isEmpty()) {
      throw new ProviderException.Rejected(
          "series '" + text + "' cannot be named in a query: expected no name with both \" and '");
    }
    return quote + text + quote;
  }

  static String names(List<String> texts) throws ProviderException {
    List<String> out = new ArrayList<>(texts.size());
    for (String text : texts) {
      out.add(name(text));
    }
    return String.join(", ", out);
  }

  /** A regular expression for names that begin with a text. */
  static String beginning(String text) {
    StringBuilder out = new StringBuilder("/^");
    for (int i = 0; i < text.length(); i++) {
      if (SIGNS.indexOf(text.charAt(i)) >= 0) {
        out.append('\\');
      }
      out.append(text.charAt(i));
    }
    return out.append(".*/").toString();
  }
}
