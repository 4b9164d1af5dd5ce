package io.foretide.app.log;

import io.foretide.core.settings.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts: those of the configuration wherever they stand, and whatever follows
 * a word that announces one. Immutable.
 */
public final class Masking {
  /** Shorter ones are words of ordinary texts as well. */
  private static final int LEAST = 4;

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:password|passwd|secret|token|api[_-]?key|authorization|credential)s?[\"']?"
              + "\\s*[=:]\\s*(?:bearer |basic |token )?[\"']?)[^\\s\"',;&}]+");
  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic) [\\w.~+/=-]{8,}");
  private static final Pattern IN_ADDRESS = Pattern.compile("(://[^\\s/:@]*:)[^\\s/@]+@");

  private final List<String> known;

  /** Knows nothing but the words that announce a secret. */
  public static final Masking WORDS = new Masking(List.of(), new Secret(""));

  /**
   * @param secrets of the configuration
   * @param token that commands on this machine use
   */
  public Masking(Collection<Secret> secrets, Secret token) {
    List<String> all = new ArrayList<>();
    secrets.forEach(s -> all.add(s.reveal()));
    all.add(token.reveal());
    all.removeIf(s -> s.length() < LEAST);
    all.sort(Comparator.comparingInt(String::length).reversed());
    known = List.copyOf(all);
  }

  /** The text without secrets. */
  public String of(String text) {
    String out = text;
    for (String secret : known) {
      out = out.replace(secret, Secret.MASK);
    }
    out = NAMED.matcher(out).replaceAll("$1***");
    out = BEARER.matcher(out).replaceAll("$1 ***");
    return IN_ADDRESS.matcher(out).replaceAll("$1***@");
  }
}
