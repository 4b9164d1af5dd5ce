package io.foretide.ingest.json;

import java.io.IOException;

/** A text that is no JSON, or JSON of another shape. Nothing of it is to be written. */
public final class MalformedJson extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedJson(String message) {
    super(message);
  }
}
